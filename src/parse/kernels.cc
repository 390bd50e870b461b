// SPDX-License-Identifier: Apache-2.0
// The kernels, plain and AVX2. The shared element-wise part is in kernels_body.h.
#include "parse/kernels.h"

#include "parse/shape.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define DRAGOMAN_HAS_AVX2 1
#endif

// Vectors are passed by reference only, so no call depends on the width of registers.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace dragoman::parse {
namespace {

typedef float V8 __attribute__((vector_size(32)));
typedef int32_t I8 __attribute__((vector_size(32)));
typedef int16_t S8 __attribute__((vector_size(16)));

#define DRAGOMAN_INLINE inline __attribute__((always_inline))

namespace plain {

DRAGOMAN_INLINE V8 Load(const float* p) {
  V8 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
DRAGOMAN_INLINE V8 Splat(float x) { return V8{x, x, x, x, x, x, x, x}; }
#define DRAGOMAN_TARGET
#include "parse/kernels_body.h"
#undef DRAGOMAN_TARGET

void Finish(const int32_t* sums, const Dense& d, size_t column, bool relu, float* out) {
  for (size_t c = 0; c < kColumnBlock; ++c) {
    float x = static_cast<float>(sums[c]) * d.scale[column + c];
    x = x + d.bias[column + c];
    out[column + c] = relu && !(x > 0) ? 0 : x;
  }
}

void Multiply(const int16_t* a, size_t a_stride, size_t rows, const Dense& d, bool relu, float* out,
              size_t out_stride) {
  for (size_t r = 0; r < rows; ++r) {
    const int16_t* row = a + r * a_stride;
    for (size_t column = 0; column < d.out; column += kColumnBlock) {
      const int16_t* w = d.w + column * d.in;
      int32_t sums[kColumnBlock] = {};
      for (size_t p = 0; p < d.in; p += 2, w += 2 * kColumnBlock) {
        for (size_t c = 0; c < kColumnBlock; ++c) {
          sums[c] += row[p] * w[2 * c] + row[p + 1] * w[2 * c + 1];
        }
      }
      Finish(sums, d, column, relu, out + r * out_stride);
    }
  }
}

void Dots(const int16_t* a, const int16_t* b, size_t b_stride, size_t n, int32_t* scores) {
  for (size_t j = 0; j < n; ++j) {
    int32_t sum = 0;
    for (size_t k = 0; k < kArcWidth; ++k) sum += a[k] * b[j * b_stride + k];
    scores[j] = sum;
  }
}

constexpr Kernels kKernels = {Multiply, Quantise, Recur, Dots};

}  // namespace plain

#ifdef DRAGOMAN_HAS_AVX2
namespace avx2 {

#define DRAGOMAN_TARGET __attribute__((target("avx2")))
DRAGOMAN_TARGET DRAGOMAN_INLINE V8 Load(const float* p) {
  V8 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
DRAGOMAN_TARGET DRAGOMAN_INLINE V8 Splat(float x) { return V8{x, x, x, x, x, x, x, x}; }
#include "parse/kernels_body.h"

DRAGOMAN_TARGET DRAGOMAN_INLINE void Finish(__m256i sum, const Dense& d, size_t column, bool relu,
                                            float* out) {
  __m256 x = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_loadu_ps(d.scale + column));
  x = _mm256_add_ps(x, _mm256_loadu_ps(d.bias + column));
  if (relu) x = _mm256_max_ps(x, _mm256_setzero_ps());
  _mm256_storeu_ps(out + column, x);
}

template <size_t kRows>
DRAGOMAN_TARGET DRAGOMAN_INLINE void Block(const int16_t* a, size_t a_stride, const Dense& d,
                                           size_t column, bool relu, float* out,
                                           size_t out_stride) {
  const int16_t* w = d.w + column * d.in;
  __m256i low[kRows], high[kRows];
  for (size_t r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_si256();
  for (size_t p = 0; p < d.in; p += 2, w += 2 * kColumnBlock) {
    __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    __m256i w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + kColumnBlock));
    for (size_t r = 0; r < kRows; ++r) {
      int32_t pair;
      __builtin_memcpy(&pair, a + r * a_stride + p, sizeof pair);
      __m256i x = _mm256_set1_epi32(pair);
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(x, w0));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(x, w1));
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    Finish(low[r], d, column, relu, out + r * out_stride);
    Finish(high[r], d, column + 8, relu, out + r * out_stride);
  }
}

// The last rows of a chunk, fewer than four.
DRAGOMAN_TARGET DRAGOMAN_INLINE void Rest(size_t rows, const int16_t* a, size_t a_stride,
                                          const Dense& d, size_t column, bool relu, float* out,
                                          size_t out_stride) {
  switch (rows) {
    case 1:
      return Block<1>(a, a_stride, d, column, relu, out, out_stride);
    case 2:
      return Block<2>(a, a_stride, d, column, relu, out, out_stride);
    case 3:
      return Block<3>(a, a_stride, d, column, relu, out, out_stride);
    default:
      return;
  }
}

DRAGOMAN_TARGET void Multiply(const int16_t* a, size_t a_stride, size_t rows, const Dense& d,
                              bool relu, float* out, size_t out_stride) {
  // Rows that fit the first-level cache beside a block of weights. Four at a time: with more,
  // GCC 12 spills the sums.
  constexpr size_t kChunk = 36;
  for (size_t begin = 0; begin < rows; begin += kChunk) {
    size_t end = begin + kChunk < rows ? begin + kChunk : rows;
    for (size_t column = 0; column < d.out; column += kColumnBlock) {
      size_t r = begin;
      for (; r + 4 <= end; r += 4) {
        Block<4>(a + r * a_stride, a_stride, d, column, relu, out + r * out_stride, out_stride);
      }
      Rest(end - r, a + r * a_stride, a_stride, d, column, relu, out + r * out_stride, out_stride);
    }
  }
}

DRAGOMAN_TARGET void Dots(const int16_t* a, const int16_t* b, size_t b_stride, size_t n,
                          int32_t* scores) {
  static_assert(kArcWidth % 16 == 0);
  for (size_t j = 0; j < n; ++j) {
    __m256i sum = _mm256_setzero_si256();
    for (size_t k = 0; k < kArcWidth; k += 16) {
      __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + k));
      __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + j * b_stride + k));
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(x, y));
    }
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
    scores[j] = _mm_cvtsi128_si32(s);
  }
}
#undef DRAGOMAN_TARGET

constexpr Kernels kKernels = {Multiply, Quantise, Recur, Dots};

}  // namespace avx2
#endif

}  // namespace

const Kernels& PlainKernels() { return plain::kKernels; }

const Kernels& BestKernels() {
#ifdef DRAGOMAN_HAS_AVX2
  if (__builtin_cpu_supports("avx2")) return avx2::kKernels;
#endif
  return plain::kKernels;
}

}  // namespace dragoman::parse
