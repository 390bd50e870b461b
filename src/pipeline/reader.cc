// SPDX-License-Identifier: Apache-2.0
// The public interface over ingest, stages and formats. See dragoman/reader.h.
#include "dragoman/reader.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "formats/conllu.h"
#include "formats/explain.h"
#include "formats/reading_json.h"
#include "formats/reading_view.h"
#include "ingest/article.h"
#include "lexicon/compile.h"
#include "pipeline/analyze.h"
#include "pipeline/read_articles.h"

namespace dragoman::api {

using ingest::RawArticle;
using pipeline::Stage;

namespace {

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) return Error{path + ": cannot be read"};
  return text;
}

// The row with this name; rules made from several rows are named "first.second": the second then.
formats::RuleRow FindRule(const lexicon::Lexicon& data, std::string_view rule) {
  for (;;) {
    for (const lexicon::Table* t : data.tables_below("en/")) {
      int name = t->column("name");
      for (size_t row = 0; name >= 0 && row < t->size(); ++row) {
        if (t->at(row, name) != rule) continue;
        formats::RuleRow found;
        found.where = "data/" + std::string(t->name()) + ".tsv:" + std::to_string(t->line(row));
        for (int c = 0; c < static_cast<int>(t->columns()); ++c) {
          if (c == name || t->at(row, c).empty()) continue;
          found.cells += (found.cells.empty() ? "" : "  |  ") + std::string(t->at(row, c));
        }
        return found;
      }
    }
    size_t dot = rule.find('.');
    if (dot == rule.npos) return {};
    rule.remove_prefix(dot + 1);
  }
}

}  // namespace

struct Reader::State {
  std::unique_ptr<lexicon::Lexicon> own_data;  // null: embedded
  const lexicon::Lexicon* data = nullptr;      // the one in use
  std::unique_ptr<pipeline::Analyzer> analyzer;
  bool verify = false;
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::Make(const ReaderOptions& options) {
  auto state = std::make_unique<State>();
  state->verify = options.verify;
  if (!options.data_directory.empty()) {
    auto own = lexicon::Lexicon::FromDirectory(options.data_directory);
    if (!own) return own.error();
    state->own_data = std::move(own).value();
  }
  const lexicon::Lexicon* data = state->own_data ? state->own_data.get() : nullptr;
  if (data == nullptr) data = &lexicon::Lexicon::Embedded();
  pipeline::UserRows kinds;
  if (!options.kinds_file.empty()) {
    auto text = ReadFile(options.kinds_file);
    if (!text) return text.error();
    kinds = {options.kinds_file, std::move(text).value()};
  }
  auto analyzer = pipeline::Analyzer::Make(*data, {}, kinds, options.actors_files);
  if (!analyzer) return analyzer.error();
  state->analyzer = std::move(analyzer).value();
  state->data = data;
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
    return Error{pipeline::InternalReason(e)};
  }
}

RunSummary Reader::ReadAll(const std::vector<std::string>& paths, const RunOptions& options) const {
  std::optional<Stage> until = pipeline::ParseStage(options.until);
  pipeline::ReadOptions read;
  read.published = options.published;
  read.threads = options.threads;
  read.from_conllu = options.from_conllu;
  read.run = {.until = options.to_conllu ? Stage::kParse : until.value_or(Stage::kEvents),
              .verify = state_->verify};
  read.finish = [&](dragoman::Reading&& reading, pipeline::Outcome& outcome) {
    if (options.explain) {
      formats::ExplainOptions explain;
      explain.event = options.explain_event;
      explain.sentence = options.explain_sentence;
      explain.find_rule = [&](std::string_view rule) { return FindRule(*state_->data, rule); };
      outcome.text += formats::Explain(reading, explain);
    } else if (options.to_conllu) {
      outcome.text += formats::WriteConllu(reading.document, reading.syntax);
    } else {
      outcome.text += until ? DumpOf(*until, reading) : options.render(formats::MakeView(reading));
    }
  };
  read.emit = [&](pipeline::Outcome&& outcome) {
    if (!outcome.reject) return options.sink(outcome.text);
    options.reject(*outcome.reject);
    return true;
  };
  return pipeline::ReadArticles(*state_->analyzer, paths, read);
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
  std::string line = reject.path + "\t" + std::to_string(reject.line) + "\t" + reject.reason;
  for (char& c : line) c = c == '\n' || c == '\r' ? ' ' : c;  // a path may hold anything
  return line;
}

}  // namespace dragoman::api
