// SPDX-License-Identifier: Apache-2.0
// The words an event rests on, as lines for a terminal: a stretch of the sentence around the
// trigger, the trigger marked, the evidence plain and the rest dim. Without colour the trigger
// stands in square brackets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/reading.h"

namespace dragoman::cli {

// A word of the frame, with what is to be seen of it.
struct ShownWord {
  api::Span span;
  size_t width = 0;
  bool is_evidence = false, is_trigger = false;
};

class EvidenceText {
 public:
  explicit EvidenceText(const std::string& text);  // document.text; must outlive this

  // Evidence outside the sentence of the trigger follows on lines of its own.
  std::vector<std::string> EvidenceLines(const api::Event& event, size_t width, size_t max_lines,
                                         bool color) const;
  // The beginning of the text from span.begin, to at most `width` columns of one line.
  std::string Excerpt(api::Span span, size_t width) const;

 private:
  std::string_view Cut(api::Span span) const;
  std::vector<ShownWord> WordsOf(api::Span frame, const std::vector<api::Span>& evidence,
                                 api::Span trigger) const;
  // The span and up to `reach` code points on either side of it, within its line.
  api::Span Around(api::Span span, size_t reach) const;
  std::vector<std::string> Lines(api::Span frame, const std::vector<api::Span>& evidence,
                                 api::Span trigger, size_t width, size_t max_lines,
                                 bool color) const;

  std::string_view text_;
  std::vector<size_t> byte_of_;  // index code point; one more than there are
};

}  // namespace dragoman::cli
