// SPDX-License-Identifier: Apache-2.0
// Title phrases, for names ("Turkish President Erdogan") and nominals ("the president of Turkey").
#pragma once

#include <optional>
#include <vector>

#include "entities/draft.h"

namespace dragoman::entities {

// The title whose last word is `end` - 1, with whose it is on either side; nothing if no title or
// role noun ends there. `drafts`: the names, in text order.
std::optional<TitleUse> ParseTitle(const Article& article, const std::vector<Draft>& drafts,
                                   SentenceId sentence, uint32_t end);

}  // namespace dragoman::entities
