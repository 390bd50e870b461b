// SPDX-License-Identifier: Apache-2.0
// Syntax: the child index, FEATS in writing, Verify, Dump.
#include "model/syntax.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 3> kTense = {"", "Past", "Pres"};
constexpr std::array<std::string_view, 4> kMood = {"", "Ind", "Imp", "Sub"};
constexpr std::array<std::string_view, 5> kVerbForm = {"", "Fin", "Inf", "Part", "Ger"};
constexpr std::array<std::string_view, 3> kNumber = {"", "Sing", "Plur"};
constexpr std::array<std::string_view, 4> kDegree = {"", "Pos", "Cmp", "Sup"};
constexpr std::array<std::string_view, 11> kPronType = {"",    "Prs", "Art", "Dem", "Int", "Rel",
                                                        "Ind", "Tot", "Neg", "Rcp", "Emp"};
constexpr std::array<std::string_view, 4> kGender = {"", "Masc", "Fem", "Neut"};

template <class Enum, size_t kSize>
void ReadValue(std::string_view value, const std::array<std::string_view, kSize>& names,
               Enum& out) {
  for (size_t i = 1; i < kSize; ++i) {
    if (names[i] == value) out = static_cast<Enum>(i);
  }
}

void ReadFeature(std::string_view name, std::string_view value, Features& f) {
  if (name == "Tense") ReadValue(value, kTense, f.tense);
  if (name == "Mood") ReadValue(value, kMood, f.mood);
  if (name == "VerbForm") ReadValue(value, kVerbForm, f.verb_form);
  if (name == "Number") {
    ReadValue(value, kNumber, f.number);
    if (value == "Ptan") f.number = Number::kPlur;  // "trousers": plural in form and agreement
  }
  if (name == "Degree") ReadValue(value, kDegree, f.degree);
  if (name == "PronType") ReadValue(value, kPronType, f.pron_type);
  if (name == "Gender") ReadValue(value, kGender, f.gender);
  if (name == "Person" && value.size() == 1 && value[0] >= '1' && value[0] <= '3') {
    f.person = static_cast<uint8_t>(value[0] - '0');
  }
  if (name == "Voice") f.passive = value == "Pass";
  if (name == "Polarity") f.negative = value == "Neg";
  if (name == "Poss") f.possessive = value == "Yes";
  if (name == "Reflex") f.reflexive = value == "Yes";
}

// A form can hold anything; a dump stays one line a word.
std::string Printable(std::string_view form) {
  std::string out;
  for (char c : form) out += static_cast<uint8_t>(c) < ' ' || c == 127 ? '?' : c;
  return out;
}

void VerifySentence(const Syntax& s, const Sentence& sentence) {
  size_t first = sentence.first.index(), end = sentence.end.index();
  size_t roots = 0;
  for (size_t w = first; w < end; ++w) {
    WordId h = s.head[w];
    roots += !h.valid();
    DRAGOMAN_CHECK(!h.valid() || (h.index() >= first && h.index() < end && h.index() != w));
    DRAGOMAN_CHECK((s.deprel[w] == Deprel::kRoot) == !h.valid());
  }
  DRAGOMAN_CHECK(roots == 1);
  // 0 unseen, 1 on the path being walked, 2 known to lead to the root.
  std::vector<uint8_t> state(end - first, 0);
  std::vector<size_t> path;
  for (size_t w = first; w < end; ++w) {
    path.clear();
    size_t at = w;
    while (state[at - first] == 0) {
      state[at - first] = 1;
      path.push_back(at);
      if (!s.head[at].valid()) break;
      at = s.head[at].index();
      DRAGOMAN_CHECK(state[at - first] != 1);  // a cycle
    }
    for (size_t p : path) state[p - first] = 2;
  }
}

}  // namespace

WordId Syntax::child(WordId w, Deprel relation) const {
  for (WordId c : children_of(w)) {
    if (deprel[c.index()] == relation) return c;
  }
  return {};
}

Span Syntax::subtree_span(WordId w) const {
  // An explicit stack: trees can be as deep as a sentence is long.
  Span hull = base.words[w.index()].span;
  std::vector<WordId> open = {w};
  while (!open.empty()) {
    WordId top = open.back();
    open.pop_back();
    hull = Join(hull, base.words[top.index()].span);
    for (WordId c : children_of(top)) open.push_back(c);
  }
  return hull;
}

