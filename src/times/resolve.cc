// SPDX-License-Identifier: Apache-2.0
// One function per Op. Meanings nest no deeper than the cascade has levels, so
// calling Resolve on parts is bounded. Durations and sets are in duration.cc.
#include "times/resolve.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "times/duration.h"

namespace dragoman::times {
namespace {

std::string Clock(int hour, int minute, int second) {
  char buffer[32];
  if (second >= 0) {
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d", hour, minute, second);
  } else {
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", hour, std::max(minute, 0));
  }
  return buffer;
}

std::string NoSuchDay(int year, int month, int day) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "no such day: %04d-%02d-%02d", year, month, day);
  return buffer;
}

std::string Unresolved(const Sem& s) {
  char buffer[32];
  if (s.month > 0 && s.day > 0) {
    std::snprintf(buffer, sizeof buffer, "XXXX-%02d-%02d", s.month, s.day);
  } else if (s.month > 0) {
    std::snprintf(buffer, sizeof buffer, "XXXX-%02d", s.month);
  } else if (s.weekday > 0) {
    std::snprintf(buffer, sizeof buffer, "XXXX-WXX-%d", s.weekday);
  } else if (s.quarter > 0) {
    std::snprintf(buffer, sizeof buffer, "XXXX-Q%d", s.quarter);
  } else if (s.season > 0) {
    return std::string("XXXX-").append(Written(s.season));
  } else if (s.unit >= kYearUnit) {
    return "XXXX";
  } else if (s.unit >= kMonthUnit) {
    return "XXXX-XX";
  } else if (s.unit >= kWeekend) {
    return "XXXX-WXX";
  } else {
    return "XXXX-XX-XX";
  }
  return buffer;
}

class Resolver {
 public:
  Resolver(const TimeRules::Data& rules, const std::vector<Sem>& sems, const Context& c)
      : rules_(rules), sems_(sems), c_(c) {}

  Meaning Run(int32_t index) const {
    const Sem& s = sems_[static_cast<size_t>(index)];
    switch (s.op) {
      case Op::kCalendar:
        return Calendar(s);
      case Op::kRelative:
        return Relative(s);
      case Op::kDirected:
        return Directed(s);
      case Op::kDuration:
        return Duration(s);
      case Op::kSet:
        return Set(s, sems_);
      case Op::kReference:
        return ReferenceTo(s);
      case Op::kModify:
        return Modify(s);
      case Op::kWithin:
        return Within(s);
      case Op::kShift:
        return Shift(s);
      case Op::kClock:
        return AtClock(s);
      case Op::kRange:
        return Range(s);
      case Op::kNth:
        return Nth(s);
      case Op::kNamedDay:
        return OnNamedDay(s);
      case Op::kNamedEvent:
        return AtNamedEvent(s);
      case Op::kPeriodFromNow:
        return FromNow(s);
      case Op::kImpossible:
        return Impossible();
    }
    return {};
  }

 private:
  bool Known(Grain needed) const {
    return c_.reference.precision != Grain::kNone && c_.reference.precision <= needed;
  }

  void AnchorPublished(Meaning& m) const {
    m.anchor_kind = c_.reference.kind;
    m.relative = true;
  }
  void AnchorTo(Meaning& m, const Earlier& e) const {
    m.anchor_kind = AnchorKind::kTimex;
    m.anchor = e.id;
    m.relative = true;
  }
  static Meaning Open(const Sem& s) {
    Meaning m;
    m.value = Unresolved(s);
    m.anchor_kind = AnchorKind::kUnresolved;
    m.relative = true;
    return m;
  }

  static Meaning Impossible() {
    Meaning m;
    m.problem = "no such day";
    return m;
  }

