// SPDX-License-Identifier: Apache-2.0
// Names as people type them. Entry: FoldName.
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "base/ascii.h"
#include "record/record.h"

namespace dragoman::record {

namespace {

// What is kept of an ASCII letter, digit or sign, in lower case, behind what was kept before; a
// blank stands before the first. 0: nothing.
char Kept(char c, char before) {
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
  return before != ' ' && c != '\'' && c != '.' ? ' ' : '\0';
}

std::string WithoutLastBlank(std::string folded) {
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// Most names; the same as below, many times as fast.
std::string FoldAscii(std::string_view name) {
  std::string folded(name.size(), ' ');
  char* end = folded.data();
  char before = ' ';
  for (char c : name) {
    if (char kept = Kept(LowerAscii(c), before); kept != 0) before = *end++ = kept;
  }
  folded.resize(static_cast<size_t>(end - folded.data()));
  return WithoutLastBlank(std::move(folded));
}

}  // namespace

std::string FoldName(std::string_view name) {
  if (std::all_of(name.begin(), name.end(),
                  [](char c) { return static_cast<uint8_t>(c) < 0x80; })) {
    return FoldAscii(name);
  }
  utf8proc_uint8_t* raw = nullptr;
  auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                     UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                       static_cast<utf8proc_ssize_t>(name.size()), &raw, options);
  if (size < 0) return std::string(name);
  std::string folded;
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    auto c = static_cast<char>(raw[i]);
    // The dotless i (C4 B1) is a letter of its own to Unicode, a spelling to those who type
    // "Kilicdaroglu".
    if (raw[i] == 0xc4 && i + 1 < size && raw[i + 1] == 0xb1) {
      folded += 'i';
      ++i;
      continue;
    }
    if (raw[i] >= 0x80) {
      folded += c;
    } else if (char kept = Kept(c, folded.empty() ? ' ' : folded.back()); kept != 0) {
      folded += kept;
    }
  }
  std::free(raw);  // NOLINT: utf8proc allocates with malloc
  return WithoutLastBlank(std::move(folded));
}

}  // namespace dragoman::record
