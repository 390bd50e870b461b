// SPDX-License-Identifier: Apache-2.0
#include "formats/reading_view.h"

#include <gtest/gtest.h>

#include "formats/reading_json.h"

namespace dragoman::formats {
namespace {

// "Zoë and Bo: the pair met, Ankara said, in Ankara." with what a careful reader finds in it.
class ReadingView : public testing::Test {
 protected:
  Span At(std::string_view words, size_t from = 0) {
    size_t i = r_.document.text.find(words, from);
    return {static_cast<uint32_t>(i), static_cast<uint32_t>(i + words.size())};
  }
  EntityId Add(EntityType type, std::string name, std::vector<std::pair<Span, bool>> mentions) {
    EntityId id(r_.entities.entities.size());
    Entity e;
    e.type = type;
    e.name = std::move(name);
    for (auto [span, as_place] : mentions) {
      Mention m;
      m.span = span;
      m.entity = id;
      m.as_place = as_place;
      e.mentions.push_back(MentionId(r_.entities.mentions.size()));
      r_.entities.mentions.push_back(m);
    }
    r_.entities.entities.push_back(std::move(e));
    return id;
  }
  void SetUp() override {
    r_.document.id = "test";
    r_.document.text = "Zoë and Bo: the pair met, Ankara said, in Ankara.";
    turkey_ = Add(EntityType::kState, "Turkey", {});
    zoe_ = Add(EntityType::kPerson, "Zoë", {{At("Zoë"), false}});
    bo_ = Add(EntityType::kPerson, "Bo", {{At("Bo"), false}});
    pair_ = Add(EntityType::kGroup, "the pair", {{At("the pair"), false}});
    ankara_ = Add(EntityType::kCity, "Ankara", {{At("Ankara"), false}, {At("Ankara", 30), true}});
    r_.entities.entities[pair_.index()].members = {zoe_, bo_};
    r_.entities.entities[ankara_.index()].governs = turkey_;
    Event e;
    e.kind = "meet";
    e.type = "CONSULT";
    e.actors = {{pair_, {}, {}}, {zoe_, {}, {}}};
    e.places = {ankara_};
    e.sources = {{ankara_, {}, {}}, {}};
    e.trigger = At("met");
    e.evidence = {At("the pair met")};
    e.confidence = 0.94f;
    r_.events.events = {e};
  }

  Reading r_;
  EntityId turkey_, zoe_, bo_, pair_, ankara_;
};

TEST_F(ReadingView, ACollectiveTakesPartAsItsMembersEachOnce) {
  api::Reading v = MakeView(r_);
  ASSERT_EQ(v.actors.size(), 3u);
  EXPECT_EQ(v.actors[0].name, "Zoë");
  EXPECT_EQ(v.actors[1].name, "Bo");
  EXPECT_EQ(v.events[0].actors, (std::vector<std::string>{"a1", "a2"}));
}

TEST_F(ReadingView, ASeatIsTheStateWhereItActsAndAPlaceWhereItIsOne) {
  api::Reading v = MakeView(r_);
  EXPECT_EQ(v.actors[2].name, "Turkey");
  EXPECT_EQ(v.actors[2].aliases, std::vector<std::string>{"Ankara"});
  ASSERT_EQ(v.actors[2].mentions.size(), 1u);
  EXPECT_EQ(v.actors[2].mentions[0].span.begin, 26u);
  ASSERT_EQ(v.events[0].sources.size(), 1u);  // the one without anybody is left out
  EXPECT_EQ(v.events[0].sources[0].actor, "a3");
  ASSERT_EQ(v.places.size(), 1u);
  EXPECT_EQ(v.events[0].place, std::vector<std::string>{"p1"});
}

TEST_F(ReadingView, SpansCountCodePoints) {
  api::Reading v = MakeView(r_);
  EXPECT_EQ(v.events[0].trigger.begin, 21u);  // byte 22: "ë" is two bytes
  EXPECT_EQ(v.events[0].trigger.end, 24u);
}

TEST_F(ReadingView, AnUnnamedThingIsListedOnlyWhereItIsUsed) {
  r_.entities.mentions[r_.entities[bo_].mentions[0].index()].form = MentionForm::kNominal;
  EXPECT_EQ(MakeView(r_).actors.size(), 3u);  // one of the pair that met
  r_.events.events.clear();
  api::Reading v = MakeView(r_);
  ASSERT_EQ(v.actors.size(), 2u);
  EXPECT_EQ(v.actors[1].name, "Turkey");
}

TEST_F(ReadingView, NobodyIsRelatedToHimself) {
  Relation rel;
  rel.kind = RelationKind::kAllyOf;
  rel.subject = pair_;
  rel.objects = {pair_};
  rel.evidence = {At("the pair")};
  r_.events.relations = {rel};
  api::Reading v = MakeView(r_);
  ASSERT_EQ(v.relations.size(), 2u);
  EXPECT_EQ(v.relations[0].subject, "a1");
  EXPECT_EQ(v.relations[0].object, "a2");
}

TEST_F(ReadingView, CollectivesOfThemselvesEnd) {
  r_.entities.entities[pair_.index()].members = {pair_, zoe_};
  EXPECT_EQ(MakeView(r_).events[0].actors, std::vector<std::string>{"a1"});
}

TEST_F(ReadingView, NumbersAreWrittenAsTheyWereMeant) {
  r_.entities.entities[ankara_.index()].latitude = 39.92;
  std::string json = WriteJson(MakeView(r_));
  EXPECT_NE(json.find("\"confidence\":0.94,"), std::string::npos) << json;
  EXPECT_NE(json.find("\"lat\":39.92,\"lon\":null,\"geonames\":null"), std::string::npos) << json;
}

TEST_F(ReadingView, NotesAreSaidOnceAndBounded) {
  for (int i = 0; i < 300; ++i) {
    r_.events.diagnostics.push_back({{}, "note " + std::to_string(i % 150)});
  }
  api::Reading v = MakeView(r_);
  ASSERT_EQ(v.notes.size(), 101u);
  EXPECT_EQ(v.notes[0], "note 0");
}

}  // namespace
}  // namespace dragoman::formats
