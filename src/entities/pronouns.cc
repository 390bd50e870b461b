// SPDX-License-Identifier: Apache-2.0
// Entry: Pronouns::Resolve.
#include "entities/pronouns.h"

#include <algorithm>
#include <numeric>

namespace dragoman::entities {

Pronouns::Pronouns(Discourse& discourse)
    : discourse_(discourse), a_(discourse.a), linked_(discourse.linked) {
  for (uint32_t i = 0; i < linked_.drafts.size(); ++i) {
    ending_at_.emplace(linked_.drafts[i].end, i);
  }
}

EntityId Pronouns::Resolve(const Draft& d) {
  const PronounRow& p = *d.pronoun;
  if (p.person != 3) return {};
  switch (p.use) {
    case PronounUse::kRelative:
      return Relative(d);
    case PronounUse::kReflexive:
      return SubjectOf(a_.syntax.head[d.head]);
    case PronounUse::kPersonal:
    case PronounUse::kPossessive:
      return p.number == Number::kPlur ? Plural(d) : Singular(d);
    default:
      return {};
  }
}

// "the aide, who said": what the clause hangs on.
EntityId Pronouns::Relative(const Draft& d) {
  WordId w(size_t{d.head});
  for (int steps = 0; steps < 6 && w.valid(); ++steps) {
    Deprel r = a_.syntax.deprel[w.index()];
    if (r == Deprel::kAclRelcl || r == Deprel::kAcl) {
      WordId governor = a_.syntax.head[w.index()];
      int i = governor.valid() ? discourse_.draft_of_word[governor.index()] : -1;
      return i < 0 ? EntityId() : linked_.drafts[static_cast<size_t>(i)].entity;
    }
    w = a_.syntax.head[w.index()];
  }
  // Where the tree has no such clause: what ends right before it, "NATO, of which".
  int64_t p = static_cast<int64_t>(d.head) - 1;
  auto pass = [&](auto&& test) {
    if (a_.in(d.sentence, p) && test(a_.lower[static_cast<size_t>(p)])) --p;
  };
  pass([&](const std::string& word) { return a_.rules.is("role_of", word); });
  pass([&](const std::string& word) { return word == ","; });
  if (!a_.in(d.sentence, p)) return {};
  auto [at, last] = ending_at_.equal_range(static_cast<uint32_t>(p) + 1);
  for (; at != last; ++at) {
    const Draft& before = linked_.drafts[at->second];
    if (before.form != MentionForm::kPronoun && before.entity.valid()) return before.entity;
  }
  return {};
}

EntityId Pronouns::SubjectOf(WordId verb) const {
  for (int steps = 0; steps < 4 && verb.valid(); ++steps) {
    for (WordId c : a_.syntax.children_of(verb)) {
      Deprel r = a_.syntax.deprel[c.index()];
      if (r != Deprel::kNsubj && r != Deprel::kNsubjPass) continue;
      int i = discourse_.draft_of_word[c.index()];
      return i < 0 ? EntityId() : linked_.drafts[static_cast<size_t>(i)].entity;
    }
    verb = a_.syntax.head[verb.index()];
  }
  return {};
}

// "It is clear that ...", "it is believed that ...": it stands for the clause.
bool Pronouns::Empty(const Draft& d) const {
  WordId verb = a_.syntax.head[d.head];
  Deprel r = a_.syntax.deprel[d.head];
  if (!verb.valid() || (r != Deprel::kNsubj && r != Deprel::kNsubjPass)) return false;
  auto has = [&](Deprel wanted) { return a_.syntax.child(verb, wanted).valid(); };
  bool clause = has(Deprel::kCcomp), copula = has(Deprel::kCop);
  return has(Deprel::kCsubj) || (copula && (clause || has(Deprel::kXcomp))) ||
         (r == Deprel::kNsubjPass && clause);
}

// "In his first visit to Egypt, Erdogan met ..."; "After he was elected, Erdogan flew ...": what
// stands before the subject of the sentence may point at it.
EntityId Pronouns::Ahead(const Draft& d) const {
  constexpr int kSteps = 6;
  WordId w(size_t{d.head});
  for (int steps = 0; steps < kSteps && w.valid(); ++steps) {
    Deprel r = a_.syntax.deprel[w.index()];
    WordId verb = a_.syntax.head[w.index()];
    if (!verb.valid()) return {};
    if ((r == Deprel::kObl || r == Deprel::kAdvcl) && verb.index() > d.head) {
      WordId subject = a_.syntax.child(verb, Deprel::kNsubj);
      if (!subject.valid()) subject = a_.syntax.child(verb, Deprel::kNsubjPass);
      if (!subject.valid() || subject.index() < d.head) return {};
      int i = discourse_.draft_of_word[subject.index()];
      if (i < 0) return {};
      const Draft& name = linked_.drafts[static_cast<size_t>(i)];
      if (name.form != MentionForm::kName || !name.entity.valid()) return {};
      const uint32_t before = name.title ? std::min(name.title->first, name.first) : name.first;
      bool comma = false;
      for (uint32_t k = d.head + 1; k < before; ++k) comma |= a_.lower[k] == ",";
      return comma && Fits(d, name) ? name.entity : EntityId();
    }
    w = verb;
  }
  return {};
}

bool Pronouns::Fits(const Draft& d, const Draft& name) const {
  const Entity& e = linked_.entities[name.entity.index()];
  if (d.pronoun->gender == Gender::kNeut) {
    return e.type != EntityType::kPerson && IsActorType(e.type) && e.type != EntityType::kGroup;
  }
  Gender g = discourse_.salience.GenderOf(name);
  return e.type == EntityType::kPerson && (g == Gender::kNone || g == d.pronoun->gender);
}

EntityId Pronouns::Singular(const Draft& d) {
  if (EntityId ahead = Ahead(d); ahead.valid()) return ahead;
  if (d.pronoun->gender == Gender::kNeut && Empty(d)) return {};
  Salience::Filter filter;
  filter.sentences = 4;
  filter.bind = true;
  bool thing = d.pronoun->gender == Gender::kNeut;
  for (EntityId e : discourse_.salience.Ranked(d, filter)) {
    const Entity& entity = linked_.entities[e.index()];
    if (!entity.members.empty() || discourse_.salience.plural(e)) continue;
    if (thing) {
      if (entity.type == EntityType::kPerson || entity.type == EntityType::kGroup) continue;
    } else {
      if (entity.type != EntityType::kPerson) continue;
      Gender g = discourse_.salience.gender(e);
      if (g != Gender::kNone && g != d.pronoun->gender) continue;
    }
    if (!thing) discourse_.salience.SetGender(e, d.pronoun->gender);
    return e;
  }
  return {};
}

// "Russia and Ukraine say they have agreed": the subjects, all of them, of the clause above.
EntityId Pronouns::SubjectsAbove(const Draft& d) {
  WordId verb = a_.syntax.head[d.head];
  if (a_.syntax.deprel[d.head] != Deprel::kNsubj) return {};
  for (int steps = 0; steps < 4 && verb.valid(); ++steps) {
    Deprel r = a_.syntax.deprel[verb.index()];
    if (r != Deprel::kCcomp && r != Deprel::kAdvcl && r != Deprel::kConj) return {};
    verb = a_.syntax.head[verb.index()];
    if (!verb.valid()) return {};
    WordId subject = a_.syntax.child(verb, Deprel::kNsubj);
    if (!subject.valid()) continue;
    return subject.index() < d.head ? Conjuncts(subject) : EntityId();
  }
  return {};
}

// The group of a coordination whose parts are all known to act; invalid if it is none.
EntityId Pronouns::Conjuncts(WordId first) {
  std::vector<EntityId> members;
  uint32_t begin = 0, end = 0;
  auto add = [&](WordId w) {
    int i = discourse_.draft_of_word[w.index()];
    const Draft* part = i < 0 ? nullptr : &linked_.drafts[static_cast<size_t>(i)];
    if (part == nullptr || !part->entity.valid()) return false;
    const Entity& entity = linked_.entities[part->entity.index()];
    if (!IsActorType(entity.type) || !entity.members.empty()) return false;
    if (members.empty()) begin = part->first;
    end = part->end;
    members.push_back(part->entity);
    return true;
  };
  if (!add(first)) return {};
  for (WordId c : a_.syntax.children_of(first)) {
    if (a_.syntax.deprel[c.index()] == Deprel::kConj && !add(c)) return {};
  }
  return members.size() < 2 ? EntityId()
                            : discourse_.GroupOf(std::move(members), a_.text(begin, end));
}

EntityId Pronouns::Plural(const Draft& d) {
  if (EntityId above = SubjectsAbove(d); above.valid()) return above;
  Salience::Filter filter;
  filter.sentences = 2;
  filter.bind = true;
  // Who acts is somebody: "the ministers ended the talks. They called on Turkey".
  Deprel r = a_.syntax.deprel[d.head];
  bool acts = r == Deprel::kNsubj || r == Deprel::kNmodPoss;
  EntityId thing;
  for (EntityId e : discourse_.salience.Ranked(d, filter)) {
    const Entity& entity = linked_.entities[e.index()];
    if (entity.members.empty() && !discourse_.salience.plural(e)) continue;
    if (!acts || IsActorType(entity.type)) return e;
    if (!thing.valid()) thing = e;
  }
  return thing;
}

}  // namespace dragoman::entities
