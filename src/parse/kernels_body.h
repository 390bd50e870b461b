// SPDX-License-Identifier: Apache-2.0
// Element-wise kernels, compiled once per instruction set: DRAGOMAN_TARGET is a function attribute,
// kLanes the number of floats in a vector, DRAGOMAN_AT_LEAST and DRAGOMAN_AT_MOST(x, bound) are
// x < bound ? bound : x and x > bound ? bound : x of vectors. Vectors are GCC's and Clang's generic
// ones, in whatever registers the target has, and are passed by reference only, so no call depends
// on their width.

typedef float V __attribute__((vector_size(4 * kLanes)));
typedef int32_t I __attribute__((vector_size(4 * kLanes)));
typedef int16_t S __attribute__((vector_size(2 * kLanes)));
typedef uint8_t B __attribute__((vector_size(kLanes)));
typedef int8_t C __attribute__((vector_size(kLanes)));

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Load(const float* p, V& v) {
  __builtin_memcpy(&v, p, sizeof v);
}

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Sigmoid(const V& in, V& out) {
  // e^-x = 2^k * 2^f, f in [-1/2, 1/2]; polynomial of degree 5, error below 3e-7.
  const V most = V{} + 30.0F;
  V x = DRAGOMAN_AT_LEAST(in, -most);
  x = DRAGOMAN_AT_MOST(x, most);
  V y = x * -1.44269504F;
  V k = (y + 12582912.0F) - 12582912.0F;  // rounds to nearest, ties to even
  V f = y - k;
  V p = f * 1.33335581e-3F + 9.61812911e-3F;
  p = p * f + 5.55041087e-2F;
  p = p * f + 2.40226507e-1F;
  p = p * f + 6.93147181e-1F;
  p = p * f + 1.0F;
  I bits = (__builtin_convertvector(k, I) + 127) << 23;
  V power;
  __builtin_memcpy(&power, &bits, sizeof power);
  out = 1.0F / (1.0F + p * power);
}

DRAGOMAN_TARGET void Recur(const Recurrence& r, size_t n, int step, const float* const* u,
                           const float* skip, size_t skip_stride, size_t skip_gate, float* h,
                           size_t h_stride) {
  V before[kHidden / kLanes] = {};
  for (size_t i = 0; i < n; ++i) {
    size_t t = step > 0 ? i : n - 1 - i;
    const float* gate = u[t];
    const float* s = skip_gate > 0 ? gate + skip_gate : skip + t * skip_stride;
    float* to = h + t * h_stride;
    const float* next = u[i + 1 == n ? t : step > 0 ? t + 1 : t - 1];
    for (size_t j = 0; j < kHidden; j += kLanes) {
      V c = before[j / kLanes];
      V x, y, z, v, forget, reset;
      // In the first layer words lie all over the cache of forms.
      for (size_t g = 0; skip_gate > 0 && g < 4; ++g) __builtin_prefetch(next + g * kState + j);
      Load(gate + kState + j, z);
      Load(r.vf + j, v);
      Sigmoid(z + v * c, forget);
      Load(gate + 2 * kState + j, z);
      Load(r.vr + j, v);
      Sigmoid(z + v * c, reset);
      Load(gate + j, x);
      Load(s + j, y);
      c = x + forget * (c - x);
      before[j / kLanes] = c;
      V out = y + reset * (c - y);
      __builtin_memcpy(to + j, &out, sizeof out);
    }
  }
}

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Round(const float* x, float scale,
                                                                 float within, I& out) {
  const V most = V{} + within;
  V y;
  Load(x, y);
  y = y * scale;
  y = DRAGOMAN_AT_MOST(y, most);
  y = DRAGOMAN_AT_LEAST(y, -most);
  y = (y + 12582912.0F) - 12582912.0F;
  out = __builtin_convertvector(y, I);
}

DRAGOMAN_TARGET void Quantise(const float* x, size_t n, float scale, uint8_t* to) {
  for (size_t i = 0; i < n; i += kLanes) {
    I y;
    Round(x + i, scale, kActivationMost, y);
    B q = __builtin_convertvector(y + kActivationZero, B);
    __builtin_memcpy(to + i, &q, sizeof q);
  }
}

DRAGOMAN_TARGET void QuantiseWide(const float* x, size_t n, float scale, int16_t* to) {
  for (size_t i = 0; i < n; i += kLanes) {
    I y;
    Round(x + i, scale, kWideMost, y);
    S q = __builtin_convertvector(y, S);
    __builtin_memcpy(to + i, &q, sizeof q);
  }
}

// The first of the greatest.
DRAGOMAN_TARGET size_t Argmax(const float* x, size_t n) {
  float most = x[0];
  size_t i = 0;
  if (n >= kLanes) {
    V all;
    Load(x, all);
    for (i = kLanes; i + kLanes <= n; i += kLanes) {
      V y;
      Load(x + i, y);
      all = DRAGOMAN_AT_LEAST(y, all);
    }
    for (size_t l = 0; l < kLanes; ++l) most = all[l] > most ? all[l] : most;
  }
  for (; i < n; ++i) most = x[i] > most ? x[i] : most;
  for (i = 0; i + 1 < n && x[i] < most;) ++i;
  return i;
}

DRAGOMAN_TARGET inline __attribute__((always_inline)) void AddRow(const int8_t* row, float scale,
                                                                  size_t n, float* x) {
  for (size_t j = 0; j < n; j += kLanes) {
    C bytes;
    V sum;
    __builtin_memcpy(&bytes, row + j, sizeof bytes);
    Load(x + j, sum);
    sum = sum + __builtin_convertvector(bytes, V) * scale;
    __builtin_memcpy(x + j, &sum, sizeof sum);
  }
}

DRAGOMAN_TARGET void Embed(const FormRows& rows, float* x) {
  __builtin_memset(x, 0, kEmbedWidth * sizeof *x);
  AddRow(rows.word, rows.word_scale, kWordWidth, x);
  for (size_t a = 0; a < kAffixTemplates; ++a) {
    AddRow(rows.affix[a], rows.affix_scale[a], kAffixWidth, x + kWordWidth);
  }
}
