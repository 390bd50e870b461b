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
constexpr int kReportsCompared = 3;
constexpr size_t kCandidates = 200;

}  // namespace

bool Adder::Decided(int64_t fingerprint, int64_t event, bool same) {
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

std::vector<Adder::Candidate> Adder::Candidates(const Happening& happening) {
  std::set<int64_t, std::greater<>> events;
  for (int64_t block : Blocks(happening, rules_, true)) {
    s_->find_block.Bind(1, block);
    while (s_->find_block.Step()) events.insert(s_->find_block.Int(0));
    s_->find_block.Reset();
    if (events.size() >= kCandidates) break;
  }
  std::vector<Candidate> out;
  for (int64_t event : events) out.push_back({event, BestReports(event)});
  return out;
}

std::vector<Happening> Adder::BestReports(int64_t event) {
  std::vector<Happening> out;
  s_->reports_of_event.Bind(1, event);
  while (static_cast<int>(out.size()) < kReportsCompared && s_->reports_of_event.Step()) {
    out.push_back(Decode(s_->reports_of_event.Text(2)));
  }
  s_->reports_of_event.Reset();
  return out;
}

Adder::Choice Adder::ChooseEvent(const Pending& p) {
  // What a person decided comes first.
  s_->decisions.Bind(1, p.fingerprint).Bind(2, int64_t{1});
  std::vector<int64_t> partners;
  while (s_->decisions.Step()) partners.push_back(s_->decisions.Int(0));
  s_->decisions.Reset();
  for (int64_t partner : partners) {
    s_->event_of_fingerprint.Bind(1, partner);
    int64_t event = s_->event_of_fingerprint.Step() ? s_->event_of_fingerprint.Int(0) : 0;
    s_->event_of_fingerprint.Reset();
    if (event != 0) return {event, 1, "decided by hand"};
  }
  Choice best{0, 0, ""};
  for (const auto& [event, reports] : p.candidates) {
    // One article tells each happening once: its reader has already put its mentions together.
    if (taken_.count(event) > 0 || Decided(p.fingerprint, event, false)) continue;
    bool clash = false;
    Choice here{event, 0, ""};
    for (const Happening& other : reports) {
      Verdict v = Compare(p.happening, other, rules_);
      clash = clash || (!v.same && v.grade == 0);
      if (v.same && v.grade > here.grade) here = {event, v.grade, v.why};
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
  if (preferred_id != 0) s_->insert_event.Bind(1, preferred_id);
  s_->insert_event.Run();
  return db_.LastRowId();
}

void Adder::IndexEvent(int64_t event, const Happening& happening) {
  for (int64_t block : Blocks(happening, rules_, false)) {
    s_->insert_block.Bind(1, block).Bind(2, event).Run();
  }
  for (const auto& p : happening.participants) {
    s_->insert_event_actor.Bind(1, p.actor).Bind(2, event).Run();
  }
}

void Adder::Refresh(int64_t event) { s_->update_event.Bind(1, event).Run(); }

void Adder::Reindex(int64_t event) {
  s_->delete_blocks.Bind(1, event).Run();
  s_->delete_event_actors.Bind(1, event).Run();
  s_->delete_outcomes.Bind(1, event).Run();
  std::vector<Happening> reports;
  s_->reports_of_event.Bind(1, event);
  while (s_->reports_of_event.Step()) reports.push_back(Decode(s_->reports_of_event.Text(2)));
  s_->reports_of_event.Reset();
  if (reports.empty()) {
    s_->delete_event.Bind(1, event).Run();
    return;
  }
  for (const Happening& h : reports) IndexEvent(event, h);
  Refresh(event);
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
  for (const auto& [candidate, reports] : candidates) {
    if (candidate == event || reports.empty()) continue;
    const Happening& other = reports.front();
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
  int64_t fresh = NewEvent(0);
  s_->move_report.Bind(1, report).Bind(2, fresh).Bind(3, 1.0).Bind(4, "decided by hand").Run();
  Reindex(event);
  Reindex(fresh);
  return fresh;
}

}  // namespace dragoman::record
