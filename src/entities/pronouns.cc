// SPDX-License-Identifier: Apache-2.0
// Entry: Pronouns::Resolve.
#include "entities/pronouns.h"

#include <algorithm>
#include <cmath>

namespace dragoman::entities {

Pronouns::Pronouns(Discourse& discourse, const PronounChoice* choose)
    : discourse_(discourse),
      finder_(discourse),
      choose_(choose),
      a_(discourse.a),
      linked_(discourse.linked) {
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
      if (EntityId ahead = Ahead(d); ahead.valid()) return ahead;
      return Ranked(d);
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

// The most probable candidate, if it is more probable than "none" and sure enough.
EntityId Pronouns::Ranked(const Draft& d) {
  std::optional<PronounCase> c = finder_.Find(d);
  if (!c) return {};
  const int chosen = choose_ != nullptr ? (*choose_)(*c, discourse_) : Choice(*c);
  if (chosen < 0) return {};
  PronounCandidate& to = c->candidates[static_cast<size_t>(chosen)];
  if (!to.members.empty()) {
    return discourse_.GroupOf(std::move(to.members), a_.text(to.first, to.end));
  }
  const bool person = c->kind == PronounClass::kHe || c->kind == PronounClass::kHis;
  if (person) discourse_.salience.SetGender(to.entity, d.pronoun->gender);
  return to.entity;
}

int Pronouns::Choice(const PronounCase& c) const {
  const PronounModel& model = a_.rules.pronoun_model();
  auto score = [&](const std::vector<uint32_t>& features) {
    float sum = 0;
    for (uint32_t f : features) sum += model.weight(f);
    return sum;
  };
  std::vector<float> scores;
  for (const PronounCandidate& k : c.candidates) scores.push_back(score(k.features));
  scores.push_back(score(c.none) + (c.none_verb.empty() ? 0.f : model.none_verb(c.none_verb)));
  const auto best = std::max_element(scores.begin(), scores.end());
  if (best + 1 == scores.end()) return -1;
  float sum = 0;
  for (float s : scores) sum += std::exp(s - *best);
  return 1 / sum < model.threshold(c.kind) ? -1 : static_cast<int>(best - scores.begin());
}

}  // namespace dragoman::entities
