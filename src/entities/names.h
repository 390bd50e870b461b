// SPDX-License-Identifier: Apache-2.0
// Names in a sentence: a linear-chain conditional random field (Lafferty, McCallum and Pereira
// 2001; decoding by Viterbi) over hashed features, to which the parser's encoder adds its scores
// (parse/network.h, models/name_head.bin); both trained together by tools/train_names.cc. Says
// where a name is and of which broad type; who it is, link.cc decides.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "entities/name_features.h"

namespace dragoman::entities {

enum class NameType : uint8_t {
  kPerson,
  kOrganization,
  kPlace,   // states, cities, facilities, any place
  kPeople,  // a people or its adjective: "Turkish", "Iraqis"
  kEvent,
  kMisc,  // laws, works, products ...
};
inline constexpr size_t kNameTypes = 6;

// Labels: 0 outside, 1 + 2t begins a name of type t, 2 + 2t goes on with one.
inline constexpr size_t kLabels = 1 + 2 * kNameTypes;
inline constexpr size_t kLanes = kNameScores;  // kLabels, padded

struct NameSpan {
  int first = 0;  // words of the sentence, [first, end)
  int end = 0;
  NameType type = NameType::kMisc;
  bool operator==(const NameSpan&) const = default;
};

// What the knowledge base found at a word, as the features want it: 1 + 2 * class + (0 for the
// first word of the match, 1 for the others).
enum class KnownClass : uint8_t {
  kPerson,
  kState,
  kGovernment,
  kOrganization,
  kGroup,
  kCity,
  kPlace,
  kOther,
  kPeople,
  kAmbiguous,
};
inline uint8_t KnownCode(KnownClass c, bool inside) {
  return static_cast<uint8_t>(1 + 2 * static_cast<int>(c) + (inside ? 1 : 0));
}

// Layout of models/names.bin, little endian: Header, then int32 transitions[kLanes * kLanes]
// (from, to), then the WordLists (uint32 keys[listed], uint8 codes[listed]), then uint16
// marks[slots], then int8 weights[slots * kLanes]. A feature lives in one of its two slots, where
// its mark is; a feature in neither was dropped by the trainer.
struct NameModelHeader {
  uint32_t magic;  // kNameModelMagic
  uint32_t slots;
  uint32_t listed;  // a power of two
};
inline constexpr uint32_t kNameModelMagic = 0x324d4e44;  // "DNM2": change with the layout

struct FeatureSlots {
  uint32_t first, second;
  uint16_t mark;  // never 0
};
inline FeatureSlots SlotsOf(uint64_t feature, uint32_t slots) {
  uint64_t h = feature * 0x9e3779b97f4a7c15;
  return {static_cast<uint32_t>((h >> 32) * slots >> 32),
          static_cast<uint32_t>((feature & 0xffffffff) * slots >> 32),
          static_cast<uint16_t>((h & 0xffff) | 1)};
}

class NameTagger;  // name_tagger.h

class NameModel {
 public:
  // `bytes` must outlive the model.
  static Result<NameModel> Load(std::string_view bytes);
  static const NameModel& Embedded();  // throws InternalError if a bad file was embedded
  NameModel(NameModel&&) noexcept;
  ~NameModel();

  // A tagger of this model for one article, and back when it has been read: what a tagger
  // remembers is worth keeping, and changes no name. One that is not given back is not missed.
  std::unique_ptr<NameTagger> Borrow() const;
  void GiveBack(std::unique_ptr<NameTagger> tagger) const;

 private:
  friend class NameTagger;
  struct Resting;  // taggers
  NameModel();

  uint32_t slots_ = 0;
  WordLists lists_;
  const int32_t* transitions_ = nullptr;
  const uint16_t* marks_ = nullptr;
  const int8_t* weights_ = nullptr;
  std::unique_ptr<Resting> resting_;
};

// The best label sequence. scores: kLanes for each word; allowed: bit per label for each word, or
// empty. Score = int32_t in the tagger, float in the trainer.
template <class Score>
std::vector<uint8_t> BestLabels(std::span<const Score> scores, std::span<const Score> transitions,
                                std::span<const uint16_t> allowed);

}  // namespace dragoman::entities
