// SPDX-License-Identifier: Apache-2.0
// Entry: FindTimes. Finds all expressions first, then the publication date,
// then resolves them in text order, keeping the narrative time.
#include "times/times.h"

#include "base/edtf.h"
#include "times/find.h"

namespace dragoman::times {
namespace {

class Narrator {
 public:
  Narrator(const Syntax& s, const TimeRules::Data& rules, const FoundTimes& found, Times& out)
      : syntax_(s), rules_(rules), found_(found), out_(out) {}

  void Run(const Reference& reference) {
    context_.reference = reference;
    out_.narrative.resize(syntax_.base.sentences.size());
    size_t next = 0;
    for (size_t s = 0; s < syntax_.base.sentences.size(); ++s) {
      StartSentence(SentenceId(s));
      while (next < found_.found.size() && found_.found[next].sentence.index() == s) {
        Add(found_.found[next++]);
      }
    }
  }

 private:
  static constexpr size_t kReach = 2;  // sentences of one paragraph that a date is felt over

  void StartSentence(SentenceId s) {
    const Sentence& sentence = syntax_.base.sentences[s.index()];
    if (sentence.paragraph != paragraph_) context_.year.reset();
    paragraph_ = sentence.paragraph;
    if (context_.year && s.index() > year_sentence_ + kReach) context_.year.reset();
    if (told_ && s.index() <= told_sentence_ + kStory) out_.narrative[s.index()] = told_->id;
  }

  void Add(const Found& f) {
    context_.direction = f.direction;
    context_.ahead = f.ahead;
    context_.year_in_sentence = context_.year && f.sentence.index() == year_sentence_;
    context_.quarter_near = context_.quarter && f.sentence.index() <= quarter_sentence_ + 3;
    SetSaidOn(f);
    Meaning m = Resolve(rules_, found_.sems, f.sem, context_);
    if (!m.problem.empty()) out_.diagnostics.push_back({f.span, m.problem});
    if (!m.problem.empty() && !m.period) return;  // 31 February is no time
    TimexId id(out_.timexes.size());
    out_.timexes.push_back(Write(f, m));
    Remember(f, m, id);
  }

  static constexpr size_t kStory = 6;  // sentences that the day of one may hold for
  static constexpr int kOldNews = 10;  // days
  static constexpr int kLead = 3;      // days; an older first day is background, not the news

  // Said on the day of the sentences just before, else on the day the article is about: "Trump
  // spoke with Erdogan on Sunday. ... 'The statement tonight ...'": Sunday night.
  void SetSaidOn(const Found& f) {
    context_.said_on.reset();
    bool near = context_.main_day && main_paragraph_ == paragraph_ &&
                f.sentence.index() <= main_sentence_ + kReach;
    if (f.quoted) context_.said_on = near ? context_.main_day : lead_day_;
  }

  Timex Write(const Found& f, const Meaning& m) const {
    Timex t;
    t.span = f.span;
    t.first = f.first;
    t.end = f.end;
    t.head = f.head;
    t.sentence = f.sentence;
    t.type = m.type;
    t.mod = Written(m.mod);
    t.quant = m.quant;
    t.freq = m.freq;
    t.utc = m.utc;
    t.anchor_kind = m.anchor_kind;
    t.anchor = m.anchor;
    t.relative = m.relative;
    t.relation = f.relation;
    t.relation_words = f.relation_words;
    t.rule = rules_.rules[found_.sems[static_cast<size_t>(f.sem)].rule].name;
    if (m.period) {
      WriteDays(m, t);
    } else {
      t.value = m.value + m.clock;
      t.interval = m.days;
      if (m.type == TimexType::kDuration) t.edtf = edtf::FromInterval(m.days);
      if (m.anchor_kind == AnchorKind::kUnresolved && t.interval.unbounded()) Bound(f, t);
      // TIMEX3 has no value for "the 2022 Winter Olympics": its days are in
      // edtf only.
      if (m.anchor_kind == AnchorKind::kNamedEvent) {
        t.edtf = m.value;
        t.value = Written(m.ended ? kPastRef : kFutureRef);
      }
    }
    return t;
  }

