// SPDX-License-Identifier: Apache-2.0
// One micro-kernel of 8 rows by 32 columns over packed panels of b; transposes are made explicit.
#include "train_parser/gemm.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace dragoman::train {
namespace {

typedef float Vec __attribute__((vector_size(64)));
typedef Vec Loose __attribute__((aligned(4), may_alias));  // in memory
constexpr size_t kLane = 16;
constexpr size_t kColumns = 2 * kLane;

template <size_t kRows>
void Kernel(const float* a, size_t a_stride, const float* panel, size_t k, float* c,
            size_t c_stride, size_t width, bool add) {
  Vec acc[kRows][2] = {};
  for (size_t p = 0; p < k; ++p) {
    Vec b0 = *reinterpret_cast<const Loose*>(panel + p * kColumns);
    Vec b1 = *reinterpret_cast<const Loose*>(panel + p * kColumns + kLane);
    for (size_t r = 0; r < kRows; ++r) {
      float x = a[r * a_stride + p];
      acc[r][0] += x * b0;
      acc[r][1] += x * b1;
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    float* row = c + r * c_stride;
    if (width == kColumns) {
      Loose* v = reinterpret_cast<Loose*>(row);
      Loose* w = reinterpret_cast<Loose*>(row + kLane);
      *v = add ? *v + acc[r][0] : acc[r][0];
      *w = add ? *w + acc[r][1] : acc[r][1];
    } else {
      float values[kColumns];
      std::memcpy(values, acc[r], sizeof values);
      for (size_t j = 0; j < width; ++j) row[j] = add ? row[j] + values[j] : values[j];
    }
  }
}

void Transpose(const float* a, size_t rows, size_t columns, float* out) {
  constexpr size_t kBlock = 16;
  for (size_t i0 = 0; i0 < rows; i0 += kBlock) {
    for (size_t j0 = 0; j0 < columns; j0 += kBlock) {
      for (size_t i = i0; i < std::min(rows, i0 + kBlock); ++i) {
        for (size_t j = j0; j < std::min(columns, j0 + kBlock); ++j) {
          out[j * rows + i] = a[i * columns + j];
        }
      }
    }
  }
}

}  // namespace

void Gemm(const float* a, const float* b, float* c, size_t m, size_t k, size_t n, bool add) {
  static thread_local std::vector<float> panel;
  panel.resize(k * kColumns);
  for (size_t j = 0; j < n; j += kColumns) {
    size_t width = std::min(kColumns, n - j);
    for (size_t p = 0; p < k; ++p) {
      float* to = &panel[p * kColumns];
      std::memcpy(to, b + p * n + j, width * sizeof(float));
      std::fill(to + width, to + kColumns, 0.0F);
    }
    size_t i = 0;
    for (; i + 8 <= m; i += 8) {
      Kernel<8>(a + i * k, k, panel.data(), k, c + i * n + j, n, width, add);
    }
    for (; i < m; ++i) Kernel<1>(a + i * k, k, panel.data(), k, c + i * n + j, n, width, add);
  }
}

void GemmTransposedA(const float* a, const float* b, float* c, size_t m, size_t k, size_t n) {
  static thread_local std::vector<float> t;
  t.resize(m * k);
  Transpose(a, m, k, t.data());
  Gemm(t.data(), b, c, k, m, n, true);
}

void GemmTransposedB(const float* a, const float* b, float* c, size_t m, size_t n, size_t k,
                     bool add) {
  static thread_local std::vector<float> t;
  t.resize(n * k);
  Transpose(b, k, n, t.data());
  Gemm(a, t.data(), c, m, n, k, add);
}

}  // namespace dragoman::train
