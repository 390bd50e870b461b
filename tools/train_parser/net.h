// SPDX-License-Identifier: Apache-2.0
// The network in floats, with its gradients by hand.
//
//   word:    [ word row (128) | sum of affix rows (64) ]                            192
//   3 layers of bidirectional simple recurrent units (Lei et al. 2018, arXiv 1709.02755), 128 a
//   way:
//            x~ = W x, f = s(Wf x + vf c' + bf), r = s(Wr x + vr c' + br),
//            c = f c' + (1 - f) x~, h = r c + (1 - r) skip;  skip = W x in layer 1, the input above
//   tags:    layer 2 -> relu -> joint class (UPOS, XPOS, FEATS)
//   arcs:    layer 3 -> relu -> biaffine score of each head (Dozat and Manning 2017,
//            arXiv 1611.01734) + a bias by signed distance; root is a learnt vector
//   labels:  relu(D dependent + H head) -> relation, on the chosen arc only
//
// Entry: Net::Encode and the losses. Adam and batching are in main.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "parse/features.h"
#include "parse/shape.h"

namespace dragoman::train {

struct Param {
  std::string name;
  size_t rows = 0, columns = 0;
  std::vector<float> w, g, m, v;
  void Init(std::string n, size_t r, size_t c, float scale, std::mt19937& random);
};

// One sentence as rows of the tables. word == 0: unknown.
struct Input {
  std::vector<uint32_t> word;
  std::vector<std::array<uint32_t, parse::kAffixTemplates>> affix;
  size_t size() const { return word.size(); }
};

struct Gold {  // parallel to Input
  std::vector<int> tag, head;
  std::vector<uint8_t> label;
};

struct Losses {
  double arc = 0, label = 0, tag = 0;
};

struct Dropout {
  float word = 0, affix = 0, input = 0, hidden = 0, output = 0;
};

class Net {
 public:
  Net(size_t vocabulary, size_t tags, uint32_t seed);

  // Loads a batch (sentences laid end to end) and runs the encoder. With `random` dropout is on.
  void Encode(const std::vector<const Input*>& batch, const Dropout& dropout, std::mt19937* random);
  Losses ParseLoss(const std::vector<const Gold*>& gold, bool backward);
  // Each word from the forward state before and the backward state after it, against sampled words.
  double ClozeLoss(const std::vector<const Input*>& batch, const std::vector<uint32_t>& negatives,
                   const std::vector<float>& log_frequency);
  void BackwardEncoder();

  // After Encode: predicted trees.
  void Predict(std::vector<int>& tag, std::vector<int>& head, std::vector<uint8_t>& label);

  // After Encode, without dropout: raises `most` (parse::Activation) to the largest values met.
  void Measure(const std::vector<int>& head, std::vector<float>& most) const;

  std::vector<Param*> Params();
  std::vector<Param*> ClozeParams();
  bool cloze = false;  // cross weights of the upper layers are held at nought

  size_t words() const { return n_; }

  std::vector<float> word_drop;      // probability that a word's row is hidden in training
  std::vector<uint32_t> touched[2];  // rows of `word` and `affix` with a gradient

  Param word, affix;
  struct Layer {
    Param w, vf, vr, bf, br;
  } layer[parse::kLayers];
  Param tag_w1, tag_b1, tag_w2, tag_b2;
  Param mlp_w, mlp_b;  // -> arc dependent, arc head, label dependent, label head
  Param arc_u, arc_root, arc_distance;
  Param label_w, label_b;
  Param cloze_w, cloze_b;

 private:
  struct State {  // of one layer
    std::vector<float> input, dropped, u, f, r, c, h, mask;
  };
  void Forward(size_t l, const Dropout& dropout, std::mt19937* random);
  void Backward(size_t l);
  void ForwardHeads(const Dropout& dropout, std::mt19937* random);
  void Embed(const Dropout& dropout, std::mt19937* random);
  void SentenceMask(size_t width, float rate, std::mt19937* random, std::vector<float>& mask);
  double TagLoss(const std::vector<const Gold*>& gold, bool backward);
  void ArcLoss(const std::vector<const Gold*>& gold, bool backward, Losses& losses);
  void BackwardHeads();
  void Recur(size_t l, size_t first, size_t end, size_t direction);
  void RecurBack(size_t l, size_t first, size_t end, size_t direction);

  size_t n_ = 0;
  std::vector<const Input*> batch_;
  std::vector<size_t> begin_;  // of each sentence, and n_
  std::vector<uint32_t> word_id_;
  std::vector<uint8_t> word_dropped_, affix_dropped_;
  std::vector<float> embed_, d_embed_;
  State state_[parse::kLayers];
  std::vector<float> d_h_[parse::kLayers];
  std::vector<float> out_, out_mask_, tag_in_, tag_mask_;  // dropped outputs
  std::vector<float> tag_hidden_, tag_logits_, mlp_, arc_dep_;
  std::vector<float> d_tag_logits_, d_mlp_, d_arc_dep_, d_u_;
};

}  // namespace dragoman::train
