// SPDX-License-Identifier: Apache-2.0
// The questions about events: timeline, meetings, trips, plans, claims, conflicts.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

#include "readable_date.h"
#include "record_filters.h"

namespace dragoman::cli {
namespace {

struct AskFlags {
  RecordFlags record;
  EventFlags events;
  std::string about, as_of, state;
  std::vector<std::string> words;
  bool undated = false;
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
      // "Before" only where it was: papers of one day contradict each other.
      bool before = told.published && last.published && *told.published < *last.published;
      if (j > i) out += before ? "; before, " : "; also ";
      out += told.number.text + " (" + told.who;
      if (told.published) out += ", " + UnbrokenDate(told.published->ToString());
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
  for (const record::Outcome& o : e.outcomes) below += " · " + TextOf(o);
  GridCell whom = names(r.recipients, r.recipient_ids);
  if (!r.others.empty()) whom.text += "; with " + JoinNames(r.others);
  GridCell with = NamesCell(r.others, r.other_ids);
  with.text.clear();  // stands with those before
  GridRow row{{NumberCell(e.id),
               when,
               {r.kind, Style::kBold, struck},
               names(r.actors, r.actor_ids),
               whom,
               with,
               names(r.places, r.place_ids),
               StatusCell(e),
               OutcomeCell(e),
               SettledCell(e),
               SourcesCell(r),
               NumbersCell(e),
               told},
              below,
              r.sentence};
  for (GridCell& cell : ToldCells(r)) row.cells.push_back(std::move(cell));
  return row;
}

// The columns, and after them what only machines read.
Grid MakeGrid(std::vector<std::string> names) {
  for (std::string& name : ToldNames()) names.push_back(std::move(name));
  return Grid(std::move(names), "words");
}

int ShowEvents(record::Record& record, const AskFlags& flags, const record::EventQuery& query) {
  auto events = record::FindEvents(record, query);
  if (!events) return Fail(events.error().message);
  Grid grid = MakeGrid({"event", "when", "what", "who", "whom", "with", "where", "status|",
                        "outcome", "settled_by", "according_to", "numbers", "independent|told by"});
  std::vector<GridCell> statuses;
  for (const record::EventRow& e : *events) {
    grid.Add(RowOf(e));
    statuses.push_back(StatusCell(e));
  }
  grid.Explain(Legend(statuses));
  std::string nothing = "no event in this record answers that";
  if (grid.empty()) nothing += Elsewhere(record, query);
  return Print(grid, flags.record, nothing);
}

record::EventQuery QueryOf(const AskFlags& flags) {
  record::EventQuery q;
  q.most = flags.record.most;
  return q;
}

int Timeline(record::Record& record, const AskFlags& flags) {
  record::EventQuery q = QueryOf(flags);
  return ToQuery(record, flags.events, q) ? ShowEvents(record, flags, q) : kUsage;
}

int Meetings(record::Record& record, const AskFlags& flags) {
  record::EventQuery q = QueryOf(flags);
  if (!ToQuery(record, flags.events, q)) return kUsage;
  q.group = "talks";
  return ShowEvents(record, flags, q);
}

int Trips(record::Record& record, const AskFlags& flags) {
  record::EventQuery q = QueryOf(flags);
  if (!ToQuery(record, flags.events, q)) return kUsage;
  q.traveller = q.actor;
  q.group = "talks";
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

// "cancelled,postponed": in these states.
bool FindStates(const std::string& typed, std::vector<record::PlanState>& out) {
  const std::vector<std::string> names = record::PlanStateNames();
  for (size_t at = 0; at < typed.size();) {
    size_t end = std::min(typed.find(',', at), typed.size());
    std::string one = record::FoldName(typed.substr(at, end - at));
    auto found = std::find(names.begin(), names.end(), one);
    if (found == names.end()) {
      Fail("no plan is '" + one + "': " + JoinNames(names), kUsage);
      return false;
    }
    out.push_back(static_cast<record::PlanState>(found - names.begin()));
    // What was done late was done.
    if (out.back() == record::PlanState::kFulfilled) {
      out.push_back(record::PlanState::kFulfilledLate);
    }
    at = end + 1;
  }
  return true;
}

int Plans(record::Record& record, const AskFlags& flags) {
  record::PlanQuery q;
  if (!ToQuery(record, flags.events, q.events) || !FindStates(flags.state, q.states)) {
    return kUsage;
  }
  q.events.most = flags.record.most;
  if (auto days = ReadPeriod(flags.as_of)) q.as_of = days->latest;
  q.undated = flags.undated;
  auto plans = record::FindPlans(record, q);
  if (!plans) return Fail(plans.error().message);
  Grid grid = MakeGrid(
      {"event", "state", "when", "what", "who", "whom", "where", "according_to", "settled_by"});
  for (const record::PlanRow& p : *plans) {
    const record::ReportRow& r = p.event.best;
    GridCell settled = SettledCell(p.event);
    if (p.outcome != 0) settled.text = "event " + std::to_string(p.outcome);
    GridRow row{{NumberCell(p.event.id),
                 {std::string(Name(p.state)), StyleOf(p.state), false},
                 WhenCell(r),
                 {r.kind, Style::kBold, false},
                 NamesCell(r.actors, r.actor_ids),
                 NamesCell(r.recipients, r.recipient_ids),
                 NamesCell(r.places, r.place_ids),
                 SourcesCell(r),
                 settled},
                "“" + r.sentence + "”",
                r.sentence};
    for (GridCell& cell : ToldCells(r)) row.cells.push_back(std::move(cell));
    grid.Add(std::move(row));
  }
  std::string nothing = "no plan in this record answers that";
  if (grid.empty()) {
    record::EventQuery planned = q.events;
    if (planned.status.empty()) planned.status = "planned";
    auto all = record::CountEvents(record, planned);
    bool chosen = q.undated || !q.states.empty();
    if (chosen && all && *all > 0) {
      nothing += "\n  in any state, dated or not: " + std::to_string(*all);
    }
    nothing += Elsewhere(record, q.events);
  }
  return Print(grid, flags.record, nothing);
}

int Claims(record::Record& record, const AskFlags& flags) {
  std::optional<int64_t> by, about;
  if (!FindOne(record, flags.events.source, by) || !FindOne(record, flags.about, about))
    return kUsage;
  auto claims = record::FindClaims(record, by, about, JoinWords(flags.words), flags.record.most);
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
  record::EventQuery q = QueryOf(flags);
  if (!ToQuery(record, flags.events, q)) return kUsage;
  auto conflicts = record::FindConflicts(record, q, flags.about);
  if (!conflicts) return Fail(conflicts.error().message);
  Grid grid(
      {"event", "what", "about", "update", "value", "who_says_so", "first_published", "report"},
      "words");
  for (const record::Conflict& c : *conflicts) {
    bool first = true;  // in a table the event stands with its first side only
    for (const record::Conflict::Side& side : c.sides) {
      GridCell event = NumberCell(c.event), about{c.what + (c.update ? ", later more" : "")};
      about.machine = c.what;
      about.style = Style::kBold;
      GridCell what{c.kind}, update, report = NumberCell(side.report);
      GridCell value{c.what == "time" ? UnbrokenDate(side.value) : side.value};
      value.machine = side.value;
      what.machine = c.kind;
      event.machine = std::to_string(c.event);
      update.machine = c.update ? "yes" : "";
      report.machine = std::to_string(side.report);
      report.text.clear();
      if (!first) event.text = what.text = about.text = "";
      first = false;
      grid.Add({{event,
                 what,
                 about,
                 update,
                 value,
                 {JoinNames(side.who), Style::kPlain, false},
                 DayCell(side.first_published),
                 report},
                "“" + side.sentence + "”",
                side.sentence});
    }
  }
  return Print(grid, flags.record,
               "the reports in this record that answer that do not contradict each other");
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
  AddParties(timeline, t->events);
  AddChoices(timeline, t->events);
  AddDays(timeline, t->events);
  AddNewestFirst(timeline, t->events);

  auto [meetings, m] = make("meetings", "When somebody met, talked or visited.", Meetings);
  meetings.Add("one", m->events.actor, "a name as typed").Required();
  meetings.Add("other", m->events.with, "whom with; left out: with anybody");
  AddChoices(meetings, m->events);
  AddDays(meetings, m->events);
  AddNewestFirst(meetings, m->events);

  auto [trips, p] = make("trips", "Where somebody travelled, or took part in talks abroad.", Trips);
  trips.Add("person", p->events.actor, "a name as typed").Required();
  trips.Add("--with", p->events.with, "who else took part");
  AddChoices(trips, p->events);
  AddDays(trips, p->events);
  AddNewestFirst(trips, p->events);

  auto [plans, l] = make("plans", "What was planned and what became of it.", Plans);
  AddParties(plans, l->events);
  plans.Add("--state", l->state,
            "open, due, overdue, fulfilled, fulfilled late, postponed or cancelled; several with "
            "commas");
  plans.AddFlag("--undated", l->undated, "only those that have no date");
  plans.Add("--on", l->as_of, "as of this day; else of the last article").APeriod();
  AddChoices(plans, l->events);
  AddDays(plans, l->events);

  auto [claims, c] = make("claims", "Who says what.", Claims);
  claims.Add("--by", c->events.source, "who says it");
  claims.Add("--about", c->about, "whom it is about");
  claims.Add("--words", c->words, "words of the sentence");

  auto [conflicts, x] = make("conflicts", "Where reports of one event disagree.", Conflicts);
  AddParties(conflicts, x->events);
  conflicts.Add("--about", x->about, "on what: killed, wounded, time, place, who, whether");
  AddChoices(conflicts, x->events);
  AddDays(conflicts, x->events);
}

}  // namespace dragoman::cli
