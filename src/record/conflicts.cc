// SPDX-License-Identifier: Apache-2.0
// Where reports of one event disagree, and ordinals against what the record holds. Entry:
// FindConflicts, ConflictsOf, CheckOrdinals. Says who says which; never who is right.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>

#include "record/rows.h"

namespace dragoman::record {
namespace {

using Sides = std::map<std::string, Conflict::Side>;

void AddSide(Sides& sides, const std::string& value, const ReportRow& r) {
  Conflict::Side& side = sides[value];
  side.value = value;
  if (side.report == 0) {
    side.report = r.id;
    side.sentence = r.sentence;
  }
  std::string voice = VoiceOf(r);
  if (std::find(side.who.begin(), side.who.end(), voice) == side.who.end())
    side.who.push_back(voice);
  if (r.published && (!side.first_published || *r.published < *side.first_published)) {
    side.first_published = r.published;
  }
}

void Collect(std::vector<Conflict>& out, const ReportRow& of, const std::string& what,
             const Sides& sides) {
  if (sides.size() < 2) return;
  Conflict c{of.event, of.kind, what, {}};
  for (const auto& [value, side] : sides) c.sides.push_back(side);
  out.push_back(std::move(c));
}

bool Disjoint(const Interval& a, const Interval& b) {
  return (a.latest && b.earliest && *a.latest < *b.earliest) ||
         (b.latest && a.earliest && *b.latest < *a.earliest);
}

// Each pair of reports that exclude each other, as `exclude` finds, gives two sides.
template <class Exclude, class Value>
Sides SidesOf(const std::vector<ReportRow>& reports, Exclude exclude, Value value) {
  Sides sides;
  for (size_t i = 0; i < reports.size(); ++i) {
    for (size_t j = i + 1; j < reports.size(); ++j) {
      if (!exclude(i, j)) continue;
      AddSide(sides, value(reports[i]), reports[i]);
      AddSide(sides, value(reports[j]), reports[j]);
    }
  }
  return sides;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string NumbersOf(const ReportRow& r, const std::string& role) {
  std::vector<std::string> parts;
  for (const NumberRow& n : r.numbers) {
    if (n.role == role) parts.push_back(n.text);
  }
  return Joined(parts);
}

// "At least 12" and 14 agree; 12 people and 14 soldiers may both be right.
bool NumbersExclude(const ReportRow& a, const ReportRow& b, const std::string& role) {
  bool exclude = false;
  for (const NumberRow& x : a.numbers) {
    for (const NumberRow& y : b.numbers) {
      if (x.role != role || y.role != role || x.unit != y.unit) continue;
      bool below = x.most && y.least && *x.most < *y.least;
      bool above = y.most && x.least && *y.most < *x.least;
      if (!below && !above) return false;
      exclude = true;
    }
  }
  return exclude;
}

std::optional<double> LeastOf(const ReportRow& r, const std::string& role) {
  std::optional<double> least;
  for (const NumberRow& n : r.numbers) {
    if (n.role == role && n.least) least = std::min(*n.least, least.value_or(*n.least));
  }
  return least;
}

// "12 dead" on Monday and "20 dead" on Tuesday; not if each names a voice of its own.
bool Rose(const ReportRow& a, const ReportRow& b, const std::string& role) {
  if (!a.published || !b.published || *a.published == *b.published) return false;
  const ReportRow& first = *a.published < *b.published ? a : b;
  const ReportRow& then = &first == &a ? b : a;
  auto before = LeastOf(first, role), after = LeastOf(then, role);
  bool voices = !a.sources.empty() && !b.sources.empty() && VoiceOf(a) != VoiceOf(b);
  return before && after && *before < *after && !voices;
}

struct Spot {
  std::string type, country;
  std::optional<double> latitude, longitude;
  bool known = false;
};

class Places {
 public:
  explicit Places(Database& db)
      : find_(db.Prepare("SELECT type, coalesce(country,''), latitude, longitude, key LIKE 'k:%' "
                         "FROM place WHERE id=?")) {}
  // Two towns, or two countries: what lies elsewhere for certain.
  bool Exclude(const ReportRow& a, const ReportRow& b) {
    bool exclude = false;
    for (int64_t x : a.place_ids) {
      for (int64_t y : b.place_ids) {
        if (x == y) return false;
        Spot p = Find(x), q = Find(y);
        if (!p.known || !q.known || p.country.empty() || q.country.empty()) continue;
        bool towns = p.type == "city" && q.type == "city";
        if (p.country == q.country && (!towns || Near(p, q))) return false;
        exclude = true;
      }
    }
    return exclude;
  }

 private:
  Spot Find(int64_t id) {
    Spot spot;
    find_.Bind(1, id);
    if (find_.Step()) {
      spot = {find_.Text(0), find_.Text(1), {}, {}, find_.Int(4) != 0};
      if (!find_.IsNull(2)) spot.latitude = find_.Real(2);
      if (!find_.IsNull(3)) spot.longitude = find_.Real(3);
    }
    find_.Reset();
    return spot;
  }
  // A suburb and its town: within some 25 km. A degree is 111 km, along the equator.
  static bool Near(const Spot& p, const Spot& q) {
    if (!p.latitude || !q.latitude || !p.longitude || !q.longitude) return false;
    double north = *p.latitude - *q.latitude;
    double east = (*p.longitude - *q.longitude) * std::cos(*p.latitude * 3.14159265 / 180);
    return std::hypot(north, east) * 111 < 25;
  }
  Statement find_;
};

// Reports of one deed that name different doers. Only those with a name of their own differ: "the
// police" and "two officers" do not.
class Doers {
 public:
  explicit Doers(Database& db) : find_(db.Prepare("SELECT summary FROM report WHERE id=?")) {}
  std::vector<HappeningParticipant> Of(const ReportRow& r) {
    std::vector<HappeningParticipant> out;
    find_.Bind(1, r.id);
    if (find_.Step()) {
      for (const auto& p : Decode(find_.Text(0)).participants) {
        if (p.role == 0 && p.named) out.push_back(p);
      }
    }
    find_.Reset();
    return out;
  }

 private:
  Statement find_;
};

// A state and its forces are one side.
bool NoneInCommon(const std::vector<HappeningParticipant>& a,
                  const std::vector<HappeningParticipant>& b) {
  return !a.empty() && !b.empty() &&
         std::find_first_of(a.begin(), a.end(), b.begin(), b.end(), SameSide) == a.end();
}

// "Pakistan", "Pakistan Air Force"; "Brian Nichols", "Brian G. Nichols": the one name is in the
// other. Of people a surname in common is enough: later sentences have no more ("Gigante").
bool NamesOverlap(const std::string& a, const std::string& b, bool people) {
  auto last = [](const std::string& s) { return s.substr(s.rfind(' ') + 1); };
  auto holds = [](const std::string& all, const std::string& some) {
    std::string words = " " + all + " ";
    for (size_t at = 0; at < some.size();) {
      size_t end = std::min(some.find(' ', at), some.size());
      if (words.find(" " + some.substr(at, end - at) + " ") == words.npos) return false;
      at = end + 1;
    }
    return !some.empty();
  };
  return holds(a, b) || holds(b, a) || (people && last(a) == last(b));
}

// "Zardari replaced Musharraf" and "Musharraf took the oath" do not name two doers of one deed: the
// doer of the one has another part in the other.
bool HasAnotherPart(const ReportRow& a, const ReportRow& b) {
  auto among = [](const std::vector<int64_t>& who, const std::vector<int64_t>& of) {
    return std::find_first_of(who.begin(), who.end(), of.begin(), of.end()) != who.end();
  };
  return among(a.actor_ids, b.recipient_ids) || among(a.actor_ids, b.other_ids) ||
         among(b.actor_ids, a.recipient_ids) || among(b.actor_ids, a.other_ids);
}

// Something says when it was, or when it was written: what has neither was merged by likeness, and
// where it is unlike is rather another happening.
bool HasDay(const ReportRow& r) {
  bool dated = r.published && !r.published_inferred;
  // "Monday" of a text whose own day is a guess is a guess, too.
  return dated || (!r.time.unbounded() && r.basis == "explicit");
}

// A denial against what is told as done or planned. An article that tells both ways tells of two
// moments ("had not yet", "has now"), unless somebody it names denies.
bool Denies(const ReportRow& denial, const ReportRow& told) {
  if (denial.status != "denied" || told.status == "denied" || told.status == "possible") {
    return false;
  }
  bool named = !denial.sources.empty() && VoiceOf(denial) != VoiceOf(told);
  if (denial.article == told.article) return named;
  return named || (HasDay(denial) && HasDay(told));
}

class Judge {
 public:
  Judge(Database& db, const MergeRules& rules)
      : places_(db), doers_(db), talks_(rules.KindsOf("talks")) {}

  // Of the reports of one event.
  std::vector<Conflict> ConflictsAmong(std::vector<ReportRow> reports) {
    // The first who said it first, in whatever order the articles were added.
    std::stable_sort(reports.begin(), reports.end(), [](const ReportRow& a, const ReportRow& b) {
      auto day = [](const ReportRow& r) { return r.published ? r.published->days : INT32_MAX; };
      return day(a) != day(b) ? day(a) < day(b) : VoiceOf(a) < VoiceOf(b);
    });
    std::vector<Conflict> out;
    if (reports.empty()) return out;
    auto collect = [&](const std::string& what, const Sides& sides) {
      Collect(out, reports.front(), what, sides);
    };
    collect("whether it happened",
            SidesOf(
                reports,
                [&](size_t i, size_t j) {
                  return Denies(reports[i], reports[j]) || Denies(reports[j], reports[i]);
                },
                [](const ReportRow& r) {
                  return r.status == "denied" ? r.status : "told as " + r.status;
                }));
    // Only days that exclude each other clash: "in July" and "on 19 July" do not.
    collect("time", SidesOf(
                        reports,
                        [&](size_t i, size_t j) {
                          return HasDay(reports[i]) && HasDay(reports[j]) &&
                                 Disjoint(reports[i].time, reports[j].time);
                        },
                        [](const ReportRow& r) { return r.edtf; }));
    collect("place", SidesOf(
                         reports,
                         [&](size_t i, size_t j) {
                           return HasDay(reports[i]) && HasDay(reports[j]) &&
                                  places_.Exclude(reports[i], reports[j]);
                         },
                         [](const ReportRow& r) { return r.places.front(); }));
    std::vector<std::vector<HappeningParticipant>> doers;
    for (const ReportRow& r : reports) doers.push_back(doers_.Of(r));
    collect("who", SidesOf(
                       reports,
                       [&](size_t i, size_t j) {
                         return DoersExclude(reports[i], doers[i], reports[j], doers[j]);
                       },
                       [](const ReportRow& r) { return Joined(r.actors); }));
    Numbers(reports, out);
    return out;
  }

 private:
  static void Numbers(const std::vector<ReportRow>& reports, std::vector<Conflict>& out) {
    std::set<std::string> roles;
    for (const ReportRow& r : reports) {
      for (const NumberRow& n : r.numbers) roles.insert(n.role);
    }
    for (const std::string& role : roles) {
      bool rose = true;
      auto exclude = [&](size_t i, size_t j) {
        // Of one voice, two numbers without a day are of two deeds, or of two hours.
        bool dated = HasDay(reports[i]) && HasDay(reports[j]);
        bool apart = NumbersExclude(reports[i], reports[j], role) &&
                     (dated || VoiceOf(reports[i]) != VoiceOf(reports[j]));
        rose = rose && (!apart || Rose(reports[i], reports[j], role));
        return apart;
      };
      Sides sides =
          SidesOf(reports, exclude, [&](const ReportRow& r) { return NumbersOf(r, role); });
      Collect(out, reports.front(), role, sides);
      if (sides.size() < 2 || !rose) continue;
      out.back().update = true;
      std::sort(out.back().sides.begin(), out.back().sides.end(),
                [](const auto& x, const auto& y) { return x.first_published < y.first_published; });
    }
  }

  // Those who meet are named one by one here, two by two there: that is no contradiction.
  bool DoersExclude(const ReportRow& a, const std::vector<HappeningParticipant>& of_a,
                    const ReportRow& b, const std::vector<HappeningParticipant>& of_b) const {
    bool talks = std::find(talks_.begin(), talks_.end(), a.kind) != talks_.end();
    if (a.kind != b.kind || talks || !HasDay(a) || !HasDay(b)) return false;
    if (!NoneInCommon(of_a, of_b) || HasAnotherPart(a, b)) return false;
    auto person = [](const auto& p) { return p.person; };
    bool people = std::all_of(of_a.begin(), of_a.end(), person) &&
                  std::all_of(of_b.begin(), of_b.end(), person);
    for (const std::string& x : a.actors) {
      for (const std::string& y : b.actors) {
        if (NamesOverlap(FoldName(x), FoldName(y), people)) return false;
      }
    }
    return true;
  }

  Places places_;
  Doers doers_;
  std::vector<std::string> talks_;
};

std::string OrdinalWord(int n) {
  const char* ending = n % 100 >= 11 && n % 100 <= 13 ? "th"
                       : n % 10 == 1                  ? "st"
                       : n % 10 == 2                  ? "nd"
                       : n % 10 == 3                  ? "rd"
                                                      : "th";
  return std::to_string(n) + ending;
}

constexpr std::string_view kJourney = "visit";

// A report that says which of its kind it is, and the days within which that is counted.
struct Ordinal {
  ReportRow report;
  Interval counted;
};

// Events of a time wider than this are placed by when they were told: "their third meeting this
// year" says nothing of the day.
constexpr int kWideDays = 28;

std::optional<Date> DayOf(const ReportRow& r) {
  bool wide = !r.time.earliest || !r.time.latest || *r.time.latest - *r.time.earliest > kWideDays;
  if (!wide) return r.time.earliest;
  // "In June of last year": by its end.
  return r.time.latest && r.published ? std::min(*r.time.latest, *r.published) : r.published;
}

// Who all must take part in what is counted: those who act, and whom the scope names ("to
// Germany").
std::vector<int64_t> Counted(const ReportRow& r) {
  std::vector<int64_t> who = r.actor_ids;
  std::string scope = FoldName(r.ordinal_scope);
  for (size_t i = 0; i < r.recipients.size(); ++i) {
    if (who.empty() || scope.find(FoldName(r.recipients[i])) != std::string::npos) {
      who.push_back(r.recipient_ids[i]);
    }
  }
  if (who.size() > 4) who.resize(4);
  return who;
}

// Events of its kind before it in which all of `who` took part. A journey within one's own country
// is none abroad.
int64_t CountBefore(Database& db, const Ordinal& o, Date day, const std::vector<int64_t>& who) {
  std::string sql =
      "SELECT count(*) FROM event_actor ea JOIN event e ON e.id=ea.event WHERE ea.actor=?1 AND "
      "e.id<>?2 AND e.status IN ('occurred','ongoing') AND EXISTS(SELECT 1 FROM report r WHERE "
      "r.event=e.id AND r.kind=?3) AND coalesce(e.latest, e.earliest, e.first_published) < ?4 AND "
      "coalesce(e.latest, e.earliest, e.first_published) >= ?5";
  if (o.report.kind == kJourney) {
    sql +=
        " AND NOT EXISTS(SELECT 1 FROM report r JOIN report_place p ON p.report=r.id JOIN place l "
        "ON l.id=p.place JOIN actor a ON a.id=?1 AND a.country=l.country WHERE r.event=e.id)";
  }
  for (size_t i = 1; i < who.size(); ++i) {
    sql +=
        " AND EXISTS(SELECT 1 FROM event_actor w WHERE w.day=e.day AND w.event=e.id AND w.actor=?" +
        std::to_string(5 + i) + ")";
  }
  Statement count = db.Prepare(sql);
  count.Bind(1, who[0]).Bind(2, o.report.event).Bind(3, o.report.kind);
  count.Bind(4, int64_t{day.days});
  count.Bind(5, o.counted.earliest ? int64_t{o.counted.earliest->days} : INT64_MIN);
  for (size_t i = 1; i < who.size(); ++i) count.Bind(static_cast<int>(5 + i), who[i]);
  return count.Step() ? count.Int(0) : 0;
}

// "His first, in June, was to Tajikistan" is counted in what a sentence before it says.
bool ScopeElsewhere(Database& db, const ReportRow& r) {
  constexpr int64_t kNearby = 20;  // reports of an article have numbers in a row
  Statement s = db.Prepare(
      "SELECT 1 FROM report WHERE id BETWEEN ?1-?2 AND ?1+?2 AND id<>?1 AND article=?3 AND kind=?4 "
      "AND ordinal>0 AND (ordinal_scope IS NOT NULL OR ordinal_from IS NOT NULL) LIMIT 1");
  s.Bind(1, r.id).Bind(2, kNearby).Bind(3, r.article).Bind(4, r.kind);
  return s.Step();
}

// How many the record holds before it, where that is not what the report says.
std::optional<int64_t> Unlike(Database& db, const Ordinal& o) {
  std::vector<int64_t> who = Counted(o.report);
  std::optional<Date> day = DayOf(o.report);
  if (who.empty() || !day) return std::nullopt;
  // What is more may lie outside a scope that has no days: "since the start of the war".
  bool scoped = !o.report.ordinal_scope.empty() || ScopeElsewhere(db, o.report);
  auto fits = [&](int64_t before) {
    int64_t said = *o.report.ordinal - 1;
    return before == said || (before > said && scoped && !o.counted.earliest);
  };
  int64_t before = CountBefore(db, o, *day, who);
  if (fits(before)) return std::nullopt;
  // Of those who travelled together, it may be the second trip of one alone.
  for (size_t i = 0; o.report.kind == kJourney && i < who.size(); ++i) {
    if (fits(CountBefore(db, o, *day, {who[i]}))) return std::nullopt;
  }
  return before;
}

std::string NoteOf(const Ordinal& o, int64_t before) {
  const ReportRow& r = o.report;
  std::string note = "called the " + OrdinalWord(*r.ordinal) + " " + r.kind + " of " +
                     Joined(r.actors.empty() ? r.recipients : r.actors);
  if (!r.ordinal_scope.empty()) note += " (" + r.ordinal_scope + ")";
  if (o.counted.earliest) note += " from " + o.counted.earliest->ToString();
  if (o.counted.latest) note += " to " + o.counted.latest->ToString();
  return note + "; the record holds " + std::to_string(before) + " before it";
}

class ConflictReader {
 public:
  explicit ConflictReader(Record& record)
      : ids_(record.database().Prepare("SELECT id FROM report WHERE event=? ORDER BY id")),
        rows_(record.database()),
        judge_(record.database(), record.rules()) {}
  std::vector<Conflict> Of(int64_t event) {
    std::vector<ReportRow> reports;
    ids_.Bind(1, event);
    while (ids_.Step()) reports.push_back(rows_.Report(ids_.Int(0)));
    ids_.Reset();
    return judge_.ConflictsAmong(std::move(reports));
  }

 private:
  Statement ids_;
  RowReader rows_;
  Judge judge_;
};

}  // namespace

Result<std::vector<Conflict>> ConflictsOf(Record& record, int64_t event) {
  return Guarded<std::vector<Conflict>>([&] { return ConflictReader(record).Of(event); });
}

Result<std::vector<Conflict>> FindConflicts(Record& record, const EventQuery& query,
                                            std::string_view about) {
  return Guarded<std::vector<Conflict>>([&] {
    ConflictReader reader(record);
    EventQuery all = query;
    all.most = INT64_MAX;  // most of them agree
    std::vector<Conflict> out;
    VisitIds(record, all, "e.reports>1", [&](int64_t id) {
      for (Conflict& c : reader.Of(id)) {
        bool wanted = about.empty() || BeginWords(c.what, FoldName(about));
        if (wanted && out.size() < query.most) out.push_back(std::move(c));
      }
      return out.size() < query.most;
    });
    return out;
  });
}

Result<std::vector<OrdinalNote>> CheckOrdinals(Record& record, std::optional<int64_t> event) {
  return Guarded<std::vector<OrdinalNote>>([&] {
    Database& db = record.database();
    Statement s = db.Prepare(
        "SELECT id, ordinal_from, ordinal_to FROM report WHERE ordinal>0 AND (?1=0 OR event=?1) "
        "ORDER BY event, id");
    s.Bind(1, event.value_or(0));
    RowReader rows(db);
    std::vector<OrdinalNote> out;
    while (s.Step()) {
      Ordinal o{rows.Report(s.Int(0)), {DateOf(s.OptionalInt(1)), DateOf(s.OptionalInt(2))}};
      auto before = Unlike(db, o);
      if (!before) continue;
      OrdinalNote note{o.report.event, NoteOf(o, *before)};
      bool said = std::any_of(out.begin(), out.end(), [&](const OrdinalNote& n) {
        return n.event == note.event && n.note == note.note;
      });
      if (!said) out.push_back(std::move(note));
    }
    return out;
  });
}

}  // namespace dragoman::record
