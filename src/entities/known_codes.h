// SPDX-License-Identifier: Apache-2.0
// What the knowledge base finds in a sentence, as one code a word for the name tagger's features.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entities/knowledge.h"

namespace dragoman::entities {

// Writes the codes of the words of one sentence, which starts at word `base`, from matches
// [from, to) of `matches`, which stand in order of their start, the longest first. A word has the
// code of the first match it is in. Titles and generic agents are left out: the tagger looks for
// names. `codes` holds zeros, one for each word.
void CodesOfMatches(const KnowledgeBase& knowledge, const std::vector<NameMatch>& matches,
                    size_t from, size_t to, uint32_t base, std::vector<uint8_t>& codes);

}  // namespace dragoman::entities
