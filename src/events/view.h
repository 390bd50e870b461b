// SPDX-License-Identifier: Apache-2.0
// View: one article as the parts of this stage look at it: the stages' products, the lemmas as Keys
// of the data, and questions about the tree (who is the deep subject of this verb? whose is this
// missile?) that several parts ask. Holds references only; made once per article.
#pragma once

#include <string_view>
#include <vector>

#include "events/kinds_data.h"
#include "model/attributions.h"

namespace dragoman::events {

// One filled place of a trigger: `word` is the head of the phrase.
struct Arg {
  Slot slot;
  WordId word;
  std::string_view from;  // how it was found: "nsubj", "acl", "control", for `explain`
};

inline bool IsSubject(Deprel r) {
  return r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter;
}
inline bool IsOblique(Deprel r) {
  return r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kOblAgent;
}

class View {
 public:
  View(const Document& document, const Syntax& syntax, const Entities& entities, const Times& times,
       const Attributions& attributions, const Kinds::Data& data);

  const Document& d;
  const Syntax& s;
  const Entities& e;
  const Times& t;
  const Attributions& a;
  const Kinds::Data& k;

  // The lemma as the data knows it; where the tagger made up a lemma nobody knows ("boycot"), what
  // the form can be an inflection of.
  Key key(WordId w) const { return word_key_[w.index()]; }
  // The form as written, in lower case: "planned" where the lemma is "plan".
  Key FormKey(WordId w) const;
  Upos upos(WordId w) const { return s.upos[w.index()]; }
  Deprel deprel(WordId w) const { return s.deprel[w.index()]; }
  WordId head(WordId w) const { return s.head[w.index()]; }
  Span span(WordId w) const { return s.base.words[w.index()].span; }

  bool InName(WordId w) const { return name_of_[w.index()].valid(); }
  // The head of the mention that the word heads or of the name it is a part of ("Al" of
  // "Al-Qaeda"), or invalid.
  WordId NameOver(WordId w) const;
  bool IsTime(WordId w) const { return is_time_[w.index()]; }  // "on [Tuesday]"
  bool IsVerbal(WordId w) const;
  bool IsNominal(WordId w) const;
  bool HasName(const Entity& entity) const;  // somewhere in the text
  // A finite or participial passive: "was shelled", "shelled by", "the shelled town".
  bool IsPassive(WordId verb) const;
  bool HasAux(WordId verb) const;
  // The subject of a clause that the tree takes for a noun phrase, or invalid.
  WordId MisreadSubject(WordId verb) const;
  // The clause that such a verb goes on with: "denied it and accused soldiers", or invalid.
  WordId MisreadConjunct(WordId verb) const;
  // The office that the tree makes a verb an adjective of: "is elected president", or invalid.
  WordId MisreadPredicate(WordId verb) const;
  // The object that the tree makes a part of the subject's name, or invalid.
  WordId NameBehind(WordId verb) const;
  // The preposition of an oblique or nominal modifier, as a Key; 0 if it has none.
  Key CaseOf(WordId w) const;

  // The word that fills the surface subject of a verb or predicate, looked up through
  // coordination, control, relative and participial clauses; invalid if nothing does. `from` says
  // how. "Putin plans to visit": visit -> Putin.
  WordId SurfaceSubject(WordId verb, std::string_view& from) const;
  // The suspect of "cleared the way for a suspect to be extradited" where the tree hangs it
  // elsewhere, or invalid.
  WordId SubjectAfterFor(WordId verb) const;
  // All deep arguments of a trigger, in text order within each way of finding them.
  void VerbArgs(WordId verb, std::vector<Arg>& out) const;
  void NounArgs(WordId noun, std::vector<Arg>& out) const;
  void AdjectiveArgs(WordId adjective, std::vector<Arg>& out) const;

  // "ruled out": is the particle there?
  bool HasParticle(WordId verb, Key particle) const;

  // The support verb that carries an event noun, or invalid; `support` says how.
  WordId SupportOf(WordId noun, const Support*& support) const;

