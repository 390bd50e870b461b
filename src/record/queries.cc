// SPDX-License-Identifier: Apache-2.0
// Timelines, claims, plans, stats. Conflicts and ordinals are in conflicts.cc, names in actors.cc,
// offices in offices.cc, search in search.cc.
#include "record/queries.h"

#include <algorithm>

#include "record/rows.h"

namespace dragoman::record {
namespace {

// Events with a time sort by it, the others by when they were first told.
constexpr std::string_view kDay = "e.day";
// The event is one of an actor's.
constexpr std::string_view kOfActor =
    "EXISTS(SELECT 1 FROM event_actor w WHERE w.actor=? AND w.day=e.day AND w.event=e.id)";

class Filter {
 public:
  void Add(const std::string& condition, std::function<void(Statement&, int)> bind) {
    where_ += (where_.empty() ? " WHERE " : " AND ") + condition;
    if (bind) binds_.push_back(std::move(bind));
  }
  void AddInt(const std::string& condition, int64_t value) {
    Add(condition, [value](Statement& s, int i) { s.Bind(i, value); });
  }
  void AddText(const std::string& condition, const std::string& value) {
    Add(condition, [value](Statement& s, int i) { s.Bind(i, value); });
  }
  // A parameter that stands before WHERE.
  void BindFirst(int64_t value) {
    binds_.push_back([value](Statement& s, int i) { s.Bind(i, value); });
  }
  const std::string& where() const { return where_; }
  int BindAll(Statement& s) const {
    int index = 1;
    for (const auto& bind : binds_) bind(s, index++);
    return index;
  }

