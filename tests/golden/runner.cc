// SPDX-License-Identifier: Apache-2.0
// golden_runner ROOT [--update] [FOLDER|FILE...]: compares the dumps in ROOT/STAGE/*.txt with what
// the stages say. The format of the files: tests/golden/README.md. Exits 1 if a case differs, a
// file is malformed, a known failure passes, or nothing was compared.
#include <algorithm>
#include <iostream>
#include <optional>

#include "support/dump.h"
#include "support/text_file.h"

namespace dragoman::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCaseMark = "=== ";

struct Case {
  std::string title;
  std::optional<Date> published;
  std::string headline;
  std::string text;
  std::string expected;
  size_t dump_begin = 0;  // lines of the file
  size_t dump_end = 0;
};

bool IsRule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

std::string JoinLines(const std::vector<std::string>& lines, size_t begin, size_t end) {
  while (begin < end && Trim(lines[begin]).empty()) ++begin;
  while (begin < end && Trim(lines[end - 1]).empty()) --end;
  std::string out;
  for (size_t i = begin; i < end; ++i) out += lines[i] + "\n";
  return out;
}

// The case that begins at lines[begin] and ends before lines[end].
Result<Case> ParseCase(const std::string& path, const std::vector<std::string>& lines, size_t begin,
                       size_t end) {
  auto error = [&](size_t line, const std::string& what) {
    return Error{path + ":" + std::to_string(line + 1) + ": " + what};
  };
  Case c;
  c.title = Trim(std::string_view(lines[begin]).substr(kCaseMark.size()));
  size_t i = begin + 1;
  for (; i < end; ++i) {
    std::string_view line = lines[i];
    if (line.starts_with("published:")) {
      c.published = Date::Parse(Trim(line.substr(10)));
      if (!c.published) return error(i, "expected published: YYYY-MM-DD");
    } else if (line.starts_with("headline:")) {
      c.headline = Trim(line.substr(9));
    } else {
      break;
    }
  }
  size_t rule = i;
  while (rule < end && !IsRule(lines[rule])) ++rule;
  if (rule == end) return error(begin, "this case has no line of dashes");
  c.text = JoinLines(lines, i, rule);
  if (c.text.empty() && c.headline.empty()) return error(begin, "this case has no text");
  if (!c.text.empty()) c.text.pop_back();
  c.expected = JoinLines(lines, rule + 1, end);
  c.dump_begin = rule + 1;
  c.dump_end = end;
  return c;
}

Result<std::vector<Case>> ParseFile(const std::string& path,
                                    const std::vector<std::string>& lines) {
  std::vector<Case> cases;
  std::vector<std::string> titles;
  for (size_t begin = 0; begin < lines.size(); ++begin) {
    if (!lines[begin].starts_with(kCaseMark)) continue;
    size_t end = begin + 1;
    while (end < lines.size() && !lines[end].starts_with(kCaseMark)) ++end;
    auto parsed = ParseCase(path, lines, begin, end);
    if (!parsed) return parsed.error();
    if (std::find(titles.begin(), titles.end(), parsed->title) != titles.end()) {
      return Error{path + ":" + std::to_string(begin + 1) + ": a second case '" + parsed->title +
                   "'"};
    }
    titles.push_back(parsed->title);
    cases.push_back(*parsed);
  }
  if (cases.empty()) return Error{path + ": holds no case"};
  return cases;
}

// Both texts from the first line that differs, a few lines each.
void PrintDifference(const std::string& expected, const std::string& actual) {
  const auto want = SplitLines(expected), got = SplitLines(actual);
  size_t first = 0;
  while (first < want.size() && first < got.size() && want[first] == got[first]) ++first;
  std::cout << "  from line " << first + 1 << " of the dump:\n";
  for (size_t i = first; i < std::min(first + 8, want.size()); ++i)
    std::cout << "  - " << want[i] << "\n";
  for (size_t i = first; i < std::min(first + 8, got.size()); ++i)
    std::cout << "  + " << got[i] << "\n";
}

class Runner {
 public:
  Runner(fs::path root, bool update, const pipeline::Analyzer& analyzer, KnownFailures known)
      : root_(std::move(root)), update_(update), analyzer_(analyzer), known_(std::move(known)) {}

