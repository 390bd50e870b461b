// SPDX-License-Identifier: Apache-2.0
// The questions about the record itself: search, actors, stats, export; show is in record_show.cc.
#include <algorithm>
#include <iostream>
#include <memory>

#include "lexicon/lexicon.h"
#include "readable_date.h"
#include "record/export.h"
#include "record_filters.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

struct SearchFlags {
  RecordFlags record;
  std::vector<std::string> words;
  std::string from, to;
};

int Search(record::Record& record, const SearchFlags& search) {
  const RecordFlags& flags = search.record;
  const std::string words = JoinWords(search.words);
  Interval published;
  if (auto days = ReadPeriod(search.from)) published.earliest = days->earliest;
  if (auto days = ReadPeriod(search.to)) published.latest = days->latest;
  if (record::FoldName(words).empty()) return Fail("no words to search for", kUsage);
  auto hits = record::SearchTexts(record, words, flags.most, published);
  if (!hits) return Fail(hits.error().message);
  Grid grid({"article", "published", "outlet", "title"}, "words");
  for (record::SearchHit h : *hits) {
    std::replace(h.snippet.begin(), h.snippet.end(), '\x01', '[');
    std::replace(h.snippet.begin(), h.snippet.end(), '\x02', ']');
    std::replace(h.snippet.begin(), h.snippet.end(), '\n', ' ');
    grid.Add({{NumberCell(h.article),
               DayCell(h.published),
               {h.outlet, Style::kPlain, false},
               {h.title, Style::kBold, false}},
              h.snippet});
  }
  bool phrase = words.find('"') != std::string::npos;
  return Print(grid, flags,
               phrase ? "no text holds these words so; without the double quotes, their order does "
                        "not count"
                      : "no text holds all of these words; leave some out");
}

// Why each article is taken to mean this one of a name.
int WhyActors(record::Record& record, const std::vector<record::ActorChoice>& who,
              const RecordFlags& flags) {
  auto mentions = record::MentionsOf(record, who);
  if (!mentions) return Fail(mentions.error().message);
  Grid grid({"actor", "name", "article", "published", "outlet", "why"}, "words");
  for (const record::MentionRow& m : *mentions) {
    grid.Add({{NumberCell(m.who.id),
               {m.who.name, Style::kBold, false},
               NumberCell(m.article),
               DayCell(m.published),
               {m.outlet.empty() ? m.title : m.outlet, Style::kPlain, false},
               {m.why, Style::kPlain, false}},
              "“" + m.words + "”",
              m.words});
  }
  return Print(grid, flags,
               "the knowledge base knows whom this record calls so; articles are asked only of "
               "others");
}

struct ActorFlags {
  RecordFlags record;
  std::string name, type;
  bool why = false;
  int64_t one = 0, other = 0;
};

int Actors(record::Record& record, const ActorFlags& flags) {
  const std::string& name = flags.name;
  std::string type;
  auto types = record::ActorTypes(record);
  if (!types) return Fail(types.error().message);
  if (!FindWord("type of actor", *types, flags.type, type)) return kUsage;
  auto choices = name.empty() ? record::MostNamedActors(record, type, flags.record.most)
                              : record::FindActors(record, name, KnownKeys(name));
  if (choices && choices->empty()) {
    choices = record::NearlyCalled(record, name, flags.record.most);
    if (choices && !choices->empty()) {
      std::fprintf(stderr, "nobody in this record is called '%s'; nearly so:\n", name.c_str());
    }
  }
  if (!choices) return Fail(choices.error().message);
  std::vector<record::ActorChoice> shown = std::move(choices).value();
  std::erase_if(shown, [&](const auto& a) { return !type.empty() && a.type != type; });
  if (flags.why) return WhyActors(record, shown, flags.record);
  Grid grid({"actor", "name", "type", "country", "told_of_as", "events"}, "");
  for (const record::ActorChoice& a : shown) {
    grid.Add({{NumberCell(a.id),
               {a.name, Style::kBold, false},
               {a.type, Style::kPlain, false},
               {a.country, Style::kPlain, false},
               {a.told_of_as, Style::kPlain, false},
               NumberCell(a.events)},
              ""});
  }
  return Print(grid, flags.record, "nobody in this record is called so");
}

