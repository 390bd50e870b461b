// SPDX-License-Identifier: Apache-2.0
// A thin, owning view of the SQLite C interface: connections, prepared statements, transactions,
// and SQLite's result codes turned into words a user can act on. Nothing here knows what the record
// holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dragoman::record {

// The outside world's fault, thrown inside record/ only and turned into Result at its border: a
// statement can fail anywhere (disk full, damaged page), and every caller would do the same with
// it.
class SqliteFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  // Parameters count from 1, as in SQL.
  Statement& Bind(int index, int64_t value);
  Statement& Bind(int index, double value);
  Statement& Bind(int index, std::string_view value);      // copied
  Statement& BindKept(int index, std::string_view value);  // not copied: must outlive Run
  Statement& BindBlob(int index, std::string_view bytes);  // copied
  Statement& BindNull(int index);
  Statement& Bind(int index, const std::optional<int64_t>& value);

  bool Step();  // true while there is a row
  void Run();   // for statements without rows; resets
  void Reset();

  // Columns count from 0.
  int64_t Int(int column) const;
  double Real(int column) const;
  std::string Text(int column) const;  // of a text or a blob
  bool IsNull(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;

 private:
  [[noreturn]] void Fail(int code) const;

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

enum class OpenMode { kRead, kWrite, kCreate };

class Database {
 public:
  // `path` is used in messages. Throws SqliteFault.
  Database(const std::string& path, OpenMode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void Execute(const std::string& sql);  // may hold several statements
  Statement Prepare(std::string_view sql) { return Statement(db_, sql); }
  int64_t LastRowId() const;
  int64_t SingleInt(std::string_view sql);
  const std::string& path() const { return path_; }
  sqlite3* handle() const { return db_; }
  void Check(int code) const;  // throws SqliteFault unless it is SQLITE_OK

 private:
  void Open(const std::string& name, int flags);
  bool CanBeRead() const;

  sqlite3* db_ = nullptr;
  std::string path_;
};

// Rolled back unless committed. BEGIN IMMEDIATE: a second writer waits here, before any work is
// done.
class Transaction {
 public:
  explicit Transaction(Database& db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void Commit();

 private:
  Database& db_;
  bool open_ = true;
};

}  // namespace dragoman::record
