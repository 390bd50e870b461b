// SPDX-License-Identifier: Apache-2.0
// Sentences of a document. Entry: SplitSentences. Each block (headline, paragraph) is tokenized
// whole (tokenize.cc), then cut at the stops where a sentence ends (boundary.cc), at lines that
// begin a list item or sign a post, and behind a dateline.
#include "segment/segment.h"

#include <algorithm>

#include "segment/boundary.h"
#include "segment/chars.h"
#include "segment/rules.h"
#include "segment/tokenize.h"

namespace dragoman::segment {

SegmentRules::SegmentRules(const lexicon::Lexicon& lexicon)
    : data_(std::make_unique<Data>(lexicon)) {}
SegmentRules::~SegmentRules() = default;
SegmentRules::SegmentRules(SegmentRules&&) noexcept = default;

namespace {

class Splitter {
 public:
  Splitter(const Document& document, const SegmentRules::Data& data, const Limits& limits)
      : document_(document), data_(data), limits_(limits) {}

  Sentences Run() {
    out_.words.reserve(document_.text.size() / 5 + 16);
    bool whole = document_.headline.empty() || Headline();
    for (uint32_t p = 0; whole && p < document_.paragraphs.size(); ++p) whole = Paragraph(p);
    if (!whole) {
      uint32_t end = out_.words.empty() ? 0 : out_.words.back().span.end;
      out_.diagnostics.push_back(
          {{end, static_cast<uint32_t>(document_.text.size())},
           "article cut after " + std::to_string(limits_.max_words) + " words"});
    }
    return std::move(out_);
  }

 private:
  std::string_view form(size_t i) const { return out_.words[i].span.in(document_.text); }
  size_t size() const { return out_.words.size(); }

  bool Headline() {
    bool whole = Tokenize(document_.text, document_.headline, data_, limits_.max_words, out_.words);
    Close(0, size(), SentenceKind::kHeadline, 0);
    return whole;
  }

  bool Paragraph(uint32_t p) {
    size_t begin = size();
    bool whole =
        Tokenize(document_.text, document_.paragraphs[p], data_, limits_.max_words, out_.words);
    size_t end = size();
    if (begin == end) return whole;
    SentenceKind kind = StartsListItem(begin, end) ? SentenceKind::kListItem : SentenceKind::kBody;
    size_t first = begin;
    if (size_t body = DatelineEnd(begin, end, p == 0); body > begin) {
      Close(begin, body, SentenceKind::kDateline, p);
      first = body;
    } else if (kind == SentenceKind::kBody && TitleLike(begin, end)) {
      kind = SentenceKind::kHeadline;
    }
    Cut(first, end, kind, p);
    return whole;
  }

  // Cuts words [first, end) of paragraph p into sentences.
  void Cut(size_t first, size_t end, SentenceKind kind, uint32_t p) {
    BoundaryContext context{document_.text, out_.words, end, first, 0, false};
    for (size_t k = first; k < end; ++k) {
      if (k > first && LineBreaks(k, end)) {
        Close(first, k, kind, p);
        kind = StartsListItem(k, end) ? SentenceKind::kListItem : SentenceKind::kBody;
        first = k;
        context.sentence_first = first;
        context.brackets = 0;
        context.quote = false;
      }
      Candidate c;
      if (FindCandidate(context, k, c) && BoundaryScore(context, c, data_) > 0) {
        Close(first, c.next, kind, p);
        first = c.next;
        k = c.close;
        context.sentence_first = first;
        context.brackets = 0;
        context.quote = false;
      } else {
        Track(context, form(k));
      }
    }
    Close(first, end, kind, p);
  }

  static void Track(BoundaryContext& context, std::string_view form) {
    char32_t c = FirstChar(form);
    if (c == '(') ++context.brackets;
    if (c == ')' && context.brackets > 0) --context.brackets;
    if (c == '"') context.quote = !context.quote;
    if (c == 0x201C) context.quote = true;
    if (c == 0x201D) context.quote = false;
  }

  // Emits words [first, end) as one sentence, in pieces if it is too long.
  void Close(size_t first, size_t end, SentenceKind kind, uint32_t p) {
    while (first < end) {
      size_t stop = std::min<size_t>(end, first + limits_.max_sentence_words);
      while (stop < end && stop > first + 1 && out_.words[stop].token_length == 0) --stop;
      Span span{out_.words[first].span.begin, out_.words[stop - 1].span.end};
      out_.sentences.push_back({WordId(first), WordId(stop), span, kind, p});
      if (stop < end && !cut_noted_) {
        cut_noted_ = true;
        out_.diagnostics.push_back(
            {span, "sentence cut after " + std::to_string(limits_.max_sentence_words) + " words"});
      }
      first = stop;
    }
  }

