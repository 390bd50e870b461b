// SPDX-License-Identifier: Apache-2.0
#include "times/times.h"

namespace dragoman::times {

struct TimeRules::Data {};

TimeRules::TimeRules(const lexicon::Lexicon&) : data_(std::make_unique<Data>()) {}
TimeRules::~TimeRules() = default;
TimeRules::TimeRules(TimeRules&&) noexcept = default;

Times FindTimes(const Document& document, const Syntax& syntax, const TimeRules&, const Limits&) {
  Times times;
  times.narrative.resize(syntax.base.sentences.size());
  times.published_basis = document.published_basis;
  if (document.published) times.published = {document.published, document.published};
  return times;
}

}  // namespace dragoman::times
