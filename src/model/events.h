// SPDX-License-Identifier: Apache-2.0
// Events: what the article reports that somebody did, plans, refuses or said (ONTOLOGY.md). An
// Event is a happening as this one article tells it, however many sentences do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/ids.h"
#include "base/span.h"
#include "model/attributions.h"
#include "model/entities.h"
#include "model/times.h"

namespace dragoman {

enum class TimeBasis : uint8_t { kUnknown, kExplicit, kRelative, kContext };

// Which step of dating chose the time, for `explain`.
enum class TimeStep : uint8_t {
  kNone,
  kTrigger,     // of the trigger's own modifiers
  kPredicate,   // of what is told of it: "the last time they met was in June"
  kParticiple,  // of what stands before a participle: "met in June, joined by Raisi"
  kClause,      // of a clause above
  kSentence,
  kStory,      // of the sentences before
  kElsewhere,  // of a happening that the text dates elsewhere: "before the invasion"
  kTelling,    // by when it was told
};
std::string_view Name(TimeStep step);

struct EventTime {
  std::string edtf;  // EDTF level 1, or empty
  Interval interval;
  TimeBasis basis = TimeBasis::kUnknown;
  std::vector<TimexId> timexes;
  TimeStep step = TimeStep::kNone;
};

struct Participant {
  EntityId entity;
  MentionId mention;  // the words that put it there; may be invalid
  std::string from;   // where the slot was filled from, for `explain`: "nsubj", "by", "conj of ..."
};

struct Amount {
  Span span;
  std::string role;                   // "killed", "wounded", "money", "share", "troops" ...
  std::string unit;                   // "people", "USD" ...
  std::optional<double> least, most;  // bounds; equal when exact
};

struct Ordinal {
  Span span;
  int value = 0;      // 2 for "second"; -1 for "last"
  std::string scope;  // "outside the country since the start of the war", or empty
};

struct Event {
  std::string kind;  // "meet"
  std::string type;  // PLOVER type or x- type for this status: "CONSULT"
  std::string mode;  // PLOVER mode or empty
  std::vector<std::string> contexts;
  std::string cameo;  // or empty
  Status status = Status::kOccurred;
  bool hedged = false;
  std::vector<Participant> actors, recipients, others;
  std::vector<EntityId> places;
  EventTime time;
  std::string about;  // short free text from the article, or empty
  Span about_span;
  std::optional<Ordinal> ordinal;
  std::vector<Amount> amounts;
  std::vector<SourceLink> sources;
  WordId trigger_word;
  Span trigger;
  std::vector<Span> evidence;  // at least one, in text order
  SentenceId sentence;         // of the trigger
  float confidence = 1;
  std::string rule;  // data row that fired
};

struct Events {
  std::vector<Event> events;        // by place of the trigger
  std::vector<Relation> relations;  // all of them: those of Entities and those events/ added
  std::vector<Diagnostic> diagnostics;
};

std::string_view Name(TimeBasis);
void Verify(const Events&, const Entities&, const Times&, const Syntax&, const Document&);
std::string Dump(const Events&, const Entities&, const Times&, const Syntax&, const Document&);

}  // namespace dragoman
