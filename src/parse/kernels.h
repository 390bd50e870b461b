// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the parser. Two builds of the same code, AVX2 and plain, chosen once at run
// time, give the same bits: products are sums of integers, and what is done in floats is done
// element by element in one written order (no fused multiply-add, no sums of floats).
#pragma once

#include <cstddef>
#include <cstdint>

namespace dragoman::parse {

// Columns come in blocks of 16, inputs in pairs: block b, pair p, column c, k -> w[((b * in / 2 +
// p)
// * 16 + c) * 2 + k].
inline constexpr size_t kColumnBlock = 16;
inline constexpr int kActivationMost =
    2047;  // 12 bits; with 11-bit weights and in <= 512 a sum fits
inline constexpr int kWeightMost = 1023;

struct Dense {
  const int16_t* w = nullptr;
  const float* scale = nullptr;  // of a column: sum of integers -> float
  const float* bias = nullptr;
  size_t in = 0;   // even
  size_t out = 0;  // multiple of kColumnBlock
};

struct Recurrence {      // one direction of a layer, kHidden values each
  const float *vf, *vr;  // the gates' biases are in the dense layer before
};

struct Kernels {
  // out[rows x dense.out] = a[rows x a_stride] * w * scale + bias, cut at 0 if `relu`.
  void (*multiply)(const int16_t* a, size_t a_stride, size_t rows, const Dense& dense, bool relu,
                   float* out, size_t out_stride);
  // to[i] = round(x[i] * scale), within kActivationMost
  void (*quantise)(const float* x, size_t n, float scale, int16_t* to);
  // Runs a direction over n words. u: gates of word i at u + i * u_stride, gate g kState apart;
  // skip at skip + i * skip_stride; h likewise. step = 1 or -1.
  void (*recur)(const Recurrence& r, size_t n, int step, const float* const* u, const float* skip,
                size_t skip_stride, size_t skip_gate, float* h, size_t h_stride);
  // scores[j] = a . b[j], 0 <= j < n, kArcWidth wide
  void (*dots)(const int16_t* a, const int16_t* b, size_t b_stride, size_t n, int32_t* scores);
};

const Kernels& PlainKernels();
const Kernels& BestKernels();  // the widest this machine runs

}  // namespace dragoman::parse
