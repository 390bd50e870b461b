// SPDX-License-Identifier: Apache-2.0
// What the parts of parsing cost, for bench/.
#pragma once

#include <time.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace dragoman::parse {

enum class ParsePart : uint8_t { kForms, kContext, kTags, kArcs, kLabels, kWords };
inline constexpr std::array<const char*, 6> kParsePartNames = {"forms (embedding, first product)",
                                                               "context (recurrent layers)",
                                                               "tags",
                                                               "arcs and trees",
                                                               "relations",
                                                               "lemmas, features, index"};

struct ParseClock {
  std::array<int64_t, kParsePartNames.size()> nanoseconds = {};

  void Start() { last_ = Now(); }
  void Lap(ParsePart part) {
    int64_t now = Now();
    nanoseconds[static_cast<size_t>(part)] += now - last_;
    last_ = now;
  }
  static int64_t Now() {  // processor time of this thread
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
  }

 private:
  int64_t last_ = 0;
};

}  // namespace dragoman::parse
