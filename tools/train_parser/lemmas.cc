// SPDX-License-Identifier: Apache-2.0
// Mines lemma rules: the shortest endings first, a longer one only where it says something else
// than the rules below it, the whole form last.
#include <algorithm>
#include <cstring>
#include <map>
#include <string>

#include "parse/features.h"
#include "train_parser/export.h"

namespace dragoman::train {

using namespace parse;

namespace {

bool operator<(const LemmaScript& a, const LemmaScript& b) {
  return std::memcmp(&a, &b, sizeof a) < 0;
}

struct ScriptLess {
  bool operator()(const LemmaScript& a, const LemmaScript& b) const { return a < b; }
};
using Counts = std::map<LemmaScript, int, ScriptLess>;

// The shortest script that makes `lemma` of `form`. A closed class is written in any case: its
// lemma, "I" too, is made of the lower-cased form.
bool ScriptFor(const std::string& form, const std::string& lemma, Upos upos, LemmaScript& out) {
  bool proper = upos == Upos::kPropn;
  int best = 1 << 20;
  for (uint8_t lower : {uint8_t(proper ? 0 : 1), uint8_t(proper ? 1 : 0)}) {
    std::string from = lower != 0 ? Lowered(form) : form;
    size_t same = 0;
    while (same < from.size() && same < lemma.size() && from[same] == lemma[same]) ++same;
    auto inside = [&](const std::string& w) {
      return same < w.size() && (static_cast<uint8_t>(w[same]) & 0xC0) == 0x80;
    };
    while (inside(from) || inside(lemma)) --same;
    size_t strip = from.size() - same, append = lemma.size() - same;
    int cost = static_cast<int>(strip + append);
    if (upos == Upos::kPron && lower == 0) continue;
    if (cost >= best || append > sizeof(LemmaScript::append) || strip > 200) continue;
    best = cost;
    std::memset(&out, 0, sizeof out);
    out.lower = lower;
    out.strip = static_cast<uint8_t>(strip);
    out.append_size = static_cast<uint8_t>(append);
    std::memcpy(out.append, lemma.data() + same, append);
  }
  return best < 1 << 20;
}

struct Word {
  std::string lower;
  Upos upos;
  uint8_t xpos;
  Counts scripts;
  LemmaScript best;
  int count = 0;
};

LemmaScript Most(const Counts& counts) {
  auto it = std::max_element(counts.begin(), counts.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
  return it->first;
}

std::vector<Word> Words(const std::vector<Tree>& trees) {
  std::map<std::string, Word> words;
  for (const Tree& t : trees) {
    for (size_t i = 0; i < t.size(); ++i) {
      LemmaScript script;
      if (!ScriptFor(t.form[i], t.lemma[i], t.tag[i].upos, script)) continue;
      std::string lower = Lowered(t.form[i]);
      std::string key =
          lower + '\t' + std::string(Name(t.tag[i].upos)) + std::string(XposNames()[t.tag[i].xpos]);
      Word& w = words[key];
      w.lower = lower;
      w.upos = t.tag[i].upos;
      w.xpos = t.tag[i].xpos;
      ++w.scripts[script];
      ++w.count;
    }
  }
  std::vector<Word> out;
  for (auto& [key, w] : words) {
    w.best = Most(w.scripts);
    out.push_back(w);
  }
  return out;
}

}  // namespace

MinedLemmas MineLemmas(const std::vector<Tree>& trees) {
  std::vector<Word> words = Words(trees);
  std::map<uint64_t, LemmaScript> rules;
  auto known = [&](const Word& w, size_t longest) {
    for (size_t k = std::min(longest, w.lower.size()) + 1; k-- > 0;) {
      auto it = rules.find(LemmaKey(w.upos, w.xpos, k, w.lower.substr(w.lower.size() - k)));
      std::string made;
      if (it != rules.end() && ApplyScript(it->second, w.lower, made)) return it->second;
    }
    return LemmaScript{};
  };
  auto same = [](const LemmaScript& a, const LemmaScript& b) { return !(a < b) && !(b < a); };
  for (size_t k = 0; k <= kLongestEnding; ++k) {
    std::map<uint64_t, Counts> by_ending;
    for (const Word& w : words) {
      if (w.lower.size() < k) continue;
      ++by_ending[LemmaKey(w.upos, w.xpos, k, w.lower.substr(w.lower.size() - k))][w.best];
    }
    std::map<uint64_t, LemmaScript> fresh;
    for (const Word& w : words) {
      if (w.lower.size() < k) continue;
      uint64_t key = LemmaKey(w.upos, w.xpos, k, w.lower.substr(w.lower.size() - k));
      const Counts& counts = by_ending[key];
      LemmaScript most = Most(counts);
      int all = 0;
      for (const auto& [script, n] : counts) all += n;
      // Two forms at least must agree, and most of those that end so.
      bool sure = k == 0 || (counts.at(most) >= 2 && 3 * counts.at(most) >= 2 * all);
      if (sure && (k == 0 || !same(known(w, k - 1), most))) fresh[key] = most;
    }
    rules.insert(fresh.begin(), fresh.end());
  }
  std::map<uint64_t, LemmaScript> whole;
  for (const Word& w : words) {
    if (!same(known(w, kLongestEnding), w.best)) {
      whole[LemmaKey(w.upos, w.xpos, kWholeForm, w.lower)] = w.best;
    }
  }
  rules.insert(whole.begin(), whole.end());
  MinedLemmas out;
  std::map<LemmaScript, uint16_t, ScriptLess> ids;
  for (const auto& [key, script] : rules) {
    auto [it, added] = ids.emplace(script, static_cast<uint16_t>(out.scripts.size()));
    if (added) out.scripts.push_back(script);
    out.rules.push_back({key, it->second});
  }
  return out;
}

}  // namespace dragoman::train
