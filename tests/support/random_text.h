// SPDX-License-Identifier: Apache-2.0
// Texts nobody would write: random code points, and newspaper sentences with their words and marks
// shuffled, cut, doubled and replaced. The same seed gives the same text everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dragoman::test {

// PCG32, M. E. O'Neill 2014: std:: distributions differ between libraries, this does not.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 6364136223846793005u + 1442695040888963407u) {}
  uint32_t Next();
  uint32_t Below(uint32_t n) { return Next() % n; }  // the bias does not matter here

 private:
  uint64_t state_;
};

std::string RandomBytes(Random& random, size_t size);
// Valid UTF-8 without NUL: mostly ASCII, with marks, spaces of all kinds, accents, CJK, emoji,
// joiners.
std::string RandomUtf8(Random& random, size_t code_points);
// A few sentences of our own, mutated; valid UTF-8 without NUL.
std::string MutatedNews(Random& random);
// Shapes that have broken text programs before: nested brackets and quotes, one endless word, only
// marks, only spaces, thousands of names. Each at most `size` bytes or so.
std::vector<std::string> AwkwardTexts(size_t size);

}  // namespace dragoman::test
