// SPDX-License-Identifier: Apache-2.0
// Interned strings of one document: lemmas are compared as numbers. Ids are in order of first use,
// so they do not depend on hashing.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dragoman {

class StringTable {
 public:
  StringTable() = default;
  StringTable(const StringTable&) = delete;  // index_ holds views into strings_
  StringTable& operator=(const StringTable&) = delete;
  StringTable(StringTable&&) = default;
  StringTable& operator=(StringTable&&) = default;

  uint32_t Intern(std::string_view s) {
    if (auto it = index_.find(s); it != index_.end()) return it->second;
    auto id = static_cast<uint32_t>(strings_.size());
    strings_.emplace_back(s);
    index_.emplace(strings_.back(), id);
    return id;
  }
  std::string_view operator[](uint32_t id) const { return strings_[id]; }
  size_t size() const { return strings_.size(); }

 private:
  std::deque<std::string> strings_;  // a deque never moves its elements
  std::unordered_map<std::string_view, uint32_t> index_;
};

}  // namespace dragoman
