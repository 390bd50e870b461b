// SPDX-License-Identifier: Apache-2.0
// See grid.h.
#include "grid.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "record/export.h"

namespace dragoman::cli {
namespace {

constexpr size_t kGap = 2, kNarrowest = 8, kBelowIndent = 4;
// Words of more columns than these are broken, the first that does, before a table becomes a list.
constexpr size_t kLongWords[] = {16, 14, 12, 10, 9};
constexpr std::string_view kHardBlank = "\u00a0";

struct ColumnWidth {
  // Of the widest cell, of its longest word, of its longest words with hard blanks.
  size_t width = 0, word = 0, hard = 0;
};

// Columns that are too wide give way, the widest first, between words and inside those of more than
// `long_word` columns. False if that does not do.
bool Squeeze(std::vector<ColumnWidth>& columns, size_t room, size_t long_word) {
  auto total = [&] {
    size_t sum = 0;
    for (const ColumnWidth& c : columns) sum += c.width > 0 ? c.width + kGap : 0;
    return sum;
  };
  auto spare = [&](const ColumnWidth& c) {
    return c.width > std::max({kNarrowest, c.hard, std::min(c.word, long_word)}) ? c.width : 0;
  };
  while (total() > room + kGap) {
    auto widest =
        std::max_element(columns.begin(), columns.end(),
                         [&](const auto& a, const auto& b) { return spare(a) < spare(b); });
    if (widest == columns.end() || spare(*widest) == 0) return false;
    --widest->width;
  }
  return true;
}

void SoftenBlanks(std::string& text) {
  for (size_t at = 0; (at = text.find(kHardBlank, at)) != std::string::npos; ++at) {
    text.replace(at, kHardBlank.size(), " ");
  }
}

void AppendBelow(std::string& out, const GridRow& row, size_t columns, bool color) {
  for (const WrappedLine& l : Wrap(SplitWords(row.below, Style::kDim), columns - kBelowIndent)) {
    out += std::string(kBelowIndent, ' ') + cli::Render(l, color) + "\n";
  }
}

void MeasureWords(const std::string& text, ColumnWidth& column) {
  size_t& longest = column.word;
  for (const Piece& word : SplitWords(text, Style::kPlain)) {
    if (word.text.find(kHardBlank) != std::string::npos) {
      column.hard = std::max(column.hard, DisplayWidth(word.text));
    }
    // "Kassym-Jomart" may be broken after the hyphen.
    for (size_t at = 0; at < word.text.size();) {
      size_t end = std::min(word.text.find('-', at), word.text.size() - 1) + 1;
      longest = std::max(longest, DisplayWidth(std::string_view(word.text).substr(at, end - at)));
      at = end;
    }
  }
}

// Of a cell, what machines read.
std::string Plain(const GridCell& cell) {
  if (!cell.list) return cell.machine.value_or(cell.text);
  std::string out;
  for (const GridItem& item : *cell.list) {
    auto told = std::find_if(item.begin(), item.end(),
                             [](const GridPart& part) { return !part.value.empty(); });
    if (told != item.end()) out += (out.empty() ? "" : ";") + told->value;
  }
  return out;
}

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void WriteText(Json& json, const std::string& value) {
  if (value.empty()) {
    json.Null();
  } else {
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
}

void WriteKey(Json& json, const std::string& key) {
  json.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
}

void WriteValue(Json& json, const std::string& value, bool number) {
  if (number && !value.empty()) {
    json.RawValue(value.data(), value.size(), rapidjson::kNumberType);
  } else {
    WriteText(json, value);
  }
}

void WriteCell(Json& json, const GridCell& cell) {
  if (!cell.list) return WriteValue(json, Plain(cell), cell.number);
  json.StartArray();
  for (const GridItem& item : *cell.list) {
    json.StartObject();
    for (const GridPart& part : item) {
      WriteKey(json, part.key);
      WriteValue(json, part.value, part.number);
    }
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

bool ParseGridFormat(std::string_view name, GridFormat& out) {
  if (name == "table") out = GridFormat::kTable;
  if (name == "jsonl") out = GridFormat::kJsonl;
  if (name == "csv") out = GridFormat::kCsv;
  return name == "table" || name == "jsonl" || name == "csv";
}

Grid::Grid(std::vector<std::string> names, std::string below)
    : names_(std::move(names)), heads_(names_), below_(std::move(below)) {
  for (size_t c = 0; c < names_.size(); ++c) {
    std::replace(heads_[c].begin(), heads_[c].end(), '_', ' ');
    size_t bar = names_[c].find('|');
    if (bar == std::string::npos) continue;
    heads_[c] = names_[c].substr(bar + 1);
    names_[c].resize(bar);
  }
}

std::string Grid::Render(GridFormat format, size_t columns, bool color, bool brief) const {
  switch (format) {
    case GridFormat::kTable:
      return RenderTable(columns, color, brief);
    case GridFormat::kJsonl:
      return RenderJsonl();
    case GridFormat::kCsv:
      return RenderCsv();
  }
  return "";
}

std::vector<bool> Grid::Shown() const {
  std::vector<bool> shown(names_.size());
  for (size_t c = 0; c < shown.size(); ++c) {
    // A column in which nothing stands is left out.
    shown[c] = std::any_of(rows_.begin(), rows_.end(),
                           [&](const GridRow& row) { return !row.cells[c].text.empty(); });
  }
  return shown;
}

std::string Grid::RenderTable(size_t columns, bool color, bool brief) const {
  GridRow head;
  for (const std::string& name : heads_) head.cells.push_back({name, Style::kDim, false});
  std::vector<const GridRow*> all = {&head};
  for (const GridRow& row : rows_) all.push_back(&row);
  const std::vector<bool> shown = Shown();
  std::vector<ColumnWidth> widths(names_.size());
  for (size_t c = 0; c < widths.size(); ++c) {
    for (const GridRow* row : all) {
      if (!shown[c]) break;
      widths[c].width = std::max(widths[c].width, DisplayWidth(row->cells[c].text));
      MeasureWords(row->cells[c].text, widths[c]);
    }
  }
  bool fits = std::any_of(std::begin(kLongWords), std::end(kLongWords), [&](size_t long_word) {
    std::vector<ColumnWidth> squeezed = widths;
    if (!Squeeze(squeezed, columns, long_word)) return false;
    widths = std::move(squeezed);
    return true;
  });
  if (!fits) return RenderList(columns, color, brief);
  std::string out;
  for (const GridRow* row : all) {
    std::vector<std::vector<WrappedLine>> cells;
    size_t height = 1;
    for (size_t c = 0; c < widths.size(); ++c) {
      cells.emplace_back();
      if (widths[c].width == 0) continue;
      cells.back() = Wrap(SplitWords(row->cells[c].text, row->cells[c].style), widths[c].width);
      height = std::max(height, cells.back().size());
    }
    for (size_t line = 0; line < height; ++line) {
      std::string text;
      size_t pending = 0;  // blanks are written only before something
      for (size_t c = 0; c < widths.size(); ++c) {
        if (widths[c].width == 0) continue;
        size_t used = 0;
        if (line < cells[c].size() && cells[c][line].width > 0) {
          text.append(pending, ' ');
          pending = 0;
          text += cli::Render(cells[c][line], color, row->cells[c].struck);
          used = cells[c][line].width;
        }
        pending += widths[c].width - std::min(used, widths[c].width) + kGap;
      }
      out += text + "\n";
    }
    if (!row->below.empty() && !brief) AppendBelow(out, *row, columns, color);
  }
  if (!legend_.empty()) out += Styled(legend_, Style::kDim, color) + "\n";
  SoftenBlanks(out);
  return out;
}

// On a narrow terminal: a line a cell, its name before it.
std::string Grid::RenderList(size_t columns, bool color, bool brief) const {
  const std::vector<bool> shown = Shown();
  // A column without a head has its name here, and its marks their meaning.
  auto head_of = [&](size_t c) { return heads_[c].empty() ? names_[c] : heads_[c]; };
  size_t margin = 0;
  for (size_t c = 0; c < heads_.size(); ++c) {
    if (shown[c]) margin = std::max(margin, DisplayWidth(head_of(c)) + kGap);
  }
  std::string out;
  for (const GridRow& row : rows_) {
    if (!out.empty()) out += "\n";
    for (size_t c = 0; c < heads_.size(); ++c) {
      const GridCell& cell = row.cells[c];
      if (cell.text.empty()) continue;
      std::string head = head_of(c), text = cell.text;
      if (heads_[c].empty() && DisplayWidth(text) <= 2) text += " " + Plain(cell);
      for (const WrappedLine& line :
           Wrap(SplitWords(text, cell.style), columns - std::min(columns - 1, margin))) {
        out += Styled(head, Style::kDim, color) + std::string(margin - DisplayWidth(head), ' ') +
               cli::Render(line, color, cell.struck) + "\n";
        head.clear();
      }
    }
    if (!row.below.empty() && !brief) AppendBelow(out, row, columns, color);
  }
  SoftenBlanks(out);
  return out;
}

std::string Grid::RenderJsonl() const {
  std::string out;
  for (const GridRow& row : rows_) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    for (size_t c = 0; c < names_.size(); ++c) {
      WriteKey(json, names_[c]);
      WriteCell(json, row.cells[c]);
    }
    if (!below_.empty()) {
      WriteKey(json, below_);
      WriteText(json, row.machine_below.value_or(row.below));
    }
    json.EndObject();
    out.append(buffer.GetString()) += '\n';
  }
  return out;
}

std::string Grid::RenderCsv() const {
  std::string out;
  for (size_t c = 0; c < names_.size(); ++c) out += (c > 0 ? "," : "") + names_[c];
  if (!below_.empty()) out += "," + below_;
  out += "\r\n";
  for (const GridRow& row : rows_) {
    for (size_t c = 0; c < names_.size(); ++c)
      out += (c > 0 ? "," : "") + record::CsvCell(Plain(row.cells[c]));
    if (!below_.empty()) out += "," + record::CsvCell(row.machine_below.value_or(row.below));
    out += "\r\n";
  }
  return out;
}

}  // namespace dragoman::cli
