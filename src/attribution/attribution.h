// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Entities, Times -> Attributions: source, cue, content.
// CueRules is built once from the lexicon and never changes.
#pragma once

#include <memory>

#include "base/limits.h"
#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/attributions.h"

namespace dragoman::attribution {

class CueRules {
 public:
  explicit CueRules(const lexicon::Lexicon& lexicon);
  ~CueRules();
  CueRules(CueRules&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

// Total: any input gives a value.
Attributions FindAttributions(const Document& document, const Syntax& syntax,
                              const Entities& entities, const Times& times, const CueRules& rules,
                              const Limits& limits);

}  // namespace dragoman::attribution
