// SPDX-License-Identifier: Apache-2.0
// Days of the proleptic Gregorian calendar and closed intervals of them.
// Method: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

// One day. Valid for years 1..9999; constructing another is refused by FromYmd.
struct Date {
  int32_t days = 0;  // since 1970-01-01

  static std::optional<Date> FromYmd(int year, int month, int day);
  static std::optional<Date> Parse(std::string_view iso);  // "2023-06-28" only
  int year() const;
  int month() const;             // 1..12
  int day() const;               // 1..31
  int weekday() const;           // ISO 8601: 1 = Monday .. 7 = Sunday
  std::string ToString() const;  // "2023-06-28"
  Date operator+(int n) const { return {days + n}; }
  Date operator-(int n) const { return {days - n}; }
  int operator-(Date other) const { return days - other.days; }
  friend auto operator<=>(Date, Date) = default;
};

int DaysInMonth(int year, int month);
bool IsLeapYear(int year);

// Earliest and latest day, both included; an absent end is open.
struct Interval {
  std::optional<Date> earliest;
  std::optional<Date> latest;

  bool unbounded() const { return !earliest && !latest; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace dragoman
