// SPDX-License-Identifier: Apache-2.0
// What the jobs of this stage hand to one another: the article with what was looked up once for all
// of them, and the mentions before they are entities.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "entities/knowledge.h"
#include "entities/names.h"
#include "entities/rules.h"
#include "model/entities.h"
#include "model/times.h"

namespace dragoman::entities {

// Words are plain indices here; they are WordIds in the result.
struct Article {
  const Document& document;
  const Syntax& syntax;
  const Times& times;
  const KnowledgeBase& knowledge;
  const EntityRules& rules;
  std::vector<std::string> lower;     // of each word
  std::vector<NameMatch> matches;     // of the whole text, by (first, longest first); global words
  std::vector<uint32_t> match_begin;  // index word: the first match that starts there; size() + 1

  uint32_t size() const { return static_cast<uint32_t>(syntax.size()); }
  std::string_view form(uint32_t w) const { return syntax.base.words[w].span.in(document.text); }
  // False for words outside the text and outside sentence `s`: loops may look before and behind.
  bool in(SentenceId s, int64_t w) const {
    return w >= 0 && w < static_cast<int64_t>(size()) &&
           syntax.sentence[static_cast<size_t>(w)] == s;
  }
  std::span<const NameMatch> matches_at(uint32_t w) const {
    return {matches.data() + match_begin[w], matches.data() + match_begin[w + 1]};
  }
  const NameMatch* match(uint32_t first, uint32_t end) const;
  std::string text(uint32_t first, uint32_t end) const;  // words [first, end), blanks made one
  Span span(uint32_t first, uint32_t end) const {
    return {syntax.base.words[first].span.begin, syntax.base.words[end - 1].span.end};
  }
  // False while the parser gives no trees: then only word order is to be trusted.
  bool has_trees = false;
};

// A title found in the text and whose it is: "former Turkish Foreign Minister", "the president of
// Turkey". Words [first, end) with all that belongs to it.
struct TitleUse {
  uint32_t first = 0, end = 0;
  uint32_t title_first = 0, title_end = 0;  // "Foreign Minister"
  std::optional<TitleId> title;             // none: a role noun the knowledge base has no title for
  std::string_view noun;                    // lemma of its last word
  OfficeWord sense = OfficeWord::kNone;
  std::string kept;                         // "acting", "deputy": goes before the title
  uint32_t reach_first = 0, reach_end = 0;  // "to Germany", "from Vermont"; empty: none
  bool plural = false;
  KnownId of = kNoKnown;  // the state or body
  int of_name = -1;       // index of the draft that names it
};

struct Draft {
  uint32_t first = 0, end = 0;
  uint32_t head = 0;
  SentenceId sentence;
  MentionForm form = MentionForm::kName;
  // Names
  NameType name_type = NameType::kMisc;
  bool tagged = false;  // the tagger found it; else the knowledge base alone
  std::span<const NameCandidate> candidates;
  EntityType head_type = EntityType::kOther;  // by the noun that heads or ends it: "Kakhovka dam"
  std::optional<TitleUse> title;              // before a person's name, or the nominal itself
  std::optional<TitleUse> title_after;        // "Anna Bell, the mayor of Paris,"
  // Nominals and pronouns
  const NounRow* noun = nullptr;
  const PronounRow* pronoun = nullptr;
  Number number = Number::kNone;
  bool definite = false, demonstrative = false, indefinite = false;
  bool thing = false;  // a nominal that is no person, body or place: kept only if named again
  int count = 0;       // of a collective: "the pair" 2
  int owner = -1;  // index of the draft that is its possessor or adjective: "Turkey's", "Turkish"
  // Result
  EntityId entity;
  bool as_place = false;
};

Article MakeArticle(const Document& document, const Syntax& syntax, const Times& times,
                    const KnowledgeBase& knowledge, const EntityRules& rules);

// How a trainer answers for a pronoun: the number of a candidate (pronoun_candidates.h), -1: none.
struct PronounCase;
struct Discourse;
using PronounChoice = std::function<int(const PronounCase&, const Discourse&)>;

// Entities as they grow; see link.cc. `drafts` stay in text order.
struct Linked {
  std::vector<Draft> drafts;
  std::vector<Entity> entities;
  std::vector<Relation> relations;
  std::map<KnownId, EntityId> by_known;  // those of known things
};

// The jobs, in order.
std::vector<Draft> FindNameMentions(const Article& article, const NameModel& model);
void FindTitles(const Article& article, std::vector<Draft>& drafts);
void FindNominals(const Article& article, std::vector<Draft>& drafts);
Linked LinkNames(const Article& article, std::vector<Draft> drafts);
void ResolveNominals(const Article& article, Linked& linked, const PronounChoice* choose = nullptr);
void FindNameRelations(const Article& article, Linked& linked);

}  // namespace dragoman::entities
