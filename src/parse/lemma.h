// SPDX-License-Identifier: Apache-2.0
// Lemmas by rules mined from the treebanks: for a tag and the longest known ending (the whole form
// first) an edit script. No English here: the rules are in the model file.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/syntax.h"
#include "parse/features.h"
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
  // `known` tells whether a word is in the vocabulary: where the longest ending's rule makes a word
  // nobody knows, "provoked" -> "provok", a shorter one that makes a known word is better.
  template <class Known>
  void Lemma(std::string_view form, Upos upos, uint8_t xpos, const Known& known,
             std::string& lemma) const;

 private:
  template <class Known>
  void ByRule(std::string_view form, Upos upos, uint8_t xpos, const Known& known,
              std::string& lemma) const;
  int Find(uint64_t key) const;
  std::span<const uint64_t> keys_;
  std::span<const uint16_t> script_of_;
  std::span<const LemmaScript> scripts_;
};

template <class Known>
void LemmaRules::Lemma(std::string_view form, Upos upos, uint8_t xpos, const Known& known,
                       std::string& lemma) const {
  ByRule(form, upos, xpos, known, lemma);
  // The rules know "villages" and "mines", and of "villagers" and "miners" make "village" and
  // "mine"; no plural adds these two letters.
  bool short_by_two = lemma.size() + 2 == form.size() && form.ends_with("rs");
  if (upos == Upos::kNoun && short_by_two && Lowered(form).starts_with(Lowered(lemma))) {
    lemma += 'r';
  }
}

template <class Known>
void LemmaRules::ByRule(std::string_view form, Upos upos, uint8_t xpos, const Known& known,
                        std::string& lemma) const {
  std::string lower = Lowered(form);
  lemma = form;
  int script = Find(LemmaKey(upos, xpos, kWholeForm, lower));
  if (script >= 0 && ApplyScript(scripts_[static_cast<size_t>(script)], form, lemma)) return;
  std::string other;
  LemmaScript longest{};
  bool have = false;
  for (size_t k = std::min(kLongestEnding, lower.size()) + 1; k-- > 0;) {
    std::string_view ending = std::string_view(lower).substr(lower.size() - k);
    script = Find(LemmaKey(upos, xpos, k, ending));
    if (script < 0) continue;
    const LemmaScript& s = scripts_[static_cast<size_t>(script)];
    if (!ApplyScript(s, form, other)) continue;
    if (!have) {
      lemma = other;
      longest = s;
    }
    bool same = s.strip == 0 && s.append_size == 0;
    if ((same && !have) || known(other)) {
      lemma = other;
      return;
    }
    have = true;
  }
  // No rule makes a known word: perhaps one letter more or less does, "ruled" -> "rul" -> "rule".
  if (!have || longest.append_size > 0) return;
  for (int strip : {longest.strip - 1, longest.strip + 1}) {
    LemmaScript near = longest;
    near.strip = static_cast<uint8_t>(strip);
    if (strip > 0 && strip < 255 && ApplyScript(near, form, other) && known(other)) {
      lemma = other;
      return;
    }
  }
}

}  // namespace dragoman::parse
