// SPDX-License-Identifier: Apache-2.0
// See layout.h.
//
// Paragraphs. Article files come in two manners: a line is a paragraph (web text, agencies, with or
// without blank lines between), or lines are cut at some 70 columns and a blank line ends a
// paragraph (mail, old wires). The second is told by its lines going on in the next one in lower
// case, without a stop.
//
// Headline. A first line is one if it is short, does not end as a sentence does, and more follows:
// "Envoys to meet in Oslo". What is lost: a headline with a full stop is read as a paragraph.
#include "ingest/layout.h"

#include <algorithm>
#include <string_view>

namespace dragoman::ingest {
namespace {

constexpr size_t kMaxHeadlineBytes = 250;
constexpr size_t kMaxHeadlineWords = 30;
constexpr size_t kMinWrappedLines = 3;
constexpr size_t kMaxWrappedColumns = 100;

// Bytes of the white space at `i`, or 0. ASCII, U+00A0, U+2000..200B, U+2028, U+2029, U+202F,
// U+3000, U+FEFF.
size_t BlankAt(std::string_view s, size_t i) {
  char c = s[i];
  if (c == ' ' || c == '\t' || c == '\n') return 1;
  if (s.substr(i, 2) == "\xC2\xA0") return 2;
  std::string_view three = s.substr(i, 3);
  if (three.size() == 3 && three.substr(0, 2) == "\xE2\x80") {
    auto last = static_cast<uint8_t>(three[2]);
    return last <= 0x8B || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
  }
  return three == "\xE3\x80\x80" || three == "\xEF\xBB\xBF" ? 3 : 0;
}

Span Trim(std::string_view text, Span s) {
  while (s.begin < s.end) {
    size_t n = BlankAt(text, s.begin);
    if (n == 0) break;
    s.begin += static_cast<uint32_t>(n);
  }
  while (s.begin < s.end) {
    uint32_t last = s.end - 1;  // of the last code point
    while (last > s.begin && (static_cast<uint8_t>(text[last]) & 0xC0) == 0x80) --last;
    if (BlankAt(text, last) != s.end - last) break;
    s.end = last;
  }
  return s;
}

struct Line {
  Span span;  // trimmed, not empty
  bool after_blank = false;
};

// U+2028 and U+2029 end lines, too.
std::vector<Line> Lines(std::string_view text, uint32_t begin) {
  std::vector<Line> lines;
  bool blank_before = false;
  auto add = [&](uint32_t from, uint32_t to) {
    Span s = Trim(text, {from, to});
    if (s.empty()) {
      blank_before = true;
      return;
    }
    lines.push_back({s, blank_before});
    blank_before = false;
  };
  auto size = static_cast<uint32_t>(text.size());
  uint32_t from = begin;
  for (uint32_t i = begin; i < size; ++i) {
    if (text[i] == '\n') {
      add(from, i);
      from = i + 1;
    } else if (text[i] == '\xE2' &&
               (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9")) {
      add(from, i);
      from = i + 3;
    }
  }
  if (from < size) add(from, size);
  return lines;
}

bool EndsWith(std::string_view s, std::string_view suffix) {
  return s.size() >= suffix.size() && s.substr(s.size() - suffix.size()) == suffix;
}

// The line without closing quotes and brackets at its end.
std::string_view WithoutClosers(std::string_view s) {
  constexpr std::string_view kClosers[] = {"\"",           "'",       ")", "]", "\xE2\x80\x9D",
                                           "\xE2\x80\x99", "\xC2\xBB"};
  auto closes = [&](std::string_view closer) { return EndsWith(s, closer); };
  for (;;) {
    const auto* closer = std::find_if(std::begin(kClosers), std::end(kClosers), closes);
    if (closer == std::end(kClosers)) return s;
    s.remove_suffix(closer->size());
  }
}

bool EndsSentence(std::string_view line) {
  std::string_view s = WithoutClosers(line);
  return EndsWith(s, ".") || EndsWith(s, "!") || EndsWith(s, "?") || EndsWith(s, "\xE2\x80\xA6");
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Lines that break in the middle of a sentence: "... the minister said on" / "Monday that ...".
// A next line in lower case without a stop before it is the sign.
bool IsHardWrapped(std::string_view text, const std::vector<Line>& lines) {
  size_t breaks = 0, torn = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].span.size() > kMaxWrappedColumns) return false;
    if (lines[i + 1].after_blank) continue;
    ++breaks;
    torn += IsLower(text[lines[i + 1].span.begin]) && !EndsSentence(lines[i].span.in(text));
  }
  return torn >= kMinWrappedLines && torn * 3 >= breaks;
}

// Bullets and dashes begin a paragraph of their own, in hard-wrapped text as well.
bool StartsItem(std::string_view line) {
  for (std::string_view bullet : {"\xE2\x80\xA2", "\xE2\x80\x94", "\xE2\x80\x93 ", "- ", "* "}) {
    if (line.substr(0, bullet.size()) == bullet) return true;
  }
  return false;
}

bool LooksLikeHeadline(std::string_view text, const std::vector<Line>& lines, bool wrapped) {
  if (lines.size() < 2) return false;
  std::string_view line = lines[0].span.in(text);
  if (line.size() > kMaxHeadlineBytes || StartsItem(line) || IsLower(line[0])) return false;
  size_t words = 1 + static_cast<size_t>(std::count(line.begin(), line.end(), ' '));
  if (words > kMaxHeadlineWords) return false;
  std::string_view s = WithoutClosers(line);
  // "Who will succeed the president?" is a headline only where it stands apart.
  if (EndsWith(s, "?") || EndsWith(s, "!")) return lines[1].after_blank;
  if (EndsSentence(line) || EndsWith(s, ",") || EndsWith(s, ":") || EndsWith(s, ";")) return false;
  // The first line of a hard-wrapped paragraph goes on in the next: "OSLO - The envoys met on" /
  // "Monday to speak".
  return lines[1].after_blank || (!wrapped && !IsLower(text[lines[1].span.begin]));
}

// Where `title` stands at the start of the text as a line of its own, or an empty span.
Span FindTitle(std::string_view text, std::string_view title) {
  Span start = Trim(text, {0, static_cast<uint32_t>(text.size())});
  std::string_view rest = start.in(text);
  if (rest.substr(0, title.size()) != title) return {};
  Span found = {start.begin, start.begin + static_cast<uint32_t>(title.size())};
  size_t line_end = std::min(text.find('\n', found.end), text.size());
  // "Envoys meet" is not the title line of a text that begins "Envoys meet in Oslo today."
  if (!Trim(text, {found.end, static_cast<uint32_t>(line_end)}).empty()) return {};
  return found;
}

}  // namespace

void LayOut(const std::string& title, Document& d) {
  if (!title.empty()) {
    d.headline = FindTitle(d.text, title);
    if (d.headline.empty()) {
      d.text = title + "\n\n" + d.text;
      d.headline = {0, static_cast<uint32_t>(title.size())};
    }
  }
  std::vector<Line> lines = Lines(d.text, d.headline.end);
  bool wrapped = IsHardWrapped(d.text, lines);
  if (title.empty() && LooksLikeHeadline(d.text, lines, wrapped)) {
    d.headline = lines[0].span;
    lines.erase(lines.begin());
  }
  d.title = d.headline.in(d.text);
  for (const Line& line : lines) {
    bool goes_on =
        wrapped && !line.after_blank && !d.paragraphs.empty() && !StartsItem(line.span.in(d.text));
    if (goes_on) {
      d.paragraphs.back().end = line.span.end;
    } else {
      d.paragraphs.push_back(line.span);
    }
  }
}

}  // namespace dragoman::ingest
