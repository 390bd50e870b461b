// SPDX-License-Identifier: Apache-2.0
// Entry: FindExpressions, one pass over the sentences.
#include "times/find.h"

#include <algorithm>

namespace dragoman::times {
namespace {

TimeRelation RelationOf(int32_t symbol) {
  switch (symbol) {
    case kRelSince:
      return TimeRelation::kSince;
    case kRelUntil:
      return TimeRelation::kUntil;
    case kRelBefore:
      return TimeRelation::kBefore;
    case kRelAfter:
      return TimeRelation::kAfter;
    case kRelFor:
      return TimeRelation::kFor;
    default:
      return TimeRelation::kIn;
  }
}

class SentenceFinder {
 public:
  SentenceFinder(const Document& d, const Syntax& syntax, const TimeRules::Data& rules,
                 FoundTimes& out)
      : text_(d.text), syntax_(syntax), rules_(rules), out_(out) {
    open_ = rules.classes.Find("RANGEOPEN");
    link_ = rules.classes.Find("RANGELINK");
  }

  void Run(SentenceId id) {
    const Sentence& s = syntax_.base.sentences[id.index()];
    b_.tokens.clear();
    b_.readings.clear();
    Lex(text_, s.span, rules_.words, b_);
    size_t before = out_.sems.size();
    Compose(rules_, b_, out_.sems);
    if (out_.sems.size() == before) return;
    word_ = s.first;
    sentence_ = id;
    end_ = s.end;
    size_t last = b_.tokens.size();  // token of the expression before
    for (size_t i = 0; i < b_.tokens.size(); ++i) {
      const Token& t = b_.tokens[i];
      if (t.sem < 0) continue;
      const Sem& sem = out_.sems[static_cast<size_t>(t.sem)];
      if (!rules_.rules[sem.rule].stands_alone) continue;
      Add(i, last);
      last = i;
    }
  }

 private:
  void Add(size_t i, size_t last) {
    const Token& t = b_.tokens[i];
    Found f;
    f.sem = t.sem;
    f.span = t.span;
    f.sentence = sentence_;
    const auto& words = syntax_.base.words;
    while (word_ < end_ && words[word_.index()].span.end <= t.span.begin) ++word_.value;
    f.first = word_;
    WordId stop = word_;
    while (stop < end_ && words[stop.index()].span.begin < t.span.end) ++stop.value;
    if (stop == f.first) return;  // no word covers it: cannot be, as words cover all text
    f.end = stop;
    f.head = HeadOf(f);
    Place(f, i, last);
    f.direction = DirectionAt(i);
    // "postponed until Tuesday", "by Friday": ahead, whatever the verb.
    if (f.relation == TimeRelation::kUntil) f.direction = Direction::kFuture;
    out_.found.push_back(f);
  }

  // The word whose head is outside; of several the last: "[June] [7]" before trees exist.
  WordId HeadOf(const Found& f) const {
    WordId best(f.end.value - 1);
    for (WordId w = f.first; w < f.end; ++w.value) {
      WordId h = syntax_.head[w.index()];
      if (!h.valid() || h < f.first || h >= f.end) {
        best = w;
        if (syntax_.deprel[w.index()] != Deprel::kPunct) return w;
      }
    }
    return best;
  }

  const Reading* Get(size_t i, int cls) const {
    if (cls < 0 || i >= b_.tokens.size()) return nullptr;
    return b_.Find(b_.tokens[i], static_cast<ClassId>(cls));
  }

  void Place(Found& f, size_t i, size_t last) {
    if (i == 0) return;
    bool linked = Get(i - 1, link_) != nullptr && last + 2 == i && !out_.found.empty();
    if (linked && last > 0 && Get(last - 1, open_) != nullptr) {
      out_.found.back().relation = TimeRelation::kSince;  // "from 1980 to 1987"
      f.relation = TimeRelation::kUntil;
      f.relation_words = b_.tokens[i - 1].span;
      return;
    }
    if (const Reading* r = Get(i - 1, rules_.relation_class)) {
      f.relation = RelationOf(r->value);
      f.relation_words = b_.tokens[i - 1].span;
    }
  }

  // The nearest word that tells the tense, within the clause. "said Monday it will begin": said.
  Direction DirectionAt(size_t i) const {
    const Reading* best = nullptr;
    size_t nearest = 100;
    size_t from = i;
    for (size_t k = 1; k <= i && k < 16; ++k) {
      if (Get(i - k, rules_.break_class) != nullptr && k > 1) break;
      if (const Reading* r = Get(i - k, rules_.tense_class)) {
        best = r;
        nearest = k;
        break;
      }
    }
    for (size_t k = 1; from + k < b_.tokens.size() && k < 16 && k < nearest; ++k) {
      if (Get(i + k, rules_.break_class) != nullptr && !(k == 1 && best == nullptr)) break;
      if (const Reading* r = Get(i + k, rules_.tense_class)) {
        best = r;
        break;
      }
    }
    if (best == nullptr) return Direction::kUnknown;
    return best->value == kFutureTense ? Direction::kFuture : Direction::kPast;
  }

  std::string_view text_;
  const Syntax& syntax_;
  const TimeRules::Data& rules_;
  FoundTimes& out_;
  TokenBuffer b_;
  WordId word_, end_;
  SentenceId sentence_;
  int open_ = -1, link_ = -1;
};

}  // namespace

FoundTimes FindExpressions(const Document& document, const Syntax& syntax,
                           const TimeRules::Data& rules) {
  FoundTimes out;
  SentenceFinder finder(document, syntax, rules, out);
  for (size_t i = 0; i < syntax.base.sentences.size(); ++i) finder.Run(SentenceId(i));
  return out;
}

Reference InferPublished(const FoundTimes& found, const TimeRules::Data& rules) {
  Reference best;
  for (const Found& f : found.found) {
    bool ahead = f.direction == Direction::kFuture || f.relation == TimeRelation::kUntil ||
                 f.relation == TimeRelation::kBefore;
    if (ahead) continue;
    Meaning m = Resolve(rules, found.sems, f.sem, Context{});
    if (!m.period || !m.names_year || !m.problem.empty() || m.anchor_kind != AnchorKind::kNone) {
      continue;
    }
    const Period& p = m.to ? *m.to : *m.period;
    bool usable = p.grain == Grain::kDay || p.grain == Grain::kMonth || p.grain == Grain::kYear;
    if (!usable) continue;
    // A later start wins; of equal ones the finer.
    bool later = best.precision == Grain::kNone ||
                 p.start > PeriodAt(best.precision, best.day)->start ||
                 (p.start == PeriodAt(best.precision, best.day)->start && p.grain < best.precision);
    if (later) best = {p.grain, p.end, AnchorKind::kPublished};
  }
  return best;
}

}  // namespace dragoman::times
