// SPDX-License-Identifier: Apache-2.0
#include "support/dump.h"

namespace dragoman::test {

std::optional<std::string> DumpOfStage(std::string_view stage, const pipeline::Analyzer& analyzer,
                                       Document document) {
  Reading r = analyzer.Analyze(std::move(document));
  const Document& d = r.document;
  if (stage == "segment") {
    Verify(r.syntax.base, d);
    return Dump(r.syntax.base, d);
  }
  if (stage == "parse") {
    Verify(r.syntax, d);
    return Dump(r.syntax, d);
  }
  if (stage == "times") {
    Verify(r.times, r.syntax, d);
    return Dump(r.times, r.syntax, d);
  }
  if (stage == "entities") {
    Verify(r.entities, r.syntax, d);
    return Dump(r.entities, r.syntax, d);
  }
  if (stage == "attribution") {
    Verify(r.attributions, r.syntax, d);
    return Dump(r.attributions, r.entities, r.syntax, d);
  }
  if (stage == "events") {
    Verify(r.events, r.entities, r.times, r.syntax, d);
    return Dump(r.events, r.entities, r.times, r.syntax, d);
  }
  return std::nullopt;
}

}  // namespace dragoman::test
