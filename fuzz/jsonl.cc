// SPDX-License-Identifier: Apache-2.0
// A .jsonl file, any bytes, plain or compressed: every line is an article read or a reject with a
// reason.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

#include "base/check.h"
#include "dragoman/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  static const auto reader = api::Reader::Make({.data_directory = "", .verify = true});
  static const std::string path = "/dev/shm/fuzz_jsonl." + std::to_string(getpid()) + ".jsonl";
  const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  DRAGOMAN_CHECK(file >= 0);
  DRAGOMAN_CHECK(write(file, data, size) == static_cast<ssize_t>(size));
  close(file);
  uint64_t readings = 0, rejects = 0;
  api::RunOptions options;
  options.threads = 1;
  options.render = api::ToJson;
  options.sink = [&](std::string_view line) {
    DRAGOMAN_CHECK(line.starts_with("{"));
    ++readings;
    return true;
  };
  options.reject = [&](const api::Reject& reject) {
    DRAGOMAN_CHECK(!reject.reason.empty());
    DRAGOMAN_CHECK(reject.reason.find("internal error") == std::string::npos);
    ++rejects;
  };
  const api::RunSummary summary = (*reader)->ReadAll({path}, options);
  DRAGOMAN_CHECK(summary.articles == readings && summary.rejected == rejects);
  return 0;
}
