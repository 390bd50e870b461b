// SPDX-License-Identifier: Apache-2.0
// Whether two reports tell of the same happening. Entry: Compare, Blocks.
#include "record/happening.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "record/copies.h"
#include "record/record.h"

namespace dragoman::record {
namespace {

// Weights of the four kinds of evidence (the grade from which it is one event: kSameEvent). Set on
// the story bundles of tests/bundles: look-alikes a day apart stay below, retold events
// above.
constexpr double kParticipants = 0.45, kTime = 0.30, kKind = 0.15, kPlace = 0.10;
// The grade of two reports of which one tells too little: no reason to keep others of the event
// apart.
constexpr double kLacks = 0.01;
// What one deed with two culprits counts as shared participants.
constexpr double kAnotherCulprit = 0.5;
// What an attack on people without names, at one spot on one day, counts as shared participants.
constexpr double kNobodyNamed = 0.6;
// Two of two and three, but not one of one and two: "Putin met Xi", "Putin met Xi and Raisi".
constexpr double kMostParties = 0.79;
constexpr size_t kWordsCompared = 24;
// What is said of two, in articles that tell one story: less will do.
constexpr double kStoryMatter = 0.3, kStoryGrade = 0.7, kAlikeWords = 0.25;
// What is said of two in these many words, most of them the same, is one thing.
constexpr double kSameWords = 0.6;
constexpr size_t kManyWords = 4;
// A stated time may be told a day off ("late on Sunday" and "on Monday", time zones).
constexpr int kSlackDays = 1;
constexpr int kWideDays = 35;
// A name may be that of two people who died in different years.
constexpr int kOneLifeDays = 366;
// A plan without a date is fulfilled by what happens within a year.
constexpr int kOpenPlanDays = 366;
// One with a date is fulfilled late within these days.
constexpr int kLateDays = 21;
// A plan is called off so long before its day.
constexpr int kCalledOffDays = 168;
// Periods of no time, for what is looked for whenever it was: after all weeks there are.
constexpr int kOncePeriod = 1 << 20, kOncePeriods = 1024;
enum class BlockOf { kWeek, kDeeds, kWideDeeds, kPlans, kOnce };

uint64_t Mix(uint64_t h, uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15 + (h << 6) + (h >> 2);  // boost::hash_combine
  return h * 0xff51afd7ed558ccd;
}

Glance TimesOf(const Happening& h) {
  Glance g;
  if (h.time.earliest) g.earliest = h.time.earliest->days;
  if (h.time.latest) g.latest = h.time.latest->days;
  if (h.published) g.published = h.published->days;
  g.there = true;
  g.factual = h.factual;
  g.denied = h.denied;
  g.stated = h.time_stated;
  return g;
}

// The days a report can be about: what it states, else a few days before it was written.
std::optional<std::pair<Date, Date>> Window(const Glance& g, int days_before) {
  Date earliest{g.earliest}, latest{g.latest}, published{g.published};
  bool begins = g.earliest != Glance::kNoDay, ends = g.latest != Glance::kNoDay;
  if (begins && ends) return std::pair{earliest, latest};
  if (ends) return std::pair{latest - kWideDays, latest};
  if (begins) return std::pair{earliest, earliest + kWideDays};
  if (g.published == Glance::kNoDay) return std::nullopt;
  return g.factual ? std::pair{published - days_before, published}
                   : std::pair{published, published + kWideDays};
}

struct TimeMatch {
  double score = 0;
  const char* how = "";
  bool possible = true;
  bool apart = false;         // stated, and a day apart
  bool same_day = false;      // stated
  bool wide = false;          // one of them states some year
  bool stated = false;        // by both, within a week
  bool written_then = false;  // by neither; written on one day
  bool unknown = false;       // of one of them nothing is known, not even when it was written
  bool half = false;          // and of the other it is
};

TimeMatch MatchTimes(const Glance& a, const Glance& b, int days_apart) {
  auto wa = Window(a, days_apart), wb = Window(b, days_apart);
  if (!wa || !wb) {
    return {.score = 0.4, .how = "one has no date at all", .unknown = true, .half = wa || wb};
  }
  int gap = std::max(wa->first - wb->second, wb->first - wa->second);
  int width = std::max(wa->second - wa->first, wb->second - wb->first);
  if (a.stated && b.stated) {
    if (gap > kSlackDays) return {.how = "stated times differ", .possible = false};
    if (gap > 0) return {.score = 0.45, .how = "stated times a day apart", .apart = true};
    if (width == 0) {
      return {.score = 1.0, .how = "same day stated", .same_day = true, .stated = true};
    }
    if (width <= 7) return {.score = 0.85, .how = "stated times overlap", .stated = true};
    bool wide = width > 3 * kWideDays;
    return {.score = wide ? 0.6 : 0.75, .how = "stated times overlap", .wide = wide};
  }
  if (!a.stated && !b.stated && a.published != Glance::kNoDay && b.published != Glance::kNoDay) {
    int apart = std::abs(a.published - b.published);
    if (apart > days_apart) return {.how = "written too far apart", .possible = false};
    bool then = apart == 0;
    return {.score = then ? 0.75 : 0.6, .how = "written within days", .written_then = then};
  }
  if (gap > kSlackDays) {
    return {.how = "one states a time the other cannot mean", .possible = false};
  }
  return {.score = 0.65, .how = "one states a time, the other was written then"};
}

double ShareOfParticipants(const Happening& a, const Happening& b) {
  double common = 0, all = 0;
  for (const auto& p : a.participants) {
    double weight = p.named ? 1.0 : 0.5;
    all += weight;
    for (const auto& q : b.participants) {
      if (!SameSide(p, q)) continue;
      common += 2 * weight;
      break;
    }
  }
  for (const auto& q : b.participants) all += q.named ? 1.0 : 0.5;
  return all > 0 ? std::min(1.0, common / all) : 0;
}

// "Putin met Xi" and "Putin met Modi" share one of two: a named party that only one side has on
// each side means two happenings.
bool NamedClash(const Happening& a, const Happening& b, bool recipients_only) {
  auto only = [&](const Happening& x, const Happening& y) {
    return std::any_of(x.participants.begin(), x.participants.end(), [&](const auto& p) {
      return p.named && (recipients_only ? p.role == 1 : p.role != 2) &&
             std::none_of(y.participants.begin(), y.participants.end(),
                          [&](const auto& q) { return SameSide(p, q); });
    });
  };
  return only(a, b) && only(b, a);
}
bool NamedPartiesClash(const Happening& a, const Happening& b) { return NamedClash(a, b, false); }
bool RecipientsClash(const Happening& a, const Happening& b) { return NamedClash(a, b, true); }

size_t InCommon(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t n = 0;
  for (uint32_t word : a) n += std::binary_search(b.begin(), b.end(), word);
  return n;
}

// Of the content words of the shorter one; a single word in common says nothing.
double ShareOf(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t both = InCommon(a, b), smaller = std::min(a.size(), b.size());
  if (both < 2 && a != b) return 0;
  return smaller > 0 ? static_cast<double>(both) / static_cast<double>(smaller) : 0;
}

enum class Match { kUnknown, kOther, kSame, kSameSpot };  // a spot: not just a state or region

// Beijing is in China; "a market" may be anywhere. Louisville and Virginia Beach are both in the
// United States, and not the same: the finest that each names decides.
Match MatchPlaces(const Happening& a, const Happening& b) {
  const HappeningPlace *finest_a = nullptr, *finest_b = nullptr;
  Match match = Match::kUnknown;
  for (const HappeningPlace& x : a.places) {
    for (const HappeningPlace& y : b.places) {
      if (!x.named || !y.named) continue;
      if (finest_a == nullptr) finest_a = &x, finest_b = &y;
      if (x.place == y.place && !x.whole) return Match::kSameSpot;
      bool inside = x.whole != y.whole && x.country[0] != 0 && x.country == y.country;
      bool finest = &x == finest_a || &y == finest_b;
      bool same = (x.place == y.place && finest) || (inside && &x == finest_a && &y == finest_b);
      match = std::max(match, same ? Match::kSame : Match::kOther);
    }
  }
  return match;
}

// "12" and "12" hold two reports together; "at least 12" and "14" only do not part them, nor does a
// toll that rose from one day's papers to the next's.
Match MatchTolls(const Happening& a, const Happening& b) {
  Match match = Match::kUnknown;
  bool a_first = a.published && b.published && *a.published < *b.published;
  bool b_first = a.published && b.published && *b.published < *a.published;
  for (const auto& x : a.amounts) {
    for (const auto& y : b.amounts) {
      if (x.role != y.role) continue;
      if (x.least == y.least) return Match::kSame;
      bool rose = (a_first && x.most < y.least) || (b_first && y.most < x.least);
      if (!rose && (x.least > y.most || y.least > x.most)) match = Match::kOther;
    }
  }
  return match;
}

bool AnyNamed(const Happening& h) {
  return std::any_of(h.participants.begin(), h.participants.end(),
                     [](const auto& p) { return p.named; });
}

void AppendField(std::string& why, const char* name, const std::string& value) {
  if (!why.empty()) why += "; ";
  why += name;
  why += ' ';
  why += value;
}

std::string Percent(double share) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.2f", share);
  return buffer;
}

}  // namespace

