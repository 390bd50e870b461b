// SPDX-License-Identifier: Apache-2.0
#include "entities/person_list.h"

#include <algorithm>

namespace dragoman::entities {
namespace {

// Of one family name; no article has as many, and a text made to be slow shall not be.
constexpr size_t kMaxNamesakes = 200;

// Every token of the shorter is in the longer, in order, and the last ones agree.
bool SamePerson(const PersonList::Tokens& x, const PersonList::Tokens& y) {
  const auto& shorter = x.size() <= y.size() ? x : y;
  const auto& longer = x.size() <= y.size() ? y : x;
  if (shorter.empty() || shorter.back() != longer.back()) return false;
  size_t at = 0;
  for (const std::string& t : shorter) {
    while (at < longer.size() && longer[at] != t) ++at;
    if (at++ >= longer.size()) return false;
  }
  return true;
}

}  // namespace

void PersonList::Enter(Index& index, const std::string& token, int person) {
  std::vector<int>& of = index[token];
  if (of.size() >= kMaxNamesakes) return;
  auto at = std::lower_bound(of.begin(), of.end(), person);
  if (at == of.end() || *at != person) of.insert(at, person);
}

int PersonList::SameAs(const Tokens& tokens, const std::function<bool(EntityId)>& accept) const {
  auto found = by_last_.find(tokens.back());
  if (found == by_last_.end()) return -1;
  for (int i : found->second) {
    const Person& p = persons_[static_cast<size_t>(i)];
    if (SamePerson(tokens, p.tokens) && accept(p.entity)) return i;
  }
  return -1;
}

int PersonList::Best(const Index& index, const std::string& token, uint32_t at) const {
  auto found = index.find(token);
  if (found == index.end()) return -1;
  int best = -1;
  for (int i : found->second) {
    if (best < 0) {
      best = i;
      continue;
    }
    const Person& p = persons_[static_cast<size_t>(i)];
    const Person& b = persons_[static_cast<size_t>(best)];
    // "Mugabe" stays Robert after Grace Mugabe was named once.
    bool before = p.last_seen < at, best_before = b.last_seen < at;
    bool better = p.seen != b.seen        ? p.seen > b.seen
                  : before != best_before ? before
                  : before                ? p.last_seen > b.last_seen
                                          : p.last_seen < b.last_seen;
    if (better) best = i;
  }
  return best;
}

int PersonList::ByOneName(const std::string& token, uint32_t at) const {
  int best = Best(by_last_, token, at);
  return best >= 0 ? best : Best(by_token_, token, at);
}

int PersonList::Of(EntityId entity) const {
  auto found = by_entity_.find(entity);
  return found == by_entity_.end() ? -1 : found->second;
}

void PersonList::Add(Tokens tokens, EntityId entity, uint32_t at) {
  int person = static_cast<int>(persons_.size());
  Enter(by_last_, tokens.back(), person);
  for (const std::string& t : tokens) Enter(by_token_, t, person);
  by_entity_.emplace(entity, person);
  persons_.push_back({std::move(tokens), entity, at, 1});
}

bool PersonList::See(int person, const Tokens& tokens, uint32_t at) {
  Person& p = persons_[static_cast<size_t>(person)];
  p.last_seen = at;
  ++p.seen;
  if (tokens.size() <= p.tokens.size()) return false;
  // Another name of somebody known may end in another word.
  auto leave = [&](Index& index, const std::string& token) { std::erase(index[token], person); };
  leave(by_last_, p.tokens.back());
  for (const std::string& t : p.tokens) leave(by_token_, t);
  p.tokens = tokens;
  Enter(by_last_, tokens.back(), person);
  for (const std::string& t : tokens) Enter(by_token_, t, person);
  return true;
}

bool AlikeSpelled(std::string_view x, std::string_view y) {
  if (x == y) return true;
  if (x.size() < 5 || y.size() < 5 || x.substr(0, 3) != y.substr(0, 3)) return false;
  std::vector<size_t> row(y.size() + 1);
  for (size_t j = 0; j <= y.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= x.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= y.size(); ++j) {
      size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (x[i - 1] != y[j - 1])});
      diagonal = above;
    }
  }
  return row[y.size()] <= 2;
}

}  // namespace dragoman::entities