  void RunFile(const fs::path& file) {
    auto text = ReadFile(file);
    if (!text) return Fail(text.error().message);
    auto lines = SplitLines(*text);
    auto cases = ParseFile(file.string(), lines);
    if (!cases) return Fail(cases.error().message);
    declared_ += static_cast<size_t>(std::count_if(
        lines.begin(), lines.end(), [](const auto& l) { return l.starts_with(kCaseMark); }));
    std::vector<std::string> actual;
    for (const Case& c : *cases) actual.push_back(RunCase(file, c));
    if (update_) Rewrite(file, lines, *cases, actual);
  }

  // Status for main: 0 when everything named was compared and right.
  int Finish(bool whole) {
    if (whole) {
      for (const std::string& name : known_.NeverMet()) {
        Fail("known_failures.txt: no such case: " + name);
      }
    }
    std::cout << compared_ << " golden cases compared, " << failed_ << " faults\n";
    if (compared_ == 0 || compared_ != declared_) {
      std::cout << "the files hold " << declared_ << " cases\n";
      return 1;
    }
    return failed_ == 0 ? 0 : 1;
  }

 private:
  void Fail(const std::string& message) {
    ++failed_;
    std::cout << message << "\n";
  }

  // The dump to write on --update.
  std::string RunCase(const fs::path& file, const Case& c) {
    const std::string stage = fs::relative(file, root_).begin()->string();
    const std::string name = fs::relative(file, root_).string() + ": " + c.title;
    const bool known = known_.Met(name);
    std::string dump;
    try {
      auto d = DumpOfStage(stage, analyzer_, c.text, c.headline, c.published);
      if (!d) {
        Fail(name + ": " + d.error().message);
        return c.expected;
      }
      const auto lines = SplitLines(*d);
      dump = JoinLines(lines, 0, lines.size());
    } catch (const InternalError& e) {
      dump = std::string("internal error: ") + e.what() + "\n";
    }
    ++compared_;
    const bool right = dump == c.expected;
    if (known && right) Fail(name + ": passes; take it out of known_failures.txt");
    if (known) return c.expected;
    if (!right && !update_) {
      Fail(name + ": differs");
      PrintDifference(c.expected, dump);
    }
    return dump;
  }

  void Rewrite(const fs::path& file, const std::vector<std::string>& lines,
               const std::vector<Case>& cases, const std::vector<std::string>& dumps) {
    std::string out;
    size_t from = 0;
    for (size_t k = 0; k < cases.size(); ++k) {
      for (const std::string& line : SplitLines(dumps[k])) {
        if (line.starts_with(kCaseMark))
          return Fail(file.string() + ": a dump holds a '=== ' line");
      }
      for (size_t i = from; i < cases[k].dump_begin; ++i) out += lines[i] + "\n";
      out += dumps[k] + (k + 1 < cases.size() ? "\n" : "");
      from = cases[k].dump_end;
    }
    auto written = WriteFile(file, out);
    if (!written) Fail(written.error().message);
  }

  fs::path root_;
  bool update_;
  const pipeline::Analyzer& analyzer_;
  KnownFailures known_;
  size_t declared_ = 0;
  size_t compared_ = 0;
  size_t failed_ = 0;
};

int Main(const std::vector<std::string>& arguments) {
  std::vector<fs::path> paths;
  bool update = false;
  for (const std::string& a : arguments) {
    if (a == "--update") {
      update = true;
    } else {
      paths.emplace_back(a);
    }
  }
  if (paths.empty()) {
    std::cerr << "usage: golden_runner ROOT [--update] [FOLDER|FILE...]\n";
    return 2;
  }
  auto known = KnownFailures::Read(paths[0]);
  auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  if (!known || !analyzer) {
    std::cerr << (known ? analyzer.error().message : known.error().message) << "\n";
    return 1;
  }
  Runner runner(paths[0], update, **analyzer, std::move(known).value());
  const bool whole = paths.size() == 1;
  for (size_t i = whole ? 0 : 1; i < paths.size(); ++i) {
    if (fs::is_regular_file(paths[i])) {
      runner.RunFile(paths[i]);
    } else {
      for (const fs::path& file : CaseFiles(paths[i])) runner.RunFile(file);
    }
  }
  return runner.Finish(whole);
}

}  // namespace
}  // namespace dragoman::test

int main(int argc, char** argv) { return dragoman::test::Main({argv + 1, argv + argc}); }
