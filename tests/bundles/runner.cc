// SPDX-License-Identifier: Apache-2.0
// bundle_runner ROOT [FILE...]: reads the stories in ROOT/*.txt, adds their articles to a record,
// in many orders, and compares what the record makes of them. The format of the files:
// tests/bundles/README.md. Exits 1 if a bundle differs, is malformed, a known failure passes, or
// nothing was read.
#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <optional>

#include "pipeline/analyze.h"
#include "record/queries.h"
#include "record/record.h"
#include "support/article.h"
#include "support/run_files.h"
#include "support/text_file.h"

namespace dragoman::test {
namespace {

namespace fs = std::filesystem;

template <class T>
T Take(Result<T> result) {
  if (!result) throw InternalError(result.error().message);
  return std::move(result).value();
}

struct BundleArticle {
  std::string label, outlet, text;
  std::optional<Date> published;
};

struct Bundle {
  std::string name;
  std::vector<BundleArticle> articles;
  std::vector<std::string> expected;
};

// "--- a 2023-10-18 The Herald"
Result<BundleArticle> ParseArticleLine(std::string_view line) {
  BundleArticle article;
  std::string_view rest = Trim(line.substr(3));
  size_t label = rest.find(' ');
  if (label == std::string_view::npos) return Error{"expected '--- LABEL YYYY-MM-DD OUTLET'"};
  article.label = rest.substr(0, label);
  rest = Trim(rest.substr(label));
  size_t day = std::min(rest.find(' '), rest.size());
  const std::string_view published = rest.substr(0, day);
  article.published = Date::Parse(published);
  article.outlet = Trim(rest.substr(day));
  if ((!article.published && published != "-") || article.outlet.empty()) {
    return Error{"expected '--- LABEL YYYY-MM-DD OUTLET'; '-' for a text without a day"};
  }
  return article;
}

Result<std::vector<Bundle>> ParseFile(const fs::path& path) {
  auto text = ReadFile(path);
  if (!text) return text.error();
  std::vector<Bundle> bundles;
  bool in_record = false;
  int number = 0;
  for (const std::string& raw : SplitLines(*text)) {
    ++number;
    auto error = [&](const std::string& what) {
      return Error{path.string() + ":" + std::to_string(number) + ": " + what};
    };
    std::string_view line = Trim(raw);
    if (line.starts_with("===")) {
      bundles.push_back(
          {path.filename().string() + ": " + std::string(Trim(line.substr(3))), {}, {}});
      in_record = false;
    } else if (line.empty() || line.starts_with("#")) {
      continue;
    } else if (bundles.empty()) {
      return error("expected '=== NAME' first");
    } else if (line == "--- record") {
      in_record = true;
    } else if (line.starts_with("---")) {
      auto article = ParseArticleLine(line);
      if (!article) return error(article.error().message);
      bundles.back().articles.push_back(*article);
    } else if (in_record) {
      bundles.back().expected.emplace_back(line);
    } else if (bundles.back().articles.empty()) {
      return error("text before the first '--- LABEL DAY OUTLET'");
    } else {
      bundles.back().articles.back().text.append(line) += '\n';
    }
  }
  if (bundles.empty()) return Error{path.string() + ": holds no bundle"};
  for (const Bundle& b : bundles) {
    if (b.articles.empty() || b.expected.empty()) {
      return Error{b.name + ": expected articles and what the record makes of them"};
    }
  }
  return bundles;
}

// What a record says, as lines of the format.
class Teller {
 public:
  Teller(record::Record& record, std::map<int64_t, std::string> labels)
      : record_(record), labels_(std::move(labels)) {}

  std::vector<std::string> Lines() {
    Events();
    Conflicts();
    Plans();
    Notes();
    People();
    return std::move(lines_);
  }

 private:
  std::string ArticlesOf(int64_t event) {
    std::vector<std::string> labels;
    for (const record::ReportRow& r : Take(record::ReportsOf(record_, event))) {
      labels.push_back(labels_.at(r.article));
    }
    std::sort(labels.begin(), labels.end());
    std::string out;
    for (const std::string& label : labels) out += (out.empty() ? "" : " ") + label;
    return out;
  }
  // The kind of the report of the first article: which report is the best may change.
  std::string KindOf(int64_t event) {
    auto reports = Take(record::ReportsOf(record_, event));
    auto first =
        std::min_element(reports.begin(), reports.end(), [&](const auto& a, const auto& b) {
          return labels_.at(a.article) < labels_.at(b.article);
        });
    return first->kind;
  }
  void Events() {
    for (const record::EventRow& e : Take(record::FindEvents(record_, {}))) {
      std::string line = "told " + KindOf(e.id) + ": " + ArticlesOf(e.id);
      if (e.independent != e.articles)
        line += ", " + std::to_string(e.independent) + " independent";
      lines_.push_back(line);
    }
  }
  void Conflicts() {
    for (const record::Conflict& c : Take(record::FindConflicts(record_, {}, ""))) {
      std::string line = (c.update ? "update " : "differ ") + KindOf(c.event) + " " + c.what + ":";
      const char* gap = " ";
      for (const auto& side : c.sides) {
        line += gap + side.value + " (";
        for (size_t i = 0; i < side.who.size(); ++i) line += (i > 0 ? ", " : "") + side.who[i];
        line += ")";
        gap = " | ";
      }
      lines_.push_back(line);
    }
  }
  void Plans() {
    for (const record::PlanRow& p : Take(record::FindPlans(record_, {}))) {
      std::string line = "plan " + KindOf(p.event.id) + ": " + ArticlesOf(p.event.id) + " " +
                         std::string(Name(p.state));
      if (p.outcome != 0) line += " by " + ArticlesOf(p.outcome);
      lines_.push_back(line);
    }
  }
  void Notes() {
    for (const record::OrdinalNote& n : Take(record::CheckOrdinals(record_, {}))) {
      lines_.push_back("note " + ArticlesOf(n.event) + ": " + n.note);
    }
  }
  void People() {
    record::Database& db = record_.database();
    record::Statement names =
        db.Prepare("SELECT id, name FROM actor WHERE said IS NOT NULL ORDER BY id");
    while (names.Step()) {
      std::string line = "person " + names.Text(1) + ":";
      std::vector<std::string> labels;
      for (const auto& m : Take(record::MentionsOf(record_, {{names.Int(0), "", "", "", 0, ""}}))) {
        labels.push_back(labels_.at(m.article));
      }
      std::sort(labels.begin(), labels.end());
      for (const std::string& label : labels) line += " " + label;
      lines_.push_back(line);
    }
  }

