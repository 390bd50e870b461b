// SPDX-License-Identifier: Apache-2.0
// Rows a user edits (--data DIR): any bytes are compiled or refused with file and line; what was
// compiled can be read back cell by cell.
#include "lexicon/lexicon.h"

#include <cstdint>

#include "base/check.h"
#include "lexicon/compile.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  const std::string text(reinterpret_cast<const char*>(data), size);
  auto block = lexicon::Compile({{"t", "data/t.tsv", text}});
  if (!block) {
    DRAGOMAN_CHECK(block.error().message.starts_with("data/t.tsv"));
    return 0;
  }
  auto compiled = lexicon::Lexicon::FromBlock(*block);
  DRAGOMAN_CHECK(compiled.ok());
  const lexicon::Table& t = (*compiled)->table("t");
  for (size_t row = 0; row < t.size(); ++row) {
    DRAGOMAN_CHECK(t.line(row) > 0);
    for (int column = 0; column < static_cast<int>(t.columns()); ++column) {
      (void)t.list(row, column);
    }
  }
  return 0;
}
