// SPDX-License-Identifier: Apache-2.0
// EDTF for people: "2022-06" -> "June 2022", "/2023-06-07" -> "by 7 Jun 2023".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace dragoman::cli {

// What it does not know it gives back as it is. Empty for empty.
std::string ReadableDate(std::string_view edtf);
// The same with hard blanks (U+00A0) within a date, for a Grid: "by 7 Jun 2023" breaks after "by".
std::string UnbrokenDate(std::string_view edtf);

// The days of "2024-02-29", "2024-02" or "2024" as people type them; nothing else.
std::optional<Interval> ReadPeriod(std::string_view typed);

}  // namespace dragoman::cli
