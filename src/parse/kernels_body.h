// SPDX-License-Identifier: Apache-2.0
// Element-wise kernels, compiled once per instruction set: DRAGOMAN_TARGET is a function attribute,
// kLanes the number of floats in a vector. Vectors are GCC's and Clang's generic ones, in whatever
// registers the target has, and are passed by reference only, so no call depends on their width.

typedef float V __attribute__((vector_size(4 * kLanes)));
typedef int32_t I __attribute__((vector_size(4 * kLanes)));
typedef int16_t S __attribute__((vector_size(2 * kLanes)));
typedef uint8_t B __attribute__((vector_size(kLanes)));

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Load(const float* p, V& v) {
  __builtin_memcpy(&v, p, sizeof v);
}

DRAGOMAN_TARGET inline __attribute__((always_inline)) void Sigmoid(const V& in, V& out) {
  // e^-x = 2^k * 2^f, f in [-1/2, 1/2]; polynomial of degree 5, error below 3e-7.
  const V most = V{} + 30.0F;
  V x = in < -most ? -most : in;
  x = x > most ? most : x;
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
    for (size_t j = 0; j < kHidden; j += kLanes) {
      V c = before[j / kLanes];
      V x, y, z, v, forget, reset;
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
  y = y > most ? most : y;
  y = y < -most ? -most : y;
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
