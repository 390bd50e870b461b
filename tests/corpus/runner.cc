// SPDX-License-Identifier: Apache-2.0
// corpus_runner ROOT [FILE...]: reads the sentences in ROOT/*.txt and checks what they yield. The
// format of the files: tests/corpus/README.md. Exits 1 if a file has fewer right lines than it asks
// for, is malformed, a known failure passes, or nothing was read.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "pipeline/analyze.h"
#include "support/article.h"
#include "support/run_files.h"
#include "support/text_file.h"

namespace dragoman::test {
namespace {

namespace fs = std::filesystem;

struct Line {
  int number = 0;
  bool silent = false;
  std::string sentence;
  std::vector<std::string> expected;  // "meet occurred", sorted
  std::optional<Date> published;
};

struct CorpusFile {
  std::vector<Line> lines;
  double at_least = 100;  // per cent
};

Result<Line> ParseLine(std::string_view text) {
  Line line;
  if (text.starts_with("*")) {
    line.silent = true;
    line.sentence = Trim(text.substr(1));
    if (line.sentence.find("=>") != std::string::npos) {
      return Error{"a starred line expects nothing after =>"};
    }
    return line;
  }
  size_t arrow = text.find("=>");
  if (arrow == std::string_view::npos) return Error{"expected a star or '=> kind status'"};
  line.sentence = Trim(text.substr(0, arrow));
  std::string_view rest = text.substr(arrow + 2);
  while (!rest.empty()) {
    size_t semicolon = std::min(rest.find(';'), rest.size());
    std::string_view pair = Trim(rest.substr(0, semicolon));
    if (std::count(pair.begin(), pair.end(), ' ') != 1) {
      return Error{"expected 'kind status', got '" + std::string(pair) + "'"};
    }
    line.expected.emplace_back(pair);
    rest.remove_prefix(std::min(semicolon + 1, rest.size()));
  }
  if (line.expected.empty()) return Error{"expected 'kind status' after =>"};
  std::sort(line.expected.begin(), line.expected.end());
  return line;
}

Result<CorpusFile> ParseFile(const fs::path& path) {
  auto text = ReadFile(path);
  if (!text) return text.error();
  CorpusFile file;
  std::optional<Date> published;
  int number = 0;
  for (const std::string& raw : SplitLines(*text)) {
    ++number;
    auto error = [&](const std::string& what) {
      return Error{path.string() + ":" + std::to_string(number) + ": " + what};
    };
    std::string_view line = Trim(raw);
    if (line.empty()) continue;
    if (line.starts_with("# published:")) {
      published = Date::Parse(Trim(line.substr(12)));
      if (!published) return error("expected # published: YYYY-MM-DD");
    } else if (line.starts_with("# at least:")) {
      file.at_least = std::strtod(std::string(line.substr(11)).c_str(), nullptr);
      if (!line.ends_with("%") || file.at_least <= 0 || file.at_least > 100) {
        return error("expected # at least: N %");
      }
    } else if (!line.starts_with("#")) {
      auto parsed = ParseLine(line);
      if (!parsed) return error(parsed.error().message);
      parsed.value().number = number;
      parsed.value().published = published;
      file.lines.push_back(*parsed);
    }
  }
  if (file.lines.empty()) return Error{path.string() + ": holds no sentence"};
  return file;
}

// What the sentence yields that the line does not allow, or allows and lacks; empty if it is right.
std::string WhatIsWrong(const Line& line, const Reading& reading) {
  std::vector<std::string> counted, all;
  for (const Event& e : reading.events.events) {
    std::string pair = e.kind + " " + std::string(Name(e.status));
    all.push_back(pair);
    if (!e.type.starts_with("x-")) counted.push_back(pair);
  }
  auto list = [](const std::vector<std::string>& v) {
    std::string out;
    for (const std::string& s : v) out += (out.empty() ? "" : "; ") + s;
    return out.empty() ? std::string("nothing") : out;
  };
  if (line.silent) return all.empty() ? "" : "yields " + list(all);
  bool right = true;
  for (const std::string& want : line.expected) {
    right &= std::find(all.begin(), all.end(), want) != all.end();
  }
  for (const std::string& got : counted) {
    right &= std::find(line.expected.begin(), line.expected.end(), got) != line.expected.end();
  }
  return right ? "" : "expected " + list(line.expected) + ", got " + list(all);
}

class Runner {
 public:
  Runner(const pipeline::Analyzer& analyzer, KnownFailures known)
      : analyzer_(analyzer), known_(std::move(known)) {}

  void RunFile(const fs::path& path) {
    auto file = ParseFile(path);
    if (!file) return Fail(file.error().message);
    size_t right = 0, counted = 0;
    for (const Line& line : file->lines) {
      ++read_;
      const std::string wrong = RunLine(line);
      const std::string name = path.filename().string() + ": " + line.sentence;
      if (known_.Met(name)) {
        if (wrong.empty()) Fail(name + ": is right; take it out of known_failures.txt");
        continue;
      }
      ++counted;
      right += wrong.empty();
      if (!wrong.empty()) {
        std::cout << path.string() << ":" << line.number << ": " << wrong << ": " << line.sentence
                  << "\n";
      }
    }
    const double share =
        counted == 0 ? 100 : 100.0 * static_cast<double>(right) / static_cast<double>(counted);
    std::cout << path.filename().string() << ": " << right << " of " << counted << " right ("
              << share << " %, at least " << file->at_least << " %)\n";
    if (share < file->at_least) ++failed_;
  }

  int Finish(bool whole) {
    if (whole) {
      for (const std::string& name : known_.NeverMet()) {
        Fail("known_failures.txt: no such line: " + name);
      }
    }
    std::cout << read_ << " sentences read, " << failed_ << " faults\n";
    return failed_ == 0 && read_ > 0 ? 0 : 1;
  }

 private:
  void Fail(const std::string& message) {
    ++failed_;
    std::cout << message << "\n";
  }

  std::string RunLine(const Line& line) {
    try {
      return WhatIsWrong(line, analyzer_.Analyze(MakeDocument(line.sentence, {}, line.published)));
    } catch (const InternalError& e) {
      return std::string("internal error: ") + e.what();
    }
  }

  const pipeline::Analyzer& analyzer_;
  KnownFailures known_;
  size_t read_ = 0;
  size_t failed_ = 0;
};

}  // namespace
}  // namespace dragoman::test

int main(int argc, char** argv) {
  return dragoman::test::RunFiles<dragoman::test::Runner>("corpus_runner", {argv + 1, argv + argc});
}
