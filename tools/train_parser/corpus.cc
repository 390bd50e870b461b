// SPDX-License-Identifier: Apache-2.0
// Reading treebanks and token lines.
#include "train_parser/corpus.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace dragoman::train {
namespace {

[[noreturn]] void Fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(1);
}

std::vector<std::string> Split(const std::string& line, char by) {
  std::vector<std::string> out;
  std::stringstream in(line);
  for (std::string cell; std::getline(in, cell, by);) out.push_back(cell);
  return out;
}

std::string Key(const Tag& t) {
  return std::string(Name(t.upos)) + " " + std::string(XposNames()[t.xpos]) + " " +
         FeatsString(t.features);
}

void AddWord(const std::vector<std::string>& cells, const std::string& where, Tree& tree) {
  Tag tag;
  Deprel label;
  if (!ParseUpos(cells[3], tag.upos)) Fail(where + ": unknown UPOS " + cells[3]);
  if (!ParseDeprel(cells[7], label)) Fail(where + ": unknown relation " + cells[7]);
  tag.xpos = ParseXpos(cells[4]);
  tag.features = ParseFeats(cells[5]);
  tree.form.push_back(cells[1]);
  tree.lemma.push_back(cells[2]);
  tree.tag.push_back(tag);
  tree.head.push_back(std::atoi(cells[6].c_str()));
  tree.label.push_back(static_cast<uint8_t>(label));
}

}  // namespace

int TagSet::Find(const Tag& tag) const {
  auto it = std::find(tags.begin(), tags.end(), tag);
  return it == tags.end() ? -1 : static_cast<int>(it - tags.begin());
}

std::vector<Tree> ReadTreebank(const std::string& path) {
  std::ifstream in(path);
  if (!in) Fail(path + ": cannot read");
  std::vector<Tree> trees;
  Tree tree;
  std::string document;
  size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.rfind("# newdoc id = ", 0) == 0) document = line.substr(14);
    if (!line.empty() && line[0] == '#') continue;
    if (line.empty()) {
      tree.document = document;
      if (tree.size() > 0) trees.push_back(std::move(tree));
      tree = {};
      continue;
    }
    auto cells = Split(line, '\t');
    std::string where = path + ":" + std::to_string(number);
    if (cells.size() != 10) Fail(where + ": expected 10 columns");
    if (cells[0].find_first_of("-.") != std::string::npos) continue;
    AddWord(cells, where, tree);
  }
  return trees;
}

TagSet MakeTagSet(const std::vector<Tree>& trees, int least) {
  std::map<std::string, std::pair<int, Tag>> counts;
  for (const Tree& tree : trees) {
    for (const Tag& tag : tree.tag) {
      auto& entry = counts[Key(tag)];
      ++entry.first;
      entry.second = tag;
    }
  }
  std::vector<std::pair<int, Tag>> sorted;
  for (const auto& [key, entry] : counts) {
    if (entry.first >= least) sorted.push_back(entry);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  TagSet set;
  for (const auto& entry : sorted) set.tags.push_back(entry.second);
  return set;
}

void ClassifyTags(const TagSet& tags, std::vector<Tree>& trees) {
  for (Tree& tree : trees) {
    tree.tag_class.clear();
    for (const Tag& tag : tree.tag) tree.tag_class.push_back(tags.Find(tag));
  }
}

std::vector<std::vector<std::string>> ReadTokenLines(const std::string& path) {
  std::ifstream in(path);
  if (!in) Fail(path + ": cannot read");
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(in, line);) {
    auto tokens = Split(line, ' ');
    if (tokens.size() >= 3 && tokens.size() <= 120) lines.push_back(std::move(tokens));
  }
  return lines;
}

}  // namespace dragoman::train
