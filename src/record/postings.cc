// SPDX-License-Identifier: Apache-2.0
// Periods of postings, and the bytes of one row: of each entry the key (4 bytes) and, as a varint,
// what the id is above or below the one before it.
#include "record/postings.h"

#include <algorithm>

#include "base/check.h"
#include "record/bytes.h"

namespace dragoman::record {
namespace {

constexpr size_t kEntriesHeld = 6'000'000;                // some 25 bytes each
constexpr uint32_t kSmallestRoom = 1, kLargestRoom = 61;  // of a chunk of 4 to 64 numbers
constexpr size_t kPieces = 64;  // of a period; more are written anew as one

}  // namespace

Postings::Postings(Database& db, const std::string& table, size_t oldest, size_t newest)
    : table_(table),
      oldest_(oldest == 0 ? SIZE_MAX : oldest),
      newest_(newest),
      find_(db.Prepare("SELECT entries FROM " + table + " WHERE period=? ORDER BY id")),
      insert_(db.Prepare("INSERT INTO " + table + "(period, entries) VALUES(?,?)")),
      pieces_(db.Prepare("SELECT count(*) FROM " + table + " WHERE period=?")),
      remove_(db.Prepare("DELETE FROM " + table + " WHERE period=?")),
      any_(db.Prepare("SELECT EXISTS(SELECT 1 FROM " + table + ")")) {}

void Postings::Period::Grow() {
  std::vector<Slot> old = std::move(slots);
  slots.assign(std::max<size_t>(64, old.size() * 2), {});
  for (const Slot& slot : old) {
    if (slot.newest != kNone) slots[SlotOf(slot.key)] = slot;
  }
}

void Postings::Period::Append(uint32_t key, uint32_t id) {
  if (keys * 2 >= slots.size()) Grow();
  Slot& slot = slots[SlotOf(key)];
  if (slot.newest == kNone) ++keys;
  uint32_t at = slot.newest;
  if (at == kNone || chunks[at + kSize] == chunks[at + kRoom]) {
    uint32_t room = at == kNone ? kSmallestRoom
                                : std::min(kLargestRoom, 2 * (chunks[at + kRoom] + kIds) - kIds);
    slot.key = key;
    slot.newest = static_cast<uint32_t>(chunks.size());
    chunks.resize(chunks.size() + kIds + room);
    chunks[slot.newest + kOlder] = at;
    chunks[slot.newest + kRoom] = room;
    at = slot.newest;
  }
  chunks[at + kIds + chunks[at + kSize]++] = id;
  ++entries;
}

// Of all rows of a period, oldest first.
std::vector<Postings::Entry> Postings::Written(int64_t period) {
  std::vector<Entry> out;
  find_.Bind(1, period);
  while (find_.Step()) {
    std::string bytes = find_.Text(0);
    Bytes in(bytes);
    for (int64_t id = 0; !in.empty();) {
      Entry entry;
      entry.key = in.Raw<uint32_t>();
      id += in.Signed();
      entry.id = static_cast<uint32_t>(id);
      out.push_back(entry);
    }
  }
  find_.Reset();
  return out;
}

void Postings::Load(int64_t period, Period& into) {
  for (const Entry& entry : Written(period)) into.Append(entry.key, entry.id);
  pieces_.Bind(1, period);
  into.pieces = pieces_.Step() ? static_cast<size_t>(pieces_.Int(0)) : 0;
  pieces_.Reset();
}

Postings::Period& Postings::Of(int64_t period) {
  if (period != last_ || last_period_ == nullptr) {
    auto [it, fresh] = periods_.try_emplace(period);
    if (fresh) Load(period, it->second);
    last_ = period;
    last_period_ = &it->second;
  }
  last_period_->used = clock_;
  return *last_period_;
}

bool Postings::IsThere(const Period& p, uint32_t key, uint32_t id) const {
  size_t seen = 0, most = std::min(oldest_, newest_);
  for (uint32_t at = p.Newest(key); at != kNone;) {
    const uint32_t* chunk = &p.chunks[at];
    for (uint32_t i = chunk[kSize]; i > 0; --i) {
      if (chunk[kIds + i - 1] == id) return true;
      if (++seen == most) return seen >= oldest_;
    }
    at = chunk[kOlder];
  }
  return false;
}

void Postings::Put(int64_t period, uint32_t key, int64_t number) {
  auto id = static_cast<uint32_t>(number);
  DRAGOMAN_CHECK(id == number);
  Period& p = Of(period);
  if (IsThere(p, key, id)) return;
  p.Append(key, id);
  p.fresh.push_back({key, id});
}

void Postings::Flush() {
  std::vector<int64_t> changed;
  for (const auto& [period, p] : periods_) {
    if (!p.fresh.empty()) changed.push_back(period);
  }
  std::sort(changed.begin(), changed.end());
  std::string bytes;
  for (int64_t period : changed) {
    Period& p = periods_[period];
    std::vector<Entry> entries = std::move(p.fresh);
    p.fresh.clear();
    if (p.pieces >= kPieces) {
      std::vector<Entry> written = Written(period);
      entries.insert(entries.begin(), written.begin(), written.end());
      remove_.Bind(1, period).Run();
      p.pieces = 0;
    }
    bytes.clear();
    int64_t before = 0;
    for (const Entry& entry : entries) {
      PutRaw(bytes, entry.key);
      PutSigned(bytes, int64_t{entry.id} - before);
      before = entry.id;
    }
    insert_.Bind(1, period).BindBlob(2, bytes).Run();
    ++p.pieces;
  }
}

void Postings::Age() {
  ++clock_;
  size_t held = 0;
  for (const auto& [period, p] : periods_) held += p.entries;
  if (held <= kEntriesHeld) return;
  std::vector<std::pair<uint64_t, int64_t>> by_use;
  for (const auto& [period, p] : periods_) by_use.emplace_back(p.used, period);
  std::sort(by_use.begin(), by_use.end());
  for (auto [used, period] : by_use) {
    if (held <= kEntriesHeld / 2) break;
    auto it = periods_.find(period);
    held -= it->second.entries;
    periods_.erase(it);
  }
  last_period_ = nullptr;
}

void Postings::Clear() {
  periods_.clear();
  last_period_ = nullptr;
}

bool Postings::Empty() {
  bool any = any_.Step() && any_.Int(0) != 0;
  any_.Reset();
  return !any;
}

}  // namespace dragoman::record
