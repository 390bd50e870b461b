// SPDX-License-Identifier: Apache-2.0
// Tokens of one sentence -> the same tokens with time expressions composed into
// single tokens, level by level; each has a Sem. Longest match from the left;
// of equally long ones the earlier row.
#pragma once

#include <string_view>
#include <vector>

#include "times/rules.h"

namespace dragoman::times {

// `buffer` holds the sentence's tokens from index 0; replaced by the composed
// ones.
void Compose(const TimeRules::Data& rules, TokenBuffer& buffer, std::vector<Sem>& sems);

}  // namespace dragoman::times
