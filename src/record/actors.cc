// SPDX-License-Identifier: Apache-2.0
// Names as people type them. Entry: ResolveActor.
#include <algorithm>
#include <set>

#include "record/rows.h"

namespace dragoman::record {
namespace {

constexpr size_t kChoices = 12;
// One choice with this many times the events of the next is clearly meant: "Putin".
constexpr int64_t kClearly = 4;
// Shorter words must stand whole in a name: "Xi" is not meant to find "Leo XIV".
constexpr size_t kShortestBeginning = 4;

std::vector<ActorChoice> Describe(Database& db, const std::set<int64_t>& ids) {
  Statement s = db.Prepare(
      "SELECT name, type, coalesce(country,''), (SELECT count(*) FROM event_actor "
      "WHERE actor=a.id) FROM actor a WHERE id=?");
  std::vector<ActorChoice> out;
  for (int64_t id : ids) {
    s.Bind(1, id);
    if (s.Step()) out.push_back({id, s.Text(0), s.Text(1), s.Text(2), s.Int(3)});
    s.Reset();
  }
  std::sort(out.begin(), out.end(), [](const ActorChoice& a, const ActorChoice& b) {
    return std::pair(-a.events, a.id) < std::pair(-b.events, b.id);
  });
  return out;
}

std::set<int64_t> CalledExactly(Database& db, const std::string& folded) {
  std::set<int64_t> ids;
  Statement exact = db.Prepare("SELECT actor FROM actor_name WHERE folded=?");
  exact.Bind(1, folded);
  while (exact.Step()) ids.insert(exact.Int(0));
  return ids;
}

// "US", "the Kremlin": as the knowledge base calls those who are in the record.
std::set<int64_t> KnownAs(Record& record, const std::string& folded) {
  std::set<int64_t> ids;
  Statement find = record.database().Prepare("SELECT id FROM actor WHERE key='k:' || ?");
  for (const lexicon::Table* t : record.lexicon().tables_below("entities/")) {
    int key = t->column("key");
    if (key < 0) continue;
    for (const char* name : {"name", "aliases", "abbreviations", "short", "metonyms"}) {
      int column = t->column(name);
      for (size_t r = 0; column >= 0 && r < t->size(); ++r) {
        for (std::string_view form : t->list(r, column)) {
          // A cheap look first: there are a hundred thousand names.
          bool ascii = !form.empty() && static_cast<uint8_t>(form[0]) < 0x80;
          if (form.empty() || (ascii && (form[0] | 0x20) != (folded[0] | 0x20))) continue;
          if (FoldName(form) != folded) continue;
          find.Bind(1, t->at(r, key));
          while (find.Step()) ids.insert(find.Int(0));
          find.Reset();
        }
      }
    }
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

std::set<int64_t> Called(Record& record, const std::string& folded) {
  if (folded.empty()) return {};
  Database& db = record.database();
  std::set<int64_t> ids = CalledExactly(db, folded);
  ids.merge(KnownAs(record, folded));
  if (!ids.empty()) return ids;
  ids = Containing(db, folded, false);
  if (std::set<int64_t> people = ByLastName(db, ids, folded); !people.empty()) return people;
  return ids.empty() ? Containing(db, folded, true) : ids;
}

}  // namespace

Result<std::vector<ActorChoice>> FindActors(Record& record, std::string_view typed) {
  return Guarded<std::vector<ActorChoice>>([&] {
    std::string folded = FoldName(typed);
    std::set<int64_t> ids = Called(record, folded);
    // "the Kremlin", "President Macron": the first word may be no part of the name.
    if (size_t cut = folded.find(' '); ids.empty() && cut != folded.npos) {
      ids = Called(record, folded.substr(cut + 1));
    }
    return Describe(record.database(), ids);
  });
}

Result<std::vector<ActorChoice>> MostNamedActors(Record& record, size_t most) {
  return Guarded<std::vector<ActorChoice>>([&] {
    Statement s = record.database().Prepare(
        "SELECT a.id, a.name, a.type, coalesce(a.country,''), count(*) FROM event_actor e JOIN "
        "actor a ON "
        "a.id=e.actor GROUP BY a.id ORDER BY 5 DESC, a.id LIMIT ?");
    s.Bind(1, static_cast<int64_t>(most));
    std::vector<ActorChoice> out;
    while (s.Step()) out.push_back({s.Int(0), s.Text(1), s.Text(2), s.Text(3), s.Int(4)});
    return out;
  });
}

Result<ActorChoice> ResolveActor(Record& record, std::string_view typed) {
  auto choices = FindActors(record, typed);
  if (!choices) return choices.error();
  const std::vector<ActorChoice>& c = *choices;
  if (c.empty()) {
    return Error{"nobody in this record is called '" + std::string(typed) +
                 "'; `dragoman actors` lists who is in it"};
  }
  if (c.size() == 1 || c[0].events >= kClearly * std::max<int64_t>(1, c[1].events)) return c[0];
  std::string list("'");
  list.append(typed).append("' may be any of these; type more of the name:");
  for (size_t i = 0; i < c.size() && i < kChoices; ++i) {
    list.append("\n  ").append(c[i].name).append(" (").append(c[i].type);
    if (!c[i].country.empty()) list.append(", ").append(c[i].country);
    list.append("), ").append(std::to_string(c[i].events)).append(" events");
  }
  return Error{list};
}

}  // namespace dragoman::record
