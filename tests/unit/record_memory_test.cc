// SPDX-License-Identifier: Apache-2.0
// What adding keeps in memory: postings as the table has them, events passed over at a glance.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <random>

#include "lexicon/lexicon.h"
#include "record/happening.h"
#include "record/known_events.h"
#include "record/postings.h"

namespace dragoman::record {
namespace {

class Postings_ : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("postings" + std::to_string(getpid()));
    db_ = std::make_unique<Database>(path_.string(), OpenMode::kCreate);
    db_->Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, period INTEGER, entries BLOB)");
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove(path_);
  }
  std::filesystem::path path_;
  std::unique_ptr<Database> db_;
};

std::vector<int64_t> Visited(Postings& p, int64_t period, uint32_t key) {
  std::vector<int64_t> out;
  p.Visit(period, key, [&](int64_t id) { out.push_back(id); });
  return out;
}

TEST_F(Postings_, AreAsIfAllWereReadFromTheTable) {
  constexpr size_t kNewest = 48;
  Transaction all(*db_);
  Postings held(*db_, "t", 0, kNewest);
  std::map<std::pair<int64_t, uint32_t>, std::vector<int64_t>> want;  // newest first
  std::mt19937 random(1);
  for (int64_t id = 1; id <= 20'000; ++id) {
    int64_t period = random() % 4;
    // A few keys have many ids, many have one; some fall into one slot of a table.
    uint32_t key = random() % 3 != 0 ? static_cast<uint32_t>(random() % 5 * 1024)
                                     : static_cast<uint32_t>(random());
    auto& list = want[{period, key}];
    int64_t told = random() % 8 == 0 && !list.empty() ? list.back() : id;
    auto end = list.begin() + static_cast<long>(std::min(kNewest, list.size()));
    if (std::find(list.begin(), end, told) == end) list.insert(list.begin(), told);
    held.Put(period, key, told);
    if (id % 100 == 0) held.Flush();  // often enough that rows are written anew as one
  }
  held.Flush();
  Postings read(*db_, "t", 0, kNewest);
  for (auto& [key, list] : want) {
    list.resize(std::min(list.size(), kNewest));
    EXPECT_EQ(Visited(held, key.first, key.second), list);
    EXPECT_EQ(Visited(read, key.first, key.second), list);
  }
  EXPECT_LE(db_->SingleInt("SELECT max(n) FROM (SELECT count(*) n FROM t GROUP BY period)"), 65);
}

TEST_F(Postings_, KeepTheOldestWhereAsked) {
  Postings p(*db_, "t", 3, 3);
  for (int64_t id = 1; id <= 5; ++id) p.Put(7, 9, id);
  EXPECT_EQ(Visited(p, 7, 9), (std::vector<int64_t>{3, 2, 1}));
  EXPECT_TRUE(Visited(p, 7, 8).empty());
  EXPECT_TRUE(Visited(p, 8, 9).empty());
}