int MergeActors(const ActorFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  if (!record) return kCannotRun;
  auto done = record->MergeActors(flags.one, flags.other);
  return done ? kAllRead : Fail(done.error().message);
}

int SplitActor(const ActorFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  if (!record) return kCannotRun;
  auto actor = record->SplitActor(flags.one, flags.other);
  if (!actor) return Fail(actor.error().message);
  std::printf("actor %lld\n", static_cast<long long>(*actor));
  return kAllRead;
}

// Without a time of its own, the days on which articles say so.
std::string Period(const record::OfficeRow& o) {
  if (!o.edtf.empty()) return UnbrokenDate(o.edtf);
  if (o.articles == 0 || !o.published) return "";
  std::string first = o.published->ToString(), last = o.last_published->ToString();
  return first == last ? "on " + UnbrokenDate(first) : UnbrokenDate(first + "/" + last);
}

int ShowStats(record::Record& record, const RecordFlags& flags) {
  auto stats = record::GetStats(record);
  if (!stats) return Fail(stats.error().message);
  const record::Stats& s = *stats;
  Grid grid({"what", "number"}, "");
  auto put = [&](const std::string& what, GridCell value) {
    value.style = Style::kBold;
    grid.Add({{{what, Style::kPlain, false}, std::move(value)}, ""});
  };
  auto add = [&](const std::string& what, int64_t n) { put(what, NumberCell(n)); };
  add("articles", s.articles);
  add("of these near-copies", s.copies);
  add("of these older versions", s.retired);
  put("first published", DayCell(s.first));
  put("last published", DayCell(s.last));
  add("reports", s.reports);
  add("events", s.events);
  add("events with several reports", s.merged_events);
  add("planned events", s.plans);
  add("actors", s.actors);
  add("places", s.places);
  add("relations", s.relations);
  for (const auto& [type, n] : s.by_type) add("events of type " + type, n);
  for (const auto& [status, n] : s.by_status) add("events of status " + status, n);
  for (const auto& [kind, n] : s.by_kind) add("events of kind " + kind, n);
  for (const auto& [by, n] : s.read_by) add("articles read by " + by, n);
  return Print(grid, flags, "");
}

}  // namespace

int OfficesOfRecord(const RecordFlags& flags, const std::string& question, const std::string& on) {
  auto record = OpenRecord(flags.record, record::OpenMode::kRead);
  if (!record) return kCannotRun;
  // Words of a title first: somebody may be called "the prime minister".
  std::optional<Date> day = Date::Parse(on);
  auto offices = record::FindOffices(*record, std::nullopt, question, day, flags.most);
  if (offices && offices->empty()) {
    // Not who the knowledge base says held such an office: that is what was asked.
    auto called = record::FindActors(*record, question);
    if (!called) return Fail(called.error().message);
    if (!called->empty()) {
      auto person = record::ResolveActor(*record, question);
      if (!person) return Fail(person.error().message, kUsage);
      offices = record::FindOffices(*record, person->id, "", day, flags.most);
    }
  }
  if (!offices) return Fail(offices.error().message);
  Grid grid({"who", "office", "when", "status", "according_to", "articles"}, "words");
  for (const record::OfficeRow& o : *offices) {
    bool told = o.articles > 0;
    grid.Add({{{o.person, Style::kBold, false},
               {o.title, Style::kPlain, false},
               {Period(o), Style::kPlain, false, o.edtf},
               {o.status, Style::kPlain, false},
               {told ? o.outlet : "the knowledge base", told ? Style::kPlain : Style::kDim, false},
               {told ? std::to_string(o.articles) : "", Style::kDim, false}},
              told ? "“" + o.words + "”" : "",
              o.words});
  }
  return Print(grid, flags,
               "no office of this record is called '" + question + "', and nobody who held one" +
                   (day ? " on " + ReadableDate(on) : ""));
}

