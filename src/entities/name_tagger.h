// SPDX-License-Identifier: Apache-2.0
// A NameModel at work: sentences in, names out. Memory is what takes time: weights are looked up in
// 12 MB by hashes. So they are asked for some words before they are added, and what a group of
// features (name_features.h) amounted to is kept by its key, for the next time, in this article or
// a later one. What is kept depends on the past; what it is does not.
// Entry: NameModel::Borrow, then NameTagger::Tag. For one thread.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "entities/names.h"

namespace dragoman::entities {

class NameTagger {
 public:
  explicit NameTagger(const NameModel& model);

  // Names of one sentence, in order, not overlapping. `encoder`: Syntax::name_scores of its words,
  // or empty.
  std::vector<NameSpan> Tag(std::span<const std::string_view> forms, std::span<const uint8_t> known,
                            std::span<const ParsedWord> tags, std::span<const int16_t> encoder);

 private:
  // Sums of weights, in halves: GCC's and Clang's generic vectors, of a size that every x86-64 and
  // ARM64 has a register for.
  typedef int16_t Half __attribute__((vector_size(kLanes)));
  struct Sums {
    Half low = {}, high = {};
    void operator+=(const Sums& other) { low += other.low, high += other.high; }
  };
  struct Kept {
    FeatureKey key;
    Sums sums;
  };
  static constexpr size_t kKept = 8192;  // a power of two

  // A word on its way through Score.
  struct Pending {
    struct Part {
      FeatureKey key;
      uint32_t end = 0;  // of its features, then of its rows
    };
    Sums sums;                               // of the groups that were kept
    std::array<Part, kFeatureGroups> parts;  // the others
    size_t part_count = 0;
    std::array<FeatureSlots, kFeaturesPerWord> slots;
    std::array<uint32_t, kFeaturesPerWord + 1> rows;
  };

  // Adds the weights of the sentence's features to scores_.
  void Score(size_t words);
  void AskMarks(int word, Pending& p) const;
  void AskWeights(Pending& p) const;
  Sums Add(Pending& p);
  Kept& KeptAt(const FeatureKey& key) const;

  const NameModel& model_;
  FeatureExtractor extractor_;
  std::vector<int32_t> scores_;
  std::array<Pending, 2> pending_;
  std::unique_ptr<Kept[]> kept_;
};

}  // namespace dragoman::entities
