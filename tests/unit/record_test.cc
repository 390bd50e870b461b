// SPDX-License-Identifier: Apache-2.0
// The record on small readings made by hand: what is kept, what is merged, what people decide.
#include "record/record.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "record/copies.h"
#include "record/queries.h"
#include "record/schema.h"

namespace dragoman::record {
namespace {

// One sentence, one event: enough for the record.
class Story {
 public:
  Story(const std::string& id, const std::string& text, const std::string& published) {
    r_.document.id = id;
    r_.document.title = "title of " + id;
    r_.document.text = text;
    r_.document.published = Date::Parse(published);
    r_.document.published_basis = PublishedBasis::kGiven;
    r_.times.published = {r_.document.published, r_.document.published};
    r_.times.published_basis = PublishedBasis::kGiven;
    auto end = static_cast<uint32_t>(text.size());
    r_.syntax.base.sentences.push_back({WordId(0), WordId(1), {0, end}, SentenceKind::kBody, 0});
  }
  EntityId Entity(const std::string& name, EntityType type = EntityType::kPerson,
                  const std::string& known = "") {
    dragoman::Entity e;
    e.name = name;
    e.type = type;
    e.known = known.empty() ? name : known;
    r_.entities.entities.push_back(e);
    return EntityId(r_.entities.entities.size() - 1);
  }
  Story& Url(const std::string& url) {
    r_.document.url = url;
    return *this;
  }
  Story& Outlet(const std::string& outlet) {
    r_.document.outlet = outlet;
    return *this;
  }
  Event& Add(const std::string& kind, Status status, const std::vector<std::string>& actors,
             const std::string& day = "") {
    Event e;
    e.kind = kind;
    e.type = "CONSULT";
    e.status = status;
    for (const std::string& a : actors) e.actors.push_back({Entity(a), {}, "test"});
    if (!day.empty()) {
      e.time.edtf = day;
      e.time.interval = {Date::Parse(day), Date::Parse(day)};
      e.time.basis = TimeBasis::kExplicit;
    }
    auto n = static_cast<uint32_t>(r_.events.events.size());
    e.trigger = {n, n + 1};
    e.evidence = {{n, n + 3}};
    e.sentence = SentenceId(0);
    e.rule = "test";
    r_.events.events.push_back(e);
    return r_.events.events.back();
  }
  void Add(const Relation& relation) { r_.events.relations.push_back(relation); }
  const Reading& reading() const { return r_; }

 private:
  Reading r_;
};

class RecordTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() /
             ("record_test_" + std::to_string(getpid()) + "_" +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".db"))
                .string();
    Remove();
    Open();
  }
  void TearDown() override {
    record_.reset();
    Remove();
  }
  void Open(const std::string& read_by = "test 1") {
    record_.reset();
    auto r = Record::Open(path_, OpenMode::kCreate, lexicon::Lexicon::Embedded(), read_by);
    ASSERT_TRUE(r.ok()) << r.error().message;
    record_ = std::move(r).value();
  }
  void Remove() {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }
  AddOutcome Add(const Story& s) {
    auto r = record_->Add(s.reading());
    EXPECT_TRUE(r.ok()) << r.error().message;
    return r.ok() ? *r : AddOutcome::kUnchanged;
  }
  std::vector<EventRow> All() {
    auto r = FindEvents(*record_, {});
    EXPECT_TRUE(r.ok()) << r.error().message;
    auto verified = record_->Verify();
    EXPECT_TRUE(verified.ok()) << verified.error().message;
    return r.ok() ? *r : std::vector<EventRow>();
  }

  std::string path_;
  std::unique_ptr<Record> record_;
};

constexpr auto kOccurred = Status::kOccurred;

TEST_F(RecordTest, AddingTwiceChangesNothing) {
  Story s("a", "Putin met Xi in Beijing.", "2023-10-18");
  s.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  EXPECT_EQ(Add(s), AddOutcome::kAdded);
  EXPECT_EQ(Add(s), AddOutcome::kUnchanged);
  ASSERT_EQ(All().size(), 1u);
  EXPECT_EQ(All()[0].reports, 1);
}

TEST_F(RecordTest, ANewTextAtTheSameUrlIsANewVersion) {
  Story old("a", "Putin met Xi.", "2023-10-18");
  old.Url("u/1").Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  Story fresh("b", "Putin met Modi.", "2023-10-18");
  fresh.Url("u/1").Add("meet", kOccurred, {"Vladimir Putin", "Narendra Modi"}, "2023-10-18");
  Add(old);
  EXPECT_EQ(Add(fresh), AddOutcome::kNewVersion);
  ASSERT_EQ(All().size(), 1u);
  EXPECT_EQ(All()[0].best.actors[1], "Narendra Modi");
  auto stats = GetStats(*record_);
  EXPECT_EQ(stats->retired, 1);
}

