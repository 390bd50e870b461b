// SPDX-License-Identifier: Apache-2.0
// Features of a word's form alone: what the network's embedding rows are looked up by. Shared by
// the trainer and the parser, so that both read a form in the same way. All of them are hashes: the
// model file holds no string of the training text but lemma endings.
// Entry: FormFeatures. Does not look at neighbours: the recurrent layers do.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman::parse {

// Templates of the affix table; each has its own range of rows.
inline constexpr std::array<uint32_t, 10> kAffixBuckets = {
    256,   // prefix of 1 byte
    1024,  // 2
    4096,  // 3
    256,   // suffix of 1 byte
    1024,  // 2
    4096,  // 3
    8192,  // 4
    1024,  // shape: "Xx", "dd.d"
    64,    // case class x length class
    512,   // first and last character class with punctuation itself
};
inline constexpr size_t kAffixTemplates = kAffixBuckets.size();
inline constexpr uint32_t kAffixTotal =
    256 + 1024 + 4096 + 256 + 1024 + 4096 + 8192 + 1024 + 64 + 512;

struct FormFeatures {
  uint64_t word = 0;                            // hash of the folded form: key of the vocabulary
  std::array<uint32_t, kAffixTemplates> affix;  // rows of the affix table
};

uint64_t HashBytes(std::string_view bytes, uint64_t seed);

// Lower case for ASCII, Latin-1, Greek and Cyrillic; other bytes as they are. Same length in bytes.
std::string Lowered(std::string_view form);

// Key of the vocabulary: lower-cased, digits alike. `scratch` is reused from call to call.
uint64_t WordKey(std::string_view form, std::string& scratch);

FormFeatures FeaturesOf(std::string_view form, std::string& scratch);

}  // namespace dragoman::parse