  // The part of that year which the fields name; nullopt and a problem for 31
  // February.
  static std::optional<Period> InYear(int year, const Sem& s, std::string* problem = nullptr) {
    if (s.month > 0 && s.day > 0) {
      auto day = Date::FromYmd(year, s.month, s.day);
      if (!day && problem != nullptr) *problem = NoSuchDay(year, s.month, s.day);
      return day ? PeriodAt(Grain::kDay, *day) : std::nullopt;
    }
    if (s.month > 0) return MonthOf(year, s.month);
    if (s.season > 0) return SeasonOf(year, s.season);
    if (s.quarter > 0) return s.quarter <= 4 ? QuarterOf(year, s.quarter) : std::nullopt;
    if (s.half > 0) return s.half <= 2 ? HalfOf(year, s.half) : std::nullopt;
    return YearOf(year);
  }

  Meaning Calendar(const Sem& s) const {
    Meaning m;
    if (s.hour >= 0 || s.part > 0) m.type = TimexType::kTime;
    if (s.decade >= 0) {
      m.period = DecadeOf(s.decade);
      m.names_year = true;
    } else if (s.century >= 0) {
      m.period = CenturyOf(s.century);
    } else if (s.year >= 0) {
      m.names_year = true;
      m.period = InYear(s.year, s, &m.problem);
      if (!m.period && m.problem.empty()) m.problem = "no such year or part of a year";
      if (m.period && s.weekday > 0 && m.period->start.weekday() != s.weekday) {
        m.problem = "the weekday is not that of " + m.period->start.ToString();
      }
      if (s.last_year > s.year) m.to = YearOf(s.last_year);
    } else if (s.month > 0 || s.season > 0 || s.quarter > 0 || s.half > 0) {
      m = WithoutYear(s, m);
    } else if (s.weekday > 0 && s.day > 0) {
      m = WeekdayAndDay(s, m);
    } else if (s.weekday > 0) {
      m = Weekday(s, m);
    } else if (s.day > 0) {
      m = DayOfMonth(s, m);
    } else if (m.type == TimexType::kTime) {
      m = SomeDay(s, m);
    }
    if (!m.period && m.value.empty()) m.value = m.problem.empty() ? Unresolved(s) : "XXXX-XX-XX";
    if (m.period && s.last_day > 0) {
      auto last = Date::FromYmd(m.period->year(), m.period->start.month(), s.last_day);
      if (last && *last > m.period->start) m.to = PeriodAt(Grain::kDay, *last);
    }
    AddClock(s, m);
    return m;
  }

  void AddClock(const Sem& s, Meaning& m) const {
    if (s.hour >= 0) {
      int hour = s.hour;
      if (s.meridiem == 1 && hour < 12) hour += 12;
      if (s.meridiem == 0 && hour == 12) hour = 0;
      bool late = s.part == kAfternoon || s.part == kEvening || s.part == kNight;
      if (late && s.meridiem < 0 && hour < 12) hour += 12;
      m.clock = Clock(hour, s.minute, s.second);
      AddZone(s, m, hour);
    } else if (s.part > 0) {
      m.clock = std::string("T").append(Written(s.part));
    }
    if (!m.clock.empty()) m.type = TimexType::kTime;
  }

  void AddZone(const Sem& s, Meaning& m, int hour) const {
    if (s.zone < 0) return;
    const Zone& z = rules_.zones[static_cast<size_t>(s.zone)];
    if (z.utc) m.clock += "Z";
    if (!m.period || m.period->grain != Grain::kDay) return;
    int64_t local = (int64_t{m.period->start.days} * 24 + hour) * 60 + std::max<int>(s.minute, 0);
    std::optional<int64_t> utc = local - z.minutes;
    if (z.rules >= 0) utc = rules_.zone_rules[static_cast<size_t>(z.rules)].ToUtc(local);
    if (!utc) return;
    constexpr int64_t kDayMinutes = 24 * 60;
    auto minutes = static_cast<int>((*utc % kDayMinutes + kDayMinutes) % kDayMinutes);
    Date day{static_cast<int32_t>((*utc - minutes) / kDayMinutes)};
    m.utc = day.ToString() + Clock(minutes / 60, minutes % 60, s.second) + "Z";
  }

