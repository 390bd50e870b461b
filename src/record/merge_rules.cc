// SPDX-License-Identifier: Apache-2.0
// What merging knows of kinds, titles and offices, from data/record and data/entities.
#include "record/copies.h"
#include "record/happening.h"
#include "record/record.h"

namespace dragoman::record {
namespace {

Needs NeedsOf(std::string_view name) {
  if (name == "matter") return Needs::kMatter;
  if (name == "spot") return Needs::kSpot;
  return name == "day" ? Needs::kDay : Needs::kNothing;
}

}  // namespace

MergeRules::MergeRules(const lexicon::Lexicon& lexicon) : callings_(lexicon) {
  const lexicon::Table& t = lexicon.table("record/alike");
  int kind = t.column("kind"), group = t.column("group"), days = t.column("days_apart");
  int needs = t.column("needs"), one_party = t.column("one_party"), outcome = t.column("outcome");
  int once = t.column("once");
  for (size_t r = 0; r < t.size(); ++r) {
    GroupRule rule;
    rule.group = t.at(r, group);
    rule.seed = HashOfText(rule.group);
    rule.days_apart = std::stoi(std::string(t.at(r, days)));
    rule.needs = NeedsOf(t.at(r, needs));
    rule.one_party = t.at(r, one_party) == "yes";
    rule.outcome = t.at(r, outcome);
    if (!t.at(r, once).empty()) rule.once = t.at(r, once) == "actor" ? 0 : 1;
    kinds_.emplace_back(t.at(r, kind));
    by_kind_.emplace(t.at(r, kind), rule);
  }
  const lexicon::Table& offices = lexicon.table("entities/offices");
  const lexicon::Table& acting = lexicon.table("record/acting_roles");
  for (size_t r = 0; r < offices.size(); ++r) {
    bool acts = !offices.at(r, offices.column("head")).empty() ||
                acting.find_first(0, offices.at(r, offices.column("role"))) >= 0;
    bool of_state = offices.at(r, offices.column("of")).starts_with("state/");
    if (acts && of_state) acting_.emplace(offices.at(r, offices.column("title")));
  }
  const lexicon::Table& titles = lexicon.table("entities/hand/titles");
  for (size_t r = 0; r < titles.size(); ++r) {
    titles_.insert(FoldName(titles.at(r, titles.column("title"))));
    for (std::string_view form : titles.list(r, titles.column("plural"))) {
      titles_.insert(FoldName(form));
    }
  }
}

bool MergeRules::IsTitle(std::string_view name) const { return titles_.count(FoldName(name)) > 0; }

const GroupRule& MergeRules::RuleOf(const Happening& h) const {
  auto it = by_kind_.find(h.kind);
  return it != by_kind_.end() ? it->second : other_;
}

std::vector<std::string> MergeRules::KindsOf(const std::string& group) const {
  std::vector<std::string> out;
  for (const std::string& kind : kinds_) {
    const GroupRule& rule = by_kind_.find(kind)->second;
    if (rule.group == group && rule.outcome.empty()) out.push_back(kind);
  }
  return out;
}

}  // namespace dragoman::record
