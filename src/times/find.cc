// SPDX-License-Identifier: Apache-2.0
// Entry: FindExpressions, one pass over the sentences.
#include "times/find.h"

#include <algorithm>

#include "base/ascii.h"

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
    link_zone_ = rules.classes.Find("ZONELINK");
    quote_ = rules.classes.Find("QUOTE");
    word_month_ = rules.classes.Find("WORDMONTH");
    sure_month_ = rules.classes.Find("SUREMONTHLEFT");
  }

  void Run(SentenceId id) {
    const Sentence& s = syntax_.base.sentences[id.index()];
    if (s.paragraph != paragraph_) quoted_ = false;
    paragraph_ = s.paragraph;
    b_.tokens.clear();
    b_.readings.clear();
    Lex(text_, s.span, rules_.words, b_);
    for (size_t i = 0; i < b_.tokens.size(); ++i) surname_ = surname_ || IsSurname(i);
    size_t before = out_.sems.size();
    Compose(rules_, b_, out_.sems);
    if (out_.sems.size() == before) {
      for (size_t i = 0; i < b_.tokens.size(); ++i)
        quoted_ = quoted_ != (Get(i, quote_) != nullptr);
      return;
    }
    word_ = s.first;
    sentence_ = id;
    end_ = s.end;
    size_t last = b_.tokens.size();  // token of the expression before
    for (size_t i = 0; i < b_.tokens.size(); ++i) {
      const Token& t = b_.tokens[i];
      quoted_ = quoted_ != (Get(i, quote_) != nullptr);
      if (t.sem < 0) continue;
      const Sem& sem = out_.sems[static_cast<size_t>(t.sem)];
      const Rule& rule = rules_.rules[sem.rule];
      if (!rule.stands_alone) continue;
      if (rule.word_month && surname_ && Get(i - 1, sure_month_) == nullptr) continue;
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
    if (t.sem >= 0) TakeZone(i);
    f.quoted = quoted_;
    f.tells = Tells(f);
    Deprel d = syntax_.deprel[f.head.index()];
    f.names_only = d == Deprel::kNummod || d == Deprel::kCompound || d == Deprel::kAmod ||
                   f.relation != TimeRelation::kIn;
    f.direction = DirectionAt(f, i);
    out_.found.push_back(f);
  }

  // The word whose head is outside; of several the last: "[June] [7]" before
  // trees exist.
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
      f.linked = true;
      return;
    }
    if (const Reading* r = Get(i - 1, rules_.relation_class)) {
      f.relation = RelationOf(r->value);
      f.relation_words = b_.tokens[i - 1].span;
    }
  }

  Direction DirectionAt(Found& f, size_t i) const {
    return syntax_.upos[f.head.index()] == Upos::kX ? ByWords(i) : ByTree(f);
  }

  // "at 3 p.m. [in Moscow]": the place tells the zone.
  void TakeZone(size_t i) {
    if (Get(i + 1, link_zone_) == nullptr) return;
    size_t k = i + 2;
    if (Get(k, static_cast<int>(rules_.zone_first_class)) != nullptr) ++k;
    const Reading* place = Get(k, static_cast<int>(rules_.zone_place_class));
    if (place == nullptr) return;
    Sem* s = &out_.sems[static_cast<size_t>(b_.tokens[i].sem)];
    while (s->op == Op::kModify && s->a >= 0) s = &out_.sems[static_cast<size_t>(s->a)];
    bool clock = s->hour >= 0;
    if (s->op == Op::kClock && s->a >= 0) {
      const Sem* at = &out_.sems[static_cast<size_t>(s->a)];
      while (at->op == Op::kModify && at->a >= 0) at = &out_.sems[static_cast<size_t>(at->a)];
      clock = at->hour >= 0;
      if (at->zone >= 0) return;
    }
    if (clock && s->zone < 0) s->zone = static_cast<int16_t>(place->value);
  }

  // Does it date the past verb of a main clause? "In the [November 27] deal they agreed" does not,
  // nor does "said that they met [on Friday]".
  bool Tells(const Found& f) const {
    if (f.relation != TimeRelation::kIn) return false;
    WordId at = f.head;
    for (size_t steps = 0; steps < kMainReach; ++steps) {
      Deprel d = syntax_.deprel[at.index()];
      WordId up = syntax_.head[at.index()];
      if (syntax_.upos[at.index()] == Upos::kVerb && steps > 0) {
        if (!up.valid()) return TenseOf(at) == Direction::kPast;
        if (d != Deprel::kConj && d != Deprel::kParataxis) return false;
      } else if (d != Deprel::kObl && d != Deprel::kOblUnmarked && d != Deprel::kNmodUnmarked &&
                 d != Deprel::kAdvmod && !(up.valid() && up >= f.first && up < f.end)) {
        return false;
      }
      if (!up.valid()) return false;
      at = up;
    }
    return false;
  }

  // The nearest word that tells the tense, within the clause. "said Monday it
  // will begin": said.
  Direction ByWords(size_t i) const {
    const Reading* best = nullptr;
    size_t nearest = kCueReach;
    for (size_t k = 1; k <= i && k < kCueReach && best == nullptr; ++k) {
      if (Get(i - k, rules_.break_class) != nullptr && k > 1) break;
      best = Get(i - k, rules_.tense_class);
      if (best != nullptr) nearest = k;
    }
    for (size_t k = 1; i + k < b_.tokens.size() && k < nearest; ++k) {
      if (Get(i + k, rules_.break_class) != nullptr && !(k == 1 && best == nullptr)) break;
      if (const Reading* r = Get(i + k, rules_.tense_class)) {
        best = r;
        break;
      }
    }
    if (best == nullptr) return Direction::kUnknown;
    return best->value == kFutureTense ? Direction::kFuture : Direction::kPast;
  }

  bool IsFutureWord(WordId w) const {
    char lower[24];
    std::string_view form = syntax_.base.words[w.index()].span.in(text_);
    if (form.size() > sizeof lower) return false;
    for (size_t i = 0; i < form.size(); ++i) {
      lower[i] = LowerAscii(form[i]);
    }
    const WordTable::Entry* e = rules_.words.Find({lower, form.size()});
    if (e == nullptr) return false;
    return std::any_of(e->readings.begin(), e->readings.end(), [&](const Reading& r) {
      return r.cls == rules_.tense_class && r.value == kFutureTense;
    });
  }

  // Climbs to the verbs that govern the expression; the first whose form tells
  // a tense decides. An infinitive looks ahead of its verb: "plans to meet on
  // Friday", "will [...] on Friday".
  Direction ByTree(Found& f) const {
    if (TouchesPastVerb(f)) return Direction::kPast;
    WordId at = f.head;
    bool governed = false;
    for (size_t steps = 0; at.valid() && steps < 40; ++steps) {
      Deprel d = syntax_.deprel[at.index()];
      if (d == Deprel::kAcl || d == Deprel::kAclRelcl || d == Deprel::kAdvcl) f.main = false;
      Upos upos = syntax_.upos[at.index()];
      bool verb = upos == Upos::kVerb || upos == Upos::kAux;
      if (steps > 0 && !governed) {
        governed = true;
        f.ahead = verb && f.relation == TimeRelation::kUntil && !f.linked && !IsBehind(at);
        if (!verb && (d == Deprel::kNmod || f.names_only)) f.main = false;
      }
      Direction told =
          verb || syntax_.child(at, Deprel::kCop).valid() ? TenseOf(at) : Direction::kUnknown;
      if (told != Direction::kUnknown) return told;
      at = syntax_.head[at.index()];
    }
    return Direction::kUnknown;
  }

  // "said Tuesday Iran will play ...", "Mr. Bush Saturday promised ...": trees often give the day
  // to the wrong verb there.
  bool TouchesPastVerb(const Found& f) const {
    auto past = [&](WordId w) {
      const Features& x = syntax_.features[w.index()];
      return syntax_.upos[w.index()] == Upos::kVerb && x.tense == Tense::kPast &&
             x.verb_form == VerbForm::kFin && !IsFutureWord(w);
    };
    const Sentence& s = syntax_.base.sentences[f.sentence.index()];
    return (f.first > s.first && past(WordId(f.first.value - 1))) || (f.end < s.end && past(f.end));
  }

  // "Until Thursday, they had not called him a suspect", "had filed by Wednesday"
  bool IsBehind(WordId verb) const {
    for (WordId c : syntax_.children_of(verb)) {
      const Features& f = syntax_.features[c.index()];
      bool past = f.tense == Tense::kPast && f.verb_form == VerbForm::kFin;
      if (syntax_.deprel[c.index()] == Deprel::kAux && past) return true;
    }
    return false;
  }

  Direction TenseOf(WordId verb) const {
    bool past_aux = false, present_aux = false, to_be = false;
    for (WordId c : syntax_.children_of(verb)) {
      Deprel d = syntax_.deprel[c.index()];
      // "were due to travel on Friday", with "due to" as a preposition
      bool before = d == Deprel::kCase || d == Deprel::kMark;
      bool infinitive = syntax_.features[verb.index()].verb_form == VerbForm::kInf;
      if (before && infinitive && IsFutureWord(c)) return Direction::kFuture;
      if (d != Deprel::kAux && d != Deprel::kAuxPass && d != Deprel::kCop) continue;
      if (IsFutureWord(c)) return Direction::kFuture;
      past_aux = past_aux || syntax_.features[c.index()].tense == Tense::kPast;
      present_aux = present_aux || syntax_.features[c.index()].tense == Tense::kPres;
      to_be = to_be ||
              (d == Deprel::kAuxPass && syntax_.features[c.index()].verb_form == VerbForm::kInf);
    }
    // "is scheduled for Friday", "was expected to open on Friday".
    const Features& f = syntax_.features[verb.index()];
    if (syntax_.upos[verb.index()] == Upos::kVerb && IsFutureWord(verb)) return Direction::kFuture;
    // "guidelines to be published in November"
    if (to_be && syntax_.deprel[verb.index()] == Deprel::kAcl) return Direction::kFuture;
    if (f.verb_form == VerbForm::kInf) {
      WordId up = syntax_.head[verb.index()];
      return !up.valid() || IsFutureWord(up) ? Direction::kFuture : Direction::kUnknown;
    }
    if (past_aux || f.tense == Tense::kPast) return Direction::kPast;
    return present_aux ? Direction::kPast : Direction::kUnknown;
  }

  // May is a surname here if the text says "Theresa May"; then only "in May"
  // and the like are months.
  bool IsSurname(size_t i) const {
    const Token& t = b_.tokens[i];
    if (i == 0 || Get(i, word_month_) == nullptr) return false;
    const Token& before = b_.tokens[i - 1];
    return t.capital && before.capital && before.count == 0 && before.sem < 0 && !t.glued;
  }

  static constexpr size_t kCueReach = 16;  // tokens
  static constexpr size_t kMainReach = 8;  // heads

  std::string_view text_;
  const Syntax& syntax_;
  const TimeRules::Data& rules_;
  FoundTimes& out_;
  TokenBuffer b_;
  WordId word_, end_;
  SentenceId sentence_;
  int open_ = -1, link_ = -1, link_zone_ = -1, quote_ = -1, word_month_ = -1, sure_month_ = -1;
  uint32_t paragraph_ = 0;
  bool quoted_ = false;   // inside quotation marks, which a paragraph's end closes
  bool surname_ = false;  // May or March is somebody's name in this article
};

}  // namespace

