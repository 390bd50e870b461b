// SPDX-License-Identifier: Apache-2.0
// Body of kernels.cc, compiled once per instruction set: DRAGOMAN_TARGET is a function attribute.
// Vectors are GCC's and Clang's generic ones: eight floats, in whatever registers the target has.

DRAGOMAN_TARGET inline void Sigmoid(const V8& in, V8& out) {
  // e^-x = 2^k * 2^f, f in [-1/2, 1/2]; polynomial of degree 5, error below 3e-7.
  V8 x = in < -30.0F ? Splat(-30.0F) : in;
  x = x > 30.0F ? Splat(30.0F) : x;
  V8 y = x * -1.44269504F;
  V8 k = (y + 12582912.0F) - 12582912.0F;  // rounds to nearest, ties to even
  V8 f = y - k;
  V8 p = f * 1.33335581e-3F + 9.61812911e-3F;
  p = p * f + 5.55041087e-2F;
  p = p * f + 2.40226507e-1F;
  p = p * f + 6.93147181e-1F;
  p = p * f + 1.0F;
  I8 bits = (__builtin_convertvector(k, I8) + 127) << 23;
  V8 power;
  __builtin_memcpy(&power, &bits, sizeof power);
  out = 1.0F / (1.0F + p * power);
}

DRAGOMAN_TARGET void Recur(const Recurrence& r, size_t n, int step, const float* const* u,
                           const float* skip, size_t skip_stride, size_t skip_gate, float* h,
                           size_t h_stride) {
  V8 before[kHidden / 8] = {};
  for (size_t i = 0; i < n; ++i) {
    size_t t = step > 0 ? i : n - 1 - i;
    const float* gate = u[t];
    const float* s = skip_gate > 0 ? gate + skip_gate : skip + t * skip_stride;
    float* to = h + t * h_stride;
    for (size_t j = 0; j < kHidden; j += 8) {
      V8& c = before[j / 8];
      V8 forget, reset;
      Sigmoid(Load(gate + kState + j) + Load(r.vf + j) * c, forget);
      Sigmoid(Load(gate + 2 * kState + j) + Load(r.vr + j) * c, reset);
      V8 x = Load(gate + j);
      V8 y = Load(s + j);
      c = x + forget * (c - x);
      V8 out = y + reset * (c - y);
      __builtin_memcpy(to + j, &out, sizeof out);
    }
  }
}

DRAGOMAN_TARGET void Quantise(const float* x, size_t n, float scale, int16_t* to) {
  constexpr auto kMost = static_cast<float>(kActivationMost);
  for (size_t i = 0; i < n; i += 8) {
    V8 y = Load(x + i) * scale;
    y = y > kMost ? Splat(kMost) : y;
    y = y < -kMost ? Splat(-kMost) : y;
    y = (y + 12582912.0F) - 12582912.0F;
    S8 q = __builtin_convertvector(__builtin_convertvector(y, I8), S8);
    __builtin_memcpy(to + i, &q, sizeof q);
  }
}
