// SPDX-License-Identifier: Apache-2.0
// `dragoman who NAME` and `dragoman offices TITLE`: questions to the knowledge base alone.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "dragoman/knowledge.h"
#include "dragoman/reader.h"
#include "record_command.h"
#include "terminal.h"
#include "words.h"

namespace dragoman::cli {
namespace {

struct Flags {
  std::vector<std::string> words;  // of the question
  std::string on, format = "table", data, record;
  std::vector<std::string> actors;
  size_t limit = 5;
  bool brief = false;

  std::string question() const { return JoinWords(words); }
};

// "2014-08-28 - today", "until 2015-12-31".
std::string Period(const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return "";
  if (from.empty()) return "until " + to;
  return from + (to.empty() ? " -" : " - " + to);
}

void PrintRow(const std::string& left, const std::string& right) {
  size_t width = DisplayWidth(left);
  std::string pad(width < 26 ? 26 - width : 1, ' ');
  std::printf("  %s%s%s\n", left.c_str(), pad.c_str(), right.c_str());
}

void PrintField(const char* label, const std::string& text) {
  if (text.empty()) return;
  constexpr size_t kIndent = 14;
  size_t columns = std::max<size_t>(OutputColumns(), 40) - kIndent;
  std::string name = label;
  for (const WrappedLine& line : Wrap(SplitWords(text, Style::kPlain), columns)) {
    std::printf("  %-12s%s\n", name.c_str(), Render(line, false).c_str());
    name.clear();
  }
}

void PrintActor(const api::KnownActor& a, bool color) {
  std::string what = a.type + (a.kind.empty() || a.kind == a.type ? "" : ", " + a.kind);
  std::printf("%s  %s%s%s\n", Styled(a.name, Style::kBold, color).c_str(), what.c_str(),
              a.country.empty() ? "" : (", " + a.country).c_str(),
              a.sector.empty() ? "" : ("  [" + a.sector + "]").c_str());
  PrintField("named by", a.as == "full" ? "" : "its " + a.as);
  std::string names;
  for (size_t i = 0; i < a.names.size() && i < 16; ++i) {
    if (a.names[i] != a.name) names += (names.empty() ? "" : ", ") + a.names[i];
  }
  PrintField("names", names);
  PrintField("part of", a.part_of);
  if (a.latitude && a.longitude) {
    char place[80];
    std::snprintf(place, sizeof place, "%.2f, %.2f", *a.latitude, *a.longitude);
    std::string where = place;
    if (a.population > 0) where += ", population " + std::to_string(a.population);
    if (a.geonames > 0) where += ", GeoNames " + std::to_string(a.geonames);
    PrintField("place", where);
  }
  PrintField("wikipedia", a.wikipedia);
  for (const api::HeldOffice& h : a.offices) {
    PrintRow(Period(h.from, h.to), h.title + (h.acting ? " (acting)" : ""));
  }
  for (const api::HeldOffice& h : a.holders) {
    PrintRow(h.person, h.title + (h.acting ? " (acting)" : ""));
  }
  std::string bodies;
  size_t shown = 0, all = 0;
  for (const api::KnownMembership& m : a.memberships) {
    if (m.standing != "member") continue;
    if (++all > 16) continue;
    bodies += (bodies.empty() ? "" : ", ") + m.body;
    ++shown;
  }
  if (all > shown) bodies += " and " + std::to_string(all - shown) + " more";
  PrintField("member of", bodies);
  PrintField("source", a.source);
  std::printf("\n");
}

std::unique_ptr<api::Knowledge> Open(const Flags& flags, int& exit_code) {
  exit_code = kCannotRun;
  if (!flags.on.empty() && !api::IsDate(flags.on)) {
    std::fprintf(stderr, "dragoman: not a date (YYYY-MM-DD): %s\n", flags.on.c_str());
    exit_code = kUsage;
    return nullptr;
  }
  auto knowledge = api::Knowledge::Make({.data_directory = flags.data, .actors = flags.actors});
  if (!knowledge) {
    std::fprintf(stderr, "dragoman: %s\n", knowledge.error().message.c_str());
    return nullptr;
  }
  exit_code = kAllRead;
  return std::move(knowledge).value();
}

int Nothing(const Flags& flags) {
  std::fprintf(stderr, "dragoman: nothing is known of '%s'%s\n", flags.question().c_str(),
               flags.on.empty() ? "" : (" on " + flags.on).c_str());
  return kSomeRejected;
}

int Who(const Flags& flags) {
  int exit_code = 0;
  auto knowledge = Open(flags, exit_code);
  if (!knowledge) return exit_code;
  std::vector<api::KnownActor> found = knowledge->Who(flags.question(), flags.on);
  if (found.empty()) return Nothing(flags);
  if (flags.format == "jsonl") {
    for (const api::KnownActor& a : found) std::printf("%s\n", api::ToJson(a).c_str());
    return kAllRead;
  }
  bool color = OutputTakesColor();
  if (found.size() > 1) {
    std::printf("'%s' can be %zu things, the likeliest first:\n\n", flags.question().c_str(),
                found.size());
  }
  for (size_t i = 0; i < found.size() && i < flags.limit; ++i) PrintActor(found[i], color);
  if (found.size() > flags.limit) {
    for (size_t i = flags.limit; i < found.size(); ++i) {
      PrintRow(found[i].name, found[i].type + ", " + found[i].country + "  " + found[i].key);
    }
    std::printf("\n");
  }
  return kAllRead;
}

int Offices(const Flags& flags) {
  if (!flags.record.empty()) {
    RecordFlags record;
    record.record = flags.record;
    record.format = flags.format;
    record.brief = flags.brief;
    if (!flags.on.empty() && !api::IsDate(flags.on)) {
      return Fail("not a date (YYYY-MM-DD): " + flags.on, kUsage);
    }
    return OfficesOfRecord(record, flags.question(), flags.on);
  }
  if (flags.format == "csv") return Fail("--format csv: only with --record", kUsage);
  int exit_code = 0;
  auto knowledge = Open(flags, exit_code);
  if (!knowledge) return exit_code;
  std::vector<api::HeldOffice> found = knowledge->Offices(flags.question(), flags.on);
  if (found.empty()) return Nothing(flags);
  std::string title;
  for (const api::HeldOffice& h : found) {
    if (flags.format == "jsonl") {
      std::printf("%s\n", api::ToJson(h).c_str());
      continue;
    }
    if (h.title != title) {
      std::printf("%s%s\n", title.empty() ? "" : "\n",
                  Styled(h.title, Style::kBold, OutputTakesColor()).c_str());
      title = h.title;
    }
    PrintRow(Period(h.from, h.to), h.person + (h.acting ? " (acting)" : ""));
  }
  return kAllRead;
}

void AddQuestion(CLI::App* command, const std::shared_ptr<Flags>& flags, const char* what,
                 const std::vector<std::string>& formats) {
  command->add_option(what, flags->words, "the question; quotes are not needed")->required();
  command->add_option("--on", flags->on, "a day (YYYY-MM-DD): what held then");
  command->add_option("--format", flags->format)->check(CLI::IsMember(formats));
  command->add_option("--actors", flags->actors, "actor files of your own (docs/user_actors.md)")
      ->allow_extra_args(false);
  command->add_option("--data", flags->data, "read data from this directory, not the built-in one");
}

}  // namespace

void AddWho(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<Flags>();
  CLI::App* who = app.add_subcommand("who", "Say who or what a name is, on a day if you give one.");
  AddQuestion(who, flags, "NAME", {"table", "jsonl"});
  who->add_option("--limit", flags->limit, "print so many in full (5)");
  who->callback([flags, &exit_code] { exit_code = Who(*flags); });
}

void AddOffices(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<Flags>();
  CLI::App* offices =
      app.add_subcommand("offices", "Say who holds or held an office: \"President of Turkey\".");
  AddQuestion(offices, flags, "TITLE", {"table", "jsonl", "csv"});
  offices->add_flag("--brief", flags->brief,
                    "of a record, leave out the words that the rows rest on");
  offices
      ->add_option("--record", flags->record,
                   "ask this record, too: who held it according to its articles; also a name")
      ->envname("DRAGOMAN_RECORD");
  offices->callback([flags, &exit_code] { exit_code = Offices(*flags); });
}

}  // namespace dragoman::cli
