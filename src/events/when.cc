// SPDX-License-Identifier: Apache-2.0
// When it happened: the trigger's own expressions; those of the verb that carries it; of a clause
// that dates it ("since the strikes began in June"); of its clause; of what it hangs on ("after the
// vote": by then); of the sentence; of the story so far. Entry: FillTime (draft.h). Which words
// place one happening by another is data/en/events/time_links.tsv. What is said is never given the
// time of the saying, but had happened by then (BoundBySaying).
#include <algorithm>
#include <optional>

#include "base/edtf.h"
#include "events/draft.h"
#include "model/time_of.h"

namespace dragoman::events {
namespace {

constexpr size_t kStory = 3;                   // sentences of a paragraph that one's day holds for
constexpr std::string_view kAbout = "APPROX";  // TIMEX3's mod
constexpr int kMaxClimb = 6;                   // heads that a trigger's clause is looked for in

// What the text dates to a day: "the vote on Sunday", "the vote was held on Sunday".
struct Occasion {
  Key key;
  WordId noun;
  EventTime time;
};

bool Known(const EventTime& t) { return t.basis != TimeBasis::kUnknown; }

class Finder {
 public:
  Finder(const View& v, const Draft& d) : v_(v), draft_(d), trigger_(d.match.trigger) {}

  EventTime Run() const {
    EventTime t = draft_.nominal ? OfNoun(trigger_) : OfVerb(trigger_);
    t.step = TimeStep::kTrigger;
    auto then = [&](EventTime found, TimeStep step) {
      if (Known(t)) return;
      t = std::move(found);
      t.step = step;
    };
    WordId told = v_.ToldOfOccasion(trigger_);
    if (!told.valid()) told = v_.ToldOf(trigger_);
    if (!Known(t) && told.valid()) then(Own(told), TimeStep::kPredicate);
    // "were last together in July": what says when hangs on "last".
    bool beside = v_.deprel(trigger_) == Deprel::kAdvmod && v_.upos(trigger_) != Upos::kVerb;
    WordId clause = beside && v_.head(trigger_).valid() ? v_.head(trigger_) : trigger_;
    if (!Known(t) && beside) then(Own(clause), TimeStep::kPredicate);
    if (!Known(t) && !draft_.nominal) then(BeforeParticiple(clause), TimeStep::kParticiple);
    if (!Known(t)) then(Climb(), TimeStep::kClause);
    if (Ahead(t)) t = {};
    if (!Known(t)) then(Wider(TimeScope::kSentence), TimeStep::kSentence);
    if (!Known(t) && InStory(trigger_)) then(Wider(TimeScope::kNarrative), TimeStep::kStory);
    return t;
  }

  // "on the eve of the summit", "two days after the vote", where the text dates it elsewhere.
  EventTime Anchored(const std::vector<Occasion>& occasions) const {
    WordId at = trigger_;
    for (int step = 0; step < kMaxClimb && at.valid(); ++step) {
      for (WordId c : v_.s.children_of(at)) {
        if (v_.deprel(c) != Deprel::kObl && v_.deprel(c) != Deprel::kOblUnmarked) continue;
        EventTime t = ByDayOf(c, occasions);
        WordId link;
        const TimeRelation* r = Known(t) ? nullptr : LinkTo(c, link);
        if (r != nullptr && *r != TimeRelation::kIn) {
          t = Elsewhere(c, occasions);
          if (Known(t)) t = Measured(t, link, *r);
        }
        if (Known(t)) return t;
      }
      if (!SharesTime(v_.s, at) || IsTopic(at)) break;
      at = v_.head(at);
    }
    return {};
  }

 private:
  // "the morning [of the attack]"
  EventTime ByDayOf(WordId day, const std::vector<Occasion>& occasions) const {
    bool eve = v_.k.InSet(v_.k.eves, v_.key(day));
    if (!eve && !v_.k.InSet(v_.k.day_parts, v_.key(day))) return {};
    for (WordId c : v_.s.children_of(day)) {
      if (v_.deprel(c) != Deprel::kNmod || v_.CaseOf(c) != v_.k.of) continue;
      EventTime t = OfNounAlone(c);
      if (!Known(t)) t = Elsewhere(c, occasions);
      return eve && Known(t) ? Moved(t, -1) : t;
    }
    return {};
  }

