// SPDX-License-Identifier: Apache-2.0
// Where a sentence may end, and whether it does: a linear classifier over the words around each
// stop. Weights are rows of data/en/segment/boundary_weights.tsv, learned by
// tools/train_boundaries.cc from UD EWT and GUM train (logistic regression); features are named by
// readable text ("n=he", "AK+ns=title|Aa"), so a row says what it means.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/sentences.h"
#include "segment/rules.h"

namespace dragoman::segment {

// The words of one paragraph, with what the running sentence has open.
struct BoundaryContext {
  std::string_view text;
  const std::vector<Word>& words;
  size_t end = 0;             // of the paragraph
  size_t sentence_first = 0;  // where the running sentence began
  int brackets = 0;           // open round brackets before the stop
  bool quote = false;         // a double quotation mark stands open before the stop

  std::string_view form(size_t i) const { return words[i].span.in(text); }
};

// A sentence may end after `close`: words[stop] ends in a stop, words (stop, close] are closing
// quotation marks and brackets that stand right behind it, `next` is the word after.
struct Candidate {
  size_t stop = 0;
  size_t close = 0;
  size_t next = 0;
};

// Whether a sentence may end at words[k]; the end of the paragraph is no candidate.
bool FindCandidate(const BoundaryContext& context, size_t k, Candidate& out);

// FNV-1a.
uint64_t HashFeature(std::string_view s, uint64_t hash = 0xcbf29ce484222325ULL);

// One feature as its pieces; its text is name '=' a or name '=' a '|' b.
struct Feature {
  std::string_view name, a, b;
};
// The sink is called once per feature; views live until it returns.
class FeatureSink {
 public:
  virtual ~FeatureSink() = default;
  virtual void Add(const Feature& feature) = 0;
};
void BoundaryFeatures(const BoundaryContext& context, const Candidate& candidate,
                      const SegmentRules::Data& data, FeatureSink& sink);

// Above 0: the sentence ends.
float BoundaryScore(const BoundaryContext& context, const Candidate& candidate,
                    const SegmentRules::Data& data);

}  // namespace dragoman::segment
