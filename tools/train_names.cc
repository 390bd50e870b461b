// SPDX-License-Identifier: Apache-2.0
// Trains models/names.bin: structured averaged perceptron (Collins 2002) over the features of
// src/entities/name_features.cc. A word may have several allowed labels (tools/train_names.py says
// where); then the best allowed sequence of the present weights is the one to learn (latent
// perceptron). Copies of some sentences in capitals, title case and lower case make it robust to
// headlines. Fixed seed, one thread, same bytes every time.
//
// usage: train_names NAMES.train models/names.bin [EPOCHS]
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "entities/known_codes.h"
#include "entities/names.h"
#include "parse/parse.h"

namespace {

using namespace dragoman;
using namespace dragoman::entities;

constexpr uint32_t kSlots = 400'000;  // * 18 bytes: 7 MB
constexpr int kMinCount = 3;          // a rarer feature teaches nothing

struct Example {
  std::vector<std::string> forms;
  std::vector<ParsedWord> tags;
  std::vector<uint16_t> allowed;
  int weight = 1;
  std::vector<uint32_t> rows;  // kFeaturesPerWord a word; 0: dropped
};

// 64-bit mix, so that which sentence is varied how does not depend on a library's generator.
uint64_t Random(uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

uint16_t MaskOf(const std::string& labels) {
  static const std::vector<std::string> names = {"O",     "B-PER",  "I-PER", "B-ORG", "I-ORG",
                                                 "B-LOC", "I-LOC",  "B-DEM", "I-DEM", "B-EVE",
                                                 "I-EVE", "B-MISC", "I-MISC"};
  static_assert(kLabels == 13);
  uint16_t mask = 0;
  for (size_t b = 0; b <= labels.size();) {
    size_t e = std::min(labels.find('|', b), labels.size());
    auto it = std::find(names.begin(), names.end(), labels.substr(b, e - b));
    if (it == names.end()) {
      std::cerr << "unknown label " << labels << "\n";
      std::exit(1);
    }
    mask = static_cast<uint16_t>(mask | 1u << (it - names.begin()));
    b = e + 1;
  }
  return mask;
}

std::vector<Example> ReadExamples(const std::string& path) {
  std::ifstream in(path);
  std::vector<Example> out;
  Example s;
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("# weight ")) {
      s.weight = std::stoi(line.substr(9));
    } else if (line.empty()) {
      if (!s.forms.empty()) out.push_back(std::move(s));
      s = {};
    } else {
      size_t tab = line.find('\t');
      s.forms.push_back(line.substr(0, tab));
      s.allowed.push_back(MaskOf(line.substr(tab + 1)));
    }
  }
  return out;
}

std::string Upper(const std::string& w, bool first_only) {
  std::string out = w;
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (first_only) break;
  }
  return out;
}

// Copies as a headline would print them.
void AddCaseVariants(std::vector<Example>& sentences) {
  uint64_t state = 17;
  size_t n = sentences.size();
  for (size_t i = 0; i < n; ++i) {
    uint64_t dice = Random(state) % 100;
    if (sentences[i].forms.size() < 4 || dice >= 24) continue;
    Example s = sentences[i];
    for (std::string& w : s.forms) {
      if (dice < 8) {
        w = Upper(w, false);
      } else if (dice < 20) {
        if (w.size() > 3) w = Upper(w, true);
      } else {
        std::string lower;
        AppendLower(w, lower);
        w = lower;
      }
    }
    sentences.push_back(std::move(s));
  }
}

