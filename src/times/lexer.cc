// SPDX-License-Identifier: Apache-2.0
// Entry: Lex. Two passes: cutting and looking up; then joining of numbers ("two
// hundred and ten", "twenty-first", "nineteen ninety-six", "21st", "1,200").
#include "times/lexer.h"

#include "base/calendar.h"

namespace dragoman::times {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || IsUpper(c) || static_cast<uint8_t>(c) >= 0x80;
}
bool IsBlank(char c) { return static_cast<uint8_t>(c) <= ' '; }

// Punctuation outside ASCII becomes its ASCII cousin, so that patterns name one
// form; 0 for others.
char Punctuation(std::string_view s, size_t at, size_t& length) {
  auto byte = [&](size_t i) { return i < s.size() ? static_cast<uint8_t>(s[i]) : 0; };
  if (byte(at) == 0xc2 && byte(at + 1) == 0xa0) {
    length = 2;
    return ' ';
  }
  if (byte(at) != 0xe2 || byte(at + 1) != 0x80) return 0;
  length = 3;
  switch (byte(at + 2)) {
    case 0x90:
    case 0x91:
    case 0x92:
    case 0x93:
    case 0x94:
    case 0x95:  // dashes
      return '-';
    case 0x98:
    case 0x99:
      return '\'';
    case 0x9c:
    case 0x9d:
      return '"';
    case 0x89:
    case 0xaf:
      return ' ';
    default:
      return 0;
  }
}

class Cutter {
 public:
  Cutter(std::string_view text, Span span, const WordTable& words, TokenBuffer& out)
      : text_(text), at_(span.begin), end_(span.end), words_(words), out_(out) {}

  void Run() {
    bool glued = false;
    while (at_ < end_) {
      char c = text_[at_];
      if (IsBlank(c)) {
        ++at_;
        glued = false;
        continue;
      }
      size_t length = 1;
      char mark =
          static_cast<uint8_t>(c) >= 0x80 ? Punctuation(text_.substr(0, end_), at_, length) : '\0';
      if (mark == ' ') {
        at_ += static_cast<uint32_t>(length);
        glued = false;
        continue;
      }
      Token t;
      t.glued = glued;
      t.first = static_cast<uint32_t>(out_.readings.size());
      glued = true;
      if (mark != 0) {
        Mark(t, mark, static_cast<uint32_t>(length));
      } else if (IsDigit(c)) {
        Digits(t);
      } else if (IsLetter(c)) {
        Letters(t);
      } else {
        Mark(t, c, 1);
      }
      t.count = static_cast<uint32_t>(out_.readings.size()) - t.first;
      out_.tokens.push_back(t);
    }
  }

 private:
  void LookUp(std::string_view lower, bool capital) {
    if (lower.size() > words_.longest()) return;
    const WordTable::Entry* e = words_.Find(lower);
    if (e == nullptr) return;
    for (size_t i = 0; i < e->readings.size(); ++i) {
      WordTable::Case only = e->cases[i];
      if (only == WordTable::Case::kCapital && !capital) continue;
      if (only == WordTable::Case::kSmall && capital) continue;
      out_.readings.push_back(e->readings[i]);
    }
  }

  void Mark(Token& t, char mark, uint32_t length) {
    t.span = {at_, at_ + length};
    at_ += length;
    LookUp({&mark, 1}, false);
  }

  void Letters(Token& t) {
    char lower[32];
    size_t n = 0;
    uint32_t begin = at_;
    t.capital = IsUpper(text_[at_]);
    while (at_ < end_ && IsLetter(text_[at_])) {
      size_t length = 0;
      if (static_cast<uint8_t>(text_[at_]) >= 0x80 &&
          Punctuation(text_.substr(0, end_), at_, length) != 0) {
        break;
      }
      if (n < sizeof lower) {
        lower[n] = IsUpper(text_[at_]) ? static_cast<char>(text_[at_] + 32) : text_[at_];
      }
      ++n;
      ++at_;
    }
    t.span = {begin, at_};
    if (n <= sizeof lower) LookUp({lower, n}, t.capital);
  }

  void Add(ClassId cls, int32_t value) { out_.readings.push_back({cls, value}); }

