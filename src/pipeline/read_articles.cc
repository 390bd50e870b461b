// SPDX-License-Identifier: Apache-2.0
// The run over many articles. Entry: ReadArticles.
#include "pipeline/read_articles.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "formats/conllu.h"
#include "ingest/article.h"
#include "ingest/source.h"
#include "pipeline/ordered_run.h"

namespace dragoman::pipeline {
namespace {

Result<void> ReadText(const Analyzer& analyzer, const ingest::RawArticle& raw,
                      const ReadOptions& options, Timings& timings, Outcome& outcome) {
  ingest::Options ingest_options;
  ingest_options.published = Date::Parse(options.published);
  auto start = std::chrono::steady_clock::now();
  auto document = ingest::MakeDocument(raw, ingest_options, analyzer.limits());
  timings.nanoseconds[static_cast<size_t>(Stage::kIngest)] +=
      std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
  if (!document) return document.error();
  options.finish(analyzer.RunUntil(std::move(document).value(), options.run, timings), outcome);
  return {};
}

// All articles of the file, one after the other.
Result<void> ReadTreebank(const Analyzer& analyzer, const ingest::RawArticle& raw,
                          const ReadOptions& options, Timings& timings, Outcome& outcome) {
  if (!raw.fault.empty()) return Error{raw.fault};
  auto documents = formats::ReadConllu(raw.bytes, raw.path);
  if (!documents) return documents.error();
  std::optional<Date> published = Date::Parse(options.published);
  for (formats::ConlluDocument& d : documents.value()) {
    d.document.published = published;
    if (published) d.document.published_basis = PublishedBasis::kGiven;
    options.finish(
        analyzer.RunFrom(std::move(d.document), std::move(d.syntax), options.run, timings),
        outcome);
  }
  return {};
}

// The one place where a bug of ours is caught: it costs this article.
Outcome ReadOne(const Analyzer& analyzer, const ingest::RawArticle& raw, const ReadOptions& options,
                Timings& timings) {
  Outcome outcome;
  auto reject = [&](std::string reason) {
    outcome = {};
    outcome.reject = api::Reject{raw.path, raw.line, std::move(reason)};
  };
  try {
    auto read = options.from_conllu ? ReadTreebank(analyzer, raw, options, timings, outcome)
                                    : ReadText(analyzer, raw, options, timings, outcome);
    if (!read) reject(read.error().message);
  } catch (const std::exception& e) {
    reject(InternalReason(e));
  }
  return outcome;
}

}  // namespace

std::string InternalReason(const std::exception& e) {
  return "internal error, please report it: " + std::string(e.what());
}

api::RunSummary ReadArticles(const Analyzer& analyzer, const std::vector<std::string>& paths,
                             const ReadOptions& options) {
  unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  unsigned threads = std::clamp(options.threads == 0 ? cores : options.threads, 1u, 256u);
  std::vector<Timings> timings(threads);
  api::RunSummary summary;
  auto work = [&](ingest::RawArticle&& raw, unsigned worker) {
    return ReadOne(analyzer, raw, options, timings[worker]);
  };
  auto emit = [&](Outcome&& outcome) {
    ++(outcome.reject ? summary.rejected : summary.articles);
    bool go_on = options.emit(std::move(outcome));
    summary.stopped = !go_on;
    return go_on;
  };
  Limits source_limits = analyzer.limits();
  // A treebank is one file of many articles.
  if (options.from_conllu) source_limits.max_article_bytes = size_t{1} << 30;
  ingest::Source source(paths, source_limits);
  RunOrdered<ingest::RawArticle, Outcome>(
      {.threads = threads, .items = 16 + 4 * size_t{threads}}, [&] { return source.Next(); },
      [](const ingest::RawArticle& raw) { return raw.bytes.size(); }, work, emit);
  summary.skipped_files = source.skipped_files();
  Timings total;
  for (const Timings& t : timings) total += t;
  summary.words = total.words;
  summary.bytes = total.bytes;
  for (size_t i = 0; i < kStages; ++i) {
    summary.stages.push_back({std::string(Name(static_cast<Stage>(i))),
                              static_cast<double>(total.nanoseconds[i]) * 1e-9});
  }
  return summary;
}

}  // namespace dragoman::pipeline
