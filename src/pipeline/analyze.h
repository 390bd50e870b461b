// SPDX-License-Identifier: Apache-2.0
// The order of the stages: the only place that knows it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// In the order they run; named as their folders are.
enum class Stage : uint8_t { kIngest, kSegment, kParse, kTimes, kEntities, kAttribution, kEvents };
constexpr size_t kStages = 7;
std::string_view Name(Stage stage);
std::optional<Stage> ParseStage(std::string_view name);

// What the stages cost, added up over articles.
struct Timings {
  std::array<int64_t, kStages> nanoseconds = {};
  uint64_t articles = 0, words = 0, bytes = 0;
  Timings& operator+=(const Timings& other);
};

struct RunOptions {
  Stage until = Stage::kEvents;
  bool verify = false;  // also in release builds
};

// A user's own rows, beside the data: the text of a file and its path, for messages. May be empty.
struct UserRows {
  std::string path, text;
};

// Everything the stages were compiled from data: made once, then shared by all threads.
class Analyzer {
 public:
  static Result<std::unique_ptr<Analyzer>> Make(const lexicon::Lexicon& lexicon, Limits limits = {},
                                                const UserRows& kinds = {},
                                                const std::vector<std::string>& actor_files = {});

  // Runs the stages up to and with options.until; what later ones make stays empty. Total but for
  // our own bugs: throws InternalError, which costs this article only.
  Reading RunUntil(Document document, const RunOptions& options, Timings& timings) const;
  // The syntax of the document comes from elsewhere: segment and parse do not run.
  Reading RunFrom(Document document, Syntax given, const RunOptions& options,
                  Timings& timings) const;
  Reading Analyze(Document document) const;

  const Limits& limits() const { return limits_; }

 private:
  Analyzer(const lexicon::Lexicon& lexicon, parse::ParseModel model, events::Kinds kinds,
           std::unique_ptr<entities::KnowledgeBase> knowledge, Limits limits);
  Reading Run(Document document, Syntax* given, const RunOptions& options, Timings& timings) const;
  void NarrowDates(Reading& reading) const;

  Limits limits_;
  segment::SegmentRules segment_rules_;
  parse::ParseModel parse_model_;
  parse::WordForms word_forms_;
  std::unique_ptr<entities::KnowledgeBase> knowledge_;
  entities::EntityRules entity_rules_;
  times::TimeRules time_rules_;
  attribution::CueRules cue_rules_;
  events::Kinds kinds_;
};

// What that stage made, in its golden-test format.
std::string DumpOf(Stage stage, const Reading& reading);

}  // namespace dragoman::pipeline
