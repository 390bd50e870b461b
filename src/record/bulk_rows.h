// SPDX-License-Identifier: Apache-2.0
// Rows that wait to be inserted together. To begin and end a statement costs SQLite more than a row
// of a few columns does, and each parameter that is bound is written, read and cleared; so rows are
// gathered here, and one statement reads them all through a virtual table
// (sqlite.org/vtab.html#epovtab). Inside record/ only; throws SqliteFault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/sqlite.h"

namespace dragoman::record {

class BulkRows {
 public:
  // `insert`: "INSERT INTO report", "INSERT OR FAIL INTO ..." (where no foreign key can fail,
  // SQLite need not be able to take back one statement: the transaction is, anyway); `columns`: of
  // the table, by commas, in the order in which the values of a row will come. `name`: of the
  // virtual table, one of its own on this connection.
  BulkRows(Database& db, const std::string& name, const std::string& insert,
           const std::string& columns);
  ~BulkRows();
  BulkRows(const BulkRows&) = delete;
  BulkRows& operator=(const BulkRows&) = delete;

  // The values of a row, one after the other; what they refer to is copied.
  BulkRows& Null() { return Put({}); }
  BulkRows& Int(int64_t value);
  BulkRows& Int(const std::optional<int64_t>& value) { return value ? Int(*value) : Null(); }
  BulkRows& Real(double value);
  BulkRows& Text(std::string_view text);
  BulkRows& TextOrNull(std::string_view text) { return text.empty() ? Null() : Text(text); }
  // Made where it will lie: `make(std::string& out)` appends it. Nothing appended: NULL.
  template <class Make>
  BulkRows& TextMade(Make make) {
    return Made(kText, make);
  }
  template <class Make>
  BulkRows& BlobMade(Make make) {
    return Made(kBlob, make);
  }

  bool empty() const { return cells_.empty(); }
  // After a row. What waits should not leave the processor's cache meanwhile.
  void WriteIfMany() {
    if (bytes_.size() + cells_.size() * sizeof(Cell) >= kMany) Write();
  }
  // Inserts the rows in the order they came, and forgets them. Every row must be whole.
  void Write();

 private:
  enum Kind : uint32_t { kNull, kInt, kReal, kText, kBlob };
  struct Cell {
    Kind kind = kNull;
    uint32_t size = 0;  // of a text or blob
    union {
      int64_t number = 0;  // or where a text or blob begins in `bytes_`
      double real;
    };
  };
  struct Table;  // what SQLite calls
  static constexpr size_t kMany = 512 << 10;

  BulkRows& Put(const Cell& cell) {
    cells_.push_back(cell);
    return *this;
  }
  template <class Make>
  BulkRows& Made(Kind kind, Make make) {
    Cell cell;
    cell.number = static_cast<int64_t>(bytes_.size());
    make(bytes_);
    cell.size = static_cast<uint32_t>(bytes_.size() - static_cast<size_t>(cell.number));
    cell.kind = cell.size > 0 ? kind : kNull;
    return Put(cell);
  }

  Database& db_;
  const std::string name_;
  const size_t width_;  // columns
  std::vector<Cell> cells_;
  std::string bytes_;
  std::optional<Statement> insert_;
};

}  // namespace dragoman::record
