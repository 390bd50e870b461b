// SPDX-License-Identifier: Apache-2.0
// What user actor files change in the knowledge base: new things, further names, corrected rows,
// terms that displace ours. Entry: KnowledgeBase::Data::AddUserActors, before the final IndexNames.
#include "entities/knowledge_user.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "entities/knowledge_data.h"

namespace dragoman::entities {
namespace {

constexpr size_t kMaxFile = 64u << 20;
constexpr std::string_view kUserSource = "user file";

Result<std::string> ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{path + ": cannot be opened"};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in && !in.eof()) return Error{path + ": cannot be read"};
  if (text.view().size() > kMaxFile) return Error{path + ": larger than 64 MiB"};
  return std::move(text).str();
}

class Adder {
 public:
  Adder(KnowledgeBase::Data& data, const std::string& path) : data_(data), path_(path) {
    for (OfficeId o = 0; o < data_.offices.size(); ++o) {
      offices_.emplace(Fold(data_.offices[o].title), o);
    }
    for (size_t i = 0; i < data_.user.size(); ++i) Remember(i);
  }

  Result<void> Add(const UserActor& a) {
    std::string_view country, sector;
    if (auto r = Country(a, country); !r) return r;
    std::string_view code = a.code;
    if (code.empty() && !a.terms.empty()) code = a.terms.back().code;
    if (!code.empty()) SplitCode(code, country, sector);
    // "+KABUL_ [AFG]": a name that stands for its state.
    if (!a.code.empty() && a.code.size() == 3 && a.terms.empty() &&
        data_.states.contains(country)) {
      AddNames(data_.states.find(country)->second, a);
      return {};
    }
    KnownId id = Find(a, country);
    if (id == kNoKnown) {
      Known k;
      k.key = Keep("user/" + path_ + ":" + std::to_string(a.line));
      k.type = a.has_type || code.empty() || !a.terms.empty() ? a.type : EntityType::kOrganization;
      k.name = Keep(a.name);
      k.country = country;
      k.sector = sector;
      k.source = kUserSource;
      k.from_user = true;
      id = data_.size();
      data_.user.push_back(k);
      Remember(data_.user.size() - 1);
    } else {
      Correct(id, a, country, sector);
    }
    AddNames(id, a);
    for (const UserTerm& t : a.terms) AddTerm(id, t, country);
    return {};
  }

 private:
  void Remember(size_t i) {
    users_.emplace(Fold(data_.user[i].name) + "\t" + std::string(data_.user[i].country), i);
  }

  std::string_view Keep(std::string s) { return data_.strings.emplace_back(std::move(s)); }

  Result<void> Country(const UserActor& a, std::string_view& country) {
    if (a.country.empty()) return {};
    auto it = data_.states.find(a.country);
    if (it != data_.states.end()) {
      country = it->first;
      return {};
    }
    for (const NameCandidate& c : data_.names.Lookup(a.country)) {
      if (c.kind == NameKind::kTitle) continue;
      Known k = data_.Get(c.id);
      if (k.type == EntityType::kState) {
        country = k.country;
        return {};
      }
    }
    return Error{path_ + ":" + std::to_string(a.line) + ": expected a country, got '" + a.country +
                 "'"};
  }

  // "AFGGOV" -> AF, GOV. A code that begins with no country ("IGOUNO") has a sector only.
  void SplitCode(std::string_view code, std::string_view& country, std::string_view& sector) {
    auto it = data_.states_by_iso3.find(code.substr(0, 3));
    if (it != data_.states_by_iso3.end()) {
      country = it->second;
      code.remove_prefix(3);
    }
    if (code.size() >= 3) sector = Keep(std::string(code.substr(0, 3)));
  }

