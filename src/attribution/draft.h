// SPDX-License-Identifier: Apache-2.0
// An attribution in the making, in words rather than bytes, and what the finders of this folder
// share to read trees.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/quotes.h"
#include "attribution/rules.h"
#include "model/attributions.h"

namespace dragoman::attribution {

struct WordRange {
  size_t begin = 0;
  size_t end = 0;
};

struct Draft {
  AttributionKind kind = AttributionKind::kIndirect;
  WordId cue;
  WordRange cue_range;  // empty for a bare quotation
  WordId source_head;   // invalid: nobody is named
  WordId referent;      // whom a relative pronoun stands for; else source_head
  std::vector<WordRange> source;
  std::vector<WordRange> content;
  bool hedged = false;
  bool negated = false;
  // Not words but a wish or an act upon the content ("wants to leave", "condemned the attack"): the
  // source does not vouch for it.
  bool attitude = false;
  // Found without a source: holds only if a quotation turns out to be its content.
  bool weak = false;
  float confidence = 1;
  std::string rule;

  size_t content_size() const {
    size_t n = 0;
    for (const WordRange& r : content) n += r.end - r.begin;
    return n;
  }
  bool holds(size_t word) const {
    for (const WordRange& r : content)
      if (word >= r.begin && word < r.end) return true;
    return false;
  }
};

// Reads one document's trees. Marks belong to it: one Reader a document.
class TreeReader {
 public:
  TreeReader(const Document& document, const Syntax& syntax);

  const Document& document() const { return d_; }
  const Syntax& syntax() const { return x_; }
  std::string_view form(WordId w) const { return x_.base.form(w, d_); }
  Upos upos(WordId w) const { return x_.upos[w.index()]; }
  Deprel deprel(WordId w) const { return x_.deprel[w.index()]; }
  std::string_view xpos(WordId w) const { return XposNames()[x_.xpos[w.index()]]; }
  WordId head(WordId w) const { return x_.head[w.index()]; }
  const Sentence& sentence(WordId w) const {
    return x_.base.sentences[x_.sentence[w.index()].index()];
  }
  bool is_subject(WordId w) const;

  // The child of w with a `case` or `mark` child of that form (lower case).
  WordId with_preposition(WordId w, std::string_view preposition, bool clauses) const;
  WordId subject(WordId w) const;  // nsubj, nsubj:pass, nsubj:outer
  // Who does w: its subject, or the one it shares or inherits. `referent` differs from the answer
  // where that is a relative pronoun.
  WordId actor(WordId w, WordId& referent) const;
  bool is_passive(WordId w) const;
  bool is_negated(WordId w) const;

  // Words of the subtrees of `roots` without those of `without`, as ranges in text order; marks
  // between them are filled in, stops and commas at the edges left out.
  std::vector<WordRange> ranges(const std::vector<WordId>& roots,
                                const std::vector<WordId>& without) const;
  // The words of a source headed by `source`: one stretch, without prepositions around it, and with
  // the names a wrong tree cut off before the cue ("Putin aide Yuri Ushakov told").
  WordRange source_range(WordId source, WordId cue, const std::vector<WordId>& without) const;
  // Without commas, stops and dashes at its edges; quotation marks and brackets stay.
  WordRange trimmed(WordRange r) const;
  bool is_quote_mark(size_t w) const;

 private:
  void mark(WordId root, uint8_t value) const;

  const Document& d_;
  const Syntax& x_;
  mutable std::vector<uint8_t> marks_;  // all 0 between calls
  mutable std::vector<WordId> open_;
};

// Cues in the trees: verbs, nouns, adjectives, prepositions, hedges. Appends to `out`.
void FindCues(const TreeReader& tree, const CueRules::Data& data, std::vector<Draft>& out);

// Gives every quotation its source: joins it to the drafts found, or makes new ones.
void AttachQuotes(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
                  const std::vector<Quote>& quotes, std::vector<Draft>& drafts);

// Posts with a signature line, headlines of the form "Name: words". Appends to `out`.
void FindLayoutSources(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
                       std::vector<Draft>& out);

}  // namespace dragoman::attribution
