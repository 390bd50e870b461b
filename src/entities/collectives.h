// SPDX-License-Identifier: Apache-2.0
// Nominals that stand for several named before: "the pair", "the two presidents", "both sides",
// "the allies" (ONTOLOGY rule 7). Entry: Collectives::Resolve, in its turn of the text.
#pragma once

#include <functional>
#include <vector>

#include "entities/discourse.h"

namespace dragoman::entities {

class Collectives {
 public:
  // `has_title`: whether the text gives the entity the title of the nominal near it.
  Collectives(Discourse& discourse, std::function<bool(EntityId, const Draft&)> has_title);
  // The group, or the one thing so counted before; nothing where it is not sure who is meant.
  EntityId Resolve(const Draft& nominal);

 private:
  EntityId Collective(const Draft& d);
  bool IsOfSomething(const Draft& d) const;
  EntityId ThoseListed(const Draft& d);
  std::vector<EntityId> Listed(const Draft& d) const;
  bool SingleOfType(EntityId e, EntityType type) const;
  bool BesideInClause(EntityId e, const Draft& d) const;
  WordId TopOf(const Draft& d) const;
  bool IsParty(const Draft& d, WordId top) const;
  std::vector<EntityId> Opposed(const Draft& d, EntityType type, size_t sentences) const;
  bool IsCamp(const Salience::Seen& s) const;
  bool Together(EntityId x, EntityId y, const Draft& d, size_t sentences) const;
  EntityId Counted(const Draft& d) const;

  Discourse& discourse_;
  const Article& a_;
  const Linked& linked_;
  std::function<bool(EntityId, const Draft&)> has_title_;
};

}  // namespace dragoman::entities
