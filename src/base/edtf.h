// SPDX-License-Identifier: Apache-2.0
// EDTF (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/): is a string valid, and which
// days does it cover. Validity is judged for levels 0 to 2; days are given for what this program
// writes, levels 0 and 1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace dragoman::edtf {

// The lowest level (0, 1, 2) at which `s` is valid, or -1.
int Level(std::string_view s);
inline bool IsValid(std::string_view s) { return Level(s) >= 0; }

// The days a level 0 or 1 string covers: "2022-06~" -> its 30 days, "/2023-06-07" -> open start.
// Qualifiers do not widen it. nullopt when invalid, beyond level 1, or outside years 1..9999.
std::optional<Interval> Bounds(std::string_view s);

// The shortest level 1 string for a closed or half-open interval: whole months and years are
// written as such. "" when both ends are open.
std::string FromInterval(const Interval& interval);

}  // namespace dragoman::edtf
