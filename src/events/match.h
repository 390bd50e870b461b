// SPDX-License-Identifier: Apache-2.0
// Finds the row that reads a trigger word best, with the arguments that fill its slots.
#pragma once

#include <vector>

#include "events/view.h"

namespace dragoman::events {

struct Filled {
  const FrameSlot* slot;
  Arg arg;
};

struct Match {
  const Row* row = nullptr;
  WordId trigger;
  WordId particle;  // "out" of "carried out", "air" of "air strike"; may be invalid
  std::vector<Filled> filled;
  int score = 0;
};

// The rows of `rows` that fit the word, best first; none is returned twice.
std::vector<Match> MatchRows(const View& view, WordId word, const std::vector<const Row*>& rows);

// The row with the arguments of `word`, an ordinal that stands for its noun: "his first was to
// Chad".
Match MatchInPlace(const View& view, WordId word, const Row& row);

// The best row of all kinds for this word; row == nullptr if none fits.
Match BestMatch(const View& view, WordId word);

}  // namespace dragoman::events
