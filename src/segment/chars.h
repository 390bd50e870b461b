// SPDX-License-Identifier: Apache-2.0
// What the tokenizer needs to know of a code point. ASCII is a table; beyond it, blocks of Unicode,
// which is right for what news text contains and harmless elsewhere.
#pragma once

#include <string_view>

#include "base/utf8.h"

namespace dragoman::segment {

enum class CharClass : uint8_t {
  kBlank,
  kLetter,
  kDigit,
  kPunct,  // and symbols
  kEmoji,
};

inline CharClass ClassOf(char32_t c) {
  if (c < 0x80) {
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return CharClass::kLetter;
    if (c >= '0' && c <= '9') return CharClass::kDigit;
    return IsBlank(c) ? CharClass::kBlank : CharClass::kPunct;
  }
  if (IsBlank(c)) return CharClass::kBlank;
  if (c < 0xC0) {
    // Soft hyphen, feminine and masculine ordinal, micro: parts of words.
    return c == 0xAD || c == 0xAA || c == 0xB5 ? CharClass::kLetter : CharClass::kPunct;
  }
  if (c == 0xD7 || c == 0xF7) return CharClass::kPunct;
  if (c < 0x2000) return CharClass::kLetter;
  if (c < 0x2C00) {
    if (c == 0x200C || c == 0x200D) return CharClass::kLetter;
    if (c >= 0x2070 && c < 0x20A0) return CharClass::kLetter;  // superscripts, subscripts
    if (c >= 0x20D0 && c < 0x2190) return CharClass::kLetter;  // marks, letter-like signs
    if ((c >= 0x2600 && c < 0x27C0) || (c >= 0x2B00)) return CharClass::kEmoji;
    return CharClass::kPunct;
  }
  if ((c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x3030 || c == 0x30FB)
    return CharClass::kPunct;
  if (c >= 0xE000 && c < 0xF900) return CharClass::kPunct;
  if (c >= 0xFE00 && c <= 0xFE0F) return CharClass::kLetter;  // variation selectors join
  if (c >= 0xFE10 && c < 0xFE70) return CharClass::kPunct;
  if ((c >= 0xFF01 && c < 0xFF10) || (c >= 0xFF1A && c < 0xFF21) || (c >= 0xFF3B && c < 0xFF41) ||
      (c >= 0xFF5B && c < 0xFF66) || (c >= 0xFFE0 && c <= 0xFFFD))
    return CharClass::kPunct;
  if (c >= 0x1F000 && c < 0x1FB00) return CharClass::kEmoji;
  return CharClass::kLetter;
}

inline bool IsUpper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c < 0xDF) return c >= 0xC0 && c != 0xD7;
  if (c < 0x100) return false;
  if (c < 0x180) return (c >= 0x139 && c <= 0x148) || c >= 0x179 ? (c & 1) != 0 : (c & 1) == 0;
  return (c >= 0x386 && c <= 0x3AB && c != 0x390) || (c >= 0x400 && c <= 0x42F);
}

inline bool IsLower(char32_t c) { return ClassOf(c) == CharClass::kLetter && !IsUpper(c); }

// The straight apostrophe, the typographic one, the modifier letter and what is typed for them.
inline bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == '`'; }

inline bool IsHyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
inline bool IsDash(char32_t c) { return IsHyphen(c) || (c >= 0x2012 && c <= 0x2015); }

inline bool IsOpener(char32_t c) {
  return c == '(' || c == '[' || c == '{' || c == 0x201C || c == 0x2018 || c == 0x201E ||
         c == 0x00AB || c == 0x300C;
}
inline bool IsCloser(char32_t c) {
  return c == ')' || c == ']' || c == '}' || c == '"' || c == '\'' || c == 0x201D || c == 0x2019 ||
         c == 0x00BB || c == 0x300D;
}
inline bool IsQuote(char32_t c) {
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
}
inline bool IsBullet(char32_t c) {
  return c == 0x2022 || c == 0x00B7 || c == '*' || c == 0x25AA || c == 0x25CF || c == 0x25A0 ||
         c == 0x2023 || c == 0x25E6 || c == 0x25BA || c == 0x25B6 || c == 0x2043 || c == 0x25CB;
}

inline char32_t FirstChar(std::string_view s) { return s.empty() ? 0 : DecodeUtf8(s, 0).value; }

}  // namespace dragoman::segment
