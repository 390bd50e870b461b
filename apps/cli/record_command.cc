// SPDX-License-Identifier: Apache-2.0
// See record_command.h.
#include "record_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "dragoman/knowledge.h"
#include "dragoman/reader.h"
#include "lexicon/lexicon.h"
#include "readable_date.h"
#include "terminal.h"

namespace dragoman::cli {

void AddRecordOption(Command& command, RecordFlags& flags) {
  command.Add("--record", flags.record, "the record (an SQLite file)")
      .FromEnvironment("DRAGOMAN_RECORD")
      .Required();
}

void AddPrintOptions(Command& command, RecordFlags& flags) {
  command.Add("--format", flags.format, "table, jsonl or csv")
      .OneOf({"table", "jsonl", "csv"})
      .ShowDefault();
  command.AddFlag("--brief", flags.brief, "in a table, leave out the words that the rows rest on");
  command.Add("--most", flags.most, "at most so many rows").AtLeastOne().ShowDefault();
}

std::string ReadBy() {
  return "dragoman " + std::string(api::Version()) + " data " +
         lexicon::Lexicon::Embedded().Fingerprint();
}

std::unique_ptr<record::Record> OpenRecord(const std::string& path, record::OpenMode mode) {
  std::error_code unseen;
  if (mode != record::OpenMode::kCreate && !std::filesystem::exists(path, unseen)) {
    Fail(path + ": no such file; `dragoman add --record " + path + " ARTICLES` makes it");
    return nullptr;
  }
  auto r = record::Record::Open(path, mode, lexicon::Lexicon::Embedded(), ReadBy());
  if (r.ok()) {
    auto some = mode == record::OpenMode::kRead ? record::HoldsArticles(**r) : Result<bool>(true);
    if (some && !*some) {
      std::fprintf(stderr, "%s holds no article yet; `dragoman add` reads some\n", path.c_str());
    }
    return std::move(r).value();
  }
  Fail(r.error().message);
  return nullptr;
}

std::vector<std::string> KnownKeys(const std::string& typed) {
  std::vector<std::string> keys, states;
  auto knowledge = api::Knowledge::Make({});
  if (!knowledge) return keys;  // only user files can fail, and there are none
  for (const api::KnownActor& a : (*knowledge)->Who(typed, "")) {
    keys.push_back(a.key);
    if (a.kind == "capital") states.push_back("state/" + a.country);
  }
  keys.insert(keys.end(), states.begin(), states.end());
  return keys;
}

std::vector<std::string> KnownPlaces(const std::string& typed, std::string& country) {
  std::vector<std::string> keys;
  auto knowledge = api::Knowledge::Make({});
  if (!knowledge) return keys;
  for (const api::KnownActor& a : (*knowledge)->Who(typed, "")) {
    bool itself = a.as == "full" || a.as == "short" || a.as == "alias" || a.as == "abbreviation";
    if (!itself) continue;
    if (a.type == "state" && keys.empty()) {
      country = a.country;
      return {a.key};
    }
    if (a.type != "state") keys.push_back(a.key);
  }
  return keys;
}

bool FindOne(record::Record& record, const std::string& typed, std::optional<int64_t>& out) {
  if (typed.empty()) return true;
  auto who = record::ResolveActor(record, typed, KnownKeys(typed));
  if (!who) {
    Fail(who.error().message, kUsage);
    return false;
  }
  std::string name = record::FoldName(who->name), as_typed = record::FoldName(typed);
  if (!record::BeginWords(name, as_typed) && !record::BeginWords(as_typed, name)) {
    std::fprintf(stderr, "'%s' is taken for %s\n", typed.c_str(), who->name.c_str());
  }
  if (who->events == 0) {
    std::fprintf(stderr, "%s is named in this record, but takes part in no event of it\n",
                 who->name.c_str());
  }
  out = who->id;
  return true;
}

int Fail(const std::string& message, ExitCode code) {
  std::fprintf(stderr, "dragoman: %s\n", message.c_str());
  return code;
}

int Print(const Grid& grid, const RecordFlags& flags, const std::string& nothing) {
  GridFormat format = GridFormat::kTable;
  ParseGridFormat(flags.format, format);
  if (grid.empty() && format == GridFormat::kTable) {
    std::fprintf(stderr, "dragoman: %s\n", nothing.c_str());
    return kAllRead;
  }
  std::string text = grid.Render(format, OutputColumns(), OutputTakesColor(), flags.brief);
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) != 0 || !written) return Fail("the output could not be written");
  if (grid.size() >= flags.most) {
    std::fprintf(stderr, "only the first %zu are shown; --most N shows more\n", flags.most);
  }
  return kAllRead;
}

GridCell WhenCell(const record::ReportRow& r) {
  std::string when = UnbrokenDate(r.edtf);
  return {when.empty() ? "no date" : when, when.empty() ? Style::kDim : Style::kPlain, false,
          r.edtf};
}

