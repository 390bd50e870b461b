// SPDX-License-Identifier: Apache-2.0
// A user's own ways to say things (--kinds FILE): any bytes are understood or refused with path and
// line.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "events/events.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  auto kinds = events::Kinds::Load(lexicon::Lexicon::Embedded(),
                                   {reinterpret_cast<const char*>(data), size}, "fuzz.tsv");
  if (!kinds) DRAGOMAN_CHECK(kinds.error().message.starts_with("fuzz.tsv"));
  return 0;
}
