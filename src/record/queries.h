// SPDX-License-Identifier: Apache-2.0
// The questions an analyst asks of a record. All are read-only; answers are plain structs that apps
// print; nothing here knows about terminals or formats.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "record/record.h"

namespace dragoman::record {

struct ActorChoice {
  int64_t id = 0;
  std::string name, type, country;
  int64_t events = 0;
  std::string told_of_as;  // of people whom the knowledge base does not know: "officer, police"
};

// What one article says of a person whom the knowledge base does not know, and why the person is
// taken for this one, or for another than those of the same name.
struct MentionRow {
  ActorChoice who;
  int64_t article = 0;
  std::string title, outlet, words, why;
  std::optional<Date> published;
};
// Of the people called so, by person and article.
Result<std::vector<MentionRow>> MentionsOf(Record& record, const std::vector<ActorChoice>& who);

// Who is meant by a name as typed, or by the number of a row: those who are called exactly so, or
// whose key is among `known` (what the knowledge base takes the name for), else those whose names
// hold all its words; most events first.
Result<std::vector<ActorChoice>> FindActors(Record& record, std::string_view typed,
                                            const std::vector<std::string>& known = {});
// Those whose names are written nearly as typed: for "did you mean".
Result<std::vector<ActorChoice>> NearlyCalled(Record& record, std::string_view typed, size_t most);
// Of this type ("person"), or of any if it is empty.
Result<std::vector<ActorChoice>> MostNamedActors(Record& record, const std::string& type,
                                                 size_t most);
Result<std::vector<std::string>> ActorTypes(Record& record);

// The one who is clearly meant, or an Error that lists the choices.
Result<ActorChoice> ResolveActor(Record& record, std::string_view typed,
                                 const std::vector<std::string>& known = {});

struct PlaceChoice {
  int64_t id = 0;
  std::string name, type, country;
};
// Places that are called so, or whose key is among `known`; else those whose names hold all words.
Result<std::vector<PlaceChoice>> FindPlaces(Record& record, std::string_view typed,
                                            const std::vector<std::string>& known = {});
// Of the words of a list those written nearly as typed, the nearest first.
std::vector<std::string> NearlyWritten(std::string_view typed,
                                       const std::vector<std::string>& words);
// Names of places written nearly as typed.
Result<std::vector<std::string>> PlacesNearlyCalled(Record& record, std::string_view typed,
                                                    size_t most);

struct Source {
  std::string actor, via, said;
  int64_t actor_id = 0, via_id = 0;  // 0: not told
};

struct NumberRow {
  std::string role, unit, text;  // "killed", "people", "at least 12 people"
  std::optional<double> least, most;
};

// One article's report of an event.
struct ReportRow {
  int64_t id = 0, article = 0, event = 0;
  std::string kind, type, mode, cameo, contexts, status;
  bool hedged = false;
  std::string edtf, basis, about;
  Interval time;
  std::optional<int> ordinal;
  std::string ordinal_scope;
  std::vector<std::string> actors, recipients, others, places;
  std::vector<int64_t> actor_ids, recipient_ids, other_ids, place_ids;  // rows of the record
  std::vector<Source> sources;
  std::vector<NumberRow> numbers;
  std::string outlet, title, url;  // of the article
  std::optional<Date> published;
  bool published_inferred = false;            // from the text: no paper says it
  std::string sentence;                       // the sentence of the trigger
  size_t trigger_begin = 0, trigger_end = 0;  // bytes of `sentence`
  double confidence = 0, grade = 0;
  std::string rule, why;
  std::vector<std::string> elsewhere;  // words it rests on outside of `sentence`; of ReportsOf only
};

std::vector<std::string> NumberTexts(const ReportRow& report);  // "killed 12 people"

// What became of a plan, seen from the plan; or what an event did to a plan, seen from the event.
struct Outcome {
  std::string kind;     // "fulfils", "postpones", "cancels"
  int64_t event = 0;    // the other one: what settled the plan, or the plan
  bool of_this = true;  // this event is the plan
  Interval time;        // of the other one
};
std::string TextOf(const Outcome& outcome);  // "cancelled by event 12", "cancels event 3"

// An event, as its best report tells it; where it has a toll, the last of those that tell nearly as
// much.
struct EventRow {
  int64_t id = 0;
  int64_t reports = 0, articles = 0, independent = 0;
  ReportRow best;
  std::vector<Outcome> outcomes;  // what settles this event, if it is a plan, first
  // Of an event with several reports: its numbers as they were told, the latest first. A role has
  // more than one where they differ.
  struct Told {
    NumberRow number;
    std::string who;  // says so
    std::optional<Date> published;
  };
  std::vector<Told> numbers;
};

// What settled a plan; null while it is open, and of what is no plan.
const Outcome* SettledBy(const EventRow& event);
// "fulfilled", "postponed", "cancelled" or "".
std::string OutcomeOf(const EventRow& event);

// Who stands behind a report: those it names, else its outlet, else the article.
std::string VoiceOf(const ReportRow& report);

struct EventQuery {
  std::optional<int64_t> actor, with;
  // Somebody who visits, or takes part in talks, where they are not known to be at home.
  std::optional<int64_t> traveller;
  std::string type, kind, group;  // group: of data/record/alike.tsv
  // Of the best report, or what became of a plan: "fulfilled", "postponed", "cancelled".
  std::string status;
  std::optional<std::vector<int64_t>> places;  // at one of these
  std::string country;            // ISO 3166-1 alpha-2: anywhere in it, instead of `places`
  std::optional<Date> from, to;   // events that can lie in these days
  std::optional<Date> before;     // that can lie before this day, or were told of by then
  std::optional<int64_t> source;  // an actor who vouches for a report of it
  bool newest_first = false;
  size_t most = 1000;
};

// In order of time; events without one by the first publication.
Result<std::vector<EventRow>> FindEvents(Record& record, const EventQuery& query);
// The same events one at a time, in memory that does not grow with their number. Throws
// SqliteFault.
void VisitEvents(Record& record, const EventQuery& query,
                 const std::function<void(const EventRow&)>& visit);
// How many there are, up to query.most.
Result<int64_t> CountEvents(Record& record, const EventQuery& query);
// What stands in this column of the events: "type", "kind", "status"; by name.
Result<std::vector<std::string>> ValuesOf(Record& record, const std::string& column);
Result<EventRow> GetEvent(Record& record, int64_t event);
Result<std::vector<ReportRow>> ReportsOf(Record& record, int64_t event);

// Reports that somebody vouches for, and what somebody is told to say: what `by` does, what names
// `about`, what is in a sentence that holds all of `words`.
Result<std::vector<ReportRow>> FindClaims(Record& record, std::optional<int64_t> by,
                                          std::optional<int64_t> about, std::string_view words,
                                          size_t most);

enum class PlanState {
  kOpen,
  kDue,
  kOverdue,
  kFulfilled,
  kFulfilledLate,  // after the last day it was planned for
  kPostponed,
  kCancelled
};
struct PlanRow {
  EventRow event;
  PlanState state = PlanState::kOpen;
  bool dated = false;
  int64_t outcome = 0;  // the event that settled it, or 0
};
struct PlanQuery {
  EventQuery events;          // of their plans
  std::optional<Date> as_of;  // else the last publication in the record, never the machine's clock
  bool undated = false;       // only plans without a date
  std::vector<PlanState> states;  // only in one of these; empty: in any
};
Result<std::vector<PlanRow>> FindPlans(Record& record, const PlanQuery& query);
std::string_view Name(PlanState);
std::vector<std::string> PlanStateNames();

// Where reports of one event disagree. What is told of a possible event contradicts no denial, and
// within one article only a named voice contradicts another.
struct Conflict {
  int64_t event = 0;
  std::string kind;
  std::string what;  // "killed", "time", "place", "whether it happened"
  struct Side {
    std::string value;
    std::vector<std::string> who;  // outlets, or the sources the reports name
    std::optional<Date> first_published;
    int64_t report = 0;    // the first that says so,
    std::string sentence;  // and its words
  };
  std::vector<Side> sides;  // at least two
  // A number that grew from one day's papers to the next: an update, not a contradiction. Sides in
  // order of publication.
  bool update = false;
};
// Of one event, or of all that answer the query, in order of time; `about` chooses "killed", "time"
// ... (empty: all), query.most bounds them.
Result<std::vector<Conflict>> ConflictsOf(Record& record, int64_t event);
Result<std::vector<Conflict>> FindConflicts(Record& record, const EventQuery& query,
                                            std::string_view about);

// What an article says of an ordinal, against what the record holds.
struct OrdinalNote {
  int64_t event = 0;
  std::string note;
};
Result<std::vector<OrdinalNote>> CheckOrdinals(Record& record, std::optional<int64_t> event);

// Who held which office when: as articles tell it, and as the knowledge base says of the same
// people.
struct OfficeRow {
  std::string person, title, status, edtf;
  int64_t articles = 0;                           // that tell it; 0: the knowledge base does
  std::string outlet, words;                      // of the first of them
  std::optional<Date> published, last_published;  // the days of the first and last
};
// Of a person, or of those whose office holds the words of `title`. On a day: what the knowledge
// base says of it, and what articles say that give such a time, or give none and were published
// before and after.
Result<std::vector<OfficeRow>> FindOffices(Record& record, std::optional<int64_t> person,
                                           std::string_view title, std::optional<Date> on,
                                           size_t most);

// `words` as typed: all of them are in a text; what stands in double quotes, in that order.
struct SearchHit {
  int64_t article = 0;
  std::string title, outlet, snippet;  // matches between \x01 and \x02
  std::optional<Date> published;
};
// Of the texts published in these days.
Result<std::vector<SearchHit>> SearchTexts(Record& record, std::string_view words, size_t most,
                                           const Interval& published = {});

struct Stats {
  int64_t articles = 0, copies = 0, retired = 0, reports = 0, events = 0, merged_events = 0,
          actors = 0, places = 0, relations = 0, plans = 0;
  std::optional<Date> first, last;  // publication
  std::vector<std::pair<std::string, int64_t>> by_type, by_status, by_kind, read_by;
};
Result<Stats> GetStats(Record& record);
Result<bool> HoldsArticles(Record& record);

}  // namespace dragoman::record
