// SPDX-License-Identifier: Apache-2.0
// The commands that change a record: add, recode, merge, split.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

#include "dragoman/reader.h"
#include "ingest/layout.h"
#include "pipeline/ordered_run.h"
#include "pipeline/read_articles.h"
#include "record_command.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

constexpr size_t kRejectsShown = 10;
// Texts held in memory by `recode`.
constexpr size_t kReadAgainAtOnce = 512;

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

struct RecodeFlags {
  RecordFlags record;
  unsigned threads = 0;
};

struct Reread {
  const record::StoredArticle* article = nullptr;
  std::optional<Reading> reading;
  std::string fault;  // a bug of ours
};

Reread ReadAgain(const pipeline::Analyzer& analyzer, const record::StoredArticle& article) {
  Reread again{&article, std::nullopt, ""};
  try {
    Document document = article.document;
    std::string title = document.title;
    ingest::LayOut(document.headline.empty() ? "" : title, document);
    again.reading = analyzer.Analyze(std::move(document));
  } catch (const std::exception& e) {
    again.fault = pipeline::InternalReason(e);
  }
  return again;
}

void PrintChanges(const record::StoredArticle& a, const std::vector<std::string>& changes) {
  if (changes.empty()) return;
  std::printf("article %lld: %s\n", static_cast<long long>(a.id), a.document.title.c_str());
  for (const std::string& line : changes) std::printf("  %s\n", line.c_str());
}

// Read on all cores, kept in order by this thread. A run that was cut off goes on where it was.
int RunRecode(const RecodeFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  auto analyzer = record ? MakeAnalyzer() : nullptr;
  if (!analyzer) return kCannotRun;
  unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  unsigned threads = std::clamp(flags.threads == 0 ? cores : flags.threads, 1u, 256u);
  size_t articles = 0, changed = 0, unread = 0;
  std::string fault;
  auto keep = [&](Reread&& again) {
    if (!again.reading) {
      std::fprintf(stderr, "dragoman: article %lld: %s\n",
                   static_cast<long long>(again.article->id), again.fault.c_str());
      ++unread;
      return true;
    }
    auto changes = record->Replace(again.article->id, *again.reading);
    if (!changes) fault = changes.error().message;
    if (!changes) return false;
    ++articles;
    changed += !changes->empty();
    PrintChanges(*again.article, *changes);
    return true;
  };
  for (int64_t after = 0; fault.empty();) {
    auto left = record->NotReadBy(ReadBy(), kReadAgainAtOnce, after);
    if (!left) return Fail(left.error().message);
    if (left->empty()) break;
    after = left->back().id;
    size_t at = 0;
    pipeline::RunOrdered<const record::StoredArticle*, Reread>(
        {.threads = threads, .items = 16 + 4 * size_t{threads}},
        [&]() -> std::optional<const record::StoredArticle*> {
          return at < left->size() ? std::optional(&(*left)[at++]) : std::nullopt;
        },
        [](const record::StoredArticle* a) { return a->document.text.size(); },
        [&](const record::StoredArticle* a, unsigned) { return ReadAgain(*analyzer, *a); }, keep);
  }
  if (auto kept = record->Flush(); !kept && fault.empty()) fault = kept.error().message;
  if (!fault.empty()) return Fail(fault);
  std::fprintf(stderr, "%zu articles read again, %zu changed\n", articles, changed);
  return unread > 0 ? kSomeRejected : kAllRead;
}

struct DecideFlags {
  RecordFlags record;
  int64_t one = 0, other = 0;
};

int RunMerge(const DecideFlags& flags) {
  auto record = OpenRecord(flags.record.record, record::OpenMode::kWrite);
  if (!record) return kCannotRun;
  auto done = record->Merge(flags.one, flags.other);
  if (!done) return Fail(done.error().message);
  auto event = record::GetEvent(*record, flags.one);
  if (!event) event = record::GetEvent(*record, flags.other);
  if (!event) return Fail(event.error().message);
  std::printf("event %lld, %lld reports\n", static_cast<long long>(event->id),
              static_cast<long long>(event->reports));
  return kAllRead;
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

  auto recode_flags = std::make_shared<RecodeFlags>();
  Command recode(app, "recode", "Read all stored texts again with this program.", exit_code,
                 [recode_flags] { return RunRecode(*recode_flags); });
  AddRecordOption(recode, recode_flags->record);
  recode.Add("--threads", recode_flags->threads, "0: as many as there are cores");

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
