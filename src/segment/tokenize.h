// SPDX-License-Identifier: Apache-2.0
// One block of text (headline or paragraph) -> words, as UD English EWT and GUM cut them. Knows
// nothing of sentences. The cases that need words come from data/en/segment/.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.h"
#include "model/sentences.h"
#include "segment/rules.h"

namespace dragoman::segment {

// Appends the words of text[block) to `out`, but never more than `max_words` in all; false if that
// cut the block short.
bool Tokenize(std::string_view text, Span block, const SegmentRules::Data& data, size_t max_words,
              std::vector<Word>& out);

}  // namespace dragoman::segment
