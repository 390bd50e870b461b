// SPDX-License-Identifier: Apache-2.0
// Where reports of one event disagree, and ordinals against what the record holds. Entry:
// FindConflicts, CheckOrdinals. Says who says which; never who is right.
#include <algorithm>
#include <map>

#include "record/rows.h"

namespace dragoman::record {
namespace {

// Who stands behind a report: those it names, else its outlet, else the article.
std::string Voice(const ReportRow& r) {
  for (const Source& s : r.sources) {
    if (!s.actor.empty()) return s.actor;
    if (!s.via.empty()) return s.via;
  }
  if (!r.outlet.empty()) return r.outlet;
  return r.title.empty() ? "article " + std::to_string(r.article) : r.title;
}

using Sides = std::map<std::string, Conflict::Side>;

void AddSide(Sides& sides, const std::string& value, const ReportRow& r) {
  Conflict::Side& side = sides[value];
  side.value = value;
  std::string voice = Voice(r);
  if (std::find(side.who.begin(), side.who.end(), voice) == side.who.end())
    side.who.push_back(voice);
  if (r.published && (!side.first_published || *r.published < *side.first_published)) {
    side.first_published = r.published;
  }
}

void Collect(std::vector<Conflict>& out, int64_t event, const std::string& what,
             const Sides& sides) {
  if (sides.size() < 2) return;
  Conflict c{event, what, {}};
  for (const auto& [value, side] : sides) c.sides.push_back(side);
  out.push_back(std::move(c));
}

bool Disjoint(const Interval& a, const Interval& b) {
  return (a.latest && b.earliest && *a.latest < *b.earliest) ||
         (b.latest && a.earliest && *b.latest < *a.earliest);
}

// Only days that exclude each other clash: "in July" and "on 19 July" do not.
Sides TimeSides(const std::vector<ReportRow>& reports) {
  Sides sides;
  for (const ReportRow& a : reports) {
    for (const ReportRow& b : reports) {
      if (!Disjoint(a.time, b.time)) continue;
      AddSide(sides, a.edtf, a);
      AddSide(sides, b.edtf, b);
    }
  }
  return sides;
}

// "killed 12" against "killed 14": the numbers of one role. Amounts read "role number unit".
std::map<std::string, Sides> AmountSides(const std::vector<ReportRow>& reports) {
  std::map<std::string, Sides> by_role;
  for (const ReportRow& r : reports) {
    for (const std::string& amount : r.amounts) {
      size_t cut = amount.find(' ');
      AddSide(by_role[amount.substr(0, cut)], amount.substr(std::min(cut + 1, amount.size())), r);
    }
  }
  return by_role;
}

std::vector<Conflict> ConflictsOf(int64_t event, const std::vector<ReportRow>& reports) {
  std::vector<Conflict> out;
  Sides happened, places;
  bool denied = false, told = false;
  for (const ReportRow& r : reports) {
    denied = denied || r.status == "denied";
    told = told || r.status != "denied";
    AddSide(happened, r.status == "denied" ? "denied" : "told as " + r.status, r);
    if (!r.places.empty()) AddSide(places, r.places.front(), r);
  }
  if (denied && told) Collect(out, event, "whether it happened", happened);
  Collect(out, event, "time", TimeSides(reports));
  Collect(out, event, "place", places);
  for (const auto& [role, sides] : AmountSides(reports)) Collect(out, event, role, sides);
  return out;
}

std::string OrdinalWord(int n) {
  const char* ending = n % 100 >= 11 && n % 100 <= 13 ? "th"
                       : n % 10 == 1                  ? "st"
                       : n % 10 == 2                  ? "nd"
                       : n % 10 == 3                  ? "rd"
                                                      : "th";
  return std::to_string(n) + ending;
}

}  // namespace

Result<std::vector<Conflict>> FindConflicts(Record& record, std::optional<int64_t> event,
                                            size_t most) {
  return Guarded<std::vector<Conflict>>([&] {
    Database& db = record.database();
    Statement s = db.Prepare(event ? "SELECT id FROM event WHERE id=?1 LIMIT ?2"
                                   : "SELECT id FROM event WHERE ?1=0 AND reports>1 ORDER BY id");
    s.Bind(1, event.value_or(0));
    if (event) s.Bind(2, static_cast<int64_t>(most));
    Statement ids = db.Prepare("SELECT id FROM report WHERE event=? ORDER BY id");
    RowReader rows(db);
    std::vector<Conflict> out;
    while (out.size() < most && s.Step()) {
      ids.Bind(1, s.Int(0));
      std::vector<ReportRow> reports;
      while (ids.Step()) reports.push_back(rows.Report(ids.Int(0)));
      ids.Reset();
      for (Conflict& c : ConflictsOf(s.Int(0), reports)) out.push_back(std::move(c));
    }
    return out;
  });
}

Result<std::vector<OrdinalNote>> CheckOrdinals(Record& record, std::optional<int64_t> event) {
  return Guarded<std::vector<OrdinalNote>>([&] {
    Database& db = record.database();
    Statement s = db.Prepare(
        "SELECT e.id, r.ordinal, r.ordinal_scope, e.kind, coalesce(e.earliest, e.latest), p.actor, "
        "a.name "
        "FROM event e JOIN report r ON r.event=e.id JOIN report_actor p ON p.report=r.id AND "
        "p.role=0 AND "
        "p.seq=0 JOIN actor a ON a.id=p.actor WHERE r.ordinal>0 AND (?1=0 OR e.id=?1) AND "
        "coalesce(e.earliest, e.latest) IS NOT NULL ORDER BY e.id, r.id");
    s.Bind(1, event.value_or(0));
    Statement count = db.Prepare(
        "SELECT count(*) FROM event_actor ea JOIN event e ON e.id=ea.event WHERE ea.actor=?1 AND "
        "e.kind=?2 "
        "AND e.status IN ('occurred','ongoing') AND e.id<>?4 AND coalesce(e.latest, e.earliest) <= "
        "?3");
    std::vector<OrdinalNote> out;
    while (s.Step()) {
      count.Bind(1, s.Int(5)).Bind(2, s.Text(3)).Bind(3, s.Int(4)).Bind(4, s.Int(0));
      int64_t before = count.Step() ? count.Int(0) : 0;
      count.Reset();
      if (before + 1 == s.Int(1)) continue;
      std::string scope = s.Text(2);
      out.push_back({s.Int(0), "called the " + OrdinalWord(static_cast<int>(s.Int(1))) + " " +
                                   s.Text(3) + " of " + s.Text(6) +
                                   (scope.empty() ? "" : " (" + scope + ")") +
                                   "; the record holds " + std::to_string(before) + " before it"});
    }
    return out;
  });
}

}  // namespace dragoman::record
