// SPDX-License-Identifier: Apache-2.0
// Clauses that the tree takes for something else: a verb for an adjective of the noun behind it, a
// name behind the verb for a part of the name before it. Entries: View::MisreadSubject,
// MisreadConjunct, MisreadPredicate, NameBehind. Verbs tagged as nouns stay unread.
#include "events/view.h"

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 8;  // up a tree: more means that the parse is not worth following

}  // namespace

// "set fire to a car and wounded three men", "denied it and accused soldiers of theft", where the
// tree makes the second verb an adjective and its object one more of the noun before: no adjective
// stands before a number or an article, and an accusation has a content.
WordId View::MisreadConjunct(WordId verb) const {
  WordId noun = head(verb);
  if (!noun.valid() || noun < verb || deprel(noun) != Deprel::kConj || verb.index() == 0) return {};
  if (upos(WordId(verb.index() - 1)) != Upos::kCconj) return {};
  bool opens = false;
  bool content = false;
  for (WordId c : s.children_of(noun)) {
    bool begins = deprel(c) == Deprel::kDet || deprel(c) == Deprel::kNummod;
    opens = opens || (begins && c > verb);
    content = content || (c > noun && deprel(c) != Deprel::kPunct && deprel(c) != Deprel::kConj);
  }
  if (!opens && !(content && Answers(verb))) return {};
  WordId up = head(noun);
  for (int i = 0; i < kMaxSteps && up.valid() && !IsVerbal(up); ++i) up = head(up);
  // "denied that its men had taken the priests and accused": not what the men had done.
  if (up.valid() && deprel(up) == Deprel::kCcomp && HasAux(up) && Answers(verb)) up = head(up);
  return up.valid() && up < verb ? up : WordId();
}

// "The US suspended aid to Egypt" comes as a noun phrase, the verb as its adjective: no adjective
// stands after the noun's own subject or between a compound and its noun.
WordId View::MisreadSubject(WordId verb) const {
  if (deprel(verb) != Deprel::kAmod || !IsVerbal(verb)) return {};
  WordId h = head(verb);
  if (WordId clause = MisreadConjunct(verb); clause.valid()) {
    std::string_view from;
    return SurfaceSubject(clause, from);
  }
  // "The two have renewed ties", with "have" as the main verb and "renewed" as an adjective.
  WordId aux = h.valid() && deprel(h) == Deprel::kObj ? head(h) : WordId();
  if (aux.valid() && upos(aux) == Upos::kAux && verb.value == aux.value + 1) {
    return s.child(aux, Deprel::kNsubj);
  }
  // "is the first elected leader" has its verb.
  bool predicate = h.valid() && s.child(h, Deprel::kCop).valid();
  if (!h.valid() || h < verb || deprel(h) != Deprel::kRoot || HasAux(verb) || predicate) return {};
  for (WordId c : s.children_of(verb)) {
    if (deprel(c) == Deprel::kNsubj && c < verb) return c;
  }
  for (WordId c : s.children_of(h)) {
    bool before = (deprel(c) == Deprel::kNsubj || deprel(c) == Deprel::kCompound) && c < verb;
    if (before && IsNominal(c)) return c;
    // "The military seized power", with "military" as an adjective, too
    bool adjective = deprel(c) == Deprel::kAmod && c.value + 1 == verb.value;
    if (adjective && s.child(h, Deprel::kDet).valid() && k.InSet(k.forces, key(c))) return c;
  }
  return {};
}

// "Anna Kast is [elected] president of Chile", with the verb as an adjective of the office: nobody
// "is president" without an article and with a participle before it.
WordId View::MisreadPredicate(WordId verb) const {
  if (deprel(verb) != Deprel::kAmod || !IsVerbal(verb)) return {};
  const Features& f = s.features[verb.index()];
  WordId h = head(verb);
  WordId be = h.valid() ? s.child(h, Deprel::kCop) : WordId();
  bool participle = f.verb_form == VerbForm::kPart && f.tense == Tense::kPast;
  if (!participle || !be.valid() || !(be < verb) || !(verb < h) || CaseOf(h) != 0) return {};
  if (s.features[h.index()].number == Number::kPlur || !s.child(h, Deprel::kNsubj).valid())
    return {};
  for (WordId c : s.children_of(h)) {
    bool opens = deprel(c) == Deprel::kDet || deprel(c) == Deprel::kNmodPoss;
    if (opens && be < c && c < verb) return {};
  }
  return h;
}

// "Macron appoints Anna Lind", with "Anna" hung on "Macron": no name goes on behind its verb.
WordId View::NameBehind(WordId verb) const {
  WordId subject = s.child(verb, Deprel::kNsubj);
  if (!subject.valid() || subject > verb || s.child(verb, Deprel::kObj).valid()) return {};
  for (WordId c : s.children_of(subject)) {
    if (deprel(c) != Deprel::kFlat || c < verb) continue;
    WordId name = NameOver(c);
    return name.valid() && name > verb ? name : WordId();
  }
  return {};
}

}  // namespace dragoman::events
