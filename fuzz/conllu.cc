// SPDX-License-Identifier: Apache-2.0
// Other people's trees (--from conllu): any bytes are read or refused with path and line; what was
// read keeps the promises of Syntax and can be written.
#include "formats/conllu.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  auto documents = formats::ReadConllu({reinterpret_cast<const char*>(data), size}, "fuzz.conllu");
  if (!documents) {
    DRAGOMAN_CHECK(documents.error().message.starts_with("fuzz.conllu:"));
    return 0;
  }
  for (const formats::ConlluDocument& d : *documents) {
    Verify(d.syntax, d.document);
    (void)formats::WriteConllu(d.document, d.syntax);
  }
  return 0;
}
