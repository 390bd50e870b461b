// SPDX-License-Identifier: Apache-2.0
// Layout of the compiled block, little endian, everything 8-byte aligned. Shared by compile.cc
// (writes) and lexicon.cc (reads) only.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman::lexicon {

inline constexpr uint64_t kBlockMagic = 0x324c4d4752440001;  // change the last byte with the layout

struct BlockHeader {
  uint64_t magic;
  uint64_t size;         // of the whole block
  uint64_t table_count;  // TableHeader[table_count] follows at once, sorted by name
  uint64_t strings;      // offset of the string pool; a string is u32 length + bytes
};

struct TableHeader {
  uint32_t name;  // offset in the pool, as all strings
  uint32_t column_count;
  uint32_t row_count;
  uint32_t reserved;
  uint64_t columns;  // offset of ColumnHeader[column_count]
  uint64_t cells;    // offset of u32[row_count * column_count], pool offsets, row by row
  uint64_t lines;    // offset of u32[row_count]
};

// index: open addressing, u32 row + 1 (0: free), slot_count a power of two, probe linearly from
// Hash(key); rows are inserted in file order, so equal keys are met in file order.
struct ColumnHeader {
  uint32_t name;
  uint32_t slot_count;  // 0: not a key
  uint64_t slots;       // offset of u32[slot_count]
};

// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
inline uint64_t Hash(std::string_view s) {
  uint64_t h = 0xcbf29ce484222325;
  for (char c : s) h = (h ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return h ^ (h >> 29);
}

}  // namespace dragoman::lexicon