  // What the clause of `verb` goes on with: its head, but for a conjunct that goes on with the
  // clause above or below ("says the woman died, and accused Japan").
  WordId Coordinated(WordId verb) const;

  // A relative pronoun stands for the noun its clause modifies.
  WordId Antecedent(WordId w) const;

  // "His first trip was [to Chad]", "the last time they met was [in Geneva]": the predicate that
  // tells of the noun where it led, or invalid.
  WordId ToldOf(WordId noun) const;
  // The same of the occasion that the clause of `verb` describes: "the last time they [met]".
  WordId ToldOfOccasion(WordId verb) const;

  // What a partitive counts: "some of its troops" -> troops.
  WordId Core(WordId w) const;

  // The actor a phrase names, looking through partitives: "dozens of protesters".
  EntityId EntityOf(WordId w) const;
  MentionId MentionOf(WordId w) const;
  // Whose it is: possessor, maker, nationality: "Israeli missiles" -> Israel.
  // Of a thing without one, of what it is of: "the conclusions of the ministers' summit".
  WordId OwnerWord(WordId w) const;
  // "the attack", "this attack", "Israel's attack": one that is known.
  bool IsDefinite(WordId noun) const;
  // The name on the other side of a dash: "the Russia-Ukraine talks".
  MentionId PairedWith(WordId name) const;

  bool Passes(const std::vector<Condition>& conditions, WordId w) const;
  bool IsAgent(WordId w) const;

 private:
  Key Hyphenated(size_t i) const;
  bool Is(Test test, WordId w) const;
  bool Suffers(WordId noun, Key preposition) const;
  bool Befalls(WordId verb) const;
  const Entity* EntityAt(WordId w) const;
  WordId SubjectAbove(WordId v, bool verbal, std::string_view& from, bool& go_on) const;
  WordId TravellerOf(WordId told) const;
  WordId AllOf(WordId noun, WordId clause) const;
  WordId ObjectTakenFor(WordId v, WordId h) const;
  bool Answers(WordId verb) const;
  bool OnlyReports(WordId verb, WordId report) const;
  WordId ObjectControl(WordId v, WordId h) const;
  WordId SubjectOfModifier(WordId v, WordId noun) const;
  void ArgsOfContent(WordId verb, WordId c, std::vector<Arg>& out) const;
  void ArgOfOblique(WordId verb, WordId c, bool passive, std::vector<Arg>& out) const;
  void ArgsOfHead(WordId noun, std::vector<Arg>& out) const;
  void ArgsBehindPlace(WordId place, std::vector<Arg>& out) const;
  void ArgsOfCarrier(WordId noun, std::vector<Arg>& out) const;
  WordId NamedBy(WordId w) const;
  bool EndsBefore(WordId subject, WordId verb) const;
  WordId GivenTo(WordId object) const;
  bool ObjectAfter(WordId verb, WordId object) const;
  WordId Sayer(WordId pronoun) const;
  void ArgsOfObject(WordId object, std::vector<Arg>& out) const;
  void TargetOf(WordId noun, std::vector<Arg>& out) const;
  bool IsSuperlative(WordId noun) const;
  EntityType TypeAt(WordId w) const;
  void AddNameBefore(WordId modifier, std::vector<Arg>& out) const;
  WordId OwnOwner(WordId w) const;
  void AdjacentArgs(WordId noun, std::vector<Arg>& out) const;
  // `w`: what the object `c` of the verb stands for, if it is a pronoun.
  void ArgOfDirectObject(WordId c, WordId w, std::vector<Arg>& out) const;
  void ArgsBehindObject(WordId object, std::vector<Arg>& out) const;
  void ArgsOfChildren(WordId verb, bool passive, std::vector<Arg>& out) const;
  void ArgsOfClause(WordId verb, bool passive, std::vector<Arg>& out) const;

  std::vector<Key> word_key_;       // index: word
  std::vector<bool> is_time_;       // index: word; heads of time expressions
  std::vector<MentionId> name_of_;  // index: word; the innermost name that covers it
};

}  // namespace dragoman::events
