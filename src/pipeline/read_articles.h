// SPDX-License-Identifier: Apache-2.0
// Articles in, readings out, in input order, on several threads, in bounded memory. What the public
// Reader (reader.cc) and the record's commands share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dragoman/reader.h"
#include "pipeline/analyze.h"

namespace dragoman::pipeline {

// What a worker makes of a reading before it is handed on in order.
struct Outcome {
  std::string text;
  std::optional<Reading> reading;
  std::optional<api::Reject> reject;
};

struct ReadOptions {
  std::string published;     // for articles that do not say themselves; "" or a valid day
  unsigned threads = 0;      // 0: as many as there are cores
  bool from_conllu = false;  // files are CoNLL-U, which may hold several articles each
  RunOptions run;
  // Called on several threads at once; adds to text or fills reading. Once an article.
  std::function<void(Reading&&, Outcome&)> finish;
  // Called in input order, never at once. False ends the run.
  std::function<bool(Outcome&&)> emit;
};

api::RunSummary ReadArticles(const Analyzer& analyzer, const std::vector<std::string>& paths,
                             const ReadOptions& options);

// "internal error, please report it: ..."
std::string InternalReason(const std::exception& e);

}  // namespace dragoman::pipeline
