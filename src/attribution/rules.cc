// SPDX-License-Identifier: Apache-2.0
// Reads data/en/attribution/ into CueRules::Data.
#include "attribution/rules.h"

#include <iterator>

namespace dragoman::attribution {
namespace {

Frame ParseFrame(std::string_view s) {
  struct Named {
    std::string_view name;
    FrameKind kind;
  };
  constexpr Named kNamed[] = {{"clause", FrameKind::kClause},
                              {"quote", FrameKind::kQuote},
                              {"to", FrameKind::kTo},
                              {"gerund", FrameKind::kGerund},
                              {"object", FrameKind::kObject},
                              {"object2", FrameKind::kObject2},
                              {"as", FrameKind::kAs},
                              {"to_obj", FrameKind::kToObject},
                              {"to_prep", FrameKind::kToPreposition}};
  for (const Named& n : kNamed)
    if (n.name == s) return {n.kind, std::string(s.substr(0, 2))};
  return {FrameKind::kPreposition, std::string(s)};
}

CueClass ParseClass(std::string_view s) {
  constexpr std::string_view kNames[] = {
      "say",     "report",  "claim",  "admit",  "show", "learn", "know",    "believe",
      "predict", "hint",    "rumor",  "warn",   "ask",  "wish",  "promise", "demand",
      "order",   "propose", "praise", "accuse", "deny", "doubt"};
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == s) return static_cast<CueClass>(i);
  return CueClass::kSay;
}

std::vector<std::string> SplitWords(std::string_view s) {
  std::vector<std::string> words;
  while (!s.empty()) {
    size_t space = s.find(' ');
    words.emplace_back(s.substr(0, space));
    s = space == std::string_view::npos ? std::string_view() : s.substr(space + 1);
  }
  return words;
}

}  // namespace

CueRules::Data::Data(const lexicon::Lexicon& lexicon) {
  const lexicon::Table& cue_rows = lexicon.table("en/attribution/cues");
  int frames = cue_rows.column("frames");
  for (size_t r = 0; r < cue_rows.size(); ++r) {
    std::string lemma(cue_rows.at(r, cue_rows.column("lemma")));
    std::string_view pos = cue_rows.at(r, cue_rows.column("pos"));
    Cue cue;
    cue.upos = pos == "verb" ? Upos::kVerb : pos == "noun" ? Upos::kNoun : Upos::kAdj;
    cue.kind = ParseClass(cue_rows.at(r, cue_rows.column("class")));
    for (std::string_view f : cue_rows.list(r, frames)) {
      cue.frames.push_back(ParseFrame(f));
      FrameKind kind = cue.frames.back().kind;
      cue.quotes |= kind == FrameKind::kClause || kind == FrameKind::kQuote;
      if (kind == FrameKind::kAs) as = f;
    }
    cue.rule = "attribution." + lemma + "." + std::string(pos);
    cues[lemma].push_back(std::move(cue));
  }
  const lexicon::Table& hedge_rows = lexicon.table("en/attribution/hedges");
  for (size_t r = 0; r < hedge_rows.size(); ++r) {
    std::string form(hedge_rows.at(r, hedge_rows.column("form")));
    std::string_view kind = hedge_rows.at(r, hedge_rows.column("kind"));
    hedges[form].push_back({kind == "adverb"      ? HedgeKind::kAdverb
                            : kind == "adjective" ? HedgeKind::kAdjective
                                                  : HedgeKind::kParticiple,
                            "attribution.hedge." + form});
  }
  const lexicon::Table& preposition_rows = lexicon.table("en/attribution/prepositions");
  for (size_t r = 0; r < preposition_rows.size(); ++r) {
    auto words = SplitWords(preposition_rows.at(r, preposition_rows.column("form")));
    std::string first = words.front();
    words.erase(words.begin());
    prepositions[first].push_back(std::move(words));
  }
  const lexicon::Table& headline_rows = lexicon.table("en/attribution/headline_sources");
  for (size_t r = 0; r < headline_rows.size(); ++r)
    headline_sources.emplace(headline_rows.at(r, headline_rows.column("form")),
                             headline_rows.at(r, headline_rows.column("written")) == "yes");
  const lexicon::Table& person_rows = lexicon.table("en/attribution/persons");
  for (size_t r = 0; r < person_rows.size(); ++r)
    persons.emplace(person_rows.at(r, person_rows.column("form")),
                    person_rows.at(r, person_rows.column("means")) == "side");
}

const std::vector<Cue>* CueRules::Data::cues_of(std::string_view lemma) const {
  auto it = cues.find(lemma);
  if (it == cues.end()) it = cues.find(std::string(lemma) + "e");
  if (it == cues.end() && lemma.ends_with('e')) it = cues.find(lemma.substr(0, lemma.size() - 1));
  return it == cues.end() ? nullptr : &it->second;
}

}  // namespace dragoman::attribution