  // "In 2016 ... until June", "November 15, 2017. ... On November 21": the year
  // of the one before. Not "the 1985 accord. ... On November 21", where the
  // year only tells which accord.
  bool BorrowsYear(const Sem& s) const {
    bool fine = c_.year->period.grain < Grain::kYear;
    if (s.day > 0 && !fine) return false;
    if (c_.year_in_sentence) return c_.direction == Direction::kPast;
    if (c_.year_names_only || c_.direction == Direction::kFuture) return false;
    return c_.year->period.start <= c_.reference.day;
  }

  // Candidates in the years around the reference; the direction decides.
  template <class InYearFn>
  std::optional<Period> Choose(InYearFn in_year, Direction direction) const {
    Date now = c_.reference.day;
    std::optional<Period> best;
    for (int y = now.year() - 8; y <= now.year() + 8; ++y) {
      std::optional<Period> p = in_year(y);
      if (!p) continue;
      if (direction == Direction::kPast) {
        if (p->start <= now) best = p;
      } else if (direction == Direction::kFuture) {
        if (p->end >= now) return p;
      } else if (!best || std::abs(p->start - now) < std::abs(best->start - now)) {
        best = p;
      }
    }
    return best;
  }

  // A day of a month is the nearest one, unless it is far off and the tense
  // points the other way: "the vote of November 8", published in January, lies
  // behind; "will meet on November 8" ahead.
  template <class InYearFn>
  std::optional<Period> ChooseDay(InYearFn in_year, Direction direction) const {
    constexpr int kFar = 90;  // days
    std::optional<Period> nearest = Choose(in_year, Direction::kUnknown);
    if (!nearest || direction == Direction::kUnknown) return nearest;
    int ahead = nearest->start - c_.reference.day;
    bool against = direction == Direction::kPast ? ahead > kFar : ahead < -kFar;
    return against ? Choose(in_year, direction) : nearest;
  }

  // Without a tense, September said in August is the coming one.
  Direction SoonOr(Direction otherwise, int month) const {
    int ahead = (month - c_.reference.day.month() + 12) % 12;
    return ahead == 1 || ahead == 2 ? Direction::kFuture : otherwise;
  }

  // "in May", "on June 21", "the third quarter": which year?
  Meaning WithoutYear(const Sem& s, Meaning m) const {
    if (c_.year && BorrowsYear(s)) {
      m.period = InYear(c_.year->period.year(), s);
      if (m.period) {
        AnchorTo(m, *c_.year);
        return m;
      }
    }
    if (c_.reference.precision == Grain::kNone) return Open(s);
    Direction d = c_.ahead ? Direction::kFuture : c_.direction;
    // A bare month or quarter without a tense is more often behind than ahead;
    // a quarter is so whatever the tense ("plans to report its third quarter").
    if ((d == Direction::kUnknown || s.quarter > 0) && s.day == 0) d = Direction::kPast;
    const int now_year = c_.reference.day.year();
    auto fits = [&](int y) {
      auto p = InYear(y, s);
      bool wrong = p && s.weekday > 0 && s.day > 0 && p->start.weekday() != s.weekday;
      if (wrong || (s.weekday > 0 && std::abs(y - now_year) > 1)) p.reset();
      return p;
    };
    auto any = [&](int y) { return InYear(y, s); };
    if (s.day == 0 && c_.direction == Direction::kUnknown && s.month > 0 && !c_.ahead) {
      d = SoonOr(Direction::kPast, s.month);
    }
    m.period =
        s.day > 0 ? ChooseDay(fits, s.weekday > 0 ? Direction::kUnknown : d) : Choose(fits, d);
    if (!m.period && s.weekday > 0) m.period = ChooseDay(any, d);  // the weekday is wrong
    if (!m.period && s.day > 0) {
      m.problem = NoSuchDay(c_.reference.day.year(), s.month, s.day);
      return m;
    }
    AnchorPublished(m);
    return m;
  }

