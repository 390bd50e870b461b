// SPDX-License-Identifier: Apache-2.0
// KnowledgeBase: who and what exists in the world: states, people, bodies, places, generic agents,
// the offices people held and when, and one index of all their names. Built once from the lexicon
// (data/entities/**) and optional user files, then read by all threads; it never changes.
// Entry: KnowledgeBase::Make, FindNames, Get, OfficesByTitle, HoldersOf, OfficesOf.
// It knows nothing of syntax or of an article: deciding who is meant is FindEntities' work.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/entities.h"

namespace dragoman::entities {

using KnownId = uint32_t;   // position; stable for one lexicon and one list of user files
using OfficeId = uint32_t;  // likewise
using TitleId = uint32_t;   // likewise
inline constexpr KnownId kNoKnown = UINT32_MAX;

// One thing in the world. The views live as long as the KnowledgeBase and its lexicon.
struct Known {
  std::string_view key;  // "state/TR", "person/vladimir-putin", "org/nato", "city/323786"
  EntityType type = EntityType::kOther;
  // Finer, in data's words: "party", "igo", "armed-group", "news-agency", "newspaper",
  // "broadcaster", "ministry", "military", "police", "agent", "capital", "province", "dam", ... ;
  // may be empty.
  std::string_view kind;
  std::string_view name;       // as an encyclopaedia titles it
  std::string_view country;    // ISO 3166-1 alpha-2: where it is, whose it is; or empty
  std::string_view wikipedia;  // English title with underscores, or empty
  std::string_view sector;     // PLOVER sector of an actor ("GOV", "MIL", "REB" ...), or empty
  std::string_view heir;       // of a state that is gone: ISO2 its leaders are kept under, or empty
  std::string_view part_of;    // key of the body or place it belongs to, or empty
  std::string_view source;     // where the row comes from
  int64_t geonames = 0;        // 0: none
  int64_t population = 0;      // 0: not known
  std::optional<double> latitude, longitude;
  Gender gender = Gender::kNone;  // people, where the data has it
  bool from_user = false;
};

enum class NameKind : uint8_t {
  kFull,          // "Recep Tayyip Erdogan", "United States"
  kShort,         // a family name, or the usual short form: "Erdogan"; needs support from the text
  kAlias,         // other full names: "Türkiye", "Bombay", "Islamic State of Iraq and Syria"
  kAbbreviation,  // "NATO", "U.S.": matches capitals only
  kAdjective,     // "Turkish"
  kPeople,        // "Turks", "a Turk"
  kMetonym,  // stands for a government: "the Kremlin" -> Russia, "Ankara" -> Turkey. The city or
             // building itself, where known, is a candidate of its own.
  kAgent,    // generic agent: "police", "protesters"; `id` is its Known, which has the sector
  kTitle,    // an office's title: "prime minister"; `id` is a TitleId, not a KnownId
};

// Does a form of this kind name one known thing? A title names an office, a generic agent anybody.
constexpr bool IsNaming(NameKind kind) {
  return kind != NameKind::kTitle && kind != NameKind::kAgent;
}

struct NameCandidate {
  uint32_t id = 0;  // KnownId, or TitleId for kTitle
  NameKind kind = NameKind::kFull;
  bool plural = false;  // kTitle, kAgent, kPeople: the form is a plural
  // How often this name means this thing, all else equal: 0..1000, comparable between candidates.
  uint16_t weight = 0;
};

struct NameMatch {
  uint32_t first = 0;  // words [first, end) of the sentence given
  uint32_t end = 0;
  // Not sorted by weight over all: read all of them. Never empty.
  std::span<const NameCandidate> candidates;
  // The match stands in a sentence without lower case, so case told nothing: "US", "WHO" may be
  // words.
  bool shouted = false;
};

// A title as data has it: "president", "foreign minister". Which office it is depends on the state.
struct Title {
  std::string_view title;               // lower case, singular
  std::vector<std::string_view> roles;  // of the offices it can name, most usual first
  std::string_view sector;              // PLOVER sector of a holder
};

struct Office {
  std::string_view key;    // "TR.president"
  std::string_view title;  // "President of Turkey", as gold and readings have it
  std::string_view role;   // "president", "prime-minister", "monarch", "foreign-minister", ...
  KnownId of = kNoKnown;   // the state or body whose office it is
  bool head_of_state = false;
  bool head_of_government = false;
};

// Somebody's time in an office. An absent end of `held` is open or not known.
struct Term {
  KnownId person = kNoKnown;
  OfficeId office = 0;
  Interval held;
  bool acting = false;
  std::string_view source;
};

struct Membership {
  KnownId member = kNoKnown;
  KnownId body = kNoKnown;
  std::string_view standing;  // "member", "observer", "candidate", ...
  Interval held;
};

class KnowledgeBase {
 public:
  // user_files: --actors; "path:line: reason" for the first bad row, and then nothing is loaded.
  static Result<std::unique_ptr<KnowledgeBase>> Make(
      const lexicon::Lexicon& lexicon, const std::vector<std::string>& user_files = {});
  // Without user files there is nothing that can fail: data/ was checked when it was compiled.
  explicit KnowledgeBase(const lexicon::Lexicon& lexicon);
  ~KnowledgeBase();
  KnowledgeBase(KnowledgeBase&&) noexcept;
  KnowledgeBase& operator=(KnowledgeBase&&) = delete;

