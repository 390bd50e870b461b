// SPDX-License-Identifier: Apache-2.0
// What events/ compiles from data/ontology/kinds.tsv, data/en/events/*.tsv and a user's --kinds
// file: kinds, rows (ways to say a kind), word sets, support verbs, status words, contexts.
// Entry: Kinds (events.h). The notation of the columns is described in docs/adding_a_kind.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/string_map.h"
#include "events/events.h"

namespace dragoman::events {

// A lemma (or surface form) known to the data, as a number; 0 is "not known".
using Key = uint32_t;

enum class Shape : uint8_t { kPair, kMutual, kSelf, kHappen };

struct Kind {
  std::string name, type, later, mode, cameo;
  Shape shape = Shape::kPair;
  std::vector<std::string> contexts;
  bool once = false;      // nobody does it twice: dates do not keep two mentions apart
  bool placed = false;    // a place is enough: nobody need be named
  std::string refused;    // kind of a refusal to do it: "will not meet"
  uint64_t families = 0;  // bits: groups of kinds that may name one happening (families.tsv)
  uint32_t rank = 0;      // among them the higher rank names the merged event
};

// Where a participant stands. Prepositions are kPrep with the preposition as a Key.
enum class SlotName : uint8_t {
  kSubj,
  kObj,
  kIobj,
  kXcomp,
  kCcomp,
  kCcompSubj,  // who does what the content clause says
  kPoss,
  kAmod,    // a noun's adjective or compound that names somebody: "Russian invasion"
  kMod,     // any adjective or compound of the trigger: conditions only
  kAdv,     // adverb or particle: conditions only
  kSubjOf,  // the verb whose subject the noun is: conditions only
  kPrep,
};

struct Slot {
  SlotName name = SlotName::kSubj;
  Key prep = 0;
  friend bool operator==(const Slot&, const Slot&) = default;
};

enum class Role : uint8_t {
  kActor,
  kRecipient,
  kOther,
  kCo,
  kAbout,
  kPlace,
  kDest,
  kMust,
  kSource
};

enum class Test : uint8_t {
  kAny,
  kAgent,
  kPerson,
  kOfficial,
  kHuman,
  kState,
  kBody,
  kOrg,
  kArmed,
  kPlace,
  kNamed,
  kPlural,
  kBare,  // a verb without an ending whose subject is one: "that he leave"
  kNum,
  kSet,
};

struct Condition {
  Test test = Test::kAny;
  bool negated = false;
  uint32_t set = 0;  // index into KindsData::sets
};

struct FrameSlot {
  Slot slot;
  Role role = Role::kMust;
  bool required = false;
  bool owner = false;  // "~": whoever owns or made the thing will do
  std::vector<Condition> conditions;
};

// A condition on a slot, whether or not the frame gives it a role.
struct Need {
  Slot slot;
  bool absent = false;
  SlotName of_slot = SlotName::kSubj;  // kMod: on the slot's modifiers; kPrep: on its "of" child;
                                       // kAdv: on its auxiliaries
  bool inner = false;                  // of_slot counts
  std::vector<Condition> conditions;
};

enum class TriggerClass : uint8_t { kVerb, kNoun, kAdjective };

struct Row {
  std::string name;
  uint32_t kind = 0;
  TriggerClass trigger = TriggerClass::kVerb;
  Key lemma = 0;     // of the head word
  Key particle = 0;  // verbs: "carry_out"
  Key modifier = 0;  // nouns: "air_strike"
  std::vector<FrameSlot> slots;
  std::vector<Need> needs;
  std::string mode;
  bool state = false;     // present tense means that it holds: ongoing
  bool positive = false;  // "does not ..." in the present says nothing
  bool bare = false;      // may stand without participants and place
  bool only_passive = false, only_active = false, only_plural = false;
  bool only_main = false;  // not where the verb describes a noun: "a missile fired at Ukraine"
};

struct Support {
  Slot slot;
  Key particle = 0;
  Role subject = Role::kMust;  // kActor, kRecipient or kMust (none)
  Status status = Status::kOccurred;
  bool has_status = false;
};

enum class StatusEffect : uint8_t { kKeep, kPlanned, kPossible, kNegate, kOngoing, kHedge };
// How a status word stands to the trigger.
enum class StatusLink : uint8_t {
  kAux,
  kAdverb,
  kDeterminer,
  kModifier,  // adjective of an event noun
  kMark,      // introduces the trigger's clause
  kClause,    // governs the trigger's clause
  kNoun,      // governs an event noun
  kCase,      // preposition of the event noun or gerund
};

struct StatusWord {
  StatusLink link;
  StatusEffect effect;
  bool passive_only = false;
  Key particle = 0;  // "ruled out": the word counts only with it
};

struct RelationRow {
  std::string name;
  RelationKind kind = RelationKind::kMemberOf;
  Row row;  // subject: actor; object: recipient
};

// What is said of others and is praise, criticism or an accusation: verdicts.tsv.
enum class VerdictForm : uint8_t { kPredicate, kModifier, kOwned, kVerb, kBehind, kAux };

struct Verdict {
  VerdictForm form = VerdictForm::kPredicate;
  Row row;  // needs: the first of the word, the others of its prepositions
};

struct Context {
  std::string name;
  std::vector<uint32_t> sets;
};

struct Kinds::Data {
  std::vector<Kind> kinds;
  uint64_t victim_families = 0;  // families whose mentions in one clause may tell of other victims
  std::vector<Row> rows;
  std::vector<RelationRow> relations;
  std::vector<Verdict> verdicts;
  StringMap<Key> inflected;                        // form: lemma; only where no lemma is that form
  StringMap<Key> keys;                             // lower case
  std::vector<std::vector<uint32_t>> rows_of_key;  // index Key: rows by head lemma
  std::vector<std::vector<uint32_t>> relations_of_key;
  std::vector<std::vector<Support>> support_of_key;
  std::vector<std::vector<StatusWord>> status_of_key;
  std::vector<std::vector<uint16_t>> contexts_of_key;
  std::vector<std::string> contexts;
  std::vector<std::vector<Key>> sets;  // sorted
  std::unordered_map<std::string, uint32_t> set_by_name;
  std::unordered_map<std::string, uint32_t> kind_by_name;
  std::unordered_map<uint32_t, uint32_t> announced;  // a kind, and that of its announcement
  uint32_t people = 0, forces = 0, proxies = 0, partitives = 0, locatives = 0, definite = 0,
           exemplars = 0, volition = 0, contrasts = 0, no_state_place = 0, time_marks = 0,
           measures = 0, object_control = 0, happenings = 0, datings = 0, undergoers = 0,
           charges = 0, scenes = 0, deeds = 0, announcing = 0, doings = 0, voices = 0,
           argument_marks = 0, occasions = 0, companions = 0, stays = 0, whiles = 0, joinings = 0,
           undertakings = 0, contraptions = 0, disputables = 0, event_sorts = 0, writings = 0,
           supposing = 0, untils = 0, includings = 0, policies = 0, bodies = 0, imports = 0,
           havings = 0, abilities = 0, ownings = 0;  // sets and words the engine asks for
  uint32_t day_parts = 0, eves = 0;         // "the morning of the attack", "the eve of the vote"
  std::unordered_map<Key, double> numbers;  // number words
  std::unordered_map<Key, int> ordinals;    // "second": 2; "last": -1
  std::unordered_map<Key, int> bounds;      // +1 "at least", -1 "up to"
  std::unordered_map<uint32_t, std::string> counts;  // kind: role of the people counted
  struct Counted {
    std::string role, unit;
  };
  // The same by the word it is told with: "died", "death toll".
  std::unordered_map<uint32_t, std::unordered_map<Key, Counted>> counts_by_word;
  std::unordered_map<Key, uint32_t> statement_of_cue;  // saying verb: kind of x-STATEMENT
  std::vector<Key> clause_cues;                        // of these, those that need a clause, sorted
  std::unordered_map<Key, TimeRelation> time_links;    // "since", "after": see time_links.tsv
  Key by = 0, of = 0, from = 0, against = 0, on = 0, to = 0, in = 0, at = 0, near = 0, be = 0,
      would = 0, with = 0, between = 0, for_ = 0, as = 0, behind = 0;

  Key Intern(std::string_view word);
  Key Find(std::string_view lower_case) const;
  bool InSet(uint32_t set, Key key) const;
  // "some of its troops", "a series of attacks": what counts what it is "of". Measures are
  // partitives.
  bool IsPartitive(Key key) const { return InSet(partitives, key) || InSet(measures, key); }
};

// Reads one more table of rows (data/en/events/*.tsv or a user's file) into `data`.
Result<void> AddRows(const lexicon::Table& table, std::string_view path, Kinds::Data& data);

// Parses the frame notation. Errors are without a position: the caller knows file and line.
Result<void> ParseFrame(std::string_view text, const lexicon::Table& frames, Kinds::Data& data,
                        std::vector<FrameSlot>& out);
Result<void> ParseNeeds(std::string_view text, Kinds::Data& data, Row& row);
Result<void> ParseTrigger(std::string_view text, Kinds::Data& data, Row& row);

}  // namespace dragoman::events
