// SPDX-License-Identifier: Apache-2.0
#include "evidence.h"

#include <algorithm>

#include "words.h"

namespace dragoman::cli {
namespace {

constexpr size_t kMaxOtherPlaces = 2;  // evidence outside the trigger's sentence

bool Overlap(api::Span a, api::Span b) { return a.begin < b.end && b.begin < a.end; }

// Grows [first, last) around the trigger until `room` columns are full: words of the evidence
// first, then more to the right than to the left.
void Grow(const std::vector<ShownWord>& words, size_t room, size_t& first, size_t& last) {
  size_t used = 0;
  for (size_t i = first; i < last; ++i) used += words[i].width + 1;
  for (int turn = 0; first > 0 || last < words.size(); ++turn) {
    bool left_evidence = first > 0 && words[first - 1].is_evidence;
    bool right_evidence = last < words.size() && words[last].is_evidence;
    bool go_left = left_evidence != right_evidence ? left_evidence : turn % 3 == 2;
    if (first == 0) go_left = false;
    if (last == words.size()) go_left = true;
    size_t width = words[go_left ? first - 1 : last].width + 1;
    if (used + width > room) return;
    used += width;
    go_left ? --first : ++last;
  }
}

}  // namespace

EvidenceText::EvidenceText(const std::string& text) : text_(text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<uint8_t>(text[i]) & 0xC0) != 0x80) byte_of_.push_back(i);
  }
  byte_of_.push_back(text.size());
}

std::string_view EvidenceText::Cut(api::Span span) const {
  size_t last = byte_of_.size() - 1;
  size_t begin = byte_of_[std::min<size_t>(span.begin, last)];
  size_t end = byte_of_[std::min<size_t>(span.end, last)];
  return text_.substr(begin, end > begin ? end - begin : 0);
}

std::string EvidenceText::Excerpt(api::Span span, size_t width) const {
  auto lines = Wrap(SplitWords(Cut({span.begin, span.begin + 400}), Style::kPlain), width - 1);
  return Render(lines[0], false) + (lines.size() > 1 ? "…" : "");
}

std::vector<ShownWord> EvidenceText::WordsOf(api::Span frame,
                                             const std::vector<api::Span>& evidence,
                                             api::Span trigger) const {
  std::vector<ShownWord> words;
  auto blank = [&](uint32_t i) {
    std::string_view c = Cut({i, i + 1});
    return c == " " || c == "\n" || c == "\t" || c.empty();
  };
  for (uint32_t at = frame.begin; at < frame.end;) {
    if (blank(at)) {
      ++at;
      continue;
    }
    uint32_t begin = at;
    while (at < frame.end && !blank(at)) ++at;
    ShownWord w = {{begin, at}, DisplayWidth(Cut({begin, at})), false, false};
    w.is_trigger = Overlap(w.span, trigger);
    w.is_evidence = std::any_of(evidence.begin(), evidence.end(),
                                [&](api::Span e) { return Overlap(e, w.span); });
    words.push_back(w);
  }
  return words;
}

std::vector<std::string> EvidenceText::Lines(api::Span frame,
                                             const std::vector<api::Span>& evidence,
                                             api::Span trigger, size_t width, size_t max_lines,
                                             bool color) const {
  std::vector<ShownWord> words = WordsOf(frame, evidence, trigger);
  if (words.empty()) return {};
  // From the trigger on, or else from the evidence, or else from the start.
  auto from = std::find_if(words.begin(), words.end(), [](const auto& w) { return w.is_trigger; });
  if (from == words.end()) {
    from = std::find_if(words.begin(), words.end(), [](const auto& w) { return w.is_evidence; });
  }
  if (from == words.end()) from = words.begin();
  auto first = static_cast<size_t>(from - words.begin()), last = first + 1;
  while (last < words.size() && words[last].is_trigger) ++last;
  // Line ends cost some room; brackets and ellipses, too.
  Grow(words, max_lines * width - max_lines * 4 - 4, first, last);

  std::vector<Piece> pieces;
  auto add = [&](std::string_view s, Style style, bool joined) {
    if (!s.empty()) pieces.push_back({std::string(s), style, joined});
  };
  if (first > 0) add("…", Style::kDim, false);
  for (size_t i = first; i < last; ++i) {
    const ShownWord& w = words[i];
    bool joined = i == first && first > 0;
    Style style = w.is_evidence ? Style::kPlain : Style::kDim;
    if (!w.is_trigger) {
      add(Cut(w.span), style, joined);
      continue;
    }
    // "meeting," has its comma outside the mark.
    api::Span marked = {std::max(w.span.begin, trigger.begin), std::min(w.span.end, trigger.end)};
    bool starts = marked.begin == trigger.begin, ends = marked.end == trigger.end;
    std::string mark =
        (!color && starts ? "[" : "") + std::string(Cut(marked)) + (!color && ends ? "]" : "");
    bool has_before = marked.begin > w.span.begin;
    add(Cut({w.span.begin, marked.begin}), style, joined);
    add(mark, Style::kMark, joined || has_before);
    add(Cut({marked.end, w.span.end}), style, true);
  }
  if (last < words.size()) add("…", Style::kDim, true);

  std::vector<std::string> lines;
  for (const WrappedLine& line : Wrap(pieces, width)) {
    lines.push_back(Render(line, color));
  }
  return lines;
}

api::Span EvidenceText::Around(api::Span span, size_t reach) const {
  auto count = static_cast<uint32_t>(byte_of_.size() - 1);
  auto line_end = [&](uint32_t i) { return Cut({i, i + 1}) == "\n"; };
  api::Span around = {std::min(span.begin, count), std::min(span.end, count)};
  uint32_t first = around.begin, last = around.end;
  for (uint32_t i = first; i > 0 && first - i < reach && !line_end(i - 1);) around.begin = --i;
  for (uint32_t i = last; i < count && i - last < reach && !line_end(i);) around.end = ++i;
  return around;
}

std::vector<std::string> EvidenceText::EvidenceLines(const api::Event& event, size_t width,
                                                     size_t max_lines, bool color) const {
  api::Span frame = event.sentence;
  if (frame.begin >= frame.end) frame = event.trigger;
  auto lines = Lines(frame, event.evidence, event.trigger, width, max_lines, color);
  size_t others = 0;
  for (api::Span e : event.evidence) {
    if (Overlap(e, frame)) continue;
    if (++others > kMaxOtherPlaces) continue;
    for (std::string& line : Lines(Around(e, width), {e}, e, width - 2, 1, color)) {
      lines.push_back(Styled("+ ", Style::kDim, color) + line);
    }
  }
  if (others > kMaxOtherPlaces) {
    lines.push_back(Styled("+ " + std::to_string(others - kMaxOtherPlaces) + " more places",
                           Style::kDim, color));
  }
  return lines;
}

}  // namespace dragoman::cli
