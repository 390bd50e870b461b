// SPDX-License-Identifier: Apache-2.0
// Entry: FeatureExtractor. The number of a template is part of the model: a new one is the last.
#include "entities/name_features.h"

#include <algorithm>
#include <string>

#include "entities/names.h"

namespace dragoman::entities {
namespace {

constexpr size_t kShoutedName = 4;  // bytes; shorter ones are mostly abbreviations

// Decodes one character; malformed bytes count as themselves. Documents are valid UTF-8.
uint32_t CharAt(std::string_view s, size_t i, size_t& length) {
  auto b = [&](size_t k) { return static_cast<uint32_t>(static_cast<uint8_t>(s[i + k])); };
  uint32_t c = b(0);
  size_t n = c < 0x80 ? 1 : c >> 5 == 6 ? 2 : c >> 4 == 14 ? 3 : c >> 3 == 30 ? 4 : 1;
  length = i + n <= s.size() ? n : 1;
  if (length == 2) return (c & 0x1f) << 6 | (b(1) & 0x3f);
  if (length == 3) return (c & 0x0f) << 12 | (b(1) & 0x3f) << 6 | (b(2) & 0x3f);
  if (length == 4) {
    return (c & 7) << 18 | (b(1) & 0x3f) << 12 | (b(2) & 0x3f) << 6 | (b(3) & 0x3f);
  }
  return c;
}

// Simple case pairs of Latin, Greek and Cyrillic; the same character where there is none.
uint32_t LowerOf(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0x80) return c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x100 && c <= 0x177) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x218 && c <= 0x21B) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x1E00 && c <= 0x1EFF) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