GridCell DayCell(const std::optional<Date>& day) {
  std::string iso = day ? day->ToString() : "";
  return {UnbrokenDate(iso), Style::kDim, false, iso};
}

namespace {

struct StatusMark {
  const char* status;
  const char* mark;
  Style style;
};
constexpr StatusMark kMarks[] = {{"occurred", "●", Style::kGreen},
                                 {"ongoing", "◐", Style::kBlue},
                                 {"planned", "○", Style::kYellow},
                                 {"possible", "?", Style::kYellow},
                                 {"denied", "✗", Style::kRed}};
constexpr const char* kHedged = "~";
// What became of a plan stands in words.
constexpr StatusMark kOutcomes[] = {{"fulfilled", "✓", Style::kGreen},
                                    {"postponed", "↷", Style::kYellow},
                                    {"cancelled", "⊘", Style::kRed}};

}  // namespace

GridCell StatusCell(const record::ReportRow& r) {
  const std::string text = r.status + (r.hedged ? ", hedged" : "");
  for (const StatusMark& m : kMarks) {
    if (r.status == m.status)
      return {m.mark + std::string(r.hedged ? kHedged : ""), m.style, false, text};
  }
  return {text, Style::kPlain, false, text};
}

GridCell StatusCell(const record::EventRow& e) {
  GridCell cell = StatusCell(e.best);
  const std::string became = OutcomeOf(e);
  for (const StatusMark& m : kOutcomes) {
    if (became != m.status) continue;
    cell.text = m.mark + std::string("\u00a0") + m.status;
    cell.style = m.style;
  }
  return cell;
}

GridCell MachineCell(const std::string& value) { return {"", Style::kPlain, false, value}; }

GridCell OutcomeCell(const record::EventRow& e) { return MachineCell(OutcomeOf(e)); }

std::vector<std::string> ToldNames() {
  return {"earliest", "latest", "published", "outlet", "url"};
}

std::vector<GridCell> ToldCells(const record::ReportRow& r) {
  auto day = [](const std::optional<Date>& d) { return MachineCell(d ? d->ToString() : ""); };
  return {day(r.time.earliest), day(r.time.latest), day(r.published), MachineCell(r.outlet),
          MachineCell(r.url)};
}

GridCell SettledCell(const record::EventRow& e) {
  const record::Outcome* by = SettledBy(e);
  return {"", Style::kDim, false, by != nullptr ? std::to_string(by->event) : "", true};
}

std::string Legend(const std::vector<GridCell>& statuses) {
  std::string out;
  auto add = [&](const std::string& mark, const char* meaning) {
    bool there = std::any_of(statuses.begin(), statuses.end(), [&](const GridCell& c) {
      return c.text.find(mark) != std::string::npos;
    });
    if (there) out += (out.empty() ? "" : "   ") + mark + " " + meaning;
  };
  for (const StatusMark& m : kMarks) add(m.mark, m.status);
  add(kHedged, "hedged");
  bool plain = std::all_of(statuses.begin(), statuses.end(),
                           [](const GridCell& c) { return c.text == kMarks[0].mark; });
  return plain ? "" : out;
}

GridCell NumberCell(int64_t number) {
  return {std::to_string(number), Style::kDim, false, std::nullopt, true};
}

GridCell NamesCell(const std::vector<std::string>& names, const std::vector<int64_t>& ids) {
  GridCell cell{JoinNames(names)};
  cell.list.emplace();
  for (size_t i = 0; i < names.size(); ++i) {
    cell.list->push_back({{"name", names[i]}, {"id", std::to_string(ids[i]), true}});
  }
  return cell;
}

GridCell SourcesCell(const record::ReportRow& r) {
  GridCell cell{SourceText(r)};
  cell.list.emplace();
  auto id = [](int64_t row) { return row != 0 ? std::to_string(row) : ""; };
  for (const record::Source& s : r.sources) {
    cell.list->push_back({{"name", s.actor},
                          {"id", id(s.actor_id), true},
                          {"via", s.via},
                          {"via_id", id(s.via_id), true},
                          {"said", s.said}});
  }
  return cell;
}

std::string PublishedText(const record::ReportRow& r) {
  if (!r.published) return "";
  return (r.published_inferred ? "~" : "") + UnbrokenDate(r.published->ToString());
}

std::string JoinNames(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

std::string JoinWords(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string SourceText(const record::ReportRow& r) {
  std::string out;
  for (const record::Source& s : r.sources) {
    std::string one = s.actor.empty() ? s.via : s.actor;
    if (!s.actor.empty() && !s.via.empty()) one += " (" + s.via + ")";
    if (!out.empty()) out += ", ";
    out += one;
  }
  return out;
}

}  // namespace dragoman::cli