  // "• Erdogan says ...", "- item", "1. item", "(a) item"
  bool StartsListItem(size_t k, size_t end) const {
    if (k + 1 >= end) return false;
    std::string_view f = form(k);
    char32_t c = FirstChar(f);
    if (IsBullet(c) && f.size() == DecodeUtf8(f, 0).length) return true;
    return f.size() <= 3 && c == '-' && out_.words[k].space_after;
  }

  // Whether the line that words[k] begins is a new sentence whatever stood before: after an empty
  // line, a bullet, or the signature of a post ("— Name (@handle) June 7, 2023").
  bool LineBreaks(size_t k, size_t end) const {
    uint32_t b = out_.words[k - 1].span.end;
    uint32_t e = out_.words[k].span.begin;
    if (e == b) return false;
    std::string_view gap = std::string_view(document_.text).substr(b, e - b);
    size_t line = gap.find('\n');
    if (line == std::string_view::npos) return false;
    if (gap.find('\n', line + 1) != std::string_view::npos) return true;
    return StartsListItem(k, end) || IsDash(FirstChar(form(k)));
  }

  // A line without a stop, most of whose words are capitalized: a heading inside the text.
  bool TitleLike(size_t begin, size_t end) const {
    constexpr size_t kLongest = 14;
    if (end - begin < 2 || end - begin > kLongest) return false;
    char32_t last = FirstChar(form(end - 1));
    if (ClassOf(last) == CharClass::kPunct && last != '?' && !IsCloser(last)) return false;
    size_t long_words = 0, capitals = 0;
    bool digits = false, month = false;
    for (size_t k = begin; k < end; ++k) {
      std::string_view f = form(k);
      digits |= ClassOf(FirstChar(f)) == CharClass::kDigit;
      month |= data_.months.find(Lower(f).view()) != data_.months.end();
      if (ClassOf(FirstChar(f)) != CharClass::kLetter || f.size() < 4) continue;
      ++long_words;
      capitals += IsUpper(FirstChar(f));
    }
    if (digits && month) return false;  // "Monday, September 23, 2019"
    return long_words >= 3 && capitals * 5 >= long_words * 4 && IsUpper(FirstChar(form(begin)));
  }

  // Where the words behind a dateline begin, or `begin` if there is none: "ANKARA, June 7
  // (Interfax) -", "WASHINGTON (AP) —", "BEIRUT —", "YEREVAN/BAKU -". A place in capitals, or a
  // place with a day or an agency behind it, then a dash. "GAZA CITY:" opens the first paragraph
  // only: a later one may be somebody who speaks, and "NEW:" is too short for a place.
  size_t DatelineEnd(size_t begin, size_t end, bool opens) const {
    constexpr size_t kLongest = 16;
    bool capitals = false, bracket = false, day = false, comma = false, small = false;
    size_t limit = std::min(end, begin + kLongest);
    for (size_t k = begin; k < limit; ++k) {
      std::string_view f = form(k);
      char32_t c = FirstChar(f);
      if (IsDash(c)) {
        if (k == begin || k + 1 >= end) return begin;
        bool spaced = out_.words[k - 1].space_after || c == 0x2014 || f == "--";
        // "QUESTIONABLE MEDICAL CLAIMS —" is a heading: a bare place has one or two words.
        if (spaced)
          return bracket || day || (capitals && (comma || k <= begin + 2)) ? k + 1 : begin;
        continue;
      }
      if (f == ":")
        return opens && capitals && !small && k <= begin + 3 && form(begin).size() > 3 ? k + 1
                                                                                       : begin;
      if (c == '(') {
        bracket = k > begin;
      } else if (ClassOf(c) == CharClass::kLetter) {
        Lower lower(f);
        bool month = data_.months.find(lower.view()) != data_.months.end();
        day |= month && k > begin;
        if (k == begin) capitals = AllCapitals(f);
        small |= !AllCapitals(f);
        if (!IsUpper(c) && !month) return begin;
        if (k == begin + 1 && !AllCapitals(f) && capitals && out_.words[begin].space_after)
          return begin;  // "NATO Secretary General ... -"
      } else if (f == "," || f == "/") {
        comma = true;
      } else if (ClassOf(c) != CharClass::kDigit && f != "." && c != ')') {
        return begin;
      }
    }
    return begin;
  }

  static bool AllCapitals(std::string_view form) {
    if (form.size() < 3) return false;
    for (size_t i = 0; i < form.size();) {
      CodePoint c = DecodeUtf8(form, i);
      if (IsLower(c.value)) return false;
      i += c.length;
    }
    return true;
  }

  const Document& document_;
  const SegmentRules::Data& data_;
  const Limits& limits_;
  Sentences out_;
  bool cut_noted_ = false;
};

}  // namespace

Sentences SplitSentences(const Document& document, const SegmentRules& rules,
                         const Limits& limits) {
  return Splitter(document, rules.data(), limits).Run();
}

}  // namespace dragoman::segment
