// SPDX-License-Identifier: Apache-2.0
// Words a second of each stage alone, on the articles in examples/: items_per_second is words.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/analyze.h"

namespace dragoman {
namespace {

Document ReadExample(const std::filesystem::path& path) {
  std::ifstream in(path);
  Document d;
  d.id = path.filename().string();
  d.published = Date::Parse(d.id.substr(0, 10));
  if (d.published) d.published_basis = PublishedBasis::kGiven;
  d.text.assign(std::istreambuf_iterator<char>(in), {});
  size_t begin = 0;
  while (begin < d.text.size()) {
    const size_t end = std::min(d.text.find('\n', begin), d.text.size());
    if (end > begin)
      d.paragraphs.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    begin = end + 1;
  }
  return d;
}

// Everything the stages need, and what the stages before each gave for every article.
struct Fixture {
  const lexicon::Lexicon& lexicon = lexicon::Lexicon::Embedded();
  Limits limits;
  segment::SegmentRules segment_rules{lexicon};
  parse::ParseModel parse_model = parse::ParseModel::Load().value();
  entities::KnowledgeBase knowledge{lexicon};
  entities::EntityRules entity_rules{lexicon};
  times::TimeRules time_rules{lexicon};
  attribution::CueRules cue_rules{lexicon};
  events::Kinds kinds{lexicon};
  std::vector<Document> documents;
  std::vector<Reading> readings;
  int64_t words = 0;

  Fixture() {
    std::vector<std::filesystem::path> paths;
    for (const auto& e : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/examples")) {
      if (e.path().extension() == ".txt") paths.push_back(e.path());
    }
    std::sort(paths.begin(), paths.end());
    const auto analyzer = pipeline::Analyzer::Make(lexicon).value();
    for (const auto& path : paths) {
      documents.push_back(ReadExample(path));
      readings.push_back(analyzer->Analyze(documents.back()));
      words += static_cast<int64_t>(readings.back().syntax.size());
    }
  }
};

Fixture& TheFixture() {
  static Fixture fixture;
  return fixture;
}

// Runs `stage` on every article, again and again.
template <class F>
void RunStage(benchmark::State& state, F stage) {
  Fixture& f = TheFixture();
  for (auto _ : state) {
    for (const Reading& r : f.readings) benchmark::DoNotOptimize(stage(f, r));
  }
  state.SetItemsProcessed(state.iterations() * f.words);
}

void Segment(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return segment::SplitSentences(r.document, f.segment_rules, f.limits);
  });
}
void Parse(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return parse::ParseSentences(r.document, r.syntax.base, f.parse_model);
  });
}
void Times(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return times::FindTimes(r.document, r.syntax, f.time_rules, f.limits);
  });
}
void Entities(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return entities::FindEntities(r.document, r.syntax, r.times, f.knowledge, f.entity_rules,
                                  f.limits);
  });
}
void Attribution(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return attribution::FindAttributions(r.document, r.syntax, r.entities, r.times, f.cue_rules,
                                         f.limits);
  });
}
void Events(benchmark::State& state) {
  RunStage(state, [](const Fixture& f, const Reading& r) {
    return events::FindEvents(r.document, r.syntax, r.entities, r.times, r.attributions, f.kinds,
                              f.limits);
  });
}

BENCHMARK(Segment);
BENCHMARK(Parse);
BENCHMARK(Times);
BENCHMARK(Entities);
BENCHMARK(Attribution);
BENCHMARK(Events);

}  // namespace
}  // namespace dragoman
