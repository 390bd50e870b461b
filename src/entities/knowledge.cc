// SPDX-License-Identifier: Apache-2.0
// The questions a KnowledgeBase answers. How it is filled: knowledge_load.cc, knowledge_user.cc.
#include "entities/knowledge.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/check.h"
#include "entities/knowledge_data.h"

namespace dragoman::entities {
namespace {

std::string_view Cell(const KnownTable& t, size_t row, int column) {
  return column < 0 ? std::string_view() : t.table->at(row, column);
}

int64_t ToInt(std::string_view s) {
  int64_t n = 0;
  std::from_chars(s.data(), s.data() + s.size(), n);
  return n;
}

std::optional<double> ToReal(std::string_view s) {
  double d = 0;
  auto r = std::from_chars(s.data(), s.data() + s.size(), d);
  if (s.empty() || r.ec != std::errc()) return std::nullopt;
  return d;
}

}  // namespace

bool ParseEntityType(std::string_view name, EntityType& out) {
  for (int t = 0; t <= static_cast<int>(EntityType::kOther); ++t) {
    if (Name(static_cast<EntityType>(t)) == name) {
      out = static_cast<EntityType>(t);
      return true;
    }
  }
  return false;
}

std::string_view Name(NameKind kind) {
  constexpr std::string_view kNames[] = {"full",   "short",   "alias", "abbreviation", "adjective",
                                         "people", "metonym", "agent", "title"};
  return kNames[static_cast<size_t>(kind)];
}

bool Overlap(const Interval& a, const Interval& b) {
  return !(a.latest && b.earliest && *a.latest < *b.earliest) &&
         !(b.latest && a.earliest && *b.latest < *a.earliest);
}

std::optional<Interval> DaysOf(std::string_view date) {
  auto number = [&](size_t at, size_t n, int& out) {
    auto r = std::from_chars(date.data() + at, date.data() + at + n, out);
    return r.ec == std::errc() && r.ptr == date.data() + at + n;
  };
  int y = 0, m = 0, d = 0;
  bool year = (date.size() == 4 || date.size() == 7 || date.size() == 10) && number(0, 4, y);
  if (!year || (date.size() >= 7 && (date[4] != '-' || !number(5, 2, m))) ||
      (date.size() == 10 && (date[7] != '-' || !number(8, 2, d)))) {
    return std::nullopt;
  }
  auto first = Date::FromYmd(y, m == 0 ? 1 : m, d == 0 ? 1 : d);
  if (!first || (date.size() >= 7 && m == 0) || (date.size() == 10 && d == 0)) return std::nullopt;
  if (date.size() == 10) return Interval{first, first};
  int last_month = m == 0 ? 12 : m;
  return Interval{first, Date::FromYmd(y, last_month, DaysInMonth(y, last_month))};
}

const KnownTable& KnowledgeBase::Data::TableOf(KnownId id) const {
  auto above = std::upper_bound(tables.begin(), tables.end(), id,
                                [](KnownId i, const KnownTable& t) { return i < t.first; });
  return *std::prev(above);
}

EntityType KnowledgeBase::Data::TypeOf(KnownId id) const {
  if (id >= table_rows || corrected.contains(id)) return Get(id).type;
  const KnownTable& t = TableOf(id);
  EntityType type = EntityType::kOther;
  DRAGOMAN_CHECK(ParseEntityType(Cell(t, id - t.first, t.type), type));
  return type;
}

Known KnowledgeBase::Data::Get(KnownId id) const {
  DRAGOMAN_CHECK(id < size());
  if (id >= table_rows) return user[id - table_rows];
  if (!corrected.empty()) {
    if (auto it = corrected.find(id); it != corrected.end()) return it->second;
  }
  const KnownTable& t = TableOf(id);
  size_t row = id - t.first;
  Known k;
  k.key = Cell(t, row, t.key);
  DRAGOMAN_CHECK(ParseEntityType(Cell(t, row, t.type), k.type));
  k.kind = Cell(t, row, t.kind);
  k.name = Cell(t, row, t.name);
  k.country = Cell(t, row, t.country);
  k.wikipedia = Cell(t, row, t.wikipedia);
  k.sector = Cell(t, row, t.sector);
  k.part_of = Cell(t, row, t.part_of);
  k.heir = Cell(t, row, t.heir);
  k.source = Cell(t, row, t.source);
  k.geonames = ToInt(Cell(t, row, t.geonames));
  k.population = ToInt(Cell(t, row, t.population));
  k.latitude = ToReal(Cell(t, row, t.lat));
  k.longitude = ToReal(Cell(t, row, t.lon));
  std::string_view gender = Cell(t, row, t.gender);
  k.gender = gender == "m"   ? Gender::kMasc
             : gender == "f" ? Gender::kFem
             : gender == "n" ? Gender::kNeut
                             : Gender::kNone;
  return k;
}

KnownId KnowledgeBase::Data::ByKey(std::string_view key) const {
  const uint64_t hash = lexicon::Table::HashOf(key);
  for (const KnownTable& t : tables) {
    int64_t row = t.table->find_first(t.key, key, hash);
    if (row >= 0) return t.first + static_cast<KnownId>(row);
  }
  for (size_t i = 0; i < user.size(); ++i) {
    if (user[i].key == key) return table_rows + static_cast<KnownId>(i);
  }
  return kNoKnown;
}

KnowledgeBase::KnowledgeBase() : data_(std::make_unique<Data>()) {}
KnowledgeBase::KnowledgeBase(const lexicon::Lexicon& lexicon) : KnowledgeBase() {
  data_->LoadTables(lexicon);
  data_->LoadOffices(lexicon);
  data_->LoadMemberships(lexicon);
  data_->LoadOutlets(lexicon);
  data_->IndexNames();
  data_->IndexOffices();
}
KnowledgeBase::~KnowledgeBase() = default;
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;

Result<std::unique_ptr<KnowledgeBase>> KnowledgeBase::Make(
    const lexicon::Lexicon& lexicon, const std::vector<std::string>& user_files) {
  auto kb = std::unique_ptr<KnowledgeBase>(new KnowledgeBase());
  kb->data_->LoadTables(lexicon);
  kb->data_->LoadOffices(lexicon);
  kb->data_->LoadMemberships(lexicon);
  kb->data_->LoadOutlets(lexicon);
  kb->data_->IndexNames();
  for (const std::string& path : user_files) {
    if (auto r = kb->data_->LoadUserFile(path); !r) return r.error();
  }
  if (!user_files.empty()) kb->data_->IndexNames();
  kb->data_->IndexOffices();
  return kb;
}

size_t KnowledgeBase::size() const { return data_->size(); }
Known KnowledgeBase::Get(KnownId id) const { return data_->Get(id); }
EntityType KnowledgeBase::TypeOf(KnownId id) const { return data_->TypeOf(id); }
KnownId KnowledgeBase::ByKey(std::string_view key) const { return data_->ByKey(key); }

KnownId KnowledgeBase::StateByCode(std::string_view iso2) const {
  auto it = data_->states.find(iso2);
  return it == data_->states.end() ? kNoKnown : it->second;
}

KnownId KnowledgeBase::BodyOf(std::string_view role, std::string_view iso2) const {
  auto it = data_->bodies.find({role, iso2});
  return it == data_->bodies.end() ? kNoKnown : it->second;
}

KnownId KnowledgeBase::HomeOfOutlet(std::string_view name, std::string_view url) const {
  if (!name.empty()) {
    auto it = data_->outlets.find(Fold(name));
    if (it != data_->outlets.end()) return it->second;
  }
  size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  std::string lower = LowerAscii(url.substr(0, url.find_first_of("/:?#")));
  // "news.example.com" is of "example.com".
  for (std::string_view host = lower; host.find('.') != std::string_view::npos;
       host.remove_prefix(host.find('.') + 1)) {
    auto it = data_->outlet_hosts.find(host);
    if (it != data_->outlet_hosts.end()) return it->second;
  }
  return kNoKnown;
}

KnownId KnowledgeBase::CapitalOf(KnownId state) const {
  auto it = data_->capitals.find(state);
  return it == data_->capitals.end() ? kNoKnown : it->second;
}

void KnowledgeBase::FindNames(std::span<const std::string_view> words,
                              std::vector<NameMatch>& out) const {
  data_->names.Find(words, out);
}

std::vector<NameCandidate> KnowledgeBase::Lookup(std::string_view name) const {
  auto found = data_->names.Lookup(name);
  std::vector<NameCandidate> out(found.begin(), found.end());
  std::stable_sort(out.begin(), out.end(), [](const NameCandidate& a, const NameCandidate& b) {
    return a.weight > b.weight;
  });
  return out;
}

Title KnowledgeBase::TitleAt(TitleId id) const {
  DRAGOMAN_CHECK(id < data_->titles.size());
  return data_->titles[id];
}
size_t KnowledgeBase::office_count() const { return data_->offices.size(); }
Office KnowledgeBase::OfficeAt(OfficeId id) const {
  DRAGOMAN_CHECK(id < data_->offices.size());
  return data_->offices[id];
}

std::vector<OfficeId> KnowledgeBase::OfficesOfBody(KnownId of) const {
  auto all = data_->offices_of_body.of(of);
  return {all.begin(), all.end()};
}

std::vector<OfficeId> KnowledgeBase::OfficesByTitle(TitleId title, KnownId of) const {
  std::vector<OfficeId> out;
  DRAGOMAN_CHECK(title < data_->titles.size() && of < data_->size());
  const auto& states = data_->title_states[title];
  if (!states.empty()) {
    std::string_view country = data_->Get(of).country;
    if (std::find(states.begin(), states.end(), country) == states.end()) return out;
  }
  for (std::string_view role : data_->titles[title].roles) {
    for (OfficeId o : data_->offices_of_body.of(of)) {
      if (data_->offices[o].role == role) out.push_back(o);
    }
  }
  return out;
}

std::vector<OfficeId> KnowledgeBase::OfficesByName(std::string_view title) const {
  auto it = data_->offices_by_name.find(Fold(title));
  return it == data_->offices_by_name.end() ? std::vector<OfficeId>() : it->second;
}

std::vector<Term> KnowledgeBase::HoldersOf(OfficeId office, const Interval& on) const {
  std::vector<Term> out;
  for (uint32_t t : data_->terms_of_office.of(office)) {
    if (Overlap(data_->terms[t].held, on)) out.push_back(data_->terms[t]);
  }
  return out;
}

std::vector<Term> KnowledgeBase::OfficesOf(KnownId person, const Interval& on) const {
  std::vector<Term> out;
  for (uint32_t t : data_->terms_of_person.of(person)) {
    if (Overlap(data_->terms[t].held, on)) out.push_back(data_->terms[t]);
  }
  return out;
}

std::optional<Term> KnowledgeBase::PredecessorOf(const Term& term) const {
  std::optional<Term> before;
  for (const Term& t : HoldersOf(term.office, {})) {  // by start
    if (!t.held.earliest || !term.held.earliest || *t.held.earliest >= *term.held.earliest) break;
    if (t.person != term.person) before = t;
  }
  return before;
}

std::optional<Term> KnowledgeBase::SuccessorOf(const Term& term) const {
  for (const Term& t : HoldersOf(term.office, {})) {
    if (t.person != term.person && t.held.earliest && term.held.earliest &&
        *t.held.earliest > *term.held.earliest) {
      return t;
    }
  }
  return std::nullopt;
}

std::vector<Membership> KnowledgeBase::MembershipsOf(KnownId member, const Interval& on) const {
  std::vector<Membership> out;
  for (uint32_t m : data_->memberships_of_member.of(member)) {
    if (Overlap(data_->memberships[m].held, on)) out.push_back(data_->memberships[m]);
  }
  return out;
}

std::vector<Membership> KnowledgeBase::MembersOf(KnownId body, const Interval& on) const {
  std::vector<Membership> out;
  for (uint32_t m : data_->memberships_of_body.of(body)) {
    if (Overlap(data_->memberships[m].held, on)) out.push_back(data_->memberships[m]);
  }
  return out;
}

}  // namespace dragoman::entities
