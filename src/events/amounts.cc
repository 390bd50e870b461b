// SPDX-License-Identifier: Apache-2.0
// Numbers that belong to an event: how many were killed, how much money; and "second", "first
// since". Entry: FillAmounts (draft.h). Number words and what a kind counts are rows.
#include <charconv>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr int kMaxParts = 6;  // of a written number: "more than two hundred and fifty thousand"

// "1,000", "2.5" or a number word; 0 if it is none.
double Value(const View& v, WordId w) {
  std::string digits;
  for (char c : v.s.base.form(w, v.d)) {
    if (c != ',') digits += c;
  }
  double value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc() && end == digits.data() + digits.size()) return value;
  auto it = v.k.numbers.find(v.key(w));
  return it == v.k.numbers.end() ? 0 : it->second;
}

// The number headed by `w` with its own parts: "two million".
double Number(const View& v, WordId w) {
  double value = Value(v, w);
  if (value == 0) return 0;
  int parts = 0;
  for (WordId c : v.s.children_of(w)) {
    if (++parts > kMaxParts) break;
    if (v.deprel(c) != Deprel::kCompound && v.deprel(c) != Deprel::kNummod) continue;
    double part = Value(v, c);
    if (part > 0) value = part < value ? part * value : part + value;
  }
  return value;
}

// "rose [to] at least 17": the number and its own words.
Span WithoutCase(const View& v, WordId number) {
  Span span = Join(v.s.subtree_span(number), v.span(number));
  for (WordId c : v.s.children_of(number)) {
    if (v.deprel(c) == Deprel::kCase && c < number && v.span(c).begin == span.begin) {
      span.begin = v.span(WordId(c.index() + 1)).begin;
    }
  }
  return span;
}

std::optional<Amount> AmountAt(const View& v, WordId number, WordId counted) {
  double value = Number(v, number);
  if (value <= 0) return std::nullopt;
  Amount amount;
  amount.span = WithoutCase(v, number);
  amount.least = amount.most = value;
  // "Rose to 17": of what, the sentence leaves to the reader.
  if (counted != number) amount.unit = std::string(v.s.lemma_of(counted));
  for (WordId c : v.s.children_of(number)) {
    auto bound = v.k.bounds.find(v.key(c));
    if (bound == v.k.bounds.end()) continue;
    if (bound->second > 0) amount.most.reset();
    if (bound->second < 0) amount.least.reset();
  }
  return amount;
}

void FillOrdinal(const View& v, Draft& draft) {
  // "His first was to Chad": the ordinal stands for its noun.
  if (auto own = v.k.ordinals.find(v.key(draft.match.trigger));
      own != v.k.ordinals.end() && v.upos(draft.match.trigger) == Upos::kAdj) {
    Ordinal ordinal;
    ordinal.span = v.span(draft.match.trigger);
    ordinal.value = own->second;
    draft.event.ordinal = std::move(ordinal);
    return;
  }
  for (WordId c : v.s.children_of(draft.match.trigger)) {
    if (v.deprel(c) != Deprel::kAmod) continue;
    auto it = v.k.ordinals.find(v.key(c));
    if (it == v.k.ordinals.end()) continue;
    Ordinal ordinal;
    ordinal.span = v.span(c);
    ordinal.value = it->second;
    for (WordId m : v.s.children_of(draft.match.trigger)) {
      if (m > draft.match.trigger &&
          (v.deprel(m) == Deprel::kNmod || v.deprel(m) == Deprel::kObl)) {
        if (!ordinal.scope.empty()) ordinal.scope += ' ';
        ordinal.scope += v.s.subtree_span(m).in(v.d.text);
      }
    }
    draft.event.ordinal = std::move(ordinal);
    return;
  }
}

// What befell the people counted: "ten people died", "the death toll rose to ten". No role: nobody
// is.
Kinds::Data::Counted CountedAs(const View& v, const Draft& draft) {
  auto by_kind = v.k.counts.find(draft.kind);
  if (by_kind == v.k.counts.end()) return {};
  auto by_word = v.k.counts_by_word.find(draft.kind);
  if (by_word == v.k.counts_by_word.end()) return {by_kind->second, ""};
  if (auto own = by_word->second.find(v.key(draft.match.trigger)); own != by_word->second.end()) {
    return own->second;
  }
  for (const Filled& f : draft.match.filled) {
    if (f.slot->role != Role::kMust) continue;
    auto said_of = by_word->second.find(v.key(f.arg.word));
    if (said_of != by_word->second.end()) return said_of->second;
  }
  return {by_kind->second, ""};
}

}  // namespace

void FillAmounts(const View& v, Draft& draft) {
  if (draft.nominal) FillOrdinal(v, draft);
  const Kinds::Data::Counted counted_as = CountedAs(v, draft);
  for (const Filled& f : draft.match.filled) {
    bool people = f.slot->role == Role::kRecipient && !counted_as.role.empty();
    bool thing = f.slot->role == Role::kMust || f.slot->role == Role::kAbout;
    if (!people && !thing) continue;
    if (f.slot->slot.name != SlotName::kObj && !people) continue;
    WordId w = f.arg.word;
    std::optional<Amount> amount;
    if (v.upos(w) == Upos::kNum) amount = AmountAt(v, w, w);
    for (WordId c : v.s.children_of(w)) {
      if (!amount && v.deprel(c) == Deprel::kNummod) amount = AmountAt(v, c, w);
    }
    if (!amount) continue;
    amount->role = people ? counted_as.role : "amount";
    if (people && amount->unit.empty()) amount->unit = counted_as.unit;
    draft.event.amounts.push_back(std::move(*amount));
  }
}

}  // namespace dragoman::events
