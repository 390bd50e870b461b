// SPDX-License-Identifier: Apache-2.0
// `dragoman explain`: for an article's events the sentence, the row of data that fired and where
// each slot came from; for sentences without any, that there is none.
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "dragoman/reader.h"

namespace dragoman::cli {
namespace {

struct ExplainFlags {
  std::string path, published, data, kinds;
  std::vector<std::string> actors;
  unsigned event = 0, sentence = 0;
};

int Run(const ExplainFlags& flags) {
  auto reader = api::Reader::Make(
      {.data_directory = flags.data, .kinds_file = flags.kinds, .actors_files = flags.actors});
  if (!reader) {
    std::fprintf(stderr, "dragoman: cannot start: %s\n", reader.error().message.c_str());
    return kCannotRun;
  }
  bool written = true;
  api::RunOptions options;
  options.published = flags.published;
  options.threads = 1;
  options.explain = true;
  options.explain_event = flags.event;
  options.explain_sentence = flags.sentence;
  options.sink = [&](std::string_view text) {
    written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return written;
  };
  options.reject = [](const api::Reject& r) {
    std::fprintf(stderr, "dragoman: rejected %s: %s\n", r.path.c_str(), r.reason.c_str());
  };
  api::RunSummary summary = (*reader)->ReadAll({flags.path}, options);
  if (std::fflush(stdout) != 0 || !written) {
    std::fprintf(stderr, "dragoman: cannot write the output: %s\n", std::strerror(errno));
    return kCannotRun;
  }
  return summary.rejected > 0 ? kSomeRejected : kAllRead;
}

}  // namespace

void AddExplain(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App* explain = app.add_subcommand("explain", "Show where each row of a reading comes from.");
  explain->add_option("FILE", flags->path, "an article, or - for standard input")->required();
  auto* event = explain->add_option("--event", flags->event, "only event N, with its tree");
  explain->add_option("--sentence", flags->sentence, "only sentence N, with its tree")
      ->excludes(event);
  explain
      ->add_option("--published", flags->published,
                   "publication date (YYYY-MM-DD) of articles that do not say theirs")
      ->check([](const std::string& s) {
        return api::IsDate(s) ? std::string() : "not a date (YYYY-MM-DD): " + s;
      });
  explain->add_option("--data", flags->data, "read data from this directory, not the built-in one");
  explain->add_option("--kinds", flags->kinds, "your own rows beside data/en/events/ways/");
  explain->add_option("--actors", flags->actors, "your own actors and places, docs/user_actors.md");
  explain->callback([flags, &exit_code] { exit_code = Run(*flags); });
}

}  // namespace dragoman::cli
