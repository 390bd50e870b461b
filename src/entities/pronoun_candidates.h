// SPDX-License-Identifier: Apache-2.0
// What a pronoun may stand for and what tells for and against each: entities seen before it that
// agree with it, coordinations of them ("Russia and Ukraine ... they"), and none of these. Entry:
// CandidateFinder::Find. It decides nothing: pronouns.cc does, by the weights of pronoun_model.h.
#pragma once

#include <optional>
#include <vector>

#include "entities/discourse.h"
#include "entities/pronoun_model.h"

namespace dragoman::entities {

struct PronounCandidate {
  EntityId entity;                 // invalid for a coordination that is no entity yet
  std::vector<EntityId> members;   // of a coordination
  const Draft* last = nullptr;     // its last mention, or the first conjunct
  uint32_t first = 0, end = 0;     // words of the coordination
  std::vector<uint32_t> features;  // of PronounModel
};

struct PronounCase {
  const Draft* pronoun = nullptr;
  PronounClass kind = PronounClass::kHe;
  std::vector<PronounCandidate> candidates;  // the last named first
  std::vector<uint32_t> none;                // features of "none of these"
  std::string_view none_verb;                // lemma that a subject "it" hangs on; may be empty
};

class CandidateFinder {
 public:
  explicit CandidateFinder(const Discourse& discourse);
  // Nothing for other than personal and possessive pronouns of the third person.
  std::optional<PronounCase> Find(const Draft& pronoun) const;

 private:
  struct Found;
  struct Place;

  void MarkQuotes();
  bool IsTime(const Draft& d) const;
  bool Agrees(const PronounCase& c, EntityId entity) const;
  std::vector<Found> Collect(const PronounCase& c) const;
  void KeepOwners(const Draft& pronoun, std::vector<Found>& found) const;
  void AddCoordinations(const PronounCase& c, std::vector<Found>& found) const;
  Place PlaceOf(const PronounCase& c) const;
  std::vector<EntityId> SubjectsAbove(const Draft& pronoun) const;
  void Describe(const PronounCase& c, const Place& place, const Found& f, PronounCandidate& out,
                size_t number) const;
  void DescribeNone(const Place& place, const std::vector<Found>& found, PronounCase& c) const;
  size_t FrameOf(const Draft& pronoun) const;
  float PreferenceFor(const Place& place, const Found& f) const;

  const Discourse& d_;
  const Article& a_;
  const PronounModel& model_;
  std::vector<uint32_t> told_;      // by word: those before it that stand in no quotation
  std::vector<uint32_t> quote_of_;  // by word: the quotation it stands in, from 1; 0: none
};

}  // namespace dragoman::entities
