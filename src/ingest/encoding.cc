// SPDX-License-Identifier: Apache-2.0
// See encoding.h.
#include "ingest/encoding.h"

#include <array>
#include <cstdint>

namespace dragoman::ingest {
namespace {

// More than one broken byte in this many, or one control byte in this many, is no text.
constexpr size_t kBytesPerInvalid = 20;
constexpr size_t kBytesPerControl = 50;

void AppendUtf8(uint32_t c, std::string& out) {
  auto tail = [&](uint32_t shift) { out.push_back(static_cast<char>(0x80 | ((c >> shift) & 63))); };
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    tail(0);
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

// https://encoding.spec.whatwg.org/index-windows-1252.txt, 0x80..0x9F; the rest is Latin-1.
constexpr std::array<uint16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string FromUtf16(std::string_view bytes, bool big_endian, size_t& broken) {
  std::string out;
  out.reserve(bytes.size());
  auto unit = [&](size_t i) {
    auto a = static_cast<uint8_t>(bytes[i]), b = static_cast<uint8_t>(bytes[i + 1]);
    return static_cast<uint32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      uint32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
      ++broken;
    }
    AppendUtf8(c, out);
  }
  if (i < bytes.size()) ++broken;
  return out;
}

struct Survey {
  size_t invalid = 0;  // bytes that belong to no UTF-8 sequence
  size_t first_invalid = 0;
  size_t multibyte = 0;  // valid sequences of more than one byte
  size_t controls = 0;   // C0 and DEL, but not white space
};

Survey Look(std::string_view s) {
  Survey found;
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<uint8_t>(s[i]);
    if (c < 0x80) {
      found.controls += (c < 0x20 && !(c >= '\t' && c <= '\r')) || c == 0x7F;
      ++i;
      continue;
    }
    size_t n = Utf8Length(s, i);
    if (n == 0) {
      if (found.invalid++ == 0) found.first_invalid = i;
      ++i;
    } else {
      ++found.multibyte;
      i += n;
    }
  }
  return found;
}

std::string Repair(std::string_view s, bool windows_1252) {
  std::string out;
  out.reserve(s.size());
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<uint8_t>(s[i]);
    if (c == '\r') {
      out.push_back('\n');
      i += i + 1 < s.size() && s[i + 1] == '\n' ? 2 : 1;
    } else if (c == '\v' || c == '\f') {
      out.push_back('\n');
      ++i;
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      out.push_back(' ');
      ++i;
    } else if (c < 0x80) {
      out.push_back(s[i++]);
    } else if (size_t n = Utf8Length(s, i); n > 0) {
      out.append(s.substr(i, n));
      i += n;
    } else {
      uint32_t latin = c < 0xA0 ? kWindows1252[c - 0x80] : c;
      AppendUtf8(windows_1252 ? latin : 0xFFFD, out);
      ++i;
    }
  }
  return out;
}

bool StartsWith(std::string_view s, std::string_view prefix) {
  return s.substr(0, prefix.size()) == prefix;
}

}  // namespace

size_t Utf8Length(std::string_view s, size_t at) {
  auto byte = [&](size_t i) { return i < s.size() ? static_cast<uint8_t>(s[i]) : uint8_t{0}; };
  auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  uint8_t a = byte(at), b = byte(at + 1);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return tail(at + 1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if (!tail(at + 1) || !tail(at + 2)) return 0;
    return (a == 0xE0 && b < 0xA0) || (a == 0xED && b >= 0xA0) ? 0 : 3;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if (!tail(at + 1) || !tail(at + 2) || !tail(at + 3)) return 0;
    return (a == 0xF0 && b < 0x90) || (a == 0xF4 && b >= 0x90) ? 0 : 4;
  }
  return 0;
}

Result<std::string> CleanText(std::string_view bytes, std::vector<Diagnostic>& diagnostics) {
  using std::string_view_literals::operator""sv;
  auto note = [&](std::string message) { diagnostics.push_back({{}, std::move(message)}); };
  if (StartsWith(bytes, "\xFF\xFE\0\0"sv) || StartsWith(bytes, "\0\0\xFE\xFF"sv)) {
    return Error{"UTF-32 text: convert it to UTF-8"};
  }
  std::string converted;
  if (StartsWith(bytes, "\xFF\xFE"sv) || StartsWith(bytes, "\xFE\xFF"sv)) {
    size_t broken = 0;
    converted = FromUtf16(bytes.substr(2), bytes[0] == '\xFE', broken);
    note("the text was UTF-16 and has been converted to UTF-8");
    if (broken > 0) note(std::to_string(broken) + " broken UTF-16 units were replaced by U+FFFD");
    bytes = converted;
  } else if (StartsWith(bytes, "\xEF\xBB\xBF"sv)) {
    bytes.remove_prefix(3);
  }

  Survey found = Look(bytes);
  std::string of_bytes = " of " + std::to_string(bytes.size()) + " bytes ";
  if (found.controls > 0 && found.controls * kBytesPerControl > bytes.size()) {
    return Error{"not text: " + std::to_string(found.controls) + of_bytes +
                 "are control characters"};
  }
  if (found.invalid > 0 && found.invalid * kBytesPerInvalid > bytes.size()) {
    return Error{"not text: " + std::to_string(found.invalid) + of_bytes +
                 "are not UTF-8, the first at byte " + std::to_string(found.first_invalid) +
                 "; convert the file to UTF-8"};
  }
  bool windows_1252 = found.invalid > 0 && found.multibyte == 0;
  if (windows_1252) {
    note("the text was not UTF-8 and has been read as Windows-1252");
  } else if (found.invalid > 0) {
    note(std::to_string(found.invalid) +
         " bytes that are not UTF-8 were replaced by U+FFFD, "
         "the first at byte " +
         std::to_string(found.first_invalid));
  }
  if (found.controls > 0) {
    note(std::to_string(found.controls) + " control characters were replaced by spaces");
  }
  return Repair(bytes, windows_1252);
}

}  // namespace dragoman::ingest