  // The nearest mention before that has a day, else the nearest after.
  EventTime Elsewhere(WordId noun, const std::vector<Occasion>& occasions) const {
    bool definite = false;
    for (WordId c : v_.s.children_of(noun)) {
      definite = definite || (v_.deprel(c) == Deprel::kDet && v_.k.InSet(v_.k.definite, v_.key(c)));
    }
    const Occasion* best = nullptr;
    for (const Occasion& o : occasions) {
      if (o.key != v_.key(noun) || o.noun == noun) continue;
      if (best != nullptr && o.noun > noun) break;
      best = &o;
    }
    if (!definite || best == nullptr) return {};
    EventTime t = best->time;
    t.basis = TimeBasis::kRelative;
    return t;
  }

  EventTime Own(WordId w) const {
    std::vector<TimexId> own = TimexesOf(v_.t, v_.s, w, TimeScope::kOwn);
    // "discuss the events of [this weekend] on Monday", with the weekend hung on the verb
    if (v_.IsVerbal(w)) {
      std::erase_if(own, [&](TimexId id) { return v_.CaseOf(v_.t[id].head) == v_.k.of; });
    }
    EventTime t = TimeOf(v_.t, own);
    // "didn't endorse her until July": then he did.
    bool until = Known(t) && t.timexes.size() == 1 && !t.interval.earliest;
    if (until && Negated(w)) return At(t);
    // "The toll from [Monday]'s bombing": what it was before or after is not said of the bombing.
    if (!v_.IsVerbal(w) && t.timexes.size() == 1) {
      const WordId day = v_.t[t.timexes.front()].head;
      if (v_.deprel(day) == Deprel::kNmodPoss && v_.head(day) == w) return At(t);
    }
    return t;
  }

  bool Negated(WordId w) const {
    for (WordId c : v_.s.children_of(w)) {
      if (v_.deprel(c) == Deprel::kAdvmod && v_.s.features[c.index()].negative) return true;
    }
    return false;
  }

  // The time of a bound itself: "/2019-07" -> "2019-07".
  EventTime At(EventTime t) const {
    const Timex& x = v_.t[t.timexes.front()];
    t.edtf = x.edtf;
    t.interval = x.interval;
    return t;
  }

  // An event noun is dated by its own words, by the verb that carries it ("held talks on Monday")
  // or by a clause that says when it was: "a bombing that happened on June 27".
  EventTime OfNoun(WordId noun) const {
    EventTime t = OfNounAlone(noun);
    if (Known(t)) return t;
    const Support* support = nullptr;
    WordId verb = v_.SupportOf(noun, support);
    return verb.valid() ? OfVerb(verb) : t;
  }

  EventTime OfNounAlone(WordId noun) const {
    EventTime t = Own(noun);
    for (WordId c : v_.s.children_of(noun)) {
      if (Known(t)) return t;
      Deprel d = v_.deprel(c);
      bool clause = d == Deprel::kAcl || d == Deprel::kAclRelcl;
      if (clause && v_.k.InSet(v_.k.datings, v_.key(c))) t = Own(c);
    }
    return Known(t) ? t : DateBehind(noun);
  }

  // "joined by X for talks after Russia's invasion of Ukraine on February 24, 2022": a date of its
  // own year that stands right behind the noun's phrase is the noun's, though the tree hangs it on
  // "joined".
  EventTime DateBehind(WordId noun) const {
    auto above = [](WordId w, const Timex& t) { return w < t.first; };
    auto it = std::upper_bound(v_.t.timexes.begin(), v_.t.timexes.end(), noun, above);
    for (; it != v_.t.timexes.end(); ++it) {
      const Timex& x = *it;
      if (x.sentence != v_.s.sentence[noun.index()]) break;
      size_t before = x.first.index() - 1;
      if (v_.upos(WordId(before)) == Upos::kAdp) --before;
      if (WordId(before) < noun) continue;
      bool day = !x.relative && x.type == TimexType::kDate && x.interval.earliest;
      if (!day || !EndsPhrase(WordId(before), noun)) return {};
      auto index = static_cast<size_t>(it - v_.t.timexes.begin());
      return TimeOf(v_.t, std::vector<TimexId>{TimexId(index)});
    }
    return {};
  }

