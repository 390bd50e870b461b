// SPDX-License-Identifier: Apache-2.0
// Verify and Dump of Attributions.
#include "model/attributions.h"

#include <string>

#include "base/check.h"

namespace dragoman {
namespace {

void VerifySpans(const std::vector<Span>& spans, const Document& d) {
  uint32_t at = 0;
  for (Span s : spans) {
    DRAGOMAN_CHECK(!s.empty());
    DRAGOMAN_CHECK(s.begin >= at);
    DRAGOMAN_CHECK(s.end <= d.text.size());
    at = s.end;
  }
}

std::string Words(const std::vector<Span>& spans, const Document& d) {
  std::string out;
  for (Span s : spans) {
    if (!out.empty()) out += " ... ";
    for (char c : s.in(d.text)) out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string EntityName(EntityId e, const Entities& entities) {
  return e.valid() ? entities[e].name : "?";
}

}  // namespace

void Verify(const Attributions& a, const Syntax& syntax, const Document& d) {
  DRAGOMAN_CHECK(a.innermost_of_word.size() == syntax.size());
  uint32_t at = 0;
  for (size_t i = 0; i < a.attributions.size(); ++i) {
    const Attribution& one = a.attributions[i];
    DRAGOMAN_CHECK(!one.content.empty());
    VerifySpans(one.content, d);
    VerifySpans(one.source, d);
    DRAGOMAN_CHECK(one.content.front().begin >= at);
    at = one.content.front().begin;
    DRAGOMAN_CHECK(one.sentence.valid());
    DRAGOMAN_CHECK(one.sentence.index() < syntax.base.sentences.size());
    DRAGOMAN_CHECK(!one.rule.empty());
    DRAGOMAN_CHECK(one.cue.empty() || one.cue.end <= d.text.size());
    DRAGOMAN_CHECK(!one.cue_word.valid() || one.cue_word.index() < syntax.size());
    size_t steps = 0;  // parents end
    for (AttributionId p = one.parent; p.valid(); p = a[p].parent) {
      DRAGOMAN_CHECK(p.index() < a.attributions.size());
      DRAGOMAN_CHECK(++steps <= a.attributions.size());
    }
  }
  for (AttributionId id : a.innermost_of_word)
    DRAGOMAN_CHECK(!id.valid() || id.index() < a.attributions.size());
}

// "0 direct [he | said] "We will go" < Hale via Interfax (hedged, in 2)  attribution.say.verb"
std::string Dump(const Attributions& a, const Entities& entities, const Syntax&,
                 const Document& d) {
  std::string out;
  for (size_t i = 0; i < a.attributions.size(); ++i) {
    const Attribution& one = a.attributions[i];
    out += std::to_string(i) + " " + std::string(Name(one.kind)) + " [" + Words(one.source, d) +
           " | " + std::string(one.cue.in(d.text)) + "] " + Words(one.content, d);
    for (const SourceLink& link : one.chain) {
      out += " < " + EntityName(link.actor, entities);
      if (link.via.valid()) out += " via " + EntityName(link.via, entities);
      if (link.said_at.valid()) out += " at t" + std::to_string(link.said_at.value);
    }
    std::string marks;
    if (one.attitude) marks += " attitude";
    if (one.hedged) marks += " hedged";
    if (one.negated) marks += " negated";
    if (one.parent.valid()) marks += " in " + std::to_string(one.parent.value);
    if (!marks.empty()) out += " (" + marks.substr(1) + ")";
    out += "  " + one.rule + "\n";
  }
  for (size_t m = 0; m < a.speaker_reference.size(); ++m) {
    if (!a.speaker_reference[m].valid()) continue;
    out += "speaker: " + std::string(entities.mentions[m].span.in(d.text)) + " = " +
           EntityName(a.speaker_reference[m], entities) + "\n";
  }
  for (const Diagnostic& n : a.diagnostics) out += "note: " + n.message + "\n";
  return out;
}

}  // namespace dragoman
