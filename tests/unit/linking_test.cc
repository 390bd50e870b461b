// SPDX-License-Identifier: Apache-2.0
// Who is meant: homonyms, places of one name, names that are no place here, offices at their date.
// Each case is a text of our own, a stretch of it, and the key of data/entities the mention there
// must have; "" for none.
#include <gtest/gtest.h>

#include "entities/knowledge.h"
#include "pipeline/analyze.h"

namespace dragoman {
namespace {

struct Case {
  std::string_view published, text, name, key, outlet = "", url = "";
};

// The key of the mention whose text is `name`, of the last one in the text; "?" where no mention
// is.
std::string KeyOf(const Reading& r, std::string_view name) {
  std::string key = "?";
  for (const Mention& m : r.entities.mentions) {
    if (m.span.in(r.document.text) != name) continue;
    key = m.entity.valid() ? r.entities[m.entity].known : "";
  }
  return key;
}

void Check(const Case* begin, const Case* end) {
  auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  for (const Case* c = begin; c != end; ++c) {
    Document d;
    d.id = "test";
    d.text = c->text;
    d.paragraphs.push_back({0, static_cast<uint32_t>(c->text.size())});
    if (!c->published.empty()) {
      d.published = Date::Parse(c->published);
      d.published_basis = PublishedBasis::kGiven;
    }
    if (!c->outlet.empty()) d.outlet = c->outlet;
    if (!c->url.empty()) d.url = c->url;
    Reading r = (*analyzer)->Analyze(std::move(d));
    EXPECT_EQ(KeyOf(r, c->name), c->key) << c->text << "\n"
                                         << Dump(r.entities, r.syntax, r.document);
  }
}

TEST(Linking, HomonymsAreDecidedByTheText) {
  constexpr Case kCases[] = {
      {"2023-03-08", "Protesters in Tbilisi say Georgia must turn to Europe.", "Georgia",
       "state/GE"},
      {"2021-01-06", "Voters in Atlanta and Savannah gave Georgia two Democratic senators.",
       "Georgia", "region/US/georgia"},
      {"2023-10-20", "Jordan recalled its ambassador from Israel, officials in Amman said.",
       "Jordan", "state/JO"},
      {"2023-10-20", "The director Neil Jordan filmed in Cork. Jordan said the film was done.",
       "Jordan", ""},
      {"2023-02-08", "Turkey asked for help after the earthquake, officials in Ankara said.",
       "Turkey", "state/TR"},
      {"2021-04-21", "Rebels from Libya fought the army of Chad near N'Djamena.", "Chad",
       "state/TD"},
      {"2023-06-28", "Fighting in Goma has cost Congo its calm, Kinshasa said.", "Congo",
       "state/CD"},
      {"2023-06-28", "Denis Sassou Nguesso rules Congo from Brazzaville.", "Congo", "state/CG"},
      {"2005-06-28", "U.S. President Bush met senators in Washington.", "Bush",
       "person/george-w-bush"},
      {"1991-02-28", "U.S. President Bush met senators in Washington.", "Bush",
       "person/george-h-w-bush"},
      {"2023-06-28", "Washington said it would send missiles.", "Washington", "state/US"},
      {"2023-06-28", "The two ministers met in Washington.", "Washington", "city/4140963"},
      {"2023-06-28", "Moscow rejected the plan.", "Moscow", "state/RU"},
      {"2023-06-28", "A bomb went off in Moscow.", "Moscow", "city/524901"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, OfSeveralPlacesTheOneTheTextIsAbout) {
  constexpr Case kCases[] = {
      {"2023-06-28", "Fire broke out in Paris, Texas, on Monday.", "Paris", "city/4717560"},
      {"2023-06-28", "Fire broke out in Paris on Monday.", "Paris", "city/2988507"},
      {"2023-06-28", "He flew from Chicago to Milan for the United States.", "Milan",
       "city/3173435"},
      // The states of towns nobody else would mean, by the county and the state the text names.
      {"2023-06-28", "Deputies in Henry County, Tennessee, searched a house in Paris on Monday.",
       "Paris", "city/4647963"},
      {"2023-06-28", "A sheriff in Cedar County, Nebraska, resigned.", "Cedar County",
       "region/US/nebraska/cedar-county"},
      // A town's name that is a person's, with nothing around that says which.
      {"2023-06-28", "Romeo kissed Juliet in the second act.", "Romeo", ""},
      {"2023-06-28", "He took his M.D. at the university in Istanbul.", "M.D.", ""},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, APlaceNamedWithItsRegionIsTheOneMeantElsewhere) {
  constexpr Case kCases[] = {
      {"", "The ship sailed from Norfolk, Virginia, to Bermuda. She returned to Norfolk in May.",
       "Norfolk", "city/4776222"},
      {"", "Farmers in Norfolk and Suffolk asked London for help, officials in England said.",
       "Norfolk", "region/GB/county/norfolk"},
      {"", "A court in Springfield, Illinois, and one in Springfield, Missouri, agreed.",
       "Springfield", "city/4409896"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, ALocalPaperMeansItsOwnTown) {
  constexpr std::string_view kText = "A man from Columbus was hurt on Monday, the sheriff said.";
  constexpr Case kCases[] = {
      {"", kText, "Columbus", "city/5066001", "", "https://www.columbustelegram.com/news/1"},
      {"", kText, "Columbus", "city/4188985", "Ledger-Enquirer", "http://ledger-enquirer.com"},
      {"", kText, "Columbus", "city/4509177", "", ""},
      {"", "Palestine raised its water rates, the council of Palestine said.", "Palestine",
       "city/4717232", "Palestine Herald-Press", ""},
      {"", "Palestine asked Israel for talks, ministers in Ramallah said.", "Palestine", "state/PS",
       "Haaretz", ""},
      {"", "The shop is two miles east of Paris, near Bonham and Clarksville, Texas.", "Paris",
       "city/4717560", "", ""},
      // A town that has a capital's name governs nobody.
      {"", "Athens has raised its rates. Athens, Texas, is a town of 12,000.", "Athens",
       "city/4671545", "", ""},
      {"", "Officials in Athens, Greece, met. Athens said that it would pay.", "Athens", "state/GR",
       "", ""},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, ShortNamesNeedTheirWhole) {
  constexpr Case kCases[] = {
      {"2020-01-01", "The United Nations was told. The Security Council met on Monday.",
       "Security Council", "org/united-nations-security-council"},
      {"2020-01-01", "Ghana was told. The Security Council met on Monday.", "Security Council", ""},
      {"1961-08-05",
       "Khrushchev told the ambassador of the Soviet Union that the United States would sign.",
       "Khrushchev", "person/nikita-khrushchev"},
      {"1990-08-05",
       "Khrushchev told the ambassador of the Soviet Union that the United States would sign.",
       "Khrushchev", ""},
      {"2018-02-02",
       "North Korea and the United States met. North Korea agreed. The North will pay.", "North",
       "state/KP"},
      {"1985-08-05", "The Soviets told Washington that they would not sign.", "Soviets",
       "state/soviet-union"},
      {"2018-02-02", "Nigeria and the United States met. Nigeria agreed. The North will pay.",
       "North", ""},
      {"2024-08-08", "Fighting went on in the Kursk region of Russia.", "Kursk region",
       "region/RU/kursk-oblast"},
      {"2025-04-04", "In London, Ont., and Halifax, N.S., Canada counted votes.", "London",
       "city/6058560"},
      {"2025-04-04", "The White House said Commerce Secretary Howard Lutnick would speak.",
       "Commerce", "?"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, ASmallTownIsNoCapitalOfThatName) {
  constexpr Case kCases[] = {
      {"1955-02-02", "The cable went from New York to Albany and Buffalo. Cairo had asked for it.",
       "Cairo", "state/EG"},
      {"1955-02-02", "At first Burma, China, US and Thailand met.", "China", "state/CN"},
      {"", "The mill in Cairo, New York, was sold.", "Cairo", "city/5111056"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, APartyIsOfAStateTheTextNames) {
  constexpr Case kCases[] = {
      {"2024-12-04",
       "The Democratic Party of Lee Jae-myung asked South Korea to vote. "
       "The Democratic Party met in Seoul.",
       "Democratic Party", "org/democratic-party-of-korea"},
      {"2024-12-04", "In the United States the Democratic Party met in Chicago.",
       "Democratic Party", "org/democratic-party"},
      {"2013-09-09", "In Norway the Labour Party lost. Voters in Oslo left the Labour Party.",
       "Labour Party", "org/labour-party-norway"},
      {"2024-07-04", "Britain votes today. The Labour Party may win.", "Labour Party",
       "org/labour-party"},
      {"2024-07-04", "Togo votes today. The Labour Party may win.", "Labour Party", ""},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, ANewsAgencyInADatelineIsNoPolice) {
  constexpr Case kCases[] = {
      {"", "ANKARA (AFP) - The lira fell on Monday.", "AFP", "org/agence-france-presse"},
      {"",
       "The Australian Federal Police (AFP) searched a house in Canberra. The AFP arrested two.",
       "AFP", "org/australian-federal-police"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, TreatiesAndLawsAreThings) {
  constexpr Case kCases[] = {
      {"2019-02-02", "Russia said it would leave the INF Treaty after the United States did.",
       "INF Treaty", "work/intermediate-range-nuclear-forces-treaty"},
      {"2015-07-15", "Tehran signed the JCPOA in Vienna.", "JCPOA",
       "work/joint-comprehensive-plan-of-action"},
      {"1996-01-15", "Troops came to Bosnia under the Dayton Accords.", "Dayton Accords",
       "work/dayton-agreement"},
      {"1996-01-15", "Voters in Dayton elected a mayor, Ohio officials said.", "Dayton",
       "city/4509884"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, NamesThatAreNoState) {
  constexpr Case kCases[] = {
      {"2023-06-28", "The word means trouble in Spanish.", "Spanish", ""},
      {"2023-06-28", "Rescuers found a boat in Spanish waters.", "Spanish", "state/ES"},
      {"2009-06-28", "The provincial governor of Zabul province in Afghanistan spoke.",
       "Zabul province", "region/AF/zabul"},
      {"2023-06-08", "Water from the Kakhovka dam reached Kherson.", "Kakhovka dam",
       "facility/kakhovka-dam"},
      {"2023-06-08", "Kurds marched in Berlin.", "Kurds", "people/kurds"},
      {"2006-06-28", "A tornado hit Lexington, Ky., on Monday.", "Lexington", "city/4297983"},
      {"1979-12-28", "Soviet troops entered Afghanistan.", "Soviet", "state/soviet-union"},
      {"1992-05-28", "The Yugoslav army shelled Sarajevo.", "Yugoslav", "state/yugoslavia"},
      {"2023-06-28", "The Roman road ran north.", "Roman", "state/roman-empire"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, OfficesAreLookedUpAtTheirDate) {
  constexpr Case kCases[] = {
      {"2023-06-28", "The Turkish president spoke in Ankara.", "The Turkish president",
       "person/recep-tayyip-erdogan"},
      {"2013-06-05", "The Turkish president spoke in Ankara.", "The Turkish president",
       "person/abdullah-gul"},
      {"2013-06-05", "The Turkish prime minister spoke in Ankara.", "The Turkish prime minister",
       "person/recep-tayyip-erdogan"},
      {"2023-06-28", "Former President Donald Trump spoke in Ohio.", "Donald Trump",
       "person/donald-trump"},
      {"2023-06-28", "Former U.S. President Trump spoke in Ohio.", "Trump", "person/donald-trump"},
      {"2023-06-28", "U.S. President Joe Biden met his predecessor, Donald Trump.", "Donald Trump",
       "person/donald-trump"},
      {"2023-06-28",
       "U.S. President Joe Biden spoke in Ohio. He blamed his predecessor for the wall.",
       "his predecessor", "person/donald-trump"},
      {"2016-03-10", "The British prime minister went to Brussels.", "The British prime minister",
       "person/david-cameron"},
      {"2022-10-20", "German Chancellor Scholz met the French president in Paris.",
       "the French president", "person/emmanuel-macron"},
  };
  Check(std::begin(kCases), std::end(kCases));
}

TEST(Linking, WhoLedAStateComesBeforeTownsElsewhere) {
  constexpr Case kCases[] = {
      {"2003-05-02", "Toledo said on Monday that Peru would wait.", "Toledo",
       "person/alejandro-toledo"},
      {"2003-05-02", "A fire broke out in Toledo, an envoy from Peru said.", "Toledo",
       "city/5174035"},
      // Long out of office, the only one of the name, and the text is about the country.
      {"2013-04-17", "Britain was Thatcher's to change. She left Britain another country.",
       "Thatcher", "person/margaret-thatcher"},
      {"2013-04-17", "Thatcher sold bread in Ohio.", "Thatcher", ""},
      {"1950-04-17", "Thatcher lost in Britain, and Britain forgot.", "Thatcher", ""},
  };
  Check(std::begin(kCases), std::end(kCases));
}

// The whole class: everybody in the knowledge base who led a state, and whose one name is a place
// of another state, too.
TEST(Linking, NoLeaderIsATownOfAnotherState) {
  entities::KnowledgeBase kb(lexicon::Lexicon::Embedded());
  auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  size_t cases = 0;
  for (entities::KnownId id = 0; id < kb.size(); ++id) {
    const entities::Known person = kb.Get(id);
    if (person.type != EntityType::kPerson) continue;
    entities::KnownId state = kb.StateByCode(person.country);
    std::vector<entities::Term> terms = kb.OfficesOf(id, {});
    std::erase_if(terms, [&](const auto& t) {
      const auto o = kb.OfficeAt(t.office);
      return !t.held.earliest || !(o.head_of_state || o.head_of_government);
    });
    if (terms.empty() || state == entities::kNoKnown) continue;
    for (const std::string& form : kb.NamesOf(id)) {
      if (form.find(' ') != std::string::npos) continue;
      bool elsewhere = false, here = false;
      for (const auto& c : kb.Lookup(form)) {
        if (!entities::IsNaming(c.kind)) continue;
        const entities::Known k = kb.Get(c.id);
        bool place = k.type == EntityType::kCity || k.type == EntityType::kRegion;
        // "Meta", "Madrid" for Spain, "English"
        bool other =
            c.kind == entities::NameKind::kAdjective || (k.type != EntityType::kPerson && !place);
        elsewhere = elsewhere || (place && k.country != person.country);
        here = here || other || (place && k.country == person.country);
      }
      if (!elsewhere || here) continue;
      Document d;
      d.id = "test";
      d.text = form + " said on Monday that " + std::string(kb.Get(state).name) +
               " would wait. Talks between " + form + " and the union failed.";
      d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
      d.published = *terms.back().held.earliest;
      d.published_basis = PublishedBasis::kGiven;
      Reading r = (*analyzer)->Analyze(std::move(d));
      std::string key = KeyOf(r, form);
      EXPECT_FALSE(key.starts_with("city/") || key.starts_with("region/"))
          << r.document.text << " " << key;
      ++cases;
    }
  }
  EXPECT_GT(cases, 150u);
}

}  // namespace
}  // namespace dragoman
