// SPDX-License-Identifier: Apache-2.0
// Any bytes -> valid UTF-8 without control characters, or the reason why not. Entry: CleanText.
//
// A byte order mark is taken off; UTF-16 with one is converted; UTF-32 is refused. Bytes that are
// not UTF-8 are read as Windows-1252 if nothing in the text is multi-byte UTF-8, else each becomes
// U+FFFD. Line ends become "\n"; NUL and other control characters become spaces. What was repaired
// is said in a diagnostic; where there is too much to repair the text is refused as binary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"

namespace dragoman::ingest {

Result<std::string> CleanText(std::string_view bytes, std::vector<Diagnostic>& diagnostics);

// Length of the valid UTF-8 sequence at `at`, or 0. RFC 3629: no surrogates, nothing overlong.
size_t Utf8Length(std::string_view s, size_t at);

}  // namespace dragoman::ingest