namespace {

struct ExportFlags {
  RecordFlags record;
  EventFlags events;
  std::string as = "csv";
};

int RunExport(record::Record& record, const ExportFlags& flags) {
  if (flags.as == "columns") {
    std::cout << record::DataDictionary() << std::flush;
    return std::cout ? kAllRead : Fail("the output could not be written");
  }
  record::EventQuery q;
  q.most = SIZE_MAX / 2;
  if (!ToQuery(record, flags.events, q)) return kUsage;
  record::ExportFormat format = record::ExportFormat::kCsv;
  record::ParseExportFormat(flags.as, format);
  auto done = record::Export(record, lexicon::Lexicon::Embedded(), q, format, std::cout);
  return done ? kAllRead : Fail(done.error().message);
}

struct LookFlags {
  RecordFlags record;
  int64_t id = 0;
  bool why = false;
};

// A command over the opened record; its flags live as long as the program.
template <class Flags, class F>
std::pair<Command, std::shared_ptr<Flags>> MakeLook(CLI::App& app, const char* name,
                                                    const char* help, int& exit_code, F run) {
  auto flags = std::make_shared<Flags>();
  Command command(app, name, help, exit_code, [flags, run] {
    auto record = OpenRecord(flags->record.record, record::OpenMode::kRead);
    return record ? run(*record, *flags) : static_cast<int>(kCannotRun);
  });
  AddRecordOption(command, flags->record);
  return {command, flags};
}

}  // namespace

void AddRecordLooking(CLI::App& app, int& exit_code) {
  auto [show, s] = MakeLook<LookFlags>(
      app, "show", "One event with all its reports.", exit_code,
      [](record::Record& r, const LookFlags& f) { return ShowEvent(r, f.id, f.why, f.record); });
  show.Add("event", s->id, "number of the event").Required();
  show.AddFlag("--why", s->why, "why each report is taken for this event");
  show.Add("--format", s->record.format, "table, or a row a report: jsonl, csv")
      .OneOf({"table", "jsonl", "csv"})
      .ShowDefault();

  constexpr size_t kHits = 20;
  auto [search, w] =
      MakeLook<SearchFlags>(app, "search", "Texts that hold these words.", exit_code, Search);
  search.Add("words", w->words, "all of them are in the text; '\"a phrase\"' in double quotes")
      .Required();
  w->record.most = kHits;
  AddPrintOptions(search, w->record);
  search.Add("--from,--since", w->from, "published on this day, month or year or later").APeriod();
  search.Add("--to,--until", w->to, "published on this day, month or year or earlier").APeriod();

  auto [actors, a] =
      MakeLook<ActorFlags>(app, "actors", "Who is in the record.", exit_code,
                           [](record::Record& r, const ActorFlags& f) { return Actors(r, f); });
  actors.Add("name", a->name, "as typed, or a number; all if left out");
  actors.Add("--type", a->type, "only persons, states, organizations, ...: person, state, ...");
  actors.AddFlag("--why", a->why,
                 "what the articles say of people whom the knowledge base does not know, and why "
                 "they are taken for one or for two");
  AddPrintOptions(actors, a->record);
  Command merge = actors.Sub("merge", "Decide that two people are one.", exit_code,
                             [f = a] { return MergeActors(*f); });
  merge.Add("actor", a->one, "number of the one to keep, from `actors NAME`").Required();
  merge.Add("other", a->other, "number of the one who is the same").Required();
  Command split = actors.Sub("split", "Decide that an article means somebody else of that name.",
                             exit_code, [f = a] { return SplitActor(*f); });
  split.Add("actor", a->one, "number of the person, from `actors NAME`").Required();
  split.Add("article", a->other, "number of the article, from `actors NAME --why`").Required();

  auto [stats, t] = MakeLook<LookFlags>(
      app, "stats", "What the record holds.", exit_code,
      [](record::Record& r, const LookFlags& f) { return ShowStats(r, f.record); });
  AddPrintOptions(stats, t->record);

  auto [ex, e] =
      MakeLook<ExportFlags>(app, "export", "The events in another format.", exit_code, RunExport);
  ex.Add("--as", e->as, "the format; columns: what each column of csv means")
      .OneOf({"columns", "csv", "jsonl", "plover", "polecat", "cameo", "ical", "geojson", "gexf"})
      .ShowDefault();
  AddParties(ex, e->events);
  AddChoices(ex, e->events);
  AddDays(ex, e->events);
}

}  // namespace dragoman::cli
