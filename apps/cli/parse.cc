// SPDX-License-Identifier: Apache-2.0
// `dragoman parse`: files -> sentences, words, tags and trees, as CoNLL-U or as the dump that the
// golden tests use.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "dragoman/reader.h"

namespace dragoman::cli {
namespace {

struct ParseFlags {
  std::vector<std::string> paths;
  std::string format = "conllu", from = "text", data;
  unsigned threads = 0;
};

int Run(const ParseFlags& flags) {
  auto reader = api::Reader::Make({.data_directory = flags.data});
  if (!reader) {
    std::fprintf(stderr, "dragoman: %s\n", reader.error().message.c_str());
    return kCannotRun;
  }
  bool written = true;
  api::RunOptions options;
  options.threads = flags.threads;
  options.to_conllu = flags.format == "conllu";
  options.from_conllu = flags.from == "conllu";
  options.until = "parse";
  options.sink = [&](std::string_view text) {
    written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return written;
  };
  options.reject = [](const api::Reject& r) {
    std::fprintf(stderr, "dragoman: %s: %s\n", r.path.c_str(), r.reason.c_str());
  };
  api::RunSummary summary = (*reader)->ReadAll(flags.paths, options);
  if (std::fflush(stdout) != 0 || !written) {
    std::fprintf(stderr, "dragoman: cannot write the output\n");
    return kCannotRun;
  }
  return summary.rejected > 0 ? kSomeRejected : kAllRead;
}

}  // namespace

void AddParse(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<ParseFlags>();
  CLI::App* parse = app.add_subcommand("parse", "Print sentences, words, tags and trees.");
  parse->add_option("FILE", flags->paths, "files, directories, or - for standard input")
      ->required();
  parse->add_option("--format", flags->format, "conllu or dump")
      ->check(CLI::IsMember({"conllu", "dump"}));
  parse->add_option("--from", flags->from, "text (also JSON) or conllu")
      ->check(CLI::IsMember({"text", "conllu"}));
  parse->add_option("--threads", flags->threads, "0: one for each core");
  parse->add_option("--data", flags->data, "read data from this directory, not the built-in one");
  parse->callback([flags, &exit_code] { exit_code = Run(*flags); });
}

}  // namespace dragoman::cli
