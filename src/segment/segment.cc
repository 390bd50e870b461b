// SPDX-License-Identifier: Apache-2.0
#include "segment/segment.h"

namespace dragoman::segment {

struct SegmentRules::Data {};

SegmentRules::SegmentRules(const lexicon::Lexicon&) : data_(std::make_unique<Data>()) {}
SegmentRules::~SegmentRules() = default;
SegmentRules::SegmentRules(SegmentRules&&) noexcept = default;

Sentences SplitSentences(const Document& document, const SegmentRules&, const Limits& limits) {
  Sentences out;
  std::vector<Span> blocks;
  if (!document.headline.empty()) blocks.push_back(document.headline);
  blocks.insert(blocks.end(), document.paragraphs.begin(), document.paragraphs.end());
  const std::string& text = document.text;
  for (size_t b = 0; b < blocks.size(); ++b) {
    bool headline = b == 0 && !document.headline.empty();
    size_t first = out.words.size();
    auto close = [&] {
      if (first == out.words.size()) return;
      out.sentences.push_back(
          {WordId(first),
           WordId(out.words.size()),
           {out.words[first].span.begin, out.words.back().span.end},
           headline ? SentenceKind::kHeadline : SentenceKind::kBody,
           static_cast<uint32_t>(b - (document.headline.empty() ? 0 : (b > 0)))});
      first = out.words.size();
    };
    for (uint32_t i = blocks[b].begin; i < blocks[b].end;) {
      auto blank = [&](uint32_t at) { return static_cast<uint8_t>(text[at]) <= ' '; };
      auto mark = [&](uint32_t at) { return std::string_view(".,;:!?\"()").find(text[at]) < 10; };
      if (blank(i)) {
        ++i;
        continue;
      }
      uint32_t j = i + 1;
      while (!mark(i) && j < blocks[b].end && !blank(j) && !mark(j)) ++j;
      out.words.push_back({{i, j}, 1, j >= blocks[b].end || blank(j)});
      bool stop = text[i] == '.' && out.words.back().space_after;
      i = j;
      if (stop || out.words.size() - first >= limits.max_sentence_words) close();
    }
    close();
  }
  return out;
}

}  // namespace dragoman::segment