  static Date OnOrBefore(Date day, int weekday) { return day - (day.weekday() - weekday + 7) % 7; }
  static Date OnOrAfter(Date day, int weekday) { return day + (weekday - day.weekday() + 7) % 7; }

  Meaning Weekday(const Sem& s, Meaning m) const {
    if (!Known(Grain::kDay)) return Open(s);
    Date now = c_.reference.day;
    // On a Monday "Monday" is today, said of what was and of what will be.
    bool ahead = c_.ahead || c_.direction == Direction::kFuture;
    Date day = ahead ? OnOrAfter(now, s.weekday) : OnOrBefore(now, s.weekday);
    m.period = PeriodAt(Grain::kDay, day);
    AnchorPublished(m);
    return m;
  }

  // "Friday the 13th": the nearest.
  Meaning WeekdayAndDay(const Sem& s, Meaning m) const {
    if (!Known(Grain::kDay)) return Open(s);
    Date now = c_.reference.day;
    for (int away = 0; away < 400 && !m.period; ++away) {
      for (Date d : {now - away, now + away}) {
        if (d.weekday() == s.weekday && d.day() == s.day && !m.period) {
          m.period = PeriodAt(Grain::kDay, d);
        }
      }
    }
    if (!m.period) return Open(s);
    AnchorPublished(m);
    return m;
  }

  // "the 15th": of the month of the last date, else of the reference, before or
  // after it.
  Meaning DayOfMonth(const Sem& s, Meaning m) const {
    Date base = c_.reference.day;
    bool from_text = c_.last && c_.last->period.grain <= Grain::kMonth;
    if (from_text) base = c_.last->period.start;
    if (!from_text && !Known(Grain::kMonth)) return Open(s);
    auto day = Date::FromYmd(base.year(), base.month(), s.day);
    if (!from_text && day && *day > base && c_.direction != Direction::kFuture) {
      if (auto before = Moved(base, kMonthUnit, -1)) {
        day = Date::FromYmd(before->year(), before->month(), s.day);
      }
    }
    if (!day) return Open(s);
    m.period = PeriodAt(Grain::kDay, *day);
    if (from_text) {
      AnchorTo(m, *c_.last);
    } else {
      AnchorPublished(m);
    }
    return m;
  }

  // "at 10 a.m.": on the day the text is at.
  Meaning SomeDay(const Sem& s, Meaning m) const {
    if (c_.last_day) {
      m.period = c_.last_day->period;
      AnchorTo(m, *c_.last_day);
      return m;
    }
    if (!Known(Grain::kDay)) return Open(s);
    m.period = PeriodAt(Grain::kDay, c_.reference.day);
    AnchorPublished(m);
    return m;
  }

  // The amount of an expression like "two weeks ago" stands in its part a.
  Sem WithAmount(const Sem& s) const {
    Sem out = s;
    if (s.a < 0) return out;
    const Sem* by = &sems_[static_cast<size_t>(s.a)];
    while (by->a >= 0) {  // "about two weeks", "the past two weeks": parts nest as levels do
      if (by->op == Op::kModify) out.mod = by->mod;
      by = &sems_[static_cast<size_t>(by->a)];
    }
    out.unit = by->unit;
    out.count = by->plus_half ? by->count * 10 + 5 : by->count;
    out.tenths = by->tenths || by->plus_half;
    out.unknown_count = by->unknown_count;
    return out;
  }