TEST_F(RecordTest, TwoReportsOfOneMeetingAreOneEventWithTwoIndependentSources) {
  Story a("a", "The two presidents held long talks in the capital, said one paper.", "2023-10-18");
  a.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  Story b("b", "Xi received Putin.", "2023-10-19");
  b.Add("negotiate", kOccurred, {"Xi Jinping", "Vladimir Putin"}, "2023-10-18");
  Add(a);
  Add(b);
  ASSERT_EQ(All().size(), 1u);
  EXPECT_EQ(All()[0].reports, 2);
  EXPECT_EQ(All()[0].independent, 2);
}

TEST_F(RecordTest, LookAlikesStayApart) {
  Story a("a", "Putin met Xi.", "2023-10-18");
  a.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-15");
  Story other_day("b", "Putin met Xi again.", "2023-10-18");
  other_day.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  Story other_party("c", "Putin met Modi.", "2023-10-18");
  other_party.Add("meet", kOccurred, {"Vladimir Putin", "Narendra Modi"}, "2023-10-18");
  Story planned("d", "Putin will meet Xi.", "2023-10-14");
  planned.Add("meet", Status::kPlanned, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  for (const Story* s : {&a, &other_day, &other_party, &planned}) Add(*s);
  EXPECT_EQ(All().size(), 4u);
}

// "His last trip was to Beijing to meet with Xi."
TEST(Happenings, AJourneyAndWhatItWasForAreOneInOneSentence) {
  MergeRules rules(lexicon::Lexicon::Embedded());
  HappeningParticipant putin, xi;
  putin.actor = 1;
  xi.actor = 2;
  putin.person = xi.person = true;
  HappeningPlace beijing{7, true, false, {'C', 'N'}}, paris{8, true, false, {'F', 'R'}};
  Happening visit, meeting;
  visit.kind = "visit";
  visit.participants = {putin};
  visit.places = {beijing};
  visit.time = {std::nullopt, Date::Parse("2022-02-24")};
  visit.time_stated = true;
  visit.published = Date::Parse("2023-06-07");
  meeting.kind = "meet";
  meeting.participants = {putin, xi};
  meeting.places = {beijing};
  meeting.published = visit.published;
  EXPECT_TRUE(CompareWithin(visit, meeting, rules, true).same);
  EXPECT_FALSE(CompareWithin(visit, meeting, rules, false).same);
  meeting.places = {paris};
  EXPECT_FALSE(CompareWithin(visit, meeting, rules, true).same);
  meeting.places = {beijing};
  meeting.participants = {xi};
  EXPECT_FALSE(CompareWithin(visit, meeting, rules, true).same);
}

TEST_F(RecordTest, CopiesOfOneAgencyTextAreOneIndependentSource) {
  std::string body =
      "The presidents of the two countries met on Wednesday in the old town hall of the capital "
      "and spoke "
      "for three hours about grain, gas and the war, a spokesman told reporters after the talks "
      "ended.";
  Story a("a", body, "2023-10-18"), b("b", "CITY (Agency) - " + body, "2023-10-18");
  a.Outlet("One").Add("meet", kOccurred, {"A", "B"}, "2023-10-18");
  b.Outlet("Two").Add("meet", kOccurred, {"A", "B"}, "2023-10-18");
  Add(a);
  Add(b);
  ASSERT_EQ(All().size(), 1u);
  EXPECT_EQ(All()[0].reports, 2);
  EXPECT_EQ(All()[0].independent, 1);
}

TEST_F(RecordTest, APlanIsFulfilledByWhatHappensLater) {
  Story plan("a", "Putin will visit.", "2023-10-01");
  plan.Add("visit", Status::kPlanned, {"Vladimir Putin", "Xi Jinping"});
  Add(plan);
  auto open = FindPlans(*record_, {});
  ASSERT_EQ(open->size(), 1u);
  EXPECT_EQ((*open)[0].state, PlanState::kOpen);
  EXPECT_FALSE((*open)[0].dated);
  EXPECT_EQ(FindPlans(*record_, {.events = {}, .as_of = {}, .undated = true, .states = {}})->size(),
            1u);
  Story done("b", "Putin visited.", "2023-10-18");
  done.Add("visit", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-17");
  Add(done);
  auto plans = FindPlans(*record_, {});
  EXPECT_EQ((*plans)[0].state, PlanState::kFulfilled);
  // What happened before the plan was told does not fulfil it.
  Story next("c", "Putin will visit again.", "2023-10-25");
  next.Add("visit", Status::kPlanned, {"Vladimir Putin", "Xi Jinping"}, "2023-11-25");
  Add(next);
  plans = FindPlans(
      *record_, {.events = {}, .as_of = Date::Parse("2023-12-01"), .undated = false, .states = {}});
  ASSERT_EQ(plans->size(), 2u);
  EXPECT_EQ((*plans)[1].state, PlanState::kOverdue);
}

TEST_F(RecordTest, ADecisionSurvivesReReading) {
  Story a("a", "Putin met Xi.", "2023-10-18");
  a.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-15");
  Story b("b", "Putin met Xi too.", "2023-10-18");
  b.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  Add(a);
  Add(b);
  auto events = All();
  ASSERT_EQ(events.size(), 2u);
  ASSERT_TRUE(record_->Merge(events[0].id, events[1].id).ok());
  ASSERT_EQ(All().size(), 1u);
  Open("test 2");
  auto left = record_->NotReadBy("test 2", 10);
  ASSERT_EQ(left->size(), 2u);
  ASSERT_TRUE(record_->Replace((*left)[1].id, b.reading()).ok());
  ASSERT_TRUE(record_->Replace((*left)[0].id, a.reading()).ok());
  EXPECT_EQ(All().size(), 1u);
  EXPECT_TRUE(record_->NotReadBy("test 2", 10)->empty());
  auto reports = ReportsOf(*record_, All()[0].id);
  ASSERT_TRUE(record_->Split((*reports)[1].id).ok());
  EXPECT_EQ(All().size(), 2u);
  ASSERT_TRUE(record_->Replace((*left)[1].id, b.reading()).ok());
  EXPECT_EQ(All().size(), 2u);
}

TEST_F(RecordTest, AThirdReportTiesTwoEventsUnlessSomebodySplitThem) {
  Story a("a", "Putin met Xi.", "2023-10-19");
  a.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"});
  Story b("b", "Putin held talks.", "2023-10-20");
  b.Add("meet", kOccurred, {"Vladimir Putin"}, "2023-10-18");
  Story c("c", "Putin met Xi on Wednesday.", "2023-10-20");
  c.Add("meet", kOccurred, {"Vladimir Putin", "Xi Jinping"}, "2023-10-18");
  Add(a);
  Add(b);
  ASSERT_EQ(All().size(), 2u);
  Add(c);
  ASSERT_EQ(All().size(), 1u);
  auto reports = ReportsOf(*record_, All()[0].id);
  ASSERT_EQ(reports->size(), 3u);
  size_t first = 0;
  for (const auto& r : *reports) first += r.why == "first report";
  EXPECT_EQ(first, 1u);
  for (const auto& r : *reports) {
    if (r.article == 2) {
      ASSERT_TRUE(record_->Split(r.id).ok());
    }
  }
  ASSERT_EQ(All().size(), 2u);
  Open("test 2");
  auto left = record_->NotReadBy("test 2", 10);
  for (const auto& stored : *left) {
    const Story& story = stored.document.id == "a" ? a : stored.document.id == "b" ? b : c;
    ASSERT_TRUE(record_->Replace(stored.id, story.reading()).ok());
  }
  EXPECT_EQ(All().size(), 2u);
}

TEST_F(RecordTest, ContradictionsNameTheirVoices) {
  Story a("a", "A bomb killed 12 in Kabul.", "2023-10-18");
  a.Outlet("One");
  Story b("b", "A bomb killed 14 in Kabul.", "2023-10-18");
  b.Outlet("Two");
  for (auto [story, toll] : {std::pair(&a, 12.0), std::pair(&b, 14.0)}) {
    EntityId kabul = story->Entity("Kabul", EntityType::kCity);
    Event& e = story->Add("bomb", kOccurred, {"Islamic State"}, "2023-10-18");
    e.places = {kabul};
    e.amounts = {{{}, "killed", "", toll, toll}};
    Add(*story);
  }
  ASSERT_EQ(All().size(), 1u);
  auto conflicts = FindConflicts(*record_, {}, "");
  ASSERT_EQ(conflicts->size(), 1u);
  EXPECT_EQ((*conflicts)[0].what, "killed");
  EXPECT_EQ((*conflicts)[0].sides[0].who, std::vector<std::string>{"One"});
}

TEST_F(RecordTest, NamesAreFoundAsTyped) {
  Story a("a", "Erdogan met Kılıçdaroğlu.", "2023-10-18");
  a.Add("meet", kOccurred, {"Recep Tayyip Erdoğan", "Kemal Kılıçdaroğlu"}, "2023-10-18");
  Add(a);
  EXPECT_EQ(ResolveActor(*record_, "erdogan")->name, "Recep Tayyip Erdoğan");
  EXPECT_EQ(ResolveActor(*record_, "KILICDAROGLU")->name, "Kemal Kılıçdaroğlu");
  EXPECT_FALSE(ResolveActor(*record_, "Macron").ok());
}

TEST_F(RecordTest, ShortWordsStandWholeAndLastNamesComeFirst) {
  Story a("a", "Xi met Pope Leo XIV; anti-Erdogan protesters rallied.", "2023-10-18");
  a.Add("meet", kOccurred, {"Xi Jinping", "Leo XIV"}, "2023-10-18");
  a.Add("protest", kOccurred, {"anti-Erdogan protesters"}, "2023-10-18");
  a.Add("visit", kOccurred, {"Recep Tayyip Erdoğan"}, "2023-10-18");
  Add(a);
  EXPECT_EQ(ResolveActor(*record_, "Xi")->name, "Xi Jinping");
  EXPECT_EQ(ResolveActor(*record_, "erdogan")->name, "Recep Tayyip Erdoğan");
  EXPECT_EQ(ResolveActor(*record_, "recep erdogan")->name, "Recep Tayyip Erdoğan");
  auto misspelt = ResolveActor(*record_, "Erdogna");
  ASSERT_FALSE(misspelt.ok());
  EXPECT_NE(misspelt.error().message.find("did you mean:\n  Recep"), std::string::npos);
}

TEST_F(RecordTest, TextsAreFoundByTheirWords) {
  Story a("a", "Erdoğan’s envoy met U.S. officials, one paper said; O'Brien did not.",
          "2023-10-18");
  a.Add("meet", kOccurred, {"Recep Tayyip Erdoğan"}, "2023-10-18");
  Add(a);
  for (const char* words : {"erdogan", "ERDOĞAN’S envoy", "U.S.", "O’Brien", "\"paper\" OR"}) {
    auto hits = SearchTexts(*record_, words, 10);
    ASSERT_TRUE(hits.ok()) << words << ": " << hits.error().message;
    EXPECT_EQ(hits->size(), words[0] == '"' ? 0u : 1u) << words;
  }
  // What our tokenizer wrote is what SQLite's own would have written.
  ASSERT_TRUE(record_->Flush().ok());
  Database plain(path_, OpenMode::kRead);
  Statement find = plain.Prepare(
      "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'erdogan AND s AND u AND brien'");
  EXPECT_TRUE(find.Step() && find.Int(0) == 1);
  record_->database().Execute("INSERT INTO article_fts(article_fts) VALUES('integrity-check')");
}

TEST_F(RecordTest, OfficesAreToldByArticlesAndByTheKnowledgeBase) {
  Story a("a", "Turkish President Recep Tayyip Erdogan spoke.", "2023-10-18");
  Relation r;
  r.kind = RelationKind::kHoldsOffice;
  r.subject = a.Entity("Recep Tayyip Erdoğan", EntityType::kPerson, "person/recep-tayyip-erdogan");
  r.title = "President of Turkey";
  r.evidence = {{0, 38}};
  a.Add(r);
  Add(a);
  auto person = ResolveActor(*record_, "Erdogan");
  ASSERT_TRUE(person.ok());
  auto offices = FindOffices(*record_, person->id, "", std::nullopt, 10);
  ASSERT_EQ(offices->size(), 3u);  // and he was prime minister before
  EXPECT_EQ((*offices)[0].articles, 1);
  EXPECT_EQ((*offices)[0].words, "Turkish President Recep Tayyip Erdogan");
  EXPECT_EQ((*offices)[1].articles, 0);
  EXPECT_FALSE((*offices)[1].edtf.empty());
  EXPECT_EQ(FindOffices(*record_, {}, "prime min", std::nullopt, 10)->size(), 1u);
}

TEST_F(RecordTest, ForeignFilesAreRefusedAndLeftAlone) {
  record_.reset();
  Remove();
  std::ofstream(path_) << "not a database, but long enough to be looked at as one by the library";
  auto junk = Record::Open(path_, OpenMode::kCreate, lexicon::Lexicon::Embedded(), "t");
  ASSERT_FALSE(junk.ok());
  EXPECT_NE(junk.error().message.find("not a record"), std::string::npos) << junk.error().message;
  Remove();
  {
    Database other(path_, OpenMode::kCreate);
    other.Execute("CREATE TABLE t(x)");
  }
  auto foreign = Record::Open(path_, OpenMode::kCreate, lexicon::Lexicon::Embedded(), "t");
  ASSERT_FALSE(foreign.ok());
  EXPECT_NE(foreign.error().message.find("not a dragoman record"), std::string::npos);
  Remove();
  Open();
  record_->database().Execute("PRAGMA user_version = 99");
  record_.reset();
  auto newer = Record::Open(path_, OpenMode::kWrite, lexicon::Lexicon::Embedded(), "t");
  ASSERT_FALSE(newer.ok());
  EXPECT_NE(newer.error().message.find("newer"), std::string::npos);
}

TEST(Happening, EncodingRoundTrips) {
  Happening h;
  h.kind = "meet";
  h.type = "CONSULT";
  h.factual = false;
  h.time_stated = true;
  h.participants = {{7, 1, true, true, false, {'F', 'R'}}, {9, 0, false, false}};
  h.places = {{3, false, true, {'U', 'A'}}};
  h.time = {Date::Parse("2023-01-01"), std::nullopt};
  h.about = {1, 2};
  h.amounts = {{"killed", 1, 2}};
  h.ordinal = 2;
  EXPECT_EQ(Decode(Encode(h)), h);
  Happening used = h;  // what it held before leaves nothing
  Decode(Encode(Happening{}), used);
  EXPECT_EQ(used, Happening{});
  EXPECT_THROW(Decode(std::string_view(Encode(h)).substr(0, 9)), InternalError);
}

// Records made before 27 November 2026 hold it with every number in its full width.
TEST(Happening, IsReadAsItWasWrittenBefore) {
  std::string old;
  auto put = [&](auto value) { old.append(reinterpret_cast<const char*>(&value), sizeof value); };
  auto text = [&](std::string_view t) {
    put(static_cast<uint32_t>(t.size()));
    old += t;
  };
  text("meet");
  text("CONSULT");
  put(uint8_t{1 | 4});
  put(uint32_t{1});
  put(int64_t{7});
  put(uint8_t{1 | 4 | 8});
  put(uint32_t{1});
  put(int64_t{3} | int64_t{'U'} << 40 | int64_t{'A'} << 48 | int64_t{1} << 56);
  for (int32_t day : {19358, INT32_MIN, 19360}) put(day);
  put(uint32_t{2});
  put(uint32_t{1});
  put(uint32_t{2});
  put(uint32_t{1});
  text("killed");
  put(1.0);
  put(2.0);
  put(int32_t{-2});
  Happening h;
  h.kind = "meet";
  h.type = "CONSULT";
  h.time_stated = true;
  h.participants = {{7, 1, true, true}};
  h.places = {{3, true, true, {'U', 'A'}}};
  h.time = {Date{19358}, std::nullopt};
  h.published = Date{19360};
  h.about = {1, 2};
  h.amounts = {{"killed", 1, 2}};
  h.ordinal = -2;
  EXPECT_EQ(Decode(old), h);
  EXPECT_EQ(Decode(Encode(h)), h);
  for (size_t size = 0; size < old.size(); ++size) {
    EXPECT_THROW(Decode(std::string_view(old).substr(0, size)), InternalError);
  }
}

TEST(Copies, BandsTellCopiesFromOtherTexts) {
  std::string a, b;
  for (int i = 0; i < 80; ++i) a += "word" + std::to_string(i) + " ";
  for (int i = 0; i < 80; ++i) b += "other" + std::to_string(i) + " ";
  auto common = [](const std::vector<int64_t>& x, const std::vector<int64_t>& y) {
    size_t n = 0;
    for (size_t i = 0; i < x.size() && i < y.size(); ++i) n += x[i] == y[i];
    return n;
  };
  auto bands = [](const std::string& text) { return ShingleBands(WordHashes(text)); };
  EXPECT_GE(common(bands(a), bands("A new first line. " + a)), kBandsOfACopy);
  EXPECT_LT(common(bands(a), bands(b)), kBandsOfACopy);
}

}  // namespace
}  // namespace dragoman::record
