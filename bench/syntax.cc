// SPDX-License-Identifier: Apache-2.0
// usage: syntax [--kernels NAME] [--rounds N] ARTICLES
// All of syntax (sentences, words, tags, lemmas, trees) on one thread: words a second, and cycles a
// word by part. Each part's figure is its best round. A word is what stands between blanks, as
// elsewhere in bench/; what the parser counts (punctuation too) is told beside it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "ingest/article.h"
#include "ingest/source.h"
#include "lexicon/lexicon.h"
#include "parse/parse.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

// Of this thread's processor time, so that what else the machine does counts little.
double Now() { return static_cast<double>(parse::ParseClock::Now()) / 1e9; }

// Cycles a second, from a chain of multiplications that each wait three cycles for the one before.
double ClockRate() {
  constexpr int kSteps = 20'000'000;
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    uint64_t x = 3;
    double begin = Now();
    for (int i = 0; i < kSteps; ++i) {
      x *= 0x9E3779B97F4A7C15ull;
      asm volatile("" : "+r"(x));
    }
    best = std::min(best, Now() - begin);
  }
  return 3.0 * kSteps / best;
}

struct Articles {
  std::vector<Document> documents;
  size_t words = 0;
};

Articles ReadAll(const std::string& path, const Limits& limits) {
  Articles out;
  ingest::Source source({path}, limits);
  while (auto raw = source.Next()) {
    auto document = ingest::MakeDocument(*raw, {}, limits);
    if (!document) continue;
    bool blank = true;
    for (char c : document->text) {
      bool now = c == ' ' || c == '\n' || c == '\t';
      out.words += blank && !now;
      blank = now;
    }
    out.documents.push_back(std::move(*document));
  }
  return out;
}

// What a program pays before its first word: the first time pages come from the file.
void PrintLoading(const std::string& kernels) {
  double first = 0, best = 1e9;
  for (int round = 0; round < 5; ++round) {
    double begin = Now();
    auto model = parse::ParseModel::FromBytes(parse::ParseModel::EmbeddedBytes(), kernels);
    segment::SegmentRules rules(lexicon::Lexicon::Embedded());
    double took = Now() - begin;
    if (round == 0) first = took;
    best = std::min(best, took);
  }
  std::printf("loading models and rules: %.1f ms the first time, %.1f ms again\n", first * 1e3,
              best * 1e3);
}

// Of all that is resident: "VmHWM" and "RssAnon" of /proc/self/status, in MB; 0 where there is
// none.
double Resident(const std::string& field) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(field + ":", 0) == 0) return std::atof(line.c_str() + field.size() + 1) / 1024;
  }
  return 0;
}

int Run(const std::string& kernels, int rounds, const std::string& path) {
  PrintLoading(kernels);
  auto model = parse::ParseModel::FromBytes(parse::ParseModel::EmbeddedBytes(), kernels);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  Limits limits;
  segment::SegmentRules rules(lexicon::Lexicon::Embedded());
  Articles articles = ReadAll(path, limits);
  if (articles.words == 0) return 1;
  parse::ParseClock best;
  best.nanoseconds.fill(INT64_MAX);
  double segmenting = 1e9, all = 1e9;
  size_t tokens = 0;
  for (int round = 0; round < rounds; ++round) {
    parse::ParseClock clock;
    double in_segment = 0, begin = Now();
    tokens = 0;
    for (const Document& d : articles.documents) {
      double start = Now();
      Sentences sentences = segment::SplitSentences(d, rules, limits);
      in_segment += Now() - start;
      tokens += parse::ParseSentences(d, std::move(sentences), *model, &clock).size();
    }
    all = std::min(all, Now() - begin);
    segmenting = std::min(segmenting, in_segment);
    for (size_t i = 0; i < clock.nanoseconds.size(); ++i) {
      best.nanoseconds[i] = std::min(best.nanoseconds[i], clock.nanoseconds[i]);
    }
  }
  auto words = static_cast<double>(articles.words);
  double rate = ClockRate();
  auto line = [&](const char* name, double seconds) {
    std::printf("%-34s%8.0f%8.1f%%\n", name, seconds * rate / words, 100 * seconds / all);
  };
  std::printf("%s: %.0f words/s, %.0f tokens/s, at %.2f GHz\n",
              std::string(model->kernels()).c_str(), words / all, static_cast<double>(tokens) / all,
              rate / 1e9);
  std::printf("%-34s%8s%9s\n", "part", "cycles", "share");
  line("sentences and words", segmenting);
  for (size_t i = 0; i < best.nanoseconds.size(); ++i) {
    line(parse::kParsePartNames[i], static_cast<double>(best.nanoseconds[i]) / 1e9);
  }
  line("all", all);
  std::printf("resident: %.0f MB at most, of which %.0f MB is not mapped from the program\n",
              Resident("VmHWM"), Resident("RssAnon"));
  return 0;
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  std::string kernels, path;
  int rounds = 5;
  for (int i = 1; i < argc; ++i) {
    std::string a = argv[i];
    if (a == "--kernels" && i + 1 < argc) {
      kernels = argv[++i];
    } else if (a == "--rounds" && i + 1 < argc) {
      rounds = std::atoi(argv[++i]);
    } else {
      path = a;
    }
  }
  return dragoman::Run(kernels, rounds, path);
}