  // "on Tuesday" in an article that can only be dated to 1997-2001: by its end, if that is past.
  void Bound(const Found& f, Timex& t) const {
    const Interval& written = out_.published;
    bool date = t.type == TimexType::kDate || t.type == TimexType::kTime;
    if (!date || written.earliest == written.latest) return;
    if (f.direction == Direction::kPast) t.interval.latest = written.latest;
    if (f.direction == Direction::kFuture) t.interval.earliest = written.earliest;
    t.edtf = edtf::FromInterval(t.interval);
  }

  static void WriteDays(const Meaning& m, Timex& t) {
    t.value = TimexValue(*m.period) + m.clock;
    t.edtf = Edtf(*m.period);
    t.interval = Days(*m.period);
    if (m.to) {
      t.value += "/" + TimexValue(*m.to);
      t.interval.latest = m.to->end;
      std::string both = t.edtf + "/" + Edtf(*m.to);
      t.edtf = edtf::IsValid(both) ? both : edtf::FromInterval(t.interval);
    } else if (m.mod == kApprox && edtf::IsValid(t.edtf + "~")) {
      t.edtf += "~";
    }
  }

  void Remember(const Found& f, const Meaning& m, TimexId id) {
    bool date = m.type == TimexType::kDate || m.type == TimexType::kTime;
    if (!date || !m.period || m.period->grain > Grain::kYear) return;
    context_.last = Earlier{*m.period, id};
    bool day = m.period->grain == Grain::kDay;
    bool to_come =
        context_.reference.precision == Grain::kDay && m.period->start > context_.reference.day;
    if (day && !to_come) {
      context_.last_day = context_.last;
      if (f.main) {
        bool fresh = context_.reference.precision == Grain::kDay &&
                     context_.reference.day - m.period->start <= kLead;
        if (!lead_day_ && fresh) lead_day_ = context_.last;
        if (f.tells && News(*m.period)) Tell(f);
        context_.main_day = context_.last;
        main_sentence_ = f.sentence.index();
        main_paragraph_ = paragraph_;
      }
    }
    bool quarter = m.period->grain == Grain::kQuarter &&
                   (!context_.quarter || context_.quarter->period.start <= m.period->start);
    if (m.period->grain == Grain::kQuarter) quarter_sentence_ = f.sentence.index();
    if (quarter) context_.quarter = context_.last;
    bool chained = m.anchor_kind == AnchorKind::kTimex && context_.year;
    bool other_year = context_.reference.precision == Grain::kNone ||
                      m.period->year() != context_.reference.day.year();
    if (m.names_year || chained) {
      context_.year.reset();
      if (other_year) context_.year = context_.last;
      context_.year_names_only = f.names_only || !f.main;
      year_sentence_ = f.sentence.index();
    }
  }

  // A day of the last ones before publication: the story is then told from there on. "On November
  // 27, 2019, they signed a deal" in an article of January is background.
  bool News(const Period& day) const {
    return context_.reference.precision != Grain::kDay ||
           context_.reference.day - day.start <= kOldNews;
  }

  void Tell(const Found& f) {
    told_ = context_.last;
    told_sentence_ = f.sentence.index();
  }

