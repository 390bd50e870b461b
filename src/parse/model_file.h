// SPDX-License-Identifier: Apache-2.0
// The model file: a header, a table of sections, sections at multiples of 64 bytes, used in place.
// Little-endian. Entry: ModelFile::Open, which checks magic, version, sizes and checksum, so that a
// damaged file is an error at start and the parser can trust what it reads.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace dragoman::parse {

inline constexpr char kMagic[8] = {'D', 'R', 'G', 'P', 'A', 'R', 'S', 'E'};
inline constexpr uint32_t kModelVersion = 2;

struct FileHeader {
  char magic[8];
  uint32_t version;
  uint32_t sections;
  uint64_t bytes;     // of the whole file
  uint64_t checksum;  // of all after the header
  uint8_t unused[32];
};
static_assert(sizeof(FileHeader) == 64);

struct SectionHeader {
  uint32_t id;
  uint32_t rows;
  uint32_t columns;
  uint32_t element;  // bytes of one element
  uint64_t offset;
  uint64_t bytes;
};
static_assert(sizeof(SectionHeader) == 32);

// A dense layer takes three sections (parse/kernels.h): weights, int8, at its id, scales at +1,
// starts at +2.
enum class SectionId : uint32_t {
  kVocabularyKeys = 1,  // uint64, open addressing, 0 is free
  kVocabularyIds,       // uint32, parallel
  kWordRows,            // int8
  kWordScales,          // float, one a row
  kAffixRows,
  kAffixScales,
  kTags,          // TagRecord
  kInputScales,   // float: what a float is multiplied by before it is rounded
  kArcRoot,       // int16
  kArcDistances,  // int32, in units of the arc score
  kLemmaKeys = 20,
  kLemmaScripts,    // uint16, parallel
  kLemmaScriptSet,  // LemmaScript
  kLayers = 100,    // + 10 * layer; gates' vf, vr at +5, +6
  kTagHidden = 200,
  kTagOut = 210,
  kMlp = 220,
  kArc = 230,
  kLabel = 240,
  // models/name_head.bin:
  kNameHidden = 300,
  kNameOut = 310,
  kNameScale = 320,   // float: what a hidden value is multiplied by before it is rounded
  kNameParser = 321,  // uint64: the checksum of the parser whose states it reads
};

// Index of the value in kInputScales.
enum class Activation : uint32_t {
  kEmbed,
  kLayer0,
  kLayer1,
  kLayer2,
  kTag,
  kArcDependent,
  kArcHead,
  kArcQuery,
  kLabel,
  kCount
};

struct TagRecord {
  uint8_t upos, xpos, tense, mood, verb_form, number, degree, pron_type, gender, person;
  uint8_t flags;  // 1 passive, 2 negative, 4 possessive, 8 reflexive
  uint8_t unused;
};

// Lemma = form, lower-cased if `lower`, less its last `strip` bytes, plus `append`.
struct LemmaScript {
  uint8_t lower;
  uint8_t strip;
  uint8_t append_size;
  char append[13];
};
static_assert(sizeof(LemmaScript) == 16);

uint64_t Checksum(std::string_view bytes);

class ModelFile {
 public:
  // `bytes` must outlive the file and be 8-byte aligned.
  static Result<ModelFile> Open(std::string_view bytes);

  uint64_t checksum() const;

  template <class T>
  std::span<const T> section(uint32_t id) const {
    const SectionHeader* s = Find(id);
    if (s == nullptr || s->element != sizeof(T)) return {};
    return {reinterpret_cast<const T*>(bytes_.data() + s->offset), s->bytes / sizeof(T)};
  }
  template <class T>
  std::span<const T> section(SectionId id) const {
    return section<T>(static_cast<uint32_t>(id));
  }

 private:
  explicit ModelFile(std::string_view bytes) : bytes_(bytes) {}
  const SectionHeader* Find(uint32_t id) const;
  std::string_view bytes_;
};

}  // namespace dragoman::parse