FoundTimes FindExpressions(const Document& document, const Syntax& syntax,
                           const TimeRules::Data& rules) {
  FoundTimes out;
  SentenceFinder finder(document, syntax, rules, out);
  for (size_t i = 0; i < syntax.base.sentences.size(); ++i) finder.Run(SentenceId(i));
  return out;
}

namespace {

bool IsAhead(const Found& f) {
  return f.direction == Direction::kFuture || f.relation == TimeRelation::kUntil ||
         f.relation == TimeRelation::kBefore;
}

// "Tuesday, June 27", without a year.
bool IsWeekdayWithDay(const Sem& s) {
  return s.op == Op::kCalendar && s.year < 0 && s.month > 0 && s.day > 0 && s.weekday > 0;
}

// "On Monday, June 5" fixes its year when only the year before or that year itself is known.
Reference WithWeekdays(const FoundTimes& found, Reference best) {
  if (best.precision == Grain::kNone) return best;
  const Date from = PeriodAt(best.precision, best.day)->start;
  Reference out = best;
  for (const Found& f : found.found) {
    const Sem& s = found.sems[static_cast<size_t>(f.sem)];
    if (!IsWeekdayWithDay(s) || IsAhead(f)) continue;
    for (int year : {from.year(), from.year() + 1}) {
      auto day = Date::FromYmd(year, s.month, s.day);
      if (!day || day->weekday() != s.weekday || *day < from) continue;
      bool later = out.precision != Grain::kDay || *day > out.day;
      if (later) out = {Grain::kDay, *day, AnchorKind::kPublished};
    }
  }
  return out;
}

// Without any year: the weekday settles it where only one year of `written` has that day on it.
Reference ByWeekday(const FoundTimes& found, const Interval& written) {
  Reference out;
  constexpr int kWidest = 40;  // years; wider bounds hold too many
  if (!written.earliest || !written.latest) return out;
  const int first = written.earliest->year(), last = written.latest->year();
  if (last - first > kWidest) return out;
  for (const Found& f : found.found) {
    const Sem& s = found.sems[static_cast<size_t>(f.sem)];
    if (!IsWeekdayWithDay(s) || IsAhead(f)) continue;
    std::optional<Date> only;
    int fits = 0;
    for (int year = first; year <= last; ++year) {
      auto day = Date::FromYmd(year, s.month, s.day);
      bool in = day && *day >= *written.earliest && *day <= *written.latest;
      if (!in || day->weekday() != s.weekday) continue;
      only = day;
      ++fits;
    }
    bool later = out.precision == Grain::kNone || (only && *only > out.day);
    if (fits == 1 && later) out = {Grain::kDay, *only, AnchorKind::kPublished};
  }
  return out;
}

}  // namespace

Reference InferPublished(const FoundTimes& found, const TimeRules::Data& rules,
                         const Interval& written) {
  Reference best;
  for (const Found& f : found.found) {
    if (IsAhead(f)) continue;
    Meaning m = Resolve(rules, found.sems, f.sem, Context{});
    if (!m.period || !m.names_year || !m.problem.empty() || m.anchor_kind != AnchorKind::kNone) {
      continue;
    }
    const Period& p = m.to ? *m.to : *m.period;
    bool usable = p.grain == Grain::kDay || p.grain == Grain::kMonth || p.grain == Grain::kYear;
    bool outside = (written.earliest && p.end < *written.earliest) ||
                   (written.latest && p.start > *written.latest);
    if (!usable || outside) continue;
    // A later start wins; of equal ones the finer.
    bool later = best.precision == Grain::kNone ||
                 p.start > PeriodAt(best.precision, best.day)->start ||
                 (p.start == PeriodAt(best.precision, best.day)->start && p.grain < best.precision);
    if (later) best = {p.grain, p.end, AnchorKind::kPublished};
  }
  if (best.precision == Grain::kNone) return ByWeekday(found, written);
  return WithWeekdays(found, best);
}

}  // namespace dragoman::times
