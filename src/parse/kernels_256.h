// SPDX-License-Identifier: Apache-2.0
// Products with 256-bit registers, compiled for AVX2 and for AVX-VNNI, which differ in `Add`: eight
// columns' sums, plus the products of two fours of inputs.

template <size_t kRows>
DRAGOMAN_TARGET inline __attribute__((always_inline)) void Block(const uint8_t* a, size_t a_stride,
                                                                 const Dense& d, size_t column,
                                                                 bool relu, float* out,
                                                                 size_t out_stride) {
  const int8_t* w = d.w + column / kColumnBlock * kColumnBlock * d.in + column % kColumnBlock * 4;
  __m256i sum[kRows];
  auto start = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(d.start + column));
  for (size_t r = 0; r < kRows; ++r) sum[r] = start;
  for (size_t i = 0; i < d.in; i += 8, w += 8 * kColumnBlock) {
    auto w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    auto w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 4 * kColumnBlock));
    for (size_t r = 0; r < kRows; ++r) {
      int32_t four[2];
      __builtin_memcpy(four, a + r * a_stride + i, sizeof four);
      Add(sum[r], _mm256_set1_epi32(four[0]), w0, _mm256_set1_epi32(four[1]), w1);
    }
  }
  auto scale = _mm256_loadu_ps(d.scale + column);
  for (size_t r = 0; r < kRows; ++r) {
    auto x = _mm256_mul_ps(_mm256_cvtepi32_ps(sum[r]), scale);
    if (relu) x = _mm256_max_ps(x, _mm256_setzero_ps());
    _mm256_storeu_ps(out + r * out_stride + column, x);
  }
}

// The last rows of a chunk, fewer than eight.
DRAGOMAN_TARGET inline void Rest(size_t rows, const uint8_t* a, size_t a_stride, const Dense& d,
                                 size_t column, bool relu, float* out, size_t out_stride) {
  switch (rows) {
#define DRAGOMAN_CASE(n) \
  case n:                \
    return Block<n>(a, a_stride, d, column, relu, out, out_stride);
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
    size_t end = begin + kRowChunk < rows ? begin + kRowChunk : rows;
    for (size_t column = 0; column < d.out; column += 8) {
      size_t r = begin;
      for (; r + 8 <= end; r += 8) {
        Block<8>(a + r * a_stride, a_stride, d, column, relu, out + r * out_stride, out_stride);
      }
      Rest(end - r, a + r * a_stride, a_stride, d, column, relu, out + r * out_stride, out_stride);
    }
  }
}
