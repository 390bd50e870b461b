// SPDX-License-Identifier: Apache-2.0
// Sem, context -> Meaning: which days, and against what it was resolved. Knows
// the calendar and TIMEX3; reads no text. Entry: Resolve.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/times.h"
#include "times/period.h"
#include "times/rules.h"
#include "times/sem.h"

namespace dragoman::times {

enum class Direction : uint8_t { kUnknown, kPast, kFuture };

// What relative expressions are counted from. Precision kNone: nothing is
// known; kYear: only that the day lies in the year of `day`, which is then the
// last day of that year.
struct Reference {
  Grain precision = Grain::kNone;
  Date day;
  AnchorKind kind = AnchorKind::kPublished;
};

// An earlier expression of the text.
struct Earlier {
  Period period;
  TimexId id;
};

struct Context {
  Reference reference;
  std::optional<Earlier> last;      // the last date before
  std::optional<Earlier> last_day;  // the last single day before
  std::optional<Earlier> quarter;   // the latest quarter spoken of
  std::optional<Earlier> year;      // a date close before whose year bare months belong to
  std::optional<Earlier> main_day;  // the last single day that a main clause told of
  std::optional<Earlier> said_on;   // of a quotation: the day it was said
  bool year_names_only = false;     // `year` tells which: "the 1988 bombing"
  bool year_in_sentence = false;    // `year` stands in the same sentence
  bool quarter_near = false;        // `quarter` was spoken of a few sentences ago at most
  Direction direction = Direction::kUnknown;
  bool ahead = false;  // "until Tuesday", "by Friday": ahead unless the text
                       // says otherwise
};

struct Meaning {
  TimexType type = TimexType::kDate;
  std::optional<Period> period;
  std::optional<Period> to;  // of a range
  std::string value;         // where the periods do not give it
  std::string clock;         // "T15:00", "TNI"
  std::string utc;
  int32_t mod = 0;
  std::string quant, freq;
  Interval days;  // of an anchored duration
  AnchorKind anchor_kind = AnchorKind::kNone;
  TimexId anchor;
  bool relative = false;
  bool ended = false;       // a named event that lies before the reference
  bool names_year = false;  // says its year itself
  std::string problem;      // an impossible date, in words for a Diagnostic
};

Meaning Resolve(const TimeRules::Data& rules, const std::vector<Sem>& sems, int32_t sem,
                const Context& context);

}  // namespace dragoman::times