// Trees of our own parser, as the tagger will see them.
void Parse(std::vector<Example>& sentences) {
  auto model = parse::ParseModel::Load();
  if (!model) {
    std::cerr << model.error().message << "\n";
    std::exit(1);
  }
  constexpr size_t kBatch = 500;
  for (size_t from = 0; from < sentences.size(); from += kBatch) {
    const size_t to = std::min(from + kBatch, sentences.size());
    Document document;
    Sentences cut;
    for (size_t i = from; i < to; ++i) {
      const WordId first(cut.words.size());
      const auto begin = static_cast<uint32_t>(document.text.size());
      for (const std::string& f : sentences[i].forms) {
        Word w;
        w.span.begin = static_cast<uint32_t>(document.text.size());
        document.text += f;
        w.span.end = static_cast<uint32_t>(document.text.size());
        w.space_after = true;
        document.text += ' ';
        cut.words.push_back(w);
      }
      Sentence s;
      s.first = first;
      s.end = WordId(cut.words.size());
      s.span = {begin, static_cast<uint32_t>(document.text.size() - 1)};
      cut.sentences.push_back(s);
    }
    document.paragraphs.push_back({0, static_cast<uint32_t>(document.text.size())});
    Syntax syntax = parse::ParseSentences(document, std::move(cut), *model);
    for (size_t i = from; i < to; ++i) {
      const Sentence& s = syntax.base.sentences[i - from];
      TagsOf(syntax, static_cast<uint32_t>(s.first.index()), static_cast<uint32_t>(s.end.index()),
             sentences[i].tags);
    }
  }
}

struct Weights {
  std::vector<float> w, sum;  // kLanes a row; averaged = w - sum / steps
  float transitions[kLanes * kLanes] = {}, transition_sum[kLanes * kLanes] = {};
};

void IndexFeatures(std::vector<Example>& sentences, const KnowledgeBase& knowledge,
                   std::vector<uint64_t>& feature_of_row) {
  std::unordered_map<uint64_t, int> counts;
  FeatureExtractor extractor;
  std::vector<NameMatch> matches;
  std::vector<uint8_t> codes;
  auto features = [&](const Example& s) -> const std::vector<uint64_t>& {
    std::vector<std::string_view> forms(s.forms.begin(), s.forms.end());
    knowledge.FindNames(forms, matches);
    codes.assign(forms.size(), 0);
    CodesOfMatches(knowledge, matches, 0, matches.size(), 0, codes);
    return extractor.Extract(forms, codes, s.tags);
  };
  for (const Example& s : sentences) {
    for (uint64_t f : features(s)) ++counts[f];
  }
  std::unordered_map<uint64_t, uint32_t> rows;
  feature_of_row = {0};  // row 0: dropped features
  for (Example& s : sentences) {
    for (uint64_t f : features(s)) {
      uint32_t row = 0;
      if (counts[f] >= kMinCount) {
        auto [it, fresh] = rows.emplace(f, static_cast<uint32_t>(feature_of_row.size()));
        if (fresh) feature_of_row.push_back(f);
        row = it->second;
      }
      s.rows.push_back(row);
    }
  }
}

// One step; whether the present weights already gave an allowed sequence.
bool Learn(const Example& s, Weights& m, float step) {
  const size_t n = s.forms.size();
  std::vector<float> scores(n * kLanes, 0.f);
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < kFeaturesPerWord; ++k) {
      const float* w = &m.w[size_t{s.rows[i * kFeaturesPerWord + k]} * kLanes];
      for (size_t l = 0; l < kLanes; ++l) scores[i * kLanes + l] += w[l];
    }
  }
  // A margin: labels that are not allowed get a little more, so that the right one must win
  // clearly.
  constexpr float kMargin = 1.5f;
  for (size_t i = 0; i < n; ++i) {
    for (size_t l = 0; l < kLabels; ++l) {
      if (!(s.allowed[i] >> l & 1)) scores[i * kLanes + l] += kMargin;
    }
  }
  std::span<const float> transitions(m.transitions, kLanes * kLanes);
  std::vector<uint8_t> got = BestLabels<float>(scores, transitions, {});
  bool right = true;
  for (size_t i = 0; i < n && right; ++i) right = s.allowed[i] >> got[i] & 1;
  if (right) return true;
  std::vector<uint8_t> want = BestLabels<float>(scores, transitions, s.allowed);
  auto update = [&](float& w, float& sum, float by) {
    w += by;
    sum += by * step;
  };
  for (size_t i = 0; i < n; ++i) {
    uint8_t wp = i ? want[i - 1] : 0, gp = i ? got[i - 1] : 0;
    if (want[i] != got[i] || wp != gp) {
      size_t a = wp * kLanes + want[i], b = gp * kLanes + got[i];
      update(m.transitions[a], m.transition_sum[a], 1);
      update(m.transitions[b], m.transition_sum[b], -1);
    }
    if (want[i] == got[i]) continue;
    for (size_t k = 0; k < kFeaturesPerWord; ++k) {
      size_t row = s.rows[i * kFeaturesPerWord + k];
      if (row == 0) continue;
      update(m.w[row * kLanes + want[i]], m.sum[row * kLanes + want[i]], 1);
      update(m.w[row * kLanes + got[i]], m.sum[row * kLanes + got[i]], -1);
    }
  }
  return false;
}

