// SPDX-License-Identifier: Apache-2.0
// Text as a terminal shows it: columns, wrapping, styles.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::cli {

// Columns that valid UTF-8 takes: 2 for wide characters, 0 for combining ones (utf8proc).
size_t DisplayWidth(std::string_view text);

enum class Style : uint8_t { kPlain, kDim, kBold, kMark, kRed, kGreen, kYellow, kBlue, kCyan };

// ANSI codes around text; the text alone without `color`. `struck` strikes it through as well.
std::string Styled(std::string_view text, Style style, bool color, bool struck = false);

// One blank-separated piece of text. Pieces that are `joined` follow the one before without a
// blank.
struct Piece {
  std::string text;
  Style style = Style::kPlain;
  bool joined = false;
};

std::vector<Piece> SplitWords(std::string_view text, Style style);

struct WrappedLine {
  std::vector<Piece> pieces;
  size_t width = 0;
};

// Lines of at most `width` columns; a piece that is wider is cut.
std::vector<WrappedLine> Wrap(const std::vector<Piece>& pieces, size_t width);

std::string Render(const WrappedLine& line, bool color, bool struck = false);

}  // namespace dragoman::cli
