// SPDX-License-Identifier: Apache-2.0
// The public interface over the knowledge base. See dragoman/knowledge.h.
#include "dragoman/knowledge.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "base/ascii.h"
#include "entities/knowledge.h"

namespace dragoman::api {

using entities::KnowledgeBase;
using entities::KnownId;
using entities::NameKind;
using entities::OfficeId;

struct Knowledge::State {
  std::unique_ptr<lexicon::Lexicon> own_data;  // null: embedded
  std::unique_ptr<KnowledgeBase> base;
  const lexicon::Lexicon& data() const {
    return own_data ? *own_data : lexicon::Lexicon::Embedded();
  }
};

namespace {

std::string Day(const std::optional<Date>& date) { return date ? date->ToString() : ""; }

Interval On(std::string_view day) {
  auto date = Date::Parse(day);
  return date ? Interval{date, date} : Interval{};
}

HeldOffice Held(const KnowledgeBase& base, const entities::Term& t) {
  HeldOffice h;
  h.title = base.OfficeAt(t.office).title;
  h.person = base.Get(t.person).name;
  h.from = Day(t.held.earliest);
  h.to = Day(t.held.latest);
  h.acting = t.acting;
  h.source = t.source;
  return h;
}

KnownActor ActorOf(const KnowledgeBase& base, KnownId id, NameKind as, const Interval& on) {
  entities::Known k = base.Get(id);
  KnownActor a;
  a.key = k.key;
  a.name = k.name;
  a.type = Name(k.type);
  a.kind = k.kind;
  a.as = Name(as);
  a.country = k.country;
  a.sector = k.sector;
  a.wikipedia = k.wikipedia;
  a.part_of = k.part_of;
  a.source = k.source;
  a.geonames = k.geonames;
  a.population = k.population;
  a.latitude = k.latitude;
  a.longitude = k.longitude;
  a.names = base.NamesOf(id);
  for (const entities::Term& t : base.OfficesOf(id, on)) a.offices.push_back(Held(base, t));
  if (!on.unbounded()) {
    for (OfficeId o : base.OfficesOfBody(id)) {
      for (const entities::Term& t : base.HoldersOf(o, on)) a.holders.push_back(Held(base, t));
    }
  }
  auto memberships = base.MembershipsOf(id, on);
  // The bodies of the hand-written table first: they are the ones news speaks of.
  std::stable_partition(memberships.begin(), memberships.end(),
                        [&](const auto& m) { return base.Get(m.body).source != "Factbook"; });
  for (const entities::Membership& m : memberships) {
    a.memberships.push_back({std::string(base.Get(m.body).name), std::string(m.standing),
                             Day(m.held.earliest), Day(m.held.latest)});
  }
  return a;
}

// The words of a question, parted by blanks.
std::vector<std::string_view> Words(std::string_view s) {
  std::vector<std::string_view> words;
  while (!s.empty()) {
    size_t cut = s.find(' ');
    if (cut != 0) words.push_back(s.substr(0, cut));
    if (cut == std::string_view::npos) break;
    s.remove_prefix(cut + 1);
  }
  return words;
}

bool IsMarker(const lexicon::Lexicon& data, std::string_view form, std::string_view marker) {
  const lexicon::Table& t = data.table("en/entities/markers");
  int what = t.column("marker");
  auto rows = t.find(t.column("form"), form);
  return std::any_of(rows.begin(), rows.end(),
                     [&](uint32_t row) { return t.at(row, what) == marker; });
}

// "Turkey's" -> "Turkey".
std::string_view WithoutPossessive(const lexicon::Lexicon& data, std::string_view word) {
  for (std::string_view apostrophe : {"'", "\u2019"}) {
    size_t at = word.rfind(apostrophe);
    if (at == 0 || at == std::string_view::npos) continue;
    std::string mark = "'" + LowerAscii(word.substr(at + apostrophe.size()));
    if (IsMarker(data, mark, "possessive")) return word.substr(0, at);
  }
  return word;
}

// "the United States", "Mr. Putin", "President Erdogan": what is left of a name as people type it.
std::string_view WithoutTitles(const lexicon::Lexicon& data, std::string_view name) {
  const lexicon::Table& titles = data.table("en/entities/title_words");
  for (size_t cut = name.find(' '); cut != std::string_view::npos; cut = name.find(' ')) {
    std::string word = LowerAscii(name.substr(0, cut));
    bool title = titles.find_first(titles.column("form"), word) >= 0;
    if (cut > 0 && !title && !IsMarker(data, word, "definite")) break;
    name.remove_prefix(cut + 1);
  }
  return name;
}

// "Turkish president", "foreign minister of France", "NATO secretary general", "France's
// president": a title and whose.
std::vector<OfficeId> OfficesIn(const KnowledgeBase& base, const lexicon::Lexicon& data,
                                std::string_view question) {
  std::vector<OfficeId> offices = base.OfficesByName(question);
  if (!offices.empty()) return offices;
  auto words = Words(question);
  for (std::string_view& word : words) word = WithoutPossessive(data, word);
  std::vector<entities::NameMatch> matches;
  base.FindNames(words, matches);
  for (const auto& title : matches) {
    for (const auto& t : title.candidates) {
      if (t.kind != NameKind::kTitle) continue;
      for (const auto& body : matches) {
        bool apart = body.end <= title.first || title.end <= body.first;
        if (!apart) continue;
        for (const auto& b : body.candidates) {
          if (b.kind == NameKind::kTitle || b.kind == NameKind::kAgent) continue;
          for (OfficeId o : base.OfficesByTitle(t.id, b.id)) {
            if (std::find(offices.begin(), offices.end(), o) == offices.end()) {
              offices.push_back(o);
            }
          }
        }
      }
      if (!offices.empty()) return offices;
    }
  }
  return offices;
}

class Json {
 public:
  std::string Take() { return {buffer_.GetString(), buffer_.GetSize()}; }

