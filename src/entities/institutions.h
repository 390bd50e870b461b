// SPDX-License-Identifier: Apache-2.0
// Bodies every state has, called without their state: "Kenya's Ministry of Foreign Affairs", "the
// Supreme Court" in an article on Nepal. Entries: InstitutionForm, ReadInstitution, InstitutionOf.
// What the knowledge base has under its whole name ("Kenyan Foreign Ministry") it does not need.
#pragma once

#include "entities/draft.h"

namespace dragoman::entities {

class PlaceContext;

// A form of data/en/entities/institutions.tsv in a name, and the state that stands in the name.
struct InstitutionUse {
  InstitutionRow body;
  KnownId state = kNoKnown;
};
// Words [first, end) as such a form, or null.
const InstitutionRow* InstitutionForm(const Article& article, uint32_t first, uint32_t end);
// Nothing where the name has other words besides: "Foreign Ministry Press Club".
std::optional<InstitutionUse> ReadInstitution(const Article& article, const Draft& draft);

// The body meant by draft `i`, or kNoKnown: of the state in its name, else of the one beside it,
// else of the state the article is about, if that state has a body so called. The places of
// `drafts` must have their entities.
KnownId InstitutionOf(const Article& article, const std::vector<Draft>& drafts, size_t i,
                      const std::vector<Entity>& entities, const PlaceContext& context,
                      const InstitutionUse& use);

}  // namespace dragoman::entities
