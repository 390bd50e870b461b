// SPDX-License-Identifier: Apache-2.0
// What stands where: the composed expressions of a document before they are
// resolved, with what their surroundings say of them.
#pragma once

#include <vector>

#include "model/times.h"
#include "times/compose.h"
#include "times/resolve.h"

namespace dragoman::times {

struct Found {
  int32_t sem = -1;
  Span span;
  WordId first, end, head;
  SentenceId sentence;
  TimeRelation relation = TimeRelation::kIn;
  Span relation_words;
  Direction direction = Direction::kUnknown;
  bool linked = false;      // the end of "from ... to ..."
  bool ahead = false;       // "postponed until Tuesday"
  bool main = true;         // dates a main clause, as far as the tree tells
  bool tells = false;       // dates the past verb of a main clause: "met on Friday"
  bool names_only = false;  // a year that tells which: "the 1988 bombing"
  bool quoted = false;      // stands between quotation marks
};

struct FoundTimes {
  std::vector<Found> found;  // in text order
  std::vector<Sem> sems;
};

FoundTimes FindExpressions(const Document& document, const Syntax& syntax,
                           const TimeRules::Data& rules);

// The publication date when none was given: the latest explicit date that is not said to lie ahead,
// or a weekday with its day ("Tuesday, June 27") that fits one year only, within `written`. A date
// before `written` is background.
Reference InferPublished(const FoundTimes& found, const TimeRules::Data& rules,
                         const Interval& written);

}  // namespace dragoman::times
