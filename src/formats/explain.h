// SPDX-License-Identifier: Apache-2.0
// Where the rows of a reading come from: the sentence, the row of data that fired, where each slot
// was filled from, the tree. Entry: Explain. It says what was recorded, not what nearly happened.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/reading.h"

namespace dragoman::formats {

// A row of data/: where it stands ("data/en/events/ways/talks.tsv:12") and what it says. Empty if
// there is no such row.
struct RuleRow {
  std::string where, cells;
};

struct ExplainOptions {
  size_t event = 0;     // from 1; 0: all
  size_t sentence = 0;  // from 1; 0: all
  // The row of a rule's name.
  std::function<RuleRow(std::string_view rule)> find_rule;
};

// Every sentence with its events and relations, or that it has none; with the tree where one event
// or one sentence is asked for. Says so where there is no such event or sentence.
std::string Explain(const Reading& reading, const ExplainOptions& options);

}  // namespace dragoman::formats
