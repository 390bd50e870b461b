// SPDX-License-Identifier: Apache-2.0
// Answers as rows of named cells: an aligned table for a terminal, JSON lines or CSV for machines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "words.h"

namespace dragoman::cli {

enum class GridFormat { kTable, kJsonl, kCsv };
bool ParseGridFormat(std::string_view name, GridFormat& out);

// A member of a list in a cell: its parts by name, "name", "id", "via"; numbers stand as numbers.
struct GridPart {
  std::string key, value;
  bool number = false;
};
using GridItem = std::vector<GridPart>;

struct GridCell {
  std::string text;  // U+00A0: a blank at which no line is broken, "13 May 2024"
  Style style = Style::kPlain;
  bool struck = false;
  std::optional<std::string> machine = {};  // what JSON and CSV hold, where it is not `text`
  bool number = false;                      // stands as a number in JSON
  // A list, as JSON holds it; in CSV of each member the first part that is not empty, joined by
  // ';'.
  std::optional<std::vector<GridItem>> list = {};
};

struct GridRow {
  std::vector<GridCell> cells;  // one a column
  std::string below;            // shown under the row in a table, dim; a last cell in other formats
  std::optional<std::string> machine_below = {};
};

class Grid {
 public:
  // Names are the keys of JSON and the header of CSV; in a table '_' is shown as a blank, or what
  // follows a '|' instead of the name. `below` names what stands under the rows, if anything does.
  Grid(std::vector<std::string> names, std::string below);
  void Add(GridRow row) { rows_.push_back(std::move(row)); }
  // A last line of a table: what its marks mean.
  void Explain(std::string legend) { legend_ = std::move(legend); }
  bool empty() const { return rows_.empty(); }
  size_t size() const { return rows_.size(); }
  // A brief table leaves out what stands below its rows. Where even short words would have to be
  // broken for a table, each row is a list: a line a cell.
  std::string Render(GridFormat format, size_t columns, bool color, bool brief = false) const;

 private:
  std::string RenderTable(size_t columns, bool color, bool brief) const;
  std::string RenderList(size_t columns, bool color, bool brief) const;
  std::vector<bool> Shown() const;
  std::string RenderJsonl() const;
  std::string RenderCsv() const;

  std::vector<std::string> names_, heads_;
  std::string below_, legend_;
  std::vector<GridRow> rows_;
};

}  // namespace dragoman::cli
