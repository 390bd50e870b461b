// SPDX-License-Identifier: Apache-2.0
// `dragoman read`: files -> readings, as a table for people or as JSON lines.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "command.h"
#include "dragoman/reader.h"
#include "table.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

struct ReadFlags {
  std::vector<std::string> paths;
  std::string published, format = "table", from = "text", until, rejects, data, kinds;
  std::vector<std::string> actors;
  unsigned threads = 0;
  bool dump = false, timings = false, verify = false;
};

// What is written where, and the first error in it.
class Output {
 public:
  bool OpenRejects(const std::string& path) {
    if (path.empty()) return true;
    rejects_ = std::fopen(path.c_str(), "w");
    if (rejects_ != nullptr) return true;
    std::fprintf(stderr, "dragoman: cannot write rejects to %s: %s\n", path.c_str(),
                 std::strerror(errno));
    return false;
  }

  bool Result(std::string_view text) {
    ++articles_;
    ShowProgress();
    if (!Put(stdout, text)) Fail("the output");
    return !failed_;
  }

  void Reject(const api::Reject& r) {
    ClearProgress();
    std::string where = r.path + (r.line > 0 ? ":" + std::to_string(r.line) : "");
    std::fprintf(stderr, "dragoman: rejected %s: %s\n", where.c_str(), r.reason.c_str());
    if (rejects_ != nullptr && !Put(rejects_, ToString(r) + "\n")) Fail("the rejects");
  }

  // False where something could not be written.
  bool Close() {
    ClearProgress();
    if (std::fflush(stdout) != 0) Fail("the output");
    if (rejects_ != nullptr && std::fclose(rejects_) != 0) Fail("the rejects");
    return !failed_;
  }

 private:
  static bool Put(std::FILE* file, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size();
  }

  void Fail(const char* what) {
    if (failed_) return;
    int error = errno;
    ClearProgress();
    std::fprintf(stderr, "dragoman: cannot write %s: %s\n", what, std::strerror(error));
    failed_ = true;
  }

  void ShowProgress() {
    if (!shows_progress_) return;
    using Clock = std::chrono::steady_clock;
    auto now = Clock::now();
    if (now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    std::chrono::duration<double> run = now - start_;
    std::fprintf(stderr, "\r\033[K%llu articles, %.0f a second",
                 static_cast<unsigned long long>(articles_),
                 static_cast<double>(articles_) / std::max(run.count(), 1e-3));
    progress_on_screen_ = true;
  }

  void ClearProgress() {
    if (progress_on_screen_) std::fputs("\r\033[K", stderr);
    progress_on_screen_ = false;
  }

  std::FILE* rejects_ = nullptr;
  uint64_t articles_ = 0;
  bool failed_ = false;
  bool shows_progress_ = ShowsProgress();
  bool progress_on_screen_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), shown_ = start_;
};

void PrintTimings(const api::RunSummary& summary) {
  double total = 0;
  for (const api::StageCost& s : summary.stages) total += s.seconds;
  auto words = static_cast<double>(summary.words);
  auto row = [&](const char* name, double seconds) {
    std::fprintf(stderr, "%-12s %10.3f %6.1f%% %12.0f\n", name, seconds,
                 total > 0 ? 100 * seconds / total : 0, seconds > 0 ? words / seconds : 0);
  };
  std::fprintf(stderr, "%-12s %10s %7s %12s\n", "stage", "seconds", "share", "words/s");
  for (const api::StageCost& s : summary.stages) row(s.stage.c_str(), s.seconds);
  row("all", total);
}

// Nothing is dropped in silence: what was not read is counted at the end.
void PrintSummary(const api::RunSummary& summary) {
  if (summary.rejected > 0) {
    std::fprintf(stderr, "dragoman: read %llu, rejected %llu\n",
                 static_cast<unsigned long long>(summary.articles),
                 static_cast<unsigned long long>(summary.rejected));
  }
  if (summary.skipped_files > 0) {
    std::fprintf(stderr,
                 "dragoman: skipped %llu files in directories that are neither .txt, .text, .jsonl "
                 "nor .ndjson; name them to have them read\n",
                 static_cast<unsigned long long>(summary.skipped_files));
  }
}

