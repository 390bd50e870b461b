// SPDX-License-Identifier: Apache-2.0
#include "support/dump.h"

#include "ingest/article.h"
#include "support/article.h"

namespace dragoman::test {

Result<std::string> DumpOfStage(std::string_view stage, const pipeline::Analyzer& analyzer,
                                const std::string& text, const std::string& headline,
                                std::optional<Date> published) {
  const auto until = pipeline::ParseStage(stage);
  if (!until) return Error{"there is no stage '" + std::string(stage) + "'"};
  Document document;
  if (*until == pipeline::Stage::kIngest) {
    ingest::RawArticle raw;
    raw.bytes = headline.empty() ? text : headline + "\n" + text;
    auto made = ingest::MakeDocument(raw, {published}, analyzer.limits());
    if (!made) return made.error();
    document = std::move(made).value();
  } else {
    document = MakeDocument(text, headline, published);
  }
  pipeline::Timings timings;
  return pipeline::DumpOf(*until, analyzer.RunUntil(std::move(document), {*until, true}, timings));
}

}  // namespace dragoman::test
