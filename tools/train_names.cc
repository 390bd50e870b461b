// SPDX-License-Identifier: Apache-2.0
// Trains models/names.bin and models/name_head.bin: a conditional random field (Lafferty, McCallum
// and Pereira 2001) over the features of src/entities/name_features.cc and, added to their weights,
// a hidden layer on what the parser's encoder knows of a word in its sentence (its states are
// fixed). A word may have several allowed labels (tools/train_names.py says where): the sum over
// all allowed sequences is made likely. Much dropout of features, and some sentences without
// states, keep either from resting on the other. Copies of some sentences in capitals, title case
// and lower case make it robust to headlines. Two models are trained and made one whose scores are
// their mean, which evens out what chance gave each. Fixed seeds, a thread each: a machine gives
// the same bytes each time.
//
// usage: train_names NAMES.train NAMES.lists names.bin name_head.bin EPOCHS [DEV.train ...]
// Prints F1 on the DEV files, which teach nothing.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "entities/known_codes.h"
#include "entities/names.h"
#include "parse/network.h"
#include "parse/parse.h"
#include "train_parser/gemm.h"
#include "train_parser/model_writer.h"

namespace {

using namespace dragoman;
using namespace dragoman::entities;

using parse::kNameHidden;
using parse::kNameInput;
constexpr float kStateScale = 64;     // bytes of a state -> what the head learns on
constexpr uint32_t kSlots = 600'000;  // * 18 bytes: 11 MB
constexpr size_t kMembers = 2;        // models trained, whose mean is kept
constexpr int kMinCount = 3;          // a rarer feature teaches nothing

struct Example {
  std::vector<std::string> forms;
  std::vector<ParsedWord> tags;
  std::vector<uint16_t> allowed;
  int weight = 1;
  std::vector<uint32_t> rows;   // kFeaturesPerWord a word; 0: dropped
  std::vector<uint8_t> states;  // kNameInput a word
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
  auto file = parse::ModelFile::Open(parse::ParseModel::EmbeddedBytes());
  parse::Network network;
  if (!file || !network.Load(*file)) std::exit(1);
  parse::Runner runner(network);
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
      std::vector<std::string_view> forms(sentences[i].forms.begin(), sentences[i].forms.end());
      runner.Run(forms, {0, forms.size()});
      sentences[i].states = runner.states();
      const Sentence& s = syntax.base.sentences[i - from];
      TagsOf(syntax, static_cast<uint32_t>(s.first.index()), static_cast<uint32_t>(s.end.index()),
             sentences[i].tags);
    }
  }
}

// The lists of words as the model keeps them. A line of LISTS: form TAB code, 1 to 255.
struct Lists {
  std::vector<uint32_t> keys;
  std::vector<uint8_t> codes;
  WordLists view() const { return {keys, codes}; }
};

Lists ReadLists(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::pair<uint64_t, uint8_t>> rows;
  for (std::string line; std::getline(in, line);) {
    size_t tab = line.find('\t');
    if (line.starts_with("#") || tab == std::string::npos) continue;
    std::string lower;
    AppendLower(line.substr(0, tab), lower);
    rows.emplace_back(WordLists::HashOf(lower),
                      static_cast<uint8_t>(std::stoi(line.substr(tab + 1))));
  }
  size_t slots = 8;
  while (slots < rows.size() * 2) slots *= 2;
  Lists lists{std::vector<uint32_t>(slots), std::vector<uint8_t>(slots)};
  for (auto [hash, code] : rows) {
    size_t i = hash & (slots - 1);
    while (lists.codes[i] != 0) i = (i + 1) & (slots - 1);
    lists.keys[i] = WordLists::KeyOf(hash);
    lists.codes[i] = code;
  }
  return lists;
}

