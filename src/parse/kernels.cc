// SPDX-License-Identifier: Apache-2.0
// The kernels: plain, AVX2, AVX-VNNI and AVX512-VNNI. The shared element-wise part is in
// kernels_body.h, products with 256-bit registers in kernels_256.h.
#include "parse/kernels.h"

#include "parse/shape.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#define DRAGOMAN_X86 1
#endif

#pragma GCC diagnostic ignored "-Wpsabi"

namespace dragoman::parse {

bool GroupsFit(std::span<const int8_t> w, size_t in) {
  constexpr size_t kFour = 4 * kColumnBlock;
  if (in % 8 != 0 || w.size() % (kColumnBlock * in) != 0) return false;
  bool fit = true;
  for (size_t i = 0; i < w.size(); i += 2 * kFour) {
    for (size_t k = i; k < i + kFour; k += 2) {
      int positive = 0, negative = 0;
      for (int8_t x : {w[k], w[k + 1], w[k + kFour], w[k + kFour + 1]}) {
        positive += x > 0 ? x : 0;
        negative += x < 0 ? -x : 0;
      }
      fit = fit && positive <= kGroupMost && negative <= kGroupMost;
    }
  }
  return fit;
}

namespace {

// Rows that fit the first-level cache beside a block of weights.
[[maybe_unused]] constexpr size_t kRowChunk = 64;

namespace plain {

constexpr size_t kLanes = 8;
#define DRAGOMAN_TARGET
#define DRAGOMAN_AT_LEAST(x, bound) ((x) < (bound) ? (bound) : (x))
#define DRAGOMAN_AT_MOST(x, bound) ((x) > (bound) ? (bound) : (x))
#include "parse/kernels_body.h"
#undef DRAGOMAN_AT_LEAST
#undef DRAGOMAN_AT_MOST
#undef DRAGOMAN_TARGET

bool Usable() { return true; }

void Multiply(const uint8_t* a, size_t a_stride, size_t rows, const Dense& d, bool relu, float* out,
              size_t out_stride) {
  for (size_t r = 0; r < rows; ++r) {
    const uint8_t* row = a + r * a_stride;
    for (size_t column = 0; column < d.out; column += kColumnBlock) {
      const int8_t* w = d.w + column * d.in;
      int32_t sums[kColumnBlock];
      for (size_t c = 0; c < kColumnBlock; ++c) sums[c] = d.start[column + c];
      for (size_t i = 0; i < d.in; i += 4, w += 4 * kColumnBlock) {
        for (size_t c = 0; c < kColumnBlock; ++c) {
          for (size_t k = 0; k < 4; ++k) sums[c] += row[i + k] * w[4 * c + k];
        }
      }
      for (size_t c = 0; c < kColumnBlock; ++c) {
        float x = static_cast<float>(sums[c]) * d.scale[column + c];
        out[r * out_stride + column + c] = relu && !(x > 0) ? 0 : x;
      }
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

constexpr Kernels kKernels = {"plain", Usable, Multiply, Quantise, QuantiseWide,
                              Recur,   Dots,   Argmax,   Embed};

}  // namespace plain

#ifdef DRAGOMAN_X86
namespace avx2 {

constexpr size_t kLanes = 8;
#define DRAGOMAN_TARGET __attribute__((target("avx2")))
#define DRAGOMAN_AT_LEAST(x, bound) reinterpret_cast<V>(_mm256_max_ps(bound, x))
#define DRAGOMAN_AT_MOST(x, bound) reinterpret_cast<V>(_mm256_min_ps(bound, x))
#include "parse/kernels_body.h"
#undef DRAGOMAN_AT_LEAST
#undef DRAGOMAN_AT_MOST

bool Usable() { return __builtin_cpu_supports("avx2"); }

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Add(__m256i& sum, __m256i x0, __m256i w0,
                                                               __m256i x1, __m256i w1) {
  __m256i pairs = _mm256_add_epi16(_mm256_maddubs_epi16(x0, w0), _mm256_maddubs_epi16(x1, w1));
  sum = _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}
#include "parse/kernels_256.h"

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

constexpr Kernels kKernels = {"avx2", Usable, Multiply, Quantise, QuantiseWide,
                              Recur,  Dots,   Argmax,   Embed};

}  // namespace avx2

// Compiled, and tested where a machine has it; none that we built on had (2026-11).
namespace avxvnni {

#define DRAGOMAN_TARGET __attribute__((target("avx2,avxvnni")))

bool Usable() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return avx2::Usable() && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a >> 4 & 1) != 0;
}

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Add(__m256i& sum, __m256i x0, __m256i w0,
                                                               __m256i x1, __m256i w1) {
  sum = _mm256_dpbusd_avx_epi32(_mm256_dpbusd_avx_epi32(sum, x0, w0), x1, w1);
}
#include "parse/kernels_256.h"
#undef DRAGOMAN_TARGET

constexpr Kernels kKernels = {"avxvnni",          Usable,      Multiply,   avx2::Quantise,
                              avx2::QuantiseWide, avx2::Recur, avx2::Dots, avx2::Argmax,
                              avx2::Embed};

}  // namespace avxvnni

namespace avx512vnni {

constexpr size_t kLanes = 16;
#define DRAGOMAN_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define DRAGOMAN_AT_LEAST(x, bound) reinterpret_cast<V>(_mm512_maskz_max_ps(0xffff, bound, x))
#define DRAGOMAN_AT_MOST(x, bound) reinterpret_cast<V>(_mm512_maskz_min_ps(0xffff, bound, x))
#include "parse/kernels_body.h"
#undef DRAGOMAN_AT_LEAST
#undef DRAGOMAN_AT_MOST

bool Usable() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vnni");
}

// kRows x (kBlocks * 16 columns).
template <size_t kRows, size_t kBlocks>
DRAGOMAN_TARGET inline __attribute__((always_inline)) void Block(const uint8_t* a, size_t a_stride,
                                                                 const Dense& d, size_t column,
                                                                 bool relu, float* out,
                                                                 size_t out_stride) {
  const int8_t* w = d.w + column * d.in;
  __m512i sum[kRows][kBlocks];
  for (size_t b = 0; b < kBlocks; ++b) {
    auto start = _mm512_loadu_si512(d.start + column + b * kColumnBlock);
    for (size_t r = 0; r < kRows; ++r) sum[r][b] = start;
  }
  for (size_t i = 0; i < d.in; i += 4, w += 4 * kColumnBlock) {
    __m512i wide[kBlocks];
    for (size_t b = 0; b < kBlocks; ++b) wide[b] = _mm512_loadu_si512(w + b * kColumnBlock * d.in);
    for (size_t r = 0; r < kRows; ++r) {
      int32_t four;
      __builtin_memcpy(&four, a + r * a_stride + i, sizeof four);
      __m512i x = _mm512_set1_epi32(four);
      for (size_t b = 0; b < kBlocks; ++b) sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], x, wide[b]);
    }
  }
  for (size_t b = 0; b < kBlocks; ++b) {
    size_t at = column + b * kColumnBlock;
    V scale;
    Load(d.scale + at, scale);
    for (size_t r = 0; r < kRows; ++r) {
      V x = __builtin_convertvector(reinterpret_cast<I>(sum[r][b]), V) * scale;
      if (relu) x = x > 0.0F ? x : V{};
      __builtin_memcpy(out + r * out_stride + at, &x, sizeof x);
    }
  }
}

template <size_t kBlocks>
DRAGOMAN_TARGET inline void Rows(const uint8_t* a, size_t a_stride, size_t rows, const Dense& d,
                                 size_t column, bool relu, float* out, size_t out_stride) {
  for (; rows >= 8; rows -= 8, a += 8 * a_stride, out += 8 * out_stride) {
    Block<8, kBlocks>(a, a_stride, d, column, relu, out, out_stride);
  }
  switch (rows) {
#define DRAGOMAN_CASE(n) \
  case n:                \
    return Block<n, kBlocks>(a, a_stride, d, column, relu, out, out_stride);
    DRAGOMAN_CASE(1)
    DRAGOMAN_CASE(2)
    DRAGOMAN_CASE(3)
    DRAGOMAN_CASE(4)
    DRAGOMAN_CASE(5)
    DRAGOMAN_CASE(6)
    DRAGOMAN_CASE(7)
#undef DRAGOMAN_CASE
    default:
      return;
  }
}

DRAGOMAN_TARGET void Multiply(const uint8_t* a, size_t a_stride, size_t rows, const Dense& d,
                              bool relu, float* out, size_t out_stride) {
  for (size_t begin = 0; begin < rows; begin += kRowChunk) {
    size_t n = rows - begin < kRowChunk ? rows - begin : kRowChunk;
    const uint8_t* from = a + begin * a_stride;
    float* to = out + begin * out_stride;
    size_t column = 0;
    for (; column + 2 * kColumnBlock <= d.out; column += 2 * kColumnBlock) {
      Rows<2>(from, a_stride, n, d, column, relu, to, out_stride);
    }
    if (column < d.out) Rows<1>(from, a_stride, n, d, column, relu, to, out_stride);
  }
}
#undef DRAGOMAN_TARGET

constexpr Kernels kKernels = {"avx512vnni", Usable,     Multiply, Quantise, QuantiseWide,
                              Recur,        avx2::Dots, Argmax,   Embed};

}  // namespace avx512vnni
#endif

constexpr const Kernels* kAll[] = {
#ifdef DRAGOMAN_X86
    &avx512vnni::kKernels, &avxvnni::kKernels, &avx2::kKernels,
#endif
    &plain::kKernels};

}  // namespace

std::span<const Kernels* const> AllKernels() { return kAll; }

const Kernels& BestKernels() {
  for (const Kernels* k : kAll) {
    if (k->usable()) return *k;
  }
  return plain::kKernels;
}

}  // namespace dragoman::parse
