// SPDX-License-Identifier: Apache-2.0
// Trains the parser. Usage (models/parser.md has the command that made the weights in use):
//   train_parser --train A,B --dev C,D [--raw LINES] --epochs N [--cloze-epochs N] [--cloze-stop N]
//                [--seed N] [--rate X] [--load F] [--save F] [--out models/parser.bin]
// --cloze-stop N leaves the pre-training, whose rate falls over --cloze-epochs, after N of them.
// --headline-future LEMMA,FORM makes headlines of some sentences: "A minister will visit B" ->
// "Minister to visit B"; passives lose their auxiliary, nouns their articles. One thread, fixed
// seed: the same machine gives the same weights.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <numeric>
#include <unordered_map>

#include "parse/model_file.h"
#include "train_parser/corpus.h"
#include "train_parser/export.h"
#include "train_parser/net.h"
#include "train_parser/optimizer.h"

namespace dragoman::train {
namespace {

constexpr size_t kBatchWords = 900;
constexpr size_t kMostWords = 120;  // longer training sentences are left out
constexpr size_t kNegatives = 1200;

struct Options {
  std::vector<std::string> train, dev;
  std::string raw, load, save, out;
  std::vector<std::string> future;  // the lemma of an auxiliary and what headlines put for it
  int epochs = 0, cloze_epochs = 0, cloze_stop = 1000, raw_least = 12;
  uint32_t seed = 1;
  float rate = 2e-3F;
};

struct Example {
  const Tree* tree;
  Input input;
  Gold gold;
};

double Seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

float Uniform(std::mt19937& random) { return static_cast<float>(random()) / 4294967296.0F; }

std::vector<std::string> Commas(const std::string& s) {
  std::vector<std::string> out;
  for (size_t at = 0; at < s.size();) {
    size_t comma = std::min(s.find(',', at), s.size());
    out.push_back(s.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

class Trainer {
 public:
  explicit Trainer(const Options& options) : o_(options), random_(options.seed) {}
  void Run();

 private:
  void ReadData();
  void MakeVocabulary();
  Input InputOf(const std::vector<std::string>& forms) const;
  Example Augmented(const Example& e);
  bool Shorten(Example& e, std::vector<std::string>& forms, std::vector<bool>& drop);
  void Cloze();
  void Fit();
  void Evaluate(const std::string& path, const std::vector<Tree>& trees);
  std::vector<float> Ranges();
  void Load();
  void Save();

  Options o_;
  std::mt19937 random_;
  std::vector<Tree> train_;
  std::vector<std::vector<Tree>> dev_;
  std::vector<std::vector<std::string>> raw_;
  TagSet tags_;
  int future_tag_ = -1;               // the class of the word headlines put for an auxiliary
  std::vector<uint64_t> vocabulary_;  // [0] is the unknown word
  std::vector<double> count_;         // in train and raw
  std::vector<double> train_count_;
  std::unordered_map<uint64_t, uint32_t> word_id_;
  std::unique_ptr<Net> net_;
};

void Trainer::ReadData() {
  for (const auto& path : o_.train) {
    for (Tree& t : ReadTreebank(path)) train_.push_back(std::move(t));
  }
  for (const auto& path : o_.dev) dev_.push_back(ReadTreebank(path));
  if (!o_.raw.empty()) raw_ = ReadTokenLines(o_.raw);
  tags_ = MakeTagSet(train_, 3);
  ClassifyTags(tags_, train_);
  for (const Tree& t : train_) {
    for (size_t i = 0; i < t.size() && !o_.future.empty() && future_tag_ < 0; ++i) {
      if (t.form[i] == o_.future[1] && static_cast<Deprel>(t.label[i]) == Deprel::kMark) {
        future_tag_ = t.tag_class[i];
      }
    }
  }
  for (auto& trees : dev_) ClassifyTags(tags_, trees);
}

void Trainer::MakeVocabulary() {
  std::unordered_map<uint64_t, std::pair<double, double>> counts;
  std::string scratch;
  for (const Tree& t : train_) {
    for (const auto& f : t.form) counts[parse::FeaturesOf(f, scratch).word].first += 1;
  }
  for (const auto& line : raw_) {
    for (const auto& f : line) counts[parse::FeaturesOf(f, scratch).word].second += 1;
  }
  std::vector<std::pair<double, uint64_t>> kept;
  for (const auto& [key, c] : counts) {
    if (c.first >= 2 || c.second >= o_.raw_least) kept.push_back({c.first + c.second, key});
  }
  std::sort(kept.begin(), kept.end(), std::greater<>());
  vocabulary_ = {0};
  count_ = train_count_ = {0};
  for (const auto& [count, key] : kept) {
    word_id_[key] = static_cast<uint32_t>(vocabulary_.size());
    vocabulary_.push_back(key);
    count_.push_back(count);
    train_count_.push_back(counts[key].first);
  }
}

Input Trainer::InputOf(const std::vector<std::string>& forms) const {
  Input input;
  std::string scratch;
  for (const auto& form : forms) {
    parse::FormFeatures f = parse::FeaturesOf(form, scratch);
    auto it = word_id_.find(f.word);
    input.word.push_back(it == word_id_.end() ? 0 : it->second);
    input.affix.push_back(f.affix);
  }
  return input;
}

std::string Cased(const std::string& form, int how) {
  std::string s = parse::Lowered(form);
  auto upper = [](char& c) { c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  if (how == 1) {
    for (char& c : s) upper(c);
  } else if (how == 2) {
    s = form;
    upper(s[0]);
  }
  return s;
}

// The sentence without the words marked, which are leaves.
Example Without(const Example& e, const std::vector<std::string>& forms,
                const std::vector<bool>& drop, std::vector<std::string>& left) {
  std::vector<int> place(forms.size() + 1, 0);
  int n = 0;
  for (size_t i = 0; i < forms.size(); ++i) place[i + 1] = drop[i] ? 0 : ++n;
  Example out{e.tree, {}, {}};
  left.clear();
  for (size_t i = 0; i < forms.size(); ++i) {
    if (drop[i]) continue;
    left.push_back(forms[i]);
    out.gold.tag.push_back(e.gold.tag[i]);
    out.gold.head.push_back(place[static_cast<size_t>(e.gold.head[i])]);
    out.gold.label.push_back(e.gold.label[i]);
  }
  return out;
}

// Marks what a headline leaves out, and puts the short future; false where there is nothing to do.
bool Trainer::Shorten(Example& e, std::vector<std::string>& forms, std::vector<bool>& drop) {
  const Tree& t = *e.tree;
  size_t root = 0;
  while (e.gold.head[root] != 0) ++root;
  std::vector<int> children(t.size() + 1, 0);
  for (int h : e.gold.head) ++children[static_cast<size_t>(h)];
  bool done = false;
  for (size_t i = 0; i < t.size(); ++i) {
    if (children[i + 1] > 0) continue;
    auto label = static_cast<Deprel>(e.gold.label[i]);
    bool of_root = e.gold.head[i] == static_cast<int>(root) + 1;
    if (label == Deprel::kAuxPass && of_root && t.tag[root].features.passive) {
      drop[i] = done = true;
    } else if (label == Deprel::kAux && of_root && i < root && t.lemma[i] == o_.future[0] &&
               i > 0 && future_tag_ >= 0) {
      forms[i] = o_.future[1];
      e.gold.tag[i] = future_tag_;
      e.gold.label[i] = static_cast<uint8_t>(Deprel::kMark);
      done = true;
    } else if (label == Deprel::kDet && t.tag[i].features.pron_type == PronType::kArt) {
      drop[i] = true;
    } else if (label == Deprel::kPunct && i + 1 == t.size()) {
      drop[i] = true;
    }
  }
  return done;
}

// Headlines stand in Title Case, in capitals or without a stop; messages in lower case.
Example Trainer::Augmented(const Example& e) {
  float x = Uniform(random_);
  int how = x < 0.05F ? 0 : x < 0.10F ? 1 : x < 0.18F ? 2 : -1;
  bool drop_stop = Uniform(random_) < 0.12F;
  bool headline = !o_.future.empty() && Uniform(random_) < 0.25F;
  size_t n = e.tree->size();
  const auto& heads = e.gold.head;
  Example now = e;
  std::vector<std::string> forms = e.tree->form;
  std::vector<bool> drop(n, false);
  if (headline && Shorten(now, forms, drop)) {
    if (how < 0 && Uniform(random_) < 0.5F) how = 2;
  } else {
    drop.assign(n, false);
    drop[n - 1] = drop_stop && n > 3 && forms.back() == "." && heads.back() != 0 &&
                  std::find(heads.begin(), heads.end(), static_cast<int>(n)) == heads.end();
    if (how < 0 && !drop[n - 1]) return e;
  }
  std::vector<std::string> left;
  Example out = Without(now, forms, drop, left);
  for (size_t i = 0; how >= 0 && i < left.size(); ++i) {
    // Small words keep their case in the usual style of titles.
    bool small = how == 2 && i > 0 && left[i].size() <= 3 && Uniform(random_) < 0.7F;
    if (!small) left[i] = Cased(left[i], how);
  }
  out.input = InputOf(left);
  return out;
}

// Batches of about kBatchWords words, as lists of positions in `order`.
template <class Size>
std::vector<std::vector<size_t>> Batches(const std::vector<size_t>& order, Size size) {
  std::vector<std::vector<size_t>> out(1);
  size_t words = 0;
  for (size_t i : order) {
    if (words + size(i) > kBatchWords && !out.back().empty()) {
      out.emplace_back();
      words = 0;
    }
    out.back().push_back(i);
    words += size(i);
  }
  return out;
}

void Shuffle(std::vector<size_t>& order, std::mt19937& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

// Nought where a direction reads the other's half: so a state knows nothing of the word after it.
void ZeroCrossWeights(Net& net) {
  for (size_t l = 1; l < parse::kLayers; ++l) {
    Param& w = net.layer[l].w;
    for (size_t i = 0; i < w.rows; ++i) {
      for (size_t g = 0; g < parse::Gates(l); ++g) {
        float* row =
            &w.w[i * w.columns + g * parse::kState + (i < parse::kHidden ? parse::kHidden : 0)];
        std::fill(row, row + parse::kHidden, 0.0F);
      }
    }
  }
}

// Words drawn by frequency to the 0.75.
class Negatives {
 public:
  explicit Negatives(const std::vector<double>& count)
      : sum_(count.size(), 0), log_expected_(count.size(), 0) {
    for (size_t i = 1; i < sum_.size(); ++i) sum_[i] = sum_[i - 1] + std::pow(count[i], 0.75);
    for (size_t i = 1; i < sum_.size(); ++i) {
      double p = std::pow(count[i], 0.75) / sum_.back();
      log_expected_[i] =
          static_cast<float>(std::log(1 - std::exp(-static_cast<double>(kNegatives) * p)));
    }
  }
  std::vector<uint32_t> Draw(std::mt19937& random) const {
    std::vector<uint32_t> out;
    for (size_t k = 0; k < kNegatives; ++k) {
      double x = static_cast<double>(Uniform(random)) * sum_.back();
      auto at = std::upper_bound(sum_.begin() + 1, sum_.end() - 1, x) - sum_.begin();
      out.push_back(static_cast<uint32_t>(at));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  // Of a word's being drawn: the correction of its score.
  const std::vector<float>& log_expected() const { return log_expected_; }

 private:
  std::vector<double> sum_;
  std::vector<float> log_expected_;
};

void Trainer::Cloze() {
  Net& net = *net_;
  net.cloze = true;
  ZeroCrossWeights(net);
  std::vector<Input> inputs;
  for (const auto& line : raw_) inputs.push_back(InputOf(line));
  for (const Tree& t : train_) {
    if (t.size() <= kMostWords) inputs.push_back(InputOf(t.form));
  }
  Negatives negatives(count_);
  Adam adam(net.ClozeParams());
  std::vector<size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), 0);
  Dropout dropout;
  dropout.word = 0.05F;
  dropout.input = dropout.hidden = 0.05F;
  net.word_drop.assign(vocabulary_.size(), 1);
  double start = Seconds();
  size_t step = 0, total = 0;
  for (int epoch = 0; epoch < std::min(o_.cloze_epochs, o_.cloze_stop); ++epoch) {
    Shuffle(order, random_);
    auto batches = Batches(order, [&](size_t i) { return inputs[i].size(); });
    total = batches.size() * static_cast<size_t>(o_.cloze_epochs);
    double loss = 0;
    size_t seen = 0;
    for (const auto& batch : batches) {
      std::vector<const Input*> in;
      for (size_t i : batch) in.push_back(&inputs[i]);
      net.Encode(in, dropout, &random_);
      loss += net.ClozeLoss(in, negatives.Draw(random_), negatives.log_expected());
      net.BackwardEncoder();
      float warm = std::min(1.0F, static_cast<float>(step + 1) / 300.0F);
      float left = 1 - 0.9F * static_cast<float>(step) / static_cast<float>(total);
      adam.Step(net, o_.rate * warm * left);
      ++step;
      if (++seen % 500 == 0) {
        std::printf("cloze %d %zu/%zu loss %.4f  %.0f s\n", epoch, seen, batches.size(), loss / 500,
                    Seconds() - start);
        std::fflush(stdout);
        loss = 0;
      }
    }
    Save();
  }
  net.cloze = false;
  for (Param* p : net.Params()) {
    std::fill(p->m.begin(), p->m.end(), 0.0F);
    std::fill(p->v.begin(), p->v.end(), 0.0F);
  }
}

void Trainer::Fit() {
  Net& net = *net_;
  std::vector<Example> examples;
  for (const Tree& t : train_) {
    if (t.size() > kMostWords) continue;
    examples.push_back({&t, InputOf(t.form), {t.tag_class, t.head, t.label}});
  }
  for (size_t i = 0; i < vocabulary_.size(); ++i) {
    net.word_drop[i] = static_cast<float>(0.08 + 0.4 / (1 + train_count_[i]));
  }
  Adam adam(net.Params());
  Dropout dropout;
  dropout.word = 1;
  dropout.affix = 0.08F;
  dropout.input = 0.2F;
  dropout.hidden = 0.3F;
  dropout.output = 0.3F;
  std::vector<size_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0);
  double start = Seconds();
  size_t step = 0;
  for (int epoch = 0; epoch < o_.epochs; ++epoch) {
    Shuffle(order, random_);
    auto batches = Batches(order, [&](size_t i) { return examples[i].input.size(); });
    size_t total = batches.size() * static_cast<size_t>(o_.epochs);
    Losses sum;
    size_t words = 0;
    for (const auto& batch : batches) {
      std::vector<Example> now;
      for (size_t i : batch) now.push_back(Augmented(examples[i]));
      std::vector<const Input*> in;
      std::vector<const Gold*> gold;
      for (const Example& e : now) {
        in.push_back(&e.input);
        gold.push_back(&e.gold);
      }
      net.Encode(in, dropout, &random_);
      Losses l = net.ParseLoss(gold, true);
      net.BackwardEncoder();
      float warm = std::min(1.0F, static_cast<float>(step + 1) / 200.0F);
      float left = std::max(0.0F, 1 - static_cast<float>(step) / static_cast<float>(total));
      adam.Step(net, o_.rate * warm * (0.01F + left));
      ++step;
      sum.arc += l.arc;
      sum.label += l.label;
      sum.tag += l.tag;
      words += net.words();
    }
    auto n = static_cast<double>(words);
    std::printf("epoch %d: arc %.3f label %.3f tag %.3f  %.0f s\n", epoch + 1, sum.arc / n,
                sum.label / n, sum.tag / n, Seconds() - start);
    if (epoch % 2 == 1 || epoch + 1 == o_.epochs) {
      for (size_t i = 0; i < dev_.size(); ++i) Evaluate(o_.dev[i], dev_[i]);
      if (!o_.save.empty()) Save();
    }
    std::fflush(stdout);
  }
}

// Greedy heads, no repair: a little below what the program reaches.
void Trainer::Evaluate(const std::string& path, const std::vector<Tree>& trees) {
  size_t words = 0, upos = 0, whole_tag = 0, uas = 0, las = 0;
  std::vector<int> tag, head;
  std::vector<uint8_t> label;
  for (const Tree& t : trees) {
    Input input = InputOf(t.form);
    net_->Encode({&input}, {}, nullptr);
    net_->Predict(tag, head, label);
    for (size_t i = 0; i < t.size(); ++i) {
      ++words;
      const Tag& guess = tags_.tags[static_cast<size_t>(tag[i])];
      upos += guess.upos == t.tag[i].upos;
      whole_tag += guess == t.tag[i];
      if (head[i] != t.head[i]) continue;
      ++uas;
      auto main = [](uint8_t l) {
        std::string_view name = Name(static_cast<Deprel>(l));
        return name.substr(0, name.find(':'));
      };
      las += main(label[i]) == main(t.label[i]);
    }
  }
  auto percent = [&](size_t x) {
    return 100.0 * static_cast<double>(x) / static_cast<double>(words);
  };
  std::printf("  %s: UPOS %.2f tag %.2f UAS %.2f LAS %.2f\n", path.c_str() + path.rfind('/') + 1,
              percent(upos), percent(whole_tag), percent(uas), percent(las));
}

// The largest values the network meets on a part of its training text: what an activation must
// hold.
std::vector<float> Trainer::Ranges() {
  std::vector<float> most(static_cast<size_t>(parse::Activation::kCount), 1e-3F);
  std::vector<int> tag, head;
  std::vector<uint8_t> label;
  for (size_t i = 0; i < train_.size(); i += 5) {
    Input input = InputOf(train_[i].form);
    net_->Encode({&input}, {}, nullptr);
    net_->Predict(tag, head, label);
    net_->Measure(head, most);
  }
  return most;
}

// A checkpoint of floats: the vocabulary, its counts and every parameter by name.
void Trainer::Save() {
  if (o_.save.empty()) return;
  std::ofstream out(o_.save, std::ios::binary);
  auto put = [&](const void* p, size_t n) {
    out.write(static_cast<const char*>(p), static_cast<long>(n));
  };
  uint64_t n = vocabulary_.size();
  put(&n, 8);
  put(vocabulary_.data(), n * 8);
  put(count_.data(), n * 8);
  put(train_count_.data(), n * 8);
  auto params = net_->Params();
  params.push_back(&net_->cloze_w);
  params.push_back(&net_->cloze_b);
  for (Param* p : params) put(p->w.data(), p->w.size() * sizeof(float));
}

void Trainer::Load() {
  std::ifstream in(o_.load, std::ios::binary);
  auto get = [&](void* p, size_t n) { in.read(static_cast<char*>(p), static_cast<long>(n)); };
  uint64_t n = 0;
  get(&n, 8);
  vocabulary_.resize(n);
  count_.resize(n);
  train_count_.resize(n);
  get(vocabulary_.data(), n * 8);
  get(count_.data(), n * 8);
  get(train_count_.data(), n * 8);
  word_id_.clear();
  for (size_t i = 1; i < n; ++i) word_id_[vocabulary_[i]] = static_cast<uint32_t>(i);
  net_ = std::make_unique<Net>(n, tags_.tags.size(), o_.seed);
  auto params = net_->Params();
  params.push_back(&net_->cloze_w);
  params.push_back(&net_->cloze_b);
  for (Param* p : params) get(p->w.data(), p->w.size() * sizeof(float));
  if (!in) {
    std::fprintf(stderr, "%s: short or of another shape\n", o_.load.c_str());
    std::exit(1);
  }
}

void Trainer::Run() {
  ReadData();
  if (o_.load.empty()) {
    MakeVocabulary();
    net_ = std::make_unique<Net>(vocabulary_.size(), tags_.tags.size(), o_.seed);
  } else {
    Load();
  }
  size_t weights = 0;
  for (Param* p : net_->Params()) weights += p->w.size();
  std::printf("%zu train sentences, %zu raw, %zu words, %zu tags, %zu weights\n", train_.size(),
              raw_.size(), vocabulary_.size(), tags_.tags.size(), weights);
  std::fflush(stdout);
  if (o_.cloze_epochs > 0) Cloze();
  if (o_.epochs > 0) Fit();
  if (!o_.out.empty()) {
    for (size_t i = 0; i < dev_.size(); ++i) Evaluate(o_.dev[i], dev_[i]);
    Export(*net_, vocabulary_, tags_, Ranges(), train_, o_.out);
  }
}

}  // namespace
}  // namespace dragoman::train

int main(int argc, char** argv) {
  dragoman::train::Options o;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string name = argv[i], value = argv[i + 1];
    if (name == "--train")
      o.train = dragoman::train::Commas(value);
    else if (name == "--dev")
      o.dev = dragoman::train::Commas(value);
    else if (name == "--raw")
      o.raw = value;
    else if (name == "--raw-least")
      o.raw_least = std::atoi(value.c_str());
    else if (name == "--headline-future")
      o.future = dragoman::train::Commas(value);
    else if (name == "--load")
      o.load = value;
    else if (name == "--save")
      o.save = value;
    else if (name == "--out")
      o.out = value;
    else if (name == "--epochs")
      o.epochs = std::atoi(value.c_str());
    else if (name == "--cloze-epochs")
      o.cloze_epochs = std::atoi(value.c_str());
    else if (name == "--cloze-stop")
      o.cloze_stop = std::atoi(value.c_str());
    else if (name == "--seed")
      o.seed = static_cast<uint32_t>(std::atoi(value.c_str()));
    else if (name == "--rate")
      o.rate = static_cast<float>(std::atof(value.c_str()));
    else {
      std::fprintf(stderr, "unknown option %s\n", name.c_str());
      return 2;
    }
  }
  dragoman::train::Trainer(o).Run();
}
