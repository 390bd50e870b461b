// SPDX-License-Identifier: Apache-2.0
// Lemmas by rules mined from the treebanks: for a tag and the longest known ending (the whole form
// first) an edit script. No English here: the rules are in the model file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/syntax.h"
#include "parse/model_file.h"

namespace dragoman::parse {

inline constexpr size_t kLongestEnding = 7;
inline constexpr size_t kWholeForm = 31;

// Key of a rule: `ending` is lower-cased; `length` is its size in bytes, or kWholeForm.
uint64_t LemmaKey(Upos upos, uint8_t xpos, size_t length, std::string_view ending);

// "cities" with strip 3, append "y" -> "city". False where the form is too short, or nothing is
// left.
bool ApplyScript(const LemmaScript& script, std::string_view form, std::string& lemma);

class LemmaRules {
 public:
  LemmaRules() = default;
  // False if the sections do not fit each other.
  bool Load(const ModelFile& file);
  void Lemma(std::string_view form, Upos upos, uint8_t xpos, std::string& lemma) const;

 private:
  int Find(uint64_t key) const;
  std::span<const uint64_t> keys_;
  std::span<const uint16_t> script_of_;
  std::span<const LemmaScript> scripts_;
};

}  // namespace dragoman::parse
