// SPDX-License-Identifier: Apache-2.0
#include "entities/knowledge_user.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "entities/knowledge.h"

namespace dragoman::entities {
namespace {

std::string ErrorOf(const std::string& text) {
  auto r = ParseActorFile("a.tsv", text);
  return r.ok() ? "" : r.error().message;
}

// A file that is gone at the end of the test.
class File {
 public:
  explicit File(const std::string& text)
      : path_(testing::TempDir() + "dragoman_actors_" +
              testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~File() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::unique_ptr<KnowledgeBase> With(const File& file) {
  auto kb = KnowledgeBase::Make(lexicon::Lexicon::Embedded(), {file.path()});
  EXPECT_TRUE(kb.ok()) << kb.error().message;
  return std::move(kb).value();
}

TEST(UserActors, NamesFileLineAndReasonOfABadRow) {
  const std::string header = "name\taliases\ttype\tcountry\toffice\tfrom\tto\n";
  EXPECT_EQ(ErrorOf("name\tnumber\n"),
            "a.tsv:1: expected a column name, aliases, type, country, office, from or to, got "
            "'number'");
  EXPECT_EQ(ErrorOf(header + "\tx\n"), "a.tsv:2: expected a name, got ''");
  EXPECT_EQ(ErrorOf(header + "A B\t\thero\n"),
            "a.tsv:2: expected a type such as person, organization, group or city, got 'hero'");
  EXPECT_EQ(ErrorOf(header + "A B\t\t\t\tKing of X\tMay\n"),
            "a.tsv:2: expected a date (2014, 2014-08 or 2014-08-28), got 'May'");
  EXPECT_EQ(ErrorOf(header + "A B\t\t\t\tKing of X\t2014\t2013\n"),
            "a.tsv:2: the end 2013 is before the start 2014");
  EXPECT_EQ(ErrorOf(header + "A B\t\t\t\t\t2014\n"), "a.tsv:2: a date without an office");
  EXPECT_EQ(ErrorOf("+ALIAS_\n"), "a.tsv:1: no actor stands above '+ALIAS_'");
  EXPECT_EQ(ErrorOf("NAME_ [AFG\n"), "a.tsv:1: expected [code], got '[AFG'");
  EXPECT_EQ(ErrorOf("NAME_\n\t[AFGGOV 991399-000101]\n"),
            "a.tsv:2: expected <date, >date or date-date (YYMMDD or YYYYMMDD), got "
            "'991399-000101'");
  auto kb = KnowledgeBase::Make(lexicon::Lexicon::Embedded(), {"/nowhere/a.tsv"});
  ASSERT_FALSE(kb.ok());
  EXPECT_EQ(kb.error().message, "/nowhere/a.tsv: cannot be opened");
}

TEST(UserActors, AnyBytesGiveActorsOrAReason) {
  std::string bytes;
  uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    bytes.clear();
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525 + 1013904223;
      constexpr std::string_view kBytes = "A_[]+\t\n<>-;#!/ 0129name\xC3\xFF\r|";
      bytes += kBytes[(state >> 16) % kBytes.size()];
    }
    auto r = ParseActorFile("f", bytes);
    if (!r.ok()) {
      EXPECT_EQ(r.error().message.substr(0, 2), "f:");
    }
  }
}

TEST(UserActors, AddsAThingAndDisplacesAHolder) {
  File file(
      "name\taliases\ttype\tcountry\toffice\tfrom\tto\n"
      "Ada Example\tA. Example\tperson\tTR\tPresident of Turkey\t2023-01-01\t2023-12-31\n"
      "Example Watch\t\torganization\tNorway\n");
  auto kb = With(file);
  auto found = kb->Lookup("a. example");
  ASSERT_EQ(found.size(), 1u);
  Known ada = kb->Get(found[0].id);
  EXPECT_EQ(ada.name, "Ada Example");
  EXPECT_TRUE(ada.from_user);
  EXPECT_EQ(kb->Get(kb->Lookup("Example Watch").at(0).id).country, "NO");
  OfficeId office = kb->OfficesByName("President of Turkey").at(0);
  auto holder = [&](const char* day) {
    auto held = kb->HoldersOf(office, {Date::Parse(day), Date::Parse(day)});
    return held.size() == 1 ? std::string(kb->Get(held[0].person).name) : "?";
  };
  EXPECT_EQ(holder("2022-12-31"), "Recep Tayyip Erdoğan");
  EXPECT_EQ(holder("2023-06-28"), "Ada Example");
  EXPECT_EQ(holder("2024-01-01"), "Recep Tayyip Erdoğan");
}

TEST(UserActors, AddsNamesToWhatIsKnown) {
  File file("name\taliases\nRecep Tayyip Erdoğan\tThe Example Reis\n");
  auto kb = With(file);
  EXPECT_EQ(kb->Get(kb->Lookup("The Example Reis").at(0).id).key, "person/recep-tayyip-erdogan");
}

TEST(UserActors, ReadsDictionariesWithDatedCodes) {
  File file(
      "<!-- a comment\n over two lines -->\n# another\n"
      "HAMID_EXAMPLE_  [AFGMIL] ; note\n+H_EXAMPLE_\n\t[AFGGOV 20011222-140929]\n"
      "\t[AFGELI >140929]\nEXAMPLEBAD_ [AFG]\n");
  auto kb = With(file);
  Known hamid = kb->Get(kb->Lookup("Hamid Example").at(0).id);
  EXPECT_EQ(hamid.type, EntityType::kPerson);
  EXPECT_EQ(hamid.country, "AF");
  EXPECT_EQ(hamid.sector, "MIL");
  KnownId id = kb->Lookup("H Example").at(0).id;
  auto terms = kb->OfficesOf(id, {Date::Parse("2010-01-01"), Date::Parse("2010-01-01")});
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_EQ(kb->OfficeAt(terms[0].office).title, "AFGGOV");
  EXPECT_EQ(terms[0].held.latest->ToString(), "2014-09-29");
  EXPECT_EQ(kb->Get(kb->Lookup("Examplebad").at(0).id).key, "state/AF");
}

}  // namespace
}  // namespace dragoman::entities