  size_t size() const;
  Known Get(KnownId id) const;                       // CHECKs id < size()
  EntityType TypeOf(KnownId id) const;               // Get(id).type, without the rest
  KnownId ByKey(std::string_view key) const;         // or kNoKnown
  KnownId StateByCode(std::string_view iso2) const;  // or kNoKnown
  // The state's own body of that role ("foreign-ministry", "central-bank"), or kNoKnown.
  KnownId BodyOf(std::string_view role, std::string_view iso2) const;
  // The place a news outlet is of, by its name or the host of the article's address; or kNoKnown.
  KnownId HomeOfOutlet(std::string_view name, std::string_view url) const;
  KnownId CapitalOf(KnownId state) const;              // or kNoKnown
  std::vector<std::string> NamesOf(KnownId id) const;  // all forms, for `who`

  // Every name in the sentence, one pass: at each start longest first, nested and overlapping ones
  // included. `words` are the forms of the sentence's words, tokenised as UD English; hyphens,
  // apostrophes, full stops, diacritics and case are folded ("U.S." = "US", "Erdoğan" = "Erdogan",
  // "al-Assad" in one word or three), capitals must be kept unless the sentence is all capitals.
  // `out` is cleared.
  void FindNames(std::span<const std::string_view> words, std::vector<NameMatch>& out) const;
  // The candidates of a string taken as one whole name, whatever its case: for tables and `who`.
  std::vector<NameCandidate> Lookup(std::string_view name) const;

  Title TitleAt(TitleId id) const;
  size_t office_count() const;
  Office OfficeAt(OfficeId id) const;  // CHECKs id < office_count()
  // The offices of `of` (state or body) that this title can name, most usual first: ("president",
  // Turkey), ("secretary of state", US) -> its foreign minister. Empty where data knows none.
  std::vector<OfficeId> OfficesByTitle(TitleId title, KnownId of) const;
  // By its full written title, "President of Turkey", case and diacritics folded.
  std::vector<OfficeId> OfficesByName(std::string_view title) const;
  std::vector<OfficeId> OfficesOfBody(KnownId of) const;

  // Terms that overlap `on` (unbounded: all), by start. A day of handover has two holders.
  std::vector<Term> HoldersOf(OfficeId office, const Interval& on) const;
  std::vector<Term> OfficesOf(KnownId person, const Interval& on) const;
  // Who held the office before / after the holder of `term`; skips the same person's own terms.
  std::optional<Term> PredecessorOf(const Term& term) const;
  std::optional<Term> SuccessorOf(const Term& term) const;

  std::vector<Membership> MembershipsOf(KnownId member, const Interval& on) const;
  std::vector<Membership> MembersOf(KnownId body, const Interval& on) const;

  struct Data;  // knowledge_data.h

 private:
  KnowledgeBase();
  std::unique_ptr<Data> data_;
};

std::string_view Name(NameKind);
// Do the two overlap? Open ends reach for ever.
bool Overlap(const Interval& a, const Interval& b);
// The days of "2014", "2014-08" or "2014-08-28"; nothing for anything else.
std::optional<Interval> DaysOf(std::string_view date);

}  // namespace dragoman::entities