  Meaning Relative(const Sem& given) const {
    const Sem s = WithAmount(given);
    Meaning m;
    m.mod = s.mod;
    if (s.base == kFromNarrative && s.unit == kQuarter && s.count == 0) return ThatQuarter(s, m);
    if (s.base == kFromNarrative && s.unit == kYearUnit && s.sign < 0 && c_.quarter &&
        NearQuarter()) {
      return FromEarlier(s, *c_.quarter, m);
    }
    if (s.base == kFromNarrative) {
      const auto& from = s.unit <= kDayUnit && s.unit > 0 ? Day() : c_.last;
      if (from) return FromEarlier(s, *from, m);
    }
    int count = s.sign * s.count * (s.has_direction ? s.direction : 1);
    if (s.if_future && (s.unknown_count || c_.direction != Direction::kFuture)) return Run(s.a);
    if (s.unknown_count) return SomeTimeOff(s);
    if (c_.said_on && s.unit == kDayUnit) return FromEarlier(s, *c_.said_on, m);
    // "a decade ago" is ten years, not some time in the decade before.
    Grain grain = s.unit == kDecade && !s.has_direction ? Grain::kYear : GrainOf(s.unit);
    if (!Known(grain)) return Open(s);
    AnchorPublished(m);
    // "a year ago" beside "the third quarter" means the quarter a year ago.
    bool quarterly = s.unit == kYearUnit && count == -1 && !s.has_direction && NearQuarter();
    if (quarterly) {
      m.period = Moved(c_.quarter->period, kYearUnit, -1);
    } else if (auto day = Moved(c_.reference.day, s.unit, s.tenths ? count / 10 : count)) {
      m.period = PeriodAt(grain, *day);
    }
    if (!m.period) return Open(s);
    if (s.day > 0) TakeDays(s, m);
    AddClock(s, m);
    return m;
  }

  // "the 4th of this month", "4 to 22 next month"
  static void TakeDays(const Sem& s, Meaning& m) {
    int year = m.period->year(), month = m.period->start.month();
    auto first = Date::FromYmd(year, month, s.day);
    auto last = s.last_day > s.day ? Date::FromYmd(year, month, s.last_day) : std::nullopt;
    if (!first) m.problem = NoSuchDay(year, month, s.day);
    m.period = first ? PeriodAt(Grain::kDay, *first) : std::nullopt;
    if (first && last) m.to = PeriodAt(Grain::kDay, *last);
  }

  // "several days later": how far off, not when.
  static Meaning SomeTimeOff(const Sem& s) {
    Meaning m = Duration(s);
    m.type = TimexType::kDate;
    m.anchor_kind = AnchorKind::kUnresolved;
    m.relative = true;
    return m;
  }

  // The day the text is at: that of the last main clause, if one told of a day.
  const std::optional<Earlier>& Day() const { return c_.main_day ? c_.main_day : c_.last_day; }

  bool NearQuarter() const { return c_.quarter && c_.quarter_near; }

  // "the quarter": the latest one spoken of; else the last full one, of which
  // companies report.
  Meaning ThatQuarter(const Sem& s, Meaning m) const {
    if (c_.quarter) {
      m.period = c_.quarter->period;
      AnchorTo(m, *c_.quarter);
      return m;
    }
    if (!Known(Grain::kQuarter)) return Open(s);
    auto now = PeriodAt(Grain::kQuarter, c_.reference.day);
    m.period = now ? Moved(*now, kQuarter, -1) : std::nullopt;
    if (!m.period) return Open(s);
    AnchorPublished(m);
    return m;
  }

  Meaning FromEarlier(const Sem& s, const Earlier& from, Meaning m) const {
    Grain grain = GrainOf(s.unit);
    int count = s.sign * s.count * (s.has_direction ? s.direction : 1);
    if (s.unknown_count) return SomeTimeOff(s);
    const Period& p = from.period;
    bool keep_grain = p.grain == Grain::kQuarter && s.unit == kYearUnit;
    bool keep_day = p.grain == Grain::kDay && s.unit == kWeekUnit && !s.has_direction;
    if (keep_grain || keep_day) grain = p.grain;
    if (p.grain > grain && count == 0) {
      m.value = Unresolved(s);
      AnchorTo(m, from);
      return m;
    }
    if (auto day = Moved(p.start, s.unit, count)) {
      m.period = PeriodAt(grain, *day);
    }
    if (!m.period) return Open(s);
    AnchorTo(m, from);
    AddClock(s, m);
    return m;
  }

