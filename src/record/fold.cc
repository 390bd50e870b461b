// SPDX-License-Identifier: Apache-2.0
// Names as people type them. Entry: FoldName.
#include <utf8proc.h>

#include <cstdlib>

#include "record/record.h"

namespace dragoman::record {

std::string FoldName(std::string_view name) {
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
    bool keep = (raw[i] >= 0x80) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep) {
      folded += c;
    } else if (!folded.empty() && folded.back() != ' ' && c != '\'' && c != '.') {
      folded += ' ';
    }
  }
  std::free(raw);  // NOLINT: utf8proc allocates with malloc
  while (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

}  // namespace dragoman::record
