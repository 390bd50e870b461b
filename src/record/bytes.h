// SPDX-License-Identifier: Apache-2.0
// Numbers and texts as few bytes, for blobs of the record and what is held of it in memory.
// Entries: PutVarint and its like; Bytes reads them back.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/check.h"

namespace dragoman::record {

// Seven bits a byte, the lowest first (LEB128).
inline void PutVarint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// Of a number that may be below zero: the sign is the lowest bit.
inline void PutSigned(std::string& out, int64_t value) {
  PutVarint(out, (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

inline void PutText(std::string& out, std::string_view text) {
  PutVarint(out, text.size());
  out += text;
}

template <class T>
void PutRaw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Throws InternalError where the bytes end too soon: we did not write them.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  bool empty() const { return rest_.empty(); }
  uint64_t Varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      auto byte = Raw<uint8_t>();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  int64_t Signed() {
    uint64_t value = Varint();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  // How many follow, of which each takes a byte at least: never more than there is room for.
  size_t Count() {
    uint64_t count = Varint();
    DRAGOMAN_CHECK(count <= rest_.size());
    return static_cast<size_t>(count);
  }
  std::string_view Take(size_t size) {
    DRAGOMAN_CHECK(size <= rest_.size());
    std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string_view Text() { return Take(Count()); }
  template <class T>
  T Raw() {
    T value;
    std::memcpy(&value, Take(sizeof value).data(), sizeof value);
    return value;
  }

 private:
  std::string_view rest_;
};

}  // namespace dragoman::record
