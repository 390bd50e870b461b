// SPDX-License-Identifier: Apache-2.0
// Hashed features of a form: folded word, affixes, shape.
#include "parse/features.h"

#include <algorithm>

namespace dragoman::parse {
namespace {

constexpr std::array<uint32_t, kAffixTemplates> AffixBases() {
  std::array<uint32_t, kAffixTemplates> bases{};
  uint32_t base = 0;
  for (size_t i = 0; i < kAffixTemplates; ++i) {
    bases[i] = base;
    base += kAffixBuckets[i];
  }
  return bases;
}
constexpr auto kAffixBase = AffixBases();
static_assert(kAffixBase.back() + kAffixBuckets.back() == kAffixTotal);

bool Upper(char c) { return c >= 'A' && c <= 'Z'; }
bool Lower(char c) { return c >= 'a' && c <= 'z'; }
bool Digit(char c) { return c >= '0' && c <= '9'; }

// Lower-cases in place the two-byte letters that change only their second or first byte.
void LowerInto(std::string& s) {
  for (size_t i = 0; i < s.size(); ++i) {
    auto a = static_cast<uint8_t>(s[i]);
    if (Upper(s[i])) s[i] = static_cast<char>(a + 32);
    if (i + 1 == s.size()) continue;
    auto b = static_cast<uint8_t>(s[i + 1]);
    if (a == 0xC3 && b >= 0x80 && b <= 0x9E && b != 0x97) s[i + 1] = static_cast<char>(b + 32);
    if ((a == 0xC4 || a == 0xC5) && b >= 0x80 && b <= 0xBF && (b & 1) == 0 &&
        !(a == 0xC4 && (b == 0xB0 || b >= 0xB8)) && !(a == 0xC5 && (b < 0x8A || b >= 0xB8))) {
      s[i + 1] = static_cast<char>(b + 1);
    }
    if (a == 0xD0 && b >= 0x90 && b <= 0x9F) s[i + 1] = static_cast<char>(b + 32);
    if (a == 0xD0 && b >= 0xA0 && b <= 0xAF) {
      s[i] = static_cast<char>(0xD1);
      s[i + 1] = static_cast<char>(b - 32);
    }
  }
}

char ClassOf(char c) {
  if (Upper(c)) return 'X';
  if (Lower(c)) return 'x';
  if (Digit(c)) return 'd';
  if (static_cast<uint8_t>(c) >= 0x80) return 'u';
  return c;
}

// Runs of one class become one letter, two when longer: "Xx", "dd", "X.X."; at most 12 letters.
uint64_t ShapeHash(std::string_view form) {
  char shape[12];
  size_t n = 0;
  size_t run = 0;
  char last = 0;
  for (char c : form) {
    char k = ClassOf(c);
    run = k == last ? run + 1 : 1;
    last = k;
    if (run > 2 || n == sizeof shape) continue;
    shape[n++] = k;
  }
  return HashBytes({shape, n}, 77);
}

uint32_t CaseAndLength(std::string_view form) {
  size_t upper = 0, lower = 0, digit = 0;
  for (char c : form) {
    upper += Upper(c);
    lower += Lower(c);
    digit += Digit(c);
  }
  bool first = !form.empty() && Upper(form[0]);
  uint32_t kase = upper == 0            ? (lower > 0 ? 0 : 1)
                  : first && upper == 1 ? (form.size() == 1 ? 2 : 3)
                  : lower == 0          ? 4
                                        : 5;
  if (digit > 0) kase = upper + lower > 0 ? 6 : 7;
  size_t n = form.size();
  uint32_t length = n <= 4 ? static_cast<uint32_t>(n) : n <= 6 ? 5 : n <= 9 ? 6 : 7;
  return kase * 8 + length;
}

}  // namespace

uint64_t HashBytes(std::string_view bytes, uint64_t seed) {
  uint64_t h = 0xcbf29ce484222325ull ^ (seed * 0x9E3779B97F4A7C15ull);
  for (char c : bytes) {
    h ^= static_cast<uint8_t>(c);
    h *= 0x100000001b3ull;
  }
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ull;
  h ^= h >> 32;
  return h;
}

std::string Lowered(std::string_view form) {
  std::string s(form);
  LowerInto(s);
  return s;
}

uint64_t WordKey(std::string_view form, std::string& scratch) {
  scratch.assign(form);
  LowerInto(scratch);
  for (char& c : scratch) {
    if (Digit(c)) c = '0';
  }
  return HashBytes(scratch, 1);
}

FormFeatures FeaturesOf(std::string_view form, std::string& scratch) {
  FormFeatures out;
  out.word = WordKey(form, scratch);
  std::string_view w = scratch;
  size_t t = 0;
  auto put = [&](uint64_t hash) {
    out.affix[t] = kAffixBase[t] + static_cast<uint32_t>(hash % kAffixBuckets[t]);
    ++t;
  };
  for (size_t k = 1; k <= 3; ++k) put(HashBytes(w.substr(0, k), 10 + k));
  for (size_t k = 1; k <= 4; ++k) {
    // A word no longer than the suffix is marked as whole: "is" is not an ending.
    put(HashBytes(w.substr(w.size() - std::min(k, w.size())), w.size() <= k ? 40 : 20 + k));
  }
  put(ShapeHash(form));
  put(CaseAndLength(form));
  char ends[2] = {form.empty() ? ' ' : ClassOf(form.front()),
                  form.empty() ? ' ' : ClassOf(form.back())};
  put(HashBytes({ends, 2}, 50));
  return out;
}

}  // namespace dragoman::parse
