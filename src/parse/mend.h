// SPDX-License-Identifier: Apache-2.0
// Trees put right where what is written leaves no doubt. Changes `head` and `deprel` only, before
// IndexChildren; trees stay trees.
#pragma once
#include "model/syntax.h"

namespace dragoman::parse {

// A possessor that does not hang on what it possesses. English marks both ends: the phrase before
// the possessive "'s" is a possessor, the noun phrase behind it is what is possessed (UD English:
// nmod:poss and case).
void MendPossessors(Syntax& syntax);

// A finite main verb without a subject, whose subject is read as an apposition inside the phrase
// that opens the sentence: "Speaking to Reuters, the head of the union said".
void MendSubjects(Syntax& syntax);

// The second of two names behind a plural noun, joined to the noun: "the leaders of Australia and
// Japan".
void MendMembers(Syntax& syntax);

}  // namespace dragoman::parse
