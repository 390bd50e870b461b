// SPDX-License-Identifier: Apache-2.0
// Pronouns of the third person to entities, in text order. Entry: Pronouns::Resolve.
#pragma once

#include <map>

#include "entities/discourse.h"

namespace dragoman::entities {

class Pronouns {
 public:
  // Knows which word each draft heads before the first is asked for; `discourse` must outlive it.
  explicit Pronouns(Discourse& discourse);
  // Invalid where it stands for nobody, or nobody sure.
  EntityId Resolve(const Draft& d);

 private:
  EntityId Relative(const Draft& d);
  EntityId SubjectOf(WordId verb) const;
  bool Empty(const Draft& d) const;
  EntityId Ahead(const Draft& d) const;
  bool Fits(const Draft& d, const Draft& name) const;
  EntityId Singular(const Draft& d);
  EntityId SubjectsAbove(const Draft& d);
  EntityId Conjuncts(WordId first);
  EntityId Plural(const Draft& d);

  Discourse& discourse_;
  const Article& a_;
  Linked& linked_;
  std::multimap<uint32_t, uint32_t> ending_at_;  // drafts by `end`
};

}  // namespace dragoman::entities