  // Is `w` the noun, or the last of what it is of?
  bool EndsPhrase(WordId w, WordId noun) const {
    for (int i = 0; i < kMaxClimb && w.valid(); ++i, w = v_.head(w)) {
      if (w == noun) return true;
      if (w < noun || !v_.IsNominal(w)) return false;
    }
    return false;
  }

  EventTime OfVerb(WordId verb) const {
    EventTime t = Own(verb);
    if (!Known(t)) t = ByClauses(verb);
    if (!Known(t)) t = ByOccasions(verb);
    return t;
  }

  const TimeRelation* LinkOf(WordId w) const {
    auto it = v_.k.time_links.find(v_.key(w));
    return it == v_.k.time_links.end() ? nullptr : &it->second;
  }

  // Trees make "denied that ..., a day after they accused" two contents.
  static bool Linkable(Deprel d) {
    return d == Deprel::kAdvcl || d == Deprel::kObl || d == Deprel::kCcomp;
  }

  // The word that links a clause or an oblique to its verb: "since", "after".
  const TimeRelation* LinkTo(WordId clause, WordId& word) const {
    for (WordId c : v_.s.children_of(clause)) {
      Deprel d = v_.deprel(c);
      bool marks = d == Deprel::kMark || d == Deprel::kCase || d == Deprel::kAdvmod;
      if (!marks || c > clause) continue;
      if (const TimeRelation* r = LinkOf(c)) {
        word = c;
        return r;
      }
    }
    return nullptr;
  }

  // "[three days] after": the duration before the linking word, or none.
  const Timex* MeasureBefore(WordId link) const {
    auto less = [](const Timex& t, WordId w) { return t.end < w; };
    auto it = std::lower_bound(v_.t.timexes.begin(), v_.t.timexes.end(), link, less);
    bool found = it != v_.t.timexes.end() && it->end == link && it->type == TimexType::kDuration;
    return found ? &*it : nullptr;
  }

  // Days of "P3D", "P2W"; 0 of hours; nullopt of what is not counted in days.
  static std::optional<int> DaysOf(const Timex& measure) {
    const std::string& s = measure.value;
    if (s.starts_with("PT")) return 0;
    bool exact = measure.mod.empty() || measure.mod == kAbout;
    if (s.size() < 3 || s.size() > 5 || s[0] != 'P' || !exact) return std::nullopt;
    int n = 0;
    for (size_t i = 1; i + 1 < s.size(); ++i) {
      if (s[i] < '0' || s[i] > '9') return std::nullopt;
      n = n * 10 + (s[i] - '0');
    }
    if (s.back() == 'D') return n;
    return s.back() == 'W' ? std::optional<int>(7 * n) : std::nullopt;
  }

  // What lies `relation` of the time `t`: "after Tuesday".
  EventTime Placed(EventTime t, TimeRelation relation) const {
    if (relation == TimeRelation::kIn) return t;
    bool from = relation == TimeRelation::kSince || relation == TimeRelation::kAfter;
    if (!t.interval.earliest || !t.interval.latest) return {};
    bool range = t.edtf.find('/') != std::string::npos;
    std::string edge =
        !range ? t.edtf : (from ? t.interval.earliest : t.interval.latest)->ToString();
    t.edtf = from ? edge + "/" : "/" + edge;
    (from ? t.interval.latest : t.interval.earliest).reset();
    t.basis = TimeBasis::kRelative;
    return edtf::IsValid(t.edtf) ? t : EventTime();
  }

