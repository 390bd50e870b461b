// SPDX-License-Identifier: Apache-2.0
// Which event a report belongs to, and what became of plans. Entry: Adder::ChooseEvent, Refresh,
// LinkOutcomes; decisions of people: MergeEvents, SplitReport.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "record/adder_statements.h"

namespace dragoman::record {
namespace {

// Of an event's reports only the best few are compared: the cost of a report stays the same however
// often an event has been told.
constexpr size_t kReportsCompared = 3;
constexpr size_t kCandidates = 200;
constexpr size_t kBlocksOfARound = 24;

int64_t PeriodOf(int64_t block) { return block >> kBlockHashBits; }
uint32_t ShortKey(int64_t block) { return static_cast<uint32_t>(block); }

// Where a timeline shows it.
int64_t DayOf(const KnownEvent& k) {
  for (const KnownEvent::Report& report : k.best) {
    const Interval& time = report.happening.time;
    if (time.latest) return time.latest->days;
    if (time.earliest) return time.earliest->days;
  }
  return k.first_published.value_or(0);
}

// Where a text without a day looks for events that others date.
constexpr size_t kWeeksForUndated = 160;

// The same as if it had been written on this day, and nothing else were known of when it was.
Glance Redated(Glance when, int32_t written) {
  when.earliest = when.latest = Glance::kNoDay;
  when.stated = false;
  when.published = written;
  return when;
}

constexpr int64_t kFilledAtOnce = 10'000;

void AddOnce(std::vector<int64_t>& to, int64_t id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

// In the order in which they lie in the table: few pages are looked for.
template <size_t columns>
void WriteSorted(BulkRows& to, std::vector<std::array<int64_t, columns>>& rows) {
  std::sort(rows.begin(), rows.end());
  for (const auto& row : rows) {
    for (int64_t value : row) to.Int(value);
    to.WriteIfMany();
  }
  to.Write();
  rows.clear();
}

}  // namespace

bool Adder::Decided(int64_t fingerprint, int64_t event, bool same) {
  if (!decisions_) return false;
  WriteReports();
  std::vector<int64_t> others;
  s_->decisions.Bind(1, fingerprint).Bind(2, static_cast<int64_t>(same));
  while (s_->decisions.Step()) others.push_back(s_->decisions.Int(0));
  s_->decisions.Reset();
  for (int64_t other : others) {
    s_->event_has_fingerprint.Bind(1, other).Bind(2, event);
    bool there = s_->event_has_fingerprint.Step();
    s_->event_has_fingerprint.Reset();
    if (there) return true;
  }
  return false;
}

KnownEvent& Adder::Know(int64_t event) {
  if (auto* known = known_.Read(event)) return *known;
  // Reports that are not written yet are of events that are known.
  KnownEvent& k = known_.Blank();
  Statement& s = s_->known_reports;
  s.Bind(1, event);
  while (s.Step()) {
    ++k.reports;
    Happening happening = Decode(s.Text(2));
    Gather(k, happening);
    k.originals.push_back(s.Int(3));
    if (auto day = s.OptionalInt(4)) {
      k.first_published = std::min(*day, k.first_published.value_or(*day));
      k.last_published = std::max(*day, k.last_published.value_or(*day));
    }
    if (k.best.size() < kReportsCompared) {
      k.best.push_back({s.Int(0), s.Real(1), std::move(happening)});
    }
  }
  s.Reset();
  std::sort(k.originals.begin(), k.originals.end());
  k.originals.erase(std::unique(k.originals.begin(), k.originals.end()), k.originals.end());
  s_->day_of_event.Bind(1, event);
  if (s_->day_of_event.Step()) {
    k.day = s_->day_of_event.Int(0);
    k.written = {true, true, k.actors.size(), k.places.size(), k.day, false};
  }
  s_->day_of_event.Reset();
  known_.Keep(event, k);
  if (!k.best.empty()) SetGlance(event, k);
  return k;
}

void Adder::SetGlance(int64_t event, const KnownEvent& k) {
  Glance glance = GlanceAt(k.best.front().happening, rules_);
  glance.single = k.best.size() == 1;
  known_.SetGlance(event, glance);
}

void Adder::Gather(KnownEvent& k, const Happening& happening) {
  for (const auto& p : happening.participants) AddOnce(k.actors, p.actor);
  for (const HappeningPlace& p : happening.places) AddOnce(k.places, p.place);
}

void Adder::LookInBlocks(const std::vector<int64_t>& blocks) {
  // Fewer than its slots: kCandidates, and one block's. What is of an earlier report counts as
  // free.
  auto fresh = [&](int64_t event) {
    size_t at = static_cast<size_t>(event) % looked_at_.size();
    while (looked_at_[at].look == look_) {
      if (looked_at_[at].event == event) return false;
      at = (at + 1) % looked_at_.size();
    }
    looked_at_[at] = {event, look_};
    return true;
  };
  // Blocks lie scattered over memory: the processor fetches those of a round while it waits for the
  // first of them.
  for (size_t begin = 0; begin < blocks.size(); begin += kBlocksOfARound) {
    const size_t end = std::min(begin + kBlocksOfARound, blocks.size());
    for (size_t i = begin; i < end; ++i) {
      blocks_.PrefetchKey(PeriodOf(blocks[i]), ShortKey(blocks[i]));
    }
    for (size_t i = begin; i < end; ++i) {
      blocks_.PrefetchIds(PeriodOf(blocks[i]), ShortKey(blocks[i]));
    }
    for (size_t i = begin; i < end; ++i) {
      if (found_.size() >= kCandidates) return;
      blocks_.Visit(PeriodOf(blocks[i]), ShortKey(blocks[i]), [&](int64_t event) {
        if (!fresh(event)) return;
        found_.push_back(event);
        known_.PrefetchGlance(event);
      });
    }
  }
}

void Adder::FindCandidates(const Happening& happening) {
  candidates_.clear();
  found_.clear();
  ++look_;
  const Glance report = GlanceAt(happening, rules_);
  auto look = [&](const Glance& when, bool wide) {
    Blocks(happening, when, rules_, wide, blocks_of_);
    LookInBlocks(blocks_of_);
  };
  look(report, true);
  bool dated = happening.published || happening.time.earliest || happening.time.latest;
  if (dated && periods_[0]) look(Redated(report, Glance::kNoDay), false);
  if (!dated) {
    // A text without a day may tell of what others date: the last weeks that the record knows of.
    size_t weeks = 0;
    for (size_t week = periods_.size() - 1; week > 0 && weeks < kWeeksForUndated; --week) {
      if (!periods_[week]) continue;
      ++weeks;
      look(Redated(report, static_cast<int32_t>(week * 7 + 3)), false);
    }
  }
  auto other = [&](int64_t event) {
    const Glance* glance = known_.GlanceOf(event);
    if (glance == nullptr) {
      Know(event);
      glance = known_.GlanceOf(event);
    }
    return glance == nullptr ||
           !MayConcern(report, *glance, copy_of_ != 0 || taken_.count(event) > 0);
  };
  merge_work_.looked_at += static_cast<int64_t>(found_.size());
  std::erase_if(found_, other);
  merge_work_.compared += static_cast<int64_t>(found_.size());
  std::sort(found_.begin(), found_.end(), std::greater<>());
  for (int64_t event : found_) known_.Prefetch(event);
  for (int64_t event : found_) candidates_.push_back({event, &Know(event)});
}

Adder::Choice Adder::ChooseEvent(const Pending& p) {
  // What a person decided comes first.
  std::vector<int64_t> partners;
  if (decisions_) {
    WriteReports();
    s_->decisions.Bind(1, p.fingerprint).Bind(2, int64_t{1});
    while (s_->decisions.Step()) partners.push_back(s_->decisions.Int(0));
    s_->decisions.Reset();
  }
  for (int64_t partner : partners) {
    s_->event_of_fingerprint.Bind(1, partner);
    int64_t event = s_->event_of_fingerprint.Step() ? s_->event_of_fingerprint.Int(0) : 0;
    s_->event_of_fingerprint.Reset();
    if (event != 0) return {event, 1, "decided by hand"};
  }
  Choice best{0, 0, ""};
  std::vector<int64_t> fits;
  auto weigh = [&](int64_t event, const KnownEvent& known) {
    if (Decided(p.fingerprint, event, false)) return;
    // The reader has put the mentions of one kind together: here only those of other kinds may
    // tell the same, "a blast" in the headline and "a bomb" below it.
    auto taken = taken_.find(event);
    bool in_article = taken != taken_.end();
    bool clash = false;
    Choice here{event, 0, ""};
    for (const KnownEvent::Report& other : known.best) {
      Verdict v = in_article ? CompareWithin(p.happening, other.happening, rules_,
                                             taken->second == p.event->sentence)
                             : Compare(p.happening, other.happening, rules_);
      // The day of the one text may be all that the copy lacks.
      if (!v.same && !in_article && copy_of_ != 0 && known.IsToldBy(copy_of_) &&
          SameInCopies(p.happening, other.happening)) {
        v = {true, 0.95, "told by a copy of the same text"};
      }
      clash = clash || (!v.same && v.grade == 0);
      if (v.same && v.grade > here.grade) here = {event, v.grade, std::move(v.why)};
    }
    // On equal grades the older event wins: candidates come newest first.
    if (clash || here.grade == 0) return;
    if (!in_article) fits.push_back(event);
    if (here.grade >= best.grade) best = std::move(here);
  };
  for (const Candidate& c : candidates_) weigh(c.event, *c.known);
  for (int64_t event : of_sentence_) {
    bool weighed = std::any_of(candidates_.begin(), candidates_.end(),
                               [&](const Candidate& c) { return c.event == event; });
    if (!weighed) weigh(event, Know(event));
  }
  if (fits.size() > 1 && taken_.count(best.event) == 0) {
    for (int64_t event : fits) {
      if (event != best.event) NoteBoth(best.event, event);
    }
  }
  return best.event != 0 ? best : Choice{0, 1, ""};
}

int64_t Adder::NewEvent(int64_t preferred_id) {
  if (preferred_id != 0 && Know(preferred_id).reports > 0) preferred_id = 0;
  int64_t event = preferred_id != 0 ? preferred_id : next_event_++;
  next_event_ = std::max(next_event_, event + 1);
  return event;
}

void Adder::Tell(int64_t event, bool is_new, const Source& source, Pending& p) {
  KnownEvent& k = is_new ? known_.Blank() : Know(event);
  if (is_new) k.written.there = false;
  ++k.reports;
  auto at = std::lower_bound(k.originals.begin(), k.originals.end(), source.copy_of);
  if (at == k.originals.end() || *at != source.copy_of) k.originals.insert(at, source.copy_of);
  if (source.published) {
    int64_t day = *source.published;
    k.first_published = std::min(day, k.first_published.value_or(day));
    k.last_published = std::max(day, k.last_published.value_or(day));
  }
  Gather(k, p.happening);
  IndexBlocks(event, p.happening);
  // On equal quality the older report stays first.
  auto worse = std::find_if(k.best.begin(), k.best.end(),
                            [&](const auto& other) { return other.quality < p.quality; });
  bool best = worse == k.best.begin();
  if (best && !k.written.there) {
    k.shown = {p.event->mode, p.event->time.edtf, p.event->status};
  }
  k.best.insert(worse, {p.id, p.quality, std::move(p.happening)});
  if (best || k.best.size() == 2) SetGlance(event, k);
  if (k.best.size() > kReportsCompared) k.best.pop_back();
  if (!k.written.pending) changed_.push_back(event);
  k.written.pending = true;
  k.written.row = k.written.row && !best;
  k.day = DayOf(k);
  known_.Keep(event, k);
}

void Adder::Join(int64_t event, const KnownEvent& other) {
  KnownEvent& k = Know(event);
  k.reports += other.reports;
  std::vector<int64_t> originals;
  std::set_union(k.originals.begin(), k.originals.end(), other.originals.begin(),
                 other.originals.end(), std::back_inserter(originals));
  k.originals = std::move(originals);
  for (auto day : {other.first_published, other.last_published}) {
    if (!day) continue;
    k.first_published = std::min(*day, k.first_published.value_or(*day));
    k.last_published = std::max(*day, k.last_published.value_or(*day));
  }
  const int64_t best = k.best.front().id;
  k.best.insert(k.best.end(), other.best.begin(), other.best.end());
  std::sort(k.best.begin(), k.best.end(), [](const auto& a, const auto& b) {
    return a.quality != b.quality ? a.quality > b.quality : a.id < b.id;
  });
  if (k.best.size() > kReportsCompared) k.best.resize(kReportsCompared);
  SetGlance(event, k);
  if (k.best.front().id != best) {
    k.written.there = true;  // its row is made of the report, if there is none
    k.written.row = false;
  }
  for (int64_t actor : other.actors) AddOnce(k.actors, actor);
  for (int64_t place : other.places) AddOnce(k.places, place);
  k.day = DayOf(k);
  k.written.pending = true;
  changed_.push_back(event);
  known_.Keep(event, k);
}

void Adder::IndexBlocks(int64_t event, const Happening& happening) {
  Blocks(happening, GlanceAt(happening, rules_), rules_, false, blocks_of_);
  for (int64_t block : blocks_of_) {
    int64_t period = PeriodOf(block);
    blocks_.Put(period, ShortKey(block), event);
    if (period >= 0 && period < static_cast<int64_t>(periods_.size())) {
      periods_[static_cast<size_t>(period)] = true;
    }
  }
}

void Adder::WriteReports() { s_->new_reports.Write(); }

void Adder::DeleteRows(Statement& one, std::vector<std::array<int64_t, 3>> rows) {
  std::sort(rows.begin(), rows.end());
  for (const auto& [thing, day, event] : rows) one.Bind(1, thing).Bind(2, day).Bind(3, event).Run();
}

void Adder::WriteEvent(int64_t event, const KnownEvent& k) {
  const auto originals = static_cast<int64_t>(k.originals.size());
  if (!k.written.there) {
    const KnownEvent::Report& best = k.best.front();
    BulkRows& row = s_->new_events;
    row.Int(event).Int(k.reports).Int(originals).Int(k.first_published).Int(k.last_published);
    row.Int(k.day).Int(best.id).Int(best.happening.factual);
    row.Text(best.happening.kind).Text(best.happening.type).TextOrNull(k.shown.mode);
    row.Text(Name(k.shown.status)).Int(DayOf(best.happening.time.earliest));
    row.Int(DayOf(best.happening.time.latest)).TextOrNull(k.shown.edtf);
    row.WriteIfMany();
    return;
  }
  Statement& s = k.written.row ? s_->count_event : s_->write_event;
  s.Bind(1, event).Bind(2, k.reports).Bind(3, originals);
  s.Bind(4, k.first_published).Bind(5, k.last_published).Bind(6, k.day);
  if (!k.written.row) {
    s.Bind(7, k.best.front().id).Bind(8, static_cast<int64_t>(k.best.front().happening.factual));
  }
  s.Run();
}

void Adder::FlushEvents() {
  WriteReports();
  s_->new_relations.Write();
  std::sort(changed_.begin(), changed_.end());
  changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
  std::vector<std::array<int64_t, 3>> actors_gone, actors, places_gone, places;
  for (int64_t event : changed_) {
    known_.Release();
    KnownEvent& k = Know(event);
    if (k.best.empty()) continue;
    WriteEvent(event, k);
    auto narrow = [&](const std::vector<int64_t>& things, size_t written, auto& gone, auto& now) {
      if (k.written.day != k.day) {
        for (size_t i = 0; i < written; ++i) gone.push_back({things[i], k.written.day, event});
        written = 0;
      }
      for (size_t i = written; i < things.size(); ++i) now.push_back({things[i], k.day, event});
    };
    narrow(k.actors, k.written.actors, actors_gone, actors);
    narrow(k.places, k.written.places, places_gone, places);
    known_.KeepWritten(event);
  }
  changed_.clear();
  s_->new_events.Write();
  DeleteRows(s_->delete_event_actor, std::move(actors_gone));
  DeleteRows(s_->delete_event_place, std::move(places_gone));
  WriteSorted(s_->new_event_actors, actors);
  WriteSorted(s_->new_event_places, places);
}

void Adder::Flush() {
  FlushEvents();
  FlushPeople();
  // Many texts at once: the words gathered so far stay in the processor's cache.
  if (first_unindexed_ < next_article_) {
    s_->insert_fts.Bind(1, first_unindexed_).Bind(2, next_article_ - 1).Run();
    first_unindexed_ = next_article_;
  }
  WriteSorted(s_->new_sources, vouched_);
  for (const Settled& o : settled_) {
    const int64_t plan = NowIn(o.plan), event = NowIn(o.event);
    if (plan != event) s_->insert_outcome.Bind(1, plan).Bind(2, event).Bind(3, o.kind).Run();
  }
  settled_.clear();
  gone_into_.clear();
  blocks_.Flush();
  bands_.Flush();
}

void Adder::FillBlocks() {
  Statement all = db_.Prepare("SELECT event, summary FROM report ORDER BY id");
  for (int64_t n = 1; all.Step(); ++n) {
    IndexBlocks(all.Int(0), Decode(all.Text(1)));
    if (n % kFilledAtOnce != 0) continue;
    blocks_.Flush();
    blocks_.Age();
  }
  blocks_.Flush();
}

void Adder::FillShingles() {
  Statement all = db_.Prepare(
      "SELECT id, text, CASE published_basis WHEN 'inferred' THEN NULL ELSE published END FROM "
      "article ORDER BY id");
  for (int64_t n = 1; all.Step(); ++n) {
    IndexBands(all.Int(0), ShingleBands(WordHashes(all.Text(1))), MonthsOf(all.OptionalInt(2)));
    if (n % kFilledAtOnce != 0) continue;
    bands_.Flush();
    bands_.Age();
  }
  bands_.Flush();
}

void Adder::Unindex(int64_t event) {
  Flush();
  const KnownEvent& k = Know(event);
  std::vector<std::array<int64_t, 3>> actors, places;
  for (int64_t actor : k.actors) actors.push_back({actor, k.written.day, event});
  for (int64_t place : k.places) places.push_back({place, k.written.day, event});
  DeleteRows(s_->delete_event_actor, std::move(actors));
  DeleteRows(s_->delete_event_place, std::move(places));
  s_->delete_outcomes.Bind(1, event).Run();
  known_.Forget(event);
  told_by_.clear();
}

void Adder::Reindex(int64_t event) {
  known_.Forget(event);
  KnownEvent& k = Know(event);
  if (k.best.empty()) {
    s_->delete_event.Bind(1, event).Run();
    return;
  }
  k.written = {};
  k.written.pending = true;
  k.day = DayOf(k);
  known_.Keep(event, k);
  changed_.push_back(event);
  std::vector<Happening> reports;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) reports.push_back(Decode(s_->reports_of_event.Text(2)));
  s_->reports_of_event.Reset();
  for (const Happening& h : reports) IndexBlocks(event, h);
  FindCandidates(reports.front());
  LinkOutcomes(event, reports.front());
}

void Adder::RemoveReports(int64_t article) {
  WriteReports();
  s_->new_relations.Write();
  std::set<int64_t> events;
  s_->reports_of_article.Bind(1, article);
  while (s_->reports_of_article.Step()) {
    events.insert(s_->reports_of_article.Int(1));
    old_event_of_[s_->reports_of_article.Int(2)] = s_->reports_of_article.Int(1);
  }
  s_->reports_of_article.Reset();
  for (int64_t event : events) Unindex(event);
  const std::string of_article =
      " WHERE article=?1 AND report.id BETWEEN (SELECT first_report FROM article WHERE id=?1) AND "
      "(SELECT last_report FROM article WHERE id=?1)";
  for (const std::string& sql :
       {"DELETE FROM source_report WHERE (actor, report) IN (WITH s AS (SELECT report.id, j.value "
        "v FROM "
        "report, json_each(sources) j" +
            of_article +
            ") SELECT json_extract(v, '$[0]'), id FROM s "
            "UNION ALL SELECT json_extract(v, '$[1]'), id FROM s)",
        "DELETE FROM report" + of_article, std::string("DELETE FROM relation WHERE article=?1")}) {
    Statement s = db_.Prepare(sql);
    s.Bind(1, article).Run();
  }
  for (int64_t event : events) Reindex(event);
}

void Adder::LinkOutcomes(int64_t event, const Happening& happening) {
  for (const auto& [candidate, known] : candidates_) {
    if (candidate == event || known->best.empty()) continue;
    const Happening& other = known->best.front().happening;
    bool plan_is_other = !other.factual;
    const Happening& plan = plan_is_other ? other : happening;
    const Happening& fact = plan_is_other ? happening : other;
    std::string outcome = OutcomeOf(plan, fact, rules_);
    if (outcome.empty()) continue;
    int64_t plan_event = plan_is_other ? candidate : event;
    int64_t fact_event = plan_is_other ? event : candidate;
    settled_.push_back({plan_event, fact_event, std::move(outcome)});
  }
}

void Adder::MergeEvents(int64_t a, int64_t b) {
  std::vector<int64_t> fingerprints[2];
  std::vector<int64_t> moved;
  WriteReports();
  for (int side = 0; side < 2; ++side) {
    s_->reports_of_event.Bind(1, side == 0 ? a : b);
    while (s_->reports_of_event.Step()) {
      fingerprints[side].push_back(s_->reports_of_event.Int(1));
      if (side == 1) moved.push_back(s_->reports_of_event.Int(0));
    }
    s_->reports_of_event.Reset();
  }
  if (a == b || fingerprints[0].empty() || fingerprints[1].empty()) {
    throw SqliteFault("events " + std::to_string(a) + " and " + std::to_string(b) +
                      ": expected two different events of this record");
  }
  for (int64_t other : fingerprints[1]) {
    s_->insert_decision.Bind(1, int64_t{1}).Bind(2, fingerprints[0].front()).Bind(3, other).Run();
  }
  decisions_ = true;
  Unindex(a);
  Unindex(b);
  for (int64_t report : moved) {
    s_->move_report.Bind(1, report).Bind(2, a).Bind(3, 1.0).Bind(4, "decided by hand").Run();
  }
  Reindex(a);
  Reindex(b);
}

int64_t Adder::SplitReport(int64_t report) {
  WriteReports();
  Statement find = db_.Prepare("SELECT event, fingerprint FROM report WHERE id=?");
  find.Bind(1, report);
  if (!find.Step()) throw SqliteFault("report " + std::to_string(report) + ": not in this record");
  int64_t event = find.Int(0), fingerprint = find.Int(1);
  std::vector<int64_t> others;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) {
    if (s_->reports_of_event.Int(0) != report) others.push_back(s_->reports_of_event.Int(1));
  }
  s_->reports_of_event.Reset();
  if (others.empty()) {
    throw SqliteFault("report " + std::to_string(report) +
                      ": the only one of its event, nothing to "
                      "split");
  }
  // A later decision takes the place of an earlier one about the same pair.
  for (int64_t other : others) {
    Statement forget = db_.Prepare(
        "DELETE FROM decision WHERE same=1 AND ((a=?1 AND b=?2) OR (a=?2 AND "
        "b=?1))");
    forget.Bind(1, fingerprint).Bind(2, other).Run();
    s_->insert_decision.Bind(1, int64_t{0}).Bind(2, fingerprint).Bind(3, other).Run();
  }
  decisions_ = true;
  Unindex(event);
  int64_t fresh = next_event_++;
  s_->move_report.Bind(1, report).Bind(2, fresh).Bind(3, 1.0).Bind(4, "decided by hand").Run();
  Reindex(event);
  Reindex(fresh);
  return fresh;
}

}  // namespace dragoman::record
