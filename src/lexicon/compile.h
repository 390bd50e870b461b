// SPDX-License-Identifier: Apache-2.0
// Compiles a folder of .tsv files (the format: lexicon.h) into the block a Lexicon reads.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace dragoman::lexicon {

// One data file. `name` is the path below data/ without ".tsv"; `path` is used in messages.
struct SourceFile {
  std::string name;
  std::string path;
  std::string text;
};

// All .tsv files below `directory`, sorted by name.
Result<std::vector<SourceFile>> ReadDataFiles(const std::string& directory);

// The block, or the first bad row: "data/en/weekdays.tsv:9: column 'number' expected an int, got
// 'x'".
Result<std::string> Compile(std::vector<SourceFile> files);

}  // namespace dragoman::lexicon
