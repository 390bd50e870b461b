// SPDX-License-Identifier: Apache-2.0
// usage: parse_conllu FILE.conllu > OUT            the file's tokens and sentences, our trees
//        parse_conllu --time FILE.conllu...        words per second of processor time, parser alone
//        parse_conllu --kernels NAME FILE.conllu > OUT    by kernels that parse/kernels.h names
// For eval/syntax.py and bench; not installed.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "formats/conllu.h"
#include "parse/parse.h"

namespace {

int Time(const dragoman::parse::ParseModel& model,
         const std::vector<dragoman::formats::ConlluDocument>& documents) {
  size_t words = 0;
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    words = 0;
    std::clock_t start = std::clock();  // of this process: others do not count
    for (const auto& d : documents) {
      words += dragoman::parse::ParseSentences(d.document, d.syntax.base, model).size();
    }
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::printf("%zu words, %.0f words/s\n", words, static_cast<double>(words) / best);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dragoman;
  bool time = argc > 1 && std::strcmp(argv[1], "--time") == 0;
  bool chosen = argc > 2 && std::strcmp(argv[1], "--kernels") == 0;
  auto model =
      parse::ParseModel::FromBytes(parse::ParseModel::EmbeddedBytes(), chosen ? argv[2] : "");
  if (!model) {
    std::cerr << model.error().message << "\n";
    return 1;
  }
  const parse::WordForms present(lexicon::Lexicon::Embedded());
  for (int i = chosen ? 3 : time ? 2 : 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    auto documents = formats::ReadConllu(text, argv[i]);
    if (!documents) {
      std::cerr << documents.error().message << "\n";
      return 1;
    }
    if (time) {
      Time(*model, *documents);
      continue;
    }
    for (const auto& d : *documents) {
      Syntax ours =
          parse::ParseSentences(d.document, d.syntax.base, *model, nullptr, &present);  // as `read`
      std::cout << formats::WriteConllu(d.document, ours);
    }
  }
}