  void Write(const HeldOffice& h) {
    w_.StartObject();
    Text("title", h.title);
    Text("person", h.person);
    Text("from", h.from);
    Text("to", h.to);
    w_.Key("acting");
    w_.Bool(h.acting);
    Text("source", h.source);
    w_.EndObject();
  }
  void Write(const KnownMembership& m) {
    w_.StartObject();
    Text("body", m.body);
    Text("standing", m.standing);
    Text("from", m.from);
    Text("to", m.to);
    w_.EndObject();
  }
  void Write(const std::string& s) {
    w_.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
  }
  void Write(const KnownActor& a) {
    w_.StartObject();
    Text("key", a.key);
    Text("name", a.name);
    Text("as", a.as);
    Text("type", a.type);
    Text("kind", a.kind);
    Text("country", a.country);
    Text("sector", a.sector);
    Text("wikipedia", a.wikipedia);
    Text("part_of", a.part_of);
    Number("lat", a.latitude);
    Number("lon", a.longitude);
    Count("geonames", a.geonames);
    Count("population", a.population);
    All("names", a.names);
    All("offices", a.offices);
    All("holders", a.holders);
    All("memberships", a.memberships);
    Text("source", a.source);
    w_.EndObject();
  }

 private:
  void Text(const char* key, const std::string& value) {
    w_.Key(key);
    if (value.empty()) {
      w_.Null();
    } else {
      Write(value);
    }
  }
  void Number(const char* key, const std::optional<double>& value) {
    w_.Key(key);
    if (value) {
      w_.Double(*value);
    } else {
      w_.Null();
    }
  }
  void Count(const char* key, int64_t value) {
    w_.Key(key);
    if (value == 0) {
      w_.Null();
    } else {
      w_.Int64(value);
    }
  }
  template <class T>
  void All(const char* key, const std::vector<T>& values) {
    w_.Key(key);
    w_.StartArray();
    for (const T& v : values) Write(v);
    w_.EndArray();
  }
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> w_{buffer_};
};

}  // namespace

Knowledge::Knowledge(std::unique_ptr<State> state) : state_(std::move(state)) {}
Knowledge::~Knowledge() = default;

Result<std::unique_ptr<Knowledge>> Knowledge::Make(const KnowledgeOptions& options) {
  auto state = std::make_unique<State>();
  if (!options.data_directory.empty()) {
    auto data = lexicon::Lexicon::FromDirectory(options.data_directory);
    if (!data) return data.error();
    state->own_data = std::move(data).value();
  }
  auto base = KnowledgeBase::Make(state->data(), options.actors);
  if (!base) return base.error();
  state->base = std::move(base).value();
  return std::unique_ptr<Knowledge>(new Knowledge(std::move(state)));
}

std::vector<KnownActor> Knowledge::Who(std::string_view name, std::string_view on) const {
  const KnowledgeBase& base = *state_->base;
  std::vector<KnownActor> out;
  std::vector<KnownId> seen;
  auto add = [&](KnownId id, NameKind as) {
    if (std::find(seen.begin(), seen.end(), id) != seen.end()) return;
    seen.push_back(id);
    out.push_back(ActorOf(base, id, as, On(on)));
  };
  auto look = [&](std::string_view called) {
    for (const auto& c : base.Lookup(called)) {
      if (c.kind != NameKind::kTitle) add(c.id, c.kind);
    }
    return !out.empty();
  };
  if (look(name)) return out;
  for (OfficeId o : OfficesIn(base, state_->data(), name)) {
    for (const entities::Term& t : base.HoldersOf(o, On(on))) add(t.person, NameKind::kTitle);
  }
  if (!out.empty()) return out;
  if (std::string_view bare = WithoutTitles(state_->data(), name); bare != name && look(bare)) {
    return out;
  }
  size_t comma = name.find(", ");  // "Putin, Vladimir"
  if (comma != std::string_view::npos) {
    look(std::string(name.substr(comma + 2)) + " " + std::string(name.substr(0, comma)));
  }
  return out;
}

std::vector<HeldOffice> Knowledge::Offices(std::string_view title, std::string_view on) const {
  std::vector<HeldOffice> out;
  for (OfficeId o : OfficesIn(*state_->base, state_->data(), title)) {
    for (const entities::Term& t : state_->base->HoldersOf(o, On(on))) {
      out.push_back(Held(*state_->base, t));
    }
  }
  return out;
}

std::string ToJson(const KnownActor& actor) {
  Json json;
  json.Write(actor);
  return json.Take();
}

std::string ToJson(const HeldOffice& office) {
  Json json;
  json.Write(office);
  return json.Take();
}

}  // namespace dragoman::api
