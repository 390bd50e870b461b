// SPDX-License-Identifier: Apache-2.0
// A file of plain text, any bytes: it is read, with every promise of every stage kept, or refused
// with a reason. The first byte chooses whether a publication date is given.
#include <cstdint>

#include "base/check.h"
#include "dragoman/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  static const auto reader = api::Reader::Make({.data_directory = "", .verify = true});
  if (size == 0) return 0;
  api::Article article;
  article.text.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) article.published = "2023-06-28";
  auto reading = (*reader)->Read(article);
  if (reading) {
    DRAGOMAN_CHECK(api::ToJson(*reading).starts_with("{"));
  } else {
    DRAGOMAN_CHECK(!reading.error().message.empty());
    // Our own broken promises come out as rejects, too: here they are findings.
    DRAGOMAN_CHECK(reading.error().message.find("internal error") == std::string::npos);
  }
  return 0;
}
