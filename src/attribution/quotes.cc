// SPDX-License-Identifier: Apache-2.0
// Finds quotations. Entry: FindQuotes. An opening mark that meets no closing one by the end of its
// paragraph counts only if the next paragraph begins with an opening mark again.
#include "attribution/quotes.h"

#include "base/utf8.h"

namespace dragoman::attribution {
namespace {

enum class Side : uint8_t { kNone, kOpen, kClose };
struct Mark {
  Side side = Side::kNone;
  bool single = false;
};

class QuoteFinder {
 public:
  QuoteFinder(const Document& d, const Sentences& s) : d_(d), s_(s) {}

  std::vector<Quote> Run() {
    size_t first = 0;
    for (size_t i = 0; i < s_.sentences.size(); ++i) {
      bool last = i + 1 == s_.sentences.size() ||
                  s_.sentences[i + 1].paragraph != s_.sentences[i].paragraph ||
                  s_.sentences[i + 1].kind != s_.sentences[i].kind;
      if (!last) continue;
      size_t end = s_.sentences[i].end.index();
      Paragraph(first, end);
      first = end;
    }
    return std::move(quotes_);
  }

 private:
  Mark MarkOf(size_t w, size_t first, bool open) const {
    const Word& word = s_.words[w];
    if (word.token_length == 0) return {};  // "the boys'": a genitive
    std::string_view form = word.span.in(d_.text);
    if (form.size() > 3) return {};
    if (form == "\"" || form == "''" || form == "'") {
      bool single = form == "'";
      bool spaced = w == first || s_.words[w - 1].space_after;
      if (form == "''" && spaced && !word.space_after) return {Side::kOpen, false};
      if (spaced && !word.space_after) return {Side::kOpen, single};
      if (!spaced && word.space_after) return {Side::kClose, single};
      return {open ? Side::kClose : Side::kOpen, single};
    }
    if (form == "``") return {Side::kOpen, false};
    switch (DecodeUtf8(form, 0).value) {
      case 0x201C:
      case 0x201E:
        return {Side::kOpen, false};
      case 0x201D:
        // Some editors write the closing mark on both sides.
        return {!open && !word.space_after && w + 1 < s_.words.size() ? Side::kOpen : Side::kClose,
                false};
      case 0x2018:
        return {Side::kOpen, true};
      case 0x2019:
        return {Side::kClose, true};
      default:
        return {};
    }
  }

  // The closing mark of a short phrase that opens at w, if a further one closes the whole; else 0.
  size_t NestedEnd(size_t w, size_t first, size_t end) const {
    constexpr size_t kPhrase = 8;
    size_t inner = 0;
    for (size_t k = w + 1; k < end; ++k) {
      Mark mark = MarkOf(k, first, true);
      if (mark.side == Side::kNone || mark.single) continue;
      if (mark.side == Side::kOpen) return 0;
      if (inner > 0) return inner;
      if (k > w + kPhrase) return 0;
      inner = k;
    }
    return 0;
  }

  void Paragraph(size_t first, size_t end) {
    bool running = run_on_;  // the last paragraph ended inside a quotation
    run_on_ = false;
    bool open = false, single = false, continues = false;
    size_t begin = 0;
    for (size_t w = first; w < end; ++w) {
      Mark mark = MarkOf(w, first, open);
      if (mark.side == Side::kNone || (open && mark.single != single)) continue;
      if (mark.side == Side::kOpen) {
        // '"The "United States" holds nobody."': a phrase marked inside with the same marks.
        if (open) {
          if (size_t close = NestedEnd(w, first, end); close > w) {
            w = close;
            continue;
          }
        }
        continues = running && w == first;
        open = true;
        single = mark.single;
        begin = w;
      } else if (open) {
        if (w > begin + 1) quotes_.push_back({begin, w, true, continues});
        open = false;
      }
    }
    if (!open || end >= s_.words.size()) return;
    Mark next = MarkOf(end, end, false);
    if (next.side != Side::kOpen || next.single != single) return;
    quotes_.push_back({begin, end, false, continues});
    run_on_ = true;
  }

  const Document& d_;
  const Sentences& s_;
  std::vector<Quote> quotes_;
  bool run_on_ = false;
};

}  // namespace

std::vector<Quote> FindQuotes(const Document& document, const Sentences& sentences) {
  return QuoteFinder(document, sentences).Run();
}

}  // namespace dragoman::attribution
