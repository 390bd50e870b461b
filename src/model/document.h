// SPDX-License-Identifier: Apache-2.0
// Document: the clean text of one article and what is known about it from outside the text. Owns
// the bytes that every Span counts in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/span.h"

namespace dragoman {

enum class PublishedBasis : uint8_t { kUnknown, kGiven, kPage, kInferred };

// Something a reader of the output should know about this article: goes to Reading "notes".
struct Diagnostic {
  Span span;  // empty: about the whole article
  std::string message;
};

struct Document {
  std::string id;     // "sha256:<hex of text>", or the id the input gave
  std::string title;  // a copy of the headline's text; the headline is also the start of `text`
  std::optional<std::string> outlet;
  std::vector<std::string> authors;
  std::optional<std::string> url;
  std::string language = "en";
  std::optional<Date> published;  // the day it was written (TIMEX3's DCT)
  PublishedBasis published_basis = PublishedBasis::kUnknown;

  std::string text;              // UTF-8, valid, no NUL
  Span headline;                 // where the headline is in `text`; empty if there is none
  std::vector<Span> paragraphs;  // in order, not overlapping, without the headline; they hold all
                                 // non-blank text that is not the headline
  std::vector<Diagnostic> diagnostics;  // what ingest found worth saying
};

// Throws InternalError where a promise above is broken.
void Verify(const Document& document);
std::string Dump(const Document& document);

}  // namespace dragoman