 private:
  std::string where_;
  std::vector<std::function<void(Statement&, int)>> binds_;
};

std::string StartOf(const EventQuery& q) {
  // Start from the rarest thing asked for: the actor's own events, by index, in order of time.
  if (!q.actor) return "event e";
  std::string from = "event_actor ea";
  if (q.with)
    from += " CROSS JOIN event_actor w ON w.actor=? AND w.day=ea.day AND w.event=ea.event";
  return from + " CROSS JOIN event e ON e.id=ea.event";
}

// What settles a plan that has become this; empty: that is a status.
std::string_view Does(std::string_view status) {
  for (const OutcomeWord& word : kOutcomeWords) {
    if (word.became == status) return word.does;
  }
  return "";
}

void AddStatus(const EventQuery& q, Filter& f) {
  if (std::string_view does = Does(q.status); !does.empty()) {
    // The first outcome counts, a postponement only where there is no other: as in RowReader.
    f.AddText(
        "e.status IN ('planned','possible') AND (SELECT o.kind FROM outcome o JOIN event s ON "
        "s.id=o.event WHERE o.plan=e.id ORDER BY o.kind='postpones', coalesce(s.latest, "
        "s.first_published), o.event LIMIT 1)=?",
        std::string(does));
  } else if (!q.status.empty()) {
    f.AddText("e.status=?", q.status);
  }
}

void AddDays(const EventQuery& q, Filter& f) {
  // An end that no text gives may lie anywhere; without a time, the day of telling stands for it.
  if (q.from) {
    f.AddInt(
        "CASE WHEN e.latest IS NULL AND e.earliest IS NOT NULL THEN 1 ELSE "
        "coalesce(e.latest, e.last_published) >= ? END",
        q.from->days);
  }
  auto starts_by = [&](int64_t day, int64_t told) {
    f.AddInt(
        "CASE WHEN e.earliest IS NOT NULL THEN e.earliest <= ? WHEN e.latest IS NOT NULL THEN 1 "
        "ELSE e.first_published <= " +
            std::to_string(told) + " END",
        day);
  };
  if (q.to) starts_by(q.to->days, q.to->days);
  if (q.before) {
    starts_by(q.before->days - 1, q.before->days);
    f.Add("e.factual", nullptr);
  }
}

Filter Conditions(const EventQuery& q, const MergeRules& rules) {
  Filter f;
  if (q.actor && q.with) f.BindFirst(*q.with);
  if (q.actor) f.AddInt("ea.actor=?", *q.actor);
  if (q.with && !q.actor) f.AddInt(std::string(kOfActor), *q.with);
  if (q.traveller) {
    // A visit goes somewhere, told or not; talks do only where a person takes part abroad.
    f.AddInt(
        "EXISTS(SELECT 1 FROM report r JOIN report_actor w ON w.report=r.id JOIN actor a ON "
        "a.id=w.actor WHERE r.event=e.id AND w.role=0 AND w.actor=? AND NOT EXISTS(SELECT 1 FROM "
        "report_place p JOIN place l ON l.id=p.place WHERE p.report=r.id AND l.country=a.country) "
        "AND (r.kind='visit' OR (a.type='person' AND coalesce(r.mode,'')<>'phone' AND "
        "EXISTS(SELECT 1 FROM report_place p JOIN place l ON l.id=p.place WHERE p.report=r.id AND "
        "l.country<>a.country))))",
        *q.traveller);
  }
  if (!q.type.empty()) f.AddText("e.type=?", q.type);
  if (!q.kind.empty()) f.AddText("e.kind=?", q.kind);
  if (!q.group.empty()) {
    std::string kinds;  // names of data rows, not typed by anybody
    for (const std::string& kind : rules.KindsOf(q.group))
      kinds += (kinds.empty() ? "'" : ",'") + kind + "'";
    f.Add("e.kind IN (" + kinds + ")", nullptr);
  }
  AddStatus(q, f);
  AddDays(q, f);
  if (!q.country.empty()) {
    f.AddText(
        "e.id IN (SELECT p.event FROM place l JOIN event_place p ON p.place=l.id WHERE "
        "l.country=?)",
        q.country);
  } else if (q.places) {
    std::string rows;
    for (int64_t place : *q.places) rows += (rows.empty() ? "" : ",") + std::to_string(place);
    f.Add("e.id IN (SELECT event FROM event_place WHERE place IN (" + rows + "))", nullptr);
  }
  if (q.source) {
    f.AddInt(
        "e.id IN (SELECT r.event FROM source_report s JOIN report r ON r.id=s.report WHERE "
        "s.actor=?)",
        *q.source);
  }
  return f;
}

// Of two actors, the one with fewer events is gone through. Counting stops early.
void PutRarerFirst(Database& db, EventQuery& q) {
  Statement count =
      db.Prepare("SELECT count(*) FROM (SELECT 1 FROM event_actor WHERE actor=? LIMIT 20000)");
  auto events = [&](int64_t actor) {
    count.Bind(1, actor);
    int64_t n = count.Step() ? count.Int(0) : 0;
    count.Reset();
    return n;
  };
  if (events(*q.with) < events(*q.actor)) std::swap(q.actor, q.with);
}

std::vector<int64_t> Ids(Statement& s) {
  std::vector<int64_t> ids;
  while (s.Step()) ids.push_back(s.Int(0));
  return ids;
}

PlanState StateOf(const EventRow& e, Date as_of) {
  if (const Outcome* o = SettledBy(e); o != nullptr) {
    if (o->kind == "cancels") return PlanState::kCancelled;
    if (o->kind == "postpones") return PlanState::kPostponed;
    const std::optional<Date>&done = o->time.earliest, &planned = e.best.time.latest;
    return done && planned && *planned + 1 < *done ? PlanState::kFulfilledLate
                                                   : PlanState::kFulfilled;
  }
  if (e.best.time.latest && *e.best.time.latest < as_of) return PlanState::kOverdue;
  if (e.best.time.earliest && *e.best.time.earliest <= as_of) return PlanState::kDue;
  return PlanState::kOpen;
}

// A bound for LIMIT where the caller counts.
constexpr size_t kAll = INT64_MAX;

constexpr std::string_view kStates[] = {"open",           "due",       "overdue",  "fulfilled",
                                        "fulfilled late", "postponed", "cancelled"};

}  // namespace

std::string_view Name(PlanState s) { return kStates[static_cast<size_t>(s)]; }

std::vector<std::string> PlanStateNames() { return {std::begin(kStates), std::end(kStates)}; }

void VisitIds(Record& record, const EventQuery& query, const std::string& also,
              const std::function<bool(int64_t)>& visit) {
  EventQuery q = query;
  if (q.actor && q.with) PutRarerFirst(record.database(), q);
  Filter f = Conditions(q, record.rules());
  if (!also.empty()) f.Add(also, nullptr);
  std::string order = q.newest_first ? " DESC" : "";
  std::string day = q.actor ? "ea.day" : std::string(kDay), id = q.actor ? "ea.event" : "e.id";
  Statement s =
      record.database().Prepare("SELECT e.id FROM " + StartOf(q) + f.where() + " ORDER BY " + day +
                                order + ", " + id + order + " LIMIT ?");
  s.Bind(f.BindAll(s), static_cast<int64_t>(q.most));
  while (s.Step() && visit(s.Int(0))) {
  }
}

void VisitEvents(Record& record, const EventQuery& query,
                 const std::function<void(const EventRow&)>& visit) {
  RowReader rows(record.database());
  VisitIds(record, query, "", [&](int64_t id) {
    visit(rows.Event(id));
    return true;
  });
}

Result<int64_t> CountEvents(Record& record, const EventQuery& query) {
  return Guarded<int64_t>([&] {
    EventQuery q = query;
    Database& db = record.database();
    if (q.actor && q.with) PutRarerFirst(db, q);
    Filter f = Conditions(q, record.rules());
    Statement s =
        db.Prepare("SELECT count(*) FROM (SELECT 1 FROM " + StartOf(q) + f.where() + " LIMIT ?)");
    s.Bind(f.BindAll(s), static_cast<int64_t>(q.most));
    return s.Step() ? s.Int(0) : 0;
  });
}

Result<std::vector<std::string>> ValuesOf(Record& record, const std::string& column) {
  return Guarded<std::vector<std::string>>([&] {
    DRAGOMAN_CHECK(column == "type" || column == "kind" || column == "status");
    Statement s = record.database().Prepare("SELECT DISTINCT " + column + " FROM event ORDER BY 1");
    std::vector<std::string> out;
    while (s.Step()) out.push_back(s.Text(0));
    return out;
  });
}

Result<std::vector<EventRow>> FindEvents(Record& record, const EventQuery& query) {
  return Guarded<std::vector<EventRow>>([&] {
    std::vector<EventRow> out;
    VisitEvents(record, query, [&](const EventRow& row) { out.push_back(row); });
    return out;
  });
}

Result<EventRow> GetEvent(Record& record, int64_t event) {
  return Guarded<EventRow>([&] { return RowReader(record.database()).Event(event); });
}

Result<std::vector<ReportRow>> ReportsOf(Record& record, int64_t event) {
  return Guarded<std::vector<ReportRow>>([&] {
    Statement s =
        record.database().Prepare("SELECT id FROM report WHERE event=? ORDER BY quality DESC, id");
    s.Bind(1, event);
    Statement elsewhere = record.database().Prepare(
        "SELECT substr(CAST(a.text AS BLOB), v.span_begin+1, v.span_end-v.span_begin) FROM report "
        "r "
        "JOIN evidence v ON v.report=r.id JOIN article a ON a.id=r.article WHERE r.id=? AND "
        "(v.span_end<=r.sentence_begin OR v.span_begin>=r.sentence_end) ORDER BY v.seq");
    RowReader rows(record.database());
    std::vector<ReportRow> out;
    for (int64_t id : Ids(s)) {
      out.push_back(rows.Report(id));
      elsewhere.Bind(1, id);
      while (elsewhere.Step()) out.back().elsewhere.push_back(elsewhere.Text(0));
      elsewhere.Reset();
    }
    return out;
  });
}

namespace {

// Names of an actor, folded.
std::vector<std::string> NamesOf(Database& db, int64_t actor) {
  Statement s = db.Prepare("SELECT folded FROM actor_name WHERE actor=? ORDER BY 1");
  s.Bind(1, actor);
  std::vector<std::string> names;
  while (s.Step()) names.push_back(s.Text(0));
  return names;
}

// Whether a text names one of them: "that the government would not resign if Sandu lost".
bool Names(const std::string& text, const std::vector<std::string>& names) {
  std::string folded = " " + FoldName(text) + " ";
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return folded.find(" " + name + " ") != std::string::npos;
  });
}

}  // namespace

