// SPDX-License-Identifier: Apache-2.0
// The dump of one stage's product, by the stage's name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/analyze.h"

namespace dragoman::test {

// Verifies the product and dumps it; nothing if there is no such stage. Throws InternalError where
// the product breaks a promise.
std::optional<std::string> DumpOfStage(std::string_view stage, const pipeline::Analyzer& analyzer,
                                       Document document);

}  // namespace dragoman::test