  // "last April", "next Friday", "this summer".
  Meaning Directed(const Sem& s) const {
    Meaning m;
    if (s.weekday > 0) return DirectedWeekday(s, m);
    const int32_t named = s.a >= 0 ? sems_[static_cast<size_t>(s.a)].named : -1;
    Grain grain = s.month > 0 ? Grain::kMonth : Grain::kYear;
    if (!Known(grain)) return Open(s);
    Date now = c_.reference.day;
    auto in_year = [&](int y) -> std::optional<Period> {
      if (named >= 0) {
        auto d = NamedDayIn(y, named);
        return d ? PeriodAt(Grain::kDay, *d) : std::nullopt;
      }
      return InYear(y, s);
    };
    if (s.direction == 0) {
      m.period = in_year(now.year());
      auto before = in_year(now.year() - 1);
      if (before && before->start <= now && now <= before->end) m.period = before;
    } else if (s.direction < 0) {
      m.period = Choose(
          [&](int y) {
            auto p = in_year(y);
            if (p && p->end >= now) p.reset();
            return p;
          },
          Direction::kPast);
    } else {
      m.period = Choose(
          [&](int y) {
            auto p = in_year(y);
            if (p && p->start <= now) p.reset();
            return p;
          },
          Direction::kFuture);
    }
    if (!m.period) return Open(s);
    AnchorPublished(m);
    AddClock(s, m);
    return m;
  }

  Meaning DirectedWeekday(const Sem& s, Meaning m) const {
    if (!Known(Grain::kDay)) return Open(s);
    Date now = c_.reference.day, day = OnOrBefore(now, s.weekday);
    if (s.direction < 0) day = OnOrBefore(now - 1, s.weekday);
    if (s.direction > 0) day = OnOrAfter(now + 1, s.weekday);
    // "this Friday": the one that the tense points to.
    if (s.direction == 0 && c_.direction == Direction::kFuture) day = OnOrAfter(now, s.weekday);
    m.period = PeriodAt(Grain::kDay, day);
    AnchorPublished(m);
    AddClock(s, m);
    return m;
  }

  static Meaning ReferenceTo(const Sem& s) {
    Meaning m;
    m.value = Written(s.reference);
    m.relative = true;
    m.anchor_kind = AnchorKind::kUnresolved;
    return m;
  }

  Meaning Modify(const Sem& s) const {
    Meaning m = Run(s.a);
    if (s.mod > 0) m.mod = s.mod;
    if (m.anchor_kind == AnchorKind::kNamedEvent) {  // "the start of World War II"
      auto edge = s.mod == kStart ? m.days.earliest : s.mod == kEnd ? m.days.latest : std::nullopt;
      if (edge) m.period = PeriodAt(Grain::kDay, *edge);
    }
    return m;
  }

  // a inside b. Where b is unresolved, a alone is not safe either.
  Meaning Within(const Sem& s) const {
    const Sem& part = s.a >= 0 ? sems_[static_cast<size_t>(s.a)] : s;
    Meaning b;
    if (s.b >= 0) {
      b = Run(s.b);
    } else if (s.year >= 0) {
      b.period = YearOf(s.year);
      b.names_year = true;
    }
    Sem inner = part;
    if (inner.op == Op::kModify) {
      inner = sems_[static_cast<size_t>(inner.a)];
      b.mod = part.mod;
    }
    if (!b.period) {
      Meaning open = Open(inner);
      open.problem = b.problem;
      return open;
    }
    const Period whole = *b.period;
    b.value.clear();
    if (inner.op == Op::kNamedDay || inner.named >= 0) {
      auto day = NamedDayIn(whole.year(), inner.named);
      b.period = day ? PeriodAt(Grain::kDay, *day) : std::nullopt;
    } else if (inner.weekday > 0 && whole.grain == Grain::kWeek) {
      b.period = PeriodAt(Grain::kDay, whole.start + (inner.weekday - 1));
    } else if (inner.day > 0 && inner.month == 0 && whole.grain == Grain::kMonth) {
      auto day = Date::FromYmd(whole.year(), whole.start.month(), inner.day);
      b.period = day ? PeriodAt(Grain::kDay, *day) : std::nullopt;
      if (!day) b.problem = NoSuchDay(whole.year(), whole.start.month(), inner.day);
    } else if (inner.month > 0 || inner.season > 0 || inner.quarter > 0 || inner.half > 0) {
      b.period = InYear(whole.year(), inner, &b.problem);
    }
    if (!b.period) b.value = Unresolved(inner);
    AddClock(inner, b);
    return b;
  }

