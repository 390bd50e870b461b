// SPDX-License-Identifier: Apache-2.0
// Opening and checking a model file.
#include "parse/model_file.h"

#include <cstring>

namespace dragoman::parse {

uint64_t Checksum(std::string_view bytes) {
  // Four streams of eight bytes: 7 MB in about a millisecond. Not meant to stop a forger.
  constexpr uint64_t kPrime = 0x9E3779B97F4A7C15ull;
  uint64_t h[4] = {1, 2, 3, 4};
  size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32) {
    for (size_t k = 0; k < 4; ++k) {
      uint64_t x;
      std::memcpy(&x, bytes.data() + i + 8 * k, 8);
      h[k] = (h[k] ^ x) * kPrime;
      h[k] ^= h[k] >> 29;
    }
  }
  for (; i < bytes.size(); ++i) h[0] = (h[0] ^ static_cast<uint8_t>(bytes[i])) * kPrime;
  uint64_t out = bytes.size();
  for (uint64_t x : h) out = (out ^ x ^ (x >> 31)) * kPrime;
  return out;
}

Result<ModelFile> ModelFile::Open(std::string_view bytes) {
  FileHeader header;
  if (bytes.size() < sizeof header) return Error{"parser model: shorter than its header"};
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) {
    return Error{"parser model: not a parser model"};
  }
  if (header.version != kModelVersion) {
    return Error{"parser model: version " + std::to_string(header.version) + ", expected " +
                 std::to_string(kModelVersion)};
  }
  if (header.bytes != bytes.size()) {
    return Error{"parser model: " + std::to_string(bytes.size()) + " bytes, expected " +
                 std::to_string(header.bytes)};
  }
  if (reinterpret_cast<uintptr_t>(bytes.data()) % 8 != 0) {
    return Error{"parser model: not aligned in memory"};
  }
  if (Checksum(bytes.substr(sizeof header)) != header.checksum) {
    return Error{"parser model: damaged (checksum)"};
  }
  size_t room = (bytes.size() - sizeof header) / sizeof(SectionHeader);
  if (header.sections > room) return Error{"parser model: more sections than bytes"};
  ModelFile file(bytes);
  for (uint32_t i = 0; i < header.sections; ++i) {
    SectionHeader s;
    std::memcpy(&s, bytes.data() + sizeof header + i * sizeof s, sizeof s);
    if (s.offset % 8 != 0 || s.offset > bytes.size() || s.bytes > bytes.size() - s.offset ||
        s.bytes != uint64_t{s.rows} * s.columns * s.element) {
      return Error{"parser model: section " + std::to_string(s.id) + " lies outside the file"};
    }
  }
  return file;
}

uint64_t ModelFile::checksum() const {
  return reinterpret_cast<const FileHeader*>(bytes_.data())->checksum;
}

const SectionHeader* ModelFile::Find(uint32_t id) const {
  const auto* header = reinterpret_cast<const FileHeader*>(bytes_.data());
  const auto* table = reinterpret_cast<const SectionHeader*>(bytes_.data() + sizeof *header);
  for (uint32_t i = 0; i < header->sections; ++i) {
    if (table[i].id == id) return &table[i];
  }
  return nullptr;
}

}  // namespace dragoman::parse