  // "1,200" is one number, "1,20" is not; "2.5" is tenths.
  void Digits(Token& t) {
    uint32_t begin = at_;
    int64_t value = 0;
    uint32_t digits = 0;
    bool grouped = false;
    auto digit = [&](uint32_t i) { return i < end_ && IsDigit(text_[i]); };
    for (;;) {
      while (digit(at_)) {
        if (digits < 12) value = value * 10 + (text_[at_] - '0');
        ++digits;
        ++at_;
      }
      bool group = at_ < end_ && text_[at_] == ',' && (grouped || digits <= 3) && digit(at_ + 1) &&
                   digit(at_ + 2) && digit(at_ + 3) && !digit(at_ + 4);
      if (!group) break;
      grouped = true;
      ++at_;
    }
    bool fraction = at_ + 1 < end_ && text_[at_] == '.' && digit(at_ + 1) &&
                    (grouped || (value > 31 && digits != 4));
    if (fraction) {  // "6,107.31 August": no day
      do ++at_;
      while (digit(at_));
      t.span = {begin, at_};
      return;
    }
    t.span = {begin, at_};
    if (digits > 9) return;
    if (at_ + 1 < end_ && text_[at_] == '.' && digit(at_ + 1) && !digit(at_ + 2) && digits <= 4 &&
        !(at_ + 3 < end_ && text_[at_ + 2] == '.' && digit(at_ + 3))) {
      Add(kDecimal, static_cast<int32_t>(value * 10 + (text_[at_ + 1] - '0')));
    }
    Add(kNum, static_cast<int32_t>(value));
    if (grouped) return;
    AddFormats(static_cast<int32_t>(value), digits);
    if (digits <= 4) LookUp(text_.substr(begin, digits), false);
  }

  void AddFormats(int32_t v, uint32_t digits) {
    if (digits <= 2) {
      if (v >= 1 && v <= 31) Add(kDay, v);
      if (v >= 1 && v <= 12) Add(kMonthNum, v);
      if (v <= 24) Add(kHour, v);
      if (digits == 2 && v < 60) Add(kMinute, v);
      if (digits == 2) Add(kYy, v);
    } else if (digits == 4) {
      if (v >= 1000 && v < 3000) Add(kYear, v);
      if (v >= 1900 && v < 2100) Add(kModernYear, v);
      if (v < 1000 || v >= 3000) Add(kFarYear, v);
      if (v / 100 < 24 && v % 100 < 60) Add(kHhmm, v);
    } else if (digits == 8) {
      if (Date::FromYmd(v / 10000, v / 100 % 100, v % 100) && v / 10000 >= 1000) Add(kYmd, v);
    }
  }

  std::string_view text_;
  uint32_t at_, end_;
  const WordTable& words_;
  TokenBuffer& out_;
};

// Joins runs of number tokens in place, from token `from` on.
class NumberJoiner {
 public:
  NumberJoiner(std::string_view text, size_t from, TokenBuffer& b) : text_(text), b_(b), i_(from) {}

  void Run() {
    size_t to = i_;
    while (i_ < b_.tokens.size()) {
      size_t used = 1;
      Token t = b_.tokens[i_];
      if (t.count > 0) used = Join(t);
      b_.tokens[to++] = t;
      i_ += used;
    }
    b_.tokens.resize(to);
  }

 private:
  const Reading* Get(size_t i, ClassId cls) const {
    return i < b_.tokens.size() ? b_.Find(b_.tokens[i], cls) : nullptr;
  }
  bool Is(size_t i, char c) const {
    return i < b_.tokens.size() && b_.tokens[i].span.size() == 1 &&
           text_[b_.tokens[i].span.begin] == c;
  }
  bool Dash(size_t i) const {
    return i < b_.tokens.size() && b_.tokens[i].glued && text_[b_.tokens[i].span.begin] == '-' &&
           i + 1 < b_.tokens.size() && b_.tokens[i + 1].glued;
  }

  void Replace(Token& t, size_t last, std::initializer_list<Reading> readings) {
    t.span.end = b_.tokens[last].span.end;
    t.first = static_cast<uint32_t>(b_.readings.size());
    t.count = static_cast<uint32_t>(readings.size());
    b_.readings.insert(b_.readings.end(), readings);
  }

