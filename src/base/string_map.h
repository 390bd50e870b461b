// SPDX-License-Identifier: Apache-2.0
// Hash maps and sets of strings that are looked up by a string_view without making a string.
// StringMap keeps its pairs in the order they came in, in one piece, beside a table of hashes: what
// is not there costs one cold line of memory, what is there two or three. It never forgets a key.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dragoman {

// Copies of strings, end to end; their views stay good when the pool is moved.
class StringPool {
 public:
  std::string_view Add(std::string_view s) {
    if (s.size() > left_) {
      left_ = s.size() > size_ ? s.size() : size_;
      size_ = size_ < kLargest ? 2 * size_ : size_;
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
      at_ = blocks_.back().get();
    }
    if (!s.empty()) std::memcpy(at_, s.data(), s.size());
    std::string_view copy(at_, s.size());
    at_ += s.size();
    left_ -= s.size();
    return copy;
  }

 private:
  static constexpr size_t kLargest = 1 << 16;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* at_ = nullptr;
  size_t left_ = 0, size_ = 512;  // of the block; of the next one
};

template <class T>
class StringMap {
 public:
  struct Entry {
    std::string_view first;
    T second;
  };
  using iterator = typename std::vector<Entry>::iterator;
  using const_iterator = typename std::vector<Entry>::const_iterator;

  StringMap() = default;
  StringMap(const StringMap&) = delete;  // entries hold views into the pool
  StringMap& operator=(const StringMap&) = delete;
  StringMap(StringMap&&) = default;
  StringMap& operator=(StringMap&&) = default;

  // In the order they came in.
  iterator begin() { return entries_.begin(); }
  iterator end() { return entries_.end(); }
  const_iterator begin() const { return entries_.begin(); }
  const_iterator end() const { return entries_.end(); }
  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }

  const_iterator find(std::string_view key) const { return begin() + Place(key, HashOf(key)); }
  iterator find(std::string_view key) { return begin() + Place(key, HashOf(key)); }
  bool contains(std::string_view key) const { return find(key) != end(); }

  // What stands there stays. Iterators and references are good until the next key is added.
  std::pair<iterator, bool> emplace(std::string_view key, T value) {
    const uint32_t hash = HashOf(key);
    const std::ptrdiff_t place = Place(key, hash);
    const bool fresh = place == static_cast<std::ptrdiff_t>(entries_.size());
    if (fresh) {
      entries_.push_back({pool_.Add(key), std::move(value)});
      if (2 * entries_.size() > slots_.size()) Widen();
      Insert(hash, static_cast<uint32_t>(entries_.size()));
    }
    return {begin() + place, fresh};
  }
  T& operator[](std::string_view key) {
    auto it = find(key);
    return it != end() ? it->second : emplace(key, T()).first->second;
  }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t entry = 0;  // its number, from 1; 0: free
  };

  static uint32_t HashOf(std::string_view s) {
    constexpr uint64_t kOdd = 0x9e3779b97f4a7c15;
    uint64_t h = s.size() * kOdd;
    const char* p = s.data();
    size_t n = s.size();
    for (; n >= 8; n -= 8, p += 8) {
      uint64_t x;
      std::memcpy(&x, p, 8);
      h = (h ^ x) * kOdd;
      h ^= h >> 29;
    }
    uint64_t x = 0;
    for (size_t i = 0; i < n; ++i) x = x << 8 | static_cast<uint8_t>(p[i]);
    h = (h ^ x) * kOdd;
    return static_cast<uint32_t>(h >> 32);
  }

  // Of the entry with that key; entries_.size() if there is none.
  std::ptrdiff_t Place(std::string_view key, uint32_t hash) const {
    if (!slots_.empty()) {
      for (size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
        const Slot& s = slots_[i];
        if (s.entry == 0) break;
        if (s.hash == hash && entries_[s.entry - 1].first == key) {
          return static_cast<std::ptrdiff_t>(s.entry - 1);
        }
      }
    }
    return static_cast<std::ptrdiff_t>(entries_.size());
  }

  void Insert(uint32_t hash, uint32_t entry) {
    size_t i = hash & (slots_.size() - 1);
    while (slots_[i].entry != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {hash, entry};
  }

  void Widen() {
    std::vector<Slot> old(slots_.empty() ? 16 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& s : old) {
      if (s.entry != 0) Insert(s.hash, s.entry);
    }
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half in use
  std::vector<Entry> entries_;
  StringPool pool_;
};

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};
using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

}  // namespace dragoman
