// SPDX-License-Identifier: Apache-2.0
// Trees in which a possessor does not hang on what it possesses, put right. English marks both
// ends: the phrase before the possessive "'s" is a possessor, the noun phrase behind it is what is
// possessed (UD English: nmod:poss and case).
#pragma once
#include "model/syntax.h"

namespace dragoman::parse {

// Changes `head` and `deprel` only; before IndexChildren. Trees stay trees.
void MendPossessors(Syntax& syntax);

}  // namespace dragoman::parse
