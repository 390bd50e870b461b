// SPDX-License-Identifier: Apache-2.0
// The commands that change a record: add, recode, merge, split.
#include <cstdio>
#include <memory>

#include "dragoman/reader.h"
#include "ingest/layout.h"
#include "pipeline/read_articles.h"
#include "record_command.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

constexpr size_t kRejectsShown = 10;

struct AddFlags {
  RecordFlags record;
  std::vector<std::string> paths;
  std::string published, rejects;
  unsigned threads = 0;
};

std::unique_ptr<pipeline::Analyzer> MakeAnalyzer() {
  auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  if (analyzer.ok()) return std::move(analyzer).value();
  Fail(analyzer.error().message);
  return nullptr;
}

int RunAdd(const AddFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kCreate);
  auto analyzer = record ? MakeAnalyzer() : nullptr;
  if (!analyzer) return kCannotRun;
  std::FILE* rejects = flags.rejects.empty() ? nullptr : std::fopen(flags.rejects.c_str(), "w");
  if (!flags.rejects.empty() && rejects == nullptr)
    return Fail("cannot write rejects to " + flags.rejects);
  size_t added = 0, unchanged = 0, versions = 0, rejected = 0;
  std::string fault;
  pipeline::ReadOptions read;
  read.published = flags.published;
  read.threads = flags.threads;
  read.finish = [](Reading&& reading, pipeline::Outcome& outcome) {
    outcome.reading = std::move(reading);
  };
  read.emit = [&](pipeline::Outcome&& outcome) {
    if (outcome.reject) {
      if (rejects != nullptr) std::fprintf(rejects, "%s\n", api::ToString(*outcome.reject).c_str());
      if (++rejected <= kRejectsShown) {
        std::string line =
            outcome.reject->line > 0 ? ":" + std::to_string(outcome.reject->line) : "";
        std::fprintf(stderr, "dragoman: %s%s: %s\n", outcome.reject->path.c_str(), line.c_str(),
                     outcome.reject->reason.c_str());
      }
      if (rejected == kRejectsShown + 1) {
        std::fprintf(stderr,
                     "dragoman: further rejects are not shown; --rejects FILE keeps them\n");
      }
      return true;
    }
    auto kept = record->Add(*outcome.reading);
    if (!kept) {
      fault = kept.error().message;
      return false;
    }
    ++(*kept == record::AddOutcome::kAdded       ? added
       : *kept == record::AddOutcome::kUnchanged ? unchanged
                                                 : versions);
    if (ShowsProgress() && (added + unchanged + versions) % 100 == 0) {
      std::fprintf(stderr, "\r%zu articles added, %zu there already", added + versions, unchanged);
    }
    return true;
  };
  api::RunSummary summary = pipeline::ReadArticles(*analyzer, flags.paths, read);
  if (rejects != nullptr) std::fclose(rejects);
  if (auto kept = record->Flush(); !kept && fault.empty()) fault = kept.error().message;
  if (!fault.empty()) return Fail(fault);
  std::fprintf(stderr, "%s%zu added, %zu new versions, %zu there already, %llu rejected\n",
               ShowsProgress() ? "\r" : "", added, versions, unchanged,
               static_cast<unsigned long long>(summary.rejected));
  return summary.rejected > 0 ? kSomeRejected : kAllRead;
}

// Each article is one transaction, so a run that was cut off goes on where it was.
int RunRecode(const RecordFlags& flags) {
  auto record = OpenRecord(flags.record, record::OpenMode::kWrite);
  auto analyzer = record ? MakeAnalyzer() : nullptr;
  if (!analyzer) return kCannotRun;
  size_t articles = 0, changed = 0;
  for (;;) {
    auto batch = record->NotReadBy(ReadBy(), 64);
    if (!batch) return Fail(batch.error().message);
    if (batch->empty()) break;
    for (const record::StoredArticle& a : *batch) {
      Document document = a.document;
      std::string title = document.title;
      ingest::LayOut(document.headline.empty() ? "" : title, document);
      auto changes = record->Replace(a.id, analyzer->Analyze(std::move(document)));
      if (!changes) return Fail(changes.error().message);
      ++articles;
      changed += !changes->empty();
      if (!changes->empty())
        std::printf("article %lld: %s\n", static_cast<long long>(a.id), title.c_str());
      for (const std::string& line : *changes) std::printf("  %s\n", line.c_str());
    }
  }
  std::fprintf(stderr, "%zu articles read again, %zu changed\n", articles, changed);
  return kAllRead;
}

struct DecideFlags {
  RecordFlags record;
  int64_t one = 0, other = 0;
};

int RunMerge(const DecideFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  if (!record) return kCannotRun;
  auto done = record->Merge(flags.one, flags.other);
  return done ? kAllRead : Fail(done.error().message);
}

int RunSplit(const DecideFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  if (!record) return kCannotRun;
  auto event = record->Split(flags.one);
  if (!event) return Fail(event.error().message);
  std::printf("event %lld\n", static_cast<long long>(*event));
  return kAllRead;
}

}  // namespace

void AddRecordWriting(CLI::App& app, int& exit_code) {
  auto add_flags = std::make_shared<AddFlags>();
  Command add(app, "add", "Read articles and keep what they report in a record.", exit_code,
              [add_flags] { return RunAdd(*add_flags); });
  AddRecordOption(add, add_flags->record);
  add.Add("articles", add_flags->paths, "files, folders, or - for standard input").Required();
  add.Add("--published", add_flags->published, "day of publication, for articles that do not say")
      .ADate();
  add.Add("--rejects", add_flags->rejects, "write what could not be read to this file");
  add.Add("--threads", add_flags->threads, "0: as many as there are cores");

  auto recode_flags = std::make_shared<RecordFlags>();
  Command recode(app, "recode", "Read all stored texts again with this program.", exit_code,
                 [recode_flags] { return RunRecode(*recode_flags); });
  AddRecordOption(recode, *recode_flags);

  auto decide_flags = std::make_shared<DecideFlags>();
  Command merge(app, "merge", "Decide that two events are one.", exit_code,
                [decide_flags] { return RunMerge(*decide_flags); });
  AddRecordOption(merge, decide_flags->record);
  merge.Add("event", decide_flags->one, "number of an event").Required();
  merge.Add("other", decide_flags->other, "number of the event that is the same").Required();

  Command split(app, "split", "Decide that a report is not of its event.", exit_code,
                [decide_flags] { return RunSplit(*decide_flags); });
  AddRecordOption(split, decide_flags->record);
  split.Add("report", decide_flags->one, "number of the report, from `show EVENT`").Required();
}

}  // namespace dragoman::cli
