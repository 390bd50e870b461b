// SPDX-License-Identifier: Apache-2.0
// Where the headline and the paragraphs of a clean text are. Entry: LayOut.
#pragma once

#include <string>

#include "model/document.h"

namespace dragoman::ingest {

// Sets headline, title and paragraphs of `d`, whose text is clean. `title` is what the article says
// its title is, on one line, or empty: one that the text does not begin with is put before it, with
// a blank line between.
void LayOut(const std::string& title, Document& d);

}  // namespace dragoman::ingest
