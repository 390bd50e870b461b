// SPDX-License-Identifier: Apache-2.0
// The order of the stages: the only place that knows it.
#pragma once

#include <memory>
#include <string>

#include "attribution/attribution.h"
#include "base/limits.h"
#include "base/result.h"
#include "entities/entities.h"
#include "events/events.h"
#include "lexicon/lexicon.h"
#include "model/reading.h"
#include "parse/parse.h"
#include "segment/segment.h"
#include "times/times.h"

namespace dragoman::pipeline {

// Everything the stages were compiled from data: made once, then shared by all threads.
class Analyzer {
 public:
  static Result<std::unique_ptr<Analyzer>> Make(const lexicon::Lexicon& lexicon,
                                                Limits limits = {});

  // Total but for our own bugs: throws InternalError, which costs this article only.
  Reading Analyze(Document document) const;

 private:
  Analyzer(const lexicon::Lexicon& lexicon, parse::ParseModel model, Limits limits);

  Limits limits_;
  segment::SegmentRules segment_rules_;
  parse::ParseModel parse_model_;
  entities::KnowledgeBase knowledge_;
  times::TimeRules time_rules_;
  attribution::CueRules cue_rules_;
  events::Kinds kinds_;
};

}  // namespace dragoman::pipeline
