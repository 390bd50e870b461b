// SPDX-License-Identifier: Apache-2.0
#include "times/period.h"

#include <algorithm>
#include <cstdio>

#include "base/edtf.h"

namespace dragoman::times {
namespace {

std::optional<Period> Between(Grain grain, std::optional<Date> a, std::optional<Date> b) {
  if (!a || !b) return std::nullopt;
  return Period{grain, *a, *b};
}

std::string Format(const char* format, int a, int b = 0) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, format, a, b);
  return buffer;
}

struct IsoWeek {
  int year, week;
};

IsoWeek IsoWeekOf(Date day) {
  Date thursday = day + (4 - day.weekday());
  int year = thursday.year();
  return {year, (thursday - *Date::FromYmd(year, 1, 1)) / 7 + 1};
}

bool InRange(Date d) { return d >= *Date::FromYmd(1, 1, 1) && d <= *Date::FromYmd(9999, 12, 31); }

int SeasonIndex(const Period& p) { return p.start.month() / 3 - 1; }  // 0 spring .. 3 winter

}  // namespace

Grain GrainOf(int32_t unit) {
  switch (unit) {
    case kWeekend:
      return Grain::kWeekend;
    case kWeekUnit:
    case kFortnight:
      return Grain::kWeek;
    case kMonthUnit:
      return Grain::kMonth;
    case kSeasonUnit:
      return Grain::kSeason;
    case kQuarter:
      return Grain::kQuarter;
    case kHalf:
      return Grain::kHalf;
    case kYearUnit:
      return Grain::kYear;
    case kDecade:
      return Grain::kDecade;
    case kCentury:
    case kMillennium:
      return Grain::kCentury;
    default:
      return Grain::kDay;
  }
}

std::optional<Period> MonthOf(int year, int month) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  return Between(Grain::kMonth, Date::FromYmd(year, month, 1),
                 Date::FromYmd(year, month, DaysInMonth(year, month)));
}

std::optional<Period> YearOf(int year) {
  return Between(Grain::kYear, Date::FromYmd(year, 1, 1), Date::FromYmd(year, 12, 31));
}

std::optional<Period> SeasonOf(int year, int32_t season) {
  int month = 3 + 3 * (season - kSpring);
  auto first = MonthOf(year, month),
       last = month == 12 ? MonthOf(year + 1, 2) : MonthOf(year, month + 2);
  if (!first || !last) return std::nullopt;
  return Period{Grain::kSeason, first->start, last->end};
}

std::optional<Period> QuarterOf(int year, int quarter) {
  auto first = MonthOf(year, quarter * 3 - 2), last = MonthOf(year, quarter * 3);
  if (!first || !last) return std::nullopt;
  return Period{Grain::kQuarter, first->start, last->end};
}

std::optional<Period> HalfOf(int year, int half) {
  auto first = MonthOf(year, half * 6 - 5), last = MonthOf(year, half * 6);
  if (!first || !last) return std::nullopt;
  return Period{Grain::kHalf, first->start, last->end};
}

std::optional<Period> DecadeOf(int decade) {
  return Between(Grain::kDecade, Date::FromYmd(std::max(decade * 10, 1), 1, 1),
                 Date::FromYmd(decade * 10 + 9, 12, 31));
}

std::optional<Period> CenturyOf(int century) {
  return Between(Grain::kCentury, Date::FromYmd(std::max(century * 100, 1), 1, 1),
                 Date::FromYmd(century * 100 + 99, 12, 31));
}

std::optional<Period> PeriodAt(Grain grain, Date day) {
  if (!InRange(day)) return std::nullopt;
  int year = day.year(), month = day.month();
  switch (grain) {
    case Grain::kNone:
      return std::nullopt;
    case Grain::kDay:
      return Period{grain, day, day};
    case Grain::kWeekend: {
      Date saturday = day + (6 - day.weekday());
      return Period{grain, saturday, saturday + 1};
    }
    case Grain::kWeek: {
      Date monday = day - (day.weekday() - 1);
      return Period{grain, monday, monday + 6};
    }
    case Grain::kMonth:
      return MonthOf(year, month);
    case Grain::kSeason:
      return month < 3 ? SeasonOf(year - 1, kWinter) : SeasonOf(year, kSpring + month / 3 - 1);
    case Grain::kQuarter:
      return QuarterOf(year, (month + 2) / 3);
    case Grain::kHalf:
      return HalfOf(year, month <= 6 ? 1 : 2);
    case Grain::kYear:
      return YearOf(year);
    case Grain::kDecade:
      return DecadeOf(year / 10);
    case Grain::kCentury:
      return CenturyOf(year / 100);
  }
  return std::nullopt;
}

