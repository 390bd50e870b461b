// SPDX-License-Identifier: Apache-2.0
// Which event a report belongs to, and what became of plans. Entry: Adder::ChooseEvent, Refresh,
// LinkOutcomes; decisions of people: MergeEvents, SplitReport.
#include <algorithm>
#include <set>

#include "record/adder_statements.h"

namespace dragoman::record {
namespace {

// Of an event's reports only the best few are compared: the cost of a report stays the same however
// often an event has been told.
constexpr size_t kReportsCompared = 3;
constexpr size_t kCandidates = 200, kEventsOfABlock = 48;

}  // namespace

bool Adder::Decided(int64_t fingerprint, int64_t event, bool same) {
  if (!decisions_) return false;
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

std::vector<int64_t>& Adder::EventsOf(int64_t block) {
  if (auto* known = blocks_.Find(block)) return *known;
  std::vector<int64_t> events;
  s_->find_block.Bind(1, block).Bind(2, static_cast<int64_t>(kEventsOfABlock));
  while (s_->find_block.Step()) events.push_back(s_->find_block.Int(0));
  s_->find_block.Reset();
  return blocks_.Put(block, std::move(events));
}

KnownEvent& Adder::Know(int64_t event) {
  if (auto* known = known_.Find(event)) return *known;
  KnownEvent k;
  Statement& s = s_->known_reports;
  s.Bind(1, event);
  while (s.Step()) {
    ++k.reports;
    if (k.best.size() < kReportsCompared) {
      k.best.push_back({s.Int(0), s.Real(1), Decode(s.Text(2))});
    }
    k.originals.push_back(s.Int(3));
    if (auto day = s.OptionalInt(4)) {
      k.first_published = std::min(*day, k.first_published.value_or(*day));
      k.last_published = std::max(*day, k.last_published.value_or(*day));
    }
  }
  s.Reset();
  std::sort(k.originals.begin(), k.originals.end());
  k.originals.erase(std::unique(k.originals.begin(), k.originals.end()), k.originals.end());
  s_->actors_of_event.Bind(1, event);
  while (s_->actors_of_event.Step()) {
    k.actors.push_back(s_->actors_of_event.Int(0));
    k.day = s_->actors_of_event.Int(1);
  }
  s_->actors_of_event.Reset();
  return known_.Put(event, std::move(k));
}

std::vector<Adder::Candidate> Adder::Candidates(const Happening& happening) {
  std::vector<int64_t> events;
  auto put_in_order = [&] {
    std::sort(events.begin(), events.end(), std::greater<>());
    events.erase(std::unique(events.begin(), events.end()), events.end());
  };
  for (int64_t block : Blocks(happening, rules_, true)) {
    const std::vector<int64_t>& in_block = EventsOf(block);
    events.insert(events.end(), in_block.begin(), in_block.end());
    if (events.size() < kCandidates) continue;
    put_in_order();
    if (events.size() >= kCandidates) break;
  }
  put_in_order();
  std::vector<Candidate> out;
  for (int64_t event : events) out.push_back({event, &Know(event)});
  return out;
}

Adder::Choice Adder::ChooseEvent(const Pending& p) {
  // What a person decided comes first.
  std::vector<int64_t> partners;
  if (decisions_) {
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
  for (const auto& [event, known] : p.candidates) {
    // One article tells each happening once: its reader has already put its mentions together.
    if (taken_.count(event) > 0 || Decided(p.fingerprint, event, false)) continue;
    bool clash = false;
    Choice here{event, 0, ""};
    for (const KnownEvent::Report& other : known->best) {
      Verdict v = Compare(p.happening, other.happening, rules_);
      clash = clash || (!v.same && v.grade == 0);
      if (v.same && v.grade > here.grade) here = {event, v.grade, std::move(v.why)};
    }
    // On equal grades the older event wins: candidates come newest first.
    if (!clash && here.grade > 0 && here.grade >= best.grade) best = here;
  }
  return best.event != 0 ? best : Choice{0, 1, ""};
}

int64_t Adder::NewEvent(int64_t preferred_id) {
  if (preferred_id != 0) {
    s_->event_exists.Bind(1, preferred_id);
    bool there = s_->event_exists.Step();
    s_->event_exists.Reset();
    if (there) preferred_id = 0;
  }
  int64_t event = preferred_id != 0 ? preferred_id : next_event_++;
  next_event_ = std::max(next_event_, event + 1);
  known_.Put(event, {});
  return event;
}

void Adder::Tell(int64_t event, const Source& source, const Pending& p) {
  KnownEvent& k = Know(event);
  ++k.reports;
  auto at = std::lower_bound(k.originals.begin(), k.originals.end(), source.copy_of);
  if (at == k.originals.end() || *at != source.copy_of) k.originals.insert(at, source.copy_of);
  if (source.published) {
    int64_t day = *source.published;
    k.first_published = std::min(day, k.first_published.value_or(day));
    k.last_published = std::max(day, k.last_published.value_or(day));
  }
  // On equal quality the older report stays first.
  auto worse = std::find_if(k.best.begin(), k.best.end(),
                            [&](const auto& other) { return other.quality < p.quality; });
  bool best = worse == k.best.begin();
  k.best.insert(worse, {p.id, p.quality, p.happening});
  if (k.best.size() > kReportsCompared) k.best.pop_back();
  WriteEvent(event, k, best ? &p : nullptr);
  const Interval& time = k.best.front().happening.time;
  int64_t day = time.latest     ? time.latest->days
                : time.earliest ? time.earliest->days
                                : k.first_published.value_or(0);
  IndexActors(event, k, p.happening, day);
  IndexBlocks(event, p.happening);
}

void Adder::WriteEvent(int64_t event, const KnownEvent& k, const Pending* best) {
  Statement& s = best != nullptr ? s_->write_event : s_->count_event;
  s.Bind(1, event).Bind(2, k.reports).Bind(3, static_cast<int64_t>(k.originals.size()));
  s.Bind(4, k.first_published).Bind(5, k.last_published);
  if (best != nullptr) {
    const Event& e = *best->event;
    s.Bind(6, e.kind).Bind(7, e.type);
    if (!e.mode.empty()) s.Bind(8, e.mode);
    s.Bind(9, static_cast<int64_t>(best->happening.factual)).Bind(10, Name(e.status));
    auto day = [](const std::optional<Date>& d) {
      return d ? std::optional<int64_t>(d->days) : std::nullopt;
    };
    s.Bind(11, day(e.time.interval.earliest)).Bind(12, day(e.time.interval.latest));
    if (!e.time.edtf.empty()) s.Bind(13, e.time.edtf);
    s.Bind(14, best->id);
  }
  s.Run();
}

void Adder::IndexActors(int64_t event, KnownEvent& k, const Happening& happening, int64_t day) {
  if (day != k.day && !k.actors.empty()) {
    s_->delete_event_actors.Bind(1, event).Run();
    for (int64_t actor : k.actors) {
      s_->insert_event_actor.Bind(1, actor).Bind(2, day).Bind(3, event).Run();
    }
  }
  k.day = day;
  for (const auto& p : happening.participants) {
    if (std::find(k.actors.begin(), k.actors.end(), p.actor) != k.actors.end()) continue;
    k.actors.push_back(p.actor);
    s_->insert_event_actor.Bind(1, p.actor).Bind(2, day).Bind(3, event).Run();
  }
}

void Adder::IndexBlocks(int64_t event, const Happening& happening) {
  for (int64_t block : Blocks(happening, rules_, false)) {
    std::vector<int64_t>& events = EventsOf(block);
    auto at = std::lower_bound(events.begin(), events.end(), event, std::greater<>());
    if (at != events.end() && *at == event) continue;
    events.insert(at, event);
    if (events.size() > kEventsOfABlock) events.pop_back();
    new_blocks_.emplace_back(block, event);
  }
}

void Adder::FlushIndexes() {
  std::sort(new_blocks_.begin(), new_blocks_.end());
  for (auto [block, event] : new_blocks_) s_->insert_block.Bind(1, block).Bind(2, event).Run();
  new_blocks_.clear();
  std::vector<std::pair<int64_t, int64_t>> bands;
  for (const auto& [band, articles] : new_bands_) {
    for (int64_t article : articles) bands.emplace_back(band, article);
  }
  std::sort(bands.begin(), bands.end());
  for (auto [band, article] : bands) s_->insert_shingle.Bind(1, band).Bind(2, article).Run();
  new_bands_.clear();
}

void Adder::FillBlocks() {
  Statement all = db_.Prepare("SELECT event, summary FROM report ORDER BY id");
  while (all.Step()) {
    for (int64_t block : Blocks(Decode(all.Text(1)), rules_, false)) {
      s_->insert_block.Bind(1, block).Bind(2, all.Int(0)).Run();
    }
  }
}

void Adder::FillShingles() {
  Statement all = db_.Prepare("SELECT id, text, published FROM article ORDER BY id");
  while (all.Step()) {
    int64_t month = MonthsOf(all.OptionalInt(2)).own;
    for (int64_t band : ShingleBands(all.Text(1))) {
      s_->insert_shingle.Bind(1, BandInMonth(band, month)).Bind(2, all.Int(0)).Run();
    }
  }
}

void Adder::Unindex(int64_t event) {
  FlushIndexes();
  std::vector<Happening> reports;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) reports.push_back(Decode(s_->reports_of_event.Text(2)));
  s_->reports_of_event.Reset();
  for (const Happening& h : reports) {
    for (int64_t block : Blocks(h, rules_, false)) {
      s_->delete_block.Bind(1, block).Bind(2, event).Run();
      blocks_.Forget(block);
    }
  }
  s_->delete_event_actors.Bind(1, event).Run();
  s_->delete_outcomes.Bind(1, event).Run();
  known_.Forget(event);
}

void Adder::Reindex(int64_t event) {
  known_.Forget(event);
  std::vector<Happening> reports;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) reports.push_back(Decode(s_->reports_of_event.Text(2)));
  s_->reports_of_event.Reset();
  if (reports.empty()) {
    s_->delete_event.Bind(1, event).Run();
    return;
  }
  s_->update_event.Bind(1, event).Run();
  s_->day_of_event.Bind(1, event);
  int64_t day = s_->day_of_event.Step() ? s_->day_of_event.Int(0) : 0;
  s_->day_of_event.Reset();
  KnownEvent& known = Know(event);
  for (const Happening& h : reports) {
    IndexActors(event, known, h, day);
    IndexBlocks(event, h);
  }
  LinkOutcomes(event, reports.front(), Candidates(reports.front()));
}

void Adder::RemoveReports(int64_t article) {
  std::set<int64_t> events;
  s_->reports_of_article.Bind(1, article);
  while (s_->reports_of_article.Step()) {
    events.insert(s_->reports_of_article.Int(1));
    old_event_of_[s_->reports_of_article.Int(2)] = s_->reports_of_article.Int(1);
  }
  s_->reports_of_article.Reset();
  for (int64_t event : events) Unindex(event);
  for (const char* table :
       {"report_actor", "report_place", "report_source", "report_amount", "evidence"}) {
    Statement s = db_.Prepare("DELETE FROM " + std::string(table) +
                              " WHERE report IN (SELECT id FROM report WHERE article=?)");
    s.Bind(1, article).Run();
  }
  for (const char* table : {"report", "relation"}) {
    Statement s = db_.Prepare("DELETE FROM " + std::string(table) + " WHERE article=?");
    s.Bind(1, article).Run();
  }
  for (int64_t event : events) Reindex(event);
}

void Adder::LinkOutcomes(int64_t event, const Happening& happening,
                         const std::vector<Candidate>& candidates) {
  for (const auto& [candidate, known] : candidates) {
    if (candidate == event || known->best.empty()) continue;
    const Happening& other = known->best.front().happening;
    bool plan_is_other = !other.factual;
    const Happening& plan = plan_is_other ? other : happening;
    const Happening& fact = plan_is_other ? happening : other;
    std::string outcome = OutcomeOf(plan, fact, rules_);
    if (outcome.empty()) continue;
    int64_t plan_event = plan_is_other ? candidate : event;
    int64_t fact_event = plan_is_other ? event : candidate;
    s_->insert_outcome.Bind(1, plan_event).Bind(2, fact_event).Bind(3, outcome).Run();
  }
}

void Adder::MergeEvents(int64_t a, int64_t b) {
  std::vector<int64_t> fingerprints[2];
  std::vector<int64_t> moved;
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
  s_->insert_empty_event.Bind(1, fresh).Run();
  s_->move_report.Bind(1, report).Bind(2, fresh).Bind(3, 1.0).Bind(4, "decided by hand").Run();
  Reindex(event);
  Reindex(fresh);
  return fresh;
}

}  // namespace dragoman::record
