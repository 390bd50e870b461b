// SPDX-License-Identifier: Apache-2.0
// TreeReader: what the finders ask of a dependency tree. Declared in draft.h.
#include <algorithm>

#include "attribution/draft.h"
#include "base/utf8.h"

namespace dragoman::attribution {
namespace {

constexpr int kMaxClimb = 8;  // steps from a verb to the one whose subject it shares

}  // namespace

TreeReader::TreeReader(const Document& document, const Syntax& syntax)
    : d_(document), x_(syntax), marks_(syntax.size()) {}

bool TreeReader::is_subject(WordId w) const {
  Deprel r = deprel(w);
  return r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter;
}

WordId TreeReader::subject(WordId w) const {
  for (WordId c : x_.children_of(w))
    if (is_subject(c)) return c;
  return {};
}

bool TreeReader::is_passive(WordId w) const {
  for (WordId c : x_.children_of(w)) {
    Deprel r = deprel(c);
    if (r == Deprel::kNsubjPass || r == Deprel::kAuxPass || r == Deprel::kCsubjPass) return true;
  }
  return false;
}

bool TreeReader::is_negated(WordId w) const {
  for (WordId c : x_.children_of(w)) {
    if (deprel(c) == Deprel::kAdvmod && x_.features[c.index()].negative) return true;
    if (deprel(c) == Deprel::kDet && x_.features[c.index()].pron_type == PronType::kNeg)
      return true;
    // "did not say": the negation may hang on the auxiliary.
    if (deprel(c) == Deprel::kAux && is_negated(c)) return true;
  }
  return false;
}

WordId TreeReader::with_preposition(WordId w, std::string_view preposition, bool clauses) const {
  for (WordId c : x_.children_of(w)) {
    Deprel r = deprel(c);
    bool nominal = r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kOblAgent;
    bool clause = clauses && (r == Deprel::kAdvcl || r == Deprel::kAcl || r == Deprel::kXcomp ||
                              r == Deprel::kCcomp);
    if (!nominal && !clause) continue;
    for (WordId g : x_.children_of(c)) {
      if ((deprel(g) == Deprel::kCase || deprel(g) == Deprel::kMark) && form(g) == preposition)
        return c;
    }
  }
  return {};
}

WordId TreeReader::actor(WordId w, WordId& referent) const {
  referent = {};
  for (int step = 0; step < kMaxClimb && w.valid(); ++step) {
    if (WordId s = subject(w); s.valid()) {
      referent = s;
      WordId h = head(w);
      // "the envoy, who said": the envoy.
      if (x_.features[s.index()].pron_type == PronType::kRel && deprel(w) == Deprel::kAclRelcl &&
          h.valid())
        referent = h;
      return s;
    }
    WordId h = head(w);
    switch (deprel(w)) {
      case Deprel::kConj:
      case Deprel::kAdvcl:
      case Deprel::kParataxis:
        w = h;
        break;
      case Deprel::kXcomp:
      case Deprel::kCcomp: {
        // "urged him to say": he says.
        WordId object = h.valid() ? x_.child(h, Deprel::kObj) : WordId();
        if (deprel(w) == Deprel::kXcomp && object.valid()) return referent = object;
        if (deprel(w) == Deprel::kCcomp) return {};
        w = h;
        break;
      }
      case Deprel::kAcl: {
        // "a letter saying": the letter. "attacked him in the debate, saying": who attacked.
        bool comma = w.index() > 0 && form(WordId(w.index() - 1)) == ",";
        WordId verb = comma && xpos(w) == "VBG" ? h : WordId();
        for (int up = 0; up < kMaxClimb && verb.valid() && upos(verb) != Upos::kVerb; ++up)
          verb = head(verb);
        if (!verb.valid() || upos(verb) != Upos::kVerb) return referent = h;
        w = verb;
        break;
      }
      default:
        return {};
    }
    // "as officials said" hangs on a noun or adjective that does nothing.
    if (w.valid() && upos(w) != Upos::kVerb && upos(w) != Upos::kAux && !subject(w).valid())
      return {};
  }
  return {};
}

void TreeReader::mark(WordId root, uint8_t value) const {
  open_.assign(1, root);
  while (!open_.empty()) {
    WordId top = open_.back();
    open_.pop_back();
    marks_[top.index()] = value;
    for (WordId c : x_.children_of(top)) open_.push_back(c);
  }
}

bool TreeReader::is_quote_mark(size_t w) const {
  std::string_view f = form(WordId(w));
  if (f == "\"" || f == "''" || f == "``" || f == "'") return true;
  if (f.size() > 3) return false;
  char32_t c = DecodeUtf8(f, 0).value;
  return c >= 0x2018 && c <= 0x201F;
}

WordRange TreeReader::trimmed(WordRange r) const {
  auto edge = [&](size_t w) {
    if (upos(WordId(w)) != Upos::kPunct || is_quote_mark(w)) return false;
    std::string_view f = form(WordId(w));
    return f != "(" && f != ")" && f != "[" && f != "]" && f != "?" && f != "!" && f != "%";
  };
  while (r.begin < r.end && edge(r.begin)) ++r.begin;
  while (r.begin < r.end && edge(r.end - 1)) --r.end;
  // A closing bracket without its opening one, or a lone quotation mark, is an edge as well.
  return r;
}

std::vector<WordRange> TreeReader::ranges(const std::vector<WordId>& roots,
                                          const std::vector<WordId>& without) const {
  std::vector<WordRange> out;
  if (roots.empty()) return out;
  const Sentence& s = sentence(roots.front());
  for (WordId r : roots) mark(r, 1);
  for (WordId r : without) mark(r, 2);
  size_t first = s.first.index(), end = s.end.index();
  for (size_t w = first; w < end; ++w) {
    if (marks_[w] != 1) continue;
    size_t e = w + 1;
    for (;;) {
      while (e < end && marks_[e] == 1) ++e;
      size_t gap = e;  // punctuation that hangs elsewhere
      while (gap < end && marks_[gap] == 0 && upos(WordId(gap)) == Upos::kPunct) ++gap;
      if (gap == e || gap >= end || marks_[gap] != 1) break;
      e = gap;
    }
    WordRange r = trimmed({w, e});
    if (r.begin < r.end) out.push_back(r);
    w = e;
  }
  // A conjunction that a wrong tree put here alone: "that ... the war was over".
  if (out.size() > 1) {
    out.erase(std::remove_if(out.begin(), out.end(),
                             [&](const WordRange& r) {
                               return r.end == r.begin + 1 && x_.upos[r.begin] == Upos::kSconj;
                             }),
              out.end());
  }
  std::fill(marks_.begin() + static_cast<std::ptrdiff_t>(first),
            marks_.begin() + static_cast<std::ptrdiff_t>(end), uint8_t{0});
  return out;
}

WordRange TreeReader::source_range(WordId source, WordId cue,
                                   const std::vector<WordId>& without) const {
  WordRange r{source.index(), source.index() + 1};
  for (const WordRange& part : ranges({source}, without))
    if (part.begin <= source.index() && source.index() < part.end) r = part;
  for (WordId c : x_.children_of(source)) {
    if (deprel(c) != Deprel::kCase && deprel(c) != Deprel::kMark) continue;
    if (c < source && c.index() >= r.begin) r.begin = c.index() + 1;
    if (c > source && c.index() + 1 == r.end) r.end = c.index();
  }
  if (cue.valid() && cue.index() >= r.begin && cue.index() < r.end) {
    // The tree has the cue inside its source: keep the side the head is on.
    if (source < cue) {
      r.end = cue.index();
    } else {
      r.begin = cue.index() + 1;
    }
  }
  if (cue.valid() && r.end <= cue.index()) {
    size_t reach = r.end;
    for (size_t k = r.end; k < cue.index(); ++k) {
      Upos u = x_.upos[k];
      if (u == Upos::kPropn || u == Upos::kNoun) reach = k + 1;
      if (u == Upos::kPunct || u == Upos::kVerb || u == Upos::kAux || u == Upos::kAdp ||
          u == Upos::kPron || u == Upos::kSconj)
        break;
    }
    r.end = reach;
  }
  r = trimmed(r);
  return r.begin < r.end ? r : WordRange{source.index(), source.index() + 1};
}

}  // namespace dragoman::attribution