  EventTime Moved(EventTime t, int days) const {
    if (t.interval.earliest != t.interval.latest || !t.interval.earliest) return {};
    t.interval.earliest = t.interval.latest = *t.interval.earliest + days;
    t.edtf = t.interval.earliest->ToString();
    t.basis = TimeBasis::kRelative;
    return t;
  }

  EventTime Measured(const EventTime& t, WordId link, TimeRelation relation) const {
    const Timex* measure = MeasureBefore(link);
    std::optional<int> days = measure != nullptr ? DaysOf(*measure) : std::nullopt;
    if (!days) return Placed(t, relation);
    int way = relation == TimeRelation::kAfter ? 1 : relation == TimeRelation::kBefore ? -1 : 0;
    EventTime moved = Moved(t, way * *days);
    if (!Known(moved)) return Placed(t, relation);
    if (measure->mod == kAbout) moved.edtf += "~";
    return moved;
  }

  // "arrested since the protests began in June", "left two days before the vote on Sunday"
  EventTime ByClauses(WordId verb) const {
    for (WordId c : v_.s.children_of(verb)) {
      Deprel d = v_.deprel(c);
      if (!Linkable(d)) continue;
      WordId link;
      const TimeRelation* r = LinkTo(c, link);
      if (r == nullptr || (*r == TimeRelation::kIn && d != Deprel::kAdvcl)) continue;
      EventTime t = d == Deprel::kObl ? OccasionTime(c) : Own(c);
      if (Known(t)) return Measured(t, link, *r);
    }
    return {};
  }

  // Only a happening dates: not "in Paris in 1968", "in a town flooded in 2008".
  EventTime OccasionTime(WordId noun) const {
    if (v_.upos(noun) != Upos::kNoun) return {};
    EntityId id = v_.EntityOf(noun);
    if (id.valid() && (IsPlaceType(v_.e[id].type) || IsActorType(v_.e[id].type))) return {};
    return OfNounAlone(noun);
  }

  // "In the 2016 election", "at a summit in June", "in a letter dated Monday"
  EventTime ByOccasions(WordId verb) const {
    for (WordId c : v_.s.children_of(verb)) {
      if (v_.deprel(c) != Deprel::kObl) continue;
      WordId link;
      const TimeRelation* r = LinkTo(c, link);
      if (r == nullptr || *r != TimeRelation::kIn) continue;
      EventTime t = OccasionTime(c);
      if (Known(t)) return t;
    }
    return {};
  }

  // Up through what shares the clause's time, and over one link: "after the vote".
  EventTime Climb() const {
    WordId at = trigger_;
    for (int step = 0; step < kMaxClimb; ++step) {
      WordId up = v_.head(at);
      if (!up.valid()) return {};
      WordId link;
      Deprel d = v_.deprel(at);
      bool linkable = Linkable(d) || d == Deprel::kConj;  // "after resigning and before moving"
      const TimeRelation* r = linkable ? LinkTo(at, link) : nullptr;
      if (r != nullptr && *r != TimeRelation::kIn) return Below(at, link, *r);
      if (!SharesTime(v_.s, at) || IsTopic(at)) return {};
      // "says the woman died in 1994, and accused Japan"
      if (d == Deprel::kConj && v_.Coordinated(at) == v_.head(up)) return {};
      at = up;
      EventTime t = v_.IsVerbal(at) ? OfVerb(at) : Own(at);
      bool subject = d == Deprel::kNsubj || d == Deprel::kNsubjPass;
      if (!Known(t) && draft_.nominal && step == 0 && subject) t = OfInfinitive(at);
      // "served until 2018, resigning in protest": at the end of it.
      bool ended = Known(t) && t.timexes.size() == 1 && !t.interval.earliest && d == Deprel::kAdvcl;
      if (Known(t)) return ended ? At(t) : t;
    }
    return {};
  }

