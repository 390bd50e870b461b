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
    size_t seen = 0;
    for (int32_t at = p.Head(key); at >= 0; at = p.entries[static_cast<size_t>(at)].next) {
      const Entry& e = p.entries[static_cast<size_t>(at)];
      if (e.key != key) continue;
      if (seen++ == newest_) return;
      visit(e.id);
    }
  }
  void Put(int64_t period, uint32_t key, int64_t id);  // once

  void Flush();  // writes what was put
  void Age();    // lets go of periods not used for long; after Flush
  void Clear();  // forgets all, and what was not written
  bool Empty();  // in the table, too

 private:
  struct Entry {
    uint32_t key = 0;
    int32_t next = -1;  // in `entries`, of the same bucket
    int64_t id = 0;
  };
  struct Period {
    std::vector<Entry> entries;  // oldest first
    std::vector<int32_t> heads;  // the newest of each bucket
    size_t written = 0;          // of entries
    size_t pieces = 0;           // rows of the table
    uint64_t used = 0;
    int32_t Head(uint32_t key) const {
      return heads.empty() ? -1 : heads[key & (heads.size() - 1)];
    }
    void Append(uint32_t key, int64_t id);
    void Link(size_t entry);
  };
  Period& Of(int64_t period);
  void Load(int64_t period, Period& into);

  std::string table_;
  size_t oldest_, newest_;
  Statement find_, insert_, remove_, any_;
  std::unordered_map<int64_t, Period> periods_;
  int64_t last_ = INT64_MIN;  // the period asked for last
  Period* last_period_ = nullptr;
  uint64_t clock_ = 0;
};

}  // namespace dragoman::record
