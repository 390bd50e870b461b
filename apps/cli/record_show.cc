// SPDX-License-Identifier: Apache-2.0
// One event with all its reports: the words of each, why it is taken for this event, where they
// differ. Entry: ShowEvent.
#include <algorithm>
#include <iostream>

#include "readable_date.h"
#include "record_command.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

void Line(const char* name, const std::string& value) {
  if (!value.empty()) std::cout << "  " << name << value << "\n";
}

void PrintSides(const std::vector<record::Conflict>& conflicts) {
  if (!conflicts.empty()) std::cout << "\n";
  for (const record::Conflict& c : conflicts) {
    std::cout << (c.update ? "  the number grew from report to report: "
                           : "  the reports differ on ")
              << c.what << ":\n";
    for (const auto& side : c.sides) {
      std::cout << "    " << (c.what == "time" ? ReadableDate(side.value) : side.value) << " ("
                << JoinNames(side.who) << ")\n";
    }
  }
}

// "The Herald, 7 May 2024"
std::string Published(const record::ReportRow& r) {
  std::string where = r.outlet.empty() ? r.title : r.outlet;
  std::string day = r.published ? ReadableDate(r.published->ToString()) : "";
  if (r.published_inferred) day.insert(0, "~");
  return where + (where.empty() || day.empty() ? "" : ", ") + day;
}

// "● occurred, hedged"
std::string StatusText(const record::ReportRow& r) {
  GridCell cell = StatusCell(r);
  return cell.text + " " + *cell.machine;
}

std::string WhenText(const record::ReportRow& r) {
  std::string when = ReadableDate(r.edtf);
  return when.empty() ? "no date" : when;
}

// The reports of an event, for machines.
int PrintRows(const record::EventRow& event, const std::vector<record::ReportRow>& reports,
              const RecordFlags& flags) {
  Grid grid({"event",      "report", "published",    "outlet",  "title", "url",    "when",
             "what",       "who",    "whom",         "with",    "where", "status", "outcome",
             "settled_by", "about",  "according_to", "numbers", "why",   "rule",   "elsewhere"},
            "words");
  for (const record::ReportRow& r : reports) {
    GridCell numbers, elsewhere, status{*StatusCell(r).machine};
    numbers.list.emplace();
    for (const std::string& n : record::NumberTexts(r)) numbers.list->push_back({{"text", n}});
    elsewhere.list.emplace();
    for (const std::string& words : r.elsewhere) elsewhere.list->push_back({{"words", words}});
    grid.Add({{NumberCell(event.id),
               NumberCell(r.id),
               DayCell(r.published),
               {r.outlet},
               {r.title},
               {r.url},
               WhenCell(r),
               {r.kind},
               NamesCell(r.actors, r.actor_ids),
               NamesCell(r.recipients, r.recipient_ids),
               NamesCell(r.others, r.other_ids),
               NamesCell(r.places, r.place_ids),
               status,
               OutcomeCell(event),
               SettledCell(event),
               {r.about},
               SourcesCell(r),
               numbers,
               {r.why},
               {r.rule},
               elsewhere},
              r.sentence});
  }
  return Print(grid, flags, "");
}

// The sentence with its trigger marked: in brackets where there is no colour.
std::string Marked(const record::ReportRow& r, bool color) {
  size_t begin = std::min(r.trigger_begin, r.sentence.size());
  size_t end = std::min(std::max(r.trigger_end, begin), r.sentence.size());
  const std::string words = r.sentence.substr(begin, end - begin);
  return r.sentence.substr(0, begin) +
         (color ? Styled(words, Style::kMark, true) : "[" + words + "]") + r.sentence.substr(end);
}

void PrintEvent(const record::EventRow& e, bool color) {
  const record::ReportRow& best = e.best;
  std::string settled = OutcomeOf(e);
  std::cout << Styled("event " + std::to_string(e.id), Style::kBold, color) << "  " << best.kind
            << " (" << best.type << (best.mode.empty() ? "" : "/" + best.mode) << ")  "
            << StatusText(best) << (settled.empty() ? "" : ", " + settled) << "  " << WhenText(best)
            << "\n";
  Line("who    ", JoinNames(best.actors));
  Line("whom   ", JoinNames(best.recipients));
  Line("with   ", JoinNames(best.others));
  Line("where  ", JoinNames(best.places));
  Line("about  ", best.about);
  for (const record::Outcome& o : e.outcomes) Line("plan   ", TextOf(o));
  std::cout << "  " << e.reports << (e.reports == 1 ? " report" : " reports");
  if (e.articles != e.reports)
    std::cout << " in " << e.articles << (e.articles == 1 ? " article" : " articles");
  if (e.reports > 1) std::cout << ", " << e.independent << " independent";
  std::cout << "\n";
}

// What it tells as the event does is not told again.
void PrintReport(const record::ReportRow& r, const record::ReportRow& best, bool why, bool color) {
  std::cout << "\n"
            << Styled("report " + std::to_string(r.id), Style::kBold, color) << "  " << Published(r)
            << "\n  " << Marked(r, color) << "\n";
  for (const std::string& words : r.elsewhere) Line("and            ", "“" + words + "”");
  Line("told as        ",
       (r.kind == best.kind ? "" : r.kind + ", ") + StatusText(r) + ", " + WhenText(r));
  if (r.actors != best.actors) Line("who            ", JoinNames(r.actors));
  if (r.recipients != best.recipients) Line("whom           ", JoinNames(r.recipients));
  if (r.others != best.others) Line("with           ", JoinNames(r.others));
  if (r.places != best.places) Line("where          ", JoinNames(r.places));
  Line("according to   ", SourceText(r));
  Line("numbers        ", JoinNames(record::NumberTexts(r)));
  Line("url            ", r.url);
  if (why) {
    Line("why here       ", r.why);
    Line("rule           ", r.rule);
  }
}

}  // namespace

int ShowEvent(record::Record& record, int64_t event, bool why, const RecordFlags& flags) {
  auto row = record::GetEvent(record, event);
  if (!row) {
    return Fail(row.error().message + "; `dragoman timeline` shows the numbers of events", kUsage);
  }
  auto reports = record::ReportsOf(record, event);
  if (reports && flags.format != "table") return PrintRows(*row, *reports, flags);
  auto conflicts = record::ConflictsOf(record, event);
  auto ordinals = record::CheckOrdinals(record, event);
  if (!reports || !conflicts || !ordinals) return Fail("the record could not be read");
  bool color = OutputTakesColor();
  PrintEvent(*row, color);
  for (const record::ReportRow& r : *reports) PrintReport(r, row->best, why, color);
  PrintSides(*conflicts);
  for (const record::OrdinalNote& n : *ordinals) std::cout << "  note: " << n.note << "\n";
  return std::cout.flush() ? kAllRead : Fail("the output could not be written");
}

}  // namespace dragoman::cli
