// SPDX-License-Identifier: Apache-2.0
// What the name tagger sees of a word: hashed features over a sentence. Shared by the tagger and
// its trainer (tools/train_names.cc); a change here needs a new models/names.bin.
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/syntax.h"

namespace dragoman::entities {

// How a sentence uses capitals. In a headline in title case or capitals a capital says nothing, so
// the features that rest on capitals are kept apart by this.
enum class Casing : uint8_t { kNormal, kTitle, kUpper, kLower };

enum class Shape : uint8_t {
  kLower,
  kInitial,      // "Ankara"
  kUpper,        // "NATO"
  kMixed,        // "iPhone", "McCain"
  kLetter,       // "A"
  kAbbreviated,  // "U.S.", "J."
  kDigits,
  kAlphanumeric,  // "G7", "MH17"
  kHyphen,
  kQuote,
  kPunct,
};

// A capital letter at the start of a UTF-8 string: Latin with its accents, Greek and Cyrillic.
bool StartsUpper(std::string_view form);
// An address of the net: "http://...", "www....", "someone@...".
bool IsAddress(std::string_view form);
// Lower case of Latin, Greek and Cyrillic; other characters as they are.
void AppendLower(std::string_view form, std::string& out);
Shape ShapeOf(std::string_view form);
Casing CasingOf(std::span<const std::string_view> forms);

// What the parser says of a word. A text without trees has Upos::kX and no heads.
struct ParsedWord {
  Upos upos = Upos::kX;
  Deprel deprel = Deprel::kDep;
  int head = -1;  // word of the sentence; -1: none
};

// What the model's lists say of a form by itself: how far it is a given and a family name, and in
// which case raw text has it inside sentences; code = persons' names + kListCodes * case (1 lower,
// 2 either, 3 a capital; tools/name_variety.py). A table of slots, a power of two of them, found by
// the hash of the lower-case form; a slot's code is 0 where it is free.
inline constexpr uint8_t kListCodes = 9;
struct WordLists {
  std::span<const uint32_t> keys;
  std::span<const uint8_t> codes;

  static uint64_t HashOf(std::string_view lower);
  // The hash of what gave `hash` with `more` behind it.
  static uint64_t HashOn(uint64_t hash, std::string_view more);
  static uint32_t KeyOf(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }
  uint8_t Of(uint64_t hash) const {
    if (codes.empty()) return 0;
    const size_t mask = codes.size() - 1;
    for (size_t i = hash & mask; codes[i] != 0; i = (i + 1) & mask) {  // Load saw a free slot
      if (keys[i] == KeyOf(hash)) return codes[i];
    }
    return 0;
  }
};

// Fills `tags` for words [first, end) of one sentence.
void TagsOf(const Syntax& syntax, uint32_t first, uint32_t end, std::vector<ParsedWord>& tags);

// The features of a word by what they depend on. Those of the first three groups depend on one form
// and some small values, and so does all of kRun outside names: what such a group amounts to can be
// kept by its key.
enum class FeatureGroup : uint8_t {
  kOwn,      // the word by itself
  kLeft,     // it and the word before
  kRight,    // it and the word after
  kRun,      // the stretch of capitals it stands in
  kContext,  // all else
};
inline constexpr size_t kGroupFeatures[] = {15, 5, 5, 11, 20};  // by FeatureGroup
inline constexpr size_t kFeatureGroups = std::size(kGroupFeatures);
inline constexpr size_t kFeaturesPerWord = 56;

struct FeatureKey {
  uint64_t form = 0;  // the hash of a lower-case form
  uint64_t rest = 0;  // the small values and the group; 0: no key
  bool operator==(const FeatureKey&) const = default;
};

// Describe a sentence, then ask for the features of its words. `known` holds for each word what the
// knowledge base matched there (0: nothing); see KnownCode in names.h.
class FeatureExtractor {
 public:
  void Describe(std::span<const std::string_view> forms, std::span<const uint8_t> known,
                std::span<const ParsedWord> tags, const WordLists& lists);
  // kFeaturesPerWord for each word, word by word, by template.
  const std::vector<uint64_t>& All();
  // The kGroupFeatures of one group of one word; the end of what was written.
  uint64_t* Write(int word, FeatureGroup group, uint64_t* out) const;
  // Where two keys are equal, so are the features.
  FeatureKey KeyOf(int word, FeatureGroup group) const;

 private:
  struct WordInfo {
    uint64_t lower = 0, suffix2 = 0, suffix3 = 0, suffix4 = 0, prefix3 = 0, prefix4 = 0;
    Shape shape = Shape::kPunct;
    uint8_t known = 0;
    uint8_t listed = 0, usual = 0;  // WordLists
    uint8_t link = 0;               // 1: part of the name that ends to its right, 2: to its left
    ParsedWord tag;
    int run_first = -1, run_last = -1;    // the stretch of capitalised words it stands in
    int wide_first = -1, wide_last = -1;  // the same across short small words
  };
  void FindRuns(std::span<const std::string_view> forms);
  const WordInfo& at(int i) const;  // outside the sentence: an empty one
  bool InWideRun(const WordInfo& w) const {
    return w.wide_first >= 0 && (w.wide_first != w.run_first || w.wide_last != w.run_last);
  }
  uint64_t PlaceOf(int i) const;
  uint64_t LengthOf(const WordInfo& w) const;
  uint64_t ShapeIn(const WordInfo& w) const { return static_cast<uint64_t>(w.shape) * 4 + casing_; }
  // add(template, value) for each feature of a group.
  template <class Add>
  void Own(int i, Add add) const;
  template <class Add>
  void Left(int i, Add add) const;
  template <class Add>
  void Right(int i, Add add) const;
  template <class Add>
  void Run(int i, Add add) const;
  template <class Add>
  void Context(int i, Add add) const;

  uint64_t casing_ = 0;
  std::vector<WordInfo> info_;
  std::vector<uint64_t> features_;
  std::string lower_;
};

}  // namespace dragoman::entities
