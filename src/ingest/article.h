// SPDX-License-Identifier: Apache-2.0
// Bytes -> Document: what came in, and the clean text of it. Entry: MakeDocument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/limits.h"
#include "base/result.h"
#include "model/document.h"

namespace dragoman::ingest {

// One article as it came, not yet looked at.
struct RawArticle {
  enum class Form : uint8_t { kText, kJson };
  Form form = Form::kText;
  std::string path;   // as the user named it; "-" is standard input
  uint64_t line = 0;  // from 1, of a file with one article a line; 0: the file is the article
  std::string bytes;
  std::string fault;  // not empty: why there are no bytes; such an article is rejected
};

struct Options {
  std::optional<Date> published;  // for articles that do not say themselves
};

// The error's message is the reason alone, without the path: the caller knows where it is.
// Plain text: the first line is the headline if it looks like one; every line is a paragraph,
// unless the text is hard-wrapped. JSON: "text", and optionally "id", "title", "published",
// "outlet", "url", "authors"; a title that the text does not begin with is put before it.
Result<Document> MakeDocument(const RawArticle& raw, const Options& options, const Limits& limits);

}  // namespace dragoman::ingest