std::optional<Date> Moved(Date day, int32_t unit, int count) {
  if (count > 4'000'000 || count < -4'000'000) return std::nullopt;
  int64_t months = 0;
  switch (unit) {
    case kSecond:
    case kMinuteUnit:
    case kHourUnit:
      return day;
    case kDayUnit:
    case kWeekend:
    case kWeekUnit:
    case kFortnight: {
      int size = unit == kDayUnit ? 1 : unit == kFortnight ? 14 : 7;
      Date moved = day + count * size;
      return InRange(moved) ? std::optional<Date>(moved) : std::nullopt;
    }
    case kMonthUnit:
      months = 1;
      break;
    case kQuarter:
    case kSeasonUnit:
      months = 3;
      break;
    case kHalf:
      months = 6;
      break;
    case kYearUnit:
      months = 12;
      break;
    case kDecade:
      months = 120;
      break;
    case kCentury:
      months = 1200;
      break;
    case kMillennium:
      months = 12000;
      break;
    default:
      return std::nullopt;
  }
  int64_t index = day.year() * 12LL + day.month() - 1 + months * count;
  if (index < 12 || index >= 10000 * 12) return std::nullopt;
  int year = static_cast<int>(index / 12), month = static_cast<int>(index % 12) + 1;
  return Date::FromYmd(year, month, std::min(day.day(), DaysInMonth(year, month)));
}

std::optional<Period> Moved(const Period& p, int32_t unit, int count) {
  auto start = Moved(p.start, unit, count);
  if (!start) return std::nullopt;
  return PeriodAt(p.grain, *start);
}

std::string TimexValue(const Period& p) {
  int year = p.year();
  switch (p.grain) {
    case Grain::kNone:
      return "";
    case Grain::kDay:
      return p.start.ToString();
    case Grain::kWeekend:
    case Grain::kWeek: {
      IsoWeek w = IsoWeekOf(p.start);
      return Format("%04d-W%02d", w.year, w.week) + (p.grain == Grain::kWeekend ? "-WE" : "");
    }
    case Grain::kMonth:
      return Format("%04d-%02d", year, p.start.month());
    case Grain::kSeason:
      return Format("%04d-", year).append(Written(kSpring + SeasonIndex(p)));
    case Grain::kQuarter:
      return Format("%04d-Q%d", year, (p.start.month() + 2) / 3);
    case Grain::kHalf:
      return Format("%04d-H%d", year, p.start.month() == 1 ? 1 : 2);
    case Grain::kYear:
      return Format("%04d", year);
    case Grain::kDecade:
      return Format("%03d", year / 10);
    case Grain::kCentury:
      return Format("%02d", year / 100);
  }
  return "";
}

std::string Edtf(const Period& p) {
  switch (p.grain) {
    case Grain::kSeason:
      return Format("%04d-%d", p.year(), 21 + SeasonIndex(p));
    case Grain::kDecade:
      return Format("%03dX", p.year() / 10);
    case Grain::kCentury:
      return Format("%02dXX", p.year() / 100);
    default:
      return edtf::FromInterval(Days(p));
  }
}

Interval Days(const Period& p) {
  if (p.grain == Grain::kNone) return {};
  return {p.start, p.end};
}

std::optional<Date> Easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return Date::FromYmd(year, n / 31, n % 31 + 1);
}

std::optional<Date> NthWeekday(int year, int month, int weekday, int nth) {
  auto m = MonthOf(year, month);
  if (!m || weekday < 1 || weekday > 7 || nth == 0 || nth > 5 || nth < -5) return std::nullopt;
  Date first = m->start + (weekday - m->start.weekday() + 7) % 7;
  Date found = first + 7 * (nth - 1);
  if (nth < 0) {
    Date last = m->end - (m->end.weekday() - weekday + 7) % 7;
    found = last + 7 * (nth + 1);
  }
  if (found < m->start || found > m->end) return std::nullopt;
  return found;
}

}  // namespace dragoman::times