TEST(KnownEvents, AreKeptWholeThenAtAGlance) {
  // Room for the bytes of half of them, and for the glances of three quarters.
  constexpr int64_t kEvents = 128'000;
  KnownEvents known(1'500, 8 << 20);
  Glance glance;
  glance.there = true;
  auto made = [](int64_t event) {
    KnownEvent k;
    Happening h;
    h.kind = "meet";
    h.participants = {{event, 0, true, true}, {event + 1, 1, false, false}};
    h.about = {1, 2, static_cast<uint32_t>(event)};
    h.published = Date{static_cast<int32_t>(event)};
    k.best = {{event, 1.5, h}, {event + 1, 0.5, h}};
    k.originals = {event};
    k.actors = {event, event + 1};
    k.reports = 2;
    k.day = event;
    k.first_published = event;
    return k;
  };
  for (int64_t event = 1; event <= kEvents; ++event) {
    known.Keep(event, made(event));
    known.SetGlance(event, glance);
    if (event % 64 == 0) known.Age();
  }
  EXPECT_EQ(known.Read(1), nullptr);
  EXPECT_EQ(known.GlanceOf(1), nullptr);
  EXPECT_EQ(known.Read(kEvents - 60'000), nullptr);
  EXPECT_NE(known.GlanceOf(kEvents - 60'000), nullptr);
  for (int64_t event : {kEvents, kEvents - 20'000}) {
    const KnownEvent* found = known.Read(event);
    KnownEvent want = made(event);
    ASSERT_NE(found, nullptr);
    ASSERT_EQ(found->best.size(), 2u);
    EXPECT_EQ(found->best[1].happening, want.best[1].happening);
    EXPECT_EQ(found->best[0].id, event);
    EXPECT_EQ(found->best[1].quality, 0.5);
    EXPECT_EQ(found->originals, want.originals);
    EXPECT_EQ(found->actors, want.actors);
    EXPECT_EQ(found->reports, 2);
    EXPECT_EQ(found->day, event);
    EXPECT_EQ(found->first_published, event);
    EXPECT_FALSE(found->last_published);
  }
  known.Forget(kEvents);
  EXPECT_EQ(known.Read(kEvents), nullptr);
  EXPECT_EQ(known.GlanceOf(kEvents), nullptr);
  EXPECT_EQ(known.Read(-1), nullptr);
  EXPECT_EQ(known.Read(INT64_MAX), nullptr);
  EXPECT_THROW(known.Keep(INT64_MAX, {}), SqliteFault);  // of a damaged record
  known.Clear();
  EXPECT_EQ(known.Read(kEvents - 1), nullptr);
}

// The bytes of an event grow with each report; what they leave behind must not.
TEST(KnownEvents, AreTheSameHoweverOftenTheyAreKept) {
  KnownEvents known;
  for (int round = 1; round <= 40; ++round) {
    for (int64_t event = 0; event < 64; ++event) {
      KnownEvent& k = round == 1 ? known.Blank() : *known.Read(event);
      k.reports = round;
      k.originals.push_back(event * 1000 + round);
      if (event % 3 == 0 && round % 8 == 0) k.originals.clear();
      k.written.there = event % 2 == 0;
      k.shown.edtf = event % 2 == 0 ? "" : "2024-05";
      known.Keep(event, k);
      known.Release();
    }
  }
  for (int64_t event = 0; event < 64; ++event) {
    const KnownEvent* k = known.Read(event);
    ASSERT_NE(k, nullptr);
    EXPECT_EQ(k->reports, 40);
    EXPECT_EQ(k->originals.size(), event % 3 == 0 ? 0u : 40u);
    EXPECT_EQ(k->written.there, event % 2 == 0);
    EXPECT_EQ(k->shown.edtf, event % 2 == 0 ? "" : "2024-05");
    if (event % 3 != 0) {
      EXPECT_EQ(k->originals.back(), event * 1000 + 40);
    }
  }
}

// Whatever is passed over at a glance, Compare refuses outright and OutcomeOf finds nothing in.
TEST(Glance, PassesOverOnlyWhatIsOfNoConcern) {
  MergeRules rules(lexicon::Lexicon::Embedded());
  std::mt19937 random(1);
  auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  auto happening = [&] {
    Happening h;
    const char* kinds[] = {"meet", "visit", "kill", "die", "attack", "propose", "postpone"};
    h.kind = kinds[below(7)];
    h.factual = below(3) > 0;
    h.denied = h.factual && below(5) == 0;
    for (int64_t actor = 1, role = 0; actor <= 3; ++actor) {
      if (below(5) == 0) continue;
      h.participants.push_back({actor, static_cast<uint8_t>(role++), below(4) > 0, below(2) > 0});
      h.participants.back().state = !h.participants.back().person && below(2) > 0;
    }
    if (below(3) > 0) h.places.push_back({1 + below(2), below(5) > 0, false, {}});
    for (int word = below(4) == 0 ? 3 : 1; word <= 5; ++word) h.about.push_back(word);
    auto day = [&] { return Date{19'000 + below(60)}; };
    if (below(4) > 0) h.published = day();
    if (below(2) > 0) h.time.earliest = day();
    if (below(2) > 0) h.time.latest = h.time.earliest ? *h.time.earliest + below(9) : day();
    if (below(9) == 0) h.time = {Date{18'900}, Date{19'200}};  // some year
    h.time_stated = !h.time.unbounded() && below(5) > 0;
    return h;
  };
  int passed = 0, same = 0, outcomes = 0;
  for (int i = 0; i < 50'000; ++i) {
    Happening a = happening(), b = happening();
    Verdict v = Compare(a, b, rules);
    bool outcome = !OutcomeOf(a, b, rules).empty() || !OutcomeOf(b, a, rules).empty();
    same += v.same;
    outcomes += outcome;
    Glance event = GlanceAt(b, rules);
    event.single = below(2) > 0;
    bool times_only = below(4) == 0;
    if (MayConcern(GlanceAt(a, rules), event, times_only)) continue;
    ++passed;
    ASSERT_FALSE(v.same) << a.kind << " " << b.kind << " " << v.why;
    if (!event.single || times_only) {
      ASSERT_EQ(v.grade, 0) << a.kind << " " << b.kind << " " << v.why_not;
    }
    ASSERT_FALSE(outcome);
  }
  EXPECT_GT(passed, 1000);
  EXPECT_GT(same, 100);
  EXPECT_GT(outcomes, 100);
}

}  // namespace
}  // namespace dragoman::record
