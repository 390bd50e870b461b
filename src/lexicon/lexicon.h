// SPDX-License-Identifier: Apache-2.0
// Lexicon: a read-only view of everything under data/, compiled into one block of bytes that is
// embedded in the binary (or compiled in memory from another folder with --data DIR). Loading is a
// check of the header; nothing is parsed or copied.
//
// A table is one file data/<name>.tsv. Its format: lines that begin with '#' are comments; the
// first other line is the header, whose cells are `column:type` with
//   type  = text | int | real | bool | date | list | enum(a,b,c) | ref(table.column)
//   marks = '?' the cell may be empty, '!' a key: values differ, '*' a key: values may repeat
// A list is split at " | ". A date is EDTF. Compile (lexicon/compile.h) refuses bad rows with file
// and line. Keys can be looked up exactly, through a hash index made at compile time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dragoman::lexicon {

class Lexicon;
struct SourceFile;  // compile.h

class Table {
 public:
  size_t size() const;  // rows
  size_t columns() const;
  std::string_view name() const;                      // "en/times/months"
  int column(std::string_view name) const;            // -1 if there is none
  std::string_view at(size_t row, int column) const;  // "" for an empty cell
  int line(size_t row) const;  // in the file, from 1: for messages, `explain`
  std::vector<std::string_view> list(size_t row, int column) const;  // cell split at " | "
  // Rows whose key column equals `key` exactly, in file order. The column must be a key.
  std::vector<uint32_t> find(int column, std::string_view key) const;
  // The first such row, or -1. No allocation.
  int64_t find_first(int column, std::string_view key) const {
    return find_first(column, key, HashOf(key));
  }
  // The same for who asks several tables for one key.
  static uint64_t HashOf(std::string_view key);
  int64_t find_first(int column, std::string_view key, uint64_t hash) const;

 private:
  friend class Lexicon;
  const Lexicon* lexicon_ = nullptr;
  size_t base_ = 0;  // of this table's header in the block
};

class Lexicon {
 public:
  // The block must outlive the Lexicon and be 8-byte aligned.
  static Result<std::unique_ptr<Lexicon>> FromBlock(std::string_view block);
  static Result<std::unique_ptr<Lexicon>> FromDirectory(const std::string& directory);
  // The tables of `base`, which must outlive the result, and one more, compiled from `file`. A name
  // that `base` has is refused; refs to other tables are not possible.
  static Result<std::unique_ptr<Lexicon>> Extend(const Lexicon& base, SourceFile file);
  static const Lexicon& Embedded();  // throws InternalError if the build embedded a bad block

  // By file name without ".tsv"; CHECKs that it exists: tables are our own.
  const Table& table(std::string_view name) const;
  const Table* find_table(std::string_view name) const;  // or null
  // Sixteen hexadecimal digits that change when any data does. Looks at every byte.
  std::string Fingerprint() const;
  std::vector<const Table*> tables_below(
      std::string_view prefix) const;  // by name; "ontology/kinds/"

 private:
  friend class Table;
  std::string owned_;  // FromDirectory
  std::string_view block_;
  std::vector<Table> tables_;  // sorted by name
};

}  // namespace dragoman::lexicon
