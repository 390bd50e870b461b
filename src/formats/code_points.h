// SPDX-License-Identifier: Apache-2.0
// Byte offsets <-> code point offsets of one text, built once in linear time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "dragoman/reading.h"

namespace dragoman::formats {

class CodePoints {
 public:
  // `text` is valid UTF-8.
  explicit CodePoints(std::string_view text) {
    before_.reserve(text.size() + 1);
    uint32_t count = 0;
    for (char c : text) {
      before_.push_back(count);
      count += (static_cast<uint8_t>(c) & 0xC0) != 0x80;
    }
    before_.push_back(count);
  }

  uint32_t at(uint32_t byte) const {
    return before_[byte < before_.size() ? byte : before_.size() - 1];
  }
  api::Span of(Span s) const { return {at(s.begin), at(s.end)}; }

 private:
  std::vector<uint32_t> before_;  // index byte: code points that begin before it
};

}  // namespace dragoman::formats
