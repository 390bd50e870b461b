// SPDX-License-Identifier: Apache-2.0
// The command line that the runners of case files share: PROGRAM ROOT [FILE...].
#pragma once

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "pipeline/analyze.h"
#include "support/text_file.h"

namespace dragoman::test {

// Runs a Runner(analyzer, known failures) over all cases of ROOT, or over the files named. What
// Runner::Finish(whole) says is the exit status; 2 for a wrong call, 1 where nothing could start.
template <class Runner>
int RunFiles(std::string_view program, const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cerr << "usage: " << program << " ROOT [FILE...]\n";
    return 2;
  }
  auto known = KnownFailures::Read(arguments[0]);
  auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  if (!known || !analyzer) {
    std::cerr << (known ? analyzer.error().message : known.error().message) << "\n";
    return 1;
  }
  Runner runner(**analyzer, std::move(known).value());
  const bool whole = arguments.size() == 1;
  std::vector<std::filesystem::path> files(arguments.begin() + 1, arguments.end());
  if (whole) files = CaseFiles(arguments[0]);
  for (const std::filesystem::path& file : files) runner.RunFile(file);
  return runner.Finish(whole);
}

}  // namespace dragoman::test
