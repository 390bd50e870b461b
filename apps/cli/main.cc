// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iterator>

#include "pipeline/analyze.h"

int main() {
  auto analyzer = dragoman::pipeline::Analyzer::Make(dragoman::lexicon::Lexicon::Embedded());
  if (!analyzer) {
    std::cerr << analyzer.error().message << "\n";
    return 1;
  }
  dragoman::Document d;
  d.text.assign(std::istreambuf_iterator<char>(std::cin), {});
  d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  auto reading = (*analyzer)->Analyze(std::move(d));
  std::cout << reading.syntax.size() << " words, " << reading.syntax.base.sentences.size()
            << " sentences\n";
}
