// SPDX-License-Identifier: Apache-2.0
// The time of a word: which time expressions date it, and the EDTF they give together. Pure
// functions over Times and Syntax, used where an event's time is filled (src/events/when.cc).
#pragma once

#include <vector>

#include "model/events.h"
#include "model/syntax.h"
#include "model/times.h"

namespace dragoman {

// How far from the word a time expression may stand, nearest first.
enum class TimeScope : uint8_t {
  kOwn,        // a dependent of the word holds it: "met on Sunday", "the June 2019 election"
  kSentence,   // what dates the main verb of the sentence, or a day that dates a noun in it
  kNarrative,  // Times::narrative, for a main verb in the past
};

// Expressions that date `word` in exactly that scope, in text order; sets are left out.
std::vector<TimexId> TimexesOf(const Times& times, const Syntax& syntax, WordId word,
                               TimeScope scope);

// What `timexes` say together, with their relations: "since 2014" -> "2014/", "between March and
// May" -> "2019-03/2019-05", "before June 7, 2023" -> "/2023-06-07". Of two points that differ the
// first is taken. Basis kUnknown and empty when they give no day (a bare duration).
EventTime TimeOf(const Times& times, const std::vector<TimexId>& timexes);

// The word that the expression dates, or invalid: "met [on Sunday]", "the [June 2019] election".
WordId DatedBy(const Timex& timex, const Syntax& syntax);

// Is what dates the word's head the time of the word as well? So for arguments, parts, conjuncts
// and subjectless participles and infinitives: "held [talks] on Sunday".
bool SharesTime(const Syntax& syntax, WordId word);

}  // namespace dragoman
