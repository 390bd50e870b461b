// SPDX-License-Identifier: Apache-2.0
// The order of the stages. Entry: Analyzer::RunUntil. Adding a stage is one line there, one in
// VerifyOf and one in DumpOf.
#include "pipeline/analyze.h"

#include <algorithm>
#include <chrono>

namespace dragoman::pipeline {
namespace {

constexpr std::array<std::string_view, kStages> kNames = {
    "ingest", "segment", "parse", "times", "entities", "attribution", "events"};

#if defined(NDEBUG)
constexpr bool kDebug = false;
#else
constexpr bool kDebug = true;
#endif

// Checked in every build: they cost nothing beside the parser, and all else counts on these spans.
constexpr bool IsAlwaysVerified(Stage stage) {
  return stage == Stage::kIngest || stage == Stage::kSegment;
}

void VerifyOf(Stage stage, const Reading& r) {
  const Document& d = r.document;
  switch (stage) {
    case Stage::kIngest:
      return Verify(d);
    case Stage::kSegment:
      return Verify(r.syntax.base, d);
    case Stage::kParse:
      return Verify(r.syntax, d);
    case Stage::kTimes:
      return Verify(r.times, r.syntax, d);
    case Stage::kEntities:
      return Verify(r.entities, r.syntax, d);
    case Stage::kAttribution:
      return Verify(r.attributions, r.syntax, d);
    case Stage::kEvents:
      return Verify(r.events, r.entities, r.times, r.syntax, d);
  }
}

}  // namespace

std::string_view Name(Stage stage) { return kNames[static_cast<size_t>(stage)]; }

std::optional<Stage> ParseStage(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Stage>(found - kNames.begin());
}

Timings& Timings::operator+=(const Timings& other) {
  for (size_t i = 0; i < kStages; ++i) nanoseconds[i] += other.nanoseconds[i];
  articles += other.articles;
  words += other.words;
  bytes += other.bytes;
  return *this;
}

// Data that the compiler of the lexicon lets pass and a stage does not understand is found here: a
// table that is missing, a row that names what no other row defines.
Result<std::unique_ptr<Analyzer>> Analyzer::Make(const lexicon::Lexicon& lexicon, Limits limits,
                                                 const UserRows& kinds,
                                                 const std::vector<std::string>& actor_files) try {
  auto model = parse::ParseModel::Load();
  if (!model) return model.error();
  Result<events::Kinds> loaded = kinds.text.empty()
                                     ? events::Kinds(lexicon)
                                     : events::Kinds::Load(lexicon, kinds.text, kinds.path);
  if (!loaded) return loaded.error();
  auto knowledge = entities::KnowledgeBase::Make(lexicon, actor_files);
  if (!knowledge) return knowledge.error();
  return std::unique_ptr<Analyzer>(new Analyzer(lexicon, std::move(model).value(),
                                                std::move(loaded).value(),
                                                std::move(knowledge).value(), limits));
} catch (const InternalError& e) {
  return Error{e.what()};
}

Analyzer::Analyzer(const lexicon::Lexicon& lexicon, parse::ParseModel model, events::Kinds kinds,
                   std::unique_ptr<entities::KnowledgeBase> knowledge, Limits limits)
    : limits_(limits),
      segment_rules_(lexicon),
      parse_model_(std::move(model)),
      word_forms_(lexicon),
      knowledge_(std::move(knowledge)),
      entity_rules_(lexicon),
      time_rules_(lexicon),
      cue_rules_(lexicon),
      kinds_(std::move(kinds)) {}

// An article without a day of its own: the offices it tells of bound when it was written. Times are
// then read anew, and names at those times. Costs nothing where a date was given.
void Analyzer::NarrowDates(Reading& r) const {
  bool dated = r.times.published.earliest && r.times.published.earliest == r.times.published.latest;
  if (dated) return;
  Interval written = entities::OfficeBounds(r.entities, *knowledge_);
  if (written.unbounded()) return;
  r.times = times::FindTimes(r.document, r.syntax, time_rules_, limits_, written);
  r.entities =
      entities::FindEntities(r.document, r.syntax, r.times, *knowledge_, entity_rules_, limits_);
}

Reading Analyzer::Run(Document document, Syntax* given, const RunOptions& options,
                      Timings& timings) const {
  Reading r;
  r.document = std::move(document);
  const Document& d = r.document;
  // Runs one stage, times it, verifies what it made; false when it was the last one wanted.
  auto run = [&](Stage stage, auto&& make) {
    auto start = std::chrono::steady_clock::now();
    make();
    timings.nanoseconds[static_cast<size_t>(stage)] +=
        std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
    if (options.verify || kDebug || IsAlwaysVerified(stage)) VerifyOf(stage, r);
    return stage < options.until;
  };
  // clang-format off
  (void)(run(Stage::kIngest, [] {}) &&
  run(Stage::kSegment, [&] { if (given != nullptr) r.syntax = std::move(*given); else r.syntax.base = segment::SplitSentences(d, segment_rules_, limits_); }) &&
  run(Stage::kParse, [&] { if (given == nullptr) r.syntax = parse::ParseSentences(d, std::move(r.syntax.base), parse_model_, nullptr, &word_forms_); }) &&
  run(Stage::kTimes, [&] { r.times = times::FindTimes(d, r.syntax, time_rules_, limits_); }) &&
  run(Stage::kEntities, [&] { r.entities = entities::FindEntities(d, r.syntax, r.times, *knowledge_, entity_rules_, limits_); NarrowDates(r); }) &&
  run(Stage::kAttribution, [&] { r.attributions = attribution::FindAttributions(d, r.syntax, r.entities, r.times, cue_rules_, limits_); }) &&
  run(Stage::kEvents, [&] { r.events = events::FindEvents(d, r.syntax, r.entities, r.times, r.attributions, kinds_, limits_); }));
  // clang-format on
  ++timings.articles;
  timings.words += r.syntax.base.words.size();
  timings.bytes += d.text.size();
  return r;
}

Reading Analyzer::RunUntil(Document document, const RunOptions& options, Timings& timings) const {
  return Run(std::move(document), nullptr, options, timings);
}

Reading Analyzer::RunFrom(Document document, Syntax given, const RunOptions& options,
                          Timings& timings) const {
  return Run(std::move(document), &given, options, timings);
}

Reading Analyzer::Analyze(Document document) const {
  Timings unused;
  return RunUntil(std::move(document), {}, unused);
}

std::string DumpOf(Stage stage, const Reading& r) {
  const Document& d = r.document;
  switch (stage) {
    case Stage::kIngest:
      return Dump(d);
    case Stage::kSegment:
      return Dump(r.syntax.base, d);
    case Stage::kParse:
      return Dump(r.syntax, d);
    case Stage::kTimes:
      return Dump(r.times, r.syntax, d);
    case Stage::kEntities:
      return Dump(r.entities, r.syntax, d);
    case Stage::kAttribution:
      return Dump(r.attributions, r.entities, r.syntax, d);
    case Stage::kEvents:
      return Dump(r.events, r.entities, r.times, r.syntax, d);
  }
  return {};
}

}  // namespace dragoman::pipeline
