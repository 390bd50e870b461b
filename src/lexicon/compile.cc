// SPDX-License-Identifier: Apache-2.0
// The lexicon compiler: checks every row against its header and packs the tables. Entry: Compile.
#include "lexicon/compile.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "lexicon/block.h"

namespace dragoman::lexicon {
namespace {

struct ColumnSpec {
  std::string name;
  std::string type;                  // "text", "enum", "ref", ...
  std::vector<std::string> choices;  // enum
  std::string ref_table, ref_column;
  bool optional = false, unique = false, key = false;
};

struct ParsedTable {
  std::string name, path;
  std::vector<ColumnSpec> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<uint32_t> lines;
};

std::vector<std::string> Split(std::string_view s, std::string_view separator) {
  std::vector<std::string> out;
  for (;;) {
    size_t cut = s.find(separator);
    out.emplace_back(s.substr(0, cut));
    if (cut == std::string_view::npos) return out;
    s.remove_prefix(cut + separator.size());
  }
}

Error At(const ParsedTable& t, size_t line, const std::string& what) {
  return Error{t.path + ":" + std::to_string(line) + ": " + what};
}

// "number:int?" -> ColumnSpec; false if it is not of that form.
bool ParseColumn(std::string cell, ColumnSpec& c) {
  while (!cell.empty() && std::strchr("?!*", cell.back()) != nullptr) {
    if (cell.back() == '?') c.optional = true;
    if (cell.back() == '!') c.unique = c.key = true;
    if (cell.back() == '*') c.key = true;
    cell.pop_back();
  }
  size_t colon = cell.find(':');
  if (colon == std::string::npos || colon == 0) return false;
  c.name = cell.substr(0, colon);
  c.type = cell.substr(colon + 1);
  size_t open = c.type.find('(');
  if (open != std::string::npos) {
    if (c.type.back() != ')') return false;
    std::string inside = c.type.substr(open + 1, c.type.size() - open - 2);
    c.type.resize(open);
    if (c.type == "enum") {
      c.choices = Split(inside, ",");
    } else if (c.type == "ref") {
      size_t dot = inside.rfind('.');
      if (dot == std::string::npos) return false;
      c.ref_table = inside.substr(0, dot);
      c.ref_column = inside.substr(dot + 1);
    } else {
      return false;
    }
    return true;
  }
  static const std::set<std::string> kTypes = {"text", "int", "real", "bool", "date", "list"};
  return kTypes.count(c.type) > 0;
}

bool IsInt(const std::string& s) {
  size_t i = s[0] == '-' ? 1 : 0;
  return i < s.size() && s.find_first_not_of("0123456789", i) == std::string::npos;
}

bool IsReal(const std::string& s) {
  char* end = nullptr;
  errno = 0;
  std::strtod(s.c_str(), &end);
  return end == s.c_str() + s.size() && errno == 0 && std::isspace(static_cast<uint8_t>(s[0])) == 0;
}

// Only the letters EDTF level 1 is written with: the calendar is checked where dates are used.
bool LooksLikeEdtf(const std::string& s) {
  return s.find_first_not_of("0123456789-/.~?%XYTZ:+") == std::string::npos;
}

// Empty when the cell is fine, else what was expected.
std::string WhatIsWrong(const ColumnSpec& c, const std::string& cell) {
  if (cell.empty()) return c.optional ? "" : "a value";
  if (c.type == "int" && !IsInt(cell)) return "an int";
  if (c.type == "real" && !IsReal(cell)) return "a number";
  if (c.type == "bool" && cell != "yes" && cell != "no") return "yes or no";
  if (c.type == "date" && !LooksLikeEdtf(cell)) return "a date";
  if (c.type == "enum" && std::find(c.choices.begin(), c.choices.end(), cell) == c.choices.end()) {
    std::string all;
    for (const std::string& choice : c.choices) all += (all.empty() ? "" : ", ") + choice;
    return "one of " + all;
  }
  return "";
}

Result<void> ParseHeader(ParsedTable& t, std::string_view line, size_t number) {
  std::unordered_set<std::string> names;
  for (const std::string& cell : Split(line, "\t")) {
    ColumnSpec c;
    if (!ParseColumn(cell, c)) {
      return At(t, number, "expected a header cell name:type, got '" + cell + "'");
    }
    if (!names.insert(c.name).second) return At(t, number, "column '" + c.name + "' stands twice");
    t.columns.push_back(std::move(c));
  }
  return {};
}

Result<void> ParseRow(ParsedTable& t, std::string_view line, size_t number) {
  std::vector<std::string> cells = Split(line, "\t");
  if (cells.size() > t.columns.size()) {
    return At(t, number,
              "expected " + std::to_string(t.columns.size()) + " cells, got " +
                  std::to_string(cells.size()));
  }
  cells.resize(t.columns.size());  // trailing empty cells may be left out
  for (size_t c = 0; c < cells.size(); ++c) {
    std::string wrong = WhatIsWrong(t.columns[c], cells[c]);
    if (!wrong.empty()) {
      return At(
          t, number,
          "column '" + t.columns[c].name + "' expected " + wrong + ", got '" + cells[c] + "'");
    }
  }
  t.rows.push_back(std::move(cells));
  t.lines.push_back(static_cast<uint32_t>(number));
  return {};
}

Result<ParsedTable> ParseTable(const SourceFile& file) {
  ParsedTable t;
  t.name = file.name;
  t.path = file.path;
  size_t number = 0;
  std::string_view rest = file.text;
  while (!rest.empty()) {
    ++number;
    size_t cut = rest.find('\n');
    std::string_view line = rest.substr(0, cut);
    rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
    if (!line.empty() && line.back() == '\r') {
      return At(t, number, "carriage return at the end of the line");
    }
    if (line.empty() || line[0] == '#') continue;
    Result<void> r = t.columns.empty() ? ParseHeader(t, line, number) : ParseRow(t, line, number);
    if (!r) return r.error();
  }
  if (t.columns.empty()) return At(t, number, "no header line");
  return t;
}

Result<void> CheckKeys(const ParsedTable& t) {
  for (size_t c = 0; c < t.columns.size(); ++c) {
    if (!t.columns[c].unique) continue;
    std::unordered_map<std::string_view, uint32_t> seen;
    for (size_t r = 0; r < t.rows.size(); ++r) {
      auto [it, fresh] = seen.emplace(t.rows[r][c], t.lines[r]);
      if (!fresh) {
        return At(t, t.lines[r],
                  "column '" + t.columns[c].name + "': '" + t.rows[r][c] +
                      "' stands already in line " + std::to_string(it->second));
      }
    }
  }
  return {};
}

Result<void> CheckReferences(const std::vector<ParsedTable>& tables) {
  for (const ParsedTable& t : tables) {
    for (size_t c = 0; c < t.columns.size(); ++c) {
      const ColumnSpec& spec = t.columns[c];
      if (spec.type != "ref") continue;
      std::unordered_set<std::string_view> known;
      for (const ParsedTable& other : tables) {
        // ref(ontology/kinds.kind) also reaches the files below ontology/kinds/.
        if (other.name != spec.ref_table && !other.name.starts_with(spec.ref_table + "/")) continue;
        for (size_t k = 0; k < other.columns.size(); ++k) {
          if (other.columns[k].name != spec.ref_column) continue;
          for (const auto& row : other.rows) known.insert(row[k]);
        }
      }
      for (size_t r = 0; r < t.rows.size(); ++r) {
        if (!t.rows[r][c].empty() && known.count(t.rows[r][c]) == 0) {
          return At(t, t.lines[r],
                    "column '" + spec.name + "': no '" + t.rows[r][c] + "' in " + spec.ref_table +
                        "." + spec.ref_column);
        }
      }
    }
  }
  return {};
}

// Appends aligned pieces to the block and remembers where they are.
class Writer {
 public:
  std::string block;

