// SPDX-License-Identifier: Apache-2.0
// compile_lexicon DATA_DIR OUT: packs data/**/*.tsv into the block that is embedded in the program.
// Exits 1 with "file:line: reason" at the first bad row.
#include <fstream>
#include <iostream>

#include "lexicon/compile.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: compile_lexicon DATA_DIR OUT\n";
    return 2;
  }
  auto files = dragoman::lexicon::ReadDataFiles(argv[1]);
  if (!files) {
    std::cerr << files.error().message << "\n";
    return 1;
  }
  auto block = dragoman::lexicon::Compile(std::move(files).value());
  if (!block) {
    std::cerr << block.error().message << "\n";
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << *block;
  if (!out.flush()) {
    std::cerr << argv[2] << ": cannot be written\n";
    return 1;
  }
  return 0;
}
