// SPDX-License-Identifier: Apache-2.0
// A user's own actors (--actors FILE), both formats: any bytes are understood or refused with path
// and line, and what is understood has a name and no term that ends before it begins.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "entities/knowledge_user.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  auto actors = entities::ParseActorFile("fuzz.tsv", {reinterpret_cast<const char*>(data), size});
  if (!actors) {
    DRAGOMAN_CHECK(actors.error().message.starts_with("fuzz.tsv"));
    return 0;
  }
  for (const entities::UserActor& a : *actors) {
    DRAGOMAN_CHECK(!a.name.empty() && a.line > 0);
    for (const entities::UserTerm& t : a.terms) {
      bool both = t.held.earliest && t.held.latest;
      DRAGOMAN_CHECK(!both || !(*t.held.latest < *t.held.earliest));
    }
  }
  return 0;
}