Result<std::vector<ReportRow>> FindClaims(Record& record, std::optional<int64_t> by,
                                          std::optional<int64_t> about, std::string_view words,
                                          size_t most) {
  return Guarded<std::vector<ReportRow>>([&] {
    Database& db = record.database();
    // What somebody vouches for, and what somebody merely says.
    std::string vouched = "SELECT report id FROM source_report", said;
    if (by) {
      vouched += " WHERE actor=?1";
      said =
          "SELECT r.id FROM event_actor ea JOIN report r ON r.event=ea.event WHERE ea.actor=?1 AND "
          "EXISTS(SELECT 1 FROM report_actor p WHERE p.report=r.id AND p.role=0 AND p.actor=?1) "
          "AND ";
    } else {
      said = "SELECT r.id FROM report r WHERE ?1=0 AND ";
    }
    Statement s = db.Prepare(
        "SELECT r.id, r.type FROM (" + vouched + " UNION " + said +
        "(r.type IN ('x-STATEMENT','ACCUSE','REJECT','REQUEST','THREATEN') OR r.about IS NOT "
        "NULL)) c JOIN report r ON "
        "r.id=c.id JOIN article a ON a.id=r.article ORDER BY a.published, r.id");
    s.Bind(1, by.value_or(0));
    const std::vector<std::string> names = about ? NamesOf(db, *about) : std::vector<std::string>();
    auto is_about = [&](const ReportRow& r) {
      for (const auto* ids : {&r.actor_ids, &r.recipient_ids, &r.other_ids}) {
        // "Zelensky urged Russia to ...", which nobody else says, is by him and about Russia.
        bool says_itself = ids == &r.actor_ids && (r.type == "x-STATEMENT" || r.sources.empty());
        if (!says_itself && std::find(ids->begin(), ids->end(), *about) != ids->end()) return true;
      }
      return Names(r.about, names);
    };
    RowReader rows(db);
    std::string wanted = FoldName(words);
    std::vector<ReportRow> out;
    while (out.size() < most && s.Step()) {
      ReportRow row = rows.Report(s.Int(0));
      if (about && !is_about(row)) continue;
      if (BeginWords(FoldName(row.sentence), wanted)) out.push_back(std::move(row));
    }
    return out;
  });
}