  // "met [in July] in Tehran, joined by Raisi": what stands before the participle and hangs on it.
  EventTime BeforeParticiple(WordId verb) const {
    for (WordId c : v_.s.children_of(verb)) {
      if (v_.deprel(c) != Deprel::kAdvcl || c < verb || !v_.IsPassive(c)) continue;
      std::vector<TimexId> own = TimexesOf(v_.t, v_.s, c, TimeScope::kOwn);
      std::erase_if(own, [&](TimexId id) { return v_.t[id].head < verb || v_.t[id].head > c; });
      return TimeOf(v_.t, own);
    }
    return {};
  }

  // "The meeting is set to open [tomorrow]"
  EventTime OfInfinitive(WordId verb) const {
    WordId c = v_.s.child(verb, Deprel::kXcomp);
    return c.valid() && v_.IsVerbal(c) ? Own(c) : EventTime();
  }

  // "questioned over the bombing", "in response to the raid": what the clause is about was before.
  bool IsTopic(WordId w) const {
    Deprel d = v_.deprel(w);
    if (!v_.IsNominal(w) || (d != Deprel::kObl && d != Deprel::kNmod)) return false;
    // "will fly to Cairo on Tuesday for talks"
    if (v_.CaseOf(w) == v_.k.for_ && w == trigger_ && !v_.k.kinds[draft_.kind].later.empty())
      return false;
    // "has been the subject of sanctions since 2011"
    if (v_.CaseOf(w) == v_.k.of && v_.s.child(v_.head(w), Deprel::kCop).valid()) return false;
    WordId link;
    const TimeRelation* r = LinkTo(w, link);
    return r == nullptr || *r != TimeRelation::kIn;
  }

  // The time of what stands under `link` of the verb `up`: it lies on the other side of it.
  EventTime Below(WordId at, WordId link, TimeRelation relation) const {
    WordId up = v_.head(at);
    for (int step = 0; step < kMaxClimb && v_.deprel(at) == Deprel::kConj; ++step) {
      at = up;
      up = v_.head(at);
      if (!up.valid()) return {};
    }
    EventTime t = Own(up);
    for (int step = 0; step < kMaxClimb && !Known(t); ++step) {
      if (!SharesTime(v_.s, up) || !v_.head(up).valid()) break;
      up = v_.head(up);
      t = Own(up);
    }
    bool after = relation == TimeRelation::kAfter;
    if (!after && relation != TimeRelation::kBefore) return {};
    if (!Known(t) && InStory(up)) t = InScope(up, TimeScope::kNarrative);
    if (!Known(t) && after) {
      // In the present tense of headlines the day is that of publication: "joins, three days
      // after".
      bool now = v_.s.features[up.index()].tense == Tense::kPres;
      if (!Told(at) && !(now && MeasureBefore(link) != nullptr)) return {};
      t = Published();
      if (!Known(t)) return t;
      return now ? Measured(t, link, TimeRelation::kBefore) : Placed(t, TimeRelation::kBefore);
    }
    if (!Known(t)) return {};
    EventTime out = Measured(t, link, after ? TimeRelation::kBefore : TimeRelation::kAfter);
    return out;
  }

  // An event noun or a clause with a tense: not "injured after being attacked".
  bool Told(WordId at) const {
    return v_.IsNominal(at) || v_.s.features[at.index()].verb_form == VerbForm::kFin ||
           v_.s.child(at, Deprel::kNsubj).valid() || v_.s.child(at, Deprel::kNsubjPass).valid();
  }

  // By the day of publication, for what the article tells as done.
  EventTime Published() const {
    EventTime t;
    if (draft_.event.status != Status::kOccurred) return t;
    if (v_.t.published.earliest != v_.t.published.latest || !v_.t.published.latest) return t;
    t.interval = v_.t.published;
    t.edtf = t.interval.latest->ToString();
    t.basis = TimeBasis::kRelative;
    return t;
  }

  EntityId SubjectOf(WordId verb) const {
    std::string_view from;
    WordId subject = v_.SurfaceSubject(verb, from);
    return subject.valid() ? v_.EntityOf(subject) : EntityId();
  }

