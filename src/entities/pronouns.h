// SPDX-License-Identifier: Apache-2.0
// Pronouns of the third person to entities, in text order. Entry: Pronouns::Resolve.
#pragma once

#include <map>

#include "entities/discourse.h"
#include "entities/pronoun_candidates.h"

namespace dragoman::entities {

class Pronouns {
 public:
  // Knows which word each draft heads before the first is asked for; `discourse` must outlive it.
  // A trainer's `choose` answers in its place.
  explicit Pronouns(Discourse& discourse, const PronounChoice* choose = nullptr);
  // Invalid where it stands for nobody, or nobody sure.
  EntityId Resolve(const Draft& d);

 private:
  EntityId Relative(const Draft& d);
  EntityId SubjectOf(WordId verb) const;
  EntityId Ahead(const Draft& d) const;
  bool Fits(const Draft& d, const Draft& name) const;
  EntityId Ranked(const Draft& d);
  int Choice(const PronounCase& c) const;

  Discourse& discourse_;
  CandidateFinder finder_;
  const PronounChoice* choose_;
  const Article& a_;
  Linked& linked_;
  std::multimap<uint32_t, uint32_t> ending_at_;  // drafts by `end`
};

}  // namespace dragoman::entities
