// SPDX-License-Identifier: Apache-2.0
// Reads the compiled block. Entry: Lexicon::Embedded, FromBlock, FromDirectory.
#include "lexicon/lexicon.h"

#include <algorithm>
#include <cstring>

#include "lexicon/block.h"
#include "lexicon/compile.h"

// The block, put into the binary by embedded.S.
extern "C" const char dragoman_lexicon_begin[];
extern "C" const char dragoman_lexicon_end[];

namespace dragoman::lexicon {
namespace {

template <class T>
const T* At(std::string_view block, uint64_t offset) {
  return reinterpret_cast<const T*>(block.data() + offset);
}

std::string_view PoolString(std::string_view block, uint32_t offset) {
  const char* p = block.data() + At<BlockHeader>(block, 0)->strings + offset;
  uint32_t length;
  std::memcpy(&length, p, sizeof length);
  return {p + sizeof length, length};
}

const TableHeader& Header(std::string_view block, size_t base) {
  return *At<TableHeader>(block, base);
}

const ColumnHeader& Column(std::string_view block, size_t base, int column) {
  const TableHeader& t = Header(block, base);
  DRAGOMAN_CHECK(column >= 0 && static_cast<uint32_t>(column) < t.column_count);
  return At<ColumnHeader>(block, t.columns)[column];
}

}  // namespace

size_t Table::size() const { return Header(lexicon_->block_, base_).row_count; }
size_t Table::columns() const { return Header(lexicon_->block_, base_).column_count; }

std::string_view Table::name() const {
  return PoolString(lexicon_->block_, Header(lexicon_->block_, base_).name);
}

int Table::column(std::string_view name) const {
  for (int c = 0; c < static_cast<int>(columns()); ++c) {
    if (PoolString(lexicon_->block_, Column(lexicon_->block_, base_, c).name) == name) return c;
  }
  return -1;
}

std::string_view Table::at(size_t row, int column) const {
  const TableHeader& t = Header(lexicon_->block_, base_);
  DRAGOMAN_CHECK(row < t.row_count && column >= 0 &&
                 static_cast<uint32_t>(column) < t.column_count);
  const uint32_t* cells = At<uint32_t>(lexicon_->block_, t.cells);
  return PoolString(lexicon_->block_, cells[row * t.column_count + static_cast<size_t>(column)]);
}

int Table::line(size_t row) const {
  const TableHeader& t = Header(lexicon_->block_, base_);
  DRAGOMAN_CHECK(row < t.row_count);
  return static_cast<int>(At<uint32_t>(lexicon_->block_, t.lines)[row]);
}

std::vector<std::string_view> Table::list(size_t row, int column) const {
  constexpr std::string_view kSeparator = " | ";
  std::vector<std::string_view> out;
  std::string_view cell = at(row, column);
  while (!cell.empty()) {
    size_t cut = cell.find(kSeparator);
    out.push_back(cell.substr(0, cut));
    if (cut == std::string_view::npos) break;
    cell.remove_prefix(cut + kSeparator.size());
  }
  return out;
}

std::vector<uint32_t> Table::find(int column, std::string_view key) const {
  std::vector<uint32_t> rows;
  const ColumnHeader& c = Column(lexicon_->block_, base_, column);
  DRAGOMAN_CHECK(c.slot_count > 0);
  const uint32_t* slots = At<uint32_t>(lexicon_->block_, c.slots);
  for (uint64_t i = Hash(key);; ++i) {
    uint32_t row = slots[i & (c.slot_count - 1)];
    if (row == 0) return rows;
    if (at(row - 1, column) == key) rows.push_back(row - 1);
  }
}

uint64_t Table::HashOf(std::string_view key) { return Hash(key); }

int64_t Table::find_first(int column, std::string_view key, uint64_t hash) const {
  const ColumnHeader& c = Column(lexicon_->block_, base_, column);
  DRAGOMAN_CHECK(c.slot_count > 0);
  const uint32_t* slots = At<uint32_t>(lexicon_->block_, c.slots);
  for (uint64_t i = hash;; ++i) {
    uint32_t row = slots[i & (c.slot_count - 1)];
    if (row == 0) return -1;
    if (at(row - 1, column) == key) return row - 1;
  }
}

Result<std::unique_ptr<Lexicon>> Lexicon::FromBlock(std::string_view block) {
  if (block.size() < sizeof(BlockHeader)) return Error{"compiled data: too short"};
  const auto& header = *At<BlockHeader>(block, 0);
  if (header.magic != kBlockMagic)
    return Error{"compiled data: wrong version or not compiled data"};
  if (header.size != block.size()) {
    return Error{"compiled data: " + std::to_string(block.size()) + " bytes, expected " +
                 std::to_string(header.size)};
  }
  auto lexicon = std::make_unique<Lexicon>();
  lexicon->block_ = block;
  for (uint64_t i = 0; i < header.table_count; ++i) {
    Table t;
    t.lexicon_ = lexicon.get();
    t.base_ = sizeof(BlockHeader) + i * sizeof(TableHeader);
    lexicon->tables_.push_back(t);
  }
  return lexicon;
}

Result<std::unique_ptr<Lexicon>> Lexicon::FromDirectory(const std::string& directory) {
  auto files = ReadDataFiles(directory);
  if (!files) return files.error();
  auto block = Compile(std::move(files).value());
  if (!block) return block.error();
  std::string owned = std::move(block).value();
  auto lexicon = FromBlock(owned);
  if (!lexicon) return lexicon.error();
  auto result = std::move(lexicon).value();
  result->owned_ = std::move(owned);
  result->block_ = result->owned_;
  return result;
}

Result<std::unique_ptr<Lexicon>> Lexicon::Extend(const Lexicon& base, SourceFile file) {
  if (base.find_table(file.name) != nullptr) {
    return Error{file.path + ": there is a table '" + file.name + "' already"};
  }
  auto block = Compile({std::move(file)});
  if (!block) return block.error();
  std::string owned = std::move(block).value();
  auto own = FromBlock(owned);
  if (!own) return own.error();
  auto result = std::move(own).value();
  result->owned_ = std::move(owned);
  result->block_ = result->owned_;
  // The base's tables go on pointing to the base.
  result->tables_.insert(result->tables_.end(), base.tables_.begin(), base.tables_.end());
  std::sort(result->tables_.begin(), result->tables_.end(),
            [](const Table& a, const Table& b) { return a.name() < b.name(); });
  return result;
}

const Lexicon& Lexicon::Embedded() {
  static const std::unique_ptr<Lexicon> lexicon = [] {
    auto result = FromBlock({dragoman_lexicon_begin,
                             static_cast<size_t>(dragoman_lexicon_end - dragoman_lexicon_begin)});
    DRAGOMAN_CHECK(result.ok());
    return std::move(result).value();
  }();
  return *lexicon;
}

const Table* Lexicon::find_table(std::string_view name) const {
  auto it = std::lower_bound(tables_.begin(), tables_.end(), name,
                             [](const Table& t, std::string_view n) { return t.name() < n; });
  return it != tables_.end() && it->name() == name ? &*it : nullptr;
}

const Table& Lexicon::table(std::string_view name) const {
  const Table* t = find_table(name);
  if (t == nullptr) throw InternalError("no data table '" + std::string(name) + "'");
  return *t;
}

std::string Lexicon::Fingerprint() const {
  uint64_t h = Hash(block_);
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(h >> shift) & 15];
  return digits;
}

std::vector<const Table*> Lexicon::tables_below(std::string_view prefix) const {
  std::vector<const Table*> out;
  for (const Table& t : tables_) {
    if (t.name().starts_with(prefix)) out.push_back(&t);
  }
  return out;
}

}  // namespace dragoman::lexicon
