// SPDX-License-Identifier: Apache-2.0
// See reading_json.h. Key order is fixed: the same reading is the same bytes.
#include "formats/reading_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

namespace dragoman::formats {
namespace {

class JsonWriter {
 public:
  std::string Write(const api::Reading& r) {
    w_.StartObject();
    Text("schema", "dragoman.reading/1");
    WriteDocument(r.document);
    Array("actors", r.actors, [&](const api::Actor& a) { WriteActor(a); });
    Array("places", r.places, [&](const api::Place& p) { WritePlace(p); });
    Array("times", r.times, [&](const api::Time& t) { WriteTime(t); });
    Array("events", r.events, [&](const api::Event& e) { WriteEvent(e); });
    Array("relations", r.relations, [&](const api::Relation& x) { WriteRelation(x); });
    Array("attributions", r.attributions, [&](const api::Attribution& a) { WriteAttribution(a); });
    Texts("notes", r.notes);
    w_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void Key(std::string_view k) { w_.Key(k.data(), static_cast<rapidjson::SizeType>(k.size())); }
  void String(std::string_view s) {
    w_.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
  }
  void Text(std::string_view key, std::string_view value) {
    Key(key);
    String(value);
  }
  void TextOrNull(std::string_view key, std::string_view value) {
    Key(key);
    if (value.empty()) {
      w_.Null();
    } else {
      String(value);
    }
  }
  void Bool(std::string_view key, bool value) {
    Key(key);
    w_.Bool(value);
  }
  // At most four decimals: a float's 0.94 is written 0.94. NaN and infinity are not JSON.
  void Number(std::string_view key, std::optional<double> value) {
    Key(key);
    if (!value || !std::isfinite(*value)) {
      w_.Null();
      return;
    }
    double v = std::round(*value * 1e4) / 1e4;
    if (v == std::floor(v) && std::fabs(v) < 9e15) {
      w_.Int64(static_cast<int64_t>(v));
    } else {
      w_.Double(v);
    }
  }
  template <class T, class F>
  void Array(std::string_view key, const std::vector<T>& items, F write) {
    Key(key);
    w_.StartArray();
    for (const T& item : items) write(item);
    w_.EndArray();
  }
  void Texts(std::string_view key, const std::vector<std::string>& items) {
    Array(key, items, [&](const std::string& s) { String(s); });
  }
  void SpanValue(api::Span s) {
    w_.StartArray();
    w_.Uint(s.begin);
    w_.Uint(s.end);
    w_.EndArray();
  }
  void SpanField(std::string_view key, api::Span s) {
    Key(key);
    SpanValue(s);
  }
  void SpanOrNull(std::string_view key, api::Span s) {
    Key(key);
    if (s.begin >= s.end) {
      w_.Null();
    } else {
      SpanValue(s);
    }
  }
  void Spans(std::string_view key, const std::vector<api::Span>& spans) {
    Array(key, spans, [&](api::Span s) { SpanValue(s); });
  }

  void WriteDocument(const api::Document& d) {
    Key("document");
    w_.StartObject();
    Text("id", d.id);
    Text("title", d.title);
    TextOrNull("outlet", d.outlet);
    Texts("authors", d.authors);
    TextOrNull("url", d.url);
    Text("language", d.language);
    TextOrNull("published", d.published);
    Text("published_basis", d.published_basis);
    SpanOrNull("headline", d.headline);
    Text("text", d.text);
    w_.EndObject();
  }
  void Mentions(const std::vector<api::Mention>& mentions) {
    Array("mentions", mentions, [&](const api::Mention& m) {
      w_.StartObject();
      SpanField("span", m.span);
      Text("form", m.form);
      w_.EndObject();
    });
  }
  void WriteActor(const api::Actor& a) {
    w_.StartObject();
    Text("id", a.id);
    Text("name", a.name);
    Text("type", a.type);
    Texts("aliases", a.aliases);
    TextOrNull("country", a.country);
    TextOrNull("wikipedia", a.wikipedia);
    Texts("offices", a.offices);
    Mentions(a.mentions);
    w_.EndObject();
  }
  void WritePlace(const api::Place& p) {
    w_.StartObject();
    Text("id", p.id);
    Text("name", p.name);
    Text("type", p.type);
    Texts("aliases", p.aliases);
    TextOrNull("country", p.country);
    Number("lat", p.lat);
    Number("lon", p.lon);
    Key("geonames");
    if (p.geonames == 0) {
      w_.Null();
    } else {
      w_.Int64(p.geonames);
    }
    TextOrNull("wikipedia", p.wikipedia);
    Mentions(p.mentions);
    w_.EndObject();
  }
  void WriteTime(const api::Time& t) {
    w_.StartObject();
    Text("id", t.id);
    SpanField("span", t.span);
    Text("text", t.text);
    Text("type", t.type);
    TextOrNull("value", t.value);
    TextOrNull("mod", t.mod);
    TextOrNull("edtf", t.edtf);
    if (!t.utc.empty()) Text("utc", t.utc);
    TextOrNull("anchor", t.anchor);
    Bool("relative", t.relative);
    w_.EndObject();
  }
  void Sources(std::string_view key, const std::vector<api::Source>& sources) {
    Array(key, sources, [&](const api::Source& s) {
      w_.StartObject();
      TextOrNull("actor", s.actor);
      TextOrNull("via", s.via);
      TextOrNull("said_at", s.said_at);
      w_.EndObject();
    });
  }
  void WriteWhen(const api::When& t, bool with_basis) {
    Key("time");
    w_.StartObject();
    TextOrNull("edtf", t.edtf);
    TextOrNull("earliest", t.earliest);
    TextOrNull("latest", t.latest);
    if (with_basis) {
      Text("basis", t.basis);
      Texts("times", t.times);
    }
    w_.EndObject();
  }
  void WriteEvent(const api::Event& e) {
    w_.StartObject();
    Text("id", e.id);
    Text("kind", e.kind);
    Key("plover");
    w_.StartObject();
    Text("type", e.type);
    TextOrNull("mode", e.mode);
    Texts("contexts", e.contexts);
    w_.EndObject();
    TextOrNull("cameo", e.cameo);
    Text("status", e.status);
    Bool("hedged", e.hedged);
    Texts("actors", e.actors);
    Texts("recipients", e.recipients);
    Texts("others", e.others);
    Texts("place", e.place);
    WriteWhen(e.time, true);
    TextOrNull("about", e.about);
    SpanOrNull("about_span", e.about_span);
    Key("ordinal");
    if (e.ordinal) {
      w_.StartObject();
      SpanField("span", e.ordinal->span);
      Text("text", e.ordinal->text);
      Key("value");
      w_.Int(e.ordinal->value);
      TextOrNull("scope", e.ordinal->scope);
      w_.EndObject();
    } else {
      w_.Null();
    }
    Array("amounts", e.amounts, [&](const api::Amount& a) {
      w_.StartObject();
      SpanField("span", a.span);
      Text("text", a.text);
      Text("role", a.role);
      TextOrNull("unit", a.unit);
      Number("least", a.least);
      Number("most", a.most);
      w_.EndObject();
    });
    Sources("sources", e.sources);
    SpanField("trigger", e.trigger);
    Spans("evidence", e.evidence);
    SpanField("sentence", e.sentence);
    Number("confidence", e.confidence);
    Text("rule", e.rule);
    w_.EndObject();
  }
  void WriteRelation(const api::Relation& r) {
    w_.StartObject();
    Text("id", r.id);
    Text("kind", r.kind);
    Text("subject", r.subject);
    if (r.others.empty()) {
      TextOrNull("object", r.object);
    } else {
      std::vector<std::string> all = {r.object};
      all.insert(all.end(), r.others.begin(), r.others.end());
      Texts("object", all);
    }
    TextOrNull("title", r.title);
    Text("status", r.status);
    if (r.time.edtf.empty()) {
      Key("time");
      w_.Null();
    } else {
      WriteWhen(r.time, false);
    }
    Sources("sources", r.sources);
    Spans("evidence", r.evidence);
    SpanField("sentence", r.sentence);
    Number("confidence", r.confidence);
    Text("rule", r.rule);
    w_.EndObject();
  }
  void WriteAttribution(const api::Attribution& a) {
    w_.StartObject();
    Text("id", a.id);
    Text("kind", a.kind);
    Spans("source", a.source);
    SpanOrNull("cue", a.cue);
    Spans("content", a.content);
    Sources("chain", a.chain);
    TextOrNull("parent", a.parent);
    Bool("hedged", a.hedged);
    Bool("negated", a.negated);
    Number("confidence", a.confidence);
    Text("rule", a.rule);
    w_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> w_{buffer_};
};

}  // namespace

std::string WriteJson(const api::Reading& reading) { return JsonWriter().Write(reading); }

}  // namespace dragoman::formats
