// SPDX-License-Identifier: Apache-2.0
// Near-copies of a text: agency copy printed by many papers, with a new first line or a cut end.
// Method: A. Broder, "On the resemblance and containment of documents" (1997): min-wise hashes of
// word shingles, banded so that an index finds candidates without comparing every pair.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dragoman::record {

inline constexpr size_t kBands = 12;
// Of kBands bands of 4 hashes each: 3 in common mean a resemblance of about 0.7 or more.
inline constexpr size_t kBandsOfACopy = 3;

// Of each word (words.h).
std::vector<uint64_t> WordHashes(std::string_view text);

// Of a text's words. One too short to be cut up (under 20 words) is a copy only word for word.
// Empty without words.
std::vector<int64_t> ShingleBands(const std::vector<uint64_t>& words);

// The months in which copies of a text published on a day are looked for: 16 days to either side,
// at least. A text without a day is compared with others that have none.
struct CopyMonths {
  int64_t own = 0, near = 0;
};
CopyMonths MonthsOf(const std::optional<int64_t>& day);

// What tells two texts apart: of WordHashes.
uint64_t HashOfWords(const std::vector<uint64_t>& words);
// Of the words of a text, by another hash, which is in reports and decisions; article.text_hash of
// records before schema 10.
uint64_t HashOfText(std::string_view text);

}  // namespace dragoman::record
