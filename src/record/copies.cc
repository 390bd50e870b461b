// SPDX-License-Identifier: Apache-2.0
// Min-wise hashing. Entry: ShingleBands.
#include "record/copies.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/ascii.h"
#include "record/words.h"

namespace dragoman::record {
namespace {

constexpr size_t kShingleWords = 4, kRows = 4, kHashes = kBands * kRows, kFewestWords = 20;

uint64_t Scramble(uint64_t x) {  // finalizer of MurmurHash3, public domain
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccd;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53;
  return x ^ (x >> 33);
}

// What a byte is in a word: letters of ASCII in lower case; 0: it ends words.
constexpr std::array<uint8_t, 256> kPart = [] {
  std::array<uint8_t, 256> part = {};
  for (size_t raw = 0; raw < part.size(); ++raw) {
    auto c = static_cast<uint8_t>(LowerAscii(static_cast<char>(raw)));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) part[raw] = c;
  }
  return part;
}();

// visit(hash) for each word.
template <class F>
void VisitWords(std::string_view text, F visit) {
  const char *at = text.data(), *end = at + text.size();
  while (at < end) {
    uint8_t c = kPart[static_cast<uint8_t>(*at++)];
    if (c == 0) continue;
    uint64_t h = 0xcbf29ce484222325;
    for (; c != 0; c = at < end ? kPart[static_cast<uint8_t>(*at++)] : 0) {
      h = (h ^ c) * 0x100000001b3;
    }
    visit(h);
  }
}

}  // namespace

std::vector<uint64_t> WordHashes(std::string_view text) {
  Words words;
  words.Read(text);
  std::vector<uint64_t> out;
  out.reserve(text.size() / 5);
  words.Visit([&](size_t, size_t, uint64_t hash, bool) { out.push_back(hash); });
  return out;
}

uint64_t HashOfText(std::string_view text) {
  uint64_t h = 0;
  VisitWords(text, [&](uint64_t word) { h = Scramble(h ^ word); });
  return h;
}

uint64_t HashOfWords(const std::vector<uint64_t>& words) {
  uint64_t h = words.size();
  for (uint64_t word : words) h = Words::Mix(h, word);
  return Scramble(h);
}

std::vector<int64_t> ShingleBands(const std::vector<uint64_t>& words) {
  if (words.size() < kFewestWords) {
    // Too short to be cut up: a copy only word for word.
    std::vector<int64_t> bands;
    for (size_t b = 0; b < kBands && !words.empty(); ++b) {
      bands.push_back(static_cast<int64_t>(Scramble(HashOfWords(words) + b) >> 1));
    }
    return bands;
  }
  std::array<uint64_t, kHashes> least;
  least.fill(std::numeric_limits<uint64_t>::max());
  // One hash per shingle, kHashes bins of it: one-permutation hashing (P. Li and others, 2012).
  for (size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    uint64_t h = 0;
    for (size_t k = 0; k < kShingleWords; ++k) {
      h += std::rotl(words[i + k], static_cast<int>(17 * k));
    }
    h = Scramble(h);
    uint64_t& bin = least[h % kHashes];
    bin = std::min(bin, h);
  }
  // An empty bin borrows from the next full one (Shrivastava and Li 2014, rotation).
  std::array<uint64_t, kHashes> full = least;
  for (size_t i = 0; i < kHashes; ++i) {
    for (size_t step = 1; full[i] == std::numeric_limits<uint64_t>::max() && step < kHashes;
         ++step) {
      uint64_t other = least[(i + step) % kHashes];
      if (other != std::numeric_limits<uint64_t>::max()) full[i] = Scramble(other + step);
    }
  }
  std::vector<int64_t> bands;
  for (size_t b = 0; b < kBands; ++b) {
    uint64_t h = b;
    for (size_t r = 0; r < kRows; ++r) h = Scramble(h ^ full[b * kRows + r]);
    bands.push_back(static_cast<int64_t>(h >> 1));
  }
  return bands;
}

CopyMonths MonthsOf(const std::optional<int64_t>& day) {
  constexpr int64_t kDays = 32, kUndated = -100'000;  // before the year 1
  if (!day) return {kUndated, kUndated};
  int64_t month = *day >= 0 ? *day / kDays : (*day + 1) / kDays - 1;
  return {month, *day - month * kDays < kDays / 2 ? month - 1 : month + 1};
}

}  // namespace dragoman::record
