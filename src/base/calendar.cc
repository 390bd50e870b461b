// SPDX-License-Identifier: Apache-2.0
#include "base/calendar.h"

#include <cstdio>

namespace dragoman {
namespace {

struct Ymd {
  int year, month, day;
};

// civil_from_days of Hinnant's paper.
Ymd ToYmd(int32_t days) {
  int32_t z = days + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  uint32_t doe = static_cast<uint32_t>(z - era * 146097);
  uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  uint32_t mp = (5 * doy + 2) / 153;
  int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(yoe) + era * 400 + (month <= 2), month, day};
}

}  // namespace

bool IsLeapYear(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

std::optional<Date> Date::FromYmd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > DaysInMonth(year, month)) return std::nullopt;
  int y = year - (month <= 2);
  int era = y / 400;
  uint32_t yoe = static_cast<uint32_t>(y - era * 400);
  uint32_t doy = (153u * static_cast<uint32_t>(month > 2 ? month - 3 : month + 9) + 2) / 5 +
                 static_cast<uint32_t>(day) - 1;
  uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return Date{era * 146097 + static_cast<int32_t>(doe) - 719468};
}

std::optional<Date> Date::Parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int number[3] = {0, 0, 0};
  int part = 0;
  for (size_t i = 0; i < iso.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
      continue;
    }
    if (iso[i] < '0' || iso[i] > '9') return std::nullopt;
    number[part] = number[part] * 10 + (iso[i] - '0');
  }
  return FromYmd(number[0], number[1], number[2]);
}

int Date::year() const { return ToYmd(days).year; }
int Date::month() const { return ToYmd(days).month; }
int Date::day() const { return ToYmd(days).day; }

int Date::weekday() const {
  int w = (days + 3) % 7;  // 1970-01-01 was a Thursday
  return (w < 0 ? w + 7 : w) + 1;
}

std::string Date::ToString() const {
  Ymd d = ToYmd(days);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", d.year, d.month, d.day);
  return buffer;
}

}  // namespace dragoman
