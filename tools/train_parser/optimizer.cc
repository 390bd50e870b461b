// SPDX-License-Identifier: Apache-2.0
#include "train_parser/optimizer.h"

#include <algorithm>
#include <cmath>

namespace dragoman::train {
namespace {

constexpr float kBeta1 = 0.9F, kBeta2 = 0.98F, kEpsilon = 1e-8F, kMostNorm = 1.0F;

double Squares(const Param& p, size_t begin, size_t end) {
  float sum = 0;
  for (size_t i = begin; i < end; ++i) sum += p.g[i] * p.g[i];
  return static_cast<double>(sum);
}

}  // namespace

void Adam::Update(Param& p, size_t begin, size_t end, float rate, float clip) {
  auto one = static_cast<float>(std::sqrt(1 - power2_) / (1 - power1_)) * rate;
  for (size_t i = begin; i < end; ++i) {
    float g = p.g[i] * clip;
    p.m[i] = kBeta1 * p.m[i] + (1 - kBeta1) * g;
    p.v[i] = kBeta2 * p.v[i] + (1 - kBeta2) * g * g;
    p.w[i] -= one * p.m[i] / (std::sqrt(p.v[i]) + kEpsilon);
    p.g[i] = 0;
  }
}

void Adam::Step(Net& net, float rate) {
  power1_ *= static_cast<double>(kBeta1);
  power2_ *= static_cast<double>(kBeta2);
  for (auto& rows : net.touched) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }
  auto each = [&](auto&& f) {
    for (Param* p : params_) {
      int table = p == &net.word ? 0 : p == &net.affix ? 1 : -1;
      if (table < 0) {
        f(*p, 0, p->w.size());
        continue;
      }
      for (uint32_t row : net.touched[table]) f(*p, row * p->columns, (row + 1) * p->columns);
    }
  };
  double squares = 0;
  each([&](Param& p, size_t b, size_t e) { squares += Squares(p, b, e); });
  double norm = std::sqrt(squares);
  float clip = norm > static_cast<double>(kMostNorm)
                   ? static_cast<float>(static_cast<double>(kMostNorm) / norm)
                   : 1.0F;
  each([&](Param& p, size_t b, size_t e) { Update(p, b, e, rate, clip); });
  for (auto& rows : net.touched) rows.clear();
}

}  // namespace dragoman::train
