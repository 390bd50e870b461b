// SPDX-License-Identifier: Apache-2.0
// The quotations of a document: pairs of quotation marks, straight or curly, double or single.
#pragma once

#include <cstdint>
#include <vector>

#include "model/document.h"
#include "model/sentences.h"

namespace dragoman::attribution {

// Words [open, close] with their marks; words (open, close) are quoted. A quotation that runs on in
// the next paragraph has no closing mark: close is then the word behind its last one.
struct Quote {
  size_t open = 0;
  size_t close = 0;
  bool closed = true;
  bool continues = false;  // the quotation before it ran on into this one

  size_t end() const { return closed ? close + 1 : close; }  // behind the closing mark
};

// Outermost quotations in text order: one inside another is not listed.
std::vector<Quote> FindQuotes(const Document& document, const Sentences& sentences);

}  // namespace dragoman::attribution
