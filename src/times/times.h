// SPDX-License-Identifier: Apache-2.0
// Document, Syntax -> Times: TIMEX3 expressions and the days they cover.
// TimeRules is built once from the lexicon and never changes.
#pragma once

#include <memory>

#include "base/limits.h"
#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/times.h"

namespace dragoman::times {

class TimeRules {
 public:
  explicit TimeRules(const lexicon::Lexicon& lexicon);
  ~TimeRules();
  TimeRules(TimeRules&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

// Total: any input gives a value. `written`: when the article can have been written, as far as
// something outside the text's dates tells (entities::OfficeBounds); looked at where no date of
// publication is given.
Times FindTimes(const Document& document, const Syntax& syntax, const TimeRules& rules,
                const Limits& limits, const Interval& written = {});

}  // namespace dragoman::times
