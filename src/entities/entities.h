// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Times -> Entities: mentions, coreference, links to known actors and places.
// Times come first because an office is looked up at the date spoken of ("the then president").
// KnowledgeBase (knowledge.h) is built once from the lexicon and never changes.
#pragma once

#include "base/limits.h"
#include "entities/knowledge.h"
#include "model/entities.h"
#include "model/times.h"

namespace dragoman::entities {

// Total: any input gives a value.
Entities FindEntities(const Document& document, const Syntax& syntax, const Times& times,
                      const KnowledgeBase& knowledge, const Limits& limits);

}  // namespace dragoman::entities