std::vector<uint32_t> ContentWords(const std::string& about) {
  std::vector<uint32_t> out;
  if (about.empty()) return out;
  out.reserve(std::min(kWordsCompared, about.size() / 4));
  std::string folded = FoldName(about);
  for (size_t at = 0; at < folded.size() && out.size() < kWordsCompared;) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    // Words of up to three letters are mostly grammar.
    if (end - at > 3) {
      out.push_back(
          static_cast<uint32_t>(HashOfText(std::string_view(folded).substr(at, end - at))));
    }
    at = end + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool SameSide(const HappeningParticipant& p, const HappeningParticipant& q) {
  if (p.actor == q.actor) return true;
  return p.acts_for[0] != 0 && p.acts_for == q.acts_for && (p.state || q.state);
}

namespace {

// What two reports have in common.
struct Likeness {
  TimeMatch time;
  Match place = Match::kUnknown, tolls = Match::kUnknown;
  double participants = 0, about = 0;
  bool have_about = false;
  bool lacks = false;       // nothing speaks against the two but that too little is told
  bool same_words = false;  // what is said of both is told in the same words, and in many
};

bool SharePerson(const Happening& a, const Happening& b) {
  return std::any_of(a.participants.begin(), a.participants.end(), [&](const auto& p) {
    return p.named && p.person &&
           std::any_of(b.participants.begin(), b.participants.end(),
                       [&](const auto& q) { return q.actor == p.actor; });
  });
}

int NamedInCommon(const Happening& a, const Happening& b) {
  int n = 0;
  for (const auto& p : a.participants) {
    n += p.named && std::any_of(b.participants.begin(), b.participants.end(),
                                [&](const auto& q) { return SameSide(p, q); });
  }
  return n;
}

// What the group wants to agree besides the parties, and does not. Only another matter speaks
// against the two; the rest is that too little is told.
const char* NotMet(const GroupRule& rule, Likeness& like) {
  like.lacks = rule.needs != Needs::kMatter || !like.have_about;
  bool matter = like.about >= 0.5, spot = like.place == Match::kSameSpot;
  bool tied = matter || spot || like.tolls == Match::kSame || rule.one_party;
  if (like.time.unknown && !tied) return "no date, and no town, toll or matter in common";
  // Of a text without a day: what is told in the same words, or of a toll or a person in one town.
  bool sure = like.same_words || (spot && (like.tolls == Match::kSame || rule.one_party));
  if (like.time.half && !sure) return "one has no date, and too little tells that it is the same";
  switch (rule.needs) {
    case Needs::kNothing:
      return nullptr;
    case Needs::kMatter:
      return matter ? nullptr : "not the same matter";
    case Needs::kSpot:
      return spot || (like.tolls == Match::kSame && like.place != Match::kOther)
                 ? nullptr
                 : "no town or toll in common";
    case Needs::kDay:
      return matter || spot || like.time.stated ||
                     (like.time.written_then && like.participants > 0.99)
                 ? nullptr
                 : "no day, town or matter in common";
  }
  return nullptr;
}

// "X died", "gunmen killed X", "X was killed": the one to whom both happened, who meets with such a
// thing once. Null if nobody did.
const HappeningParticipant* SameFate(const Happening& a, const Happening& b, const GroupRule& of_a,
                                     const GroupRule& of_b) {
  if (!of_a.once || !of_b.once || !a.factual || !b.factual) return nullptr;
  for (const auto& p : a.participants) {
    if (p.role != of_a.once || !p.named || !p.person) continue;
    for (const auto& q : b.participants) {
      if (q.role == of_b.once && q.actor == p.actor) return &p;
    }
  }
  return nullptr;
}

// Days between the times they state, else between the days they were written.
int DaysApart(const Glance& a, const Glance& b) {
  auto wa = Window(a, 0), wb = Window(b, 0);
  return wa && wb ? std::max({0, wa->first - wb->second, wb->first - wa->second}) : 0;
}

// Who took part, as far as that parts two reports. Sets like.participants.
const char* OtherParties(const Happening& a, const Happening& b, const GroupRule& rule,
                         Likeness& like) {
  bool same_place = like.place >= Match::kSame, same_spot = like.place == Match::kSameSpot;
  bool attack = rule.needs == Needs::kSpot;
  like.participants = ShareOfParticipants(a, b);
  if (NamedPartiesClash(a, b)) {
    // Who did it is what reports of one attack differ on.
    bool one_deed = attack && like.time.same_day && same_place && like.tolls == Match::kSame &&
                    !RecipientsClash(a, b);
    if (!one_deed && !like.same_words) return "other named parties";
    like.participants = std::max(like.participants, kAnotherCulprit);
    return nullptr;
  }
  // "A bomb killed nine", "a bomb of the Islamic State": of one who did it only one report knows.
  bool one_day = like.time.same_day || (a.time_stated && b.time_stated && a.time.earliest &&
                                        a.time.earliest == b.time.earliest);
  bool one_knows = attack && same_spot && one_day && a.kind == b.kind &&
                   like.tolls != Match::kOther && AnyNamed(a) != AnyNamed(b);
  if (one_knows) {
    like.participants = std::max(like.participants, kNobodyNamed);
    return nullptr;
  }
  if (!AnyNamed(a) && !AnyNamed(b)) {
    // "Gunmen" and "three soldiers" are somebody else in every article.
    like.lacks = like.place != Match::kOther;
    if (!same_place && !like.same_words) return "nobody named, and no place in common";
    like.lacks = false;
    // "12 people", "14 people": whom a bomb in one town on one day hit is told in many ways.
    // A bomb that killed 12 and gunmen who killed two are two deeds.
    bool apart = like.tolls == Match::kOther && a.kind != b.kind;
    // "Three suspects", "three men": arrested in one town on one day.
    bool one_haul = rule.one_party && like.tolls == Match::kSame;
    bool one_deed = (attack || one_haul) && like.time.same_day && same_spot && !apart;
    if (apart) return "another deed, another toll";
    if (one_deed) like.participants = std::max(like.participants, kNobodyNamed);
    if (a.participants.empty() && b.participants.empty()) like.participants = 1.0;
    return nullptr;
  }
  bool enough = like.time.stated || same_spot || (rule.one_party && SharePerson(a, b));
  // One name alone ties talks to talks no more than it ties trips to trips.
  bool several = rule.needs != Needs::kNothing || NamedInCommon(a, b) > 1;
  enough = enough || (like.participants >= kMostParties && several) || like.about >= 0.5;
  like.lacks = !enough;
  return enough ? nullptr : "not all of the parties, and no day or town in common";
}

// Why two reports of one group of kinds cannot be one happening, or null. Sets the rest of `like`.
const char* WhyNot(const Happening& a, const Happening& b, const GroupRule& rule, Likeness& like) {
  if (a.factual != b.factual && !a.denied && !b.denied) return "one is only planned";
  if (a.ordinal != 0 && b.ordinal != 0 && a.ordinal != b.ordinal) return "ordinals differ";
  like.time = MatchTimes(TimesOf(a), TimesOf(b), rule.days_apart);
  if (!like.time.possible) return like.time.how;
  like.place = MatchPlaces(a, b);
  like.tolls = MatchTolls(a, b);
  like.about = ShareOf(a.about, b.about);
  like.have_about = !a.about.empty() && !b.about.empty();
  like.same_words = like.about >= kSameWords && InCommon(a.about, b.about) >= kManyWords;
  bool same_place = like.place >= Match::kSame, same_toll = like.tolls == Match::kSame;
  // "Called on 16 October", "called again on 17 October": a day's slip needs something that holds
  // the two together.
  if (like.time.apart && !same_place && !same_toll)
    return "a day apart, no place or toll in common";
  if (like.time.apart && rule.needs == Needs::kSpot && !same_toll)
    return "a day apart, another toll";
  if (like.time.wide && !same_place) return "a time too wide to tell";
  if (const char* other = OtherParties(a, b, rule, like)) return other;
  return NotMet(rule, like);
}

}  // namespace

bool AlikeSentences(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return ShareOf(a, b) >= kAlikeWords;
}

Verdict CompareInStory(const Happening& a, const Happening& b, const MergeRules& rules) {
  const GroupRule& rule = rules.RuleOf(a);
  const GroupRule& other = rules.RuleOf(b);
  bool alike = a.kind == b.kind || (!rule.group.empty() && rule.group == other.group);
  if (!alike || rule.outcome != other.outcome) return {.why_not = "kinds differ"};
  Likeness like;
  const char* why_not = WhyNot(a, b, rule, like);
  if (why_not != nullptr && !like.lacks) return {.why_not = why_not};
  if (like.place == Match::kOther || like.tolls == Match::kOther) {
    return {.why_not = "another place or toll"};
  }
  if (rule.needs == Needs::kMatter && like.about < kStoryMatter) {
    return {.why_not = "not the same matter"};
  }
  // "Israel intercepts a missile fired from Yemen", told on two days in a row, was done twice.
  bool then = like.time.same_day || like.time.written_then || like.time.unknown;
  // "Orders the deployment of the National Guard", and a day later of Marines.
  bool days = !a.time_stated && !b.time_stated && a.published && b.published && !then;
  bool again = (rule.needs == Needs::kSpot && !then) || (days && !rule.one_party);
  if (again && like.tolls != Match::kSame) {
    return {.why_not = "it may have been done again"};
  }
  Verdict v{.same = true, .grade = kStoryGrade};
  v.why = "each of two articles that tell one story has one such event";
  AppendField(v.why, "kind", a.kind == b.kind ? a.kind : a.kind + "/" + b.kind);
  return v;
}

Verdict Compare(const Happening& a, const Happening& b, const MergeRules& rules) {
  const GroupRule& rule = rules.RuleOf(a);
  const GroupRule& other = a.kind == b.kind ? rule : rules.RuleOf(b);
  if (SameFate(a, b, rule, other) != nullptr && DaysApart(TimesOf(a), TimesOf(b)) <= kOneLifeDays) {
    return {true, 0.9,
            "it happens to a person once; kind " + a.kind + (a.kind == b.kind ? "" : "/" + b.kind)};
  }
  if (a.kind != b.kind && (rule.group.empty() || rule.group != other.group)) {
    return {.why_not = "kinds differ"};
  }
  if (rule.outcome != other.outcome) return {.why_not = "one calls the other off"};
  Likeness like;
  if (const char* why_not = WhyNot(a, b, rule, like)) {
    return {.grade = like.lacks ? kLacks : 0, .why_not = why_not};
  }
  bool same_place = like.place >= Match::kSame, other_place = like.place == Match::kOther;
  double kind = a.kind == b.kind ? 1.0 : 0.6;
  double place = same_place ? 1.0 : other_place ? 0.0 : 0.5;
  double grade =
      kParticipants * like.participants + kTime * like.time.score + kKind * kind + kPlace * place;
  if (like.tolls == Match::kSame) grade = std::min(1.0, grade + 0.05);
  if (grade < kSameEvent || like.participants < 0.3) {
    return {.grade = grade, .why_not = "too little in common"};
  }
  Verdict v{.same = true, .grade = grade};
  AppendField(v.why, "participants", Percent(like.participants));
  AppendField(v.why, "time:", like.time.how);
  AppendField(v.why, "kind", a.kind == b.kind ? a.kind : a.kind + "/" + b.kind);
  AppendField(v.why, "place", same_place ? "same" : other_place ? "differs" : "not told by both");
  if (like.tolls != Match::kUnknown) {
    AppendField(v.why, "toll", like.tolls == Match::kSame ? "agrees" : "differs");
  }
  if (like.have_about) AppendField(v.why, "matter", Percent(like.about));
  return v;
}

namespace {

bool AllNamedIn(const Happening& a, const Happening& b) {
  return std::all_of(a.participants.begin(), a.participants.end(), [&](const auto& p) {
    return !p.named || std::any_of(b.participants.begin(), b.participants.end(),
                                   [&](const auto& q) { return SameSide(p, q); });
  });
}

}  // namespace

bool SameInCopies(const Happening& a, const Happening& b) {
  return a.kind == b.kind && a.factual == b.factual && a.denied == b.denied &&
         a.ordinal == b.ordinal && a.about == b.about && AllNamedIn(a, b) && AllNamedIn(b, a) &&
         MatchPlaces(a, b) != Match::kOther && MatchTolls(a, b) != Match::kOther;
}

namespace {

// "His last trip was to Beijing to meet with Xi": a journey and what it was for, told in a sentence
// that dates one of them or none. A state that was travelled to is no party.
bool OneJourney(Happening a, Happening b) {
  if (MatchPlaces(a, b) < Match::kSame || (a.time_stated && b.time_stated && a.time != b.time)) {
    return false;
  }
  for (Happening* h : {&a, &b}) {
    std::erase_if(h->participants, [](const auto& p) { return p.role == 1 && p.state; });
  }
  return NamedInCommon(a, b) > 0 && (AllNamedIn(a, b) || AllNamedIn(b, a));
}

}  // namespace

namespace {

// "Armenia said that Goris had been shelled. Azerbaijan denied that its forces had shelled Goris":
// what is denied is what was told.
const char* DenialOf(const Happening& a, const Happening& b, const GroupRule& rule) {
  if (a.kind != b.kind || !a.factual || !b.factual || a.denied == b.denied) return nullptr;
  if (a.ordinal != b.ordinal || NamedPartiesClash(a, b)) return nullptr;
  const TimeMatch time = MatchTimes(TimesOf(a), TimesOf(b), rule.days_apart);
  const Match place = MatchPlaces(a, b);
  if (!time.possible || time.apart || place == Match::kOther) return nullptr;
  if (MatchTolls(a, b) == Match::kOther) return nullptr;
  bool parties = NamedInCommon(a, b) > 0 && (AllNamedIn(a, b) || AllNamedIn(b, a));
  bool tied = rule.needs == Needs::kMatter ? parties && ShareOf(a.about, b.about) >= 0.5
              : rule.needs == Needs::kSpot
                  ? place == Match::kSameSpot
                  : parties && (NamedInCommon(a, b) > 1 || rule.one_party || place >= Match::kSame);
  return tied ? "told and denied in one article" : nullptr;
}

}  // namespace

Verdict CompareWithin(const Happening& a, const Happening& b, const MergeRules& rules,
                      bool same_sentence) {
  const GroupRule& rule = rules.RuleOf(a);
  const GroupRule& other = rules.RuleOf(b);
  const Verdict kNo{.grade = 0.1, .why_not = "the article tells them apart"};
  if (const char* denial = DenialOf(a, b, rule)) return {true, 0.8, denial};
  // "X was arrested on Monday ... When X was arrested": of one person a kind of these is told
  // twice.
  bool other_kind = a.kind != b.kind || rule.one_party;
  bool alike = other_kind && !rule.group.empty() && rule.group == other.group &&
               rule.outcome.empty() && other.outcome.empty();
  if (!alike || a.factual != b.factual || a.denied != b.denied) return kNo;
  if (a.ordinal != b.ordinal && a.ordinal != 0 && b.ordinal != 0) return kNo;
  bool journey = !rule.one_party && rule.needs == Needs::kNothing;
  if (journey && same_sentence && OneJourney(a, b)) {
    return {
        true, 0.8,
        "told twice in one article: a journey and what it was for; kind " + a.kind + "/" + b.kind};
  }
  TimeMatch time = MatchTimes(TimesOf(a), TimesOf(b), rule.days_apart);
  Match place = MatchPlaces(a, b);
  if (!time.possible || time.apart || place == Match::kOther) return kNo;
  if (MatchTolls(a, b) == Match::kOther || NamedPartiesClash(a, b)) return kNo;
  bool one_day = time.same_day || a.time_stated != b.time_stated || !a.time_stated;
  if (!one_day && !same_sentence) return kNo;
  const char* tie = nullptr;
  if (SameFate(a, b, rule, other) != nullptr) {
    tie = "it happens to a person once";
  } else if (rule.needs == Needs::kSpot) {
    if (place == Match::kSameSpot) tie = "one town";
    // "A bomb exploded at a market on Monday, killing nine."
    if (same_sentence && time.same_day && place == Match::kUnknown) tie = "one sentence";
  } else if (rule.one_party) {
    if (SharePerson(a, b)) tie = "one person";
  } else if (rule.needs == Needs::kNothing) {
    if (NamedInCommon(a, b) > 1 && AllNamedIn(a, b) && AllNamedIn(b, a)) tie = "the same parties";
  }
  if (tie == nullptr) return kNo;
  return {true, 0.8,
          "told twice in one article: " + std::string(tie) + "; kind " + a.kind + "/" + b.kind};
}

namespace {

// All who were to take part did, and more than one of them or a place, a day or the matter ties the
// two together: "Trump will impose tariffs" is not fulfilled by each of his tariffs.
bool IsWhatWasPlanned(const Happening& plan, const Happening& fact) {
  int in_common = 0;
  for (const auto& p : plan.participants) {
    bool there = std::any_of(fact.participants.begin(), fact.participants.end(),
                             [&](const auto& q) { return q.actor == p.actor; });
    if (p.named && !there) return false;
    in_common += there && p.named;
  }
  bool dated = plan.time_stated && plan.time.earliest && plan.time.latest &&
               *plan.time.latest - *plan.time.earliest <= kSlackDays + 7;
  return in_common > 1 || dated || MatchPlaces(plan, fact) >= Match::kSame ||
         ShareOf(plan.about, fact.about) >= 0.5;
}

// Whether the times allow that the plan was carried out, up to `late` days after a stated one.
bool InTime(const Glance& plan, const Glance& fact, int late) {
  auto when = Window(fact, fact.days_apart);
  if (!when) return false;
  bool told = plan.published != Glance::kNoDay;
  // What had happened before the plan was told does not fulfil it.
  if (told && when->second < Date{plan.published}) return false;
  if (!plan.stated) return !told || when->first <= Date{plan.published} + kOpenPlanDays;
  auto window = Window(plan, plan.days_apart);
  return !window ||
         (when->first <= window->second + late && when->second >= window->first - kSlackDays);
}

bool CalledOffInTime(const Glance& plan, const Glance& fact) {
  bool known = plan.published != Glance::kNoDay && fact.published != Glance::kNoDay;
  return !known || fact.published >= plan.published;
}

// "Will visit China" is fulfilled in Guangzhou: the state that is gone to is a place.
void WithoutDestination(Happening& h) {
  std::erase_if(h.participants, [](const auto& p) { return p.role == 1 && p.state; });
}

bool GoesToState(const Happening& h) {
  return std::any_of(h.participants.begin(), h.participants.end(),
                     [](const auto& p) { return p.role == 1 && p.state; });
}

// "Tokayev has put off his visit to France", of what he was to do in Paris with Macron; not of his
// talks with Scholz the day after.
bool CalledOff(const Happening& plan, Happening fact) {
  bool there = MatchPlaces(plan, fact) >= Match::kSame;
  // The state to which it was to go is no party that the plan must name.
  if (there) WithoutDestination(fact);
  int in_common = NamedInCommon(plan, fact);
  if (in_common == 0 || NamedPartiesClash(plan, fact)) return false;
  bool all = AllNamedIn(plan, fact);
  return there || in_common > 1 || (all && fact.participants.size() > 0);
}

}  // namespace

std::string OutcomeOf(const Happening& plan, const Happening& fact, const MergeRules& rules) {
  if (plan.factual || !fact.factual || fact.denied) return "";
  const GroupRule& planned = rules.RuleOf(plan);
  const GroupRule& done = rules.RuleOf(fact);
  bool alike = plan.kind == fact.kind || (!planned.group.empty() && planned.group == done.group);
  if (!alike || !planned.outcome.empty()) return "";
  const Glance when_planned = GlanceAt(plan, rules), when_done = GlanceAt(fact, rules);
  if (!done.outcome.empty()) {
    return CalledOffInTime(when_planned, when_done) && CalledOff(plan, fact) ? done.outcome : "";
  }
  bool there = MatchPlaces(plan, fact) >= Match::kSame;
  if (there && (GoesToState(plan) || GoesToState(fact))) {
    Happening a = plan, b = fact;
    WithoutDestination(a), WithoutDestination(b);
    return OutcomeOf(a, b, rules);  // no such state is left
  }
  if (NamedPartiesClash(plan, fact) || ShareOfParticipants(plan, fact) < 0.5) return "";
  if (!IsWhatWasPlanned(plan, fact)) return "";
  // What comes late is the same only if it is the same journey or all the same people.
  bool tied = MatchPlaces(plan, fact) >= Match::kSame || NamedInCommon(plan, fact) > 1;
  int late = tied && !planned.group.empty() ? kLateDays : kSlackDays;
  return InTime(when_planned, when_done, late) ? "fulfils" : "";
}

Glance GlanceAt(const Happening& h, const MergeRules& rules) {
  Glance glance = TimesOf(h);
  const GroupRule& rule = rules.RuleOf(h);
  glance.once = rule.once.has_value();
  glance.calls_off = !rule.outcome.empty();
  glance.days_apart = static_cast<int16_t>(rule.days_apart);
  for (const auto& p : h.participants) {
    const uint32_t bit = 1u << (static_cast<uint32_t>(p.actor) * 0x9e3779b1 >> 27);  // Knuth 6.4
    glance.parties |= bit;
    // A state that is gone to may be told as a place: IsWhatWasPlanned, WithoutDestination.
    if (p.named && !(p.role == 1 && p.state)) glance.needs |= bit;
    glance.named = glance.named || p.named;
  }
  glance.placed =
      std::any_of(h.places.begin(), h.places.end(), [](const auto& p) { return p.named; });
  glance.wordy = h.about.size() >= kManyWords;
  return glance;
}

bool MayConcern(const Glance& report, const Glance& event, bool times_only) {
  const Glance& plan = report.factual ? event : report;
  const Glance& fact = report.factual ? report : event;
  if (!plan.factual && fact.factual && !fact.denied) {
    if (plan.calls_off) return false;
    if (fact.calls_off) return CalledOffInTime(plan, fact);
    return (times_only || (plan.needs & ~fact.parties) == 0) && InTime(plan, fact, kLateDays);
  }
  if (report.factual && report.once && event.once && DaysApart(report, event) <= kOneLifeDays) {
    return true;
  }
  const TimeMatch time = MatchTimes(report, event, report.days_apart);
  if (!time.possible || times_only) return time.possible;
  // As WhyNot and OtherParties say it.
  const bool places = report.placed && event.placed;
  const bool somebody = report.named || event.named || (report.wordy && event.wordy);
  return places || (!time.wide && (somebody || !event.single));
}

void Blocks(const Happening& h, const Glance& when, const MergeRules& rules, bool wide,
            std::vector<int64_t>& out) {
  out.clear();
  const GroupRule& rule = rules.RuleOf(h);
  uint64_t seed = rule.group.empty() ? HashOfText(h.kind) : rule.seed;
  auto window = Window(when, rule.days_apart);
  std::array<int64_t, 10> alone;  // parties, and two places
  size_t parties = 0;
  for (const auto& p : h.participants) {
    if (std::find(alone.begin(), alone.begin() + parties, p.actor) != alone.begin() + parties) {
      continue;
    }
    alone[parties++] = p.actor;
    if (parties == 8) break;
  }
  size_t all_alone = parties;
  for (size_t i = 0; i < h.places.size() && i < 2; ++i) alone[all_alone++] = -h.places[i].place;
  int first = window ? window->first.days : 0, last = window ? window->second.days : 0;
  // Narrow times: one actor and the week. All times: a pair of actors and the year.
  bool narrow = last - first <= 3 * kWideDays;
  if (wide) first -= rule.days_apart + kSlackDays, last += rule.days_apart + kSlackDays;
  if (wide && narrow) {
    // What calls off a plan is told of before its day.
    if (!h.factual && when.published != Glance::kNoDay) {
      first = std::min(first, std::max(when.published, first - kCalledOffDays / 2));
    }
    if (!rule.outcome.empty()) last += kCalledOffDays;
  }
  // The week leads: what is written at one time lies together in the index.
  auto add = [&](BlockOf what, int64_t a, int64_t b, int week) {
    if (a > b) std::swap(a, b);  // "Putin met Xi", "Xi met Putin"
    uint64_t key = Mix(Mix(Mix(seed, static_cast<uint64_t>(what)), static_cast<uint64_t>(a)),
                       static_cast<uint64_t>(b));
    out.push_back((int64_t{week} << kBlockHashBits) |
                  static_cast<int64_t>(key >> (64 - kBlockHashBits)));
  };
  if (narrow) {
    for (size_t i = 0; i < all_alone; ++i) {
      for (int week = first / 7; week <= last / 7; ++week) add(BlockOf::kWeek, alone[i], 0, week);
    }
  }
  // Two who meet every week fill a year with deeds that only the week tells apart; what has a
  // narrow time itself looks only for plans and for what is told of some month or year.
  BlockOf own = !h.factual ? BlockOf::kPlans : narrow ? BlockOf::kDeeds : BlockOf::kWideDeeds;
  int first_year = Date{first}.year(), last_year = std::min(Date{last}.year(), first_year + 3);
  for (size_t i = 0; i < parties && i < 4; ++i) {
    for (size_t j = i + 1; j < parties && j < 4; ++j) {
      for (int year = first_year; year <= last_year; ++year) {
        for (BlockOf what : {BlockOf::kDeeds, BlockOf::kWideDeeds, BlockOf::kPlans}) {
          bool look = wide && (what != BlockOf::kDeeds || own != BlockOf::kDeeds);
          if (look || what == own) add(what, alone[i], alone[j], (year - 1970) * 52);
        }
      }
    }
  }
  for (const auto& p : h.participants) {
    if (rule.once && p.role == rule.once && p.named && p.person) {
      seed = 0;  // whatever the kind, whenever it was
      add(BlockOf::kOnce, p.actor, 0, kOncePeriod + static_cast<int>(p.actor % kOncePeriods));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

}  // namespace dragoman::record
