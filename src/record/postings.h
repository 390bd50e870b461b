// SPDX-License-Identifier: Apache-2.0
// Where adding looks things up by hashes that lie in no order: which events a report may belong to,
// which texts a text may copy. One period (a week, a month) at a time is held in memory; what a
// transaction adds to a period is one row, so that nothing is written in random places. Entry:
// Postings. Keys are short: two that differ may fall together, and whoever asks must compare.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "record/sqlite.h"

namespace dragoman::record {

class Postings {
 public:
  // `table` has the columns (id, period, entries). Of a key's entries the `oldest` first ones are
  // kept (0: all), the `newest` last ones visited.
  Postings(Database& db, const std::string& table, size_t oldest, size_t newest);

  // visit(id), newest first.
  template <class F>
  void Visit(int64_t period, uint32_t key, F visit) {
    const Period& p = Of(period);
    size_t left = newest_;
    for (uint32_t at = p.Newest(key); at != kNone && left > 0;) {
      const uint32_t* chunk = &p.chunks[at];
      for (uint32_t i = chunk[kSize]; i > 0 && left > 0; --i, --left) visit(chunk[kIds + i - 1]);
      at = chunk[kOlder];
    }
  }
  // Asks the processor for what Visit will read: first one of many keys, then the other.
  void PrefetchKey(int64_t period, uint32_t key) { Of(period).PrefetchSlot(key); }
  void PrefetchIds(int64_t period, uint32_t key) { Of(period).PrefetchChunk(key); }
  void Put(int64_t period, uint32_t key, int64_t id);  // once

  void Flush();  // writes what was put
  void Age();    // lets go of periods not used for long; after Flush
  void Clear();  // forgets all, and what was not written
  bool Empty();  // in the table, too

 private:
  // A key's ids lie together, in chunks of which each has twice the room of the one before: to look
  // at the last forty is to read a few lines of memory, not forty.
  static constexpr uint32_t kNone = UINT32_MAX;
  enum Field : uint32_t { kOlder, kSize, kRoom, kIds };  // of a chunk
  struct Entry {
    uint32_t key = 0, id = 0;
  };
  struct Slot {
    uint32_t key = 0, newest = kNone;  // where in `chunks` its newest chunk begins; kNone: free
  };
  struct Period {
    std::vector<Slot> slots;       // a hash table, open
    std::vector<uint32_t> chunks;  // one after another
    std::vector<Entry> fresh;      // not written yet
    size_t keys = 0, entries = 0;
    size_t pieces = 0;  // rows of the table
    uint64_t used = 0;
    uint32_t Newest(uint32_t key) const {
      return slots.empty() ? kNone : slots[SlotOf(key)].newest;
    }
    size_t SlotOf(uint32_t key) const {
      size_t at = key & (slots.size() - 1);
      while (slots[at].newest != kNone && slots[at].key != key) at = (at + 1) & (slots.size() - 1);
      return at;
    }
    void PrefetchSlot(uint32_t key) const {
      if (!slots.empty()) __builtin_prefetch(&slots[key & (slots.size() - 1)]);
    }
    void PrefetchChunk(uint32_t key) const {
      if (uint32_t at = Newest(key); at != kNone) __builtin_prefetch(&chunks[at]);
    }
    void Append(uint32_t key, uint32_t id);
    void Grow();
  };
  Period& Of(int64_t period);
  void Load(int64_t period, Period& into);
  std::vector<Entry> Written(int64_t period);
  bool IsThere(const Period& p, uint32_t key, uint32_t id) const;  // or enough others

  std::string table_;
  size_t oldest_, newest_;
  Statement find_, insert_, pieces_, remove_, any_;
  std::unordered_map<int64_t, Period> periods_;
  int64_t last_ = INT64_MIN;  // the period asked for last
  Period* last_period_ = nullptr;
  uint64_t clock_ = 0;
};

}  // namespace dragoman::record