void IndexFeatures(std::vector<Example>& sentences, const KnowledgeBase& knowledge,
                   const WordLists& lists, std::vector<uint64_t>& feature_of_row) {
  std::unordered_map<uint64_t, int> counts;
  FeatureExtractor extractor;
  std::vector<NameMatch> matches;
  std::vector<uint8_t> codes;
  auto features = [&](const Example& s) -> const std::vector<uint64_t>& {
    std::vector<std::string_view> forms(s.forms.begin(), s.forms.end());
    knowledge.FindNames(forms, matches);
    codes.assign(forms.size(), 0);
    CodesOfMatches(knowledge, matches, 0, matches.size(), 0, codes);
    extractor.Describe(forms, codes, s.tags, lists);
    return extractor.All();
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

// Weights of sparse features with their sums of squared gradients (AdaGrad, Duchi et al. 2011).
struct Weights {
  std::vector<float> w, squares;  // kLanes a row
  float transitions[kLanes * kLanes] = {}, transition_squares[kLanes * kLanes] = {};
};

void Step(float& w, float& squares, float gradient, float rate) {
  squares += gradient * gradient;
  w -= rate * gradient / std::sqrt(squares + 1e-6f);
}

// Probabilities of labels by words, and of pairs of labels summed over the sentence, under the
// masks. Inside labels follow only their own type.
class Chain {
 public:
  explicit Chain(const float* transitions) {
    for (size_t f = 0; f < kLabels; ++f) {
      for (size_t t = 0; t < kLabels; ++t) {
        bool inside = t > 0 && t % 2 == 0;
        bool open = !inside || f == t || f + 1 == t;
        exp_[f][t] = open ? std::exp(transitions[f * kLanes + t]) : 0.f;
      }
    }
  }
  // scores: kLanes a word. Adds sign * probability to `unary` and `pairs`; log of the sum.
  double Add(std::span<const float> scores, const std::vector<uint16_t>* allowed, float sign,
             float* unary, double* pairs) {
    const size_t n = scores.size() / kLanes;
    psi_.assign(n * kLanes, 0.f);
    alpha_.assign(n * kLanes, 0.f);
    beta_.assign(n * kLanes, 0.f);
    double log_sum = 0;
    for (size_t i = 0; i < n; ++i) {
      const float* s = &scores[i * kLanes];
      uint16_t mask = allowed == nullptr ? 0xffff : (*allowed)[i];
      float top = -1e30f;
      for (size_t l = 0; l < kLabels; ++l) {
        if (mask >> l & 1) top = std::max(top, s[l]);
      }
      for (size_t l = 0; l < kLabels; ++l) {
        if (mask >> l & 1) psi_[i * kLanes + l] = std::exp(s[l] - top);
      }
      log_sum += static_cast<double>(top);
      float total = 0;
      float* a = &alpha_[i * kLanes];
      if (i == 0) {
        for (size_t t = 0; t < kLabels; ++t) a[t] = exp_[0][t] * psi_[t];
      } else {
        const float* before = a - kLanes;
        for (size_t f = 0; f < kLabels; ++f) {
          if (before[f] == 0) continue;
          for (size_t t = 0; t < kLabels; ++t) a[t] += before[f] * exp_[f][t];
        }
        for (size_t t = 0; t < kLabels; ++t) a[t] *= psi_[i * kLanes + t];
      }
      for (size_t t = 0; t < kLabels; ++t) total += a[t];
      if (!(total > 0)) return -1e30;
      for (size_t t = 0; t < kLabels; ++t) a[t] /= total;
      log_sum += std::log(static_cast<double>(total));
    }
    for (size_t l = 0; l < kLabels; ++l) beta_[(n - 1) * kLanes + l] = 1;
    for (size_t i = n; i-- > 0;) {
      float* b = &beta_[i * kLanes];
      const float* a = &alpha_[i * kLanes];
      float total = 0;
      for (size_t l = 0; l < kLabels; ++l) total += a[l] * b[l];
      if (!(total > 0)) return -1e30;
      for (size_t l = 0; l < kLabels; ++l) {
        b[l] /= total;
        unary[i * kLanes + l] += sign * a[l] * b[l];
      }
      if (i == 0) break;
      const float* before = a - kLanes;
      float to[kLanes], sum = 0;
      for (size_t t = 0; t < kLabels; ++t) to[t] = psi_[i * kLanes + t] * b[t];
      float pair[kLabels][kLabels];
      for (size_t f = 0; f < kLabels; ++f) {
        float back = 0;
        for (size_t t = 0; t < kLabels; ++t) {
          float x = exp_[f][t] * to[t];
          back += x;
          pair[f][t] = before[f] * x;
          sum += pair[f][t];
        }
        beta_[(i - 1) * kLanes + f] = back;
      }
      if (!(sum > 0)) return -1e30;
      for (size_t f = 0; f < kLabels; ++f) {
        for (size_t t = 0; t < kLabels; ++t) {
          pairs[f * kLanes + t] += static_cast<double>(sign * pair[f][t] / sum);
        }
      }
    }
    for (size_t t = 0; t < kLabels; ++t) {
      pairs[t] += static_cast<double>(sign * alpha_[t] * beta_[t]);
    }
    return log_sum;
  }

 private:
  float exp_[kLabels][kLabels];
  std::vector<float> psi_, alpha_, beta_;
};

float Uniform(uint64_t& state) { return static_cast<float>(Random(state) >> 40) / 16777216.f; }

// The head on the parser's states, and Adam (Kingma and Ba 2015) for it.
struct Head {
  std::vector<float> w1, b1, w2, b2;
  struct Moments {
    std::vector<float> m, v, g;
  } of[4];
  double power1 = 1, power2 = 1;
  size_t hidden;
  Head(size_t width, uint64_t seed) : hidden(width) {
    auto init = [&](std::vector<float>& w, size_t n, float scale) {
      w.resize(n);
      for (float& x : w) x = (Uniform(seed) * 2 - 1) * scale;
    };
    const auto wide = static_cast<float>(hidden);
    init(w1, kNameInput * hidden, std::sqrt(6.f / (kNameInput + wide)));
    init(b1, hidden, 0);
    init(w2, hidden * kLanes, std::sqrt(6.f / (wide + kLanes)));
    init(b2, kLanes, 0);
    for (size_t k = 0; k < 4; ++k) {
      size_t n = weights(k).size();
      of[k] = {std::vector<float>(n), std::vector<float>(n), std::vector<float>(n)};
    }
  }
  std::vector<float>& weights(size_t k) { return k == 0 ? w1 : k == 1 ? b1 : k == 2 ? w2 : b2; }
  void Adam(float rate) {
    power1 *= 0.9;
    power2 *= 0.98;
    auto one = static_cast<float>(std::sqrt(1 - power2) / (1 - power1)) * rate;
    for (size_t k = 0; k < 4; ++k) {
      std::vector<float>& w = weights(k);
      Moments& o = of[k];
      for (size_t i = 0; i < w.size(); ++i) {
        float g = o.g[i];
        o.m[i] = 0.9f * o.m[i] + 0.1f * g;
        o.v[i] = 0.98f * o.v[i] + 0.02f * g * g;
        w[i] -= one * o.m[i] / (std::sqrt(o.v[i]) + 1e-8f) + rate * 1e-3f * w[i] * (k % 2 == 0);
        o.g[i] = 0;
      }
    }
  }
};

// Scores of a batch, and what its gradient needs.
class Batch {
 public:
  Batch(Weights& m, Head& head) : m_(m), head_(head) {}

  void Score(const std::vector<const Example*>& batch, uint64_t* random) {
    batch_ = batch;
    n_ = 0;
    for (const Example* s : batch) n_ += s->forms.size();
    x_.resize(n_ * kNameInput);
    scores_.assign(n_ * kLanes, 0.f);
    dropped_.clear();
    size_t at = 0;
    float mask[kNameInput];
    for (const Example* s : batch) {
      bool blind = random != nullptr && Uniform(*random) < kBlind;
      dropped_.push_back(blind);
      for (float& k : mask) {
        k = random == nullptr ? 1.f : Uniform(*random) < kDropout ? 0.f : 1 / (1 - kDropout);
      }
      for (size_t i = 0; i < s->forms.size(); ++i, ++at) {
        const uint8_t* q = &s->states[i * kNameInput];
        float* x = &x_[at * kNameInput];
        for (size_t j = 0; j < kNameInput; ++j) {
          x[j] = blind
                     ? 0.f
                     : (static_cast<float>(q[j]) - parse::kActivationZero) / kStateScale * mask[j];
        }
      }
    }
    h_.resize(n_ * head_.hidden);
    train::Gemm(x_.data(), head_.w1.data(), h_.data(), n_, kNameInput, head_.hidden, false);
    h_mask_.assign(n_ * head_.hidden, 1.f);
    for (size_t t = 0; t < n_; ++t) {
      for (size_t j = 0; j < head_.hidden; ++j) {
        float& h = h_[t * head_.hidden + j];
        h = std::max(0.f, h + head_.b1[j]);
        if (random != nullptr) {
          float& k = h_mask_[t * head_.hidden + j];
          k = Uniform(*random) < kDropout ? 0.f : 1 / (1 - kDropout);
          h *= k;
        } else {
          most_hidden_ = std::max(most_hidden_, h);
        }
      }
    }
    train::Gemm(h_.data(), head_.w2.data(), scores_.data(), n_, head_.hidden, kLanes, false);
    at = 0;
    skip_.assign(n_ * kFeaturesPerWord, false);
    for (size_t k = 0; k < batch.size(); ++k) {
      const Example& s = *batch[k];
      for (size_t i = 0; i < s.forms.size(); ++i, ++at) {
        float* to = &scores_[at * kLanes];
        for (size_t l = 0; l < kLanes; ++l) to[l] = dropped_[k] ? 0.f : to[l] + head_.b2[l];
        for (size_t f = 0; f < kFeaturesPerWord; ++f) {
          size_t row = s.rows[i * kFeaturesPerWord + f];
          if (row == 0) continue;
          if (random != nullptr && Uniform(*random) < kFeatureDropout) {
            skip_[at * kFeaturesPerWord + f] = true;
            continue;
          }
          const float* w = &m_.w[row * kLanes];
          for (size_t l = 0; l < kLanes; ++l) to[l] += w[l];
        }
      }
    }
  }

  // Log likelihood of the allowed sequences; gradients go into weights and head.
  double Learn(float rate, float sparse_rate) {
    std::vector<float> d(n_ * kLanes, 0.f);
    std::vector<double> pairs(kLanes * kLanes, 0.0);
    Chain chain(m_.transitions);
    double loss = 0;
    size_t at = 0;
    for (const Example* s : batch_) {
      size_t n = s->forms.size();
      std::span<const float> scores(&scores_[at * kLanes], n * kLanes);
      double all = chain.Add(scores, nullptr, 1, &d[at * kLanes], pairs.data());
      double right = chain.Add(scores, &s->allowed, -1, &d[at * kLanes], pairs.data());
      if (right < -1e29) {
        std::fill_n(&d[at * kLanes], n * kLanes, 0.f);
      } else {
        loss += all - right;
      }
      at += n;
    }
    at = 0;
    std::vector<float> d_head = d;
    for (size_t k = 0; k < batch_.size(); ++k) {
      const Example& s = *batch_[k];
      for (size_t i = 0; i < s.forms.size(); ++i, ++at) {
        const float* g = &d[at * kLanes];
        if (dropped_[k]) std::fill_n(&d_head[at * kLanes], kLanes, 0.f);
        float most = 0;
        for (size_t l = 0; l < kLabels; ++l) most = std::max(most, std::fabs(g[l]));
        if (most < 1e-4f) continue;
        for (size_t f = 0; f < kFeaturesPerWord; ++f) {
          size_t row = s.rows[i * kFeaturesPerWord + f];
          if (row == 0 || skip_[at * kFeaturesPerWord + f]) continue;
          float* w = &m_.w[row * kLanes];
          float* q = &m_.squares[row * kLanes];
          for (size_t l = 0; l < kLanes; ++l) Step(w[l], q[l], g[l], sparse_rate);
        }
      }
    }
    for (size_t i = 0; i < kLanes * kLanes; ++i) {
      Step(m_.transitions[i], m_.transition_squares[i], static_cast<float>(pairs[i]), sparse_rate);
    }
    train::GemmTransposedA(h_.data(), d_head.data(), head_.of[2].g.data(), n_, head_.hidden,
                           kLanes);
    std::vector<float> d_h(n_ * head_.hidden);
    train::GemmTransposedB(d_head.data(), head_.w2.data(), d_h.data(), n_, kLanes, head_.hidden,
                           false);
    for (size_t t = 0; t < n_; ++t) {
      for (size_t l = 0; l < kLanes; ++l) head_.of[3].g[l] += d_head[t * kLanes + l];
      for (size_t j = 0; j < head_.hidden; ++j) {
        float& g = d_h[t * head_.hidden + j];
        g = h_[t * head_.hidden + j] > 0 ? g * h_mask_[t * head_.hidden + j] : 0.f;
        head_.of[1].g[j] += g;
      }
    }
    train::GemmTransposedA(x_.data(), d_h.data(), head_.of[0].g.data(), n_, kNameInput,
                           head_.hidden);
    for (auto& o : head_.of) {
      for (float& g : o.g) g /= 16;
    }
    head_.Adam(rate);
    return loss;
  }
  std::span<const float> scores() const { return scores_; }
  float most_hidden() const { return most_hidden_; }  // of what was scored without dropout

 private:
  static constexpr float kDropout = 0.25f, kBlind = 0.15f, kFeatureDropout = 0.3f;
  Weights& m_;
  Head& head_;
  std::vector<const Example*> batch_;
  std::vector<bool> dropped_, skip_;
  size_t n_ = 0;
  float most_hidden_ = 0;
  std::vector<float> x_, h_, h_mask_, scores_;
};

// F1 of persons, organisations and places against the words of which only one label is right.
void Evaluate(const std::string& name, const std::vector<Example>& sentences, Weights& m,
              Head& head) {
  Batch batch(m, head);
  size_t hit = 0, gold = 0, found = 0, span_hit = 0;
  for (const Example& s : sentences) {
    batch.Score({&s}, nullptr);
    std::span<const float> transitions(m.transitions, kLanes * kLanes);
    std::vector<uint8_t> got = BestLabels<float>(batch.scores(), transitions, {});
    const size_t n = got.size();
    std::vector<uint8_t> want(n, 0);
    for (size_t i = 0; i < n; ++i) {
      for (size_t l = 1; l < 7; ++l) {
        if (s.allowed[i] == 1u << l) want[i] = static_cast<uint8_t>(l);
      }
    }
    auto end = [&](const std::vector<uint8_t>& y, size_t i) {
      size_t e = i + 1;
      while (e < n && y[e] > 0 && y[e] % 2 == 0) ++e;
      return e;
    };
    for (size_t i = 0; i < n; ++i) {
      bool g = want[i] % 2 == 1, f = got[i] % 2 == 1 && got[i] < 7;
      gold += g;
      found += f;
      hit += g && f && want[i] == got[i] && end(want, i) == end(got, i);
      span_hit += g && f && end(want, i) == end(got, i);
    }
  }
  std::cerr << name << ": F1 "
            << 200.0 * static_cast<double>(hit) / static_cast<double>(gold + found) << " P "
            << 100.0 * static_cast<double>(hit) / static_cast<double>(found) << " R "
            << 100.0 * static_cast<double>(hit) / static_cast<double>(gold) << " spans "
            << 200.0 * static_cast<double>(span_hit) / static_cast<double>(gold + found) << "\n";
}

std::string Pack(const Weights& m, const std::vector<uint64_t>& feature_of_row, const Lists& lists,
                 float& scale) {
  size_t rows = feature_of_row.size();
  std::vector<float> average(rows * kLanes);
  std::vector<std::pair<float, uint32_t>> order;
  for (size_t r = 1; r < rows; ++r) {
    float norm = 0;
    for (size_t l = 0; l < kLabels; ++l) {
      float a = m.w[r * kLanes + l];
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
  scale = 127.f / top;
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
  NameModelHeader header{kNameModelMagic, kSlots, static_cast<uint32_t>(lists.codes.size())};
  put(&header, sizeof header);
  for (size_t i = 0; i < kLanes * kLanes; ++i) {
    auto t = static_cast<int32_t>(std::round(m.transitions[i] * scale));
    put(&t, sizeof t);
  }
  put(lists.keys.data(), lists.keys.size() * sizeof(uint32_t));
  put(lists.codes.data(), lists.codes.size());
  put(marks.data(), marks.size() * sizeof(uint16_t));
  put(weights.data(), weights.size());
  return out;
}

// `scale`: of the packed weights, whose sums the head's scores are added to.
void WriteHead(const Head& head, float scale, float most_hidden, const char* path) {
  auto parser = parse::ModelFile::Open(parse::ParseModel::EmbeddedBytes());
  // The few values near the largest are cut, as in the parser.
  const float hidden_scale = parse::kActivationMost * 1.5f / most_hidden;
  std::vector<float> w2 = head.w2, b2 = head.b2;
  for (float& x : w2) x *= scale;
  for (float& x : b2) x *= scale;
  train::ModelWriter to;
  train::AddDense(to, static_cast<uint32_t>(parse::SectionId::kNameHidden), head.w1.data(), head.b1,
                  kNameInput, kNameHidden, kStateScale);
  train::AddDense(to, static_cast<uint32_t>(parse::SectionId::kNameOut), w2.data(), b2, kNameHidden,
                  kLanes, hidden_scale);
  to.Add(parse::SectionId::kNameScale, std::vector<float>{hidden_scale});
  to.Add(parse::SectionId::kNameParser, std::vector<uint64_t>{parser->checksum()});
  to.Write(path);
}

// A model trained on its own; the members differ by what was drawn for them.
struct Member {
  Weights weights;
  Head head;
  uint64_t state;
  Member(size_t rows, uint64_t number)
      : head(kNameHidden / kMembers, 7 + number), state(42 + number) {
    weights.w.assign(rows * kLanes, 0.f);
    weights.squares = weights.w;
  }
};

void Train(Member& member, const std::vector<Example>& sentences, int epochs) {
  std::vector<uint32_t> order;
  for (size_t i = 0; i < sentences.size(); ++i) {
    order.insert(order.end(), static_cast<size_t>(sentences[i].weight), static_cast<uint32_t>(i));
  }
  uint64_t& state = member.state;
  Batch batch(member.weights, member.head);
  size_t done = 0;
  for (int e = 0; e < epochs; ++e) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[Random(state) % i]);
    double loss = 0;
    for (size_t i = 0; i < order.size();) {
      std::vector<const Example*> now;
      size_t words = 0;
      while (i < order.size() && words < 300) {
        now.push_back(&sentences[order[i]]);
        words += sentences[order[i++]].forms.size();
      }
      float left = 1.f - static_cast<float>(done + i) /
                             static_cast<float>(order.size() * static_cast<size_t>(epochs));
      batch.Score(now, &state);
      loss += batch.Learn(2e-3f * (0.02f + left), 0.02f * (0.02f + left));
    }
    done += order.size();
    std::cerr << "epoch " + std::to_string(e + 1) + ": loss " +
                     std::to_string(loss / static_cast<double>(order.size())) + "\n";
  }
}

// One model that scores as the mean of the members: sparse weights are averaged, hidden layers
// stand side by side.
Member Mean(const std::vector<Member>& members) {
  Member whole = members[0];
  const size_t part = members[0].head.hidden;
  const float share = 1.f / static_cast<float>(members.size());
  auto mean = [&](auto of) {
    auto& to = of(whole);
    std::fill(std::begin(to), std::end(to), 0.f);
    for (const Member& m : members) {
      const auto& from = of(m);
      for (size_t i = 0; i < std::size(to); ++i) to[i] += share * from[i];
    }
  };
  mean([](auto& m) -> auto& { return m.weights.w; });
  mean([](auto& m) -> auto& { return m.weights.transitions; });
  mean([](auto& m) -> auto& { return m.head.b2; });
  Head& head = whole.head;
  head.hidden = part * members.size();
  head.w1.assign(kNameInput * head.hidden, 0.f);
  head.b1.clear();
  head.w2.clear();
  for (size_t k = 0; k < members.size(); ++k) {
    const Head& from = members[k].head;
    for (size_t i = 0; i < kNameInput; ++i) {
      std::copy_n(&from.w1[i * part], part, &head.w1[i * head.hidden + k * part]);
    }
    head.b1.insert(head.b1.end(), from.b1.begin(), from.b1.end());
    for (float w : from.w2) head.w2.push_back(share * w);
  }
  return whole;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::cerr
        << "usage: train_names NAMES.train NAMES.lists names.bin name_head.bin EPOCHS [DEV...]\n";
    return 2;
  }
  int epochs = std::atoi(argv[5]);
  std::vector<Example> sentences = ReadExamples(argv[1]);
  const Lists lists = ReadLists(argv[2]);
  AddCaseVariants(sentences);
  const size_t learnt = sentences.size();
  std::vector<std::pair<size_t, size_t>> devs;
  for (int k = 6; k < argc; ++k) {
    size_t from = sentences.size();
    for (Example& s : ReadExamples(argv[k])) sentences.push_back(std::move(s));
    devs.emplace_back(from, sentences.size());
  }
  Parse(sentences);
  KnowledgeBase knowledge(lexicon::Lexicon::Embedded());
  std::vector<uint64_t> feature_of_row;
  IndexFeatures(sentences, knowledge, lists.view(), feature_of_row);
  std::vector<std::vector<Example>> dev;
  for (auto [b, e] : devs)
    dev.emplace_back(sentences.begin() + static_cast<long>(b),
                     sentences.begin() + static_cast<long>(e));
  sentences.resize(learnt);
  std::cerr << sentences.size() << " sentences, " << feature_of_row.size() << " features\n";

  std::vector<Member> members;
  for (uint64_t k = 0; k < kMembers; ++k) members.emplace_back(feature_of_row.size(), k);
  std::vector<std::thread> threads;
  for (Member& member : members) {
    threads.emplace_back([&] { Train(member, sentences, epochs); });
  }
  for (std::thread& t : threads) t.join();
  Member whole = Mean(members);
  for (size_t k = 0; k < dev.size(); ++k) Evaluate(argv[6 + k], dev[k], whole.weights, whole.head);
  Batch batch(whole.weights, whole.head);
  for (size_t i = 0; i < sentences.size(); i += 50) batch.Score({&sentences[i]}, nullptr);
  float scale = 1;
  std::string packed = Pack(whole.weights, feature_of_row, lists, scale);
  std::ofstream(argv[3], std::ios::binary) << packed;
  WriteHead(whole.head, scale, batch.most_hidden(), argv[4]);
}
