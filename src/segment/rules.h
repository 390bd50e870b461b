// SPDX-License-Identifier: Apache-2.0
// What the rows under data/en/segment/ look like in memory. Shared by the files of this folder and
// by the trainer of boundary_weights.tsv; nobody else includes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/string_map.h"
#include "segment/segment.h"

namespace dragoman::segment {

enum class AbbreviationClass : uint8_t {
  kTitle,
  kMonth,
  kDay,
  kCorporate,
  kLatin,
  kPlace,
  kUnit,
  kNumber,
  kTime,
  kStreet,
  kJoiner,  // never at an end: "vs.", "e.g."
  kOther,
};
enum class AbbreviationNext : uint8_t { kAny, kUpper, kDigit };

struct Abbreviation {
  AbbreviationClass kind = AbbreviationClass::kOther;
  AbbreviationNext next = AbbreviationNext::kAny;
  bool capital = false;
};

// Weights of the boundary classifier by hash of the feature's text: an open-addressed table.
class WeightTable {
 public:
  void Build(const std::vector<std::pair<uint64_t, float>>& rows);
  float at(uint64_t hash) const {
    if (mask_ == 0) return 0;
    for (size_t i = hash & mask_;; i = (i + 1) & mask_) {
      if (slots_[i].first == hash) return slots_[i].second;
      if (slots_[i].first == 0) return 0;
    }
  }

 private:
  std::vector<std::pair<uint64_t, float>> slots_;
  size_t mask_ = 0;
};

struct SegmentRules::Data {
  explicit Data(const lexicon::Lexicon& lexicon);

  StringMap<Abbreviation> abbreviations;  // lower case, without the final stop
  StringSet prefixes;                     // lower case
  StringMap<uint8_t> contractions;        // whole word -> bytes of its first word
  StringSet clitics;                      // after the apostrophe, lower case
  StringSet apostrophe_words;             // after the apostrophe, lower case
  StringSet units;                        // case as written
  StringSet months;                       // for datelines, lower case, with their stop
  StringSet zone_words;                   // lower case
  StringSet halves;                       // "a m": first and next, lower case
  size_t longest_contraction = 0;
  WeightTable weights;
};

// Lower-cases ASCII into a buffer; longer words are cut, since no row is that long.
class Lower {
 public:
  explicit Lower(std::string_view s) {
    size_ = s.size() < sizeof(buffer_) ? s.size() : sizeof(buffer_);
    for (size_t i = 0; i < size_; ++i) buffer_[i] = LowerAscii(s[i]);
  }
  std::string_view view() const { return {buffer_, size_}; }

 private:
  char buffer_[32];
  size_t size_;
};

}  // namespace dragoman::segment
