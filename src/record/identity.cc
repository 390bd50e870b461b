// SPDX-License-Identifier: Apache-2.0
// Who is who among people of one name. Entry: DescribePerson, SamePerson. What is not looked at:
// ages, first names told by a letter, and what somebody does in the article but is not by trade.
#include "record/identity.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "record/record.h"

namespace dragoman::record {
namespace {

// Of a person with very many mentions, those that are looked at; words of a phrase; names kept.
constexpr size_t kMentions = 6, kPhraseWords = 24, kPeople = 6, kStates = 3, kListed = 6;
// Words of up to two letters say little of anybody.
constexpr size_t kShortWord = 2;

using Names = std::vector<std::string>;

void Insert(Names& names, std::string name) {
  auto at = std::lower_bound(names.begin(), names.end(), name);
  if (name.empty() || names.size() >= kListed * 2 || (at != names.end() && *at == name)) return;
  names.insert(at, std::move(name));
}

Names InCommon(const Names& a, const Names& b) {
  Names out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

size_t CountShared(const Names& a, const Names& b) {
  size_t n = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    int order = a[i].compare(b[j]);
    n += order == 0;
    i += order <= 0;
    j += order >= 0;
  }
  return n;
}

std::string Joined(const Names& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

bool IsBody(EntityType type) {
  return type == EntityType::kOrganization || type == EntityType::kGovernment ||
         type == EntityType::kPerson;
}

// The phrases that say who a person is: "a police officer", "Interior Minister", "his press
// secretary", "who sells tea".
class Describer {
 public:
  Describer(const Reading& reading, EntityId person, const Callings& callings)
      : reading_(reading), syntax_(reading.syntax), person_(person), callings_(callings) {}

  Mentioned Take() {
    const Entity& e = reading_.entities[person_];
    out_.described.country = e.country;
    size_t looked_at = 0;
    for (MentionId id : e.mentions) {
      const Mention& m = reading_.entities[id];
      if (m.form != MentionForm::kName) continue;
      if (out_.words.empty()) out_.words = m.span;
      if (looked_at++ == kMentions) break;
      if (m.head.index() < syntax_.head.size()) Around(m.head);
    }
    if (out_.described.is.empty()) {
      for (const Office& o : e.offices) {
        if (o.from_text) Insert(out_.described.is, FoldName(o.title));
      }
    }
    return std::move(out_);
  }

 private:
  void Around(WordId name) {
    WordId above = syntax_.head[name.index()];
    if (above.valid() && syntax_.deprel[name.index()] == Deprel::kAppos && IsNoun(above)) {
      Phrase(above, name);
    }
    for (WordId w : syntax_.children_of(name)) {
      switch (syntax_.deprel[w.index()]) {
        case Deprel::kAppos:
        case Deprel::kNmodDesc:
          if (IsNoun(w)) Phrase(w, name);
          break;
        case Deprel::kCompound:  // "opposition leader Tom Brown"
          if (IsNoun(w) && syntax_.upos[w.index()] == Upos::kNoun) Phrase(w, name);
          break;
        case Deprel::kNmod:  // "Tom Brown of the Centre for Peace"
          Bodies(w);
          break;
        case Deprel::kAclRelcl:
          if (callings_.Has(syntax_.lemma_of(w))) Phrase(w, name);
          break;
        default:
          break;
      }
    }
  }
  bool IsNoun(WordId w) const {
    Upos u = syntax_.upos[w.index()];
    // "Ankara, Turkey": a name beside a name says nothing of a trade, but "Interior Minister" does.
    return (u == Upos::kNoun || u == Upos::kPropn) && !IsName(w);
  }
  bool IsName(WordId w) const {
    MentionId m = reading_.entities.mention_of_word[w.index()];
    return m.valid() && reading_.entities[m].form == MentionForm::kName &&
           reading_.entities[m].head == w && reading_.entities[m].entity != person_;
  }
  void Phrase(WordId head, WordId name) {
    Insert(out_.described.is, FoldName(syntax_.lemma_of(head)));
    const Span name_words = syntax_.base.words[name.index()].span;
    Span hull = syntax_.base.words[head.index()].span;
    const std::vector<WordId> words = Below(head, name);
    std::vector<const Mention*> names;
    for (WordId w : words) {
      const Span span = syntax_.base.words[w.index()].span;
      hull = {std::min(hull.begin, span.begin), std::max(hull.end, span.end)};
      MentionId m = reading_.entities.mention_of_word[w.index()];
      // "His press secretary": whose, the pronoun knows.
      bool whose = m.valid() && syntax_.deprel[w.index()] == Deprel::kNmodPoss;
      if (IsName(w) || whose) Body(w);
      if (IsName(w)) names.push_back(&reading_.entities[m]);
    }
    for (WordId w : words) {
      bool in_name = std::any_of(names.begin(), names.end(),
                                 [&](const Mention* m) { return m->first <= w && w < m->end; });
      Upos u = syntax_.upos[w.index()];
      bool noun = u == Upos::kNoun || u == Upos::kPropn;
      if (noun && !in_name && w != head && syntax_.lemma_of(w).size() > kShortWord) {
        Insert(out_.described.words, FoldName(syntax_.lemma_of(w)));
      }
    }
    // The longest phrase that says most stands for all; with the name it can be read alone.
    hull = {std::min(hull.begin, name_words.begin), std::max(hull.end, name_words.end)};
    if (hull.size() > out_.words.size()) out_.words = hull;
  }
  void Bodies(WordId head) {
    for (WordId w : Below(head, {})) {
      if (IsName(w)) Body(w);
    }
  }
  void Body(WordId w) {
    EntityId id = reading_.entities.at(w);
    if (!id.valid() || id == person_) return;  // a pronoun that nobody was found for
    const Entity& e = reading_.entities[id];
    if (IsBody(e.type)) Insert(out_.described.of, e.name);
    if (e.type == EntityType::kState && out_.described.country.empty()) {
      out_.described.country = e.country;
    }
  }
  // The words of a phrase; clauses in it tell another story.
  std::vector<WordId> Below(WordId head, WordId without) const {
    std::vector<WordId> words = {head};
    for (size_t i = 0; i < words.size(); ++i) {
      for (WordId w : syntax_.children_of(words[i])) {
        Deprel r = syntax_.deprel[w.index()];
        bool clause = r == Deprel::kAclRelcl || r == Deprel::kAcl || r == Deprel::kAdvcl ||
                      r == Deprel::kPunct || r == Deprel::kParataxis;
        if (w != without && !clause && words.size() < kPhraseWords) words.push_back(w);
      }
    }
    return words;
  }
  const Reading& reading_;
  const Syntax& syntax_;
  EntityId person_;
  const Callings& callings_;
  Mentioned out_;
};

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::array<std::pair<const char*, Names Description::*>, 5> kLists = {
    {{"is", &Description::is},
     {"of", &Description::of},
     {"words", &Description::words},
     {"people", &Description::people},
     {"states", &Description::states}}};

void Text(Json& json, const char* key, const std::string& value) {
  if (value.empty()) return;
  json.Key(key);
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

}  // namespace

Callings::Callings(const lexicon::Lexicon& lexicon) {
  const lexicon::Table& t = lexicon.table("record/callings");
  for (size_t r = 0; r < t.size(); ++r) verbs_.emplace(t.at(r, t.column("verb")));
}

Description CompanyOf(const Reading& reading) {
  struct Named {
    size_t mentions;
    const Entity* entity;
  };
  std::vector<Named> people, states;
  for (const Entity& e : reading.entities.entities) {
    if (e.known.empty()) continue;
    if (e.type == EntityType::kPerson) people.push_back({e.mentions.size(), &e});
    if (e.type == EntityType::kState) states.push_back({e.mentions.size(), &e});
  }
  auto keep = [](std::vector<Named>& from, size_t most, Names& to) {
    std::stable_sort(from.begin(), from.end(),
                     [](const Named& a, const Named& b) { return a.mentions > b.mentions; });
    for (size_t i = 0; i < from.size() && i < most; ++i) Insert(to, from[i].entity->name);
  };
  Description company;
  keep(people, kPeople, company.people);
  keep(states, kStates, company.states);
  return company;
}

Mentioned DescribePerson(const Reading& reading, EntityId person, const Callings& callings) {
  return Describer(reading, person, callings).Take();
}

bool SaysMore(const Description& d) { return !d.is.empty() || !d.of.empty(); }

void AddTo(Description& all, const Description& more) {
  if (all.country.empty()) all.country = more.country;
  for (auto [key, list] : kLists) {
    for (const std::string& name : more.*list) Insert(all.*list, name);
  }
}

Tie SamePerson(const Description& known, const Description& now, const Description& company,
               bool bare) {
  bool countries = !known.country.empty() && !now.country.empty();
  if (countries && known.country != now.country) return Tie::kOtherCountry;
  if (CountShared(known.of, now.of) > 0) return Tie::kSameBody;
  if (!known.of.empty() && !now.of.empty()) return Tie::kOtherBody;
  if ((!bare || countries) && CountShared(known.is, now.is) > 0) return Tie::kSameTrade;
  if (bare) return Tie::kBareName;
  bool both_described = !known.is.empty() && !now.is.empty();
  if (both_described && CountShared(known.words, now.words) > 0) return Tie::kSameWords;
  size_t people = CountShared(known.people, company.people);
  size_t states = CountShared(known.states, company.states);
  if (people > 0 && people + states >= (both_described ? 2 : 1)) return Tie::kSameCompany;
  if (both_described) return Tie::kOtherTrade;
  bool elsewhere = !known.states.empty() && !company.states.empty() && states == 0;
  return elsewhere && !countries ? Tie::kNothingInCommon : Tie::kMaybe;
}

std::string Why(Tie tie, const Description& known, const Description& now,
                const Description& company) {
  auto both = [](const char* what, const Names& a, const Names& b) {
    return what + Joined(InCommon(a, b));
  };
  auto differ = [](const char* what, const std::string& a, const std::string& b) {
    return what + a + "; " + b;
  };
  Names states = InCommon(known.states, company.states);
  switch (tie) {
    case Tie::kOtherCountry:
      return differ("of another country: ", known.country, now.country);
    case Tie::kOtherBody:
      return differ("of another body: ", Joined(known.of), Joined(now.of));
    case Tie::kOtherTrade:
      return differ("told of as another: ", Joined(known.is), Joined(now.is));
    case Tie::kBareName:
      return "a single name, and nothing that ties the two";
    case Tie::kNothingInCommon:
      return differ("nothing in common but the name; the articles are on ", Joined(known.states),
                    Joined(company.states));
    case Tie::kMaybe:
      if (!states.empty()) return "both in articles on " + Joined(states) + ", nothing against it";
      return "the same name, nothing against it";
    case Tie::kSameCompany: {
      Names people = InCommon(known.people, company.people);
      people.insert(people.end(), states.begin(), states.end());
      return "both named beside " + Joined(people);
    }
    case Tie::kSameWords:
      return both("both told of with ", known.words, now.words);
    case Tie::kSameTrade:
      return both("both told of as ", known.is, now.is);
    case Tie::kSameBody:
      return both("both of ", known.of, now.of);
  }
  return "";
}

std::string EncodeMentioned(const std::vector<Mentioned>& mentioned) {
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartArray();
  for (const Mentioned& m : mentioned) {
    json.StartObject();
    json.Key("article");
    json.Int64(m.article);
    json.Key("begin");
    json.Uint(m.words.begin);
    json.Key("end");
    json.Uint(m.words.end);
    Text(json, "country", m.described.country);
    for (auto [key, list] : kLists) {
      if ((m.described.*list).empty()) continue;
      json.Key(key);
      json.StartArray();
      for (const std::string& name : m.described.*list) {
        json.String(name.data(), static_cast<rapidjson::SizeType>(name.size()));
      }
      json.EndArray();
    }
    if (m.by_hand) {
      json.Key("by_hand");
      json.Bool(true);
    }
    Text(json, "why", m.why);
    json.EndObject();
  }
  json.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

std::vector<Mentioned> DecodeMentioned(const std::string& text) {
  std::vector<Mentioned> out;
  if (text.empty()) return out;
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (json.HasParseError() || !json.IsArray()) return out;  // damaged: as if nothing were known
  auto number = [](const rapidjson::Value& v, const char* key) -> int64_t {
    auto it = v.FindMember(key);
    return it != v.MemberEnd() && it->value.IsInt64() ? it->value.GetInt64() : 0;
  };
  auto string = [](const rapidjson::Value& v) {
    return v.IsString() ? std::string(v.GetString(), v.GetStringLength()) : std::string();
  };
  for (const auto& v : json.GetArray()) {
    if (!v.IsObject()) continue;
    Mentioned m;
    m.article = number(v, "article");
    m.words = {static_cast<uint32_t>(number(v, "begin")), static_cast<uint32_t>(number(v, "end"))};
    if (auto it = v.FindMember("country"); it != v.MemberEnd()) {
      m.described.country = string(it->value);
    }
    if (auto it = v.FindMember("why"); it != v.MemberEnd()) m.why = string(it->value);
    m.by_hand = v.HasMember("by_hand");
    for (auto [key, list] : kLists) {
      auto it = v.FindMember(key);
      if (it == v.MemberEnd() || !it->value.IsArray()) continue;
      for (const auto& name : it->value.GetArray()) Insert(m.described.*list, string(name));
    }
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace dragoman::record