void IndexChildren(Syntax& s) {
  s.child_begin.assign(s.size() + 1, 0);
  for (WordId h : s.head) {
    if (h.valid()) ++s.child_begin[h.index() + 1];
  }
  for (size_t i = 1; i <= s.size(); ++i) s.child_begin[i] += s.child_begin[i - 1];
  s.children.resize(s.child_begin[s.size()]);
  std::vector<uint32_t> next(s.child_begin.begin(), s.child_begin.end() - 1);
  for (size_t w = 0; w < s.size(); ++w) {
    if (s.head[w].valid()) s.children[next[s.head[w].index()]++] = WordId(w);
  }
}

std::string FeatsString(const Features& f) {
  std::string out;
  auto put = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!out.empty()) out += '|';
    out.append(name).append("=").append(value);
  };
  put("Degree", kDegree[static_cast<size_t>(f.degree)]);
  put("Gender", kGender[static_cast<size_t>(f.gender)]);
  put("Mood", kMood[static_cast<size_t>(f.mood)]);
  put("Number", kNumber[static_cast<size_t>(f.number)]);
  put("Person", std::string_view("123").substr(f.person > 0 ? f.person - 1U : 3, 1));
  put("Polarity", f.negative ? "Neg" : "");
  put("Poss", f.possessive ? "Yes" : "");
  put("PronType", kPronType[static_cast<size_t>(f.pron_type)]);
  put("Reflex", f.reflexive ? "Yes" : "");
  put("Tense", kTense[static_cast<size_t>(f.tense)]);
  put("VerbForm", kVerbForm[static_cast<size_t>(f.verb_form)]);
  put("Voice", f.passive ? "Pass" : "");
  return out.empty() ? "_" : out;
}

Features ParseFeats(std::string_view feats) {
  Features f;
  while (!feats.empty()) {
    size_t bar = std::min(feats.find('|'), feats.size());
    std::string_view one = feats.substr(0, bar);
    feats.remove_prefix(std::min(bar + 1, feats.size()));
    size_t equals = one.find('=');
    if (equals == std::string_view::npos) continue;
    ReadFeature(one.substr(0, equals), one.substr(equals + 1), f);
  }
  return f;
}

void Verify(const Syntax& s, const Document&) {
  size_t n = s.size();
  DRAGOMAN_CHECK(s.upos.size() == n && s.xpos.size() == n && s.features.size() == n);
  DRAGOMAN_CHECK(s.lemma.size() == n && s.head.size() == n && s.deprel.size() == n);
  DRAGOMAN_CHECK(s.sentence.size() == n && s.child_begin.size() == n + 1);
  DRAGOMAN_CHECK(s.name_scores.empty() || s.name_scores.size() == n * kNameScores);
  for (size_t w = 0; w < n; ++w) {
    DRAGOMAN_CHECK(s.xpos[w] < XposNames().size());
    DRAGOMAN_CHECK(s.lemma[w] < s.lemmas.size() && !s.lemma_of(WordId(w)).empty());
  }
  for (size_t i = 0; i < s.base.sentences.size(); ++i) {
    const Sentence& sentence = s.base.sentences[i];
    VerifySentence(s, sentence);
    for (size_t w = sentence.first.index(); w < sentence.end.index(); ++w) {
      DRAGOMAN_CHECK(s.sentence[w] == SentenceId(i));
    }
  }
}

std::string Dump(const Syntax& s, const Document& document) {
  std::string out;
  for (const Sentence& sentence : s.base.sentences) {
    size_t first = sentence.first.index();
    for (size_t w = first; w < sentence.end.index(); ++w) {
      size_t head = s.head[w].valid() ? s.head[w].index() - first + 1 : 0;
      out += std::to_string(w - first + 1) + '\t';
      out += Printable(s.base.form(WordId(w), document)) + '\t';
      out += Printable(s.lemma_of(WordId(w))) + '\t';
      out.append(Name(s.upos[w])).append("\t").append(XposNames()[s.xpos[w]]).append("\t");
      out += FeatsString(s.features[w]) + '\t' + std::to_string(head) + '\t';
      out.append(Name(s.deprel[w])).append("\n");
    }
    out += '\n';
  }
  return out;
}

}  // namespace dragoman
