// SPDX-License-Identifier: Apache-2.0
// A Document from a few lines of a test case. Not ingest: no cleaning, no encoding, one paragraph a
// line.
#pragma once

#include <optional>
#include <string_view>

#include "base/calendar.h"
#include "model/document.h"

namespace dragoman::test {

// `text` is valid UTF-8. The headline, if there is one, becomes the first line of the document's
// text.
Document MakeDocument(std::string_view text, std::string_view headline = {},
                      std::optional<Date> published = {});

}  // namespace dragoman::test