  // Does the day of an earlier sentence hold still? Within a paragraph; beyond it for who did what
  // that sentence tells: "Castro spoke on Sunday. ... He said ..."
  bool InStory(WordId word) const {
    SentenceId s = v_.s.sentence[word.index()];
    TimexId id = v_.t.narrative[s.index()];
    if (!id.valid()) return false;
    const Timex& t = v_.t[id];
    const auto& sentences = v_.s.base.sentences;
    bool near = sentences[s.index()].paragraph == sentences[t.sentence.index()].paragraph;
    if (near && s.index() <= t.sentence.index() + kStory) return true;
    WordId told = DatedBy(t, v_.s);
    if (!told.valid()) return false;
    EntityId subject = SubjectOf(word);
    return subject.valid() && subject == SubjectOf(told);
  }

  bool AfterPublication(const EventTime& t) const {
    const std::optional<Date>& now = v_.t.published.latest;
    return now && t.interval.earliest && *t.interval.earliest > *now;
  }

  // What has happened does not lie ahead: "shares due March 15, 2007, the company said".
  bool Ahead(const EventTime& t) const {
    const Features& f = v_.s.features[trigger_.index()];
    bool past = f.tense == Tense::kPast && f.verb_form == VerbForm::kFin;
    return past && draft_.event.status == Status::kOccurred && AfterPublication(t);
  }

  EventTime InScope(WordId word, TimeScope scope) const {
    return TimeOf(v_.t, TimexesOf(v_.t, v_.s, word, scope));
  }

  // Somewhere below what the clause is about: "commented on Sunday on the divide shown by the
  // raids". Not what is decided: "voted on a resolution to expel them".
  bool IsBackground() const {
    if (v_.s.features[trigger_.index()].verb_form == VerbForm::kInf) return false;
    WordId at = trigger_;
    for (int step = 0; step < kMaxClimb && at.valid(); ++step) {
      if (IsTopic(at)) return true;
      at = v_.head(at);
    }
    return false;
  }

  // "praised the [October 7] attack", "mocked [yesterday]'s man": what it is called, and not when.
  bool IsPartOfName(const EventTime& t) const {
    if (t.timexes.size() != 1) return false;
    const Timex& x = v_.t[t.timexes.front()];
    Deprel how = v_.deprel(x.head);
    const WordId noun = v_.head(x.head);
    if (!noun.valid()) return false;
    // "Condemned the coup [of 26 June]", but "died in the attacks of 11 September".
    if (how == Deprel::kNmod && v_.CaseOf(x.head) == v_.k.of) {
      WordId word;
      const TimeRelation* link = LinkTo(noun, word);
      return link == nullptr || *link != TimeRelation::kIn;
    }
    bool part = how == Deprel::kCompound || how == Deprel::kAmod || how == Deprel::kNmodPoss;
    return part && x.end <= noun;
  }

  EventTime Wider(TimeScope scope) const {
    if (scope == TimeScope::kSentence && IsBackground()) return {};
    EventTime t = InScope(trigger_, scope);
    if (!Known(t)) return t;
    if (scope == TimeScope::kSentence && v_.IsVerbal(trigger_) && IsPartOfName(t)) return {};
    t.basis = TimeBasis::kContext;
    return draft_.event.status == Status::kOccurred && AfterPublication(t) ? EventTime() : t;
  }

