// SPDX-License-Identifier: Apache-2.0
// The public interface over ingest, stages and formats. See dragoman/reader.h.
#include "dragoman/reader.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "formats/reading_json.h"
#include "formats/reading_view.h"
#include "ingest/article.h"
#include "ingest/source.h"
#include "pipeline/analyze.h"
#include "pipeline/ordered_run.h"

namespace dragoman::api {

using ingest::RawArticle;
using pipeline::Stage;

namespace {

std::string InternalReason(const std::exception& e) {
  return "internal error, please report it: " + std::string(e.what());
}

}  // namespace

struct Reader::State {
  std::unique_ptr<lexicon::Lexicon> own_data;  // null: embedded
  std::unique_ptr<pipeline::Analyzer> analyzer;
  bool verify = false;
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::Make(const ReaderOptions& options) {
  auto state = std::make_unique<State>();
  state->verify = options.verify;
  if (!options.data_directory.empty()) {
    auto data = lexicon::Lexicon::FromDirectory(options.data_directory);
    if (!data) return data.error();
    state->own_data = std::move(data).value();
  }
  auto analyzer =
      pipeline::Analyzer::Make(state->own_data ? *state->own_data : lexicon::Lexicon::Embedded());
  if (!analyzer) return analyzer.error();
  state->analyzer = std::move(analyzer).value();
  return std::unique_ptr<Reader>(new Reader(std::move(state)));
}

Result<Reading> Reader::Read(const Article& article) const {
  RawArticle raw;
  raw.bytes = article.text;
  ingest::Options options;
  if (!article.published.empty()) {
    options.published = Date::Parse(article.published);
    if (!options.published) return Error{"not a date (YYYY-MM-DD): " + article.published};
  }
  const Limits& limits = state_->analyzer->limits();
  auto document = ingest::MakeDocument(raw, options, limits);
  if (!document) return document.error();
  try {
    pipeline::Timings timings;
    return formats::MakeView(state_->analyzer->RunUntil(std::move(document).value(),
                                                        {.verify = state_->verify}, timings));
  } catch (const std::exception& e) {
    return Error{InternalReason(e)};
  }
}

RunSummary Reader::ReadAll(const std::vector<std::string>& paths, const RunOptions& options) const {
  struct Outcome {
    std::string text;
    std::optional<Reject> reject;
  };
  const pipeline::Analyzer& analyzer = *state_->analyzer;
  const Limits& limits = analyzer.limits();
  ingest::Options ingest_options;
  ingest_options.published = Date::Parse(options.published);
  std::optional<Stage> until = pipeline::ParseStage(options.until);
  unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  unsigned threads = std::clamp(options.threads == 0 ? cores : options.threads, 1u, 256u);

  std::vector<pipeline::Timings> timings(threads);
  // The one place where a bug of ours is caught: it costs this article.
  auto work = [&](RawArticle&& raw, unsigned worker) {
    Outcome outcome;
    auto reject = [&](std::string reason) {
      outcome.text.clear();
      outcome.reject = Reject{raw.path, raw.line, std::move(reason)};
    };
    try {
      auto start = std::chrono::steady_clock::now();
      auto document = ingest::MakeDocument(raw, ingest_options, limits);
      timings[worker].nanoseconds[static_cast<size_t>(Stage::kIngest)] +=
          std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
      if (!document) {
        reject(document.error().message);
        return outcome;
      }
      pipeline::RunOptions run;
      run.until = until.value_or(Stage::kEvents);
      run.verify = state_->verify;
      auto reading = analyzer.RunUntil(std::move(document).value(), run, timings[worker]);
      outcome.text = until ? DumpOf(*until, reading) : options.render(formats::MakeView(reading));
    } catch (const std::exception& e) {
      reject(InternalReason(e));
    }
    return outcome;
  };

  RunSummary summary;
  auto emit = [&](Outcome&& outcome) {
    if (outcome.reject) {
      ++summary.rejected;
      options.reject(*outcome.reject);
      return true;
    }
    ++summary.articles;
    summary.stopped = !options.sink(outcome.text);
    return !summary.stopped;
  };
  ingest::Source source(paths, limits);
  pipeline::RunOrdered<RawArticle, Outcome>(
      {.threads = threads, .items = 16 + 4 * size_t{threads}}, [&] { return source.Next(); },
      [](const RawArticle& raw) { return raw.bytes.size(); }, work, emit);

  summary.skipped_files = source.skipped_files();
  pipeline::Timings total;
  for (const pipeline::Timings& t : timings) total += t;
  summary.words = total.words;
  summary.bytes = total.bytes;
  for (size_t i = 0; i < pipeline::kStages; ++i) {
    summary.stages.push_back({std::string(Name(static_cast<Stage>(i))),
                              static_cast<double>(total.nanoseconds[i]) * 1e-9});
  }
  return summary;
}

std::string ToJson(const Reading& reading) { return formats::WriteJson(reading); }

std::vector<std::string> StageNames() {
  std::vector<std::string> names;
  for (size_t i = 0; i < pipeline::kStages; ++i) names.emplace_back(Name(static_cast<Stage>(i)));
  return names;
}

bool IsDate(std::string_view iso) { return Date::Parse(iso).has_value(); }
std::string_view Version() { return DRAGOMAN_VERSION; }

std::string ToString(const Reject& reject) {
  return reject.path + "\t" + std::to_string(reject.line) + "\t" + reject.reason;
}

}  // namespace dragoman::api