  Meaning Shift(const Sem& s) const {
    const Sem by = WithAmount(s);  // without a part a: "the day before Christmas"
    Meaning m = Run(s.b);
    auto edge = s.sign < 0 || !m.days.latest ? m.days.earliest : m.days.latest;
    if (!m.period && edge) m.period = PeriodAt(Grain::kDay, *edge);  // of a named event
    if (!m.period || by.unknown_count || by.tenths) {
      Meaning open = Open(s);
      open.value = Written(s.sign < 0 ? kPastRef : kFutureRef);
      return open;
    }
    Grain grain = GrainOf(by.unit);
    if (m.period->grain == Grain::kDay && by.unit == kWeekUnit) grain = Grain::kDay;
    if (m.period->grain > grain) grain = m.period->grain;
    auto day = Moved(m.period->start, by.unit, s.sign * by.count);
    m.period = day ? PeriodAt(grain, *day) : std::nullopt;
    if (!m.period) m.value = "XXXX-XX-XX";
    m.clock.clear();
    return m;
  }

  Meaning AtClock(const Sem& s) const {
    Meaning m = Run(s.b);
    const Sem& clock = sems_[static_cast<size_t>(s.a)];
    Sem at = clock.op == Op::kModify ? sems_[static_cast<size_t>(clock.a)] : clock;
    if (s.zone >= 0) at.zone = s.zone;
    if (at.part == 0 && sems_[static_cast<size_t>(s.b)].part > 0) {
      at.part = sems_[static_cast<size_t>(s.b)].part;
    }
    m.clock.clear();
    if (clock.mod > 0) m.mod = clock.mod;
    AddClock(at, m);
    return m;
  }

  Meaning Range(const Sem& s) const {
    Meaning to = Run(s.b);
    Sem from_sem = sems_[static_cast<size_t>(s.a)];
    std::vector<Sem> one = {from_sem};
    bool borrows = from_sem.op == Op::kCalendar && from_sem.year < 0 && from_sem.month > 0 &&
                   to.period && to.names_year;
    Meaning from;
    if (borrows) {  // "from June 3 to July 5, 2020"
      one[0].year = static_cast<int16_t>(to.period->year());
      from = Resolver(rules_, one, c_).Run(0);
    } else {
      from = Run(s.a);
    }
    if (!from.period || !to.period || to.period->end < from.period->start) {
      return from.period ? from : to;
    }
    from.to = to.to ? to.to : to.period;
    from.names_year = from.names_year || to.names_year;
    return from;
  }

