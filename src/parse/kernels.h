// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the parser. Builds of the same code for several instruction sets, of which one
// is chosen at run time, give the same bits: products are sums of integers, and what is done in
// floats is done element by element in one written order (no fused multiply-add, no sums of
// floats).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "parse/features.h"

namespace dragoman::parse {

// Weights are signed bytes, columns in blocks of 16, inputs in fours: block b, four f, column c,
// input k of the four -> w[((b * in / 4 + f) * 16 + c) * 4 + k].
inline constexpr size_t kColumnBlock = 16;
inline constexpr int kWeightMost = 127;
// An activation is a byte: the value, from -127 to 127, plus this.
inline constexpr int kActivationZero = 128;
inline constexpr int kActivationMost = 127;
// AVX2 adds four products in 16 bits: inputs k and k + 1 of a four and of the four after it. In
// each such group the positive weights of a column sum up to this at most, and the negative ones
// likewise, so that 255 times it fits.
inline constexpr int kGroupMost = 128;
inline constexpr int kWideMost = 2047;  // of the values whose products are arc scores

struct Dense {
  const int8_t* w = nullptr;
  const int32_t* start = nullptr;  // of a column's sum: its bias, less the weights times the zero
  const float* scale = nullptr;    // of a column: sum -> float
  size_t in = 0;                   // multiple of 8
  size_t out = 0;                  // multiple of kColumnBlock
};

// False if a group of `w` might not fit 16 bits.
bool GroupsFit(std::span<const int8_t> w, size_t in);

struct Recurrence {      // one direction of a layer, kHidden values each
  const float *vf, *vr;  // the gates' biases are in the dense layer before
};

// The rows of the embedding that make one form's vector.
struct FormRows {
  const int8_t* word = nullptr;  // kWordWidth
  float word_scale = 0;
  std::array<const int8_t*, kAffixTemplates> affix;  // kAffixWidth each
  std::array<float, kAffixTemplates> affix_scale;
};

struct Kernels {
  std::string_view name;
  bool (*usable)();  // on this machine
  // out[rows x dense.out] = (start + a[rows x a_stride] * w) * scale, cut at 0 if `relu`.
  void (*multiply)(const uint8_t* a, size_t a_stride, size_t rows, const Dense& dense, bool relu,
                   float* out, size_t out_stride);
  // to[i] = round(x[i] * scale), within kActivationMost, + kActivationZero; n a multiple of 16
  void (*quantise)(const float* x, size_t n, float scale, uint8_t* to);
  // to[i] = round(x[i] * scale), within kWideMost; n a multiple of 16
  void (*quantise_wide)(const float* x, size_t n, float scale, int16_t* to);
  // Runs a direction over n words. u: gates of word i at u[i], gate g kState apart; skip at
  // skip + i * skip_stride, or, if skip_gate > 0, at u[i] + skip_gate; h likewise. step = 1 or -1.
  void (*recur)(const Recurrence& r, size_t n, int step, const float* const* u, const float* skip,
                size_t skip_stride, size_t skip_gate, float* h, size_t h_stride);
  // scores[j] = a . b[j], 0 <= j < n, kArcWidth wide
  void (*dots)(const int16_t* a, const int16_t* b, size_t b_stride, size_t n, int32_t* scores);
  // The first of the greatest of n > 0 numbers.
  size_t (*argmax)(const float* x, size_t n);
  // x[kEmbedWidth]: the word's row and behind it the sum of the affixes', each times its scale
  void (*embed)(const FormRows& rows, float* x);
};

// All that were compiled, the fastest first, the portable ones ("plain") last.
std::span<const Kernels* const> AllKernels();
const Kernels& BestKernels();  // the first that is usable

}  // namespace dragoman::parse
