// SPDX-License-Identifier: Apache-2.0
// Document: Verify, Dump.
#include "model/document.h"

#include "base/check.h"

namespace dragoman {
namespace {

std::string_view BasisName(PublishedBasis b) {
  constexpr std::string_view kNames[] = {"unknown", "given", "page", "inferred"};
  return kNames[static_cast<size_t>(b)];
}

// A span must not cut a code point in two.
bool AtBoundary(std::string_view text, uint32_t at) {
  return at == text.size() || (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

void Verify(const Document& d) {
  DRAGOMAN_CHECK(!d.id.empty());
  DRAGOMAN_CHECK(d.text.find('\0') == std::string::npos);
  DRAGOMAN_CHECK(d.published.has_value() == (d.published_basis == PublishedBasis::kGiven ||
                                             d.published_basis == PublishedBasis::kPage));
  DRAGOMAN_CHECK(d.headline.end <= d.text.size());
  if (!d.headline.empty()) DRAGOMAN_CHECK(d.headline.in(d.text) == d.title);
  uint32_t end = d.headline.end;
  for (Span p : d.paragraphs) {
    DRAGOMAN_CHECK(!p.empty() && p.begin >= end && p.end <= d.text.size());
    DRAGOMAN_CHECK(AtBoundary(d.text, p.begin) && AtBoundary(d.text, p.end));
    end = p.end;
  }
}

std::string Dump(const Document& d) {
  std::string out;
  auto field = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.append(name).append("\t").append(value).append("\n");
  };
  field("title", d.title);
  field("outlet", d.outlet.value_or(""));
  for (const std::string& a : d.authors) field("author", a);
  field("url", d.url.value_or(""));
  if (d.published) field("published", d.published->ToString());
  field("basis", BasisName(d.published_basis));
  if (!d.headline.empty()) field("headline", d.headline.in(d.text));
  for (Span p : d.paragraphs) {
    std::string line(p.in(d.text));
    for (char& c : line) c = c == '\n' ? ' ' : c;
    field("paragraph", line);
  }
  for (const Diagnostic& x : d.diagnostics) field("note", x.message);
  return out;
}

}  // namespace dragoman
