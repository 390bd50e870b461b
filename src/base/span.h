// SPDX-License-Identifier: Apache-2.0
// A range of bytes in Document::text. Offsets are bytes everywhere inside the program; they become
// code points only where a reading is written (formats/) and at the Python border.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;  // one past the last byte

  bool empty() const { return begin >= end; }
  uint32_t size() const { return empty() ? 0 : end - begin; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  std::string_view in(std::string_view text) const { return text.substr(begin, size()); }
  friend bool operator==(Span, Span) = default;
};

// The smallest span that holds both; an empty one does not count.
inline Span Join(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace dragoman