  record::Record& record_;
  std::map<int64_t, std::string> labels_;
  std::vector<std::string> lines_;
};

// "told meet: a": one report of one article, "person Jane Miller: a". Such a line must be there if
// it is expected, and does no harm if it is not.
bool ToldOnce(const std::string& line) {
  size_t colon = line.find(": ");
  bool may = line.starts_with("told ") || line.starts_with("person ");
  return may && line.find(' ', colon + 2) == std::string::npos;
}

// What is missing and what is too much; empty if the bundle is right.
std::string Difference(std::vector<std::string> expected, std::vector<std::string> told) {
  std::string out;
  for (const std::string& line : expected) {
    auto there = std::find(told.begin(), told.end(), line);
    if (there == told.end()) {
      out += "    missing:  " + line + "\n";
    } else {
      told.erase(there);
    }
  }
  for (const std::string& line : told) {
    if (!ToldOnce(line)) out += "    too much: " + line + "\n";
  }
  return out;
}

class Runner {
 public:
  Runner(const pipeline::Analyzer& analyzer, KnownFailures known)
      : analyzer_(analyzer), known_(std::move(known)) {}

  void RunFile(const fs::path& path) {
    auto bundles = ParseFile(path);
    if (!bundles) return Fail(bundles.error().message);
    for (const Bundle& bundle : *bundles) {
      ++read_;
      std::string wrong = RunBundle(bundle);
      if (known_.Met(bundle.name)) {
        if (wrong.empty()) Fail(bundle.name + ": is right; take it out of known_failures.txt");
      } else if (!wrong.empty()) {
        Fail(bundle.name + "\n" + wrong);
      }
    }
  }

  int Finish(bool whole) {
    if (whole) {
      for (const std::string& name : known_.NeverMet()) {
        Fail("known_failures.txt: no such bundle: " + name);
      }
    }
    std::cout << read_ << " bundles read, " << failed_ << " faults\n";
    return failed_ == 0 && read_ > 0 ? 0 : 1;
  }

 private:
  void Fail(const std::string& message) {
    ++failed_;
    std::cout << message << "\n";
  }

  // In the order of the file, then in others: the record must come to the same.
  std::string RunBundle(const Bundle& bundle) {
    std::vector<Reading> readings;
    for (const BundleArticle& a : bundle.articles) {
      Document d = MakeDocument(a.text, {}, a.published);
      d.id = a.label;
      d.outlet = a.outlet;
      readings.push_back(analyzer_.Analyze(std::move(d)));
    }
    std::vector<size_t> as_they_stand(readings.size());
    std::iota(as_they_stand.begin(), as_they_stand.end(), size_t{0});
    std::string wrong = Difference(bundle.expected, Tell(readings, as_they_stand));
    if (!wrong.empty()) return wrong;
    for (const std::vector<size_t>& order : OtherOrders(readings.size())) {
      std::string labels;
      for (size_t i : order) labels += " " + readings[i].document.id;
      wrong = Difference(bundle.expected, Tell(readings, order));
      if (!wrong.empty()) return "  added in the order" + labels + ":\n" + wrong;
    }
    return "";
  }

  // Of up to four all of them; else reversed, and each article first or last.
  static std::vector<std::vector<size_t>> OtherOrders(size_t n) {
    std::vector<size_t> order(n);
    std::iota(order.begin(), order.end(), size_t{0});
    std::vector<std::vector<size_t>> out;
    if (n <= 4) {
      while (std::next_permutation(order.begin(), order.end())) out.push_back(order);
      return out;
    }
    for (size_t i = 1; i < n; ++i) {
      std::rotate(order.begin(), order.begin() + 1, order.end());
      out.push_back(order);
      out.emplace_back(order.rbegin(), order.rend());
    }
    return out;
  }

  static std::vector<std::string> Tell(const std::vector<Reading>& readings,
                                       const std::vector<size_t>& order) {
    auto record = record::Record::Open(":memory:", record::OpenMode::kCreate,
                                       lexicon::Lexicon::Embedded(), "bundles");
    std::map<int64_t, std::string> labels;
    for (size_t i : order) {
      const Reading& r = readings[i];
      Take((*record)->Add(r));
      labels[static_cast<int64_t>(labels.size()) + 1] = r.document.id;
    }
    auto sound = (*record)->Verify();
    if (!sound) return {"broken: " + sound.error().message};
    return Teller(**record, std::move(labels)).Lines();
  }

  const pipeline::Analyzer& analyzer_;
  KnownFailures known_;
  size_t read_ = 0, failed_ = 0;
};

}  // namespace
}  // namespace dragoman::test

int main(int argc, char** argv) {
  return dragoman::test::RunFiles<dragoman::test::Runner>("bundle_runner", {argv + 1, argv + argc});
}
