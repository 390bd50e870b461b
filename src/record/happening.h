// SPDX-License-Identifier: Apache-2.0
// What merging compares: one report (or an event, through its best report), reduced to what decides
// whether two reports tell of the same happening. Pure: no database here, so that it can be tested
// with a table of pairs.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "base/string_map.h"
#include "lexicon/lexicon.h"
#include "record/identity.h"

namespace dragoman::record {

struct HappeningParticipant {
  int64_t actor = 0;  // row in the record
  uint8_t role = 0;   // 0 actor, 1 recipient, 2 other
  bool named = true;  // "Vladimir Putin", not "three soldiers": only named ones tell events apart
  bool person = false;
  bool state = false;
  // ISO 3166-1 alpha-2 of a state and of those who act for it: its government and its forces.
  // Zeros: of nobody.
  std::array<char, 2> acts_for = {};
  friend bool operator==(const HappeningParticipant&, const HappeningParticipant&) = default;
};

// "Biden imposed tariffs", "the United States imposed tariffs"; "Azerbaijani forces", "Azerbaijan".
// Two ministers of one state are two.
bool SameSide(const HappeningParticipant& p, const HappeningParticipant& q);

struct HappeningPlace {
  int64_t place = 0;                 // row in the record
  bool named = true;                 // "Kabul", not "a market"
  bool whole = false;                // a state, not somewhere in it
  std::array<char, 2> country = {};  // ISO 3166-1 alpha-2; zeros: not known
  friend bool operator==(const HappeningPlace&, const HappeningPlace&) = default;
};

struct HappeningAmount {
  std::string role;  // "killed"
  double least = 0, most = 0;
  friend bool operator==(const HappeningAmount&, const HappeningAmount&) = default;
};

struct Happening {
  std::string kind, type;
  bool factual = true;  // occurred, ongoing or denied; not planned or possible
  bool denied = false;
  std::vector<HappeningParticipant> participants;  // by (actor, role)
  std::vector<HappeningPlace> places;              // finest first
  Interval time;                                   // empty where the text gives none
  bool time_stated = false;
  std::optional<Date> published;
  std::vector<uint32_t> about;  // sorted hashes of the content words of `about`
  std::vector<HappeningAmount> amounts;
  int ordinal = 0;
  friend bool operator==(const Happening&, const Happening&) = default;
};

// What of a report tells soonest that it is of another happening than most: when it was, and who
// had to be there. Small, so that many can be looked at.
struct Glance {
  static constexpr int32_t kNoDay = INT32_MIN;
  int32_t earliest = kNoDay, latest = kNoDay, published = kNoDay;
  bool there : 1 = false;  // false: of nothing
  bool factual : 1 = true, denied : 1 = false, stated : 1 = false;
  bool once : 1 = false, calls_off : 1 = false;  // of its kind: GroupRule::once, outcome
  // Of who took part and where: anybody named, a place named, so many words that they may tie two.
  bool named : 1 = false, placed : 1 = false, wordy : 1 = false;
  bool single : 1 = false;  // of an event that is told by this report only
  int16_t days_apart = 0;
  // A bit for each who took part (several may share one); those without whom a plan is not
  // fulfilled.
  uint32_t parties = 0, needs = 0;
};
static_assert(sizeof(Glance) == 24);

// For report.summary; Decode throws InternalError on bytes Append did not write. Into a happening
// that is used again and again, nothing is allocated.
void Append(std::string& out, const Happening& happening);
void Decode(std::string_view bytes, Happening& into);
std::string Encode(const Happening& happening);
Happening Decode(std::string_view bytes);

// What must agree besides the parties.
enum class Needs : uint8_t { kNothing, kMatter, kSpot, kDay };

// How far reports of one group of kinds may lie apart; rows of data/record/alike.tsv, whose comment
// says what the columns mean.
struct GroupRule {
  std::string group;
  uint64_t seed = 0;   // of its blocks
  int days_apart = 2;  // publication dates, where a report states no time of its own
  Needs needs = Needs::kDay;
  bool one_party = false;
  std::string outcome;  // "cancels", "postpones": what an event of this kind does to a plan
  // A person meets with it once in a life, in this role: "X died", "gunmen killed X".
  std::optional<uint8_t> once;
};

class MergeRules {
 public:
  explicit MergeRules(const lexicon::Lexicon& lexicon);
  // Kinds of one group may name the same happening ("meet", "negotiate", "visit"). A kind without a
  // row is a group of its own.
  const GroupRule& RuleOf(const Happening& happening) const;
  // In order of the rows; those that call a plan off are not of the group's own kinds.
  std::vector<std::string> KindsOf(const std::string& group) const;
  // "President", "the Secretary": an office, not the name of somebody.
  bool IsTitle(std::string_view name) const;
  // "President of Turkey", "Foreign Minister of France": whoever holds it acts for a state.
  bool ActsForState(std::string_view title) const { return acting_.count(std::string(title)) > 0; }
  const Callings& callings() const { return callings_; }

 private:
  StringMap<GroupRule> by_kind_;
  std::vector<std::string> kinds_;
  std::unordered_set<std::string> titles_;  // folded
  std::unordered_set<std::string> acting_;  // titles of offices
  GroupRule other_;
  Callings callings_;
};

// The grade from which two reports are of one event; set with the weights in happening.cc.
inline constexpr double kSameEvent = 0.62;

struct Verdict {
  bool same = false;
  double grade = 0;          // 0..1
  std::string why{};         // "participants 1.00, time same day, kind meet/negotiate, place same"
  const char* why_not = "";  // if not the same
};

Verdict Compare(const Happening& a, const Happening& b, const MergeRules& rules);

// Sorted hashes of the longer words of some text, of the first ones.
std::vector<uint32_t> ContentWords(const std::string& text);
// Whether two sentences share so many of them that they may well tell the same.
bool AlikeSentences(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

// Of two reports of articles that tell one story, in each of which nothing else of the kind is
// told: it is enough that nothing speaks against it.
Verdict CompareInStory(const Happening& a, const Happening& b, const MergeRules& rules);

// Of two reports of one article, which its reader keeps apart: they must be of two kinds, and more
// must agree.
Verdict CompareWithin(const Happening& a, const Happening& b, const MergeRules& rules,
                      bool same_sentence);

// Of two reports of texts that are copies of one another: whether they are of one sentence, as far
// as what they hold tells.
bool SameInCopies(const Happening& a, const Happening& b);

// What `fact` makes of `plan`: "fulfils", "postpones", "cancels", or empty. Only if the plan is not
// factual and the fact is, and both are about the same parties.
std::string OutcomeOf(const Happening& plan, const Happening& fact, const MergeRules& rules);

Glance GlanceAt(const Happening& happening, const MergeRules& rules);
// False: Compare says no (and, unless the event is told by one report only, with no grade), and
// OutcomeOf nothing. `times_only`: CompareWithin and SameInCopies are asked, too.
bool MayConcern(const Glance& report, const Glance& event, bool times_only);

// Where to look for events that Compare might accept: a few numbers per report, so that the cost of
// merging does not grow with the record. `wide` adds the neighbouring weeks and years to look in.
// A block is a period (a week, or a year by its first week) above kBlockHashBits bits of hash.
// `when`: the happening's own times (GlanceAt), or others to look in. `out` holds them sorted.
inline constexpr int kBlockHashBits = 40;
void Blocks(const Happening& happening, const Glance& when, const MergeRules& rules, bool wide,
            std::vector<int64_t>& out);

}  // namespace dragoman::record
