// SPDX-License-Identifier: Apache-2.0
// Web and mail addresses: "https://x.org/y", "www.x.org", "x.org/y", "a.b@x.org".
#include "segment/address.h"

namespace dragoman::segment {
namespace {

constexpr size_t kLongestName = 254;  // RFC 5321: of a mail address; a host name has 253

bool Letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool Alnum(char c) { return Letter(c) || (c >= '0' && c <= '9'); }

// Without the punctuation that ends a clause around the address; a bracket stays if it was opened
// inside: "wiki/Moscow_(city)".
uint32_t Trim(std::string_view s) {
  bool opened = s.find('(') != s.npos;
  while (!s.empty()) {
    char c = s.back();
    if (c == ')' && opened) break;
    if (std::string_view(".,;:!?)]}'\"*>").find(c) != std::string_view::npos) {
      s.remove_suffix(1);
      continue;
    }
    // ” ’ » as three or two bytes of UTF-8
    if (s.size() > 3 && (s.ends_with("\xE2\x80\x9D") || s.ends_with("\xE2\x80\x99"))) {
      s.remove_suffix(3);
      continue;
    }
    break;
  }
  return static_cast<uint32_t>(s.size());
}

bool HasScheme(std::string_view s) {
  size_t i = 0;
  while (i < s.size() && i < 12 && Letter(s[i])) ++i;
  if (i > 1 && s.substr(i).starts_with("://")) return s.size() > i + 3;
  return s.starts_with("mailto:") ||
         ((s.starts_with("www.") || s.starts_with("WWW.")) && s.size() > 5);
}

uint32_t MailLength(std::string_view s) {
  s = s.substr(0, kLongestName);
  size_t i = 0;
  while (i < s.size() &&
         (Alnum(s[i]) || std::string_view("._%+-").find(s[i]) != std::string_view::npos))
    ++i;
  if (i == 0 || i >= s.size() || s[i] != '@') return 0;
  size_t at = i++;
  bool stop = false;
  while (i < s.size() && (Alnum(s[i]) || s[i] == '.' || s[i] == '-')) stop |= s[i++] == '.';
  while (i > at && !Alnum(s[i - 1])) --i;
  // An accent of its own (U+0300 to U+036F) belongs to the letter before it.
  if (i + 1 < s.size() && (s[i] == '\xCC' || (s[i] == '\xCD' && s[i + 1] <= '\xAF'))) return 0;
  return stop && i > at + 3 ? static_cast<uint32_t>(i) : 0;
}

// "t.co/abc": names with stops, the last of two to six letters, then a slash.
uint32_t PathLength(std::string_view s) {
  size_t i = 0, label = 0;
  bool stop = false;
  while (i < s.size() && i < kLongestName && (Alnum(s[i]) || s[i] == '.' || s[i] == '-')) {
    if (s[i] == '.') {
      stop = true;
      label = i + 1;
    }
    ++i;
  }
  if (!stop || i + 1 >= s.size() || s[i] != '/' || i - label < 2 || i - label > 6) return 0;
  for (size_t k = label; k < i; ++k)
    if (!(s[k] >= 'a' && s[k] <= 'z')) return 0;
  return Trim(s);
}

}  // namespace

bool MaybeAddress(std::string_view chunk) {
  return chunk.find_first_of("@/") != std::string_view::npos ||
         chunk.find("www.") != std::string_view::npos ||
         chunk.find("WWW.") != std::string_view::npos;
}

uint32_t AddressLength(std::string_view text) {
  if (HasScheme(text)) return Trim(text);
  if (uint32_t n = MailLength(text); n > 0) return n;
  return PathLength(text);
}

}  // namespace dragoman::segment
