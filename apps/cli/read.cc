// SPDX-License-Identifier: Apache-2.0
// `dragoman read`: files -> readings, as a table for people or as JSON lines.
#include <cerrno>
#include <cstdio>
#include <cstring>
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
  std::string published, format = "table", until, rejects, data;
  unsigned threads = 0;
  std::string from = "text";
  bool dump = false, timings = false, verify = false;
};

bool Write(std::FILE* file, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size();
}

void PrintTimings(const api::RunSummary& summary) {
  double total = 0;
  for (const api::StageCost& s : summary.stages) total += s.seconds;
  std::fprintf(stderr, "%-12s %10s %7s %12s\n", "stage", "seconds", "share", "words/s");
  auto words = static_cast<double>(summary.words);
  for (const api::StageCost& s : summary.stages) {
    std::fprintf(stderr, "%-12s %10.3f %6.1f%% %12.0f\n", s.stage.c_str(), s.seconds,
                 total > 0 ? 100 * s.seconds / total : 0, s.seconds > 0 ? words / s.seconds : 0);
  }
  std::fprintf(stderr, "%-12s %10.3f %6.1f%% %12.0f\n", "all", total, 100.0,
               total > 0 ? words / total : 0);
}

int Run(const ReadFlags& flags) {
  auto reader = api::Reader::Make({.data_directory = flags.data, .verify = flags.verify});
  if (!reader) {
    std::fprintf(stderr, "dragoman: %s\n", reader.error().message.c_str());
    return kCannotRun;
  }
  std::FILE* rejects = nullptr;
  if (!flags.rejects.empty()) {
    rejects = std::fopen(flags.rejects.c_str(), "w");
    if (rejects == nullptr) {
      std::fprintf(stderr, "dragoman: cannot write rejects to %s: %s\n", flags.rejects.c_str(),
                   std::strerror(errno));
      return kCannotRun;
    }
  }
  int write_error = 0;
  api::RunOptions options;
  options.published = flags.published;
  options.threads = flags.threads;
  options.until = flags.dump ? (flags.until.empty() ? "events" : flags.until) : "";
  options.from_conllu = flags.from == "conllu";
  if (flags.format == "jsonl") {
    options.render = [](const api::Reading& r) { return api::ToJson(r) + "\n"; };
  } else {
    TableOptions table = {OutputColumns(), OutputTakesColor()};
    options.render = [table](const api::Reading& r) { return RenderTable(r, table); };
  }
  options.sink = [&](std::string_view text) {
    if (Write(stdout, text)) return true;
    write_error = errno;
    return false;
  };
  options.reject = [&](const api::Reject& r) {
    if (rejects != nullptr) Write(rejects, ToString(r) + "\n");
    std::string where = r.path + (r.line > 0 ? ":" + std::to_string(r.line) : "");
    std::fprintf(stderr, "dragoman: %s: %s\n", where.c_str(), r.reason.c_str());
  };
  api::RunSummary summary = (*reader)->ReadAll(flags.paths, options);
  if (std::fflush(stdout) != 0 && write_error == 0) write_error = errno;
  if (rejects != nullptr && std::fclose(rejects) != 0 && write_error == 0) write_error = errno;
  if (write_error != 0) {
    std::fprintf(stderr, "dragoman: cannot write the output: %s\n", std::strerror(write_error));
    return kCannotRun;
  }
  if (flags.timings) PrintTimings(summary);
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
  read->callback([flags, &exit_code] { exit_code = Run(*flags); });
}

}  // namespace dragoman::cli