  Meaning Nth(const Sem& s) const {
    Meaning m = Run(s.b);
    if (!m.period) return m;
    Grain grain = GrainOf(s.unit);
    int n = s.ordinal;
    std::optional<Period> p;
    if (s.a < 0 && n == 0) {  // "the week of March 6"
      m.period = PeriodAt(grain, m.period->start);
      return m;
    }
    int weekday = s.a >= 0 ? sems_[static_cast<size_t>(s.a)].weekday : 0;
    if (weekday > 0) {
      if (m.period->grain != Grain::kMonth) n = 0;  // "the first Monday of 2019" is not done
      auto day = NthWeekday(m.period->year(), m.period->start.month(), weekday, n);
      p = day ? PeriodAt(Grain::kDay, *day) : std::nullopt;
    } else if (n < 0) {
      p = PeriodAt(grain, m.period->end);
    } else if (auto first = PeriodAt(grain, m.period->start)) {
      // As ISO 8601 counts the weeks of a year: the first is the one with the
      // first Thursday.
      bool before = grain == Grain::kWeek && first->start + 3 < m.period->start;
      p = Moved(*first, s.unit, before ? n : n - 1);
    }
    if (!p || p->start > m.period->end || grain > m.period->grain) {
      m.period.reset();
      m.value = "XXXX-XX-XX";
      return m;
    }
    m.period = p;
    return m;
  }

  std::optional<Date> NamedDayIn(int year, int32_t row) const {
    const NamedDay& d = rules_.days[static_cast<size_t>(row)];
    std::optional<Date> day;
    if (d.easter) {
      day = Easter(year);
    } else if (d.weekday > 0) {
      day = NthWeekday(year, d.month, d.weekday, d.nth);
    } else {
      day = Date::FromYmd(year, d.month, d.day);
    }
    if (day && d.plus != 0) day = *day + d.plus;
    return day;
  }

  Meaning OnNamedDay(const Sem& s) const {
    Meaning m;
    if (c_.reference.precision == Grain::kNone) return Open(s);
    m.period = ChooseDay(
        [&](int y) -> std::optional<Period> {
          auto d = NamedDayIn(y, s.named);
          return d ? PeriodAt(Grain::kDay, *d) : std::nullopt;
        },
        c_.direction);
    if (!m.period) return Open(s);
    AnchorPublished(m);
    return m;
  }

  Meaning AtNamedEvent(const Sem& s) const {
    const NamedEvent& e = rules_.events[static_cast<size_t>(s.named)];
    Meaning m;
    m.anchor_kind = AnchorKind::kNamedEvent;
    m.names_year = true;
    m.days = e.interval;
    m.value = e.edtf;
    m.ended = e.interval.latest && Known(Grain::kYear) && *e.interval.latest <= c_.reference.day;
    return m;
  }

  // "the past six weeks": a duration, and the days from then to now.
  Meaning FromNow(const Sem& s) const {
    const Sem* by = s.a >= 0 ? &sems_[static_cast<size_t>(s.a)] : &s;
    int32_t mod = s.mod;
    if (by->op == Op::kModify) {
      mod = by->mod;
      by = &sems_[static_cast<size_t>(by->a)];
    }
    Meaning m = Duration(*by);
    m.mod = mod;
    int sign = s.has_direction ? s.direction : s.sign;
    if (by->unknown_count || by->tenths || by->unit < kDayUnit || !Known(Grain::kDay)) return m;
    auto other = Moved(c_.reference.day, by->unit, sign * by->count);
    if (!other || sign == 0) return m;
    Date now = c_.reference.day;
    Grain grain = GrainOf(by->unit) <= Grain::kWeek   ? Grain::kDay
                  : GrainOf(by->unit) <= Grain::kHalf ? Grain::kMonth
                                                      : Grain::kYear;
    auto a = PeriodAt(grain, sign < 0 ? *other : now), b = PeriodAt(grain, sign < 0 ? now : *other);
    if (a && b) m.days = {a->start, b->end};
    if (m.days.latest && sign < 0) m.days.latest = now;
    if (m.days.earliest && sign > 0) m.days.earliest = now;
    AnchorPublished(m);
    return m;
  }

  const TimeRules::Data& rules_;
  const std::vector<Sem>& sems_;
  const Context& c_;
};

}  // namespace

Meaning Resolve(const TimeRules::Data& rules, const std::vector<Sem>& sems, int32_t sem,
                const Context& context) {
  return Resolver(rules, sems, context).Run(sem);
}

}  // namespace dragoman::times
