// SPDX-License-Identifier: Apache-2.0
// Verify and Dump of Sentences.
#include "model/sentences.h"

#include <string>

#include "base/check.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

bool AllBlank(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    CodePoint c = DecodeUtf8(text, i);
    if (!IsBlank(c.value)) return false;
    i += c.length;
  }
  return true;
}

std::string_view KindName(SentenceKind kind) {
  constexpr std::string_view kNames[] = {"body", "headline", "dateline", "item"};
  return kNames[static_cast<size_t>(kind)];
}

void VerifyTokens(const Sentences& s, const Sentence& sentence) {
  for (size_t w = sentence.first.index(); w < sentence.end.index();) {
    size_t length = s.words[w].token_length;
    DRAGOMAN_CHECK(length >= 1);
    DRAGOMAN_CHECK(w + length <= sentence.end.index());
    for (size_t k = w + 1; k < w + length; ++k) {
      DRAGOMAN_CHECK(s.words[k].token_length == 0);
      DRAGOMAN_CHECK(s.words[k].span.begin == s.words[k - 1].span.end);
    }
    w += length;
  }
}

}  // namespace

void Verify(const Sentences& s, const Document& document) {
  std::string_view text = document.text;
  uint32_t at = 0;
  for (const Word& w : s.words) {
    DRAGOMAN_CHECK(!w.span.empty());
    DRAGOMAN_CHECK(w.span.begin >= at);
    DRAGOMAN_CHECK(w.span.end <= text.size());
    DRAGOMAN_CHECK(AllBlank(text.substr(at, w.span.begin - at)));
    at = w.span.end;
  }
  // Only an article that was cut, and says so, has text behind its last word.
  DRAGOMAN_CHECK(!s.diagnostics.empty() || AllBlank(text.substr(at)));
  size_t word = 0;
  for (const Sentence& sentence : s.sentences) {
    DRAGOMAN_CHECK(sentence.first.index() == word);
    DRAGOMAN_CHECK(sentence.end > sentence.first);
    DRAGOMAN_CHECK(sentence.end.index() <= s.words.size());
    DRAGOMAN_CHECK(sentence.span.begin == s.words[sentence.first.index()].span.begin);
    DRAGOMAN_CHECK(sentence.span.end == s.words[sentence.end.index() - 1].span.end);
    VerifyTokens(s, sentence);
    word = sentence.end.index();
  }
  DRAGOMAN_CHECK(word == s.words.size());
}

// One line a sentence: "3 body p1 [120,169): The president did~n't go|." A bar stands between words
// with no blank between them, a tilde between the words of one multiword token.
std::string Dump(const Sentences& s, const Document& document) {
  std::string out;
  for (size_t i = 0; i < s.sentences.size(); ++i) {
    const Sentence& sentence = s.sentences[i];
    out += std::to_string(i) + " " + std::string(KindName(sentence.kind)) + " p" +
           std::to_string(sentence.paragraph) + " [" + std::to_string(sentence.span.begin) + "," +
           std::to_string(sentence.span.end) + "):";
    for (size_t w = sentence.first.index(); w < sentence.end.index(); ++w) {
      const Word& word = s.words[w];
      bool first = w == sentence.first.index();
      out += word.token_length == 0 ? "~" : first ? " " : s.words[w - 1].space_after ? " " : "|";
      out += word.span.in(document.text);
    }
    out += "\n";
  }
  for (const Diagnostic& d : s.diagnostics) out += "note: " + d.message + "\n";
  return out;
}

}  // namespace dragoman
