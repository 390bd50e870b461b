// SPDX-License-Identifier: Apache-2.0
// Periods of postings, and the bytes of one row: of each entry the key (4 bytes) and, as a varint,
// what the id is above or below the one before it.
#include "record/postings.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace dragoman::record {
namespace {

constexpr size_t kEntriesHeld = 6'000'000;  // 20 bytes each
constexpr size_t kPieces = 64;              // of a period; more are written anew as one

void PutVarint(std::string& out, int64_t value) {
  auto rest = (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
  for (; rest >= 0x80; rest >>= 7) out += static_cast<char>(rest | 0x80);
  out += static_cast<char>(rest);
}

int64_t TakeVarint(std::string_view& in) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    DRAGOMAN_CHECK(!in.empty());
    auto byte = static_cast<uint8_t>(in.front());
    in.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

}  // namespace

Postings::Postings(Database& db, const std::string& table, size_t oldest, size_t newest)
    : table_(table),
      oldest_(oldest == 0 ? SIZE_MAX : oldest),
      newest_(newest),
      find_(db.Prepare("SELECT entries FROM " + table + " WHERE period=? ORDER BY id")),
      insert_(db.Prepare("INSERT INTO " + table + "(period, entries) VALUES(?,?)")),
      remove_(db.Prepare("DELETE FROM " + table + " WHERE period=?")),
      any_(db.Prepare("SELECT EXISTS(SELECT 1 FROM " + table + ")")) {}

void Postings::Period::Link(size_t entry) {
  int32_t& head = heads[entries[entry].key & (heads.size() - 1)];
  entries[entry].next = head;
  head = static_cast<int32_t>(entry);
}

void Postings::Period::Append(uint32_t key, int64_t id) {
  entries.push_back({key, -1, id});
  if (entries.size() <= heads.size()) {
    Link(entries.size() - 1);
    return;
  }
  heads.assign(std::max<size_t>(64, heads.size() * 2), -1);
  for (size_t i = 0; i < entries.size(); ++i) Link(i);
}

void Postings::Load(int64_t period, Period& into) {
  find_.Bind(1, period);
  while (find_.Step()) {
    std::string bytes = find_.Text(0);
    std::string_view in = bytes;
    for (int64_t id = 0; !in.empty();) {
      uint32_t key = 0;
      DRAGOMAN_CHECK(in.size() > sizeof key);
      std::memcpy(&key, in.data(), sizeof key);
      in.remove_prefix(sizeof key);
      id += TakeVarint(in);
      into.Append(key, id);
    }
    ++into.pieces;
  }
  find_.Reset();
  into.written = into.entries.size();
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

void Postings::Put(int64_t period, uint32_t key, int64_t id) {
  Period& p = Of(period);
  size_t there = 0, most = std::min(oldest_, newest_);
  for (int32_t at = p.Head(key); at >= 0; at = p.entries[static_cast<size_t>(at)].next) {
    const Entry& e = p.entries[static_cast<size_t>(at)];
    if (e.key != key) continue;
    if (e.id == id) return;
    if (++there < most) continue;
    if (there >= oldest_) return;
    break;
  }
  p.Append(key, id);
}

void Postings::Flush() {
  std::vector<int64_t> changed;
  for (const auto& [period, p] : periods_) {
    if (p.written < p.entries.size()) changed.push_back(period);
  }
  std::sort(changed.begin(), changed.end());
  std::string bytes;
  for (int64_t period : changed) {
    Period& p = periods_[period];
    if (p.pieces >= kPieces) {
      remove_.Bind(1, period).Run();
      p.pieces = p.written = 0;
    }
    bytes.clear();
    int64_t before = 0;
    for (size_t i = p.written; i < p.entries.size(); ++i) {
      bytes.append(reinterpret_cast<const char*>(&p.entries[i].key), sizeof p.entries[i].key);
      PutVarint(bytes, p.entries[i].id - before);
      before = p.entries[i].id;
    }
    insert_.Bind(1, period).BindBlob(2, bytes).Run();
    ++p.pieces;
    p.written = p.entries.size();
  }
}

void Postings::Age() {
  ++clock_;
  size_t held = 0;
  for (const auto& [period, p] : periods_) held += p.entries.size();
  if (held <= kEntriesHeld) return;
  std::vector<std::pair<uint64_t, int64_t>> by_use;
  for (const auto& [period, p] : periods_) by_use.emplace_back(p.used, period);
  std::sort(by_use.begin(), by_use.end());
  for (auto [used, period] : by_use) {
    if (held <= kEntriesHeld / 2) break;
    auto it = periods_.find(period);
    held -= it->second.entries.size();
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