void AppendChar(uint32_t c, std::string& out) {
  auto put = [&](uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

uint64_t HashOf(std::string_view s) { return WordLists::HashOf(s); }

uint64_t Mix(uint64_t a, uint64_t b) {
  uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15 + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccd;
  return h ^ (h >> 32);
}

}  // namespace

uint64_t WordLists::HashOn(uint64_t hash, std::string_view more) {
  for (char c : more) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash;
}

uint64_t WordLists::HashOf(std::string_view lower) { return HashOn(0xcbf29ce484222325, lower); }

bool StartsUpper(std::string_view form) {
  if (form.empty()) return false;
  size_t n;
  uint32_t c = CharAt(form, 0, n);
  return LowerOf(c) != c;
}

bool IsAddress(std::string_view form) {
  return form.find("://") != std::string_view::npos || form.starts_with("www.") ||
         form.starts_with("mailto:") || (form.size() > 1 && form.find('@', 1) != form.npos);
}

void AppendLower(std::string_view form, std::string& out) {
  for (size_t i = 0, n = 1; i < form.size(); i += n) {
    uint32_t c = CharAt(form, i, n);
    uint32_t lower = LowerOf(c);
    if (lower < 0x80) {
      out.push_back(static_cast<char>(lower));
    } else if (lower == c) {
      out.append(form.substr(i, n));
    } else {
      AppendChar(lower, out);
    }
  }
}

Shape ShapeOf(std::string_view form) {
  int upper = 0, lower = 0, digits = 0, periods = 0, letters = 0;
  bool first_upper = false;
  for (size_t i = 0, n = 1; i < form.size(); i += n) {
    uint32_t c = CharAt(form, i, n);
    bool is_upper = LowerOf(c) != c;
    bool is_lower = !is_upper && ((c >= 'a' && c <= 'z') || (c >= 0xDF && c < 0x2000));
    if (i == 0) first_upper = is_upper;
    upper += is_upper;
    lower += is_lower;
    letters += is_upper || is_lower;
    digits += c >= '0' && c <= '9';
    periods += c == '.';
  }
  if (letters == 0 && digits == 0) {
    if (form == "-" || form == "–") return Shape::kHyphen;
    if (form == "\"" || form == "'" || form == "“" || form == "”" || form == "``" || form == "''" ||
        form == "‘" || form == "’") {
      return Shape::kQuote;
    }
    return Shape::kPunct;
  }
  if (letters == 0) return Shape::kDigits;
  if (digits > 0) return Shape::kAlphanumeric;
  if (periods > 0 && upper > 0) return Shape::kAbbreviated;
  if (upper == 0) return Shape::kLower;
  if (lower == 0) return upper == 1 ? Shape::kLetter : Shape::kUpper;
  return first_upper && upper == 1 ? Shape::kInitial : Shape::kMixed;
}

namespace {

// shape(i): of word i.
template <class ShapeAt>
Casing CasingBy(std::span<const std::string_view> forms, ShapeAt shape) {
  // Words of four letters and more: title case leaves "of" and "the" alone.
  int words = 0, capitalised = 0, upper = 0;
  for (size_t i = 0; i < forms.size(); ++i) {
    if (forms[i].size() < 4) continue;
    Shape s = shape(i);
    if (s == Shape::kDigits || s == Shape::kPunct || s == Shape::kAlphanumeric) continue;
    ++words;
    capitalised += s != Shape::kLower;
    upper += s == Shape::kUpper;
  }
  if (words == 0) return Casing::kNormal;
  if (upper * 5 >= words * 4 && words >= 2) return Casing::kUpper;
  if (capitalised * 5 >= words * 4 && words >= 4) return Casing::kTitle;
  if (capitalised == 0 && words >= 3) return Casing::kLower;
  return Casing::kNormal;
}

}  // namespace

Casing CasingOf(std::span<const std::string_view> forms) {
  return CasingBy(forms, [&](size_t i) { return ShapeOf(forms[i]); });
}

void FeatureExtractor::Describe(std::span<const std::string_view> forms,
                                std::span<const uint8_t> known, std::span<const ParsedWord> tags,
                                const WordLists& lists) {
  info_.assign(forms.size(), {});
  for (size_t i = 0; i < forms.size(); ++i) info_[i].shape = ShapeOf(forms[i]);
  const Casing casing = CasingBy(forms, [&](size_t i) { return info_[i].shape; });
  casing_ = static_cast<uint64_t>(casing);
  const int n = static_cast<int>(forms.size());
  for (int i = 0; i < n; ++i) {
    WordInfo& w = info_[static_cast<size_t>(i)];
    lower_.clear();
    AppendLower(forms[static_cast<size_t>(i)], lower_);
    if (w.shape == Shape::kDigits || w.shape == Shape::kAlphanumeric) {
      for (char& c : lower_) {
        if (c >= '0' && c <= '9') c = '0';
      }
    }
    std::string_view l = lower_;
    auto tail = [&](size_t k) { return HashOf(l.substr(l.size() - std::min(k, l.size()))); };
    auto from = [&](size_t k) { return l.substr(std::min(k, l.size())); };
    w.prefix3 = HashOf(l.substr(0, 3));
    w.prefix4 = WordLists::HashOn(w.prefix3, from(3).substr(0, 1));
    w.lower = WordLists::HashOn(w.prefix4, from(4));
    const uint8_t code = lists.Of(w.lower);
    w.listed = code % kListCodes;
    w.usual = code / kListCodes;
    w.suffix2 = tail(2);
    w.suffix3 = tail(3);
    w.suffix4 = tail(4);
    w.known = known[static_cast<size_t>(i)];
    // "Martin SCHULZ", "in which KENNEDY joined": a name in capitals, no abbreviation.
    if (casing == Casing::kNormal && w.shape == Shape::kUpper && l.size() >= kShoutedName &&
        w.listed != 0 && (w.known == 0 || w.known == KnownCode(KnownClass::kPerson, false))) {
      w.shape = Shape::kInitial;
    }
    w.tag = tags[static_cast<size_t>(i)];
    bool part = w.tag.deprel == Deprel::kCompound || w.tag.deprel == Deprel::kFlat;
    if (part && w.tag.head >= 0) w.link = w.tag.head > i ? 1 : 2;
  }
  FindRuns(forms);
}

void FeatureExtractor::FindRuns(std::span<const std::string_view> forms) {
  const int n = static_cast<int>(forms.size());
  auto capital = [&](int i) {
    Shape s = info_[static_cast<size_t>(i)].shape;
    return s != Shape::kLower && s != Shape::kDigits && s != Shape::kPunct && s != Shape::kQuote &&
           s != Shape::kHyphen;
  };
  auto hyphen = [&](int i) { return info_[static_cast<size_t>(i)].shape == Shape::kHyphen; };
  for (int i = 0; i < n;) {
    if (!capital(i)) {
      ++i;
      continue;
    }
    int j = i + 1;
    while (j < n && (capital(j) || (hyphen(j) && j + 1 < n && capital(j + 1)))) ++j;
    for (int k = i; k < j; ++k) {
      info_[static_cast<size_t>(k)].run_first = i;
      info_[static_cast<size_t>(k)].run_last = j - 1;
    }
    i = j;
  }

  // The same with short small words between: "Movement for the Left", "Ministry of Defence".
  for (int i = 0; i < n;) {
    if (!capital(i)) {
      ++i;
      continue;
    }
    int j = i + 1, last = i;
    while (j < n && j - last <= 3) {
      if (capital(j)) {
        last = j;
      } else if (forms[static_cast<size_t>(j)].size() > 3 ||
                 info_[static_cast<size_t>(j)].shape == Shape::kPunct) {
        break;
      }
      ++j;
    }
    for (int k = i; k <= last; ++k) {
      info_[static_cast<size_t>(k)].wide_first = i;
      info_[static_cast<size_t>(k)].wide_last = last;
    }
    i = last + 1;
  }
}

const FeatureExtractor::WordInfo& FeatureExtractor::at(int i) const {
  static const WordInfo outside{};
  return i < 0 || i >= static_cast<int>(info_.size()) ? outside : info_[static_cast<size_t>(i)];
}

uint64_t FeatureExtractor::PlaceOf(int i) const {
  const WordInfo& w = at(i);
  if (w.run_first < 0) return 0;
  return 1 + (i == w.run_first ? 1u : 0u) + (i == w.run_last ? 2u : 0u) + 4 * casing_;
}

uint64_t FeatureExtractor::LengthOf(const WordInfo& w) const {
  return w.run_first < 0 ? 0 : static_cast<uint64_t>(std::min(w.run_last - w.run_first + 1, 5));
}

template <class Add>
void FeatureExtractor::Own(int i, Add add) const {
  const WordInfo& w = at(i);
  const uint64_t shape = ShapeIn(w);
  const auto upos = static_cast<uint64_t>(w.tag.upos);
  add(1, w.lower);
  add(2, Mix(w.lower, shape));
  add(9, Mix(w.suffix3, shape));
  add(10, Mix(w.suffix2, shape));
  add(11, Mix(w.suffix4, shape));
  add(12, Mix(w.prefix3, shape));
  add(13, Mix(w.prefix4, shape));
  add(16, w.known);
  add(17, Mix(w.known, shape));
  add(21, Mix(w.known, w.lower));
  add(40, Mix(upos, shape));
  add(42, Mix(upos, w.lower));
  add(43, Mix(upos, w.known));
  add(47, Mix(static_cast<uint64_t>(w.listed), shape));
  add(54, Mix(static_cast<uint64_t>(w.usual) * 256 + w.known, shape));
}

template <class Add>
void FeatureExtractor::Left(int i, Add add) const {
  const WordInfo &w = at(i), &p = at(i - 1);
  const uint64_t shape = ShapeIn(w);
  add(3, Mix(p.lower, 1));
  add(19, Mix(w.known, p.lower));
  add(28, Mix(shape, p.lower));
  add(30, Mix(shape, p.suffix3));
  add(49, Mix(Mix(static_cast<uint64_t>(w.listed), p.lower), shape));
}

template <class Add>
void FeatureExtractor::Right(int i, Add add) const {
  const WordInfo &w = at(i), &q = at(i + 1);
  const uint64_t shape = ShapeIn(w);
  add(4, Mix(q.lower, 2));
  add(20, Mix(w.known, q.lower));
  add(29, Mix(shape, q.lower));
  add(31, Mix(shape, q.suffix3));
  add(50, Mix(Mix(static_cast<uint64_t>(w.listed), q.lower), shape));
}

template <class Add>
void FeatureExtractor::Run(int i, Add add) const {
  const WordInfo& w = at(i);
  const bool in_run = w.run_first >= 0;
  const uint64_t place = PlaceOf(i), length = LengthOf(w);
  const WordInfo &first = at(w.run_first), &last = at(w.run_last);
  const WordInfo &before = at(w.run_first - 1), &after = at(w.run_last + 1);
  add(22, Mix(place, length));
  add(23, in_run ? Mix(last.lower, place) : 0);
  add(24, in_run ? Mix(first.lower, place) : 0);
  add(25, in_run ? Mix(before.lower, place * 8 + length) : 0);
  add(26, in_run ? Mix(after.lower, place * 8 + length) : 0);
  add(35, in_run ? Mix(Mix(last.suffix4, before.lower), place) : 0);
  const bool wide = InWideRun(w);
  const uint64_t shape = ShapeIn(w);
  const uint64_t wide_place =
      (i == w.wide_first ? 1u : 0u) + (i == w.wide_last ? 2u : 0u) + 4 * casing_;
  const WordInfo &wide_first = at(w.wide_first), &wide_last = at(w.wide_last);
  add(37, wide ? Mix(Mix(wide_first.lower, at(w.wide_first + 1).lower), wide_place) : 0);
  add(38, wide ? Mix(wide_first.lower, Mix(wide_place, shape)) : 0);
  add(39, wide ? Mix(wide_last.lower, Mix(wide_place, shape)) : 0);
  const auto pair = [](uint8_t a, uint8_t b, uint64_t base) { return a * base + b; };
  add(52, in_run ? Mix(pair(first.listed, last.listed, 256), place * 8 + length) : 0);
  add(56, in_run ? Mix(pair(first.usual, last.usual, 4), place * 8 + length) : 0);
}

template <class Add>
void FeatureExtractor::Context(int i, Add add) const {
  const bool at_end = i + 1 >= static_cast<int>(info_.size());
  const WordInfo &w = at(i), &p = at(i - 1), &q = at(i + 1), &pp = at(i - 2), &qq = at(i + 2);
  const uint64_t shape = ShapeIn(w);
  const uint64_t shape_p = static_cast<uint64_t>(p.shape) + (i == 0 ? 32 : 0);
  const uint64_t shape_q = static_cast<uint64_t>(q.shape) + (at_end ? 32 : 0);
  add(5, Mix(p.lower, w.lower));
  add(6, Mix(w.lower, q.lower));
  add(7, Mix(pp.lower, shape));
  add(8, Mix(qq.lower, shape));
  add(14, Mix(shape, shape_p * 64 + shape_q));
  add(15, Mix(Mix(shape, shape_p * 64 + shape_q),
              static_cast<uint64_t>(pp.shape) * 64 + static_cast<uint64_t>(qq.shape)));
  add(18, Mix(w.known, static_cast<uint64_t>(p.known) * 256 + q.known));
  add(27, Mix(p.lower, q.lower));
  add(32, Mix(Mix(pp.lower, p.lower), shape));
  add(33, Mix(Mix(qq.lower, q.lower), shape));
  add(34, Mix(shape, i == 0 ? 1 : i == 1 ? 2 : 0));
  add(36, Mix(static_cast<uint64_t>(p.known) * 256 + w.known, shape_q));
  const auto upos = static_cast<uint64_t>(w.tag.upos);
  const auto deprel = static_cast<uint64_t>(w.tag.deprel);
  const WordInfo& head = at(w.tag.head);
  add(41, Mix(upos, static_cast<uint64_t>(p.tag.upos) * 32 + static_cast<uint64_t>(q.tag.upos)));
  add(44, Mix(upos, deprel * 32 + static_cast<uint64_t>(head.tag.upos)));
  add(45, Mix(Mix(deprel, upos), head.lower));
  add(46, Mix(upos * 64 + w.link * 16u + p.link * 4u + q.link, shape_p * 64 + shape_q));
  const auto listed = static_cast<uint64_t>(w.listed), usual = static_cast<uint64_t>(w.usual);
  add(48, Mix(listed * 65536 + static_cast<uint64_t>(p.listed) * 256 + q.listed,
              shape * 4096 + shape_p * 64 + shape_q));
  add(51, Mix(listed * 256 + w.known, PlaceOf(i) * 8 + LengthOf(w)));
  // "punjab", "Yum": a letter's case where raw text has the other one.
  add(53, Mix(usual * 64 + (i == 0 ? 1u : 0u), shape));
  add(55, Mix(Mix(usual * 16 + static_cast<uint64_t>(p.usual) * 4 + q.usual, upos), shape));
}

uint64_t* FeatureExtractor::Write(int word, FeatureGroup group, uint64_t* out) const {
  auto add = [&out](uint64_t number, uint64_t value) { *out++ = Mix(number, value); };
  switch (group) {
    case FeatureGroup::kOwn:
      Own(word, add);
      break;
    case FeatureGroup::kLeft:
      Left(word, add);
      break;
    case FeatureGroup::kRight:
      Right(word, add);
      break;
    case FeatureGroup::kRun:
      Run(word, add);
      break;
    case FeatureGroup::kContext:
      Context(word, add);
      break;
  }
  return out;
}

FeatureKey FeatureExtractor::KeyOf(int word, FeatureGroup group) const {
  const WordInfo& w = at(word);
  auto key = [&](uint64_t form, uint64_t small) {
    const uint64_t rest = small << 16 | ShapeIn(w) << 8 | w.known;
    return FeatureKey{form, rest << 8 | (static_cast<uint64_t>(group) + 1)};
  };
  switch (group) {
    case FeatureGroup::kOwn:
      return key(w.lower, static_cast<uint64_t>(w.tag.upos));
    case FeatureGroup::kLeft:
      return key(at(word - 1).lower, w.listed);
    case FeatureGroup::kRight:
      return key(at(word + 1).lower, w.listed);
    case FeatureGroup::kRun:
      if (w.run_first >= 0 || InWideRun(w)) return {};
      return {0, static_cast<uint64_t>(group) + 1};
    case FeatureGroup::kContext:
      return {};
  }
  return {};
}

void TagsOf(const Syntax& syntax, uint32_t first, uint32_t end, std::vector<ParsedWord>& tags) {
  tags.clear();
  for (uint32_t w = first; w < end; ++w) {
    ParsedWord t{syntax.upos[w], syntax.deprel[w], -1};
    const WordId head = syntax.head[w];
    if (head.valid() && head.index() >= first && head.index() < end) {
      t.head = static_cast<int>(head.index() - first);
    }
    tags.push_back(t);
  }
}

const std::vector<uint64_t>& FeatureExtractor::All() {
  features_.resize(info_.size() * kFeaturesPerWord);
  uint64_t* out = features_.data();
  for (int i = 0; i < static_cast<int>(info_.size()); ++i, out += kFeaturesPerWord) {
    auto add = [out](uint64_t number, uint64_t value) { out[number - 1] = Mix(number, value); };
    Own(i, add);
    Left(i, add);
    Right(i, add);
    Run(i, add);
    Context(i, add);
  }
  return features_;
}

}  // namespace dragoman::entities
