// SPDX-License-Identifier: Apache-2.0
// Reading and writing the text files that test cases lie in.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dragoman::test {

Result<std::string> ReadFile(const std::filesystem::path& path);
Result<void> WriteFile(const std::filesystem::path& path, std::string_view text);

// Without "\n"; a last line without one counts.
std::vector<std::string> SplitLines(std::string_view text);
std::string_view Trim(std::string_view s);

// All .txt files below `root`, sorted, without known_failures.txt.
std::vector<std::filesystem::path> CaseFiles(const std::filesystem::path& root);

// ROOT/known_failures.txt: cases that fail and why, one a line, "NAME # reason", by the name the
// runner prints. Such a case must go on failing: one that passes, or that no longer exists, is an
// error.
class KnownFailures {
 public:
  static Result<KnownFailures> Read(const std::filesystem::path& root);
  // Notes that the case ran. True if it is listed.
  bool Met(const std::string& name);
  std::vector<std::string> NeverMet() const;

 private:
  std::set<std::string> listed_;
  std::set<std::string> met_;
};

}  // namespace dragoman::test
