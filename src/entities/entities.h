// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Times -> Entities: mentions, coreference, links to known actors and places.
// Times come first because an office is looked up at the date spoken of ("the then president").
// KnowledgeBase (knowledge.h) and EntityRules (rules.h) are built once from the lexicon and never
// change.
#pragma once

#include "base/limits.h"
#include "entities/knowledge.h"
#include "entities/rules.h"
#include "model/entities.h"
#include "model/times.h"

namespace dragoman::entities {

// Total: any input gives a value. What it promises beyond model/entities.h:
// - A city or seat that acts for its government ("Ankara said") is a mention of the state's entity;
//   as_place is false then. "in Ankara" is a mention of the city, as_place true.
// - Every pronoun of the first and second person is a mention with an invalid entity: who "our" is,
//   attribution/ finds out. Pronouns of the third person nobody could be found for, likewise.
// - Relative pronouns ("the aide, who said") are mentions of what they stand for.
// - Nominals are named by their words without article: "three soldiers".
Entities FindEntities(const Document& document, const Syntax& syntax, const Times& times,
                      const KnowledgeBase& knowledge, const EntityRules& rules,
                      const Limits& limits);

// When the article can have been written, by the offices it says people hold: "President Clinton"
// and "Prime Minister Blair" give 1997-05-02 to 2001-01-20. Unbounded where no title says so, or
// where two exclude each other (a title kept after the office). For articles without a date.
Interval OfficeBounds(const Entities& entities, const KnowledgeBase& knowledge);

}  // namespace dragoman::entities
