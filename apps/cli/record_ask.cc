// SPDX-License-Identifier: Apache-2.0
// The questions about events: timeline, meetings, trips, plans, claims, conflicts.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

#include "readable_date.h"
#include "record_command.h"

namespace dragoman::cli {
namespace {

struct AskFlags {
  RecordFlags record;
  std::string actor, with, type, kind, place, status, from, to, before, source, about, as_of, words;
  bool newest_first = false, undated = false;
};

using Ask = std::function<int(record::Record&, const AskFlags&)>;

// "killed 19 people (police, 17 May 2024); before, 21 people (the hospital, 16 May 2024)": of a
// number that was told in several ways.
std::string NumbersText(const record::EventRow& e) {
  std::string out;
  for (size_t i = 0; i < e.numbers.size(); ++i) {
    const auto& last = e.numbers[i];
    auto of_role = [&](const auto& told) { return told.number.role == last.number.role; };
    bool first = std::none_of(e.numbers.begin(), e.numbers.begin() + static_cast<long>(i), of_role);
    if (!first || std::count_if(e.numbers.begin(), e.numbers.end(), of_role) < 2) continue;
    out += " · " + last.number.role + " ";
    for (size_t j = i; j < e.numbers.size(); ++j) {
      const auto& told = e.numbers[j];
      if (!of_role(told)) continue;
      if (j > i) out += "; before, ";
      out += told.number.text + " (" + told.who;
      if (told.published) out += ", " + ReadableDate(told.published->ToString());
      out += ")";
    }
  }
  return out;
}

GridCell NumbersCell(const record::EventRow& e) {
  GridCell cell;
  cell.list.emplace();
  auto plain = [](const std::optional<double>& d) {
    char text[32];
    if (d) std::snprintf(text, sizeof text, "%.15g", *d);
    return d ? std::string(text) : "";
  };
  auto add = [&](const record::NumberRow& n, const std::string& who, const std::string& day) {
    cell.list->push_back({{"text", n.role + " " + n.text},
                          {"role", n.role},
                          {"least", plain(n.least), true},
                          {"most", plain(n.most), true},
                          {"unit", n.unit},
                          {"according_to", who},
                          {"published", day}});
  };
  for (const auto& t : e.numbers) {
    add(t.number, t.who, t.published ? t.published->ToString() : "");
  }
  if (e.numbers.empty()) {
    const record::ReportRow& r = e.best;
    std::string day = r.published ? r.published->ToString() : "";
    for (const record::NumberRow& n : r.numbers) add(n, record::VoiceOf(r), day);
  }
  return cell;
}

GridRow RowOf(const record::EventRow& e) {
  const record::ReportRow& r = e.best;
  bool struck = r.status == "denied";
  auto names = [&](const std::vector<std::string>& who, const std::vector<int64_t>& ids) {
    GridCell cell = NamesCell(who, ids);
    cell.struck = struck;
    return cell;
  };
  GridCell told = NumberCell(e.independent);
  if (e.articles != e.independent) told.text += " of " + std::to_string(e.articles);
  told.machine = std::to_string(e.independent);
  GridCell when = WhenCell(r);
  if (r.edtf.empty() && r.published && r.status != "planned" && r.status != "possible") {
    when.text = "told " + PublishedText(r);
  }
  std::string below = "“" + r.sentence + "”";
  if (!r.outlet.empty() || r.published) {
    below += " — " + (r.outlet.empty() ? std::string("published") : r.outlet + ",");
    if (r.published) below += " " + PublishedText(r);
  }
  below += NumbersText(e);
  for (const std::string& o : e.outcomes) below += " · " + o;
  GridCell whom = names(r.recipients, r.recipient_ids);
  if (!r.others.empty()) whom.text += "; with " + JoinNames(r.others);
  GridCell with = NamesCell(r.others, r.other_ids);
  with.text.clear();  // stands with those before
  return {{NumberCell(e.id),
           when,
           {r.kind, Style::kBold, struck},
           names(r.actors, r.actor_ids),
           whom,
           with,
           names(r.places, r.place_ids),
           StatusCell(r),
           SourcesCell(r),
           NumbersCell(e),
           told},
          below,
          r.sentence};
}

constexpr int64_t kCounted = 1000;

// A type, kind or status that this record does not hold is likely a slip: those it holds.
std::string Held(record::Record& record, const char* column, const std::string& asked) {
  if (asked.empty()) return "";
  auto held = record::ValuesOf(record, column);
  if (!held || std::find(held->begin(), held->end(), asked) != held->end()) return "";
  return "\n  no " + std::string(column) + " is called '" + asked + "'; this record has " +
         JoinNames(*held);
}

// What the question finds when one of its conditions is left out: what to try next.
std::string Elsewhere(record::Record& record, const record::EventQuery& query) {
  std::string out = Held(record, "type", query.type) + Held(record, "kind", query.kind) +
                    Held(record, "status", query.status);
  auto without = [&](const char* what, bool asked, auto drop) {
    record::EventQuery q = query;
    drop(q);
    q.most = static_cast<size_t>(kCounted);
    auto found = asked ? record::CountEvents(record, q) : Result<int64_t>(0);
    if (!found || *found == 0) return;
    out += std::string("\n  ") + what + ": " + std::to_string(*found) +
           (*found == 1 ? " event" : " events") + (*found < kCounted ? "" : " or more");
  };
  bool dated = query.from || query.to || query.before;
  without("at any time", dated, [](auto& q) { q.from = q.to = q.before = std::nullopt; });
  without("anywhere", !query.place.empty(), [](auto& q) {
    q.place.clear();
    q.country.clear();
  });
  without("of any status", !query.status.empty(), [](auto& q) { q.status.clear(); });
  bool kinds = !query.kind.empty() || !query.type.empty() || !query.group.empty();
  without("of any kind", kinds || query.traveller, [](auto& q) {
    q.kind.clear();
    q.type.clear();
    q.group.clear();
    q.traveller.reset();
  });
  without("whoever says so", query.source.has_value(), [](auto& q) { q.source.reset(); });
  without("without the second name", query.with.has_value(), [](auto& q) { q.with.reset(); });
  return out;
}

int ShowEvents(record::Record& record, const AskFlags& flags, const record::EventQuery& query) {
  auto events = record::FindEvents(record, query);
  if (!events) return Fail(events.error().message);
  Grid grid({"event", "when", "what", "who", "whom", "with", "where", "status|", "according_to",
             "numbers", "independent|told by"},
            "words");
  std::vector<GridCell> statuses;
  for (const record::EventRow& e : *events) {
    grid.Add(RowOf(e));
    statuses.push_back(StatusCell(e.best));
  }
  grid.Explain(Legend(statuses));
  std::string nothing = "no event in this record answers that";
  if (grid.empty()) nothing += Elsewhere(record, query);
  return Print(grid, flags.record, nothing);
}

void SetDays(const AskFlags& flags, record::EventQuery& q) {
  q.from = Date::Parse(flags.from);
  q.to = Date::Parse(flags.to);
  q.before = Date::Parse(flags.before);
}

int Timeline(record::Record& record, const AskFlags& flags) {
  record::EventQuery q;
  if (!FindOne(record, flags.actor, q.actor) || !FindOne(record, flags.with, q.with) ||
      !FindOne(record, flags.source, q.source)) {
    return kUsage;
  }
  q.type = flags.type;
  q.kind = flags.kind;
  q.place = flags.place;
  if (!q.place.empty()) {
    auto called = record::FindActors(record, q.place, KnownKeys(q.place));
    if (called && !called->empty() && called->front().type == "state") {
      q.country = called->front().country;
    }
  }
  q.status = flags.status;
  SetDays(flags, q);
  q.newest_first = flags.newest_first;
  q.most = flags.record.most;
  return ShowEvents(record, flags, q);
}

int Meetings(record::Record& record, const AskFlags& flags) {
  record::EventQuery q;
  if (!FindOne(record, flags.actor, q.actor) || !FindOne(record, flags.with, q.with)) return kUsage;
  q.group = "talks";
  SetDays(flags, q);
  q.newest_first = flags.newest_first;
  q.most = flags.record.most;
  return ShowEvents(record, flags, q);
}

int Trips(record::Record& record, const AskFlags& flags) {
  record::EventQuery q;
  if (!FindOne(record, flags.actor, q.actor)) return kUsage;
  q.traveller = q.actor;
  q.newest_first = flags.newest_first;
  q.group = "talks";
  SetDays(flags, q);
  q.most = flags.record.most;
  return ShowEvents(record, flags, q);
}

Style StyleOf(record::PlanState s) {
  switch (s) {
    case record::PlanState::kFulfilled:
    case record::PlanState::kFulfilledLate:
      return Style::kGreen;
    case record::PlanState::kOverdue:
    case record::PlanState::kCancelled:
      return Style::kRed;
    default:
      return Style::kYellow;
  }
}

int Plans(record::Record& record, const AskFlags& flags) {
  record::PlanQuery q;
  if (!FindOne(record, flags.actor, q.actor)) return kUsage;
  q.as_of = Date::Parse(flags.as_of);
  q.undated = flags.undated;
  q.most = flags.record.most;
  auto plans = record::FindPlans(record, q);
  if (!plans) return Fail(plans.error().message);
  Grid grid(
      {"event", "state", "when", "what", "who", "whom", "where", "according_to", "settled_by"},
      "words");
  for (const record::PlanRow& p : *plans) {
    const record::ReportRow& r = p.event.best;
    GridCell settled;
    if (p.outcome != 0) {
      settled = {"event " + std::to_string(p.outcome), Style::kDim, false,
                 std::to_string(p.outcome), true};
    }
    grid.Add({{NumberCell(p.event.id),
               {std::string(Name(p.state)), StyleOf(p.state), false},
               WhenCell(r),
               {r.kind, Style::kBold, false},
               NamesCell(r.actors, r.actor_ids),
               NamesCell(r.recipients, r.recipient_ids),
               NamesCell(r.places, r.place_ids),
               SourcesCell(r),
               settled},
              "“" + r.sentence + "”",
              r.sentence});
  }
  return Print(grid, flags.record, "no plan in this record");
}

int Claims(record::Record& record, const AskFlags& flags) {
  std::optional<int64_t> by, about;
  if (!FindOne(record, flags.source, by) || !FindOne(record, flags.about, about)) return kUsage;
  auto claims = record::FindClaims(record, by, about, flags.words, flags.record.most);
  if (!claims) return Fail(claims.error().message);
  Grid grid({"published", "according_to", "what", "who", "whom", "about", "when", "status|",
             "outlet", "event"},
            "words");
  std::vector<GridCell> statuses;
  for (const record::ReportRow& r : *claims) {
    // "Zakharova said ...", "Sandu accused ...": who says it is who does it.
    GridCell voice = r.sources.empty() ? NamesCell(r.actors, r.actor_ids) : SourcesCell(r);
    voice.style = Style::kBold;
    GridCell who = NamesCell(r.actors, r.actor_ids);
    if (r.sources.empty()) who.text.clear();
    GridCell content;
    content.machine = r.about;
    statuses.push_back(StatusCell(r));
    grid.Add({{DayCell(r.published),
               voice,
               {r.kind, Style::kPlain, false},
               who,
               NamesCell(r.recipients, r.recipient_ids),
               content,
               WhenCell(r),
               StatusCell(r),
               {r.outlet, Style::kPlain, false},
               NumberCell(r.event)},
              "“" + r.sentence + "”",
              r.sentence});
  }
  grid.Explain(Legend(statuses));
  return Print(grid, flags.record, "no claim in this record answers that");
}

int Conflicts(record::Record& record, const AskFlags& flags) {
  auto conflicts = record::FindConflicts(record, std::nullopt, flags.record.most);
  if (!conflicts) return Fail(conflicts.error().message);
  Grid grid({"event", "about", "value", "who_says_so", "first_published"}, "");
  for (const record::Conflict& c : *conflicts) {
    for (const record::Conflict::Side& side : c.sides) {
      grid.Add({{NumberCell(c.event),
                 {c.what + (c.update ? ", later more" : ""), Style::kBold, false},
                 {side.value, Style::kPlain, false},
                 {JoinNames(side.who), Style::kPlain, false},
                 DayCell(side.first_published)},
                ""});
    }
  }
  return Print(grid, flags.record, "the reports in this record do not contradict each other");
}

}  // namespace

void AddRecordAsking(CLI::App& app, int& exit_code) {
  // A question runs on the opened record; its flags live as long as the program.
  auto make = [&](const char* name, const char* help, Ask ask) {
    auto flags = std::make_shared<AskFlags>();
    Command command(app, name, help, exit_code, [flags, ask = std::move(ask)] {
      auto record = OpenRecord(flags->record.record, record::OpenMode::kRead);
      return record ? ask(*record, *flags) : static_cast<int>(kCannotRun);
    });
    AddRecordOption(command, flags->record);
    AddPrintOptions(command, flags->record);
    return std::pair(command, flags);
  };
  auto [timeline, t] = make("timeline", "What happened, in order of time.", Timeline);
  timeline.Add("--actor", t->actor, "who took part");
  timeline.Add("--with", t->with, "who else took part");
  timeline.Add("--type", t->type, "PLOVER type: CONSULT, ASSAULT, ...");
  timeline.Add("--kind", t->kind, "kind: meet, visit, ...");
  timeline.Add("--place", t->place, "where; of a country, anywhere in it");
  timeline.Add("--status", t->status, "occurred, ongoing, planned, possible or denied");
  auto add_days = [](Command& command, AskFlags& flags) {
    command.Add("--from,--since", flags.from, "what can lie on this day or later").ADate();
    command.Add("--to,--until", flags.to, "what can lie on this day or earlier").ADate();
    command.Add("--before", flags.before, "what had happened before this day").ADate();
  };
  add_days(timeline, *t);
  timeline.Add("--source", t->source, "who says so");
  timeline.AddFlag("--newest-first", t->newest_first, "latest on top");

  auto [meetings, m] = make("meetings", "When two of them met, talked or visited.", Meetings);
  meetings.Add("one", m->actor, "a name as typed").Required();
  meetings.Add("other", m->with, "another").Required();
  add_days(meetings, *m);
  meetings.AddFlag("--newest-first", m->newest_first, "latest on top");

  auto [trips, p] = make("trips", "Where somebody travelled, or took part in talks abroad.", Trips);
  trips.Add("person", p->actor, "a name as typed").Required();
  add_days(trips, *p);
  trips.AddFlag("--newest-first", p->newest_first, "latest on top");

  auto [plans, l] = make("plans", "What was planned and what became of it.", Plans);
  plans.Add("--actor", l->actor, "who is to take part");
  plans.AddFlag("--undated", l->undated, "only those that have no date");
  plans.Add("--on", l->as_of, "as of this day; else of the last article").ADate();

  auto [claims, c] = make("claims", "Who says what.", Claims);
  claims.Add("--by", c->source, "who says it");
  claims.Add("--about", c->about, "whom it is about");
  claims.Add("--words", c->words, "words of the sentence");

  make("conflicts", "Where reports of one event disagree.", Conflicts);
}

}  // namespace dragoman::cli
