// SPDX-License-Identifier: Apache-2.0
#include "support/text_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace dragoman::test {

namespace fs = std::filesystem;

Result<std::string> ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{path.string() + ": cannot be read"};
  return text.str();
}

Result<void> WriteFile(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) return Error{path.string() + ": cannot be written"};
  return {};
}

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string_view Trim(std::string_view s) {
  size_t begin = s.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<fs::path> CaseFiles(const fs::path& root) {
  std::vector<fs::path> files;
  if (!fs::exists(root)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const fs::path& p = entry.path();
    if (entry.is_regular_file() && p.extension() == ".txt" &&
        p.filename() != "known_failures.txt") {
      files.push_back(p);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<KnownFailures> KnownFailures::Read(const fs::path& root) {
  KnownFailures known;
  const fs::path path = root / "known_failures.txt";
  if (!fs::exists(path)) return known;
  auto text = ReadFile(path);
  if (!text) return text.error();
  int number = 0;
  for (const std::string& line : SplitLines(*text)) {
    ++number;
    if (Trim(line).empty() || line[0] == '#') continue;
    size_t hash = line.rfind(" # ");
    if (hash == std::string::npos) {
      return Error{path.string() + ":" + std::to_string(number) +
                   ": expected 'NAME # why it fails'"};
    }
    known.listed_.insert(std::string(Trim(std::string_view(line).substr(0, hash))));
  }
  return known;
}

bool KnownFailures::Met(const std::string& name) {
  if (!listed_.contains(name)) return false;
  met_.insert(name);
  return true;
}

std::vector<std::string> KnownFailures::NeverMet() const {
  std::vector<std::string> names;
  std::set_difference(listed_.begin(), listed_.end(), met_.begin(), met_.end(),
                      std::back_inserter(names));
  return names;
}

}  // namespace dragoman::test
