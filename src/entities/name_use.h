// SPDX-License-Identifier: Apache-2.0
// What a name is by itself and by the words around it, before anybody asks who bears it. Each
// answers about one name of the text; none looks into the knowledge base beyond the name's own
// candidates.
#pragma once

#include "entities/draft.h"

namespace dragoman::entities {

// Of a name nobody known bears.
EntityType LocalType(const Draft& draft);
// How far the tagger's type speaks against a candidate; in the units of NameCandidate::weight.
int TypePenalty(const Draft& draft, NameKind kind, EntityType type);
bool NamedAsRegion(const Article& article, const Draft& draft);
// "Labour Party": many states have one.
bool PartyName(const Article& article, uint32_t first, uint32_t end);
bool Bylined(const Article& article, const Draft& draft);
bool TwoLettersAlone(const Article& article, const Draft& draft);
bool NamesLanguage(const Article& article, const Draft& draft);

}  // namespace dragoman::entities
