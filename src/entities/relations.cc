// SPDX-License-Identifier: Apache-2.0
// Relations a name phrase gives by itself. Entry: FindNameRelations.
#include "entities/draft.h"

namespace dragoman::entities {

void FindNameRelations(const Article&, Linked&) {}

}  // namespace dragoman::entities
