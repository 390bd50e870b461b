// SPDX-License-Identifier: Apache-2.0
// The dump of one stage's product, by the stage's name, for an article written in a test case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/analyze.h"

namespace dragoman::test {

// Every product is verified on the way: throws InternalError where one breaks a promise. An error
// where there is no such stage, or ingest refuses the text. Only for "ingest" does the text go
// through ingest; the other stages get what MakeDocument (article.h) makes of it.
Result<std::string> DumpOfStage(std::string_view stage, const pipeline::Analyzer& analyzer,
                                const std::string& text, const std::string& headline,
                                std::optional<Date> published);

}  // namespace dragoman::test
