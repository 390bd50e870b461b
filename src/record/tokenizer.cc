// SPDX-License-Identifier: Apache-2.0
// A tokenizer of FTS5 around SQLite's own (sqlite.org/fts5.html, "Custom Tokenizers"). Words end at
// every ASCII byte that is neither letter nor digit; a piece between two such bytes that holds
// others is handed to SQLite's.
#include "record/tokenizer.h"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "record/words.h"

namespace dragoman::record {
namespace {

// Distinct words of one text that are told apart; of longer texts some are handed on twice.
constexpr size_t kSlots = 4096, kMostWords = kSlots / 2;

struct Original {
  fts5_tokenizer calls = {};
  void* context = nullptr;
};

using OnToken = int (*)(void*, int, const char*, int, int, int);

struct Tokenizer {
  const Original* original = nullptr;
  Fts5Tokenizer* own = nullptr;  // SQLite's
  struct Slot {
    uint64_t hash = 0;
    uint32_t text = 0;
  };
  std::vector<Slot> seen = std::vector<Slot>(kSlots);
  uint32_t text = 0;  // counts texts, so that `seen` need not be emptied
  Words words;

  // One text while it is cut up.
  void* receiver = nullptr;
  OnToken receive = nullptr;
  bool once = false;
  int base = 0;  // of the piece that SQLite's cuts up
  size_t distinct = 0;

  bool Fresh(uint64_t hash) {
    for (size_t at = hash % kSlots;; at = (at + 1) % kSlots) {
      Slot& slot = seen[at];
      if (slot.text == text && slot.hash == hash) return false;
      if (slot.text == text) continue;
      if (distinct < kMostWords) {
        slot = {hash, text};
        ++distinct;
      }
      return true;
    }
  }
  int Emit(int flags, const char* word, uint64_t hash, int size, int begin, int end) {
    if (once && !Fresh(hash)) return SQLITE_OK;
    return receive(receiver, flags, word, size, begin, end);
  }
};

int OnOriginalToken(void* context, int flags, const char* word, int size, int begin, int end) {
  auto* t = static_cast<Tokenizer*>(context);
  const uint64_t hash = Words::HashOf({word, static_cast<size_t>(size)});
  return t->Emit(flags, word, hash, size, t->base + begin, t->base + end);
}

int Tokenize(Fts5Tokenizer* self, void* receiver, int flags, const char* text, int size,
             OnToken receive) {
  auto* t = reinterpret_cast<Tokenizer*>(self);
  t->receiver = receiver;
  t->receive = receive;
  t->once = flags == FTS5_TOKENIZE_DOCUMENT;
  t->distinct = 0;
  if (++t->text == 0) ++t->text;
  t->words.Read({text, static_cast<size_t>(size)});
  int code = SQLITE_OK;
  t->words.Visit([&](size_t at, size_t after, uint64_t hash, bool ascii) {
    if (code != SQLITE_OK) return;
    const auto begin = static_cast<int>(at), end = static_cast<int>(after);
    if (ascii) {
      code = t->Emit(0, t->words.folded() + at, hash, end - begin, begin, end);
    } else {
      t->base = begin;
      code =
          t->original->calls.xTokenize(t->own, t, flags, text + at, end - begin, OnOriginalToken);
    }
  });
  return code;
}

int Create(void* context, const char** arguments, int count, Fts5Tokenizer** out) {
  auto t = std::make_unique<Tokenizer>();
  t->original = static_cast<const Original*>(context);
  int code = t->original->calls.xCreate(t->original->context, arguments, count, &t->own);
  if (code == SQLITE_OK) *out = reinterpret_cast<Fts5Tokenizer*>(t.release());
  return code;
}

void Delete(Fts5Tokenizer* self) {
  std::unique_ptr<Tokenizer> t(reinterpret_cast<Tokenizer*>(self));
  t->original->calls.xDelete(t->own);
}

fts5_api* ApiOf(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* ask = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(ask);
  }
  sqlite3_finalize(ask);
  return api;
}

}  // namespace

void InstallTokenizer(sqlite3* db) {
  constexpr const char* kName = "unicode61";
  fts5_api* api = ApiOf(db);
  auto original = std::make_unique<Original>();
  if (api == nullptr ||
      api->xFindTokenizer(api, kName, &original->context, &original->calls) != SQLITE_OK) {
    return;
  }
  fts5_tokenizer ours{Create, Delete, Tokenize};
  auto forget = [](void* p) { delete static_cast<Original*>(p); };  // with the connection
  if (api->xCreateTokenizer(api, kName, original.get(), &ours, forget) == SQLITE_OK) {
    original.release();
  }
}

}  // namespace dragoman::record
