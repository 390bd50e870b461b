// SPDX-License-Identifier: Apache-2.0
// Events that turn out to be one once an article is in: a report that fits two of them, or two
// articles of one story that tell of one such thing each. Entry: Adder::Reunite, after the reports
// of an article have their events. A report whose event was right when it came, and would be
// another now, stays where it is.
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "record/adder_statements.h"
#include "record/copies.h"

namespace dragoman::record {
namespace {

// Articles that share an event with the one just added: the last ones of each event, and of all.
constexpr size_t kOfAnEvent = 6, kOfAStory = 8;
// Two articles tell one story if of the events of the shorter one, one in so many is told by both.
constexpr size_t kOfEvents = 6;
// Events that one report fits.
constexpr size_t kPairs = 32;

bool ShareArticle(const KnownEvent& a, const KnownEvent& b) {
  return std::any_of(a.originals.begin(), a.originals.end(),
                     [&](int64_t original) { return b.IsToldBy(original); });
}

}  // namespace

uint32_t Adder::GroupOf(const Happening& happening) const {
  const GroupRule& rule = rules_.RuleOf(happening);
  return static_cast<uint32_t>(rule.group.empty() ? HashOfText(happening.kind) : rule.seed);
}

void Adder::Remember(int64_t article, std::vector<Told> events) {
  if (told_by_.empty()) told_by_.resize(kToldBy);
  ToldBy& slot = told_by_[static_cast<size_t>(article) % kToldBy];
  slot.article = article;
  std::sort(events.begin(), events.end(), [](const Told& a, const Told& b) {
    return std::tie(a.group, a.event, a.report) < std::tie(b.group, b.event, b.report);
  });
  slot.events = std::move(events);
}

const std::vector<Adder::Told>& Adder::ToldIn(int64_t article) {
  const ToldBy& slot = told_by_[static_cast<size_t>(article) % kToldBy];
  if (slot.article == article) return slot.events;
  WriteReports();
  std::vector<Told> events;  // added by another run
  Statement& s = s_->reports_of_article;
  s.Bind(1, article);
  auto span = [&](int begin) {
    return Span{static_cast<uint32_t>(s.Int(begin)), static_cast<uint32_t>(s.Int(begin + 1))};
  };
  while (s.Step()) {
    Happening h;
    h.kind = s.Text(3);
    events.push_back({s.Int(1), s.Int(0), article, GroupOf(h), span(8), span(6)});
  }
  s.Reset();
  Remember(article, std::move(events));
  return slot.events;
}

// The article of `source` fits the event together with others: they tell one story.
void Adder::NoteStory(const Source& source, const KnownEvent& known) {
  size_t n = 0;
  for (auto at = known.originals.rbegin(); at != known.originals.rend() && n < kOfAnEvent; ++at) {
    if (*at == source.copy_of || *at == source.article) continue;
    if (*at + static_cast<int64_t>(kToldBy) <= source.article) break;  // added long ago
    ++n;
    if (std::find(of_story_.begin(), of_story_.end(), *at) == of_story_.end()) {
      of_story_.push_back(*at);
    }
  }
}

void Adder::NoteBoth(int64_t chosen, int64_t other) {
  if (fit_both_.size() < kPairs) fit_both_.emplace_back(chosen, other);
}

void Adder::Reunite(const Source& source, std::vector<Told> told) {
  for (auto [a, b] : std::exchange(fit_both_, {})) Unite(a, b, true);
  for (Told& t : told) t.event = NowIn(t.event);
  Remember(source.article, std::move(told));
  if (of_story_.empty()) return;
  std::sort(of_story_.begin(), of_story_.end(), std::greater<>());
  if (of_story_.size() > kOfAStory) of_story_.resize(kOfAStory);
  const std::vector<Told> mine = ToldIn(source.article);
  for (int64_t other : std::exchange(of_story_, {})) UniteStory(mine, other);
}

// What is told once in each of the two articles, and was not taken for one thing.
void Adder::UniteStory(const std::vector<Told>& mine, int64_t other) {
  auto in = [](const std::vector<Told>& events, int64_t event) {
    return std::any_of(events.begin(), events.end(),
                       [&](const Told& t) { return t.event == event; });
  };
  const std::vector<Told>& found = ToldIn(other);
  const auto shared = static_cast<size_t>(
      std::count_if(mine.begin(), mine.end(), [&](const Told& t) { return in(found, t.event); }));
  if (shared * kOfEvents < std::min(mine.size(), found.size())) return;
  const std::vector<Told> theirs = found;  // uniting forgets
  // The only event of the group at `at` that the others do not tell, too; moves on to the next
  // group.
  auto only = [&](auto& at, const std::vector<Told>& events, const std::vector<Told>& others) {
    const Told* told = nullptr;
    bool several = false;
    for (const uint32_t group = at->group; at != events.end() && at->group == group; ++at) {
      if (in(others, at->event)) continue;
      several = several || (told != nullptr && told->event != at->event);
      told = &*at;
    }
    return several ? nullptr : told;
  };
  for (auto m = mine.begin(), t = theirs.begin(); m != mine.end() && t != theirs.end();) {
    if (m->group < t->group) {
      ++m;
    } else if (t->group < m->group) {
      ++t;
    } else {
      const Told *a = only(m, mine, theirs), *b = only(t, theirs, mine);
      if (a != nullptr && b != nullptr) UniteToldOnce(*a, *b);
    }
  }
}

// The words of its sentence, without the one that tells of the event.
std::vector<uint32_t> Adder::WordsOf(const Told& told) {
  Statement& s = s_->sentence_of;
  s.Bind(1, told.article);
  s.Bind(2, static_cast<int64_t>(told.sentence.begin));
  s.Bind(3, static_cast<int64_t>(told.sentence.end));
  std::string sentence = s.Step() ? s.Text(0) : "";
  s.Reset();
  const size_t begin = told.trigger.begin - told.sentence.begin;
  if (begin <= sentence.size()) {
    sentence.replace(begin, told.trigger.end - told.trigger.begin, " ");
  }
  return ContentWords(sentence);
}

void Adder::UniteToldOnce(const Told& mine, const Told& theirs) {
  const int64_t a = NowIn(mine.event), b = NowIn(theirs.event);
  known_.Release();
  const KnownEvent &x = Know(a), &y = Know(b);
  if (a == b || x.best.empty() || y.best.empty() || ShareArticle(x, y)) return;
  Verdict verdict;
  for (const KnownEvent::Report& p : x.best) {
    for (const KnownEvent::Report& q : y.best) {
      verdict = CompareInStory(p.happening, q.happening, rules_);
      if (!verdict.same) return;
    }
  }
  if (!AlikeSentences(WordsOf(mine), WordsOf(theirs))) return;
  const int64_t older = std::min(a, b), newer = std::max(a, b);
  if (!DecidedApart(older, newer)) Absorb(newer, older, verdict);
}

int64_t Adder::NowIn(int64_t event) const {
  for (auto it = gone_into_.find(event); it != gone_into_.end(); it = gone_into_.find(event)) {
    event = it->second;
  }
  return event;
}

void Adder::Unite(int64_t a, int64_t b, bool tied) {
  a = NowIn(a), b = NowIn(b);
  if (a == b) return;
  known_.Release();
  const int64_t older = std::min(a, b), newer = std::max(a, b);
  const KnownEvent &x = Know(older), &y = Know(newer);
  if (x.best.empty() || y.best.empty() || ShareArticle(x, y)) return;
  Verdict best{tied, kSameEvent, "another report is of both"};
  for (const KnownEvent::Report& p : x.best) {
    for (const KnownEvent::Report& q : y.best) {
      Verdict v = Compare(p.happening, q.happening, rules_);
      if (!v.same && v.grade == 0) return;
      if (v.same && v.grade > best.grade) best = std::move(v);
    }
  }
  if (best.same && !DecidedApart(older, newer)) Absorb(newer, older, best);
}

// The event with those that were others while it was told of somebody else.
void Adder::UniteAnew(int64_t event) {
  event = NowIn(event);
  known_.Release();
  const KnownEvent& known = Know(event);
  if (known.best.empty()) return;
  const Happening happening = known.best.front().happening;
  FindCandidates(happening);
  std::vector<int64_t> others;
  for (const Candidate& c : candidates_) others.push_back(c.event);
  candidates_.clear();
  for (int64_t other : others) Unite(event, other, false);
}

// Takes those of the reports that are of the event out of it, if what they tell cannot be what the
// rest of it tells any more.
void Adder::Part(int64_t event, const std::vector<int64_t>& reports) {
  struct Teller {
    int64_t id, fingerprint;
    Happening happening;
  };
  std::vector<Teller> leave, stay;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) {
    const int64_t id = s_->reports_of_event.Int(0);
    auto& to = std::binary_search(reports.begin(), reports.end(), id) ? leave : stay;
    if (to.size() < kPairs) {
      to.push_back({id, s_->reports_of_event.Int(1), Decode(s_->reports_of_event.Text(2))});
    }
  }
  s_->reports_of_event.Reset();
  bool apart = false;
  for (const Teller& a : leave) {
    if (Decided(a.fingerprint, event, true)) return;
    for (const Teller& b : stay) {
      const Verdict v = Compare(a.happening, b.happening, rules_);
      apart = apart || (!v.same && v.grade == 0);
    }
  }
  if (!apart) return;
  Unindex(event);
  const int64_t fresh = next_event_++;
  for (const Teller& a : leave) {
    s_->move_report.Bind(1, a.id).Bind(2, fresh).Bind(3, 1.0).Bind(4, "of somebody else").Run();
  }
  Reindex(event);
  Reindex(fresh);
  UniteAnew(fresh);
}

