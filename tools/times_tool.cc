// SPDX-License-Identifier: Apache-2.0
// times_tool: reads documents from stdin, one a line: publication date or "-", a tab, the text with
// "\n" for line ends; writes for each its time expressions, one a line, then "=". For
// eval/times.py and for looking at data/en/times. With --dump: Times' dump. With --speed: words a
// second of the stage alone.
#include <chrono>
#include <iostream>

#include "pipeline/analyze.h"

namespace {

using namespace dragoman;

Document Read(const std::string& line) {
  Document d;
  size_t tab = line.find('\t');
  d.published = Date::Parse(line.substr(0, tab));
  if (d.published) d.published_basis = PublishedBasis::kGiven;
  std::string text = tab == std::string::npos ? "" : line.substr(tab + 1);
  uint32_t begin = 0;
  auto close = [&] {
    auto end = static_cast<uint32_t>(d.text.size());
    if (d.text.find_first_not_of(' ', begin) < end) d.paragraphs.push_back({begin, end});
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\n") == 0) {
      close();
      d.text += '\n';
      begin = static_cast<uint32_t>(d.text.size());
      ++i;
    } else {
      d.text += text[i];
    }
  }
  close();
  return d;
}

void Print(const Times& times, const Document& d) {
  auto day = [](const std::optional<Date>& x) { return x ? x->ToString() : std::string(".."); };
  for (const Timex& t : times.timexes) {
    std::cout << t.span.begin << '\t' << t.span.end << '\t' << Name(t.type) << '\t' << t.value
              << '\t' << t.mod << '\t' << t.edtf << '\t' << day(t.interval.earliest) << '\t'
              << day(t.interval.latest) << '\t' << Name(t.anchor_kind) << '\t' << t.rule << '\t'
              << Name(t.relation) << '\t' << t.span.in(d.text) << '\n';
  }
  std::cout << "=\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::string mode = argc > 1 ? argv[1] : "";
  const auto& lexicon = lexicon::Lexicon::Embedded();
  segment::SegmentRules segment_rules(lexicon);
  auto model = parse::ParseModel::Load(lexicon);
  if (!model) {
    std::cerr << model.error().message << "\n";
    return 1;
  }
  times::TimeRules rules(lexicon);
  Limits limits;
  double seconds = 0;
  size_t words = 0;
  std::string line;
  while (std::getline(std::cin, line)) {
    Document d = Read(line);
    Syntax s = parse::ParseSentences(d, segment::SplitSentences(d, segment_rules, limits), *model);
    auto start = std::chrono::steady_clock::now();
    Times t = times::FindTimes(d, s, rules, limits);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    words += s.size();
    Verify(t, s, d);
    if (mode == "--dump") std::cout << Dump(t, s, d) << '\n';
    if (mode.empty()) Print(t, d);
  }
  if (mode == "--speed") {
    std::cout << static_cast<long>(static_cast<double>(words) / (seconds > 0 ? seconds : 1))
              << '\n';
  }
}
