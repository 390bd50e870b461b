// SPDX-License-Identifier: Apache-2.0
// Events whose noun is left out or that point to the one told before: "Putin made two trips. His
// first was to Chad.", "That was his second trip". Entries: MatchElliptical, TakeFromBefore
// (draft.h). The noun must stand at most two sentences before; nothing is guessed without one.
#include <algorithm>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr int32_t kBack = 2;    // sentences between the noun and what stands for it
constexpr int kMaxWords = 120;  // looked through for it

// "His first", "the second": not "the first [man]", not "first said".
bool StandsForNoun(const View& v, WordId w) {
  if (v.upos(w) != Upos::kAdj || v.k.ordinals.count(v.key(w)) == 0) return false;
  if (v.deprel(w) == Deprel::kAmod) return false;
  return v.s.child(w, Deprel::kNmodPoss).valid() || v.s.child(w, Deprel::kDet).valid();
}

bool LeadsSomewhere(const Row& row, Key preposition) {
  return std::any_of(row.slots.begin(), row.slots.end(), [&](const FrameSlot& f) {
    return f.role == Role::kDest && f.slot == Slot{SlotName::kPrep, preposition};
  });
}

bool Near(const Draft& d, SentenceId sentence) {
  return !d.headline && sentence.value - d.event.sentence.value <= kBack;
}

// The row of the nearest noun before that goes `preposition` somewhere: "trips".
const Row* RowBefore(const View& v, WordId word, Key preposition) {
  SentenceId here = v.s.sentence[word.index()];
  for (int32_t i = word.value - 1; i >= 0 && i > word.value - kMaxWords; --i) {
    WordId n(i);
    if (here.value - v.s.sentence[n.index()].value > kBack) break;
    if (v.upos(n) != Upos::kNoun || v.key(n) == 0) continue;
    for (uint32_t r : v.k.rows_of_key[v.key(n)]) {
      const Row& row = v.k.rows[r];
      bool plain = row.trigger == TriggerClass::kNoun && row.modifier == 0;
      if (plain && LeadsSomewhere(row, preposition)) return &row;
    }
  }
  return nullptr;
}

}  // namespace

Match MatchElliptical(const View& v, WordId word, const std::vector<Draft>& drafts,
                      const Draft*& of) {
  of = nullptr;
  if (!StandsForNoun(v, word)) return {};
  const Row* row = RowBefore(v, word, v.k.to);
  if (row == nullptr) return {};
  SentenceId here = v.s.sentence[word.index()];
  for (size_t i = drafts.size(); i-- > 0 && Near(drafts[i], here);) {
    if (drafts[i].kind != row->kind) continue;
    of = &drafts[i];
    break;
  }
  Match m = of != nullptr ? MatchInPlace(v, word, *row) : Match{};
  bool leads = std::any_of(m.filled.begin(), m.filled.end(), [&](const Filled& f) {
    return f.slot->role == Role::kDest && v.Passes({{Test::kPlace, false, 0}}, f.arg.word);
  });
  return leads ? m : Match{};
}

void TakeFromBefore(const View& v, Draft& draft, const std::vector<Draft>& drafts) {
  WordId trigger = draft.match.trigger;
  if (!draft.nominal || !v.s.child(trigger, Deprel::kCop).valid()) return;
  WordId that = v.s.child(trigger, Deprel::kNsubj);
  bool points = that.valid() && v.s.features[that.index()].pron_type == PronType::kDem &&
                v.upos(that) == Upos::kPron;
  Event& e = draft.event;
  if (!points || !e.places.empty() || drafts.empty()) return;
  for (size_t i = drafts.size(); i-- > 0;) {
    const Draft& before = drafts[i];
    if (before.headline || e.sentence.value - before.event.sentence.value != 1) break;
    bool alike = v.k.kinds[before.kind].type == v.k.kinds[draft.kind].type;
    bool shared = std::any_of(e.actors.begin(), e.actors.end(), [&](const Participant& p) {
      return Holds(before.event.actors, p.entity);
    });
    if (!alike || !shared || before.event.status != e.status) continue;
    e.places = before.event.places;
    if (e.time.basis == TimeBasis::kUnknown) e.time = before.event.time;
    return;
  }
}

}  // namespace dragoman::events
