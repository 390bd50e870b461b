// SPDX-License-Identifier: Apache-2.0
// Which writer for which format, and the lookups they share. Entry: Export.
#include "record/export.h"

#include <array>

#include "record/export_writers.h"
#include "record/rows.h"

namespace dragoman::record {
namespace {

constexpr std::array<std::string_view, 8> kFormats = {"csv",   "jsonl", "plover",  "polecat",
                                                      "cameo", "ical",  "geojson", "gexf"};

// Actors and places of this many rows are remembered, then forgotten at once.
constexpr size_t kRemembered = 100'000;

std::unique_ptr<EventWriter> MakeWriter(ExportFormat format, Facts& facts, std::ostream& out) {
  switch (format) {
    case ExportFormat::kCsv:
      return MakeCsvWriter(facts, out);
    case ExportFormat::kJsonl:
      return MakeJsonlWriter(out);
    case ExportFormat::kPlover:
      return MakePloverWriter(facts, out);
    case ExportFormat::kPolecat:
      return MakePolecatWriter(facts, out);
    case ExportFormat::kCameo:
      return MakeCameoWriter(facts, out);
    case ExportFormat::kIcal:
      return MakeIcalWriter(facts, out);
    case ExportFormat::kGeojson:
      return MakeGeojsonWriter(facts, out);
    case ExportFormat::kGexf:
      return MakeGexfWriter(facts, out);
  }
  throw InternalError("an export format without a writer");
}

}  // namespace

bool ParseExportFormat(std::string_view name, ExportFormat& out) {
  for (size_t i = 0; i < kFormats.size(); ++i) {
    if (kFormats[i] == name) {
      out = static_cast<ExportFormat>(i);
      return true;
    }
  }
  return false;
}

Facts::Facts(Database& db, const lexicon::Lexicon& lexicon)
    : iso3_(lexicon.table("record/iso3")),
      actor_(db.Prepare("SELECT name, type, coalesce(country,''), coalesce(wikipedia,''), "
                        "coalesce(sector,'') FROM actor WHERE id=?")),
      place_(
          db.Prepare("SELECT name, type, coalesce(country,''), coalesce(wikipedia,''), latitude, "
                     "longitude, coalesce(geonames,0) FROM place WHERE id=?")),
      first_report_(db.Prepare("SELECT printf('%016x', fingerprint) FROM report WHERE event=? "
                               "ORDER BY id LIMIT 1")) {}

std::string Facts::Iso3(const std::string& country) const {
  int64_t row = iso3_.find_first(iso3_.column("iso2"), country);
  return row < 0 ? "" : std::string(iso3_.at(static_cast<size_t>(row), iso3_.column("iso3")));
}

const ActorFacts& Facts::Actor(int64_t id) {
  if (auto it = actors_.find(id); it != actors_.end()) return it->second;
  if (actors_.size() >= kRemembered) actors_.clear();
  actor_.Bind(1, id);
  ActorFacts f;
  if (actor_.Step()) {
    std::string country = actor_.Text(2);
    f = {actor_.Text(0), actor_.Text(1), country, Iso3(country), actor_.Text(3), actor_.Text(4)};
  }
  actor_.Reset();
  return actors_.emplace(id, std::move(f)).first->second;
}

const PlaceFacts& Facts::Place(int64_t id) {
  if (auto it = places_.find(id); it != places_.end()) return it->second;
  if (places_.size() >= kRemembered) places_.clear();
  place_.Bind(1, id);
  PlaceFacts f;
  if (place_.Step()) {
    std::string country = place_.Text(2);
    f = {place_.Text(0), place_.Text(1), country, Iso3(country), place_.Text(3), {}, {},
         place_.Int(6)};
    if (!place_.IsNull(4)) f.latitude = place_.Real(4);
    if (!place_.IsNull(5)) f.longitude = place_.Real(5);
  }
  place_.Reset();
  return places_.emplace(id, std::move(f)).first->second;
}

std::string Facts::FirstReport(int64_t event) {
  first_report_.Bind(1, event);
  std::string fingerprint = first_report_.Step() ? first_report_.Text(0) : "";
  first_report_.Reset();
  return fingerprint;
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string DayText(const std::optional<Date>& day) { return day ? day->ToString() : ""; }

std::optional<Date> DayToFileUnder(const ReportRow& r) {
  std::optional<Date> day = r.time.latest;
  bool done = r.status == "occurred" || r.status == "ongoing";
  bool told = r.published && !r.published_inferred;
  if (!day) {
    // "From 15 September", told on the 10th of it: a plan begins then.
    bool begins = r.time.earliest && (!r.published || *r.published < *r.time.earliest);
    return begins ? r.time.earliest : r.published;
  }
  // "This year", told in June.
  bool later = done && told && *r.published < *day;
  if (later && (!r.time.earliest || *r.time.earliest <= *r.published)) return r.published;
  return day;
}

std::vector<std::pair<int64_t, int64_t>> Dyads(const ReportRow& r) {
  std::vector<std::pair<int64_t, int64_t>> out;
  bool reciprocal = r.recipient_ids.empty() && r.actor_ids.size() > 1;
  for (size_t i = 0; i < r.actor_ids.size(); ++i) {
    if (reciprocal && i > 0) out.emplace_back(r.actor_ids[0], r.actor_ids[i]);
    if (r.recipient_ids.empty() && !reciprocal) out.emplace_back(r.actor_ids[i], 0);
    for (int64_t recipient : r.recipient_ids) out.emplace_back(r.actor_ids[i], recipient);
  }
  if (r.actor_ids.empty()) {
    for (int64_t recipient : r.recipient_ids) out.emplace_back(0, recipient);
  }
  if (out.empty()) out.emplace_back(0, 0);
  return out;
}

bool IsPlover(const ReportRow& report) { return report.type.rfind("x-", 0) != 0; }

Result<void> Export(Record& record, const lexicon::Lexicon& lexicon, const EventQuery& query,
                    ExportFormat format, std::ostream& out) {
  try {
    Facts facts(record.database(), lexicon);
    std::unique_ptr<EventWriter> writer = MakeWriter(format, facts, out);
    writer->Begin();
    VisitEvents(record, query, [&](const EventRow& event) { writer->Write(event); });
    writer->End();
    out.flush();
  } catch (const SqliteFault& fault) {
    return Error{fault.what()};
  }
  if (!out) return Error{"the output could not be written; is the disk full?"};
  return {};
}

}  // namespace dragoman::record
