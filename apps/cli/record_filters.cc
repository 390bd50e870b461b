// SPDX-License-Identifier: Apache-2.0
// See record_filters.h.
#include "record_filters.h"

#include <algorithm>
#include <cstdio>

namespace dragoman::cli {
namespace {

constexpr size_t kSuggested = 5;
// Longer lists of what a record holds help nobody.
constexpr size_t kListed = 30;

std::vector<std::string> Statuses() {
  return {"occurred", "ongoing",   "planned",   "possible",
          "denied",   "fulfilled", "postponed", "cancelled"};
}

bool FindPlace(record::Record& record, const std::string& typed, record::EventQuery& query) {
  if (typed.empty()) return true;
  std::vector<std::string> known = KnownPlaces(typed, query.country);
  if (!query.country.empty()) return true;
  auto places = record::FindPlaces(record, typed, known);
  if (!places) {
    Fail(places.error().message);
    return false;
  }
  if (places->empty()) {
    auto near = record::PlacesNearlyCalled(record, typed, kSuggested);
    bool some = near && !near->empty();
    Fail("no place in this record is called '" + typed + "'" +
             (some ? "; did you mean " + JoinNames(*near) + "?" : ""),
         kUsage);
    return false;
  }
  query.places.emplace();
  std::vector<std::string> names;
  for (const record::PlaceChoice& place : *places) {
    query.places->push_back(place.id);
    if (std::find(names.begin(), names.end(), place.name) == names.end()) {
      names.push_back(place.name);
    }
  }
  if (names.size() > 1 || record::FoldName(names[0]) != record::FoldName(typed)) {
    std::fprintf(stderr, "'%s' is taken for %s\n", typed.c_str(), JoinNames(names).c_str());
  }
  return true;
}

}  // namespace

bool FindWord(const char* what, const std::vector<std::string>& known, const std::string& typed,
              std::string& out) {
  if (typed.empty()) return true;
  std::string folded = record::FoldName(typed);
  for (const std::string& word : known) {
    if (record::FoldName(word) != folded) continue;
    out = word;
    return true;
  }
  std::string message = "no " + std::string(what) + " in this record is called '" + typed + "'";
  std::vector<std::string> near = record::NearlyWritten(typed, known);
  if (near.size() > kSuggested) near.resize(kSuggested);
  if (!near.empty()) {
    message += "; did you mean " + JoinNames(near) + "?";
  } else if (known.size() <= kListed) {
    message += "; it has " + JoinNames(known);
  } else {
    message += "; `dragoman stats` lists what it has";
  }
  Fail(message, kUsage);
  return false;
}

void AddParties(Command& command, EventFlags& flags) {
  command.Add("--actor,name", flags.actor, "who took part: a name as typed, or an actor's number");
  command.Add("--with", flags.with, "who else took part");
}

void AddChoices(Command& command, EventFlags& flags) {
  command.Add("--type", flags.type, "PLOVER type: CONSULT, ASSAULT, ...");
  command.Add("--kind", flags.kind, "kind: meet, visit, ... (`dragoman stats` lists them)");
  command.Add("--place", flags.place, "where; of a country, anywhere in it");
  command.Add("--status", flags.status,
              "occurred, ongoing, planned, possible or denied; of plans, what became of them: "
              "fulfilled, postponed or cancelled");
  command.Add("--source", flags.source, "who says so");
}

void AddDays(Command& command, EventFlags& flags) {
  command
      .Add("--from,--since", flags.from,
           "what can lie on this day, month or year (2024-05-17, 2024-05, 2024) or later")
      .APeriod();
  command.Add("--to,--until", flags.to, "what can lie on this day, month or year or earlier")
      .APeriod();
  command.Add("--before", flags.before, "what had happened before this day, month or year")
      .APeriod();
}

void AddNewestFirst(Command& command, EventFlags& flags) {
  command.AddFlag("--newest-first", flags.newest_first, "latest on top");
}

bool ToQuery(record::Record& record, const EventFlags& flags, record::EventQuery& query) {
  auto held = [&](const char* column, const std::string& asked) {
    if (asked.empty()) return std::vector<std::string>();
    auto values = record::ValuesOf(record, column);
    return values ? *values : std::vector<std::string>();
  };
  if (!FindWord("type", held("type", flags.type), flags.type, query.type) ||
      !FindWord("kind", held("kind", flags.kind), flags.kind, query.kind) ||
      !FindWord("status", Statuses(), flags.status, query.status) ||
      !FindOne(record, flags.actor, query.actor) || !FindOne(record, flags.with, query.with) ||
      !FindOne(record, flags.source, query.source) || !FindPlace(record, flags.place, query)) {
    return false;
  }
  if (auto days = ReadPeriod(flags.from)) query.from = days->earliest;
  if (auto days = ReadPeriod(flags.to)) query.to = days->latest;
  if (auto days = ReadPeriod(flags.before)) query.before = days->earliest;
  query.newest_first = flags.newest_first;
  return true;
}

std::string Elsewhere(record::Record& record, const record::EventQuery& query) {
  constexpr int64_t kCounted = 1000;
  std::string out;
  auto without = [&](const char* what, bool asked, auto drop) {
    record::EventQuery q = query;
    drop(q);
    q.most = static_cast<size_t>(kCounted);
    auto found = asked ? record::CountEvents(record, q) : Result<int64_t>(0);
    if (!found || *found == 0) return;
    out += std::string("\n  ") + what + ": " + std::to_string(*found) +
           (*found == 1 ? " event" : " events") + (*found < kCounted ? "" : " or more");
  };
  bool dated = query.from || query.to || query.before;
  without("at any time", dated, [](auto& q) { q.from = q.to = q.before = std::nullopt; });
  without("anywhere", query.places || !query.country.empty(), [](auto& q) {
    q.places.reset();
    q.country.clear();
  });
  without("of any status", !query.status.empty(), [](auto& q) { q.status.clear(); });
  bool kinds = !query.kind.empty() || !query.type.empty() || !query.group.empty();
  without("of any kind", kinds || query.traveller, [](auto& q) {
    q.kind.clear();
    q.type.clear();
    q.group.clear();
    q.traveller.reset();
  });
  without("whoever says so", query.source.has_value(), [](auto& q) { q.source.reset(); });
  without("without the second name", query.with.has_value(), [](auto& q) { q.with.reset(); });
  return out;
}

}  // namespace dragoman::cli
