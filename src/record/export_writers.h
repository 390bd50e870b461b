// SPDX-License-Identifier: Apache-2.0
// The writers behind export.h; inside record/ only. Each is told of every event once, in order.
#pragma once

#include <memory>
#include <ostream>
#include <unordered_map>

#include "record/export.h"

namespace dragoman::record {

// What writers look up of an actor or a place besides its name.
struct ActorFacts {
  std::string name, type, country, iso3, wikipedia, sector;
};
struct PlaceFacts {
  std::string name, type, country, iso3, wikipedia;
  std::optional<double> latitude, longitude;
  int64_t geonames = 0;
};

class Facts {
 public:
  Facts(Database& db, const lexicon::Lexicon& lexicon);
  const ActorFacts& Actor(int64_t id);
  const PlaceFacts& Place(int64_t id);
  // Of an event's first report its fingerprint: 16 digits that no re-reading changes.
  std::string FirstReport(int64_t event);

 private:
  std::string Iso3(const std::string& country) const;

  const lexicon::Table& iso3_;
  Statement actor_, place_, first_report_;
  std::unordered_map<int64_t, ActorFacts> actors_;
  std::unordered_map<int64_t, PlaceFacts> places_;
};

class EventWriter {
 public:
  virtual ~EventWriter() = default;
  virtual void Begin() {}
  virtual void Write(const EventRow& event) = 0;
  virtual void End() {}
};

std::unique_ptr<EventWriter> MakeCsvWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakeJsonlWriter(std::ostream& out);
std::unique_ptr<EventWriter> MakePloverWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakePolecatWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakeCameoWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakeIcalWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakeGeojsonWriter(Facts& facts, std::ostream& out);
std::unique_ptr<EventWriter> MakeGexfWriter(Facts& facts, std::ostream& out);

std::string Join(const std::vector<std::string>& parts, std::string_view separator);
std::string DayText(const std::optional<Date>& day);  // ISO 8601 or ""
// Formats that want a day: the last of those it can have been, and what is told as done was done by
// the day it was told; where no report gives any, the day of publication.
std::optional<Date> DayToFileUnder(const ReportRow& report);
// Each actor with each recipient; of a reciprocal event the first actor with each other one. 0
// stands for a side that nobody fills.
std::vector<std::pair<int64_t, int64_t>> Dyads(const ReportRow& report);
bool IsPlover(const ReportRow& report);  // not an x- type

}  // namespace dragoman::record