// Whether a person said of two of their reports that they are not one.
bool Adder::DecidedApart(int64_t a, int64_t b) {
  if (!decisions_) return false;
  WriteReports();
  std::vector<int64_t> fingerprints;
  s_->reports_of_event.Bind(1, b);
  while (s_->reports_of_event.Step()) fingerprints.push_back(s_->reports_of_event.Int(1));
  s_->reports_of_event.Reset();
  return std::any_of(fingerprints.begin(), fingerprints.end(),
                     [&](int64_t f) { return Decided(f, a, false); });
}

void Adder::Absorb(int64_t from, int64_t into, const Verdict& why) {
  KnownEvent gone = Know(from);
  WriteReports();
  std::vector<std::pair<int64_t, Happening>> moved;
  s_->reports_of_event.Bind(1, from);
  while (s_->reports_of_event.Step()) {
    moved.emplace_back(s_->reports_of_event.Int(0), Decode(s_->reports_of_event.Text(2)));
  }
  s_->reports_of_event.Reset();
  for (const auto& [report, happening] : moved) {
    s_->unite_report.Bind(1, report).Bind(2, into).Bind(3, why.grade).Bind(4, why.why).Run();
    IndexBlocks(into, happening);
  }
  // Rows of an event that was committed, and what it was to plans.
  std::vector<std::array<int64_t, 3>> actors, places;
  for (size_t i = 0; i < gone.written.actors; ++i) {
    actors.push_back({gone.actors[i], gone.written.day, from});
  }
  for (size_t i = 0; i < gone.written.places; ++i) {
    places.push_back({gone.places[i], gone.written.day, from});
  }
  DeleteRows(s_->delete_event_actor, std::move(actors));
  DeleteRows(s_->delete_event_place, std::move(places));
  s_->outcomes_of_plan.Bind(1, from).Bind(2, into).Run();
  s_->outcomes_of_fact.Bind(1, from).Bind(2, into).Run();
  s_->delete_outcomes.Bind(1, from).Run();
  if (gone.written.there) s_->delete_event.Bind(1, from).Run();
  known_.Forget(from);
  gone_into_.emplace(from, into);
  Join(into, gone);
  for (int64_t original : gone.originals) {  // its list of events is not right any more
    if (told_by_.empty()) break;
    ToldBy& slot = told_by_[static_cast<size_t>(original) % kToldBy];
    if (slot.article == original) slot = {};
  }
}

}  // namespace dragoman::record
