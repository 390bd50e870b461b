// SPDX-License-Identifier: Apache-2.0
// Names of actors and places as people type them. Entry: ResolveActor, FindPlaces.
#include <algorithm>
#include <set>

#include "record/identity.h"
#include "record/rows.h"

namespace dragoman::record {
namespace {

constexpr size_t kChoices = 12, kSuggested = 5;
// One choice with this many times the events of the next is clearly meant: "Putin".
constexpr int64_t kClearly = 4;
// Shorter words must stand whole in a name: "Xi" is not meant to find "Leo XIV".
constexpr size_t kShortestBeginning = 4;

constexpr size_t kTraits = 4;

// "officer, police": what they are, and of which body, else the words it is said with.
std::string ToldOfAs(const std::string& said) {
  Description all;
  for (const Mentioned& m : DecodeMentioned(said)) AddTo(all, m.described);
  std::string out;
  size_t n = 0;
  for (const auto* list : {&all.is, all.of.empty() ? &all.words : &all.of}) {
    for (const std::string& trait : *list) {
      if (n++ < kTraits) out += (out.empty() ? "" : ", ") + trait;
    }
  }
  return out;
}

std::vector<ActorChoice> Describe(Database& db, const std::set<int64_t>& ids) {
  Statement s = db.Prepare(
      "SELECT name, type, coalesce(country,''), (SELECT count(*) FROM event_actor "
      "WHERE actor=a.id), coalesce(said,'') FROM actor a WHERE id=? AND same_as IS NULL");
  std::vector<ActorChoice> out;
  for (int64_t id : ids) {
    s.Bind(1, id);
    if (s.Step()) {
      out.push_back({id, s.Text(0), s.Text(1), s.Text(2), s.Int(3), ToldOfAs(s.Text(4))});
    }
    s.Reset();
  }
  std::sort(out.begin(), out.end(), [](const ActorChoice& a, const ActorChoice& b) {
    return std::pair(-a.events, a.id) < std::pair(-b.events, b.id);
  });
  return out;
}

// "42": the row of that number.
std::set<int64_t> OfNumber(Database& db, const std::string& typed) {
  if (typed.size() > 15 || typed.find_first_not_of("0123456789") != typed.npos) return {};
  Statement find = db.Prepare("SELECT coalesce(same_as, id) FROM actor WHERE id=?");
  find.Bind(1, static_cast<int64_t>(std::stoll(typed)));
  return find.Step() ? std::set<int64_t>{find.Int(0)} : std::set<int64_t>();
}

std::set<int64_t> CalledExactly(Database& db, const std::string& folded) {
  std::set<int64_t> ids;
  Statement exact = db.Prepare("SELECT actor FROM actor_name WHERE folded=?");
  exact.Bind(1, folded);
  while (exact.Step()) ids.insert(exact.Int(0));
  return ids;
}

std::set<int64_t> OfKeys(Database& db, const std::vector<std::string>& keys) {
  std::set<int64_t> ids;
  Statement find = db.Prepare("SELECT id FROM actor WHERE key='k:' || ?");
  for (const std::string& key : keys) {
    find.Bind(1, key);
    if (find.Step()) ids.insert(find.Int(0));
    find.Reset();
  }
  return ids;
}

// Every typed word is a word of the name, or begins one if it is long enough.
std::set<int64_t> Containing(Database& db, const std::string& folded, bool beginnings) {
  std::string where;
  std::vector<std::string> patterns;
  for (size_t at = 0; at < folded.size();) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    where += std::string(where.empty() ? "" : " AND ") + "' ' || folded || ' ' LIKE ?";
    bool begins = beginnings && end - at >= kShortestBeginning;
    patterns.push_back("% " + folded.substr(at, end - at) + (begins ? "%" : " %"));
    at = end + 1;
  }
  Statement like =
      db.Prepare("SELECT DISTINCT actor FROM actor_name WHERE " + where + " LIMIT 200");
  for (size_t i = 0; i < patterns.size(); ++i) like.Bind(static_cast<int>(i + 1), patterns[i]);
  std::set<int64_t> ids;
  while (like.Step()) ids.insert(like.Int(0));
  return ids;
}

// Of people found by a word of their names, those whose last it is: "Erdogan".
std::set<int64_t> ByLastName(Database& db, const std::set<int64_t>& found,
                             const std::string& folded) {
  std::set<int64_t> out;
  Statement s =
      db.Prepare("SELECT name FROM actor WHERE id=? AND type='person' AND key LIKE 'k:%'");
  for (int64_t id : found) {
    s.Bind(1, id);
    if (s.Step() && (" " + FoldName(s.Text(0))).ends_with(" " + folded)) out.insert(id);
    s.Reset();
  }
  return out;
}

std::set<int64_t> Called(Database& db, const std::string& folded,
                         const std::vector<std::string>& known) {
  if (folded.empty()) return {};
  std::set<int64_t> ids = OfNumber(db, folded);
  if (!ids.empty()) return ids;
  ids = CalledExactly(db, folded);
  ids.merge(OfKeys(db, known));
  if (!ids.empty()) return ids;
  ids = Containing(db, folded, false);
  if (std::set<int64_t> people = ByLastName(db, ids, folded); !people.empty()) return people;
  return ids.empty() ? Containing(db, folded, true) : ids;
}

// Letters to add, drop, change or swap with the next (optimal string alignment); above `most`:
// more.
size_t Distance(std::string_view a, std::string_view b, size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

// Of the whole name or of its last word: "Puttin".
size_t DistanceOfName(const std::string& typed, const std::string& name) {
  size_t most = typed.size() < 6 ? 1 : 2, whole = Distance(typed, name, most);
  size_t last = name.rfind(' ');
  if (last == name.npos || typed.find(' ') != typed.npos) return whole;
  return std::min(whole, Distance(typed, std::string_view(name).substr(last + 1), most));
}

}  // namespace

Result<std::vector<ActorChoice>> FindActors(Record& record, std::string_view typed,
                                            const std::vector<std::string>& known) {
  return Guarded<std::vector<ActorChoice>>([&] {
    Database& db = record.database();
    return Describe(db, Called(db, FoldName(typed), known));
  });
}

Result<std::vector<ActorChoice>> NearlyCalled(Record& record, std::string_view typed, size_t most) {
  return Guarded<std::vector<ActorChoice>>([&] {
    Database& db = record.database();
    std::string folded = FoldName(typed);
    size_t nearest = folded.size() < 6 ? 1 : 2;
    std::set<int64_t> ids;
    Statement names = db.Prepare("SELECT folded, actor FROM actor_name");
    while (folded.size() >= kShortestBeginning && names.Step()) {
      size_t far = DistanceOfName(folded, names.Text(0));
      if (far > nearest) continue;
      if (far < nearest) ids.clear();
      nearest = far;
      ids.insert(names.Int(1));
    }
    auto choices = Describe(db, ids);
    if (choices.size() > most) choices.resize(most);
    return choices;
  });
}

std::vector<std::string> NearlyWritten(std::string_view typed,
                                       const std::vector<std::string>& words) {
  std::string folded = FoldName(typed);
  std::vector<std::pair<size_t, std::string>> near;
  size_t most = folded.size() < 6 ? 1 : 2;
  for (const std::string& word : words) {
    std::string other = FoldName(word);
    size_t far = Distance(folded, other, most);
    // "visits", "cease": a beginning of the word, or the word with an ending.
    bool begins = folded.size() >= kShortestBeginning &&
                  (other.starts_with(folded) || (" " + other).find(" " + folded) != other.npos);
    if (far <= most || begins) near.emplace_back(std::min(far, most + 1), word);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> out;
  for (auto& [far, word] : near) {
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  }
  return out;
}

Result<std::vector<PlaceChoice>> FindPlaces(Record& record, std::string_view typed,
                                            const std::vector<std::string>& known) {
  return Guarded<std::vector<PlaceChoice>>([&] {
    const std::string folded = FoldName(typed);
    std::set<std::string> keys;
    for (const std::string& key : known) keys.insert("k:" + key);
    Statement s = record.database().Prepare(
        "SELECT id, name, type, coalesce(country,''), key FROM place ORDER BY id");
    std::vector<PlaceChoice> called, holding;
    while (!folded.empty() && s.Step()) {
      PlaceChoice place{s.Int(0), s.Text(1), s.Text(2), s.Text(3)};
      std::string name = FoldName(place.name);
      bool exactly = name == folded || keys.count(s.Text(4)) > 0;
      if (exactly || BeginWords(name, folded)) (exactly ? called : holding).push_back(place);
    }
    return called.empty() ? holding : called;
  });
}

Result<std::vector<std::string>> PlacesNearlyCalled(Record& record, std::string_view typed,
                                                    size_t most) {
  return Guarded<std::vector<std::string>>([&] {
    Statement s = record.database().Prepare("SELECT DISTINCT name FROM place ORDER BY 1");
    std::vector<std::string> names;
    while (s.Step()) names.push_back(s.Text(0));
    std::vector<std::string> near = NearlyWritten(typed, names);
    if (near.size() > most) near.resize(most);
    return near;
  });
}

Result<std::vector<std::string>> ActorTypes(Record& record) {
  return Guarded<std::vector<std::string>>([&] {
    Statement s = record.database().Prepare("SELECT DISTINCT type FROM actor ORDER BY 1");
    std::vector<std::string> out;
    while (s.Step()) out.push_back(s.Text(0));
    return out;
  });
}

Result<std::vector<ActorChoice>> MostNamedActors(Record& record, const std::string& type,
                                                 size_t most) {
  return Guarded<std::vector<ActorChoice>>([&] {
    Statement s = record.database().Prepare(
        "SELECT a.id, a.name, a.type, coalesce(a.country,''), count(*), coalesce(a.said,'') FROM "
        "event_actor e JOIN actor a ON a.id=e.actor WHERE ?1='' OR a.type=?1 GROUP BY a.id ORDER "
        "BY 5 DESC, a.id LIMIT ?2");
    s.Bind(1, type).Bind(2, static_cast<int64_t>(most));
    std::vector<ActorChoice> out;
    while (s.Step()) {
      out.push_back({s.Int(0), s.Text(1), s.Text(2), s.Text(3), s.Int(4), ToldOfAs(s.Text(5))});
    }
    return out;
  });
}

Result<std::vector<MentionRow>> MentionsOf(Record& record, const std::vector<ActorChoice>& who) {
  return Guarded<std::vector<MentionRow>>([&] {
    Database& db = record.database();
    Statement said = db.Prepare(
        "SELECT coalesce(said,'') FROM actor WHERE id=?1 OR same_as=?1 ORDER BY id<>?1, id");
    Statement article = db.Prepare(
        "SELECT title, coalesce(outlet,''), published, substr(CAST(text AS BLOB), ?2+1, ?3-?2) "
        "FROM "
        "article WHERE id=?1 AND replaced_by IS NULL");
    std::vector<MentionRow> out;
    for (const ActorChoice& a : who) {
      said.Bind(1, a.id);
      while (said.Step()) {
        for (const Mentioned& m : DecodeMentioned(said.Text(0))) {
          article.Bind(1, m.article).Bind(2, int64_t{m.words.begin}).Bind(3, int64_t{m.words.end});
          if (article.Step()) {
            out.push_back({a, m.article, article.Text(0), article.Text(1), article.Text(3), m.why,
                           DateOf(article.OptionalInt(2))});
          }
          article.Reset();
        }
      }
      said.Reset();
    }
    return out;
  });
}

Result<ActorChoice> ResolveActor(Record& record, std::string_view typed,
                                 const std::vector<std::string>& known) {
  auto choices = FindActors(record, typed, known);
  if (!choices) return choices.error();
  const std::vector<ActorChoice>& c = *choices;
  auto listed = [](std::string list, const std::vector<ActorChoice>& some) {
    for (size_t i = 0; i < some.size() && i < kChoices; ++i) {
      list.append("\n  ").append(some[i].name).append(" (").append(some[i].type);
      if (!some[i].country.empty()) list.append(", ").append(some[i].country);
      if (!some[i].told_of_as.empty()) list.append("; ").append(some[i].told_of_as);
      list.append("), ").append(std::to_string(some[i].events));
      list.append(some[i].events == 1 ? " event" : " events");
      list.append(", actor ").append(std::to_string(some[i].id));
    }
    if (some.size() > kChoices) {
      list.append("\n  and ").append(std::to_string(some.size() - kChoices)).append(" more");
    }
    return Error{list};
  };
  std::string name = "'" + std::string(typed) + "'";
  if (c.empty()) {
    std::string nobody = "nobody in this record is called " + name;
    auto near = NearlyCalled(record, typed, kSuggested);
    if (near && !near->empty()) return listed(nobody + "; did you mean:", *near);
    return Error{nobody + "; `dragoman actors` lists who is in it"};
  }
  if (c.size() == 1 || c[0].events >= kClearly * std::max<int64_t>(1, c[1].events)) return c[0];
  return listed(name + " may be any of these; type more of the name, or the number:", c);
}

}  // namespace dragoman::record
