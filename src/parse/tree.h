// SPDX-License-Identifier: Apache-2.0
// Scores of arcs -> the best tree with exactly one root: greedy where that is a tree already, else
// Chu-Liu/Edmonds (Chu and Liu 1965, Edmonds 1967). No recursion; O(n^2) for each cycle contracted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dragoman::parse {

// Words are 1..n, 0 is the root. score[d * (n + 1) + h]: of h as head of d, rows 1..n are read.
// heads[d - 1] is the head of d. Ties go to the lower head.
void BestTree(const std::vector<int32_t>& score, size_t n, std::vector<int32_t>& heads);

}  // namespace dragoman::parse
