// SPDX-License-Identifier: Apache-2.0
// Chronicles and headlines tell in the present: "A court sentences two men to death." Where the
// tagger takes "sentences" for a noun the whole sentence is lost. Past forms are no nouns: with
// "sentenced" the same network reads the sentence right. This is which words may be tried, and what
// of the result is believed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/syntax.h"

namespace dragoman::parse {

class PresentForms {
 public:
  // en/parse/present; `lexicon` must outlive this.
  explicit PresentForms(const lexicon::Lexicon& lexicon);

  struct Form {
    std::string_view base, past;
    bool third = false;  // "sentences", not "sentence"
  };
  // `form` as it stands in the text; false if it is no present of these verbs.
  bool Find(std::string_view form, Form& found) const;

 private:
  const lexicon::Table& table_;
  int base_, third_, past_;
};

// Pasts that no rule of spelling gives: the treebanks hardly tell "fled", and the rules made of
// them say "flead".
class PastForms {
 public:
  // en/parse/past and past_nouns; `lexicon` must outlive this.
  explicit PastForms(const lexicon::Lexicon& lexicon);

  // What `form`, in lower case, is the past or the past participle of; empty if no row says.
  std::string_view BaseOf(std::string_view form) const;
  // For a past spelled like a noun ("shot") one that is built the same and is no noun; else empty.
  std::string_view StandInFor(std::string_view form) const;

 private:
  const lexicon::Table& table_;
  int form_, base_;
  const lexicon::Table& nouns_;
  int noun_, stand_in_;
};

// What this stage knows of words beside the model.
struct WordForms {
  explicit WordForms(const lexicon::Lexicon& lexicon);

  PresentForms present;
  PastForms past;
  std::string_view surname;  // en/parse/stand_in: one that the network takes for a name
};

// A full sentence of an article's body whose root is no finite verb and has none before it.
bool LacksVerb(const Document& document, const Syntax& syntax, SentenceId sentence);

// "Blinken met": an opening word right before a verb that the tagger took for no name and no noun.
// "Aliyev plans to visit": one before a plural with an infinitive behind it.
bool MayBeName(const Document& document, const Syntax& syntax, SentenceId sentence);

// An article or a number, perhaps behind an adjective: "shot [dead three]", "shot [a]".
bool OpensObject(const Syntax& syntax, WordId word);

// "plans [to visit]"
bool OpensClause(const Syntax& syntax, WordId word);

// A word that the tagger did not take for a finite verb and that may be one.
bool MayBeVerb(const Syntax& syntax, WordId word);

}  // namespace dragoman::parse
