// SPDX-License-Identifier: Apache-2.0
#include "support/random_text.h"

#include <string_view>

namespace dragoman::test {
namespace {

void AppendUtf8(std::string& out, uint32_t c) {
  auto byte = [&](uint32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xc0 | c >> 6);
    byte(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    byte(0xe0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3f));
    byte(0x80 | (c & 0x3f));
  } else {
    byte(0xf0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3f));
    byte(0x80 | (c >> 6 & 0x3f));
    byte(0x80 | (c & 0x3f));
  }
}

// Code points that text programs trip over: blanks, joiners, direction marks, quotes, dashes, a
// combining accent, letters whose lower case has another length, a flag, an emoji with a modifier.
constexpr uint32_t kAwkward[] = {
    '\n',   '\t',    '\r',    ' ',     0xa0,     0x2003, 0x2028, 0x3000, 0x200b, 0x200d,
    0x200e, 0xfeff,  0xad,    '"',     '\'',     0x2018, 0x2019, 0x201c, 0x201d, 0xab,
    '-',    0x2013,  0x2014,  0x2026,  0x301,    0x130,  0x131,  0xdf,   0xfb01, 0x3a3,
    0x4e2d, 0x1f1f9, 0x1f44d, 0x1f3fd, 0x10ffff, 0xfffd, '.',    ',',    '(',    ')',
    '@',    '#',     '&',     '%',     '$',      0x20ac, '/',    '\\'};

constexpr std::string_view kSentences[] = {
    "The president of Turkey will visit Moscow on Monday, his spokesman said.",
    "\"We have not agreed to anything,\" Foreign Minister Anna Kovacs told reporters in Geneva.",
    "LONDON, March 3 - At least 12 people were killed and 30 wounded in the attack, police said.",
    "The two sides didn't meet in June of last year; talks are expected to resume on 4 May 2021.",
    "Mr. Smith, who'd been charged with spying, was released by U.S. authorities at 10:30 a.m.",
    "NEW: The U.N. Security Council condemns the raid - @un_news (June 7, 2023) https://un.org/x",
    "According to the newspaper, the prime minister denied that troops had crossed the border.",
    "Sanctions worth $2.5 billion, 14% of exports, were imposed on Iran's banks and oil companies.",
    "He was elected in 1998, re-elected in 2003 and has since been at odds with the E.U.",
};

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find(' ', begin);
    if (end == std::string_view::npos) end = text.size();
    words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

void MutateOnce(Random& random, std::vector<std::string>& words) {
  if (words.empty()) return;
  const size_t at = random.Below(static_cast<uint32_t>(words.size()));
  switch (random.Below(7)) {
    case 0:
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1: {
      const std::string copy = words[at];
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), copy);
      break;
    }
    case 2:
      std::swap(words[at], words[random.Below(static_cast<uint32_t>(words.size()))]);
      break;
    case 3:
      for (char& c : words[at]) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      break;
    case 4:
      AppendUtf8(words[at], kAwkward[random.Below(std::size(kAwkward))]);
      break;
    case 5:
      words[at] = std::to_string(random.Next());
      break;
    default:
      words[at] += "\n";
  }
}

}  // namespace

uint32_t Random::Next() {
  const uint64_t old = state_;
  state_ = old * 6364136223846793005u + 1442695040888963407u;
  const uint32_t xored = static_cast<uint32_t>(((old >> 18u) ^ old) >> 27u);
  const uint32_t rot = static_cast<uint32_t>(old >> 59u);
  return (xored >> rot) | (xored << ((-rot) & 31));
}

std::string RandomBytes(Random& random, size_t size) {
  std::string out;
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(random.Next() & 0xff);
  return out;
}

std::string RandomUtf8(Random& random, size_t code_points) {
  std::string out;
  for (size_t i = 0; i < code_points; ++i) {
    const uint32_t kind = random.Below(10);
    if (kind < 5) {
      AppendUtf8(out, 'a' + random.Below(26));
    } else if (kind < 6) {
      AppendUtf8(out, 0x21 + random.Below(0x5e));
    } else if (kind < 9) {
      AppendUtf8(out, kAwkward[random.Below(std::size(kAwkward))]);
    } else {
      uint32_t c = 1 + random.Below(0x10ffff);
      if (c >= 0xd800 && c < 0xe000) c = '?';
      AppendUtf8(out, c);
    }
  }
  return out;
}

std::string MutatedNews(Random& random) {
  std::string out;
  for (uint32_t n = 1 + random.Below(4); n > 0; --n) {
    auto words = Words(kSentences[random.Below(std::size(kSentences))]);
    for (uint32_t m = random.Below(6); m > 0; --m) MutateOnce(random, words);
    for (const std::string& word : words) out += word + " ";
    if (random.Below(3) == 0) out += "\n";
  }
  return out;
}

std::vector<std::string> AwkwardTexts(size_t size) {
  auto repeat = [size](std::string_view unit) {
    std::string s;
    while (s.size() + unit.size() <= size) s += unit;
    return s;
  };
  std::vector<std::string> texts = {"", " ", "\n\n\n", ".", "\"", "'", "-", "\u201c", "a"};
  for (std::string_view unit : {"(",           "\"",
                                "\u201c",      "\u201d",
                                "'",           "x",
                                ".",           "!?",
                                "- ",          " ",
                                "\n",          "1",
                                "1,",          "\u0301",
                                "a ",          "Ankara ",
                                "Ankara, ",    "and ",
                                "of the ",     "said ",
                                "\"said ",     "he said that ",
                                "2021-05-04 ", "Monday ",
                                "not ",        "Mr. ",
                                "U.S.",        "(a \"b ",
                                "visit to ",   "don't ",
                                "http://",     "@a #b "}) {
    texts.push_back(repeat(unit));
  }
  texts.push_back(std::string(size / 2, '(') + std::string(size / 2, ')'));
  return texts;
}

}  // namespace dragoman::test
