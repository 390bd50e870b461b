// SPDX-License-Identifier: Apache-2.0
// Compiles the data of this stage (kinds_data.h). Entry: Kinds::Kinds, Kinds::Load. The notation of
// frames is read in frames.cc. A bad row of our own is a broken promise (InternalError, with file
// and line); a bad row of a user's file is an Error.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "events/kinds_data.h"
#include "lexicon/compile.h"

namespace dragoman::events {
namespace {

constexpr std::array<std::string_view, 4> kShapes = {"pair", "mutual", "self", "happen"};

Shape ShapeOf(std::string_view name) {
  for (size_t i = 0; i < kShapes.size(); ++i) {
    if (kShapes[i] == name) return static_cast<Shape>(i);
  }
  return Shape::kPair;
}

Error At(const lexicon::Table& t, std::string_view path, size_t row, const std::string& what) {
  return Error{std::string(path) + ":" + std::to_string(t.line(row)) + ": " + what};
}

[[noreturn]] void Refuse(const Error& error) { throw InternalError(error.message); }

std::string Text(std::string_view s) { return std::string(s); }

void LoadKinds(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  const lexicon::Table& t = lexicon.table("ontology/kinds");
  for (size_t r = 0; r < t.size(); ++r) {
    Kind k;
    k.name = Text(t.at(r, t.column("kind")));
    k.type = Text(t.at(r, t.column("type")));
    k.later = Text(t.at(r, t.column("later")));
    k.mode = Text(t.at(r, t.column("mode")));
    k.cameo = Text(t.at(r, t.column("cameo")));
    k.refused = Text(t.at(r, t.column("refused")));
    k.once = t.at(r, t.column("once")) == "yes";
    k.placed = t.at(r, t.column("placed")) == "yes";
    k.shape = ShapeOf(t.at(r, t.column("shape")));
    for (std::string_view c : t.list(r, t.column("contexts"))) k.contexts.push_back(Text(c));
    data.kind_by_name.emplace(k.name, static_cast<uint32_t>(data.kinds.size()));
    data.kinds.push_back(std::move(k));
  }
  const lexicon::Table& a = lexicon.table("ontology/announced");
  for (size_t r = 0; r < a.size(); ++r) {
    data.announced.emplace(data.kind_by_name.at(Text(a.at(r, a.column("kind")))),
                           data.kind_by_name.at(Text(a.at(r, a.column("as")))));
  }
  const lexicon::Table& f = lexicon.table("ontology/families");
  for (size_t r = 0; r < f.size() && r < 64; ++r) {
    uint32_t rank = 0;
    for (std::string_view name : f.list(r, f.column("kinds"))) {
      auto it = data.kind_by_name.find(Text(name));
      if (it == data.kind_by_name.end()) {
        Refuse(At(f, "data/ontology/families.tsv", r, "no kind '" + Text(name) + "'"));
      }
      Kind& k = data.kinds[it->second];
      k.families |= uint64_t{1} << r;
      if (f.at(r, f.column("victims")) == "yes") data.victim_families |= uint64_t{1} << r;
      k.rank = std::max(k.rank, ++rank);
    }
  }
}

// Each sort of nouns is a set (nouns.tsv), with what entities/ knows as nouns for a person; a set
// of sets.tsv may hold a whole other one: "@deals".
void LoadSets(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  auto keep = [&](const std::string& name, std::vector<Key> words) {
    std::sort(words.begin(), words.end());
    data.set_by_name.emplace(name, static_cast<uint32_t>(data.sets.size()));
    data.sets.push_back(std::move(words));
  };
  const lexicon::Table& nouns = lexicon.table("en/events/nouns");
  std::map<std::string, std::vector<Key>> sorts;
  for (size_t r = 0; r < nouns.size(); ++r) {
    Key noun = data.Intern(nouns.at(r, nouns.column("noun")));
    for (std::string_view s : nouns.list(r, nouns.column("sorts"))) sorts[Text(s)].push_back(noun);
  }
  const lexicon::Table& known = lexicon.table("en/entities/nouns");
  for (size_t r = 0; r < known.size(); ++r) {
    if (known.at(r, known.column("type")) != Name(EntityType::kPerson)) continue;
    sorts["people"].push_back(data.Intern(known.at(r, known.column("lemma"))));
  }
  for (auto& [name, words] : sorts) keep(name, std::move(words));
  const lexicon::Table& t = lexicon.table("en/events/sets");
  for (size_t r = 0; r < t.size(); ++r) {
    std::vector<Key> words;
    for (std::string_view w : t.list(r, t.column("words"))) {
      if (w.front() != '@') {
        words.push_back(data.Intern(w));
        continue;
      }
      auto it = data.set_by_name.find(Text(w.substr(1)));
      if (it == data.set_by_name.end()) {
        Refuse(At(t, "data/en/events/sets.tsv", r, "no set '" + Text(w) + "'"));
      }
      const std::vector<Key>& held = data.sets[it->second];
      words.insert(words.end(), held.begin(), held.end());
    }
    std::string name = Text(t.at(r, t.column("set")));
    if (data.set_by_name.count(name) != 0) {
      Refuse(At(t, "data/en/events/sets.tsv", r, "a set '" + name + "' is there already"));
    }
    keep(name, std::move(words));
  }
}

template <class T>
std::vector<T>& Slots(std::vector<std::vector<T>>& index, Key key) {
  if (index.size() <= key) index.resize(key + 1);
  return index[key];
}

void LoadSupport(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  const lexicon::Table& t = lexicon.table("en/events/support");
  for (size_t r = 0; r < t.size(); ++r) {
    Support s;
    std::string lemma = Text(t.at(r, t.column("lemma")));
    if (size_t cut = lemma.find('_'); cut != std::string::npos) {
      s.particle = data.Intern(lemma.substr(cut + 1));
      lemma.resize(cut);
    }
    std::string_view slot = t.at(r, t.column("slot"));
    s.slot = slot == "obj" ? Slot{SlotName::kObj, 0} : Slot{SlotName::kPrep, data.Intern(slot)};
    std::string_view subject = t.at(r, t.column("subject"));
    s.subject = subject == "actor"       ? Role::kActor
                : subject == "recipient" ? Role::kRecipient
                                         : Role::kMust;
    std::string_view status = t.at(r, t.column("status"));
    s.has_status = !status.empty();
    for (int i = 0; i <= static_cast<int>(Status::kDenied); ++i) {
      if (Name(static_cast<Status>(i)) == status) s.status = static_cast<Status>(i);
    }
    Slots(data.support_of_key, data.Intern(lemma)).push_back(s);
  }
}

void LoadStatus(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  constexpr std::array<std::string_view, 8> kLinks = {"aux",  "adverb", "determiner", "modifier",
                                                      "mark", "clause", "noun",       "case"};
  constexpr std::array<std::string_view, 6> kEffects = {"keep",   "planned", "possible",
                                                        "negate", "ongoing", "hedge"};
  const lexicon::Table& t = lexicon.table("en/events/status");
  for (size_t r = 0; r < t.size(); ++r) {
    StatusWord w{};
    std::string_view link = t.at(r, t.column("link"));
    std::string_view effect = t.at(r, t.column("effect"));
    w.link =
        static_cast<StatusLink>(std::find(kLinks.begin(), kLinks.end(), link) - kLinks.begin());
    w.effect = static_cast<StatusEffect>(std::find(kEffects.begin(), kEffects.end(), effect) -
                                         kEffects.begin());
    w.passive_only = t.at(r, t.column("passive_only")) == "yes";
    for (std::string_view word : t.list(r, t.column("words"))) {
      size_t cut = word.find('_');
      w.particle = cut == std::string_view::npos ? 0 : data.Intern(word.substr(cut + 1));
      Slots(data.status_of_key, data.Intern(word.substr(0, cut))).push_back(w);
    }
  }
}

void LoadContexts(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  const lexicon::Table& t = lexicon.table("en/events/contexts");
  for (size_t r = 0; r < t.size(); ++r) {
    auto id = static_cast<uint16_t>(data.contexts.size());
    data.contexts.push_back(Text(t.at(r, t.column("context"))));
    for (std::string_view word : t.list(r, t.column("words"))) {
      Slots(data.contexts_of_key, data.Intern(word)).push_back(id);
    }
  }
}

Result<Row> ParseRow(const lexicon::Table& t, size_t r, const lexicon::Table& frames,
                     Kinds::Data& data) {
  Row row;
  row.name = Text(t.at(r, t.column("name")));
  if (auto done = ParseTrigger(t.at(r, t.column("trigger")), data, row); !done) return done.error();
  if (auto done = ParseFrame(t.at(r, t.column("frame")), frames, data, row.slots); !done) {
    return done.error();
  }
  if (auto done = ParseNeeds(t.at(r, t.column("needs")), data, row); !done) return done.error();
  for (std::string_view s : t.list(r, t.column("set"))) {
    if (s == "state") {
      row.state = true;
    } else if (s == "positive") {
      row.positive = true;
    } else if (s == "bare") {
      row.bare = true;
    } else if (s == "main") {
      row.only_main = true;
    } else if (s.starts_with("mode=")) {
      row.mode = Text(s.substr(5));
    } else {
      return Error{"column 'set' expected state, bare, positive or mode=..., got '" + Text(s) +
                   "'"};
    }
  }
  return row;
}

// A user's row may name a new kind: then the columns type (and mode, cameo) say what it is.
Result<uint32_t> KindOf(const lexicon::Table& t, size_t r, Kinds::Data& data) {
  std::string name = Text(t.at(r, t.column("kind")));
  if (auto it = data.kind_by_name.find(name); it != data.kind_by_name.end()) return it->second;
  int type = t.column("type");
  if (type < 0 || t.at(r, type).empty()) {
    return Error{"no kind '" + name + "', and no column 'type' that would make it one"};
  }
  Kind k;
  k.name = name;
  k.type = Text(t.at(r, type));
  bool known = std::any_of(data.kinds.begin(), data.kinds.end(),
                           [&](const Kind& other) { return other.type == k.type; });
  if (!known) return Error{"no event type '" + k.type + "'"};
  for (const Kind& other : data.kinds) {
    if (other.type == k.type) k.later = other.later;
  }
  if (int mode = t.column("mode"); mode >= 0) k.mode = Text(t.at(r, mode));
  if (int cameo = t.column("cameo"); cameo >= 0) k.cameo = Text(t.at(r, cameo));
  auto id = static_cast<uint32_t>(data.kinds.size());
  data.kind_by_name.emplace(name, id);
  data.kinds.push_back(std::move(k));
  return id;
}

Result<void> AddRowsOf(const lexicon::Table& t, std::string_view path, const lexicon::Table& frames,
                       Kinds::Data& data) {
  for (size_t r = 0; r < t.size(); ++r) {
    auto row = ParseRow(t, r, frames, data);
    if (!row) return At(t, path, r, row.error().message);
    auto kind = KindOf(t, r, data);
    if (!kind) return At(t, path, r, kind.error().message);
    Row made = std::move(row).value();
    made.kind = *kind;
    Slots(data.rows_of_key, made.lemma).push_back(static_cast<uint32_t>(data.rows.size()));
    data.rows.push_back(std::move(made));
  }
  return {};
}

void LoadRelations(const lexicon::Lexicon& lexicon, const lexicon::Table& frames,
                   Kinds::Data& data) {
  const lexicon::Table& t = lexicon.table("en/events/relations");
  for (size_t r = 0; r < t.size(); ++r) {
    auto row = ParseRow(t, r, frames, data);
    if (!row) Refuse(At(t, "data/en/events/relations.tsv", r, row.error().message));
    RelationRow relation;
    relation.row = std::move(row).value();
    relation.name = relation.row.name;
    for (int i = 0; i <= static_cast<int>(RelationKind::kCitizenOf); ++i) {
      if (Name(static_cast<RelationKind>(i)) == t.at(r, t.column("relation"))) {
        relation.kind = static_cast<RelationKind>(i);
      }
    }
    Slots(data.relations_of_key, relation.row.lemma)
        .push_back(static_cast<uint32_t>(data.relations.size()));
    data.relations.push_back(std::move(relation));
  }
}

void LoadNumbers(const lexicon::Lexicon& lexicon, Kinds::Data& d) {
  const lexicon::Table& t = lexicon.table("en/events/numbers");
  for (size_t r = 0; r < t.size(); ++r) {
    Key word = d.Intern(t.at(r, t.column("word")));
    std::string_view what = t.at(r, t.column("as"));
    double value = std::strtod(Text(t.at(r, t.column("value"))).c_str(), nullptr);
    if (what == "number") d.numbers.emplace(word, value);
    if (what == "ordinal") d.ordinals.emplace(word, static_cast<int>(value));
    if (what == "bound") d.bounds.emplace(word, static_cast<int>(value));
  }
}

void LoadVerdicts(const lexicon::Lexicon& lexicon, Kinds::Data& d) {
  const lexicon::Table& t = lexicon.table("en/events/verdicts");
  const std::map<std::string, VerdictForm> forms = {
      {"predicate", VerdictForm::kPredicate}, {"modifier", VerdictForm::kModifier},
      {"owned", VerdictForm::kOwned},         {"verb", VerdictForm::kVerb},
      {"behind", VerdictForm::kBehind},       {"aux", VerdictForm::kAux}};
  for (size_t r = 0; r < t.size(); ++r) {
    Verdict verdict;
    verdict.form = forms.at(Text(t.at(r, t.column("form"))));
    verdict.row.name = Text(t.at(r, t.column("name")));
    verdict.row.kind = d.kind_by_name.at(Text(t.at(r, t.column("kind"))));
    verdict.row.bare = t.at(r, t.column("bare")) == "yes";
    auto done = ParseNeeds(t.at(r, t.column("needs")), d, verdict.row);
    if (!done) Refuse(done.error());
    if (verdict.row.needs.empty()) Refuse(Error{"a verdict without needs: " + verdict.row.name});
    d.verdicts.push_back(std::move(verdict));
  }
}

void LoadStatements(const lexicon::Lexicon& lexicon, Kinds::Data& d) {
  const lexicon::Table& t = lexicon.table("en/events/statements");
  for (size_t r = 0; r < t.size(); ++r) {
    Key cue = d.Intern(t.at(r, t.column("cue")));
    d.statement_of_cue.emplace(cue, d.kind_by_name.at(Text(t.at(r, t.column("kind")))));
    if (!t.at(r, t.column("needs")).empty()) d.clause_cues.push_back(cue);
  }
  std::sort(d.clause_cues.begin(), d.clause_cues.end());
  const lexicon::Table& c = lexicon.table("ontology/counts");
  for (size_t r = 0; r < c.size(); ++r) {
    d.counts.emplace(d.kind_by_name.at(Text(c.at(r, c.column("kind")))),
                     Text(c.at(r, c.column("role"))));
  }
  const lexicon::Table& w = lexicon.table("en/events/counted");
  for (size_t r = 0; r < w.size(); ++r) {
    uint32_t kind = d.kind_by_name.at(Text(w.at(r, w.column("kind"))));
    d.counts_by_word[kind].emplace(
        d.Intern(w.at(r, w.column("word"))),
        Kinds::Data::Counted{Text(w.at(r, w.column("role"))), Text(w.at(r, w.column("unit")))});
  }
}

void LoadTimeLinks(const lexicon::Lexicon& lexicon, Kinds::Data& d) {
  const lexicon::Table& t = lexicon.table("en/events/time_links");
  for (size_t r = 0; r < t.size(); ++r) {
    for (int i = 0; i <= static_cast<int>(TimeRelation::kFor); ++i) {
      auto relation = static_cast<TimeRelation>(i);
      if (Name(relation) != t.at(r, t.column("relation"))) continue;
      d.time_links.emplace(d.Intern(t.at(r, t.column("word"))), relation);
    }
  }
}

uint32_t SetCalled(const Kinds::Data& data, const std::string& name) {
  auto it = data.set_by_name.find(name);
  if (it == data.set_by_name.end()) throw InternalError("data/en/events: no set " + name);
  return it->second;
}

// The words the engine asks for by name are rows too (functions.tsv): no English in C++.
void LoadFunctionWords(const lexicon::Lexicon& lexicon, Kinds::Data& d) {
  const lexicon::Table& t = lexicon.table("en/events/functions");
  const std::array<std::pair<std::string_view, Key*>, 16> kWanted = {{
      {"by", &d.by},
      {"behind", &d.behind},
      {"of", &d.of},
      {"from", &d.from},
      {"against", &d.against},
      {"on", &d.on},
      {"to", &d.to},
      {"in", &d.in},
      {"at", &d.at},
      {"near", &d.near},
      {"be", &d.be},
      {"would", &d.would},
      {"with", &d.with},
      {"between", &d.between},
      {"for", &d.for_},
      {"as", &d.as},
  }};
  for (const auto& [name, key] : kWanted) {
    int64_t r = t.find_first(t.column("function"), name);
    DRAGOMAN_CHECK(r >= 0);
    *key = d.Intern(t.at(static_cast<size_t>(r), t.column("word")));
  }
}

// A way to inflect a regular word (endings.tsv).
struct Ending {
  std::string_view last, before;  // letters the word may end in, and the one before; empty: any
  size_t cut = 0;                 // letters taken off
  bool twice = false;             // the last letter is doubled
  std::vector<std::string_view> add;
};

std::vector<Ending> LoadEndings(const lexicon::Lexicon& lexicon) {
  const lexicon::Table& t = lexicon.table("en/events/endings");
  std::vector<Ending> out;
  for (size_t r = 0; r < t.size(); ++r) {
    Ending e;
    e.last = t.at(r, t.column("last"));
    e.before = t.at(r, t.column("before"));
    e.cut = t.at(r, t.column("cut")).size();
    e.twice = t.at(r, t.column("twice")) == "yes";
    e.add = t.list(r, t.column("add"));
    out.push_back(std::move(e));
  }
  return out;
}

// The regular inflections of a verb or noun.
std::vector<std::string> Inflections(std::string_view word, const std::vector<Ending>& endings) {
  if (word.size() < 3) return {};
  std::vector<std::string> out;
  for (const Ending& e : endings) {
    bool fits =
        (e.last.empty() || e.last.find(word.back()) != std::string_view::npos) &&
        (e.before.empty() || e.before.find(word[word.size() - 2]) != std::string_view::npos);
    if (!fits) continue;
    std::string stem(word.substr(0, word.size() - e.cut));
    if (e.twice) stem += word.back();
    for (std::string_view add : e.add) out.push_back(stem + std::string(add));
  }
  return out;
}

void FindInflections(const lexicon::Lexicon& lexicon, Kinds::Data& data) {
  const lexicon::Table& t = lexicon.table("en/events/irregular");
  for (size_t r = 0; r < t.size(); ++r) {
    Key lemma = data.Intern(t.at(r, t.column("lemma")));
    for (std::string_view form : t.list(r, t.column("forms"))) {
      data.inflected.emplace(form, lemma);
    }
  }
  std::vector<Ending> endings = LoadEndings(lexicon);
  for (const auto& [word, key] : data.keys) {  // the first row's word wins
    for (const std::string& form : Inflections(word, endings)) {
      if (!data.keys.contains(form)) data.inflected.emplace(form, key);
    }
  }
}

void Finish(Kinds::Data& data) {
  size_t n = data.keys.size() + 1;
  data.rows_of_key.resize(n);
  data.relations_of_key.resize(n);
  data.support_of_key.resize(n);
  data.status_of_key.resize(n);
  data.contexts_of_key.resize(n);
}

}  // namespace

Key Kinds::Data::Intern(std::string_view word) {
  auto [it, fresh] = keys.emplace(word, static_cast<Key>(keys.size() + 1));
  (void)fresh;
  return it->second;
}

Key Kinds::Data::Find(std::string_view lower_case) const {
  auto it = keys.find(lower_case);
  return it == keys.end() ? 0 : it->second;
}

bool Kinds::Data::InSet(uint32_t set, Key key) const {
  return key != 0 && std::binary_search(sets[set].begin(), sets[set].end(), key);
}

Kinds::Kinds(const lexicon::Lexicon& lexicon) : data_(std::make_unique<Data>()) {
  Data& d = *data_;
  LoadKinds(lexicon, d);
  LoadSets(lexicon, d);
  LoadSupport(lexicon, d);
  LoadStatus(lexicon, d);
  LoadContexts(lexicon, d);
  const lexicon::Table& frames = lexicon.table("en/events/frames");
  for (const lexicon::Table* t : lexicon.tables_below("en/events/ways/")) {
    std::string path = "data/" + Text(t->name()) + ".tsv";
    if (auto done = AddRowsOf(*t, path, frames, d); !done) Refuse(done.error());
  }
  LoadRelations(lexicon, frames, d);
  LoadFunctionWords(lexicon, d);
  d.bodies = SetCalled(d, "bodies");
  d.people = SetCalled(d, "people");
  d.forces = SetCalled(d, "forces");
  d.proxies = SetCalled(d, "proxies");
  d.partitives = SetCalled(d, "partitives");
  LoadNumbers(lexicon, d);
  LoadStatements(lexicon, d);
  LoadVerdicts(lexicon, d);
  LoadTimeLinks(lexicon, d);
  d.exemplars = SetCalled(d, "exemplars");
  d.happenings = SetCalled(d, "take-place");
  d.datings = SetCalled(d, "datings");
  d.day_parts = SetCalled(d, "day-parts");
  d.eves = SetCalled(d, "eves");
  d.argument_marks = SetCalled(d, "argument-marks");
  d.occasions = SetCalled(d, "occasions");
  d.undertakings = SetCalled(d, "undertakings");
  d.disputables = SetCalled(d, "claims");
  d.contraptions = SetCalled(d, "contraptions");
  d.joinings = SetCalled(d, "joinings");
  d.companions = SetCalled(d, "companions");
  d.stays = SetCalled(d, "stays");
  d.whiles = SetCalled(d, "whiles");
  d.deeds = SetCalled(d, "deeds");
  d.policies = SetCalled(d, "policies");
  d.imports = SetCalled(d, "imports");
  d.ownings = SetCalled(d, "ownings");
  d.havings = SetCalled(d, "havings");
  d.abilities = SetCalled(d, "abilities");
  d.announcing = SetCalled(d, "announcing");
  d.scenes = SetCalled(d, "scenes");
  d.untils = SetCalled(d, "untils");
  d.includings = SetCalled(d, "includings");
  d.supposing = SetCalled(d, "supposing");
  d.writings = SetCalled(d, "writings");
  d.event_sorts = SetCalled(d, "event-sorts");
  d.charges = SetCalled(d, "charges");
  d.doings = SetCalled(d, "doings");
  d.voices = SetCalled(d, "voices");
  d.undergoers = SetCalled(d, "undergoers");
  d.volition = SetCalled(d, "volition");
  d.contrasts = SetCalled(d, "contrasts");
  d.no_state_place = SetCalled(d, "no-state-place");
  d.time_marks = SetCalled(d, "time-marks");
  d.measures = SetCalled(d, "measures");
  d.object_control = SetCalled(d, "object-control");
  d.definite = SetCalled(d, "definite");
  d.locatives = SetCalled(d, "locatives");
  FindInflections(lexicon, d);
  Finish(d);
}

Result<Kinds> Kinds::Load(const lexicon::Lexicon& lexicon, std::string_view user_rows,
                          std::string_view path) {
  auto block = lexicon::Compile({{"user", std::string(path), std::string(user_rows)}});
  if (!block) return block.error();
  auto user = lexicon::Lexicon::FromBlock(*block);
  if (!user) return user.error();
  const lexicon::Table& t = (*user)->table("user");
  for (std::string_view column : {"name", "kind", "trigger", "frame", "needs", "set"}) {
    if (t.column(column) < 0) {
      return Error{std::string(path) + ":1: no column '" + std::string(column) + "'"};
    }
  }
  Kinds kinds(lexicon);
  // A user's rows come first: where both fit equally well, his is taken.
  size_t own = kinds.data_->rows.size();
  if (auto done = AddRowsOf(t, path, lexicon.table("en/events/frames"), *kinds.data_); !done) {
    return done.error();
  }
  for (auto& rows : kinds.data_->rows_of_key) {
    std::stable_partition(rows.begin(), rows.end(), [&](uint32_t r) { return r >= own; });
  }
  FindInflections(lexicon, *kinds.data_);
  Finish(*kinds.data_);
  return kinds;
}

Kinds::~Kinds() = default;
Kinds::Kinds(Kinds&&) noexcept = default;

}  // namespace dragoman::events
