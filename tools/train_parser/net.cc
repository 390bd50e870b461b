// SPDX-License-Identifier: Apache-2.0
// Encoder of the trainer: embeddings and recurrent layers, forwards and backwards.
#include "train_parser/net.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "train_parser/gemm.h"

namespace dragoman::train {

using namespace parse;

void Param::Init(std::string n, size_t r, size_t c, float scale, std::mt19937& random) {
  name = std::move(n);
  rows = r;
  columns = c;
  w.assign(r * c, 0);
  g = m = v = w;
  if (scale == 0) return;
  for (float& x : w) {
    x = (static_cast<float>(random()) / 4294967296.0F * 2 - 1) * scale;
  }
}

namespace {

float Glorot(size_t in, size_t out) { return std::sqrt(6.0F / static_cast<float>(in + out)); }

void Zero(std::vector<float>& v, size_t n) { v.assign(n, 0.0F); }

}  // namespace

Net::Net(size_t vocabulary, size_t tags, uint32_t seed) {
  std::mt19937 random(seed);
  word.Init("word", vocabulary, kWordWidth, 0.1F, random);
  affix.Init("affix", kAffixTotal, kAffixWidth, 0.05F, random);
  for (size_t l = 0; l < kLayers; ++l) {
    std::string at = "layer" + std::to_string(l) + ".";
    Layer& y = layer[l];
    y.w.Init(at + "w", InputWidth(l), Gates(l) * kState, Glorot(InputWidth(l), kHidden), random);
    y.vf.Init(at + "vf", 1, kState, 0.1F, random);
    y.vr.Init(at + "vr", 1, kState, 0.1F, random);
    y.bf.Init(at + "bf", 1, kState, 0, random);
    y.br.Init(at + "br", 1, kState, 0, random);
  }
  tag_w1.Init("tag.w1", kState, kTagHidden, Glorot(kState, kTagHidden), random);
  tag_b1.Init("tag.b1", 1, kTagHidden, 0, random);
  tag_w2.Init("tag.w2", kTagHidden, tags, Glorot(kTagHidden, kTagHidden), random);
  tag_b2.Init("tag.b2", 1, tags, 0, random);
  mlp_w.Init("mlp.w", kState, kMlpWidth, Glorot(kState, kArcWidth), random);
  mlp_b.Init("mlp.b", 1, kMlpWidth, 0, random);
  arc_u.Init("arc.u", kArcWidth + 1, kArcWidth, 0.05F, random);
  arc_root.Init("arc.root", 1, kArcWidth, 0.1F, random);
  arc_distance.Init("arc.distance", 1, kDistances, 0, random);
  label_w.Init("label.w", kLabelWidth, kLabels, Glorot(kLabelWidth, kLabels), random);
  label_b.Init("label.b", 1, kLabels, 0, random);
  cloze_w.Init("cloze.w", kState, kWordWidth, Glorot(kState, kWordWidth), random);
  cloze_b.Init("cloze.b", 1, kWordWidth, 0, random);
  word_drop.assign(vocabulary, 0);
}

std::vector<Param*> Net::Params() {
  std::vector<Param*> out = {&word, &affix};
  for (Layer& y : layer) {
    for (Param* p : {&y.w, &y.vf, &y.vr, &y.bf, &y.br}) out.push_back(p);
  }
  for (Param* p : {&tag_w1, &tag_b1, &tag_w2, &tag_b2, &mlp_w, &mlp_b, &arc_u, &arc_root,
                   &arc_distance, &label_w, &label_b}) {
    out.push_back(p);
  }
  return out;
}

std::vector<Param*> Net::ClozeParams() {
  std::vector<Param*> out = {&word, &affix};
  for (Layer& y : layer) {
    for (Param* p : {&y.w, &y.vf, &y.vr, &y.bf, &y.br}) out.push_back(p);
  }
  out.push_back(&cloze_w);
  out.push_back(&cloze_b);
  return out;
}

// One mask a sentence, the same at each word; empty when there is no dropout.
void Net::SentenceMask(size_t width, float rate, std::mt19937* random, std::vector<float>& mask) {
  mask.clear();
  if (random == nullptr || rate == 0) return;
  mask.resize((begin_.size() - 1) * width);
  auto limit = static_cast<uint32_t>(rate * 4294967295.0F);
  float keep = 1 / (1 - rate);
  for (float& x : mask) x = (*random)() < limit ? 0 : keep;
}

namespace {

void ApplyMask(const std::vector<float>& in, const std::vector<float>& mask,
               const std::vector<size_t>& begin, size_t width, std::vector<float>& out) {
  out = in;
  if (mask.empty()) return;
  for (size_t s = 0; s + 1 < begin.size(); ++s) {
    const float* m = &mask[s * width];
    for (size_t t = begin[s]; t < begin[s + 1]; ++t) {
      float* row = &out[t * width];
      for (size_t j = 0; j < width; ++j) row[j] *= m[j];
    }
  }
}

}  // namespace

void Net::Embed(const Dropout& dropout, std::mt19937* random) {
  word_id_.clear();
  affix_dropped_.assign(n_, 0);
  Zero(embed_, n_ * kEmbedWidth);
  size_t t = 0;
  for (const Input* input : batch_) {
    for (size_t i = 0; i < input->size(); ++i, ++t) {
      uint32_t id = input->word[i];
      if (random != nullptr) {
        float x = static_cast<float>((*random)()) / 4294967296.0F;
        if (x < dropout.word * word_drop[id]) id = 0;
        x = static_cast<float>((*random)()) / 4294967296.0F;
        affix_dropped_[t] = x < dropout.affix;
      }
      word_id_.push_back(id);
      float* row = &embed_[t * kEmbedWidth];
      std::memcpy(row, &word.w[id * kWordWidth], kWordWidth * sizeof(float));
      if (affix_dropped_[t] != 0) continue;
      float* sum = row + kWordWidth;
      for (uint32_t a : input->affix[i]) {
        const float* from = &affix.w[a * kAffixWidth];
        for (size_t j = 0; j < kAffixWidth; ++j) sum[j] += from[j];
      }
    }
  }
}

void Net::Encode(const std::vector<const Input*>& batch, const Dropout& dropout,
                 std::mt19937* random) {
  batch_ = batch;
  begin_ = {0};
  for (const Input* input : batch) begin_.push_back(begin_.back() + input->size());
  n_ = begin_.back();
  Embed(dropout, random);
  for (size_t l = 0; l < kLayers; ++l) Forward(l, dropout, random);
  ForwardHeads(dropout, random);
}

void Net::Forward(size_t l, const Dropout& dropout, std::mt19937* random) {
  State& s = state_[l];
  s.input = l == 0 ? embed_ : state_[l - 1].h;
  size_t in = InputWidth(l), columns = Gates(l) * kState;
  SentenceMask(in, l == 0 ? dropout.input : dropout.hidden, random, s.mask);
  ApplyMask(s.input, s.mask, begin_, in, s.dropped);
  s.u.resize(n_ * columns);
  Gemm(s.dropped.data(), layer[l].w.w.data(), s.u.data(), n_, in, columns, false);
  for (auto* v : {&s.f, &s.r, &s.c, &s.h}) v->resize(n_ * kState);
  for (size_t i = 0; i + 1 < begin_.size(); ++i) {
    Recur(l, begin_[i], begin_[i + 1], 0);
    Recur(l, begin_[i], begin_[i + 1], 1);
  }
}

void Net::Recur(size_t l, size_t first, size_t end, size_t direction) {
  State& s = state_[l];
  size_t columns = Gates(l) * kState, at = direction * kHidden;
  const float* vf = &layer[l].vf.w[at];
  const float* vr = &layer[l].vr.w[at];
  const float* bf = &layer[l].bf.w[at];
  const float* br = &layer[l].br.w[at];
  float before[kHidden] = {};
  for (size_t k = 0; k < end - first; ++k) {
    size_t t = direction == 0 ? first + k : end - 1 - k;
    const float* u = &s.u[t * columns + at];
    const float* skip = l == 0 ? u + 3 * kState : &s.input[t * kState + at];
    float* f = &s.f[t * kState + at];
    float* r = &s.r[t * kState + at];
    float* c = &s.c[t * kState + at];
    float* h = &s.h[t * kState + at];
    for (size_t j = 0; j < kHidden; ++j) {
      f[j] = 1 / (1 + std::exp(-(u[kState + j] + vf[j] * before[j] + bf[j])));
      r[j] = 1 / (1 + std::exp(-(u[2 * kState + j] + vr[j] * before[j] + br[j])));
      c[j] = f[j] * before[j] + (1 - f[j]) * u[j];
      h[j] = r[j] * c[j] + (1 - r[j]) * skip[j];
      before[j] = c[j];
    }
  }
}

void Net::RecurBack(size_t l, size_t first, size_t end, size_t direction) {
  State& s = state_[l];
  Layer& y = layer[l];
  size_t columns = Gates(l) * kState, at = direction * kHidden;
  const float* vf = &y.vf.w[at];
  const float* vr = &y.vr.w[at];
  float carry[kHidden] = {};
  const float nought[kHidden] = {};
  size_t n = end - first;
  for (size_t k = n; k-- > 0;) {
    size_t t = direction == 0 ? first + k : end - 1 - k;
    const float* before = k == 0 ? nought : &s.c[(direction == 0 ? t - 1 : t + 1) * kState + at];
    const float* u = &s.u[t * columns + at];
    const float* skip = l == 0 ? u + 3 * kState : &s.input[t * kState + at];
    const float* f = &s.f[t * kState + at];
    const float* r = &s.r[t * kState + at];
    const float* c = &s.c[t * kState + at];
    const float* dh = &d_h_[l][t * kState + at];
    float* du = &d_u_[t * columns + at];
    float* d_skip = l == 0 ? du + 3 * kState : &d_h_[l - 1][t * kState + at];
    float* dvf = &y.vf.g[at];
    float* dvr = &y.vr.g[at];
    float* dbf = &y.bf.g[at];
    float* dbr = &y.br.g[at];
    for (size_t j = 0; j < kHidden; ++j) {
      float zr = dh[j] * (c[j] - skip[j]) * r[j] * (1 - r[j]);
      float dc = dh[j] * r[j] + carry[j];
      float zf = dc * (before[j] - u[j]) * f[j] * (1 - f[j]);
      d_skip[j] += dh[j] * (1 - r[j]);
      du[j] = dc * (1 - f[j]);
      du[kState + j] = zf;
      du[2 * kState + j] = zr;
      dvf[j] += zf * before[j];
      dvr[j] += zr * before[j];
      dbf[j] += zf;
      dbr[j] += zr;
      carry[j] = dc * f[j] + zf * vf[j] + zr * vr[j];
    }
  }
}

void Net::Backward(size_t l) {
  State& s = state_[l];
  size_t in = InputWidth(l), columns = Gates(l) * kState;
  Zero(d_u_, n_ * columns);
  for (size_t i = 0; i + 1 < begin_.size(); ++i) {
    RecurBack(l, begin_[i], begin_[i + 1], 0);
    RecurBack(l, begin_[i], begin_[i + 1], 1);
  }
  Param& w = layer[l].w;
  GemmTransposedA(s.dropped.data(), d_u_.data(), w.g.data(), n_, in, columns);
  if (cloze && l > 0) {
    for (size_t i = 0; i < in; ++i) {
      for (size_t g = 0; g < Gates(l); ++g) {
        float* row = &w.g[i * columns + g * kState + (i < kHidden ? kHidden : 0)];
        std::fill(row, row + kHidden, 0.0F);
      }
    }
  }
  std::vector<float> d_dropped(n_ * in);
  GemmTransposedB(d_u_.data(), w.w.data(), d_dropped.data(), n_, columns, in, false);
  std::vector<float> d_input;
  ApplyMask(d_dropped, s.mask, begin_, in, d_input);
  std::vector<float>& to = l == 0 ? d_embed_ : d_h_[l - 1];
  for (size_t i = 0; i < n_ * in; ++i) to[i] += d_input[i];
}

void Net::BackwardEncoder() {
  Zero(d_embed_, n_ * kEmbedWidth);
  for (size_t l = kLayers; l-- > 0;) Backward(l);
  size_t t = 0;
  for (const Input* input : batch_) {
    for (size_t i = 0; i < input->size(); ++i, ++t) {
      const float* row = &d_embed_[t * kEmbedWidth];
      float* to = &word.g[word_id_[t] * kWordWidth];
      for (size_t j = 0; j < kWordWidth; ++j) to[j] += row[j];
      touched[0].push_back(word_id_[t]);
      if (affix_dropped_[t] != 0) continue;
      for (uint32_t a : input->affix[i]) {
        float* sum = &affix.g[a * kAffixWidth];
        for (size_t j = 0; j < kAffixWidth; ++j) sum[j] += row[kWordWidth + j];
        touched[1].push_back(a);
      }
    }
  }
}

double Net::ClozeLoss(const std::vector<const Input*>& batch,
                      const std::vector<uint32_t>& negatives,
                      const std::vector<float>& log_frequency) {
  const std::vector<float>& h = state_[kLayers - 1].h;
  std::vector<float> context(n_ * kState, 0.0F);
  std::vector<uint32_t> target;
  for (const Input* input : batch)
    target.insert(target.end(), input->word.begin(), input->word.end());
  for (size_t s = 0; s + 1 < begin_.size(); ++s) {
    for (size_t t = begin_[s]; t < begin_[s + 1]; ++t) {
      float* to = &context[t * kState];
      if (t > begin_[s]) std::memcpy(to, &h[(t - 1) * kState], kHidden * sizeof(float));
      if (t + 1 < begin_[s + 1]) {
        std::memcpy(to + kHidden, &h[(t + 1) * kState + kHidden], kHidden * sizeof(float));
      }
    }
  }
  size_t k = negatives.size();
  std::vector<float> q(n_ * kWordWidth), table(k * kWordWidth), logit(n_ * k);
  Gemm(context.data(), cloze_w.w.data(), q.data(), n_, kState, kWordWidth, false);
  for (size_t t = 0; t < n_; ++t) {
    for (size_t j = 0; j < kWordWidth; ++j) q[t * kWordWidth + j] += cloze_b.w[j];
  }
  for (size_t i = 0; i < k; ++i) {
    std::memcpy(&table[i * kWordWidth], &word.w[negatives[i] * kWordWidth],
                kWordWidth * sizeof(float));
  }
  GemmTransposedB(q.data(), table.data(), logit.data(), n_, kWordWidth, k, false);

  double loss = 0;
  float scale = 1 / static_cast<float>(n_);
  std::vector<float> d_q(n_ * kWordWidth, 0.0F);
  std::vector<float> correction(k);
  for (size_t i = 0; i < k; ++i) correction[i] = log_frequency[negatives[i]];
  for (size_t t = 0; t < n_; ++t) {
    float* row = &logit[t * k];
    uint32_t w = target[t];
    if (w == 0) {
      std::fill(row, row + k, 0.0F);
      continue;
    }
    const float* e = &word.w[w * kWordWidth];
    const float* qt = &q[t * kWordWidth];
    float own = 0;
    for (size_t j = 0; j < kWordWidth; ++j) own += e[j] * qt[j];
    own -= log_frequency[w];
    float most = own;
    for (size_t i = 0; i < k; ++i) {
      row[i] = negatives[i] == w ? -1e30F : row[i] - correction[i];
      most = std::max(most, row[i]);
    }
    float own_part = std::exp(own - most), sum = own_part;
    for (size_t i = 0; i < k; ++i) row[i] = std::exp(row[i] - most);
    for (size_t i = 0; i < k; ++i) sum += row[i];
    loss += std::log(sum) - (own - most);
    float inverse = scale / sum;
    for (size_t i = 0; i < k; ++i) row[i] *= inverse;
    float d_own = own_part * inverse - scale;
    float* dq = &d_q[t * kWordWidth];
    float* de = &word.g[w * kWordWidth];
    for (size_t j = 0; j < kWordWidth; ++j) {
      dq[j] = d_own * e[j];
      de[j] += d_own * qt[j];
    }
    touched[0].push_back(w);
  }
  Gemm(logit.data(), table.data(), d_q.data(), n_, k, kWordWidth, true);
  std::vector<float> d_table(k * kWordWidth, 0.0F);
  GemmTransposedA(logit.data(), q.data(), d_table.data(), n_, k, kWordWidth);
  for (size_t i = 0; i < k; ++i) {
    float* to = &word.g[negatives[i] * kWordWidth];
    for (size_t j = 0; j < kWordWidth; ++j) to[j] += d_table[i * kWordWidth + j];
    touched[0].push_back(negatives[i]);
  }
  for (size_t t = 0; t < n_; ++t) {
    for (size_t j = 0; j < kWordWidth; ++j) cloze_b.g[j] += d_q[t * kWordWidth + j];
  }
  GemmTransposedA(context.data(), d_q.data(), cloze_w.g.data(), n_, kState, kWordWidth);
  std::vector<float> d_context(n_ * kState);
  GemmTransposedB(d_q.data(), cloze_w.w.data(), d_context.data(), n_, kWordWidth, kState, false);
  for (auto& d : d_h_) Zero(d, n_ * kState);
  std::vector<float>& d = d_h_[kLayers - 1];
  for (size_t s = 0; s + 1 < begin_.size(); ++s) {
    for (size_t t = begin_[s]; t < begin_[s + 1]; ++t) {
      const float* from = &d_context[t * kState];
      if (t > begin_[s]) {
        for (size_t j = 0; j < kHidden; ++j) d[(t - 1) * kState + j] += from[j];
      }
      if (t + 1 < begin_[s + 1]) {
        for (size_t j = kHidden; j < kState; ++j) d[(t + 1) * kState + j] += from[j];
      }
    }
  }
  return loss / static_cast<double>(n_);
}

}  // namespace dragoman::train
