// SPDX-License-Identifier: Apache-2.0
// Every bound on what comes from outside, in one place. Passing one is a Diagnostic or a reject
// line, never a crash, a hang or a silent cut.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dragoman {

struct Limits {
  size_t max_article_bytes = 4u << 20;  // longer: the article is rejected, with its size
  size_t max_line_bytes = 16u << 20;    // one JSONL line
  uint32_t max_sentence_words = 400;    // longer sentences are cut there, with a diagnostic
  uint32_t max_words = 400'000;         // of one article
  uint32_t max_mentions = 50'000;
  uint32_t max_events = 20'000;
};

}  // namespace dragoman
