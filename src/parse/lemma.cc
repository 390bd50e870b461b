// SPDX-License-Identifier: Apache-2.0
// Looking up and applying lemma rules.
#include "parse/lemma.h"

#include <algorithm>

#include "parse/features.h"

namespace dragoman::parse {

uint64_t LemmaKey(Upos upos, uint8_t xpos, size_t length, std::string_view ending) {
  uint64_t seed = 1000 + (static_cast<uint64_t>(upos) * 64 + xpos) * 32 + length;
  uint64_t h = HashBytes(ending, seed);
  return h == 0 ? 1 : h;  // 0 marks a free slot
}

bool ApplyScript(const LemmaScript& script, std::string_view form, std::string& lemma) {
  if (form.size() < script.strip || form.size() - script.strip + script.append_size == 0) {
    return false;
  }
  // Not within a character.
  size_t kept = form.size() - script.strip;
  if (kept < form.size() && (static_cast<uint8_t>(form[kept]) & 0xC0) == 0x80) return false;
  lemma = script.lower != 0 ? Lowered(form) : std::string(form);
  lemma.resize(kept);
  lemma.append(script.append, script.append_size);
  return true;
}

bool LemmaRules::Load(const ModelFile& file) {
  keys_ = file.section<uint64_t>(SectionId::kLemmaKeys);
  script_of_ = file.section<uint16_t>(SectionId::kLemmaScripts);
  scripts_ = file.section<LemmaScript>(SectionId::kLemmaScriptSet);
  if (keys_.empty() || (keys_.size() & (keys_.size() - 1)) != 0) return false;
  if (script_of_.size() != keys_.size()) return false;
  if (std::find(keys_.begin(), keys_.end(), 0) == keys_.end()) return false;
  for (const LemmaScript& s : scripts_) {
    if (s.append_size > sizeof s.append) return false;
  }
  return std::all_of(script_of_.begin(), script_of_.end(),
                     [&](uint16_t s) { return s < scripts_.size(); });
}

int LemmaRules::Find(uint64_t key) const {
  size_t mask = keys_.size() - 1;
  for (size_t i = key & mask;; i = (i + 1) & mask) {  // Load saw a free slot
    if (keys_[i] == key) return script_of_[i];
    if (keys_[i] == 0) return -1;
  }
}

}  // namespace dragoman::parse
