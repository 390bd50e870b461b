// SPDX-License-Identifier: Apache-2.0
// Interned strings of one document: lemmas are compared as numbers. Ids are in order of first use,
// so they do not depend on hashing.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/string_map.h"

namespace dragoman {

class StringTable {
 public:
  uint32_t Intern(std::string_view s) {
    return strings_.emplace(s, static_cast<uint32_t>(strings_.size())).first->second;
  }
  std::string_view operator[](uint32_t id) const { return (strings_.begin() + id)->first; }
  size_t size() const { return strings_.size(); }

 private:
  StringMap<uint32_t> strings_;
};

}  // namespace dragoman
