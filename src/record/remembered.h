// SPDX-License-Identifier: Apache-2.0
// A bounded memory of rows of the record while articles are added: what was used last stays.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace dragoman::record {

// Pointers to values stay valid until Age, Forget or Clear. Two generations instead of a list of
// uses: when the young one is full, the old one goes, and whatever is found in the old one becomes
// young.
template <class Value>
class Remembered {
 public:
  explicit Remembered(size_t most) : half_(most / 2) {}

  Value* Find(int64_t key) {
    if (auto it = young_.find(key); it != young_.end()) return &it->second;
    auto node = old_.extract(key);
    if (node.empty()) return nullptr;
    return &young_.insert(std::move(node)).position->second;
  }
  Value& Put(int64_t key, Value value) {
    old_.erase(key);
    return young_.insert_or_assign(key, std::move(value)).first->second;
  }
  void Forget(int64_t key) {
    young_.erase(key);
    old_.erase(key);
  }
  // Lets go of what was not used for long. Called between articles, when nothing points here.
  void Age() {
    if (young_.size() < half_) return;
    old_ = std::move(young_);
    young_ = {};
  }
  void Clear() {
    young_.clear();
    old_.clear();
  }

 private:
  size_t half_;
  std::unordered_map<int64_t, Value> young_, old_;
};

}  // namespace dragoman::record
