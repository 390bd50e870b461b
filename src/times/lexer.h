// SPDX-License-Identifier: Apache-2.0
// Text of one sentence -> tokens with classes and values. Cuts finer than
// segment/ does
// ("mid-1990s", "10am", "p.m."), so that patterns need not know how words were
// cut; spans are of the text. Numbers in words are put together here. Knows no
// grammar of dates: that is in the patterns.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.h"
#include "base/string_map.h"
#include "times/classes.h"

namespace dragoman::times {

struct Reading {
  ClassId cls = 0;
  int32_t value = 0;
};

struct Token {
  Span span;
  uint32_t first = 0;  // readings [first, first + count) in TokenBuffer
  uint32_t count = 0;
  bool glued = false;    // no white space before it
  bool capital = false;  // its first letter is one
  int32_t sem = -1;      // of a composed expression: index of its meaning
};

struct TokenBuffer {
  std::vector<Token> tokens;
  std::vector<Reading> readings;

  const Reading* begin(const Token& t) const { return readings.data() + t.first; }
  const Reading* end(const Token& t) const { return readings.data() + t.first + t.count; }
  // The reading of that class, or null.
  const Reading* Find(const Token& t, ClassId cls) const {
    for (const Reading* r = begin(t); r != end(t); ++r) {
      if (r->cls == cls) return r;
    }
    return nullptr;
  }
};

// Words with classes, by lower-cased form.
class WordTable {
 public:
  // "May" is a month with a capital, "daily" a frequency without ("Hurriyet
  // Daily News").
  enum class Case : uint8_t { kAny, kCapital, kSmall };

  struct Entry {
    std::vector<Reading> readings;
    std::vector<Case> cases;  // of each reading
  };

  void Add(std::string_view form, Reading reading, Case only = Case::kAny);
  const Entry* Find(std::string_view lower) const;
  size_t longest() const { return longest_; }

 private:
  StringMap<Entry> entries_;
  size_t longest_ = 0;
};

// Appends the tokens of text[span) to `out`.
void Lex(std::string_view text, Span span, const WordTable& words, TokenBuffer& out);

}  // namespace dragoman::times