  const Syntax& syntax_;
  const TimeRules::Data& rules_;
  const FoundTimes& found_;
  Times& out_;
  Context context_;
  std::optional<Earlier> told_;  // the last day that the story was told of
  size_t told_sentence_ = 0;
  std::optional<Earlier> lead_day_;  // the first day a main clause tells of
  uint32_t paragraph_ = 0;
  uint32_t main_paragraph_ = 0;
  size_t year_sentence_ = 0, main_sentence_ = 0, quarter_sentence_ = 0;
};

// The day a dateline of an article without a date names: "NAIROBI, May 15, 2023 (AFP) -"; "LOS
// ANGELES, April 5 (AP) -" where one year alone puts that day inside `written`.
Reference PublishedByDateline(const Syntax& syntax, const FoundTimes& found,
                              const TimeRules::Data& rules, const Interval& written) {
  constexpr int kMostYears = 12;  // between the bounds; more say too little of the year
  for (const Found& f : found.found) {
    if (syntax.base.sentences[f.sentence.index()].kind != SentenceKind::kDateline) continue;
    Meaning m = Resolve(rules, found.sems, f.sem, Context{});
    if (m.period && m.names_year && m.problem.empty() && m.period->grain == Grain::kDay) {
      return {Grain::kDay, m.period->start, AnchorKind::kPublished};
    }
    if (!written.earliest || !written.latest) continue;
    int first = written.earliest->year();
    int last = written.latest->year();
    Reference only;
    for (int year = first; year <= last && last - first < kMostYears; ++year) {
      Context context;
      context.reference = {Grain::kDay, *Date::FromYmd(year, 12, 31), AnchorKind::kPublished};
      context.direction = Direction::kPast;
      m = Resolve(rules, found.sems, f.sem, context);
      if (!m.period || m.period->grain != Grain::kDay || m.anchor_kind == AnchorKind::kNone)
        continue;
      Interval day = Days(*m.period);
      if (*day.earliest < *written.earliest || *day.latest > *written.latest) continue;
      if (only.precision != Grain::kNone) return {};
      only = {Grain::kDay, m.period->start, AnchorKind::kPublished};
    }
    if (only.precision != Grain::kNone) return only;
  }
  return {};
}

Reference FindPublished(const Document& d, const Syntax& syntax, const FoundTimes& found,
                        const TimeRules::Data& rules, const Interval& written, Times& out) {
  if (d.published) {
    out.published = {d.published, d.published};
    out.published_basis = d.published_basis;
    if (out.published_basis == PublishedBasis::kUnknown)
      out.published_basis = PublishedBasis::kGiven;
    out.published_edtf = d.published->ToString();
    return {Grain::kDay, *d.published, AnchorKind::kPublished};
  }
  Reference r = PublishedByDateline(syntax, found, rules, written);
  bool dateline = r.precision != Grain::kNone;
  if (!dateline) r = InferPublished(found, rules, written);
  if (r.precision == Grain::kNone) {
    if (written.unbounded()) return r;
    out.published = written;
    out.published_basis = PublishedBasis::kInferred;
    out.published_edtf = edtf::FromInterval(written);
    out.diagnostics.push_back({{}, "published date bounded by the offices held in the text"});
    return r;
  }
  Period p = *PeriodAt(r.precision, r.day);
  out.published = Days(p);
  out.published_basis = PublishedBasis::kInferred;
  out.published_edtf = Edtf(p) + "~";
  out.diagnostics.push_back({{},
                             dateline
                                 ? "published date inferred from the dateline"
                                 : "published date inferred from the latest date in the text"});
  return r;
}

// "ANKARA, June 7 -" over an article published on June 8: "Monday" and "today" were written on the
// 7th.
Reference FromDateline(const Syntax& syntax, const FoundTimes& found, const TimeRules::Data& rules,
                       const Reference& published) {
  constexpr int kOldest = 3;  // days that an article may lie before it is published
  if (published.precision != Grain::kDay) return published;
  for (const Found& f : found.found) {
    if (syntax.base.sentences[f.sentence.index()].kind != SentenceKind::kDateline) continue;
    Context context;
    context.reference = published;
    context.direction = Direction::kPast;
    Meaning m = Resolve(rules, found.sems, f.sem, context);
    if (!m.period || m.period->grain != Grain::kDay) continue;
    int age = published.day - m.period->start;
    if (age > 0 && age <= kOldest) return {Grain::kDay, m.period->start, AnchorKind::kDateline};
  }
  return published;
}

}  // namespace

Times FindTimes(const Document& document, const Syntax& syntax, const TimeRules& rules,
                const Limits&, const Interval& written) {
  Times out;
  FoundTimes found = FindExpressions(document, syntax, rules.data());
  Reference reference = FindPublished(document, syntax, found, rules.data(), written, out);
  reference = FromDateline(syntax, found, rules.data(), reference);
  Narrator(syntax, rules.data(), found, out).Run(reference);
  return out;
}

}  // namespace dragoman::times
