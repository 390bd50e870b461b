// SPDX-License-Identifier: Apache-2.0
// Formats with columns: CSV (RFC 4180), POLECAT, CAMEO dyads.
#include <algorithm>
#include <array>

#include "record/export_writers.h"

namespace dragoman::record {
namespace {

struct CsvColumn {
  std::string_view name, meaning;
};

constexpr std::array<CsvColumn, 34> kColumns = {{
    {"event_id", "number of the event in this record"},
    {"kind", "what happened, in dragoman's own words (data/ontology)"},
    {"type", "PLOVER event type, or an x- type of dragoman's"},
    {"mode", "PLOVER mode, if the type has modes"},
    {"contexts", "PLOVER contexts, joined by ';'"},
    {"cameo", "CAMEO code"},
    {"status", "occurred, ongoing, planned, possible or denied"},
    {"hedged", "1 if the text itself keeps its distance (reportedly), else 0"},
    {"outcome", "of a plan: fulfilled, postponed or cancelled; empty while nobody says so"},
    {"settled_by", "of a plan: number of the event that did so"},
    {"when_edtf", "when, in EDTF level 1; empty if no report says"},
    {"earliest", "first day it can have been, ISO 8601"},
    {"latest", "last day it can have been, ISO 8601"},
    {"time_basis", "explicit, relative, context or unknown"},
    {"actors", "who acted, joined by ';'"},
    {"actor_countries", "ISO 3166-1 alpha-3, in the order of actors; empty where unknown"},
    {"recipients", "whom it was done to, joined by ';'"},
    {"recipient_countries", "as actor_countries"},
    {"others", "others who took part"},
    {"places", "where, finest first, joined by ';'"},
    {"latitude", "of the first place, degrees north"},
    {"longitude", "of the first place, degrees east"},
    {"geonames_id", "of the first place"},
    {"about", "what was said, asked or promised, in the text's words"},
    {"amounts", "numbers and their roles, joined by ';'"},
    {"sources", "according to whom, 'speaker via outlet', joined by ';'"},
    {"reports", "articles that tell of it"},
    {"independent", "of these, those that are not near-copies of one another"},
    {"published", "day of the article whose words are shown"},
    {"outlet", "who published it"},
    {"url", "where it was published"},
    {"title", "its headline"},
    {"sentence", "the sentence it rests on"},
    {"rule", "the data row that found it"},
}};

// Lists inside a cell are joined by ';'.
std::string Contexts(std::string contexts) {
  std::replace(contexts.begin(), contexts.end(), ',', ';');
  return contexts;
}

// A tab or line end inside a cell would break the row.
std::string TsvCell(std::string s) {
  for (char& c : s) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return s;
}

std::string Number(const std::optional<double>& value) {
  if (!value) return "";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.5f", *value);
  return buffer;
}

std::string SourceText(const ReportRow& r) {
  std::vector<std::string> parts;
  for (const Source& s : r.sources) {
    parts.push_back(s.via.empty() ? s.actor : s.actor.empty() ? s.via : s.actor + " via " + s.via);
  }
  return Join(parts, ";");
}

class CsvWriter : public EventWriter {
 public:
  CsvWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Begin() override {
    for (size_t i = 0; i < kColumns.size(); ++i) out_ << (i > 0 ? "," : "") << kColumns[i].name;
    out_ << "\r\n";
  }
  void Write(const EventRow& e) override {
    const ReportRow& r = e.best;
    const Outcome* settled = SettledBy(e);
    PlaceFacts where;
    if (!r.place_ids.empty()) where = facts_.Place(r.place_ids[0]);
    const std::array<std::string, kColumns.size()> cells = {
        std::to_string(e.id),
        r.kind,
        r.type,
        r.mode,
        Contexts(r.contexts),
        r.cameo,
        r.status,
        r.hedged ? "1" : "0",
        OutcomeOf(e),
        settled != nullptr ? std::to_string(settled->event) : "",
        r.edtf,
        DayText(r.time.earliest),
        DayText(r.time.latest),
        r.basis,
        Join(r.actors, ";"),
        Countries(r.actor_ids),
        Join(r.recipients, ";"),
        Countries(r.recipient_ids),
        Join(r.others, ";"),
        Join(r.places, ";"),
        Number(where.latitude),
        Number(where.longitude),
        where.geonames != 0 ? std::to_string(where.geonames) : "",
        r.about,
        Join(NumberTexts(r), ";"),
        SourceText(r),
        std::to_string(e.articles),
        std::to_string(e.independent),
        DayText(r.published),
        r.outlet,
        r.url,
        r.title,
        r.sentence,
        r.rule};
    for (size_t i = 0; i < cells.size(); ++i) out_ << (i > 0 ? "," : "") << CsvCell(cells[i]);
    out_ << "\r\n";
  }

