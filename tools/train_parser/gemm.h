// SPDX-License-Identifier: Apache-2.0
// Single-precision matrix products for the trainer: row-major, one thread, fixed order of sums, so
// that a run can be repeated to the bit on the same machine. Not part of the program that ships.
#pragma once

#include <cstddef>

namespace dragoman::train {

// c[m x n] (+)= a[m x k] * b[k x n]. n is a multiple of 16 or is padded inside.
void Gemm(const float* a, const float* b, float* c, size_t m, size_t k, size_t n, bool add);
// c[k x n] += a[m x k]^T * b[m x n]
void GemmTransposedA(const float* a, const float* b, float* c, size_t m, size_t k, size_t n);
// c[m x k] (+)= a[m x n] * b[k x n]^T
void GemmTransposedB(const float* a, const float* b, float* c, size_t m, size_t n, size_t k,
                     bool add);

}  // namespace dragoman::train
