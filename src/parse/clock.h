// SPDX-License-Identifier: Apache-2.0
// What the parts of parsing cost, for bench/.
#pragma once

#include <array>
#include <chrono>
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

  void Start() { last_ = std::chrono::steady_clock::now(); }
  void Lap(ParsePart part) {
    auto now = std::chrono::steady_clock::now();
    nanoseconds[static_cast<size_t>(part)] +=
        std::chrono::duration_cast<std::chrono::nanoseconds>(now - last_).count();
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_;
};

}  // namespace dragoman::parse
