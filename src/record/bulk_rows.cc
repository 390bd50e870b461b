// SPDX-License-Identifier: Apache-2.0
// The virtual table of rows that wait (sqlite.org/vtab.html): read once from front to back.
// Entry: BulkRows::Write.
#include "record/bulk_rows.h"

#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "base/check.h"

namespace dragoman::record {

struct BulkRows::Table {
  struct View : sqlite3_vtab {
    const BulkRows* rows = nullptr;
  };
  struct Cursor : sqlite3_vtab_cursor {
    size_t begin = 0;  // of the row, in the cells
  };

  static int Connect(sqlite3* db, void* rows, int, const char* const*, sqlite3_vtab** out, char**) {
    const auto* of = static_cast<const BulkRows*>(rows);
    std::string declared;
    for (size_t i = 0; i < of->width_; ++i) declared += (i > 0 ? ",c" : "c") + std::to_string(i);
    int code = sqlite3_declare_vtab(db, ("CREATE TABLE rows(" + declared + ")").c_str());
    if (code != SQLITE_OK) return code;
    auto* view = new (std::nothrow) View;
    if (view == nullptr) return SQLITE_NOMEM;
    view->rows = of;
    *out = view;
    return SQLITE_OK;
  }
  static int Disconnect(sqlite3_vtab* view) {
    delete static_cast<View*>(view);
    return SQLITE_OK;
  }
  static int Plan(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }
  static int Open(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
    *out = new (std::nothrow) Cursor;
    return *out != nullptr ? SQLITE_OK : SQLITE_NOMEM;
  }
  static int Close(sqlite3_vtab_cursor* cursor) {
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
  }
  static const BulkRows& Of(sqlite3_vtab_cursor* cursor) {
    return *static_cast<View*>(cursor->pVtab)->rows;
  }
  static int First(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    static_cast<Cursor*>(cursor)->begin = 0;
    return SQLITE_OK;
  }
  static int Next(sqlite3_vtab_cursor* cursor) {
    static_cast<Cursor*>(cursor)->begin += Of(cursor).width_;
    return SQLITE_OK;
  }
  static int End(sqlite3_vtab_cursor* cursor) {
    return static_cast<Cursor*>(cursor)->begin >= Of(cursor).cells_.size();
  }
  static int Column(sqlite3_vtab_cursor* cursor, sqlite3_context* to, int column) {
    const BulkRows& rows = Of(cursor);
    const Cell& cell =
        rows.cells_[static_cast<Cursor*>(cursor)->begin + static_cast<size_t>(column)];
    switch (cell.kind) {
      case kNull:
        break;
      case kInt:
        sqlite3_result_int64(to, cell.number);
        break;
      case kReal:
        sqlite3_result_double(to, cell.real);
        break;
      case kText:
        sqlite3_result_text(to, rows.bytes_.data() + cell.number, static_cast<int>(cell.size),
                            SQLITE_STATIC);
        break;
      case kBlob:
        sqlite3_result_blob(to, rows.bytes_.data() + cell.number, static_cast<int>(cell.size),
                            SQLITE_STATIC);
        break;
    }
    return SQLITE_OK;
  }
  static int Number(sqlite3_vtab_cursor* cursor, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(static_cast<Cursor*>(cursor)->begin);
    return SQLITE_OK;
  }
  // Without a way to be created, the table is there under the module's name.
  static const sqlite3_module* Module() {
    static const sqlite3_module module = [] {
      sqlite3_module m = {};
      m.xConnect = Connect;
      m.xBestIndex = Plan;
      m.xDisconnect = Disconnect;
      m.xOpen = Open;
      m.xClose = Close;
      m.xFilter = First;
      m.xNext = Next;
      m.xEof = End;
      m.xColumn = Column;
      m.xRowid = Number;
      return m;
    }();
    return &module;
  }
};

BulkRows::BulkRows(Database& db, const std::string& name, const std::string& insert,
                   const std::string& columns)
    : db_(db),
      name_(name),
      width_(static_cast<size_t>(std::count(columns.begin(), columns.end(), ',')) + 1) {
  db.Check(sqlite3_create_module(db.handle(), name.c_str(), Table::Module(), this));
  insert_.emplace(db.Prepare(insert + "(" + columns + ") SELECT * FROM " + name));
}

BulkRows::~BulkRows() {
  insert_.reset();
  sqlite3_create_module(db_.handle(), name_.c_str(), nullptr, nullptr);
}

BulkRows& BulkRows::Int(int64_t value) {
  Cell cell;
  cell.kind = kInt;
  cell.number = value;
  return Put(cell);
}

BulkRows& BulkRows::Real(double value) {
  Cell cell;
  cell.kind = kReal;
  cell.real = value;
  return Put(cell);
}

BulkRows& BulkRows::Text(std::string_view text) {
  Cell cell;
  cell.kind = kText;
  cell.number = static_cast<int64_t>(bytes_.size());
  cell.size = static_cast<uint32_t>(text.size());
  bytes_ += text;
  return Put(cell);
}

void BulkRows::Write() {
  if (cells_.empty()) return;
  DRAGOMAN_CHECK(cells_.size() % width_ == 0);
  insert_->Run();
  cells_.clear();
  bytes_.clear();
}

}  // namespace dragoman::record
