// SPDX-License-Identifier: Apache-2.0
// Sentences: the text cut into sentences and syntactic words in the manner of UD English. Every
// non-blank byte of the text belongs to exactly one word; words are in text order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/span.h"
#include "model/document.h"

namespace dragoman {

// "don't" is one multiword token of two words, "do" + "n't": each has its own bytes. The first of
// them has token_length 2, the others 0; an ordinary word has 1.
struct Word {
  Span span;
  uint8_t token_length = 1;
  bool space_after = true;  // false where the next word follows with no white space
};

enum class SentenceKind : uint8_t {
  kBody,
  kHeadline,  // from Document::headline, or a title-like line in the text
  kDateline,  // "ANKARA, June 7 (Interfax) -" when it stands before a first sentence; a part of its
              // words, kept as a sentence of its own
  kListItem,  // after a bullet
};

struct Sentence {
  WordId first;  // words [first, end)
  WordId end;
  Span span;
  SentenceKind kind = SentenceKind::kBody;
  uint32_t paragraph = 0;  // index into Document::paragraphs; the headline has 0
};

struct Sentences {
  std::vector<Word> words;
  std::vector<Sentence> sentences;
  std::vector<Diagnostic> diagnostics;

  size_t size() const { return words.size(); }
  std::string_view form(WordId w, const Document& d) const {
    return words[w.index()].span.in(d.text);
  }
};

void Verify(const Sentences& sentences, const Document& document);
std::string Dump(const Sentences& sentences, const Document& document);

}  // namespace dragoman
