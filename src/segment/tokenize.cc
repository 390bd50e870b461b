// SPDX-License-Identifier: Apache-2.0
// Tokenizer. Entry: Tokenize. Text is taken in chunks between blanks; most chunks are plain words
// and leave by the fast path. The others are read left to right: Word() takes a word with all that
// belongs inside it, Mark() one punctuation mark or run of marks. Web addresses: address.cc.
#include "segment/tokenize.h"

#include "segment/address.h"
#include "segment/chars.h"

namespace dragoman::segment {
namespace {

bool IsAsciiLetter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char32_t c) {
  CharClass k = ClassOf(c);
  return k == CharClass::kLetter || k == CharClass::kDigit;
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, Span block, const SegmentRules::Data& data, size_t max_words,
            std::vector<Word>& out)
      : text_(text), block_(block), data_(data), max_words_(max_words), out_(out) {}

  bool Run() {
    uint32_t i = block_.begin;
    while (i < block_.end) {
      CodePoint c = DecodeUtf8(text_, i);
      if (IsBlank(c.value)) {
        i += c.length;
        continue;
      }
      uint32_t b = i;
      bool plain = true;
      while (i < block_.end) {
        char byte = text_[i];
        if (IsAsciiLetter(byte)) {
          ++i;
          continue;
        }
        CodePoint d = DecodeUtf8(text_, i);
        if (IsBlank(d.value)) break;
        plain = false;
        i += d.length;
      }
      // A code point that straddles the end of the block is ours to the end of the block.
      if (i > block_.end) i = block_.end;
      if (out_.size() >= max_words_) return false;
      Chunk(b, i, plain);
      if (out_.size() > max_words_) return Cut();
    }
    return true;
  }

 private:
  char32_t At(uint32_t i, uint32_t e) const { return i < e ? DecodeUtf8(text_, i).value : 0; }
  uint32_t Width(uint32_t i) const { return DecodeUtf8(text_, i).length; }
  std::string_view Sub(uint32_t b, uint32_t e) const { return text_.substr(b, e - b); }
  bool ChunkStart(uint32_t i) const { return i == chunk_; }

  // Drops the words beyond the limit, whole tokens at a time.
  bool Cut() {
    out_.resize(max_words_);
    size_t first = max_words_;
    while (first > 0 && out_[first - 1].token_length == 0) --first;
    if (first > 0 && first - 1 + out_[first - 1].token_length > max_words_) out_.resize(first - 1);
    return false;
  }

  void Emit(uint32_t b, uint32_t e) { out_.push_back({{b, e}, 1, false}); }
  // One multiword token of two words.
  void EmitPair(uint32_t b, uint32_t middle, uint32_t e) {
    out_.push_back({{b, middle}, 2, false});
    out_.push_back({{middle, e}, 0, false});
  }

  void Chunk(uint32_t b, uint32_t e, bool plain) {
    chunk_ = b;
    if (plain) {
      Plain(b, e);
    } else {
      maybe_address_ = MaybeAddress(Sub(b, e));
      for (uint32_t i = b; i < e;) i = IsAlnum(At(i, e)) ? WordAt(i, e) : MarkAt(i, e);
    }
    out_.back().space_after = true;
  }

  void Plain(uint32_t b, uint32_t e) {
    if (e - b <= data_.longest_contraction) {
      auto it = data_.contractions.find(Lower(Sub(b, e)).view());
      if (it != data_.contractions.end()) return EmitPair(b, b + it->second, e);
    }
    Emit(b, e);
  }

  // The word that starts at i; returns where it ends, having emitted it.
  uint32_t WordAt(uint32_t i, uint32_t e) {
    if (maybe_address_) {
      if (uint32_t n = AddressLength(Sub(i, e)); n > 0) {
        Emit(i, i + n);
        return i + n;
      }
    }
    uint32_t j = i;
    char32_t last = 0;
    for (;;) {
      while (j < e) {
        CodePoint c = DecodeUtf8(text_, j);
        if (!IsAlnum(c.value) && c.value != '_') break;
        last = c.value;
        j += c.length;
      }
      if (j >= e) break;
      char32_t c = At(j, e);
      uint32_t after = j + Width(j);
      char32_t next = At(after, e);
      if (IsApostrophe(c) && IsAlnum(next)) {
        if (uint32_t end = Clitic(i, j, e, last); end > 0) return end;
      } else if (!Continues(i, j, e, c, last, next)) {
        break;
      }
      j = after;
    }
    return FinishWord(i, j, e);
  }

