// SPDX-License-Identifier: Apache-2.0
// Syntax: tags, features, lemmas and one UD v2 basic dependency tree per sentence, one array per
// column (CoNLL-U's names), indexed by WordId over the whole document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/string_table.h"
#include "model/sentences.h"

namespace dragoman {

// The 17 universal tags, https://universaldependencies.org/u/pos/
enum class Upos : uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
};

// UD relations with the subtypes of UD English (EWT 2.17, GUM 12).
enum class Deprel : uint8_t {
  kRoot,
  kAcl,
  kAclRelcl,
  kAdvcl,
  kAdvclRelcl,
  kAdvmod,
  kAmod,
  kAppos,
  kAux,
  kAuxPass,
  kCase,
  kCc,
  kCcPreconj,
  kCcomp,
  kCompound,
  kCompoundPrt,
  kConj,
  kCop,
  kCsubj,
  kCsubjPass,
  kCsubjOuter,
  kDep,
  kDet,
  kDetPredet,
  kDiscourse,
  kDislocated,
  kExpl,
  kFixed,
  kFlat,
  kGoeswith,
  kIobj,
  kList,
  kMark,
  kNmod,
  kNmodDesc,
  kNmodPoss,
  kNmodUnmarked,
  kNsubj,
  kNsubjPass,
  kNsubjOuter,
  kNummod,
  kObj,
  kObl,
  kOblAgent,
  kOblUnmarked,
  kOrphan,
  kParataxis,
  kPunct,
  kReparandum,
  kVocative,
  kXcomp,
};

enum class Tense : uint8_t { kNone, kPast, kPres };
enum class Mood : uint8_t { kNone, kInd, kImp, kSub };
enum class VerbForm : uint8_t { kNone, kFin, kInf, kPart, kGer };
enum class Number : uint8_t { kNone, kSing, kPlur };
enum class Degree : uint8_t { kNone, kPos, kCmp, kSup };
enum class PronType : uint8_t { kNone, kPrs, kArt, kDem, kInt, kRel, kInd, kTot, kNeg, kRcp, kEmp };
enum class Gender : uint8_t { kNone, kMasc, kFem, kNeut };

// The UD features later stages use; the rest are not kept.
struct Features {
  Tense tense = Tense::kNone;
  Mood mood = Mood::kNone;
  VerbForm verb_form = VerbForm::kNone;
  Number number = Number::kNone;
  Degree degree = Degree::kNone;
  PronType pron_type = PronType::kNone;
  Gender gender = Gender::kNone;
  uint8_t person = 0;       // 1, 2, 3; 0 none
  bool passive = false;     // Voice=Pass
  bool negative = false;    // Polarity=Neg
  bool possessive = false;  // Poss=Yes
  bool reflexive = false;   // Reflex=Yes
  friend bool operator==(const Features&, const Features&) = default;
};

inline constexpr size_t kNameScores = 16;

struct Syntax {
  Sentences base;  // the words this describes
  std::vector<Upos> upos;
  std::vector<uint8_t> xpos;  // index into XposNames()
  std::vector<Features> features;
  std::vector<uint32_t> lemma;  // into `lemmas`
  std::vector<WordId> head;     // invalid for the root of a sentence
  std::vector<Deprel> deprel;
  std::vector<SentenceId> sentence;  // of each word
  StringTable lemmas;
  // What the parser's encoder says for each label of a name (entities/names.h), kNameScores a
  // word; empty where the trees are not our parser's.
  std::vector<int16_t> name_scores;

  // Children of a word in text order, as a slice of `children`: built by IndexChildren, once, after
  // head is final.
  std::vector<uint32_t> child_begin;  // size() + 1 entries
  std::vector<WordId> children;

  size_t size() const { return base.words.size(); }
  std::string_view lemma_of(WordId w) const { return lemmas[lemma[w.index()]]; }
  struct Slice {
    const WordId* b;
    const WordId* e;
    const WordId* begin() const { return b; }
    const WordId* end() const { return e; }
    bool empty() const { return b == e; }
  };
  Slice children_of(WordId w) const {
    return {children.data() + child_begin[w.index()], children.data() + child_begin[w.index() + 1]};
  }
  // First child with that relation, or an invalid id.
  WordId child(WordId w, Deprel relation) const;
  // Words [first, last] of the subtree of w are not always one stretch; this is the hull of it.
  Span subtree_span(WordId w) const;
};

void IndexChildren(Syntax& syntax);

std::string_view Name(Upos);
std::string_view Name(Deprel);
bool ParseUpos(std::string_view name, Upos& out);
bool ParseDeprel(std::string_view name,
                 Deprel& out);  // an unknown subtype becomes its main relation
// Penn tags of UD English, in a fixed order that model files rely on: only append.
const std::vector<std::string_view>& XposNames();
// The index of a tag there; one we do not know is "XX", UD English's word of unknown kind.
uint8_t ParseXpos(std::string_view name);
// UD FEATS column for those kept, in UD order; "_" if none.
std::string FeatsString(const Features&);
// The reverse: features that are not kept, and unknown ones, are passed over.
Features ParseFeats(std::string_view feats);

void Verify(const Syntax& syntax, const Document& document);  // one root a sentence, no cycle
// One line a word, tab-separated, CoNLL-U's columns less those unused (number form lemma UPOS XPOS
// FEATS head relation); one block a sentence, with a blank line after it.
std::string Dump(const Syntax& syntax, const Document& document);

}  // namespace dragoman
