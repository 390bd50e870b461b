// SPDX-License-Identifier: Apache-2.0
// times_tool: reads documents from stdin, one a line: publication date or "-", a tab, the text with
// "\n" for line ends; writes for each its time expressions, one a line, then "=". For
// eval/times.py and for looking at data/en/times.
// usage: times_tool [--list | --dump | --speed [DATA_DIR]]   (--speed: words a second of the stage)
#include <algorithm>
#include <ctime>
#include <iostream>

#include "pipeline/analyze.h"

namespace {

using namespace dragoman;

Document Read(const std::string& line) {
  Document d;
  d.id = "line";
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

// Of the stage alone, by the processor time it takes: machines that are measured on are shared.
size_t WordsPerSecond(const std::vector<Reading>& readings, const lexicon::Lexicon& lexicon) {
  times::TimeRules rules(lexicon);
  size_t words = 0;
  std::clock_t start = std::clock();
  for (const Reading& r : readings) {
    words += r.syntax.size();
    times::FindTimes(r.document, r.syntax, rules, Limits{});
  }
  auto ticks = std::max<std::clock_t>(std::clock() - start, 1);
  return words * static_cast<size_t>(CLOCKS_PER_SEC) / static_cast<size_t>(ticks);
}

}  // namespace

int main(int argc, char** argv) {
  std::string mode = argc > 1 ? argv[1] : "--list";
  std::unique_ptr<lexicon::Lexicon> read;
  if (argc > 2) {
    auto result = lexicon::Lexicon::FromDirectory(argv[2]);
    if (!result) {
      std::cerr << result.error().message << "\n";
      return 1;
    }
    read = std::move(result).value();
  }
  const lexicon::Lexicon& lexicon = read ? *read : lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  if (!analyzer) {
    std::cerr << analyzer.error().message << "\n";
    return 1;
  }
  pipeline::RunOptions options;
  options.until = pipeline::Stage::kTimes;
  options.verify = true;
  pipeline::Timings timings;
  if (mode == "--speed") options.until = pipeline::Stage::kParse;
  std::vector<Reading> readings;
  std::string line;
  while (std::getline(std::cin, line)) {
    Reading r = (*analyzer)->RunUntil(Read(line), options, timings);
    if (mode == "--dump") std::cout << Dump(r.times, r.syntax, r.document) << '\n';
    if (mode == "--list") Print(r.times, r.document);
    if (mode == "--speed") readings.push_back(std::move(r));
  }
  if (mode == "--speed") std::cout << WordsPerSecond(readings, lexicon) << '\n';
}
