// SPDX-License-Identifier: Apache-2.0
// Lower case of ASCII letters; all other bytes stay as they are. For other scripts: utf8proc, or
// AppendLower of entities/.
#pragma once

#include <string>
#include <string_view>

namespace dragoman {

constexpr char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string LowerAscii(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = LowerAscii(c);
  return out;
}

}  // namespace dragoman
