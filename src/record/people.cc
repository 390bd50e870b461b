// SPDX-License-Identifier: Apache-2.0
// Rows of people whom the knowledge base does not know, and what a person decides of them. Entry:
// Adder::PersonRow, MergeActors, SplitActor. How two are told apart: identity.h.
#include <algorithm>
#include <set>

#include "record/adder_statements.h"

namespace dragoman::record {
namespace {

// Articles whose descriptions are kept of a person, the first ones; names that are remembered.
constexpr size_t kArticlesOfAPerson = 8, kNamesRemembered = 50'000;
// Of those of one name ("Harris"), the last ones are looked at.
constexpr size_t kOfOneName = 48;
constexpr const char* kByHand = "decided by hand";

Description Sum(const std::vector<Mentioned>& mentioned) {
  Description all;
  for (const Mentioned& m : mentioned) AddTo(all, m.described);
  return all;
}

}  // namespace

std::vector<Adder::Person>& Adder::PeopleCalled(const std::string& folded) {
  auto it = people_.find(folded);
  if (it != people_.end()) return it->second;
  if (people_.size() >= kNamesRemembered) ForgetPeople();
  std::vector<Person>& people = people_[folded];
  Statement& s = s_->find_people;
  s.Bind(1, std::string(Name(EntityType::kPerson)) + ":" + folded);
  s.Bind(2, static_cast<int64_t>(kOfOneName));
  while (s.Step()) {
    Person p{s.Int(0), s.Int(1), DecodeMentioned(s.Text(2)), {}, false};
    p.all = Sum(p.mentioned);
    if (p.all.country.empty()) p.all.country = s.Text(3);
    people.push_back(std::move(p));
  }
  s.Reset();
  std::reverse(people.begin(), people.end());
  return people;
}

// Null: none of them.
Adder::Person* Adder::WhoIsMeant(std::vector<Person>& people, Mentioned& now, bool bare) {
  for (Person& p : people) {
    for (const Mentioned& m : p.mentioned) {
      if (!m.by_hand || m.article != now.article) continue;
      now.by_hand = true;
      now.why = kByHand;
      return &p;
    }
  }
  Person* best = nullptr;
  Tie tie = Tie::kBareName;
  bool several = false;
  for (Person& p : people) {
    if (std::any_of(p.mentioned.begin(), p.mentioned.end(),
                    [&](const Mentioned& m) { return m.article == now.article; })) {
      if (IsStill(p, now, bare)) return &p;
      continue;
    }
    Tie here = SamePerson(p.all, now.described, *company_, bare);
    if (best != nullptr && here < tie) continue;
    bool equal = best != nullptr && here == tie;
    several = equal && (several || p.meant() != best->meant());
    if (equal) continue;
    best = &p;
    tie = here;
  }
  if (best == nullptr) {
    now.why = "first told of";
    return nullptr;
  }
  bool clear = !several || tie > Tie::kSameCompany, same = tie >= Tie::kMaybe && clear;
  if (same && best->mentioned.size() >= kArticlesOfAPerson) return best;
  now.why = Why(tie, best->all, now.described, *company_);
  if (same) return best;
  if (tie >= Tie::kMaybe) now.why = "may be any of those of this name: " + now.why;
  now.why = "apart from actor " + std::to_string(best->row) + ": " + now.why;
  return nullptr;
}

// An article that is read again still means whom it meant, if nothing that others say is against
// it.
bool Adder::IsStill(const Person& p, Mentioned& now, bool bare) {
  std::vector<Mentioned> others = p.mentioned;
  std::erase_if(others, [&](const Mentioned& m) { return m.article == now.article; });
  const Description known = Sum(others);
  Tie tie = SamePerson(known, now.described, *company_, bare);
  if (!others.empty() && tie < Tie::kMaybe) return false;
  now.why = others.empty() ? "first told of" : Why(tie, known, now.described, *company_);
  return true;
}

void Adder::Keep(Person& p, Mentioned now) {
  auto same = std::find_if(p.mentioned.begin(), p.mentioned.end(),
                           [&](const Mentioned& m) { return m.article == now.article; });
  if (same == p.mentioned.end() && p.mentioned.size() >= kArticlesOfAPerson) return;
  AddTo(now.described, *company_);
  if (same != p.mentioned.end()) {
    *same = std::move(now);
    p.all = Sum(p.mentioned);
  } else {
    AddTo(p.all, now.described);
    p.mentioned.push_back(std::move(now));
  }
  p.waits = true;
}

// What is known of people is written once a transaction.
void Adder::FlushPeople() {
  std::vector<Person*> changed;
  for (const std::string& name : told_of_) {
    for (Person& p : people_[name]) {
      if (p.waits) changed.push_back(&p);
    }
  }
  told_of_.clear();
  std::sort(changed.begin(), changed.end(),
            [](const Person* a, const Person* b) { return a->row < b->row; });
  for (Person* p : changed) {
    if (p->waits) WritePerson(*p);
  }
}

void Adder::ForgetPeople() {
  FlushPeople();
  people_.clear();
}

void Adder::WritePerson(Person& p) {
  const std::string said = EncodeMentioned(p.mentioned);
  Statement& s = s_->set_said;
  s.Bind(1, p.row).BindKept(2, said);
  if (p.all.country.empty()) {
    s.BindNull(3);
  } else {
    s.BindKept(3, p.all.country);
  }
  s.Run();
  p.waits = false;
}

int64_t Adder::InsertPerson(const std::string& folded, const Entity& e, bool first) {
  std::string key = std::string(Name(e.type)) + ":" + folded + ":" + e.country;
  if (first) return InsertActor(key, e);
  key += ":" + std::to_string(article_);
  auto taken = [&] {
    s_->find_actor.Bind(1, key);
    bool there = s_->find_actor.Step();
    s_->find_actor.Reset();
    return there;
  };
  while (taken()) key += "+";
  return InsertActor(key, e);
}

int64_t Adder::PersonRow(const Reading& reading, EntityId id) {
  const Entity& e = reading.entities[id];
  std::string folded = FoldName(e.name);
  bool bare = folded.find(' ') == folded.npos;
  if (!company_) company_ = CompanyOf(reading);
  Mentioned now = DescribePerson(reading, id, rules_.callings());
  if (bare && !SaysMore(now.described)) return 0;
  now.article = article_;
  std::vector<Person>& people = PeopleCalled(folded);
  Person* who = WhoIsMeant(people, now, bare);
  bool fresh = who == nullptr;
  if (fresh) {
    if (people.size() >= kOfOneName) {
      if (people.front().waits) WritePerson(people.front());
      people.erase(people.begin());
    }
    people.push_back({InsertPerson(folded, e, people.empty() && !bare), 0, {}, {}, false});
    who = &people.back();
  }
  int64_t row = who->meant();
  auto remember = [&](const std::string& name) {
    if (!name.empty()) s_->insert_actor_name.Bind(1, name).Bind(2, row).Run();
  };
  if (fresh) remember(folded);
  for (const std::string& alias : e.aliases) remember(FoldName(alias));
  bool waited = who->waits;
  Keep(*who, std::move(now));
  if (who->waits && !waited) told_of_.push_back(std::move(folded));
  return row;
}

// In these reports `to` stands for `from` from now on. What the events look like from outside is
// written anew; gives these events.
std::set<int64_t> Adder::ExchangeActor(const std::vector<int64_t>& reports, int64_t from,
                                       int64_t to) {
  Flush();
  std::set<int64_t> events;
  Statement event_of = db_.Prepare("SELECT event, summary FROM report WHERE id=?");
  std::vector<std::string> summaries;
  for (int64_t report : reports) {
    event_of.Bind(1, report);
    if (event_of.Step()) {
      events.insert(event_of.Int(0));
      summaries.push_back(event_of.Text(1));
    }
    event_of.Reset();
  }
  for (int64_t event : events) Unindex(event);
  Statement exchange = db_.Prepare(
      "UPDATE report SET summary=?4, actors=(SELECT json_group_array(json(v)) FROM (SELECT "
      "DISTINCT "
      "json_array(json_extract(j.value,'$[0]'), CASE json_extract(j.value,'$[1]') WHEN ?2 THEN ?3 "
      "ELSE json_extract(j.value,'$[1]') END) v FROM json_each(actors) j)), sources=(SELECT "
      "json_group_array(json_array(CASE json_extract(j.value,'$[0]') WHEN ?2 THEN ?3 ELSE "
      "json_extract(j.value,'$[0]') END, CASE json_extract(j.value,'$[1]') WHEN ?2 THEN ?3 ELSE "
      "json_extract(j.value,'$[1]') END, json_extract(j.value,'$[2]'))) FROM json_each(sources) j) "
      "WHERE id=?1");
  Statement empty = db_.Prepare(
      "UPDATE report SET actors=nullif(actors,'[]'), sources=nullif(sources,'[]') WHERE id=?");
  Statement vouch = db_.Prepare(
      "INSERT OR IGNORE INTO source_report SELECT ?3, report FROM source_report WHERE actor=?2 AND "
      "report=?1");
  Statement unvouch = db_.Prepare("DELETE FROM source_report WHERE actor=?2 AND report=?1");
  for (size_t i = 0; i < summaries.size(); ++i) {
    Happening h = Decode(summaries[i]);
    std::vector<HappeningParticipant> participants;
    for (HappeningParticipant p : h.participants) {
      if (p.actor == from) p.actor = to;
      bool there = std::any_of(participants.begin(), participants.end(), [&](const auto& q) {
        return q.actor == p.actor && q.role == p.role;
      });
      if (!there) participants.push_back(p);
    }
    h.participants = std::move(participants);
    exchange.Bind(1, reports[i]).Bind(2, from).Bind(3, to).BindBlob(4, Encode(h)).Run();
    empty.Bind(1, reports[i]).Run();
    vouch.Bind(1, reports[i]).Bind(2, from).Bind(3, to).Run();
    unvouch.Bind(1, reports[i]).Bind(2, from).Run();
  }
  for (int64_t event : events) Reindex(event);
  return events;
}

namespace {

std::vector<int64_t> Ids(Statement& s) {
  std::vector<int64_t> ids;
  while (s.Step()) ids.push_back(s.Int(0));
  s.Reset();
  return ids;
}

}  // namespace

void Adder::MergeActors(int64_t kept, int64_t other) {
  Statement find = db_.Prepare(
      "SELECT count(*) FROM actor WHERE id IN (?1,?2) AND type='person' AND key NOT LIKE 'k:%' AND "
      "same_as IS NULL");
  find.Bind(1, kept).Bind(2, other);
  if (!find.Step() || find.Int(0) != 2) {
    throw SqliteFault("actors " + std::to_string(kept) + " and " + std::to_string(other) +
                      ": expected two people of this record whom the knowledge base does not know");
  }
  find.Reset();
  Flush();
  ForgetPeople();
  Statement theirs = db_.Prepare(
      "SELECT r.id FROM event_actor ea JOIN report r ON r.event=ea.event WHERE ea.actor=?1 AND "
      "EXISTS(SELECT 1 FROM report_actor p WHERE p.report=r.id AND p.actor=?1) UNION SELECT report "
      "FROM source_report WHERE actor=?1 ORDER BY 1");
  theirs.Bind(1, other);
  const std::set<int64_t> events = ExchangeActor(Ids(theirs), other, kept);
  for (const char* sql :
       {"UPDATE relation SET subject=?1 WHERE subject=?2",
        "UPDATE relation SET object=?1 WHERE object=?2",
        "UPDATE actor SET same_as=?1 WHERE id=?2 OR same_as=?2",
        "INSERT OR IGNORE INTO actor_name SELECT folded, ?1 FROM actor_name WHERE "
        "actor=?2",
        "DELETE FROM actor_name WHERE actor=?2 AND ?1<>?2"}) {
    Statement s = db_.Prepare(sql);
    s.Bind(1, kept).Bind(2, other).Run();
  }
  ForgetPeople();
  for (int64_t event : events) UniteAnew(event);
}

// What the article says of the person, which is no longer kept of them.
Mentioned Adder::TakeMentioned(int64_t actor, int64_t article) {
  Mentioned taken;
  taken.article = article;
  Statement rows =
      db_.Prepare("SELECT id, coalesce(said,'') FROM actor WHERE id=?1 OR same_as=?1 ORDER BY id");
  Statement set = db_.Prepare("UPDATE actor SET said=?2 WHERE id=?1");
  rows.Bind(1, actor);
  std::vector<std::pair<int64_t, std::vector<Mentioned>>> said;
  while (rows.Step()) said.emplace_back(rows.Int(0), DecodeMentioned(rows.Text(1)));
  for (auto& [row, mentioned] : said) {
    auto at = std::find_if(mentioned.begin(), mentioned.end(),
                           [&](const Mentioned& m) { return m.article == article; });
    if (at == mentioned.end()) continue;
    taken = *at;
    mentioned.erase(at);
    set.Bind(1, row).Bind(2, EncodeMentioned(mentioned)).Run();
  }
  return taken;
}

int64_t Adder::SplitActor(int64_t actor, int64_t article) {
  Statement find = db_.Prepare(
      "SELECT key, name FROM actor WHERE id=?1 AND type='person' AND key NOT LIKE 'k:%' AND "
      "same_as IS NULL");
  find.Bind(1, actor);
  if (!find.Step()) {
    throw SqliteFault("actor " + std::to_string(actor) +
                      ": expected a person of this record whom the knowledge base does not know");
  }
  Entity e;
  e.type = EntityType::kPerson;
  e.name = find.Text(1);
  find.Reset();
  Flush();
  ForgetPeople();
  Statement theirs = db_.Prepare(
      "SELECT r.id FROM article a JOIN report r ON r.id BETWEEN a.first_report AND a.last_report "
      "WHERE a.id=?2 AND r.article=a.id AND (EXISTS(SELECT 1 FROM report_actor p WHERE "
      "p.report=r.id AND p.actor=?1) OR EXISTS(SELECT 1 FROM source_report s WHERE s.actor=?1 AND "
      "s.report=r.id)) ORDER BY 1");
  theirs.Bind(1, actor).Bind(2, article);
  std::vector<int64_t> reports = Ids(theirs);
  if (reports.empty()) {
    throw SqliteFault("article " + std::to_string(article) + ": actor " + std::to_string(actor) +
                      " takes part in nothing there; `actors --why` lists the articles");
  }
  Mentioned moved = TakeMentioned(actor, article);
  moved.by_hand = true;
  moved.why = kByHand;
  const std::string folded = FoldName(e.name);
  e.country = moved.described.country;
  article_ = article;
  int64_t fresh = InsertPerson(folded, e, false);
  s_->insert_actor_name.Bind(1, folded).Bind(2, fresh).Run();
  Statement set = db_.Prepare("UPDATE actor SET said=?2 WHERE id=?1");
  set.Bind(1, fresh).Bind(2, EncodeMentioned({moved})).Run();
  const std::set<int64_t> events = ExchangeActor(reports, actor, fresh);
  for (const char* sql : {"UPDATE relation SET subject=?2 WHERE subject=?1 AND article=?3",
                          "UPDATE relation SET object=?2 WHERE object=?1 AND article=?3"}) {
    Statement s = db_.Prepare(sql);
    s.Bind(1, actor).Bind(2, fresh).Bind(3, article).Run();
  }
  ForgetPeople();
  for (int64_t event : events) Part(event, reports);
  return fresh;
}

}  // namespace dragoman::record
