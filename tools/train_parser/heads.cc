// SPDX-License-Identifier: Apache-2.0
// Heads of the trainer's network: tags, arcs, labels; losses, gradients, predictions.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "parse/model_file.h"
#include "train_parser/gemm.h"
#include "train_parser/net.h"

namespace dragoman::train {

using namespace parse;

namespace {

void AddBias(std::vector<float>& x, const std::vector<float>& b) {
  for (size_t i = 0; i < x.size(); i += b.size()) {
    for (size_t j = 0; j < b.size(); ++j) x[i + j] += b[j];
  }
}

void SumRows(const std::vector<float>& x, std::vector<float>& to) {
  for (size_t i = 0; i < x.size(); i += to.size()) {
    for (size_t j = 0; j < to.size(); ++j) to[j] += x[i + j];
  }
}

float Dot(const float* a, const float* b, size_t n) {
  float sum = 0;
  for (size_t j = 0; j < n; ++j) sum += a[j] * b[j];
  return sum;
}

void AddScaled(float* to, const float* from, float scale, size_t n) {
  for (size_t j = 0; j < n; ++j) to[j] += scale * from[j];
}

// Replaces logits by the gradient of the loss (softmax - one at `gold`) * scale; returns the loss.
float SoftmaxLoss(float* x, size_t n, size_t gold, float scale) {
  float most = *std::max_element(x, x + n);
  float own = x[gold] - most, sum = 0;
  for (size_t i = 0; i < n; ++i) x[i] = std::exp(x[i] - most);
  for (size_t i = 0; i < n; ++i) sum += x[i];
  for (size_t i = 0; i < n; ++i) x[i] *= scale / sum;
  x[gold] -= scale;
  return std::log(sum) - own;
}

void Masked(const std::vector<float>& in, const std::vector<float>& mask,
            const std::vector<size_t>& begin, std::vector<float>& out) {
  out = in;
  for (size_t s = 0; !mask.empty() && s + 1 < begin.size(); ++s) {
    for (size_t t = begin[s]; t < begin[s + 1]; ++t) {
      for (size_t j = 0; j < kState; ++j) out[t * kState + j] *= mask[s * kState + j];
    }
  }
}

}  // namespace

void Net::ForwardHeads(const Dropout& dropout, std::mt19937* random) {
  if (cloze) return;
  SentenceMask(kState, dropout.output, random, tag_mask_);
  SentenceMask(kState, dropout.output, random, out_mask_);
  Masked(state_[kLayers - 2].h, tag_mask_, begin_, tag_in_);
  Masked(state_[kLayers - 1].h, out_mask_, begin_, out_);
  tag_hidden_.resize(n_ * kTagHidden);
  Gemm(tag_in_.data(), tag_w1.w.data(), tag_hidden_.data(), n_, kState, kTagHidden, false);
  AddBias(tag_hidden_, tag_b1.w);
  for (float& x : tag_hidden_) x = std::max(x, 0.0F);
  tag_logits_.resize(n_ * tag_w2.columns);
  Gemm(tag_hidden_.data(), tag_w2.w.data(), tag_logits_.data(), n_, kTagHidden, tag_w2.columns,
       false);
  AddBias(tag_logits_, tag_b2.w);
  mlp_.resize(n_ * kMlpWidth);
  Gemm(out_.data(), mlp_w.w.data(), mlp_.data(), n_, kState, kMlpWidth, false);
  AddBias(mlp_, mlp_b.w);
  std::vector<float> dependent(n_ * kArcWidth);
  for (size_t t = 0; t < n_; ++t) {
    float* row = &mlp_[t * kMlpWidth];
    for (size_t j = 0; j < 2 * kArcWidth; ++j) row[j] = std::max(row[j], 0.0F);
    std::memcpy(&dependent[t * kArcWidth], row, kArcWidth * sizeof(float));
  }
  arc_dep_.resize(n_ * kArcWidth);
  Gemm(dependent.data(), arc_u.w.data(), arc_dep_.data(), n_, kArcWidth, kArcWidth, false);
  for (size_t t = 0; t < n_; ++t) {
    AddScaled(&arc_dep_[t * kArcWidth], &arc_u.w[kArcWidth * kArcWidth], 1, kArcWidth);
  }
}

double Net::TagLoss(const std::vector<const Gold*>& gold, bool backward) {
  size_t classes = tag_w2.columns, t = 0;
  double loss = 0;
  d_tag_logits_ = tag_logits_;
  for (const Gold* g : gold) {
    for (int tag : g->tag) {
      float* row = &d_tag_logits_[t++ * classes];
      if (tag < 0) {
        std::fill(row, row + classes, 0.0F);
      } else {
        loss += SoftmaxLoss(row, classes, static_cast<size_t>(tag), 1 / static_cast<float>(n_));
      }
    }
  }
  if (!backward) return loss;
  SumRows(d_tag_logits_, tag_b2.g);
  GemmTransposedA(tag_hidden_.data(), d_tag_logits_.data(), tag_w2.g.data(), n_, kTagHidden,
                  classes);
  std::vector<float> d(n_ * kTagHidden);
  GemmTransposedB(d_tag_logits_.data(), tag_w2.w.data(), d.data(), n_, classes, kTagHidden, false);
  for (size_t i = 0; i < d.size(); ++i) {
    if (tag_hidden_[i] <= 0) d[i] = 0;
  }
  SumRows(d, tag_b1.g);
  GemmTransposedA(tag_in_.data(), d.data(), tag_w1.g.data(), n_, kState, kTagHidden);
  std::vector<float> d_in(n_ * kState), masked;
  GemmTransposedB(d.data(), tag_w1.w.data(), d_in.data(), n_, kTagHidden, kState, false);
  Masked(d_in, tag_mask_, begin_, masked);
  for (size_t i = 0; i < masked.size(); ++i) d_h_[kLayers - 2][i] += masked[i];
  return loss;
}

void Net::ArcLoss(const std::vector<const Gold*>& gold, bool backward, Losses& losses) {
  float scale = 1 / static_cast<float>(n_);
  std::vector<float> score;
  std::vector<float> hidden(kLabelWidth), d_hidden(kLabelWidth), logit(kLabels);
  for (size_t s = 0; s < gold.size(); ++s) {
    size_t first = begin_[s], n = begin_[s + 1] - first;
    score.resize(n + 1);
    for (size_t i = 0; i < n; ++i) {
      size_t t = first + i;
      const float* a = &arc_dep_[t * kArcWidth];
      float* da = &d_arc_dep_[t * kArcWidth];
      auto head_row = [&](size_t j) { return (first + j - 1) * kMlpWidth + kArcWidth; };
      score[0] = Dot(a, arc_root.w.data(), kArcWidth) + arc_distance.w[0];
      for (size_t j = 1; j <= n; ++j) {
        score[j] =
            j == i + 1
                ? -1e30F
                : Dot(a, &mlp_[head_row(j)], kArcWidth) +
                      arc_distance.w[DistanceBucket(static_cast<int>(i + 1), static_cast<int>(j))];
      }
      auto h = static_cast<size_t>(gold[s]->head[i]);
      losses.arc += SoftmaxLoss(score.data(), n + 1, h, scale);
      if (backward) {
        AddScaled(da, arc_root.w.data(), score[0], kArcWidth);
        AddScaled(arc_root.g.data(), a, score[0], kArcWidth);
        arc_distance.g[0] += score[0];
        for (size_t j = 1; j <= n; ++j) {
          if (j == i + 1) continue;
          AddScaled(da, &mlp_[head_row(j)], score[j], kArcWidth);
          AddScaled(&d_mlp_[head_row(j)], a, score[j], kArcWidth);
          arc_distance.g[DistanceBucket(static_cast<int>(i + 1), static_cast<int>(j))] += score[j];
        }
      }
      if (h == 0) continue;
      size_t dep_at = t * kMlpWidth + 2 * kArcWidth;
      size_t head_at = (first + h - 1) * kMlpWidth + 2 * kArcWidth + kLabelWidth;
      for (size_t j = 0; j < kLabelWidth; ++j) {
        hidden[j] = std::max(mlp_[dep_at + j] + mlp_[head_at + j], 0.0F);
      }
      logit = label_b.w;
      for (size_t j = 0; j < kLabelWidth; ++j) {
        if (hidden[j] > 0) AddScaled(logit.data(), &label_w.w[j * kLabels], hidden[j], kLabels);
      }
      losses.label += SoftmaxLoss(logit.data(), kLabels, gold[s]->label[i], scale);
      if (!backward) continue;
      AddScaled(label_b.g.data(), logit.data(), 1, kLabels);
      for (size_t j = 0; j < kLabelWidth; ++j) {
        d_hidden[j] = 0;
        if (hidden[j] <= 0) continue;
        AddScaled(&label_w.g[j * kLabels], logit.data(), hidden[j], kLabels);
        d_hidden[j] = Dot(logit.data(), &label_w.w[j * kLabels], kLabels);
      }
      AddScaled(&d_mlp_[dep_at], d_hidden.data(), 1, kLabelWidth);
      AddScaled(&d_mlp_[head_at], d_hidden.data(), 1, kLabelWidth);
    }
  }
}

void Net::BackwardHeads() {
  std::vector<float> dependent(n_ * kArcWidth), d_dependent(n_ * kArcWidth);
  for (size_t t = 0; t < n_; ++t) {
    std::memcpy(&dependent[t * kArcWidth], &mlp_[t * kMlpWidth], kArcWidth * sizeof(float));
    AddScaled(&arc_u.g[kArcWidth * kArcWidth], &d_arc_dep_[t * kArcWidth], 1, kArcWidth);
  }
  GemmTransposedA(dependent.data(), d_arc_dep_.data(), arc_u.g.data(), n_, kArcWidth, kArcWidth);
  GemmTransposedB(d_arc_dep_.data(), arc_u.w.data(), d_dependent.data(), n_, kArcWidth, kArcWidth,
                  false);
  for (size_t t = 0; t < n_; ++t) {
    float* d = &d_mlp_[t * kMlpWidth];
    std::memcpy(d, &d_dependent[t * kArcWidth], kArcWidth * sizeof(float));
    for (size_t j = 0; j < 2 * kArcWidth; ++j) {
      if (mlp_[t * kMlpWidth + j] <= 0) d[j] = 0;
    }
  }
  SumRows(d_mlp_, mlp_b.g);
  GemmTransposedA(out_.data(), d_mlp_.data(), mlp_w.g.data(), n_, kState, kMlpWidth);
  std::vector<float> d_out(n_ * kState), masked;
  GemmTransposedB(d_mlp_.data(), mlp_w.w.data(), d_out.data(), n_, kMlpWidth, kState, false);
  Masked(d_out, out_mask_, begin_, masked);
  for (size_t i = 0; i < masked.size(); ++i) d_h_[kLayers - 1][i] += masked[i];
}

Losses Net::ParseLoss(const std::vector<const Gold*>& gold, bool backward) {
  Losses losses;
  if (backward) {
    for (auto& d : d_h_) d.assign(n_ * kState, 0.0F);
    d_mlp_.assign(n_ * kMlpWidth, 0.0F);
    d_arc_dep_.assign(n_ * kArcWidth, 0.0F);
  }
  losses.tag = TagLoss(gold, backward);
  ArcLoss(gold, backward, losses);
  if (backward) BackwardHeads();
  return losses;
}

void Net::Predict(std::vector<int>& tag, std::vector<int>& head, std::vector<uint8_t>& label) {
  tag.clear();
  head.clear();
  label.clear();
  size_t classes = tag_w2.columns;
  std::vector<float> logit(kLabels);
  for (size_t s = 0; s + 1 < begin_.size(); ++s) {
    size_t first = begin_[s], n = begin_[s + 1] - first;
    for (size_t i = 0; i < n; ++i) {
      size_t t = first + i;
      const float* row = &tag_logits_[t * classes];
      tag.push_back(static_cast<int>(std::max_element(row, row + classes) - row));
      const float* a = &arc_dep_[t * kArcWidth];
      size_t best = 0;
      float most = Dot(a, arc_root.w.data(), kArcWidth) + arc_distance.w[0];
      for (size_t j = 1; j <= n; ++j) {
        if (j == i + 1) continue;
        float x = Dot(a, &mlp_[(first + j - 1) * kMlpWidth + kArcWidth], kArcWidth) +
                  arc_distance.w[DistanceBucket(static_cast<int>(i + 1), static_cast<int>(j))];
        if (x > most) {
          most = x;
          best = j;
        }
      }
      head.push_back(static_cast<int>(best));
      if (best == 0) {
        label.push_back(0);
        continue;
      }
      logit = label_b.w;
      const float* d = &mlp_[t * kMlpWidth + 2 * kArcWidth];
      const float* h = &mlp_[(first + best - 1) * kMlpWidth + 2 * kArcWidth + kLabelWidth];
      for (size_t j = 0; j < kLabelWidth; ++j) {
        AddScaled(logit.data(), &label_w.w[j * kLabels], std::max(d[j] + h[j], 0.0F), kLabels);
      }
      label.push_back(
          static_cast<uint8_t>(std::max_element(logit.begin() + 1, logit.end()) - logit.begin()));
    }
  }
}

void Net::Measure(const std::vector<int>& head, std::vector<float>& most) const {
  auto raise = [&](Activation a, const float* x, size_t n) {
    float& to = most[static_cast<size_t>(a)];
    for (size_t i = 0; i < n; ++i) to = std::max(to, std::abs(x[i]));
  };
  raise(Activation::kEmbed, embed_.data(), embed_.size());
  raise(Activation::kLayer0, state_[0].h.data(), state_[0].h.size());
  raise(Activation::kLayer1, state_[1].h.data(), state_[1].h.size());
  raise(Activation::kLayer2, state_[2].h.data(), state_[2].h.size());
  raise(Activation::kTag, tag_hidden_.data(), tag_hidden_.size());
  raise(Activation::kArcQuery, arc_dep_.data(), arc_dep_.size());
  raise(Activation::kArcHead, arc_root.w.data(), kArcWidth);
  for (size_t s = 0; s + 1 < begin_.size(); ++s) {
    for (size_t t = begin_[s]; t < begin_[s + 1]; ++t) {
      const float* row = &mlp_[t * kMlpWidth];
      raise(Activation::kArcDependent, row, kArcWidth);
      raise(Activation::kArcHead, row + kArcWidth, kArcWidth);
      if (head[t] == 0) continue;
      size_t h = begin_[s] + static_cast<size_t>(head[t]) - 1;
      for (size_t j = 2 * kArcWidth; j < 2 * kArcWidth + kLabelWidth; ++j) {
        float x = std::max(0.0F, row[j] + mlp_[h * kMlpWidth + kLabelWidth + j]);
        raise(Activation::kLabel, &x, 1);
      }
    }
  }
}

}  // namespace dragoman::train
