// SPDX-License-Identifier: Apache-2.0
// Periods of the calendar: a day, an ISO week, a month ... a century; which one
// holds a day, moving by units, and how TIMEX3 and EDTF write them. Functions
// give nullopt outside years 1..9999.
#pragma once

#include <optional>
#include <string>

#include "base/calendar.h"
#include "times/classes.h"

namespace dragoman::times {

// Ascending in length.
enum class Grain : uint8_t {
  kNone,
  kDay,
  kWeekend,
  kWeek,
  kMonth,
  kSeason,
  kQuarter,
  kHalf,
  kYear,
  kDecade,
  kCentury,
};

struct Period {
  Grain grain = Grain::kNone;
  Date start, end;  // both included

  int year() const { return start.year(); }
};

Grain GrainOf(int32_t unit);  // of a Symbol; hours and shorter give kDay
std::optional<Period> PeriodAt(Grain grain,
                               Date day);  // the one that holds `day`
std::optional<Period> MonthOf(int year, int month);
std::optional<Period> YearOf(int year);
std::optional<Period> SeasonOf(int year, int32_t season);  // the winter of y begins in December y
std::optional<Period> QuarterOf(int year, int quarter);
std::optional<Period> HalfOf(int year, int half);
std::optional<Period> DecadeOf(int decade);    // 197
std::optional<Period> CenturyOf(int century);  // 19: 1900..1999

// Moved by `count` periods of its own grain or of a larger or smaller unit: the
// 31st moved by a month is the last day of that month.
std::optional<Period> Moved(const Period& p, int32_t unit, int count);
std::optional<Date> Moved(Date day, int32_t unit, int count);

std::string TimexValue(const Period& p);
std::string Edtf(const Period& p);
Interval Days(const Period& p);

// Gregorian Easter: Meeus, "Astronomical Algorithms", chapter 8.
std::optional<Date> Easter(int year);
// The nth (from 1; -1 the last) weekday of a month.
std::optional<Date> NthWeekday(int year, int month, int weekday, int nth);

}  // namespace dragoman::times
