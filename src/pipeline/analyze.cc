// SPDX-License-Identifier: Apache-2.0
// The order of the stages. Entry: Analyzer::Analyze. Adding a stage is one line there.
#include "pipeline/analyze.h"

namespace dragoman::pipeline {

Result<std::unique_ptr<Analyzer>> Analyzer::Make(const lexicon::Lexicon& lexicon, Limits limits) {
  auto model = parse::ParseModel::Load(lexicon);
  if (!model) return model.error();
  return std::unique_ptr<Analyzer>(new Analyzer(lexicon, std::move(model).value(), limits));
}

Analyzer::Analyzer(const lexicon::Lexicon& lexicon, parse::ParseModel model, Limits limits)
    : limits_(limits),
      segment_rules_(lexicon),
      parse_model_(std::move(model)),
      knowledge_(lexicon),
      time_rules_(lexicon),
      cue_rules_(lexicon),
      kinds_(lexicon) {}

Reading Analyzer::Analyze(Document document) const {
  Reading r;
  r.document = std::move(document);
  const Document& d = r.document;
  r.syntax =
      parse::ParseSentences(d, segment::SplitSentences(d, segment_rules_, limits_), parse_model_);
  r.times = times::FindTimes(d, r.syntax, time_rules_, limits_);
  r.entities = entities::FindEntities(d, r.syntax, r.times, knowledge_, limits_);
  r.attributions =
      attribution::FindAttributions(d, r.syntax, r.entities, r.times, cue_rules_, limits_);
  r.events = events::FindEvents(d, r.syntax, r.entities, r.times, r.attributions, kinds_, limits_);
  return r;
}

}  // namespace dragoman::pipeline