  // "Turkey's", "don't", "I'd've": emits the token if what follows the apostrophe at j is a clitic.
  uint32_t Clitic(uint32_t i, uint32_t j, uint32_t e, char32_t last) {
    uint32_t k = j + Width(j);
    uint32_t end = k;
    while (end < e && IsAlnum(At(end, e))) end += Width(end);
    std::string_view rest = Sub(k, end);
    if ((rest == "t" || rest == "T") && (last == 'n' || last == 'N') && j - i > 1) {
      EmitPair(i, j - 1, end);
      return Further(end, e);
    }
    if (data_.clitics.find(Lower(rest).view()) == data_.clitics.end()) return 0;
    // "the 1960's": a decade is one word in UD English.
    if ((rest == "s") && IsAsciiDigit(text_[i]) && text_[j - 1] == '0') return 0;
    EmitPair(i, j, end);
    return Further(end, e);
  }

  // More clitics of the same token: "I'd've", "couldn't've".
  uint32_t Further(uint32_t i, uint32_t e) {
    for (;;) {
      if (!IsApostrophe(At(i, e))) return i;
      uint32_t k = i + Width(i);
      uint32_t end = k;
      while (end < e && IsAlnum(At(end, e))) end += Width(end);
      if (end == k || data_.clitics.find(Lower(Sub(k, end)).view()) == data_.clitics.end())
        return i;
      size_t first = out_.size() - 1;
      while (out_[first].token_length == 0) --first;
      if (out_[first].token_length == 255) return i;
      ++out_[first].token_length;
      out_.push_back({{i, end}, 0, false});
      i = end;
    }
  }

  // Whether the mark c at j, between `last` and `next`, stands inside the word that began at i.
  bool Continues(uint32_t i, uint32_t j, uint32_t e, char32_t c, char32_t last,
                 char32_t next) const {
    bool digits = last >= '0' && last <= '9' && next >= '0' && next <= '9';
    if (c == ',' || c == ':') return digits;
    if (!IsAlnum(next)) return false;
    if (c == '.') return StopInside(i, j, e, last, next);
    if (IsHyphen(c)) return HyphenInside(i, j, e, last, next);
    if (c == '/') {
      if (digits) return true;
      uint32_t k = j + 1;
      while (k < e && IsAsciiLetter(text_[k])) ++k;
      return j - i == 1 && k - j <= 3 && IsAsciiLetter(text_[i]);  // "w/o", "s/he"
    }
    if (c == '&') return j - i <= 3 && IsUpper(last) && IsUpper(next);  // "AT&T"
    return c == '*' && IsAsciiLetter(text_[i]);                         // "f*ck"
  }

  // "3.5", "U.S", "gmail.com"; not "ended.The", where only a space is missing.
  bool StopInside(uint32_t i, uint32_t j, uint32_t e, char32_t last, char32_t next) const {
    bool last_digit = last >= '0' && last <= '9';
    bool next_digit = next >= '0' && next <= '9';
    if (last_digit) return next_digit || IsLower(next);
    if (next_digit) return false;
    uint32_t begin = j;
    while (begin > i && text_[begin - 1] != '.' && text_[begin - 1] != '-') --begin;
    if (IsUpper(next) && j - begin >= 2) {
      uint32_t k = j + 1 + Width(j + 1);
      // "Ph.D", "L.L.C" go on; "over.The" does not.
      bool single = !IsAlnum(At(k, e));
      return single && j - begin <= 2;
    }
    if (j - begin == 1) return true;
    return data_.abbreviations.find(Lower(Sub(i, j)).view()) == data_.abbreviations.end();
  }

