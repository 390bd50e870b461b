// SPDX-License-Identifier: Apache-2.0
#include "parse/present.h"

#include "model/document.h"

namespace dragoman::parse {

PresentForms::PresentForms(const lexicon::Lexicon& lexicon)
    : table_(lexicon.table("en/parse/present")),
      base_(table_.column("base")),
      third_(table_.column("third")),
      past_(table_.column("past")) {}

bool PresentForms::Find(std::string_view form, Form& found) const {
  int64_t row = table_.find_first(base_, form);
  found.third = row < 0;
  if (row < 0) row = table_.find_first(third_, form);
  if (row < 0) return false;
  found.base = table_.at(static_cast<size_t>(row), base_);
  found.past = table_.at(static_cast<size_t>(row), past_);
  return true;
}

bool LacksVerb(const Document& document, const Syntax& s, SentenceId id) {
  const Sentence& sentence = s.base.sentences[id.index()];
  const size_t first = sentence.first.index(), end = sentence.end.index();
  // A title may do without a verb, and so may what a colon or a quotation mark cuts short.
  if (sentence.kind != SentenceKind::kBody || end < first + 4) return false;
  if (s.base.form(WordId(end - 1), document) != ".") return false;
  size_t root = end;
  for (size_t w = first; w < end; ++w) {
    if (!s.head[w].valid()) root = w;
  }
  auto finite = [&](size_t w) { return s.features[w].verb_form == VerbForm::kFin; };
  if (root == end || finite(root)) return false;
  // "Bomb attacks killed nine": a participle with a subject is verb enough.
  const bool past = s.upos[root] == Upos::kVerb && s.features[root].tense == Tense::kPast;
  for (size_t w = first; w < end; ++w) {
    const Deprel r = s.deprel[w];
    const bool of_root = s.head[w] == WordId(root);
    const bool aux = r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop ||
                     (r == Deprel::kMark && s.upos[root] == Upos::kVerb);
    // "There is", "says" above a quotation: some verb of the sentence carries it.
    const bool subject = r == Deprel::kNsubj || r == Deprel::kNsubjPass;
    if (of_root && (aux || (past && subject) ||
                    ((r == Deprel::kParataxis || r == Deprel::kConj) && finite(w)))) {
      return false;
    }
  }
  return true;
}

bool MayBeVerb(const Syntax& s, WordId word) {
  if (s.features[word.index()].verb_form == VerbForm::kFin) return false;
  switch (s.upos[word.index()]) {
    case Upos::kNoun:
    case Upos::kPropn:
    case Upos::kAdj:
      return true;
    case Upos::kVerb:
      return s.features[word.index()].verb_form == VerbForm::kInf;
    default:
      return false;
  }
}

}  // namespace dragoman::parse