  const View& v_;
  const Draft& draft_;
  WordId trigger_;
};

}  // namespace

void FillTime(const View& view, Draft& draft) {
  Event& e = draft.event;
  e.time = Finder(view, draft).Run();
  // "extended the state of emergency until July": how long that holds, and not when it was done.
  const std::optional<Date>& now = view.t.published.latest;
  const Interval& when = e.time.interval;
  if (e.status == Status::kOccurred && now && !when.earliest && when.latest &&
      *when.latest > *now) {
    e.time = {};
  }
}

void FillAnchoredTimes(const View& v, std::vector<Draft>& drafts) {
  std::vector<Occasion> occasions;
  for (size_t i = 0; i < v.t.timexes.size(); ++i) {
    const Timex& t = v.t.timexes[i];
    EventTime time = TimeOf(v.t, {TimexId(i)});
    bool day = Known(time) && time.interval.earliest == time.interval.latest;
    WordId dated = day ? DatedBy(t, v.s) : WordId();
    if (!dated.valid() || v.key(dated) == 0) continue;
    if (v.IsNominal(dated)) occasions.push_back({v.key(dated), dated, time});
    if (!v.k.InSet(v.k.datings, v.key(dated)) && !v.k.InSet(v.k.happenings, v.key(dated))) continue;
    for (WordId c : v.s.children_of(dated)) {
      Deprel d = v.deprel(c);
      bool what = d == Deprel::kNsubj || d == Deprel::kNsubjPass || d == Deprel::kObj;
      if (what && v.key(c) != 0) occasions.push_back({v.key(c), c, time});
    }
  }
  // "before the invasion", which the text dates elsewhere.
  for (const Draft& d : drafts) {
    const EventTime& t = d.event.time;
    bool day = !d.dropped && d.nominal && Known(t) && t.basis != TimeBasis::kContext &&
               t.interval.earliest && t.interval.earliest == t.interval.latest;
    if (day) occasions.push_back({v.key(d.match.trigger), d.match.trigger, t});
  }
  std::stable_sort(occasions.begin(), occasions.end(),
                   [](const Occasion& a, const Occasion& b) { return a.noun < b.noun; });
  if (occasions.empty()) return;
  for (Draft& d : drafts) {
    bool open = d.event.time.basis == TimeBasis::kUnknown ||
                d.event.time.basis == TimeBasis::kContext || d.event.time.timexes.empty();
    if (d.dropped || !open) continue;
    EventTime t = Finder(v, d).Anchored(occasions);
    t.step = TimeStep::kElsewhere;
    if (Known(t)) d.event.time = std::move(t);
  }
}

void BoundBySaying(const View& v, Draft& draft) {
  Event& e = draft.event;
  if (e.status != Status::kOccurred || e.time.basis != TimeBasis::kUnknown) return;
  std::vector<TimexId> told;
  for (const SourceLink& link : e.sources) told.push_back(link.said_at);
  told.push_back(draft.told_at);
  for (TimexId at : told) {
    if (!at.valid() || !v.t[at].interval.latest) continue;
    const Timex& said = v.t[at];
    e.time.timexes = {at};
    e.time.interval = {std::nullopt, said.interval.latest};
    e.time.edtf = "/" + said.interval.latest->ToString();
    e.time.basis = TimeBasis::kRelative;
    e.time.step = TimeStep::kTelling;
    return;
  }
}

void FillHeadlineTimes(const View& v, std::vector<Draft>& drafts) {
  const auto& sentences = v.s.base.sentences;
  for (Draft& d : drafts) {
    Event& e = d.event;
    if (!d.headline || d.dropped || Known(e.time) || e.status != Status::kOccurred) continue;
    if (v.head(d.match.trigger).valid()) continue;
    size_t i = e.sentence.index();
    while (i < sentences.size() && sentences[i].kind == SentenceKind::kHeadline) ++i;
    if (i >= sentences.size()) return;
    WordId main;
    bool same = false;
    for (WordId w = sentences[i].first; w < sentences[i].end; w = WordId(w.index() + 1)) {
      if (!v.head(w).valid() && v.IsVerbal(w)) main = w;
      same = same || Holds(e.actors, v.EntityOf(w));
    }
    // What the lead tells as an event of its own is not what the headline tells.
    const bool other = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& of) {
      return of.match.trigger == main && v.k.statement_of_cue.count(v.key(main)) == 0;
    });
    if (!same || !main.valid() || other) continue;
    EventTime t = TimeOf(v.t, TimexesOf(v.t, v.s, main, TimeScope::kOwn));
    if (!Known(t)) continue;
    e.time = std::move(t);
    e.time.basis = TimeBasis::kContext;
    e.time.step = TimeStep::kSentence;
  }
}

}  // namespace dragoman::events