  // UD English cuts at hyphens ("long - term", "al - Qaeda") but not behind prefixes ("co-founder")
  // nor inside telephone numbers and dates ("713-853-3989").
  bool HyphenInside(uint32_t i, uint32_t j, uint32_t e, char32_t last, char32_t next) const {
    bool last_digit = last >= '0' && last <= '9';
    bool next_digit = next >= '0' && next <= '9';
    if (last_digit && next_digit) {
      uint32_t hyphens = 0, group = 0, first_group = 0;
      uint32_t limit = i + 24 < e ? i + 24 : e;  // no telephone number is longer
      for (uint32_t k = i; k < limit && (IsAsciiDigit(text_[k]) || text_[k] == '-'); ++k) {
        if (text_[k] != '-') {
          ++group;
          continue;
        }
        if (hyphens++ == 0) first_group = group;
        group = 0;
      }
      if (hyphens >= 2) return true;
      return group == 4 && (first_group == 3 || first_group == 5);
    }
    return data_.prefixes.find(Lower(Sub(i, j)).view()) != data_.prefixes.end();
  }

  // The body [i, j) is known; adds the stop of an abbreviation or a final apostrophe, splits off a
  // unit, emits.
  uint32_t FinishWord(uint32_t i, uint32_t j, uint32_t e) {
    if (IsAsciiDigit(text_[i])) {
      if (uint32_t end = NumberWithUnit(i, j, e); end > 0) return end;
    }
    // "US$5", "A$ 3": the dollar sign belongs to the letters before it.
    if (j < e && text_[j] == '$' && j - i <= 3 && IsUpper(At(j - 1, e))) {
      Emit(i, j + 1);
      return j + 1;
    }
    if (j < e && text_[j] == '.' && At(j + 1, e) != '.' && StopBelongs(i, j, e)) {
      Emit(i, j + 1);
      return j + 1;
    }
    if (j < e && IsApostrophe(At(j, e)) && text_[j] != '`') {
      uint32_t end = j + Width(j);
      char last = text_[j - 1];
      bool possessive = last == 's' || last == 'S' || last == 'x' || last == 'z';
      bool elided = j - i >= 5 && last == 'n' && text_[j - 2] == 'i';
      if ((possessive || elided) && !Closes(j, end)) {
        if (possessive) {
          EmitPair(i, j, end);
        } else {
          Emit(i, end);
        }
        return end;
      }
    }
    if (j - i <= data_.longest_contraction && IsAsciiLetter(text_[i])) {
      Plain(i, j);
    } else {
      Emit(i, j);
    }
    return j;
  }

  // "10km", "7pm", "10a.m.": number and unit are two words. 0 if it is not so.
  uint32_t NumberWithUnit(uint32_t i, uint32_t j, uint32_t e) {
    uint32_t n = i;
    while (n < j &&
           (IsAsciiDigit(text_[n]) || text_[n] == '.' || text_[n] == ',' || text_[n] == ':'))
      ++n;
    if (n == j || !IsAsciiDigit(text_[n - 1])) return 0;
    uint32_t end = j;
    if (j < e && text_[j] == '.' && data_.units.find(Sub(n, j + 1)) != data_.units.end())
      end = j + 1;
    if (text_[j < e ? j : i] == '/' && j + 1 < e) {  // "10km/h"
      uint32_t k = j + 1;
      while (k < e && IsAsciiLetter(text_[k])) ++k;
      if (data_.units.find(Sub(n, k)) != data_.units.end()) end = k;
    }
    if (data_.units.find(Sub(n, end)) == data_.units.end()) return 0;
    Emit(i, n);
    Emit(n, end);
    return end;
  }

  // The next visible code point of the block from i on, or 0.
  char32_t NextVisible(uint32_t i) const {
    while (i < block_.end) {
      CodePoint c = DecodeUtf8(text_, i);
      if (!IsBlank(c.value)) return c.value;
      i += c.length;
    }
    return 0;
  }

  // Whether the stop at j belongs to the word [i, j): "Mr.", "U.S.", "J."
  bool StopBelongs(uint32_t i, uint32_t j, uint32_t e) const {
    if (IsHalf(i, j)) return true;
    std::string_view word = Sub(i, j);
    char32_t next = j + 1 < e ? At(j + 1, e) : NextVisible(j + 1);
    char32_t first = FirstChar(word);
    Lower lower(word);
    auto it = data_.abbreviations.find(lower.view());
    if (it != data_.abbreviations.end()) {
      const Abbreviation& a = it->second;
      if (a.capital && !IsUpper(first)) return false;
      if (a.next == AbbreviationNext::kDigit) return next >= '0' && next <= '9';
      return a.next == AbbreviationNext::kAny || IsUpper(next);
    }
    if (ClassOf(first) != CharClass::kLetter) return false;
    if (j - i == Width(i)) {                                   // one letter
      if (!IsUpper(first)) return next >= '0' && next <= '9';  // "c. 1900", "b. 1950"
      return IsUpper(next) && j + 1 < block_.end && (first != 'I' || AfterCapital());
    }
    return Dotted(word.substr(word.rfind('-') + 1));  // "anti-U.S."; npos + 1 is 0
  }

