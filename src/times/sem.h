// SPDX-License-Identifier: Apache-2.0
// The meaning of a composed expression before it is resolved: what the words
// say, no more.
#pragma once

#include <cstdint>

#include "times/classes.h"

namespace dragoman::times {

// What a rule makes of its slots. Names in the data's `op` column: kOpNames in
// sem.cc.
enum class Op : uint8_t {
  kCalendar,   // fields as said: "June 7, 2023", "Monday", "the third quarter"
  kRelative,   // `unit` shifted by `count` from `base`: "yesterday", "last week",
               // "a year earlier"
  kDirected,   // fields with a direction: "last April", "next Friday", "this
               // summer"
  kDuration,   // count units
  kSet,        // repeated
  kReference,  // PRESENT_REF ...
  kModify,     // a, with a modifier: "early 1990", "at least two years"
  kWithin,     // a inside b: "April of last year", "Friday morning", "the first
               // quarter of 1990"
  kShift,      // b shifted by duration a: "two weeks before Christmas"
  kClock,      // a time of day a on day b
  kRange,      // a to b
  kNth,        // the ordinal-th unit of b: "the first week of March"
  kNamedDay,
  kNamedEvent,
  kPeriodFromNow,  // a duration that ends or begins now: "the past six weeks"
  kImpossible,     // looks like a date that the calendar does not have: "February
                   // 45, 2020"
};

struct Sem {
  Op op = Op::kCalendar;
  int32_t base = 0;   // kFromPublished, kFromNarrative or 0
  int32_t unit = 0;   // Symbol
  int32_t count = 1;  // shift or quantity; tenths where `tenths`
  bool tenths = false;
  bool plus_half = false;      // "two and a half years"
  bool unknown_count = false;  // "several years"
  int32_t more = 0;            // a second quantity, of `more_unit`: "a year and a half"
  int32_t more_unit = 0;
  int32_t sign = 1;
  int16_t year = -1;
  int8_t month = 0, day = 0, weekday = 0, quarter = 0, half = 0;
  int8_t last_day = 0;     // "June 3-5"
  int16_t last_year = -1;  // "1987-2017"
  int16_t decade = -1;     // 197
  int16_t century = -1;    // 19
  int32_t season = 0, part = 0;
  int8_t hour = -1, minute = -1, second = -1;
  int8_t meridiem = -1;  // 0 a.m., 1 p.m.
  int16_t zone = -1;     // row of zones
  bool has_direction = false;
  int8_t direction = 0;    // -1 last, 0 this, 1 next
  bool if_future = false;  // "in two days": a date where the tense is future, else a duration
  int32_t ordinal = 0;     // -1 last
  int32_t mod = 0;         // Symbol
  int32_t reference = 0;   // Symbol
  int32_t named = -1;      // row of named days or events
  bool every = false;
  bool fiscal = false;
  int32_t times = 0;       // sets: "twice a year"
  int32_t a = -1, b = -1;  // parts: indices of meanings
  uint32_t rule = 0;
};

}  // namespace dragoman::times
