// SPDX-License-Identifier: Apache-2.0
// Formats of nested values: JSON lines, PLOVER, iCalendar (RFC 5545), GeoJSON (RFC 7946), GEXF 1.3.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <set>

#include "record/export_writers.h"

namespace dragoman::record {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void Put(Json& json, std::string_view s) {
  json.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
}
void Key(Json& json, std::string_view s) {
  json.Key(s.data(), static_cast<rapidjson::SizeType>(s.size()));
}
// Empty strings are null: "not told" is not a value.
void Field(Json& json, std::string_view key, std::string_view value) {
  Key(json, key);
  if (value.empty()) {
    json.Null();
  } else {
    Put(json, value);
  }
}
void List(Json& json, std::string_view key, const std::vector<std::string>& values) {
  Key(json, key);
  json.StartArray();
  for (const std::string& v : values) Put(json, v);
  json.EndArray();
}
std::vector<std::string> Split(const std::string& s, char separator) {
  std::vector<std::string> out;
  for (size_t at = 0; at < s.size();) {
    size_t end = std::min(s.find(separator, at), s.size());
    out.push_back(s.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

void WriteSources(Json& json, const ReportRow& r) {
  Key(json, "sources");
  json.StartArray();
  for (const Source& s : r.sources) {
    json.StartObject();
    Field(json, "actor", s.actor);
    Field(json, "via", s.via);
    Field(json, "said", s.said);
    json.EndObject();
  }
  json.EndArray();
}

// The members that every JSON format shows of an event.
void WriteEventMembers(Json& json, const EventRow& e) {
  const ReportRow& r = e.best;
  Key(json, "event");
  json.Int64(e.id);
  Field(json, "kind", r.kind);
  Field(json, "type", r.type);
  Field(json, "mode", r.mode);
  List(json, "contexts", Split(r.contexts, ','));
  Field(json, "cameo", r.cameo);
  Field(json, "status", r.status);
  Key(json, "hedged");
  json.Bool(r.hedged);
  Field(json, "when", r.edtf);
  Field(json, "earliest", DayText(r.time.earliest));
  Field(json, "latest", DayText(r.time.latest));
  List(json, "actors", r.actors);
  List(json, "recipients", r.recipients);
  List(json, "others", r.others);
  List(json, "places", r.places);
  Field(json, "about", r.about);
  List(json, "amounts", NumberTexts(r));
  WriteSources(json, r);
  Key(json, "reports");
  json.Int64(e.articles);
  Key(json, "independent");
  json.Int64(e.independent);
  Field(json, "outcome", OutcomeOf(e));
  Key(json, "settled_by");
  if (const Outcome* settled = SettledBy(e)) {
    json.Int64(settled->event);
  } else {
    json.Null();
  }
  std::vector<std::string> outcomes;
  for (const Outcome& o : e.outcomes) outcomes.push_back(TextOf(o));
  List(json, "outcomes", outcomes);
  Field(json, "published", DayText(r.published));
  Field(json, "outlet", r.outlet);
  Field(json, "url", r.url);
  Field(json, "sentence", r.sentence);
  Field(json, "rule", r.rule);
}

class JsonlWriter : public EventWriter {
 public:
  explicit JsonlWriter(std::ostream& out) : out_(out) {}
  void Write(const EventRow& e) override {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    WriteEventMembers(json, e);
    json.EndObject();
    out_ << buffer.GetString() << '\n';
  }

 private:
  std::ostream& out_;
};

// PLOVER's auxiliary modes (codebook 0.8): what other coders leave out.
std::string_view AuxiliaryMode(const std::string& status) {
  if (status == "planned") return "future";
  if (status == "possible") return "hypothetical";
  if (status == "denied") return "negation";
  return "";
}

class PloverWriter : public EventWriter {
 public:
  PloverWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Write(const EventRow& e) override {
    const ReportRow& r = e.best;
    if (!IsPlover(r)) return;
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    Field(json, "id", std::to_string(e.id));
    Field(json, "date", DayText(DayToFileUnder(r)));
    Field(json, "dateEdtf", r.edtf);
    Field(json, "event", r.type);
    Field(json, "mode", r.mode);
    Field(json, "auxiliaryMode", AuxiliaryMode(r.status));
    List(json, "context", Split(r.contexts, ','));
    Parties(json, "actor", r.actor_ids);
    Parties(json, "recipient", r.recipient_ids);
    List(json, "location", r.places);
    Field(json, "text", r.sentence);
    Field(json, "publisher", r.outlet);
    Field(json, "publicationDate", DayText(r.published));
    Field(json, "language", "en");
    Field(json, "version", "PLOVER 0.8");
    json.EndObject();
    out_ << buffer.GetString() << '\n';
  }

 private:
  void Parties(Json& json, std::string_view key, const std::vector<int64_t>& ids) {
    Key(json, key);
    json.StartArray();
    for (int64_t id : ids) {
      const ActorFacts& f = facts_.Actor(id);
      json.StartObject();
      Field(json, "name", f.name);
      Field(json, "country", f.iso3);
      Field(json, "sector", f.sector);
      Field(json, "wikipedia", f.wikipedia);
      json.EndObject();
    }
    json.EndArray();
  }
  Facts& facts_;
  std::ostream& out_;
};

class GeojsonWriter : public EventWriter {
 public:
  GeojsonWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Begin() override { out_ << R"({"type":"FeatureCollection","features":[)"; }
  void Write(const EventRow& e) override {
    if (e.best.place_ids.empty()) return;
    const PlaceFacts& where = facts_.Place(e.best.place_ids[0]);
    if (!where.latitude || !where.longitude) return;
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    Field(json, "type", "Feature");
    Key(json, "id");
    json.Int64(e.id);
    Key(json, "geometry");
    json.StartObject();
    Field(json, "type", "Point");
    Key(json, "coordinates");
    json.StartArray();
    json.Double(*where.longitude);  // RFC 7946, 3.1.1: longitude first
    json.Double(*where.latitude);
    json.EndArray();
    json.EndObject();
    Key(json, "properties");
    json.StartObject();
    WriteEventMembers(json, e);
    Field(json, "point_of", where.type);  // of a state it is only the middle
    json.EndObject();
    json.EndObject();
    out_ << (first_ ? "\n" : ",\n") << buffer.GetString();
    first_ = false;
  }
  void End() override { out_ << "\n]}\n"; }

 private:
  Facts& facts_;
  std::ostream& out_;
  bool first_ = true;
};

// "postponed: visit: Xi Jinping -> Egypt (2023-09)": what became of a plan, and when it is where
// that is no day; a calendar would show a month as thirty days of visiting.
std::string Summary(const EventRow& e) {
  const ReportRow& r = e.best;
  std::string s = OutcomeOf(e);
  if (!s.empty()) s += ": ";
  s += r.kind;
  if (!r.actors.empty()) s += ": " + Join(r.actors, ", ");
  if (!r.recipients.empty()) s += " -> " + Join(r.recipients, ", ");
  bool one_day = r.time.earliest && r.time.earliest == r.time.latest;
  if (!r.edtf.empty() && !one_day) s += " (" + r.edtf + ")";
  return s;
}

// What has days is an event of the calendar, a plan without them a thing to be done.
class IcalWriter : public EventWriter {
 public:
  IcalWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Begin() override {
    Line("BEGIN:VCALENDAR");
    Line("VERSION:2.0");
    Line("PRODID:-//dragoman//record//EN");
  }
  void Write(const EventRow& e) override {
    const ReportRow& r = e.best;
    bool dated = r.time.earliest && r.time.latest;
    std::optional<Date> stamp = r.published ? r.published : r.time.latest;
    if (r.status == "denied" || (!dated && r.status != "planned")) return;
    if (StandsTwice(e)) return;
    std::string component = dated ? "VEVENT" : "VTODO";
    Line("BEGIN:" + component);
    // The same in every export, and another's in every other record: RFC 5545, 3.8.4.7.
    Line("UID:" + facts_.FirstReport(e.id) + "@dragoman.record");
    // The stamp is the article's day, never the clock's: the same record gives the same bytes.
    // There must be one: RFC 5545, 3.6.1.
    Line("DTSTAMP:" + Compact(stamp.value_or(Date{})) + "T000000Z");
    if (dated) {
      Line("DTSTART;VALUE=DATE:" + Compact(*r.time.earliest));
      Line("DTEND;VALUE=DATE:" + Compact(*r.time.latest + 1));  // not included: RFC 5545, 3.6.1
      Line("TRANSP:TRANSPARENT");                               // nobody is busy with it
    } else if (r.time.latest) {
      Line("DUE;VALUE=DATE:" + Compact(*r.time.latest));
    } else if (r.time.earliest) {
      Line("DTSTART;VALUE=DATE:" + Compact(*r.time.earliest));
    }
    Line("SUMMARY:" + Escaped(Summary(e)));
    if (!r.places.empty()) Line("LOCATION:" + Escaped(r.places[0]));
    if (!r.sentence.empty()) Line("DESCRIPTION:" + Escaped(r.sentence));
    if (IsUri(r.url)) Line("URL:" + r.url);
    Line("STATUS:" + StatusOf(e, dated));
    Line("X-DRAGOMAN-EVENT:" + std::to_string(e.id));
    Line("END:" + component);
  }
  void End() override { Line("END:VCALENDAR"); }

 private:
  // A plan that was fulfilled on a day: what fulfilled it stands in the calendar.
  static bool StandsTwice(const EventRow& e) {
    const Outcome* o = SettledBy(e);
    return o != nullptr && o->kind == "fulfils" && o->time.earliest && o->time.latest;
  }
  static std::string StatusOf(const EventRow& e, bool dated) {
    const Outcome* settled = SettledBy(e);
    bool done = settled != nullptr && settled->kind == "fulfils";
    // What was put off does not happen on the day it was planned for.
    if (settled != nullptr && !done) return "CANCELLED";
    if (!dated) return done ? "COMPLETED" : "NEEDS-ACTION";
    bool plan = e.best.status == "planned" || e.best.status == "possible";
    return plan && !done ? "TENTATIVE" : "CONFIRMED";
  }
  // RFC 3986: no blanks, no controls, nothing beyond ASCII.
  static bool IsUri(std::string_view s) {
    return s.find(':') != s.npos &&
           std::all_of(s.begin(), s.end(), [](char c) { return c > ' ' && c < 0x7f; });
  }
  static std::string Compact(Date d) {
    std::string s = d.ToString();
    std::erase(s, '-');
    return s;
  }
  static std::string Escaped(const std::string& s) {
    std::string out;
    for (char c : s) {
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      if (c == '\n') {
        out += "\\n";
      } else if (static_cast<uint8_t>(c) >= 0x20 || c == '\t') {
        out += c;  // no other control: RFC 5545, 3.1
      }
    }
    return out;
  }
  // Lines are folded at 75 bytes, never inside a UTF-8 sequence: RFC 5545, 3.1.
  void Line(std::string_view s) {
    size_t room = 75;
    while (s.size() > room) {
      size_t cut = room;
      while (cut > 0 && (static_cast<uint8_t>(s[cut]) & 0xc0) == 0x80) --cut;
      out_ << s.substr(0, cut) << "\r\n ";
      s.remove_prefix(cut);
      room = 74;
    }
    out_ << s << "\r\n";
  }
  Facts& facts_;
  std::ostream& out_;
};

std::string Xml(const std::string& s) {
  std::string out;
  for (char c : s) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML 1.0 has no other control characters.
        if (static_cast<uint8_t>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

// Edges are written as they come, nodes after them: GEXF allows either order. Edges between the
// same two are told apart by their kind.
class GexfWriter : public EventWriter {
 public:
  GexfWriter(Facts& facts, std::ostream& out) : facts_(facts), out_(out) {}
  void Begin() override {
    out_ << R"(<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="type" type="string"/><attribute id="1" title="country" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="kind" type="string"/><attribute id="1" title="type" type="string"/><attribute id="2" title="status" type="string"/><attribute id="3" title="when" type="string"/><attribute id="4" title="outcome" type="string"/></attributes>
<edges>
)";
  }
  void Write(const EventRow& e) override {
    const ReportRow& r = e.best;
    for (auto [a, b] : Dyads(r)) {
      if (a == 0 || b == 0) continue;
      nodes_.insert(a);
      nodes_.insert(b);
      out_ << "<edge id=\"" << ++edges_ << "\" source=\"" << a << "\" target=\"" << b
           << "\" kind=\"" << Xml(r.kind) << "\" label=\"" << Xml(r.kind)
           << "\"><attvalues><attvalue for=\"0\" value=\"" << Xml(r.kind)
           << "\"/><attvalue for=\"1\" value=\"" << r.type << "\"/><attvalue for=\"2\" value=\""
           << r.status << "\"/><attvalue for=\"3\" value=\"" << Xml(r.edtf)
           << "\"/><attvalue for=\"4\" value=\"" << OutcomeOf(e) << "\"/></attvalues></edge>\n";
    }
  }
  void End() override {
    out_ << "</edges>\n<nodes>\n";
    for (int64_t id : nodes_) {
      const ActorFacts& f = facts_.Actor(id);
      out_ << "<node id=\"" << id << "\" label=\"" << Xml(f.name)
           << "\"><attvalues><attvalue for=\"0\" value=\"" << f.type
           << "\"/><attvalue for=\"1\" value=\"" << f.country << "\"/></attvalues></node>\n";
    }
    out_ << "</nodes>\n</graph>\n</gexf>\n";
  }

 private:
  Facts& facts_;
  std::ostream& out_;
  std::set<int64_t> nodes_;
  int64_t edges_ = 0;
};

}  // namespace

std::unique_ptr<EventWriter> MakeJsonlWriter(std::ostream& out) {
  return std::make_unique<JsonlWriter>(out);
}
std::unique_ptr<EventWriter> MakePloverWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<PloverWriter>(facts, out);
}
std::unique_ptr<EventWriter> MakeIcalWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<IcalWriter>(facts, out);
}
std::unique_ptr<EventWriter> MakeGeojsonWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<GeojsonWriter>(facts, out);
}
std::unique_ptr<EventWriter> MakeGexfWriter(Facts& facts, std::ostream& out) {
  return std::make_unique<GexfWriter>(facts, out);
}

}  // namespace dragoman::record
