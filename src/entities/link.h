// SPDX-License-Identifier: Apache-2.0
// The growing list of entities: one for each known thing, one for each unknown name. Shared by the
// jobs that make entities.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "entities/draft.h"

namespace dragoman::entities {

class EntityList {
 public:
  // Goes on with a list that may hold entities already.
  EntityList(const Article& article, Linked& linked)
      : a_(article), entities_(linked.entities), by_known_(linked.by_known) {}

  // The entity of a known thing, made when it is first asked for.
  EntityId Of(KnownId known);
  // kNoKnown where the entity is unknown to the knowledge base.
  KnownId KnownOf(EntityId id) const;
  // A new entity that the knowledge base does not have.
  EntityId Local(EntityType type, std::string name);
  Entity& operator[](EntityId id) { return entities_[id.index()]; }

 private:
  const Article& a_;
  std::vector<Entity>& entities_;
  std::map<KnownId, EntityId>& by_known_;
};

// Whether a place's name is read as a place here or as the government that acts: "in Ankara" and
// "Ankara said". For words whose place in the sentence does not tell, a place.
bool ReadsAsPlace(const Article& article, const Draft& draft, bool is_state);

}  // namespace dragoman::entities
