// SPDX-License-Identifier: Apache-2.0
// Entry: Discourse.
#include "entities/discourse.h"

#include <algorithm>

namespace dragoman::entities {

EntityType TypeOf(const Draft& d) {
  if (d.thing) return EntityType::kOther;
  if (d.noun != nullptr && !d.noun->name_only) return d.noun->type;
  return d.title ? EntityType::kPerson : EntityType::kGroup;
}

Discourse::Discourse(const Article& article, Linked& all)
    : a(article), linked(all), list(article, all), salience(article, all) {
  draft_of_word.assign(a.size(), -1);
}

const Draft* Discourse::At(WordId word) const {
  int i = word.valid() ? draft_of_word[word.index()] : -1;
  return i < 0 ? nullptr : &linked.drafts[static_cast<size_t>(i)];
}

EntityId Discourse::GroupOf(std::vector<EntityId> members, std::string name) {
  std::sort(members.begin(), members.end());
  EntityId& id = groups_[members];
  if (id.valid()) return id;
  id = list.Local(EntityType::kGroup, std::move(name));
  list[id].members = std::move(members);
  return id;
}

std::string Discourse::NameOf(const Draft& d) const {
  uint32_t first = d.first;
  // "at least 433 people" is told by its number and noun; "twenty-eight" is one number.
  for (uint32_t w = first; w < d.head; ++w) {
    if (a.syntax.upos[w] == Upos::kNum) {
      first = w;
      break;
    }
  }
  while (first < d.head &&
         (a.rules.is("definite", a.lower[first]) || a.rules.is("demonstrative", a.lower[first]) ||
          (a.rules.is("indefinite", a.lower[first]) && a.syntax.upos[first] == Upos::kDet))) {
    ++first;
  }
  return a.text(first, d.end);
}

EntityId Discourse::OwnerOf(const Draft& d) const {
  if (d.owner >= 0) return linked.drafts[static_cast<size_t>(d.owner)].entity;
  for (WordId c : a.syntax.children_of(WordId(size_t{d.head}))) {
    if (a.syntax.deprel[c.index()] != Deprel::kNmodPoss) continue;
    const Draft* owner = At(c);
    if (owner == nullptr) continue;
    bool first_person = owner->pronoun != nullptr && owner->pronoun->person == 1;
    return first_person ? SpeakerAt(d.head) : owner->entity;
  }
  return {};
}

EntityId Discourse::SpeakerAt(uint32_t word) const {
  constexpr int kSteps = 10;
  auto subject_of = [&](WordId verb) {
    const Draft* n = At(a.syntax.child(verb, Deprel::kNsubj));
    bool person = n != nullptr && n->form == MentionForm::kName && n->entity.valid() &&
                  linked.entities[n->entity.index()].type == EntityType::kPerson;
    return person ? n->entity : EntityId();
  };
  WordId w(size_t{word});
  for (int steps = 0; steps < kSteps && w.valid(); ++steps) {
    for (WordId c : a.syntax.children_of(w)) {
      if (a.syntax.deprel[c.index()] != Deprel::kParataxis) continue;
      if (EntityId e = subject_of(c); e.valid()) return e;
    }
    WordId up = a.syntax.head[w.index()];
    if (up.valid() && a.syntax.deprel[w.index()] == Deprel::kCcomp) {
      if (EntityId e = subject_of(up); e.valid()) return e;
    }
    w = up;
  }
  return {};
}

}  // namespace dragoman::entities
