// SPDX-License-Identifier: Apache-2.0
// Times: every expression that denotes a calendar time, a duration or a set, in the manner of
// TIMEX3 (ISO-TimeML), with the days it covers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/ids.h"
#include "base/span.h"
#include "model/syntax.h"

namespace dragoman {

enum class TimexType : uint8_t { kDate, kTime, kDuration, kSet };

// What an expression was resolved against.
enum class AnchorKind : uint8_t {
  kNone,       // it says everything itself, or it is a duration or set
  kPublished,  // the publication date, given or inferred
  kTimex,      // another expression: the running narrative time, "the same day"
  kDateline,
  kNamedEvent,  // a row of data with a known date
  kUnresolved,  // relative, and nothing to resolve it against: interval is open or bounded only
};

// How the words before an expression place what is dated by it: "since 2014", "by Friday", "between
// March and May" (kSince, kUntil). kIn also where no such word stands.
enum class TimeRelation : uint8_t { kIn, kSince, kUntil, kBefore, kAfter, kFor };

struct Timex {
  Span span;
  WordId first;  // words [first, end)
  WordId end;
  WordId head;
  SentenceId sentence;
  TimexType type = TimexType::kDate;
  std::string value;  // TIMEX3 value / ISO 8601: "2022-07", "P6W", "2019-W24", "PRESENT_REF"
  std::string mod;    // TIMEX3 mod: "START", "MID", "END", "APPROX", "BEFORE" ..., or empty
  std::string quant;  // sets: "EVERY" ...
  std::string freq;
  std::string edtf;   // EDTF level 1 of the days covered; empty for sets, and for durations but
                      // those that end or begin now ("the past six weeks")
  Interval interval;  // of `edtf`
  std::string utc;    // "2019-08-19T19:00Z" where a clock time names its zone, else empty
  AnchorKind anchor_kind = AnchorKind::kNone;
  TimexId anchor;  // when anchor_kind is kTimex
  bool relative = false;
  TimeRelation relation = TimeRelation::kIn;
  Span relation_words;  // "since", empty where kIn needs none
  std::string rule;     // data row that matched
};

struct Times {
  std::vector<Timex> timexes;  // in text order, not overlapping
  // The publication date all relative expressions were resolved against. Given, or inferred from
  // the text; interval when only bounds could be inferred.
  Interval published;
  PublishedBasis published_basis = PublishedBasis::kUnknown;
  std::string published_edtf;
  // The narrative time at each sentence (index SentenceId), or an invalid id: what "the same day"
  // and events without a time of their own fall back to.
  std::vector<TimexId> narrative;
  std::vector<Diagnostic> diagnostics;

  const Timex& operator[](TimexId id) const { return timexes[id.index()]; }
};

std::string_view Name(TimexType);
std::string_view Name(AnchorKind);
std::string_view Name(TimeRelation);
void Verify(const Times& times, const Syntax& syntax, const Document& document);
std::string Dump(const Times& times, const Syntax& syntax, const Document& document);

}  // namespace dragoman