std::string Pack(const Weights& m, const std::vector<uint64_t>& feature_of_row, float steps) {
  size_t rows = feature_of_row.size();
  std::vector<float> average(rows * kLanes);
  std::vector<std::pair<float, uint32_t>> order;
  for (size_t r = 1; r < rows; ++r) {
    float norm = 0;
    for (size_t l = 0; l < kLabels; ++l) {
      float a = m.w[r * kLanes + l] - m.sum[r * kLanes + l] / steps;
      average[r * kLanes + l] = a;
      norm = std::max(norm, std::fabs(a));
    }
    if (norm > 0.02f) order.emplace_back(norm, static_cast<uint32_t>(r));
  }
  std::sort(order.begin(), order.end(), [](auto& a, auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<uint16_t> marks(kSlots, 0);
  std::vector<int8_t> weights(size_t{kSlots} * kLanes, 0);
  // The few largest weights are cut so that the others keep their grain.
  float top = order[std::min<size_t>(order.size() - 1, 200)].first;
  float scale = 127.f / top;
  size_t kept = 0;
  for (auto [norm, r] : order) {
    FeatureSlots s = SlotsOf(feature_of_row[r], kSlots);
    uint32_t slot = marks[s.first] == 0 ? s.first : s.second;
    if (marks[slot] != 0) continue;
    marks[slot] = s.mark;
    ++kept;
    for (size_t l = 0; l < kLabels; ++l) {
      float q = std::round(average[r * kLanes + l] * scale);
      weights[slot * kLanes + l] = static_cast<int8_t>(std::clamp(q, -127.f, 127.f));
    }
  }
  std::cerr << rows << " features, " << order.size() << " with weight, " << kept << " kept, scale "
            << scale << "\n";
  std::string out;
  auto put = [&](const void* p, size_t n) { out.append(static_cast<const char*>(p), n); };
  NameModelHeader header{kNameModelMagic, kSlots};
  put(&header, sizeof header);
  for (size_t i = 0; i < kLanes * kLanes; ++i) {
    auto t =
        static_cast<int32_t>(std::round((m.transitions[i] - m.transition_sum[i] / steps) * scale));
    put(&t, sizeof t);
  }
  put(marks.data(), marks.size() * sizeof(uint16_t));
  put(weights.data(), weights.size());
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: train_names NAMES.train models/names.bin [EPOCHS]\n";
    return 2;
  }
  int epochs = argc > 3 ? std::atoi(argv[3]) : 8;
  std::vector<Example> sentences = ReadExamples(argv[1]);
  AddCaseVariants(sentences);
  Parse(sentences);
  KnowledgeBase knowledge(lexicon::Lexicon::Embedded());
  std::vector<uint64_t> feature_of_row;
  IndexFeatures(sentences, knowledge, feature_of_row);
  std::cerr << sentences.size() << " sentences, " << feature_of_row.size() << " features\n";

  Weights m;
  m.w.assign(feature_of_row.size() * kLanes, 0.f);
  m.sum = m.w;
  std::vector<uint32_t> order;
  for (size_t i = 0; i < sentences.size(); ++i) {
    order.insert(order.end(), static_cast<size_t>(sentences[i].weight), static_cast<uint32_t>(i));
  }
  uint64_t state = 42;
  double step = 1;
  for (int e = 0; e < epochs; ++e) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[Random(state) % i]);
    size_t wrong = 0;
    for (uint32_t i : order) wrong += !Learn(sentences[i], m, static_cast<float>(step++));
    std::cerr << "epoch " << e + 1 << ": " << wrong << " of " << order.size() << " wrong\n";
  }
  std::string packed = Pack(m, feature_of_row, static_cast<float>(step));
  std::ofstream(argv[2], std::ios::binary) << packed;
}