  // Whether [i, j), which a stop follows, is "a" or "m" of "a. m.".
  bool IsHalf(uint32_t i, uint32_t j) const {
    constexpr uint32_t kLongest = 4;  // bytes
    if (j - i > kLongest) return false;
    auto known = [&](std::string_view a, std::string_view b) {
      return data_.halves.count(std::string(Lower(a).view()) + " " + std::string(Lower(b).view())) >
             0;
    };
    if (!out_.empty()) {
      std::string_view before = out_.back().span.in(text_);
      bool whole = before.size() > 1 && before.size() <= kLongest + 1 && before.back() == '.';
      if (whole && known(before.substr(0, before.size() - 1), Sub(i, j))) return true;
    }
    uint32_t k = j + 1;
    while (k < block_.end && k <= j + kLongest && text_[k] == ' ') ++k;
    uint32_t end = k;
    while (end < block_.end && end < k + kLongest && IsAsciiLetter(text_[end])) ++end;
    return k > j + 1 && end < block_.end && text_[end] == '.' && known(Sub(i, j), Sub(k, end));
  }

  // "than I. The" ends a sentence, "Vladimir I. Lenin" does not.
  bool AfterCapital() const {
    return !out_.empty() && IsUpper(FirstChar(out_.back().span.in(text_)));
  }

  // "U.S", "Ph.D", "p.m": letters in groups of one or two, between stops.
  static bool Dotted(std::string_view word) {
    size_t group = 0;
    bool stop = false;
    for (char c : word) {
      if (c == '.') {
        stop = true;
        group = 0;
      } else if (!IsAsciiLetter(c) || ++group > 2) {
        return false;
      }
    }
    return stop;
  }

  // Whether the apostrophe at [j, end), behind an s, closes a quotation rather than marks a
  // genitive. It does if one is open and no better closing mark comes later.
  bool Closes(uint32_t j, uint32_t end) const {
    if (!single_open_) return false;
    uint32_t limit = end + 400 < block_.end ? end + 400 : block_.end;
    for (uint32_t k = end; k < limit;) {
      CodePoint c = DecodeUtf8(text_, k);
      if (IsApostrophe(c.value) || c.value == 0x2018) {
        bool blank_before = IsBlank(DecodeUtf8(text_, k - 1).value);
        char32_t next = At(k + c.length, block_.end);
        if (blank_before || c.value == 0x2018) return true;  // the next quotation opens
        if (!IsAlnum(next)) return false;
      }
      k += c.length;
    }
    return j < end;
  }

  // A mark, or a run of marks that UD English keeps together.
  uint32_t MarkAt(uint32_t i, uint32_t e) {
    CodePoint c = DecodeUtf8(text_, i);
    uint32_t j = i + c.length;
    char32_t next = At(j, e);
    if (ClassOf(c.value) == CharClass::kEmoji) {
      j = EmojiEnd(i, e);
    } else if (IsApostrophe(c.value) || c.value == 0x2018) {
      return ApostropheAt(i, j, e);
    } else if ((c.value == '#' || c.value == '@') &&
               (IsAsciiLetter(static_cast<char>(next)) || next == '_' ||
                (next >= 0x80 && IsAlnum(next)) || (c.value == '@' && IsAlnum(next)))) {
      while (j < e && (IsAlnum(At(j, e)) || text_[j] == '_')) j += Width(j);
    } else if (Signed(i, c.value, next)) {
      return WordAt(j, e, i);
    } else if (c.value == '!' || c.value == '?') {
      while (j < e && (text_[j] == '!' || text_[j] == '?')) ++j;
    } else if (c.value == '.' && next >= '0' && next <= '9' && ChunkStart(i)) {
      return WordAt(j, e, i);
    } else if ((c.value == ':' || c.value == ';') && ChunkStart(i)) {
      j = EmoticonEnd(i, j, e);
    } else if (c.value < 0x80 &&
               std::string_view(".-*=_~|<>+^#").find(static_cast<char>(c.value)) !=
                   std::string_view::npos) {
      while (j < e && text_[j] == text_[i]) ++j;
    }
    while (At(j, e) == 0xFE0F || At(j, e) == 0x200D) j += Width(j);
    Emit(i, j);
    return j;
  }

