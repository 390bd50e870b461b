// SPDX-License-Identifier: Apache-2.0
// Document -> Sentences. SegmentRules is built once from the lexicon and never changes.
#pragma once

#include <memory>

#include "base/limits.h"
#include "lexicon/lexicon.h"
#include "model/sentences.h"

namespace dragoman::segment {

class SegmentRules {
 public:
  explicit SegmentRules(const lexicon::Lexicon& lexicon);
  ~SegmentRules();
  SegmentRules(SegmentRules&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

// Total: any text gives sentences.
Sentences SplitSentences(const Document& document, const SegmentRules& rules, const Limits& limits);

}  // namespace dragoman::segment
