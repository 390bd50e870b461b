// SPDX-License-Identifier: Apache-2.0
// What pronouns are ranked by: features with names, as many as the values of their parts multiply
// to, and a learned weight for each (data/en/entities/pronoun_weights.tsv); what verbs and nouns
// prefer as their arguments (argument_types.tsv). The model is log-linear over the candidates of
// one pronoun and the answer "none of them". tools/train_pronouns.cc learns it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "lexicon/lexicon.h"
#include "model/entities.h"

namespace dragoman::entities {

// "he", "him", "she", ...: kHe; "his", "her": kHis; "they", "them": kThey.
enum class PronounClass : uint8_t { kHe, kHis, kIt, kIts, kThey, kTheir };
constexpr size_t kPronounClasses = 6;

// The families of features; their parts are in pronoun_model.cc, in this order.
enum class Family : uint8_t {
  kDistance,
  kRoles,
  kType,
  kGender,
  kJoined,
  kSalience,
  kRecency,
  kMentions,
  kHeadline,
  kAbove,
  kSameWord,
  kQuote,
  kDefinite,
  kInside,
  kOwned,
  kPreference,
  kParallel,
  kSays,
  kFirst,
  kParagraph,
  kRoleType,
  kWords,
  kAlone,
  kNone,
  kNoneFrame,
  kNoneCount,
  kNoneNearest,
  kNoneQuote,
  kNonePreference,
};

// What may be the argument of a verb or the owner of a noun.
enum class ArgumentType : uint8_t { kPerson, kBody, kGroup, kPlace, kThing };
constexpr size_t kArgumentTypes = 5;
ArgumentType ArgumentTypeOf(EntityType type);
enum class ArgumentRole : uint8_t { kSubject, kObject, kOwner };

class PronounModel {
 public:
  explicit PronounModel(const lexicon::Lexicon& lexicon);

  // The number of a feature. Values past the last of their part count as the last.
  static uint32_t Feature(Family family, size_t x, size_t y = 0, size_t z = 0);
  static uint32_t size();
  // The same of another class of pronouns: all families begin with the class.
  static uint32_t WithClass(uint32_t feature, PronounClass c);
  static std::string NameOf(uint32_t feature);  // "roles:he,subject,object,same"

  float weight(uint32_t feature) const { return weights_[feature]; }
  // For "none" of a subject "it", by the lemma of its verb or predicate.
  float none_verb(std::string_view lemma) const;
  // A candidate less probable than this is not taken.
  float threshold(PronounClass c) const { return thresholds_[static_cast<size_t>(c)]; }
  // How much more often than others the lemma has such an argument: a natural logarithm; 0 where
  // nothing is known.
  float Preference(std::string_view lemma, ArgumentRole role, ArgumentType type) const;

 private:
  std::vector<float> weights_;
  StringMap<float> none_verbs_;
  std::array<float, kPronounClasses> thresholds_ = {};
  std::array<StringMap<std::array<float, kArgumentTypes>>, 3> preferences_;  // by role
};

}  // namespace dragoman::entities
