// SPDX-License-Identifier: Apache-2.0
#include "parse/present.h"

#include <algorithm>

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

PastForms::PastForms(const lexicon::Lexicon& lexicon)
    : table_(lexicon.table("en/parse/past")),
      form_(table_.column("form")),
      base_(table_.column("base")),
      nouns_(lexicon.table("en/parse/past_nouns")),
      noun_(nouns_.column("form")),
      stand_in_(nouns_.column("stand_in")) {}

std::string_view PastForms::StandInFor(std::string_view form) const {
  int64_t row = nouns_.find_first(noun_, form);
  return row < 0 ? std::string_view() : nouns_.at(static_cast<size_t>(row), stand_in_);
}

std::string_view PastForms::BaseOf(std::string_view form) const {
  int64_t row = table_.find_first(form_, form);
  return row < 0 ? std::string_view() : table_.at(static_cast<size_t>(row), base_);
}

WordForms::WordForms(const lexicon::Lexicon& lexicon) : present(lexicon), past(lexicon) {
  const lexicon::Table& table = lexicon.table("en/parse/stand_in");
  if (table.size() > 0) surname = table.at(0, table.column("surname"));
}

bool MayBeName(const Document& document, const Syntax& s, SentenceId id) {
  const Sentence& sentence = s.base.sentences[id.index()];
  const size_t first = sentence.first.index();
  if (sentence.end.index() < first + 4) return false;
  const Upos u = s.upos[first];
  const Features& next = s.features[first + 1];
  const bool verb = s.upos[first + 1] == Upos::kVerb &&
                    (next.tense == Tense::kPast || next.verb_form == VerbForm::kFin);
  const bool plans = s.upos[first + 1] == Upos::kNoun && next.number == Number::kPlur &&
                     OpensClause(s, WordId(first + 2));
  if (u == Upos::kNoun || !(plans || (verb && u != Upos::kPropn))) return false;
  const std::string_view form = s.base.form(WordId(first), document);
  auto beyond_ascii = [](char c) { return static_cast<uint8_t>(c) >= 0xC3; };  // "Çiller"
  auto small = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<uint8_t>(c) >= 0x80; };
  return form.size() > 3 && ((form[0] >= 'A' && form[0] <= 'Z') || beyond_ascii(form[0])) &&
         std::all_of(form.begin() + 1, form.end(), small);
}

bool OpensObject(const Syntax& s, WordId word) {
  size_t w = word.index();
  if (s.upos[w] == Upos::kAdj && w + 1 < s.size()) ++w;
  return s.upos[w] == Upos::kDet || s.upos[w] == Upos::kNum;
}

bool OpensClause(const Syntax& s, WordId word) {
  const size_t w = word.index();
  return s.upos[w] == Upos::kPart && w + 1 < s.size() &&
         s.features[w + 1].verb_form == VerbForm::kInf;
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