  // Tokens used, starting at i_.
  size_t Join(Token& t) {
    const Reading* digits = Get(i_, kNum);
    if (digits != nullptr && b_.Find(t, kDay) != nullptr && Get(i_ + 1, kOrdinalSuffix) &&
        b_.tokens[i_ + 1].glued) {
      Replace(t, i_ + 1, {{kOrdinal, digits->value}});
      return 2;
    }
    if (b_.Find(t, kDecimal) != nullptr && Is(i_ + 1, '.')) {
      Reading r = *b_.Find(t, kDecimal);
      Replace(t, i_ + 2, {r});
      return 3;
    }
    if (Get(i_, kCardinal) == nullptr && Get(i_, kTens) == nullptr && Get(i_, kScale) == nullptr) {
      return 1;
    }
    return Words(t);
  }

  // A number below 100 from i: value and tokens used; 0 used if none stands
  // there.
  size_t Small(size_t i, int32_t& value, bool& ordinal) const {
    ordinal = false;
    if (const Reading* tens = Get(i, kTens)) {
      value = tens->value;
      size_t next = Dash(i + 1) ? i + 2 : i + 1;
      if (const Reading* r = Get(next, kCardinal); r != nullptr && r->value < 10 && r->value > 0) {
        value += r->value;
        return next - i + 1;
      }
      if (const Reading* r = Get(next, kOrdinal); r != nullptr && r->value < 10) {
        value += r->value;
        ordinal = true;
        return next - i + 1;
      }
      return 1;
    }
    if (const Reading* r = Get(i, kCardinal)) {
      value = r->value;
      return 1;
    }
    return 0;
  }

  // "nineteen ninety-six", "twenty ten": two numbers below 100 side by side.
  size_t YearWords(Token& t, int32_t first, size_t used) {
    int32_t second = 0;
    bool ordinal = false;
    if (first < 10 || first > 21) return 0;
    size_t at = i_ + used;
    size_t more = Small(Dash(at) ? at + 1 : at, second, ordinal);
    if (more == 0 || ordinal || second < 10) return 0;
    size_t total = (Dash(at) ? 1 : 0) + used + more;
    Replace(t, i_ + total - 1,
            {{kYear, first * 100 + second}, {kModernYear, first * 100 + second}});
    return total;
  }

  size_t Words(Token& t) {
    int64_t total = 0;
    int32_t value = 0;
    bool ordinal = false;
    size_t used = Small(i_, value, ordinal);
    if (used > 0 && !ordinal) {
      if (size_t year = YearWords(t, value, used)) return year;
    }
    int64_t current = used > 0 ? value : 0;
    size_t n = used;
    bool scaled = false;
    for (size_t steps = 0; steps < 8 && !ordinal; ++steps) {
      if (const Reading* scale = Get(i_ + n, kScale)) {
        current = (current == 0 ? 1 : current) * scale->value;
        if (scale->value >= 1000) {
          total += current;
          current = 0;
        }
        scaled = true;
        ++n;
        continue;
      }
      size_t more = scaled ? Small(i_ + n, value, ordinal) : 0;
      if (more == 0) break;
      current += value;
      n += more;
      scaled = false;
    }
    total += current;
    if (n == 0 || total > 100'000'000) return n == 0 ? 1 : n;
    auto v = static_cast<int32_t>(total);
    if (ordinal) {
      Replace(t, i_ + n - 1, {{kOrdinal, v}});
    } else if (n > 1 || b_.Find(t, kNum) == nullptr) {
      Replace(t, i_ + n - 1, {{kNum, v}});
      if (v >= 1 && v <= 12) {
        b_.readings.push_back({kHour, v});
        ++t.count;
      }
    }
    return n;
  }

  std::string_view text_;
  TokenBuffer& b_;
  size_t i_;
};

}  // namespace

void WordTable::Add(std::string_view form, Reading reading, Case only) {
  Entry& e = entries_[form];
  longest_ = std::max(longest_, form.size());
  for (const Reading& r : e.readings) {
    if (r.cls == reading.cls && r.value == reading.value) return;
  }
  e.readings.push_back(reading);
  e.cases.push_back(only);
}

const WordTable::Entry* WordTable::Find(std::string_view lower) const {
  auto it = entries_.find(lower);
  return it == entries_.end() ? nullptr : &it->second;
}

void Lex(std::string_view text, Span span, const WordTable& words, TokenBuffer& out) {
  size_t from = out.tokens.size();
  Cutter(text, span, words, out).Run();
  NumberJoiner(text, from, out).Run();
}

}  // namespace dragoman::times
