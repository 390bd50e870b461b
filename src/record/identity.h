// SPDX-License-Identifier: Apache-2.0
// Who is who among people whom the knowledge base does not know: what an article says of them, and
// whether two articles that use one name mean one person. Pure: no database here. Not for bodies
// and places: their names tell them apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "lexicon/lexicon.h"
#include "model/reading.h"

namespace dragoman::record {

// What one article says of a person, or several together do. Lists are sorted, words folded.
struct Description {
  std::string country;              // ISO 3166-1 alpha-2, or empty
  std::vector<std::string> is;      // what they are: "spokeswoman"; what they do: "sell"
  std::vector<std::string> of;      // named bodies and people they belong to: "orano"
  std::vector<std::string> words;   // other nouns of the same phrases: "police", "company"
  std::vector<std::string> people;  // known people of the article
  std::vector<std::string> states;  // and states, those most spoken of
  friend bool operator==(const Description&, const Description&) = default;
};

// An article's description with where it stands, kept in the row of the person.
struct Mentioned {
  int64_t article = 0;
  Span words;  // bytes of the article: the phrase, else the name
  Description described;
  bool by_hand = false;  // a person decided that this article means this one
  std::string why;       // why it was taken for this person
};

std::string EncodeMentioned(const std::vector<Mentioned>& mentioned);  // JSON
std::vector<Mentioned> DecodeMentioned(const std::string& json);       // of what Encode wrote

// Verbs that tell what somebody is by trade: rows of data/record/callings.tsv.
class Callings {
 public:
  explicit Callings(const lexicon::Lexicon& lexicon);
  bool Has(std::string_view lemma) const { return verbs_.count(std::string(lemma)) > 0; }

 private:
  std::unordered_set<std::string> verbs_;
};

// The known people and the states that an article speaks of: the same for all whom it names.
Description CompanyOf(const Reading& reading);
// Fills `words` and `described`, without the company.
Mentioned DescribePerson(const Reading& reading, EntityId person, const Callings& callings);
// Whether an article says more of a person than a name.
bool SaysMore(const Description& described);

void AddTo(Description& all, const Description& more);

// How sure: the higher, the surer. Below kMaybe they are two.
enum class Tie {
  kOtherCountry,
  kOtherBody,
  kOtherTrade,
  kBareName,
  kNothingInCommon,
  kMaybe,
  kSameCompany,
  kSameWords,
  kSameTrade,
  kSameBody
};
// Whether what is known of a person goes with what an article of this company says of somebody of
// the same name. `bare`: the name is a single word, as many bear.
Tie SamePerson(const Description& known, const Description& now, const Description& company,
               bool bare);
// That in words: "both told of as officer".
std::string Why(Tie tie, const Description& known, const Description& now,
                const Description& company);

}  // namespace dragoman::record
