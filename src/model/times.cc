// SPDX-License-Identifier: Apache-2.0
// Times: its promises and its dump.
#include "model/times.h"

#include "base/check.h"
#include "base/edtf.h"

namespace dragoman {
namespace {

void VerifyTimex(const Times& times, const Timex& t, const Syntax& syntax, const Document& d) {
  DRAGOMAN_CHECK(!t.span.empty() && t.span.end <= d.text.size());
  DRAGOMAN_CHECK(t.first.valid() && t.first < t.end && t.end.index() <= syntax.size());
  DRAGOMAN_CHECK(t.first <= t.head && t.head < t.end);
  DRAGOMAN_CHECK(t.sentence.valid() && t.sentence.index() < syntax.base.sentences.size());
  const Sentence& s = syntax.base.sentences[t.sentence.index()];
  DRAGOMAN_CHECK(s.first <= t.first && t.end <= s.end);
  DRAGOMAN_CHECK(syntax.base.words[t.first.index()].span.begin <= t.span.begin);
  DRAGOMAN_CHECK(syntax.base.words[t.end.index() - 1].span.end >= t.span.end);
  DRAGOMAN_CHECK(!t.value.empty() && !t.rule.empty());
  DRAGOMAN_CHECK(t.edtf.empty() || edtf::IsValid(t.edtf));
  if (t.interval.earliest && t.interval.latest) {
    DRAGOMAN_CHECK(*t.interval.earliest <= *t.interval.latest);
  }
  bool anchored = t.anchor_kind == AnchorKind::kTimex;
  DRAGOMAN_CHECK(anchored == t.anchor.valid());
  if (anchored) DRAGOMAN_CHECK(t.anchor.index() < times.timexes.size());
}

std::string Ends(const Interval& i) {
  return (i.earliest ? i.earliest->ToString() : "..") + ".." +
         (i.latest ? i.latest->ToString() : "..");
}

}  // namespace

void Verify(const Times& times, const Syntax& syntax, const Document& document) {
  uint32_t last = 0;
  for (const Timex& t : times.timexes) {
    VerifyTimex(times, t, syntax, document);
    DRAGOMAN_CHECK(t.span.begin >= last);
    last = t.span.end;
  }
  DRAGOMAN_CHECK(times.narrative.size() == syntax.base.sentences.size());
  for (TimexId n : times.narrative) {
    DRAGOMAN_CHECK(!n.valid() || n.index() < times.timexes.size());
  }
}

std::string Dump(const Times& times, const Syntax&, const Document& document) {
  constexpr const char* kBasis[] = {"unknown", "given", "page", "inferred"};
  std::string out = "published ";
  out += times.published_edtf.empty() ? "-" : times.published_edtf;
  out.append(" ").append(kBasis[static_cast<size_t>(times.published_basis)]).append("\n");
  auto add = [&out](std::string_view label, std::string_view value) {
    if (!value.empty()) out.append(label).append(value);
  };
  for (size_t i = 0; i < times.timexes.size(); ++i) {
    const Timex& t = times.timexes[i];
    out.append("t").append(std::to_string(i + 1)).append(" \"");
    out.append(t.span.in(document.text)).append("\" ").append(Name(t.type));
    add(" ", t.value);
    add(" mod=", t.mod);
    add(" quant=", t.quant);
    add(" freq=", t.freq);
    add(" utc=", t.utc);
    add(" edtf=", t.edtf);
    if (!t.interval.unbounded()) add(" ", Ends(t.interval));
    if (t.relation != TimeRelation::kIn) add(" ", Name(t.relation));
    if (t.anchor_kind != AnchorKind::kNone) add(" by ", Name(t.anchor_kind));
    if (t.anchor.valid()) add(" t", std::to_string(t.anchor.index() + 1));
    out.append(" [").append(t.rule).append("]\n");
  }
  for (const Diagnostic& n : times.diagnostics) out.append("note: ").append(n.message).append("\n");
  return out;
}

}  // namespace dragoman
