// SPDX-License-Identifier: Apache-2.0
// CoNLL-U (https://universaldependencies.org/format.html) in and out: syntax written for linguists,
// and other people's trees read so that the later stages can be tried on them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/syntax.h"

namespace dragoman::formats {

struct ConlluDocument {
  Document document;  // text rebuilt from the forms and SpaceAfter; paragraphs from "# newpar"
  Syntax syntax;
};

// Documents begin at "# newdoc"; without one, everything is one document. Empty nodes, enhanced
// dependencies and features we do not keep are left out. Errors: "path:line: what".
Result<std::vector<ConlluDocument>> ReadConllu(std::string_view text, const std::string& path);

// One "# newdoc", one "# newpar" a paragraph, sentences numbered from 1 behind the document's id,
// so that their ids differ where documents' do.
std::string WriteConllu(const Document& document, const Syntax& syntax);

}  // namespace dragoman::formats