void WarnOfFuture(const std::string& published) {
  if (published.empty()) return;
  std::time_t now = std::time(nullptr);
  std::tm utc = {};
  char tomorrow[16] = "";
  now += 24 * 60 * 60;  // somewhere it is tomorrow already
  if (::gmtime_r(&now, &utc) == nullptr) return;
  std::strftime(tomorrow, sizeof tomorrow, "%Y-%m-%d", &utc);
  if (published > tomorrow) {
    std::fprintf(stderr, "dragoman: warning: --published %s lies in the future\n",
                 published.c_str());
  }
}

int Run(const ReadFlags& flags) {
  if (!flags.until.empty() && !flags.dump) {
    std::fprintf(stderr, "dragoman: --until needs --dump: a reading needs all stages\n");
    return kUsage;
  }
  WarnOfFuture(flags.published);
  auto reader = api::Reader::Make({.data_directory = flags.data,
                                   .kinds_file = flags.kinds,
                                   .actors_files = flags.actors,
                                   .verify = flags.verify});
  if (!reader) {
    std::fprintf(stderr, "dragoman: cannot start: %s\n", reader.error().message.c_str());
    return kCannotRun;
  }
  Output output;
  if (!output.OpenRejects(flags.rejects)) return kCannotRun;
  api::RunOptions options;
  options.published = flags.published;
  options.threads = flags.threads;
  options.from_conllu = flags.from == "conllu";
  if (flags.dump) options.until = flags.until.empty() ? api::StageNames().back() : flags.until;
  if (flags.format == "jsonl") {
    options.render = [](const api::Reading& r) { return api::ToJson(r) + "\n"; };
  } else {
    TableOptions table = {OutputColumns(), OutputTakesColor()};
    options.render = [table](const api::Reading& r) { return RenderTable(r, table); };
  }
  options.sink = [&](std::string_view text) { return output.Result(text); };
  options.reject = [&](const api::Reject& r) { output.Reject(r); };
  api::RunSummary summary = (*reader)->ReadAll(flags.paths, options);
  if (!output.Close()) return kCannotRun;
  if (flags.timings) PrintTimings(summary);
  PrintSummary(summary);
  return summary.rejected > 0 ? kSomeRejected : kAllRead;
}

}  // namespace

void AddRead(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<ReadFlags>();
  CLI::App* read = app.add_subcommand("read", "Read articles and print what they report.");
  read->add_option("FILE", flags->paths, "files, directories, or - for standard input")->required();
  read->add_option("--published", flags->published,
                   "publication date (YYYY-MM-DD) of articles that do not say theirs")
      ->check([](const std::string& s) {
        return api::IsDate(s) ? std::string() : "not a date (YYYY-MM-DD): " + s;
      });
  read->add_option("--format", flags->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}));
  read->add_option("--threads", flags->threads, "0: one for each core");
  read->add_option("--until", flags->until, "stop after this stage; with --dump")
      ->check(CLI::IsMember(api::StageNames()));
  read->add_option("--from", flags->from, "text (also JSON) or conllu")
      ->check(CLI::IsMember({"text", "conllu"}));
  read->add_flag("--dump", flags->dump, "print what the last stage made");
  read->add_option("--rejects", flags->rejects, "write path, line and reason of rejects here");
  read->add_flag("--timings", flags->timings, "print what each stage cost");
  read->add_flag("--verify", flags->verify, "check what every stage promises");
  read->add_option("--data", flags->data, "read data from this directory, not the built-in one");
  read->add_option("--kinds", flags->kinds,
                   "your own rows beside data/en/events/ways/, tried before ours");
  read->add_option("--actors", flags->actors, "your own actors (docs/user_actors.md)")
      ->allow_extra_args(false);
  read->callback([flags, &exit_code] { exit_code = Run(*flags); });
}

}  // namespace dragoman::cli
