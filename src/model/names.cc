// SPDX-License-Identifier: Apache-2.0
// The written names of the enums in model/: CoNLL-U's, TIMEX3's, READING.md's.
#include <algorithm>
#include <array>

#include "base/check.h"
#include "model/attributions.h"
#include "model/entities.h"
#include "model/events.h"
#include "model/syntax.h"
#include "model/times.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 17> kUpos = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 51> kDeprel = {
    "root",          "acl",        "acl:relcl",    "advcl",        "advcl:relcl", "advmod",
    "amod",          "appos",      "aux",          "aux:pass",     "case",        "cc",
    "cc:preconj",    "ccomp",      "compound",     "compound:prt", "conj",        "cop",
    "csubj",         "csubj:pass", "csubj:outer",  "dep",          "det",         "det:predet",
    "discourse",     "dislocated", "expl",         "fixed",        "flat",        "goeswith",
    "iobj",          "list",       "mark",         "nmod",         "nmod:desc",   "nmod:poss",
    "nmod:unmarked", "nsubj",      "nsubj:pass",   "nsubj:outer",  "nummod",      "obj",
    "obl",           "obl:agent",  "obl:unmarked", "orphan",       "parataxis",   "punct",
    "reparandum",    "vocative",   "xcomp"};
static_assert(kDeprel.size() == static_cast<size_t>(Deprel::kXcomp) + 1);

}  // namespace

std::string_view Name(Upos u) { return kUpos[static_cast<size_t>(u)]; }
std::string_view Name(Deprel d) { return kDeprel[static_cast<size_t>(d)]; }

bool ParseUpos(std::string_view name, Upos& out) {
  for (size_t i = 0; i < kUpos.size(); ++i) {
    if (kUpos[i] == name) {
      out = static_cast<Upos>(i);
      return true;
    }
  }
  return false;
}

bool ParseDeprel(std::string_view name, Deprel& out) {
  for (;;) {
    for (size_t i = 0; i < kDeprel.size(); ++i) {
      if (kDeprel[i] == name) {
        out = static_cast<Deprel>(i);
        return true;
      }
    }
    size_t colon = name.rfind(':');
    if (colon == std::string_view::npos) return false;
    name = name.substr(0, colon);
  }
}

const std::vector<std::string_view>& XposNames() {
  // Only append: model files hold indices.
  static const std::vector<std::string_view> names = {
      "NN",   "IN",    "DT",    "JJ",  "NNP", "NNS", "PRP", "RB",  "VB",   "VBD",
      "VBG",  "VBN",   "VBP",   "VBZ", "CC",  "CD",  "TO",  "MD",  "PRP$", "WP",
      "WDT",  "WRB",   "WP$",   "EX",  "JJR", "JJS", "RBR", "RBS", "NNPS", "POS",
      "RP",   "PDT",   "UH",    "FW",  "SYM", "LS",  "ADD", "AFX", "GW",   "NFP",
      "HYPH", "-LRB-", "-RRB-", "``",  "''",  ",",   ".",   ":",   "$",    "XX"};
  return names;
}

uint8_t ParseXpos(std::string_view name) {
  const auto& names = XposNames();
  auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) it = std::find(names.begin(), names.end(), "XX");
  DRAGOMAN_CHECK(it != names.end());
  return static_cast<uint8_t>(it - names.begin());
}

std::string_view Name(EntityType t) {
  constexpr std::array<std::string_view, 12> kNames = {
      "person", "state",    "government", "organization", "group", "city",
      "region", "facility", "place",      "named-event",  "work",  "other"};
  static_assert(kNames.size() == static_cast<size_t>(EntityType::kOther) + 1);
  return kNames[static_cast<size_t>(t)];
}

bool IsPlaceType(EntityType t) {
  return t == EntityType::kState || t == EntityType::kCity || t == EntityType::kRegion ||
         t == EntityType::kFacility || t == EntityType::kPlace;
}

bool IsActorType(EntityType t) { return t <= EntityType::kGroup; }

std::string_view Name(MentionForm f) {
  constexpr std::array<std::string_view, 3> kNames = {"name", "nominal", "pronoun"};
  return kNames[static_cast<size_t>(f)];
}

std::string_view Name(RelationKind k) {
  constexpr std::array<std::string_view, 11> kNames = {
      "holds-office",     "member-of", "ally-of",    "opposes", "supports-side", "trades-with",
      "mediates-between", "part-of",   "related-to", "head-of", "citizen-of"};
  return kNames[static_cast<size_t>(k)];
}

std::string_view Name(Status s) {
  constexpr std::array<std::string_view, 5> kNames = {"occurred", "ongoing", "planned", "possible",
                                                      "denied"};
  return kNames[static_cast<size_t>(s)];
}

std::string_view Name(TimexType t) {
  constexpr std::array<std::string_view, 4> kNames = {"date", "time", "duration", "set"};
  return kNames[static_cast<size_t>(t)];
}

std::string_view Name(AnchorKind k) {
  constexpr std::array<std::string_view, 6> kNames = {"none",     "published",   "timex",
                                                      "dateline", "named-event", "unresolved"};
  return kNames[static_cast<size_t>(k)];
}

std::string_view Name(TimeRelation r) {
  constexpr std::array<std::string_view, 6> kNames = {"in",     "since", "until",
                                                      "before", "after", "for"};
  return kNames[static_cast<size_t>(r)];
}

std::string_view Name(AttributionKind k) {
  constexpr std::array<std::string_view, 6> kNames = {"direct",       "indirect", "mixed",
                                                      "according-to", "post",     "hedge"};
  return kNames[static_cast<size_t>(k)];
}

std::string_view Name(TimeStep s) {
  constexpr std::array<std::string_view, 9> kNames = {"",
                                                      "of the trigger",
                                                      "of the predicate",
                                                      "before the participle",
                                                      "of the clause above",
                                                      "of the sentence",
                                                      "of the story so far",
                                                      "of what is dated elsewhere",
                                                      "by when it was told"};
  return kNames[static_cast<size_t>(s)];
}

std::string_view Name(TimeBasis b) {
  constexpr std::array<std::string_view, 4> kNames = {"unknown", "explicit", "relative", "context"};
  return kNames[static_cast<size_t>(b)];
}

}  // namespace dragoman