Result<std::vector<PlanRow>> FindPlans(Record& record, const PlanQuery& q) {
  return Guarded<std::vector<PlanRow>>([&] {
    Database& db = record.database();
    Date as_of = q.as_of.value_or(
        Date{static_cast<int32_t>(db.SingleInt("SELECT max(published) FROM article"))});
    EventQuery events = q.events;
    events.most = kAll;  // in any state; the states wanted are counted below
    std::string also = "e.status='planned'";
    if (q.undated) also += " AND e.earliest IS NULL AND e.latest IS NULL";
    RowReader rows(db);
    std::vector<PlanRow> out;
    VisitIds(record, events, also, [&](int64_t id) {
      PlanRow row;
      row.event = rows.Event(id);
      row.dated = !row.event.best.time.unbounded();
      row.state = StateOf(row.event, as_of);
      if (const Outcome* settled = SettledBy(row.event)) row.outcome = settled->event;
      bool wanted = q.states.empty() ||
                    std::find(q.states.begin(), q.states.end(), row.state) != q.states.end();
      if (wanted) out.push_back(std::move(row));
      return out.size() < q.events.most;
    });
    return out;
  });
}

Result<bool> HoldsArticles(Record& record) {
  return Guarded<bool>(
      [&] { return record.database().SingleInt("SELECT EXISTS(SELECT 1 FROM article)") != 0; });
}

Result<Stats> GetStats(Record& record) {
  return Guarded<Stats>([&] {
    Database& db = record.database();
    Stats st;
    st.articles = db.SingleInt("SELECT count(*) FROM article");
    st.copies = db.SingleInt("SELECT count(*) FROM article WHERE copy_of<>id");
    st.retired = db.SingleInt("SELECT count(*) FROM article WHERE replaced_by IS NOT NULL");
    st.reports = db.SingleInt("SELECT count(*) FROM report");
    st.events = db.SingleInt("SELECT count(*) FROM event");
    st.merged_events = db.SingleInt("SELECT count(*) FROM event WHERE reports>1");
    st.actors = db.SingleInt("SELECT count(*) FROM actor");
    st.places = db.SingleInt("SELECT count(*) FROM place");
    st.relations = db.SingleInt("SELECT count(*) FROM relation");
    st.plans = db.SingleInt("SELECT count(*) FROM event WHERE status='planned'");
    Statement days = db.Prepare("SELECT min(published), max(published) FROM article");
    if (days.Step()) {
      st.first = DateOf(days.OptionalInt(0));
      st.last = DateOf(days.OptionalInt(1));
    }
    auto fill = [&](std::string_view sql, std::vector<std::pair<std::string, int64_t>>& into) {
      Statement s = db.Prepare(sql);
      while (s.Step()) into.emplace_back(s.Text(0), s.Int(1));
    };
    fill("SELECT type, count(*) FROM event GROUP BY type ORDER BY 2 DESC, 1", st.by_type);
    fill("SELECT status, count(*) FROM event GROUP BY status ORDER BY 2 DESC, 1", st.by_status);
    fill("SELECT kind, count(*) FROM event GROUP BY kind ORDER BY 2 DESC, 1", st.by_kind);
    fill("SELECT read_by, count(*) FROM article GROUP BY read_by ORDER BY 2 DESC, 1", st.read_by);
    return st;
  });
}

}  // namespace dragoman::record
