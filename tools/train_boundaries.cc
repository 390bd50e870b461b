// SPDX-License-Identifier: Apache-2.0
// train_boundaries OUT.tsv TRAIN.conllu... : learns data/en/segment/boundary_weights.tsv by
// logistic regression (stochastic gradient, L2, fixed order), one example per place where a
// sentence may end. The features are those of segment/boundary.cc, so nothing is written twice.
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "formats/conllu.h"
#include "segment/boundary.h"
#include "segment/chars.h"
#include "segment/tokenize.h"

namespace {

using namespace dragoman;
using namespace dragoman::segment;

struct Example {
  std::vector<uint32_t> features;
  bool end = false;
};

class TextSink : public FeatureSink {
 public:
  void Add(const Feature& f) override {
    std::string text = std::string(f.name) + "=" + std::string(f.a);
    if (!f.b.empty()) text += "|" + std::string(f.b);
    if (text.find_first_of("\t\n\r") == std::string::npos) texts.push_back(text);
  }
  std::vector<std::string> texts;
};

class Trainer {
 public:
  explicit Trainer(const SegmentRules::Data& data) : data_(data) {}

  void Add(const formats::ConlluDocument& d) {
    std::set<uint32_t> ends;
    for (const Sentence& s : d.syntax.base.sentences) ends.insert(s.span.end);
    for (Span paragraph : d.document.paragraphs) {
      std::vector<Word> words;
      Tokenize(d.document.text, paragraph, data_, 1'000'000, words);
      AddParagraph(d.document.text, words, ends);
    }
  }

  void Train(int epochs, double l2) {
    weights_.assign(names_.size(), 0);
    std::mt19937 random(20240601);
    std::vector<uint32_t> order(examples_.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      double rate = 0.15 / (1 + epoch);
      for (uint32_t i : order) Step(examples_[i], rate, l2);
    }
  }

  void Write(std::ostream& out) const {
    out << "# Weights of the sentence boundary classifier: src/segment/boundary.h says what the "
           "features are.\n# Made by tools/train_boundaries.cc from UD English EWT train and GUM "
           "train (data/SOURCES.md).\nfeature:text!\tweight:real\n";
    std::map<std::string, double> rows;
    for (const auto& [name, id] : names_)
      if (counts_[id] >= 2 && std::fabs(weights_[id]) >= 0.05) rows[name] = weights_[id];
    char buffer[32];
    for (const auto& [name, weight] : rows) {
      std::snprintf(buffer, sizeof buffer, "%.2f", weight);
      out << name << '\t' << buffer << '\n';
    }
  }

  size_t size() const { return examples_.size(); }
  double Accuracy() const {
    size_t right = 0;
    for (const Example& e : examples_) right += (Score(e) > 0) == e.end;
    return static_cast<double>(right) / static_cast<double>(examples_.size());
  }

 private:
  void AddParagraph(const std::string& text, const std::vector<Word>& words,
                    const std::set<uint32_t>& ends) {
    BoundaryContext context{text, words, words.size(), 0, 0, false};
    for (size_t k = 0; k < words.size(); ++k) {
      Candidate c;
      bool candidate = FindCandidate(context, k, c);
      if (candidate) {
        TextSink sink;
        BoundaryFeatures(context, c, data_, sink);
        Example e;
        for (const std::string& t : sink.texts) e.features.push_back(Id(t));
        e.end = ends.count(words[c.close].span.end) > 0;
        examples_.push_back(e);
      }
      char32_t first = FirstChar(context.form(k));
      if (first == '(') ++context.brackets;
      if (first == ')' && context.brackets > 0) --context.brackets;
      if (first == '"') context.quote = !context.quote;
      if (first == 0x201C) context.quote = true;
      if (first == 0x201D) context.quote = false;
      if (ends.count(words[k].span.end) > 0) {
        context.sentence_first = k + 1;
        context.brackets = 0;
        context.quote = false;
      }
    }
  }

  uint32_t Id(const std::string& name) {
    auto [it, made] = names_.emplace(name, static_cast<uint32_t>(names_.size()));
    if (made) counts_.push_back(0);
    ++counts_[it->second];
    return it->second;
  }

  double Score(const Example& e) const {
    double sum = 0;
    for (uint32_t f : e.features) sum += counts_[f] >= 2 ? weights_[f] : 0;
    return sum;
  }

  void Step(const Example& e, double rate, double l2) {
    double error = (e.end ? 1 : 0) - 1 / (1 + std::exp(-Score(e)));
    for (uint32_t f : e.features) weights_[f] += rate * (error - l2 * weights_[f]);
  }

  const SegmentRules::Data& data_;
  std::map<std::string, uint32_t> names_;
  std::vector<uint32_t> counts_;
  std::vector<double> weights_;
  std::vector<Example> examples_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: train_boundaries OUT.tsv TRAIN.conllu...\n";
    return 2;
  }
  SegmentRules rules(lexicon::Lexicon::Embedded());
  Trainer trainer(rules.data());
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    auto documents = formats::ReadConllu(text, argv[i]);
    if (!documents) {
      std::cerr << documents.error().message << "\n";
      return 1;
    }
    for (const auto& d : *documents) trainer.Add(d);
  }
  trainer.Train(30, 1e-4);
  std::ofstream out(argv[1]);
  trainer.Write(out);
  std::cerr << trainer.size() << " places, " << 100 * trainer.Accuracy()
            << " % right in training\n";
  return out ? 0 : 1;
}