  template <class T>
  uint64_t Append(const std::vector<T>& values) {
    block.resize((block.size() + 7) / 8 * 8);
    uint64_t offset = block.size();
    block.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    return offset;
  }
};

class Pool {
 public:
  std::string bytes;

  uint32_t Add(const std::string& s) {
    auto [it, fresh] = known_.emplace(s, static_cast<uint32_t>(bytes.size()));
    if (fresh) {
      auto length = static_cast<uint32_t>(s.size());
      bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
      bytes += s;
    }
    return it->second;
  }

 private:
  std::unordered_map<std::string, uint32_t> known_;
};

std::vector<uint32_t> BuildIndex(const ParsedTable& t, size_t column) {
  size_t slot_count = 4;
  while (slot_count < t.rows.size() * 2) slot_count *= 2;
  std::vector<uint32_t> slots(slot_count, 0);
  for (size_t r = 0; r < t.rows.size(); ++r) {
    uint64_t i = Hash(t.rows[r][column]);
    while (slots[i & (slot_count - 1)] != 0) ++i;
    slots[i & (slot_count - 1)] = static_cast<uint32_t>(r + 1);
  }
  return slots;
}

TableHeader WriteTable(const ParsedTable& t, Pool& pool, Writer& out) {
  std::vector<uint32_t> cells;
  for (const auto& row : t.rows) {
    for (const std::string& cell : row) cells.push_back(pool.Add(cell));
  }
  std::vector<ColumnHeader> columns;
  for (size_t c = 0; c < t.columns.size(); ++c) {
    ColumnHeader h{pool.Add(t.columns[c].name), 0, 0};
    if (t.columns[c].key) {
      std::vector<uint32_t> slots = BuildIndex(t, c);
      h.slot_count = static_cast<uint32_t>(slots.size());
      h.slots = out.Append(slots);
    }
    columns.push_back(h);
  }
  TableHeader header{};
  header.name = pool.Add(t.name);
  header.column_count = static_cast<uint32_t>(t.columns.size());
  header.row_count = static_cast<uint32_t>(t.rows.size());
  header.columns = out.Append(columns);
  header.cells = out.Append(cells);
  header.lines = out.Append(t.lines);
  return header;
}

}  // namespace

Result<std::vector<SourceFile>> ReadDataFiles(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code code;
  std::vector<SourceFile> files;
  for (fs::recursive_directory_iterator it(directory, code), end; it != end; it.increment(code)) {
    if (code) break;
    if (it->path().extension() != ".tsv") continue;
    std::ifstream in(it->path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return Error{it->path().string() + ": cannot be read"};
    fs::path name = fs::relative(it->path(), directory);
    name.replace_extension();
    files.push_back({name.generic_string(), it->path().string(), text.str()});
  }
  if (code) return Error{directory + ": " + code.message()};
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
  return files;
}

Result<std::string> Compile(std::vector<SourceFile> files) {
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
  std::vector<ParsedTable> tables;
  for (const SourceFile& file : files) {
    auto t = ParseTable(file);
    if (!t) return t.error();
    if (auto r = CheckKeys(*t); !r) return r.error();
    tables.push_back(std::move(t).value());
  }
  if (auto r = CheckReferences(tables); !r) return r.error();

  Pool pool;
  Writer out;
  std::vector<TableHeader> headers(tables.size());
  out.block.resize(sizeof(BlockHeader) + headers.size() * sizeof(TableHeader));
  for (size_t i = 0; i < tables.size(); ++i) headers[i] = WriteTable(tables[i], pool, out);
  uint64_t strings = out.Append(std::vector<char>(pool.bytes.begin(), pool.bytes.end()));
  out.block.resize((out.block.size() + 7) / 8 * 8);
  BlockHeader header{kBlockMagic, out.block.size(), headers.size(), strings};
  std::memcpy(out.block.data(), &header, sizeof header);
  if (!headers.empty()) {
    std::memcpy(out.block.data() + sizeof header, headers.data(),
                headers.size() * sizeof(TableHeader));
  }
  return std::move(out.block);
}

}  // namespace dragoman::lexicon