  // "-5", "+3.2" at the start of a chunk.
  bool Signed(uint32_t i, char32_t c, char32_t next) const {
    return (c == '-' || c == '+' || c == 0x2212) && next >= '0' && next <= '9' && ChunkStart(i);
  }

  // A number behind a sign or a leading stop: one word from `from`.
  uint32_t WordAt(uint32_t i, uint32_t e, uint32_t from) {
    size_t n = out_.size();
    uint32_t end = WordAt(i, e);
    out_[n].span.begin = from;
    return end;
  }

  uint32_t EmoticonEnd(uint32_t i, uint32_t j, uint32_t e) const {
    uint32_t k = j < e && text_[j] == '-' ? j + 1 : j;
    if (k < e && (text_[k] == ')' || text_[k] == '(') && k + 1 == e) return k + 1;
    return i + 1;
  }

  uint32_t ApostropheAt(uint32_t i, uint32_t j, uint32_t e) {
    char32_t c = At(i, e);
    if (At(j, e) == c && c != 0x2018) {  // '' and `` typed for a double quote
      j += Width(j);
      Emit(i, j);
      return j;
    }
    uint32_t k = j;
    while (k < e && IsAlnum(At(k, e))) k += Width(k);
    std::string_view rest = Sub(j, k);
    bool opens = ChunkStart(i) || AfterOpener(i);
    if (opens && !rest.empty()) {
      bool year =
          IsAsciiDigit(rest[0]) && (rest.size() == 2 || (rest.size() == 3 && rest[2] == 's'));
      Lower lower(rest);
      // Text that was tokenized before: "Turkey 's envoy".
      bool clitic = c != 0x2018 && ChunkStart(i) && k == e && rest.size() <= 2 &&
                    data_.clitics.find(lower.view()) != data_.clitics.end();
      if (year || clitic ||
          data_.apostrophe_words.find(lower.view()) != data_.apostrophe_words.end()) {
        Emit(i, k);
        return k;
      }
    }
    // "(CHP)'s", "\"X\"'s"
    if (!opens && c != 0x2018 && rest == "s") {
      Emit(i, k);
      return k;
    }
    single_open_ = opens;
    Emit(i, j);
    return j;
  }

  bool AfterOpener(uint32_t i) const {
    const Word& before = out_.back();
    if (before.span.end != i) return true;
    char32_t c = FirstChar(before.span.in(text_));
    return IsOpener(c) || c == '"' || IsDash(c) || c == '/';
  }

  uint32_t EmojiEnd(uint32_t i, uint32_t e) const {
    auto regional = [](char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
    char32_t first = At(i, e);
    uint32_t j = i + Width(i);
    if (regional(first)) return regional(At(j, e)) ? j + Width(j) : j;
    while (j < e) {
      char32_t c = At(j, e);
      if ((c >= 0x1F3FB && c <= 0x1F3FF) || c == 0xFE0F) {
        j += Width(j);
      } else if (c == 0x200D) {
        j += Width(j);
        if (j < e && ClassOf(At(j, e)) == CharClass::kEmoji) j += Width(j);
      } else {
        break;
      }
    }
    return j;
  }

  std::string_view text_;
  Span block_;
  const SegmentRules::Data& data_;
  size_t max_words_;
  std::vector<Word>& out_;
  uint32_t chunk_ = 0;
  bool maybe_address_ = false;
  bool single_open_ = false;  // a single quotation mark stands open in this block
};

}  // namespace

bool Tokenize(std::string_view text, Span block, const SegmentRules::Data& data, size_t max_words,
              std::vector<Word>& out) {
  // Code points do not cross the ends of a block, and no look-ahead may.
  return Tokenizer(text.substr(0, block.end), block, data, max_words, out).Run();
}

}  // namespace dragoman::segment