 private:
  std::string Countries(const std::vector<int64_t>& ids) {
    std::vector<std::string> codes;
    for (int64_t id : ids) codes.push_back(facts_.Actor(id).iso3);
    return Join(codes, ";");
  }
  Facts& facts_;
  std::ostream& out_;
};

constexpr std::string_view kPolecatHeader =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor "
    "Name\tActor "
    "Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name "
    "Raw\tWikipedia Actor "
    "ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient "
    "Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient "
    "ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw "
    "Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory "
    "Locations\tLanguage\tVersion\n";

// PLOVER's quad classes: codebook 0.8, table of event types.
std::string_view QuadCode(std::string_view type) {
  for (std::string_view t : {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}) {
    if (t == type) return "VERBAL COOPERATION";
  }
  for (std::string_view t : {"COOPERATE", "AID", "RETREAT"}) {
    if (t == type) return "MATERIAL COOPERATION";
  }
  for (std::string_view t : {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}) {
    if (t == type) return "VERBAL CONFLICT";
  }
  return "MATERIAL CONFLICT";
}

// The columns of POLECAT and CAMEO have no place for plans and denials.
bool ToldAsDone(const ReportRow& r) { return r.status == "occurred" || r.status == "ongoing"; }

// One row an actor-recipient pair, as POLECAT has it: a reciprocal event between A and B is written
// once with A as actor. Intensity and COW numbers are left empty: dragoman assigns neither.
class PolecatWriter : public EventWriter {
 public:
  PolecatWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Begin() override { out_ << kPolecatHeader; }
  void Write(const EventRow& e) override {
    if (!IsPlover(e.best) || !ToldAsDone(e.best) || !DayToFileUnder(e.best)) return;
    int pair = 0;
    for (auto [actor, recipient] : Dyads(e.best)) WriteRow(e, actor, recipient, ++pair);
  }

 private:
  void Party(int64_t id) {
    ActorFacts f;
    if (id != 0) f = facts_.Actor(id);
    out_ << '\t' << TsvCell(f.name) << '\t' << f.iso3 << "\t\t" << f.sector << '\t' << f.sector
         << "\t\t" << TsvCell(f.name) << '\t' << TsvCell(f.wikipedia);
  }
  void WriteRow(const EventRow& e, int64_t actor, int64_t recipient, int pair) {
    const ReportRow& r = e.best;
    PlaceFacts where;
    if (!r.place_ids.empty()) where = facts_.Place(r.place_ids[0]);
    std::string day = DayText(DayToFileUnder(r));
    out_ << e.id << '-' << pair << '\t' << day << '\t' << r.type << '\t' << r.mode << "\t\t"
         << QuadCode(r.type) << '\t' << Contexts(r.contexts);
    Party(actor);
    Party(recipient);
    out_ << '\t' << TsvCell(where.name) << '\t' << (where.type == "city" ? TsvCell(where.name) : "")
         << "\t\t\t" << where.iso3 << '\t' << Number(where.latitude) << '\t'
         << Number(where.longitude) << '\t'
         << (where.geonames != 0 ? std::to_string(where.geonames) : "") << '\t'
         << TsvCell(where.name) << '\t' << where.type << '\t' << TsvCell(r.outlet) << '\t'
         << DayText(r.published) << "\t\t\t\ten\tdragoman\n";
  }
  Facts& facts_;
  std::ostream& out_;
};

// "20230628	TUR	RUS	042": countries with the sector behind them where it is not the
// state itself.
class CameoWriter : public EventWriter {
 public:
  CameoWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Write(const EventRow& e) override {
    const ReportRow& r = e.best;
    if (r.cameo.empty() || !ToldAsDone(r) || !DayToFileUnder(r)) return;
    std::vector<int64_t> actors = r.actor_ids, recipients = r.recipient_ids;
    if (recipients.empty() && actors.size() > 1) recipients = actors;
    std::string day = DayText(DayToFileUnder(r));
    std::erase(day, '-');
    for (int64_t a : actors) {
      for (int64_t b : recipients) {
        std::string from = Code(a), to = Code(b);
        if (a == b || from.empty() || to.empty()) continue;
        out_ << day << '\t' << from << '\t' << to << '\t' << r.cameo << '\t' << TsvCell(r.sentence)
             << '\n';
      }
    }
  }

 private:
  std::string Code(int64_t id) {
    const ActorFacts& f = facts_.Actor(id);
    if (f.type == "state" || f.sector.empty()) return f.iso3;
    return f.iso3 + f.sector;
  }
  Facts& facts_;
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<EventWriter> MakeCsvWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<CsvWriter>(facts, out);
}
std::unique_ptr<EventWriter> MakePolecatWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<PolecatWriter>(facts, out);
}
std::unique_ptr<EventWriter> MakeCameoWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<CameoWriter>(facts, out);
}

std::string CsvCell(const std::string& s) {
  if (s.find_first_of(",\"\r\n") == std::string::npos) return s;
  std::string quoted = "\"";
  for (char c : s) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string_view DataDictionary() {
  static const std::string text = [] {
    std::string s = "| column | meaning |\n|---|---|\n";
    for (const CsvColumn& c : kColumns) {
      s.append("| ").append(c.name).append(" | ").append(c.meaning).append(" |\n");
    }
    return s;
  }();
  return text;
}

}  // namespace dragoman::record
