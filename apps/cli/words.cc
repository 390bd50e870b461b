// SPDX-License-Identifier: Apache-2.0
#include "words.h"

#include <utf8proc.h>

namespace dragoman::cli {
namespace {

// The next code point of valid UTF-8 and its columns; at least one byte is taken.
size_t NextChar(std::string_view s, size_t& columns) {
  utf8proc_int32_t c = 0;
  auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data()),
                            static_cast<utf8proc_ssize_t>(s.size()), &c);
  if (n <= 0) {
    columns = 1;
    return 1;
  }
  int width = utf8proc_charwidth(c);
  columns = width > 0 ? static_cast<size_t>(width) : 0;
  return static_cast<size_t>(n);
}

// Takes from the front what fits, at least one character; up to a hyphen, if one fits.
std::string TakeColumns(std::string& s, size_t width) {
  size_t at = 0, used = 0, hyphen = 0;
  while (at < s.size()) {
    size_t columns = 0;
    size_t n = NextChar(std::string_view(s).substr(at), columns);
    if (at > 0 && used + columns > width) break;
    used += columns;
    at += n;
    if (s[at - 1] == '-') hyphen = at;
  }
  if (at < s.size() && hyphen > 0) at = hyphen;
  std::string taken = s.substr(0, at);
  s.erase(0, at);
  return taken;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t total = 0;
  while (!text.empty()) {
    size_t columns = 0;
    text.remove_prefix(NextChar(text, columns));
    total += columns;
  }
  return total;
}

std::string Styled(std::string_view text, Style style, bool color, bool struck) {
  if (!color || text.empty() || (style == Style::kPlain && !struck)) return std::string(text);
  constexpr std::string_view kCodes[] = {"", "2", "1", "1;4", "31", "32", "33", "34", "36"};
  std::string out = "\033[";
  out.append(kCodes[static_cast<size_t>(style)]);
  if (struck) out.append(style == Style::kPlain ? "9" : ";9");
  return out.append("m").append(text).append("\033[0m");
}

std::vector<Piece> SplitWords(std::string_view text, Style style) {
  std::vector<Piece> pieces;
  size_t i = 0;
  auto blank = [&](size_t at) { return text[at] == ' ' || text[at] == '\n' || text[at] == '\t'; };
  while (i < text.size()) {
    if (blank(i)) {
      ++i;
      continue;
    }
    size_t begin = i;
    while (i < text.size() && !blank(i)) ++i;
    pieces.push_back({std::string(text.substr(begin, i - begin)), style, false});
  }
  return pieces;
}

std::vector<WrappedLine> Wrap(const std::vector<Piece>& pieces, size_t width) {
  std::vector<WrappedLine> lines(1);
  for (size_t i = 0; i < pieces.size(); ++i) {
    // Pieces without a blank between them stay together.
    size_t end = i + 1, together = DisplayWidth(pieces[i].text);
    while (end < pieces.size() && pieces[end].joined) together += DisplayWidth(pieces[end++].text);
    size_t blank = lines.back().pieces.empty() ? 0 : 1;
    if (blank == 1 && lines.back().width + 1 + together > width) {
      lines.emplace_back();
      blank = 0;
    }
    for (; i < end; ++i) {
      Piece piece = pieces[i];
      for (bool first = true; first || !piece.text.empty(); first = false) {
        WrappedLine* line = &lines.back();
        size_t room = width > line->width + blank ? width - line->width - blank : 1;
        Piece part = piece;
        part.text = TakeColumns(piece.text, room);
        part.joined = blank == 0;
        line->width += blank + DisplayWidth(part.text);
        line->pieces.push_back(std::move(part));
        blank = 0;
        if (!piece.text.empty()) lines.emplace_back();
      }
    }
    --i;
  }
  return lines;
}

std::string Render(const WrappedLine& line, bool color, bool struck) {
  std::string out;
  for (size_t i = 0; i < line.pieces.size(); ++i) {
    const Piece& p = line.pieces[i];
    if (i > 0 && !p.joined) out.push_back(' ');
    out += Styled(p.text, p.style, color, struck);
  }
  return out;
}

}  // namespace dragoman::cli
