// SPDX-License-Identifier: Apache-2.0
// The SQLite wrapper. Entry: Database. Messages say what to do next.
#include "record/sqlite.h"

#include <sqlite3.h>

#include <cstdio>
#include <filesystem>

#include "record/tokenizer.h"

namespace dragoman::record {
namespace {

// How long a second writer waits for the first before it says so.
constexpr int kBusyMilliseconds = 10'000;

std::string Describe(const std::string& path, sqlite3* db, int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return path + ": another program is writing to this record; waited " +
             std::to_string(kBusyMilliseconds / 1000) + " s; try again when it is done";
    case SQLITE_READONLY:
      return path + ": the record is read-only; nothing was changed";
    case SQLITE_FULL:
      return path +
             ": the disk is full; the articles of this moment were not kept; free space and run "
             "again";
    case SQLITE_IOERR:
      return path + ": the disk could not be read or written (" + sqlite3_errmsg(db) +
             "); the articles of this moment were not kept";
    case SQLITE_CORRUPT:
      return path + ": the record is damaged (" + sqlite3_errmsg(db) +
             "); restore a copy or use sqlite3's .recover";
    case SQLITE_NOTADB:
      return path + ": not a record (not an SQLite file); the file was left as it is";
    case SQLITE_CANTOPEN:
      return path + ": cannot be opened; check the path and its permissions";
    default:
      return path + ": " + (db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code));
  }
}

// As a URI writes it: RFC 3986, everything but letters, digits and slashes as %XX.
std::string UriPath(const std::string& path) {
  std::string out;
  for (char c : path) {
    bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
    char buffer[4];
    std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned>(static_cast<uint8_t>(c)));
    out += plain ? std::string(1, c) : buffer;
  }
  return out;
}

std::string PathOf(sqlite3* db) {
  const char* name = sqlite3_db_filename(db, "main");
  return name != nullptr ? std::filesystem::path(name).filename().string() : "record";
}

}  // namespace

Statement::Statement(sqlite3* db, std::string_view sql) : db_(db) {
  int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK) Fail(code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept : db_(other.db_), statement_(other.statement_) {
  other.statement_ = nullptr;
}

void Statement::Fail(int code) const { throw SqliteFault(Describe(PathOf(db_), db_, code)); }

Statement& Statement::Bind(int index, int64_t value) {
  if (int code = sqlite3_bind_int64(statement_, index, value); code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::Bind(int index, double value) {
  if (int code = sqlite3_bind_double(statement_, index, value); code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::Bind(int index, std::string_view value) {
  int code = sqlite3_bind_text64(statement_, index, value.data() != nullptr ? value.data() : "",
                                 value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::BindKept(int index, std::string_view value) {
  int code = sqlite3_bind_text64(statement_, index, value.data() != nullptr ? value.data() : "",
                                 value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::BindBlob(int index, std::string_view bytes) {
  int code = sqlite3_bind_blob64(statement_, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::BindNull(int index) {
  if (int code = sqlite3_bind_null(statement_, index); code != SQLITE_OK) Fail(code);
  return *this;
}

Statement& Statement::Bind(int index, const std::optional<int64_t>& value) {
  return value ? Bind(index, *value) : BindNull(index);
}

bool Statement::Step() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3_reset(statement_);
  Fail(code);
}

void Statement::Run() {
  while (Step()) {
  }
  Reset();
}

void Statement::Reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::Real(int column) const { return sqlite3_column_double(statement_, column); }

std::string Statement::Text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

Database::Database(const std::string& path, OpenMode mode) : path_(path) {
  // Counting its own memory costs SQLite a lock at each allocation. Refused, with no harm, where
  // somebody has used SQLite before us.
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)once;
  int flags = SQLITE_OPEN_NOMUTEX;
  if (mode == OpenMode::kRead) flags |= SQLITE_OPEN_READONLY;
  if (mode != OpenMode::kRead) flags |= SQLITE_OPEN_READWRITE;
  if (mode == OpenMode::kCreate) flags |= SQLITE_OPEN_CREATE;
  Open(path, flags);
  if (mode == OpenMode::kRead && !CanBeRead()) {
    // A record in WAL mode wants two files beside it. On a disk that nobody writes to, it can be
    // read without.
    sqlite3_close_v2(db_);
    Open("file:" + UriPath(path) + "?immutable=1", flags | SQLITE_OPEN_URI);
  }
  if (mode != OpenMode::kRead) InstallTokenizer(db_);
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
}

void Database::Open(const std::string& name, int flags) {
  int code = sqlite3_open_v2(name.c_str(), &db_, flags, nullptr);
  if (code == SQLITE_OK) return;
  std::string message = Describe(path_, db_, code);
  sqlite3_close_v2(db_);
  throw SqliteFault(message);
}

// False where the files of WAL are wanted, are not there and cannot be made; other faults show
// later. If there is a log to read, its words may not be passed over.
bool Database::CanBeRead() const {
  int code = sqlite3_exec(db_, "SELECT 1 FROM sqlite_master", nullptr, nullptr, nullptr) & 0xff;
  std::error_code none;
  auto log = std::filesystem::file_size(path_ + "-wal", none);
  return (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || (!none && log > 0);
}

Database::~Database() { sqlite3_close_v2(db_); }

void Database::Execute(const std::string& sql) {
  Check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr));
}

void Database::Check(int code) const {
  if (code != SQLITE_OK) throw SqliteFault(Describe(path_, db_, code));
}

int64_t Database::LastRowId() const { return sqlite3_last_insert_rowid(db_); }

int64_t Database::SingleInt(std::string_view sql) {
  Statement s = Prepare(sql);
  return s.Step() ? s.Int(0) : 0;
}

Transaction::Transaction(Database& db) : db_(db) { db_.Execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (!open_) return;
  try {
    db_.Execute("ROLLBACK");
  } catch (const SqliteFault&) {
    // SQLite has rolled back by itself after the fault that brought us here.
  }
}

void Transaction::Commit() {
  db_.Execute("COMMIT");
  open_ = false;
}

}  // namespace dragoman::record