  // The known thing that is meant: the only one of that name, country and, if given, type.
  KnownId Find(const UserActor& a, std::string_view country) const {
    KnownId found = kNoKnown;
    for (const NameCandidate& c : data_.names.Lookup(a.name)) {
      if (c.kind != NameKind::kFull && c.kind != NameKind::kAlias &&
          c.kind != NameKind::kAbbreviation) {
        continue;
      }
      Known k = data_.Get(c.id);
      if (a.has_type && k.type != a.type) continue;
      if (!country.empty() && !k.country.empty() && k.country != country) continue;
      if (found != kNoKnown && found != c.id) return kNoKnown;
      found = c.id;
    }
    if (found != kNoKnown) return found;
    auto it = users_.find(Fold(a.name) + "\t" + std::string(country));
    return it == users_.end() ? kNoKnown : data_.table_rows + static_cast<KnownId>(it->second);
  }

  void Correct(KnownId id, const UserActor& a, std::string_view country, std::string_view sector) {
    Known k = data_.Get(id);
    if (a.has_type) k.type = a.type;
    if (!country.empty()) k.country = country;
    if (!sector.empty()) k.sector = sector;
    k.from_user = true;
    if (id >= data_.table_rows) {
      data_.user[id - data_.table_rows] = k;
    } else {
      data_.corrected[id] = k;
    }
  }

  void AddNames(KnownId id, const UserActor& a) {
    auto& names = data_.user_names[id];
    names.push_back(a.name);
    names.insert(names.end(), a.aliases.begin(), a.aliases.end());
  }

  void AddTerm(KnownId person, const UserTerm& t, std::string_view country) {
    Term term;
    term.person = person;
    term.office = OfficeOf(t, country);
    term.held = t.held;
    term.source = kUserSource;
    if (t.code.empty()) Displace(term);
    data_.terms.push_back(term);
  }

  OfficeId OfficeOf(const UserTerm& t, std::string_view country) {
    const std::string& title = t.code.empty() ? t.office : t.code;
    std::string folded = Fold(title);
    if (auto it = offices_.find(folded); it != offices_.end()) return it->second;
    Office office;
    office.title = Keep(title);
    office.key = Keep("user." + folded);
    std::string head = folded.substr(0, folded.find(" of "));
    for (const Title& known : data_.titles) {
      if (Fold(known.title) == head && !known.roles.empty()) {
        office.role = known.roles[0];
        break;
      }
    }
    if (auto it = data_.states.find(country); it != data_.states.end()) office.of = it->second;
    data_.offices.push_back(office);
    auto id = static_cast<OfficeId>(data_.offices.size() - 1);
    offices_.emplace(folded, id);
    return id;
  }

  // Whoever we thought held the office then did not.
  void Displace(const Term& user) {
    std::vector<Term> kept;
    for (Term t : data_.terms) {
      bool ours = t.office == user.office && t.person != user.person && t.source != kUserSource;
      if (!ours || !Overlap(t.held, user.held)) {
        kept.push_back(t);
        continue;
      }
      bool before =
          user.held.earliest && (!t.held.earliest || *t.held.earliest < *user.held.earliest);
      bool after = user.held.latest && (!t.held.latest || *user.held.latest < *t.held.latest);
      Term rest = t;
      if (before) {
        t.held.latest = *user.held.earliest - 1;
        kept.push_back(t);
      }
      if (after) {
        rest.held.earliest = *user.held.latest + 1;
        kept.push_back(rest);
      }
    }
    data_.terms = std::move(kept);
  }

  KnowledgeBase::Data& data_;
  const std::string& path_;
  std::unordered_map<std::string, OfficeId> offices_;  // by folded title
  std::unordered_map<std::string, size_t> users_;      // by folded name and country
};

}  // namespace

Result<void> KnowledgeBase::Data::LoadUserFile(const std::string& path) {
  auto text = ReadWhole(path);
  if (!text) return text.error();
  auto actors = ParseActorFile(path, *text);
  if (!actors) return actors.error();
  Adder adder(*this, path);
  for (const UserActor& a : *actors) {
    if (auto r = adder.Add(a); !r) return r.error();
  }
  return {};
}

}  // namespace dragoman::entities
