// SPDX-License-Identifier: Apache-2.0
// UTF-8: one code point at a time, and what counts as blank. Total: a byte that starts no valid
// sequence decodes as U+FFFD of length 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dragoman {

struct CodePoint {
  char32_t value = 0;
  uint32_t length = 1;  // bytes
};

// pos < text.size().
inline CodePoint DecodeUtf8(std::string_view text, size_t pos) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char b = byte(pos);
  if (b < 0x80) return {b, 1};
  uint32_t n = b >= 0xF0 && b < 0xF5 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1;
  if (n == 1 || b >= 0xF5 || pos + n > text.size()) return {0xFFFD, 1};
  char32_t value = b & (0xFFu >> (n + 1));
  for (uint32_t i = 1; i < n; ++i) {
    if ((byte(pos + i) & 0xC0) != 0x80) return {0xFFFD, 1};
    value = (value << 6) | (byte(pos + i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[n] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
    return {0xFFFD, 1};
  return {value, n};
}

// White space, controls, and the invisible format characters that separate nothing a reader sees
// but belong to no word: zero-width space, direction marks, word joiner, byte order mark.
// U+00AD, U+200C, U+200D and U+FE0F are not blank: they stand inside words and emoji.
inline bool IsBlank(char32_t c) {
  if (c <= 0x20 || c == 0x7F) return true;
  if (c < 0x80) return false;
  return c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

}  // namespace dragoman
