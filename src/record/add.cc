// SPDX-License-Identifier: Apache-2.0
// Writing one reading: the article, its actors, places, reports, relations. Which event a report
// belongs to is decided in assign.cc.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "record/adder_statements.h"
#include "record/copies.h"

namespace dragoman::record {
namespace {

// Rows of the actors and places of recent articles are remembered up to this many.
constexpr size_t kRemembered = 200'000;
// Events of a block that are looked at, the last ones; texts of a band, the first ones.
constexpr size_t kEventsOfABlock = 48, kTextsOfABand = 64;
// Where a text without a day looks for one of which it is a copy.
constexpr size_t kMonthsForUndated = 48;
// Of an article with very many names, those among which a town is looked for.
constexpr size_t kEntitiesLookedAt = 256;
// Events of one sentence that may tell one happening.
constexpr size_t kOfASentence = 12;
// Days within which an inferred day of publication counts as one.
constexpr int kNarrowBound = 7;
// "A second meeting in May" is one in May; "this year", "in the first half" is what is counted in.
constexpr int kFewestCountedDays = 80;

std::string_view BasisName(PublishedBasis b) {
  constexpr std::string_view kNames[] = {"unknown", "given", "page", "inferred"};
  return kNames[static_cast<size_t>(b)];
}

// Not copied: `text` must outlive Run.
void BindText(Statement& s, int index, std::string_view text) {
  if (text.empty()) {
    s.BindNull(index);
  } else {
    s.BindKept(index, text);
  }
}

// When the article was written, as far as known: an inferred date is a bound, the latest one
// counts.
std::optional<Date> PublishedDay(const Reading& r) {
  if (r.document.published) return r.document.published;
  if (r.times.published.latest) return r.times.published.latest;
  return r.times.published.earliest;
}

// The same, but for merging: a wide bound does not say that two articles were written far apart.
std::optional<Date> WrittenOn(const Reading& r) {
  const Interval& bound = r.times.published;
  bool known = r.document.published ||
               (bound.earliest && bound.latest && *bound.latest - *bound.earliest <= kNarrowBound);
  return known ? PublishedDay(r) : std::nullopt;
}

// "Vladimir Putin" tells events apart; "three soldiers" is somebody else in every article.
bool IsNamed(const Entities& entities, const Entity& e) {
  if (!e.known.empty()) return true;
  return std::any_of(e.mentions.begin(), e.mentions.end(),
                     [&](MentionId m) { return entities[m].form == MentionForm::kName; });
}

std::string KeyOf(const Entity& e) {
  if (!e.known.empty()) return "k:" + e.known;
  return std::string(Name(e.type)) + ":" + FoldName(e.name) + ":" + e.country;
}

int64_t Fingerprint(const std::string& uid, const Event& e) {
  return static_cast<int64_t>(HashOfText(uid + " " + e.kind + " " +
                                         std::to_string(e.trigger.begin) + " " +
                                         std::to_string(e.trigger.end)) >>
                              1);
}

// The days within which an ordinal counts: "their third meeting this year", "his second trip since
// 2014". Null if the sentence does not say.
const Interval* CountedWithin(const Reading& reading, const Event& e) {
  if (!e.ordinal) return nullptr;
  Span sentence = reading.syntax.base.sentences[e.sentence.index()].span;
  for (const Timex& t : reading.times.timexes) {
    if (t.span.begin < e.ordinal->span.end || t.span.end > sentence.end) continue;
    bool wide = t.interval.earliest && t.interval.latest &&
                *t.interval.latest - *t.interval.earliest >= kFewestCountedDays;
    if (wide || t.relation == TimeRelation::kSince) return &t.interval;
  }
  return nullptr;
}

// A list of short lists, as the columns of a report hold them; nothing where there is none.
class JsonRows {
 public:
  explicit JsonRows(std::string& out) : out_(out), begin_(out.size()) {}
  ~JsonRows() {
    if (out_.size() > begin_) out_ += ']';
  }
  void Open() {
    out_ += out_.size() == begin_ ? "[[" : ",[";
    first_ = true;
  }
  void Close() { out_ += ']'; }
  void Int(int64_t value) {
    Comma();
    Number(value);
  }
  void Real(const std::optional<double>& value) {
    if (!value || !std::isfinite(*value)) return Null();
    Comma();
    Number(*value);
  }
  void Null() {
    Comma();
    out_ += "null";
  }
  void Text(std::string_view text) {
    if (text.empty()) return Null();
    Comma();
    out_ += '"';
    for (char c : text) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += static_cast<uint8_t>(c) < 0x20 ? ' ' : c;
    }
    out_ += '"';
  }

 private:
  void Comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  template <class T>
  void Number(T value) {
    char digits[40];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  std::string& out_;
  const size_t begin_;
  bool first_ = true;
};

void PutActors(std::string& out, const Happening& h) {
  JsonRows rows(out);
  for (const auto& who : h.participants) {
    rows.Open();
    rows.Int(who.role);
    rows.Int(who.actor);
    rows.Close();
  }
}

void PutPlaces(std::string& out, const Happening& h) {
  for (size_t i = 0; i < h.places.size(); ++i) {
    out += i == 0 ? "[" : ",";
    out += std::to_string(h.places[i].place);
  }
  if (!h.places.empty()) out += ']';
}

void PutAmounts(std::string& out, const Event& e) {
  JsonRows rows(out);
  for (const Amount& a : e.amounts) {
    rows.Open();
    rows.Text(a.role);
    rows.Text(a.unit);
    rows.Real(a.least);
    rows.Real(a.most);
    rows.Close();
  }
}

void PutEvidence(std::string& out, const Event& e) {
  if (e.evidence.empty()) {
    out += "[]";
    return;
  }
  JsonRows rows(out);
  for (Span span : e.evidence) {
    rows.Open();
    rows.Int(span.begin);
    rows.Int(span.end);
    rows.Close();
  }
}

// Of a band, what Postings keep.
uint32_t ShortKey(int64_t band) { return static_cast<uint32_t>(band ^ (band >> 31)); }

// The event shows its best report: named participants, a precise time, a place, confidence.
double Quality(const Event& e, const Happening& h) {
  double q = e.confidence;
  for (const auto& p : h.participants) q += p.named ? 1 : 0.3;
  if (h.time_stated) q += 1;
  if (h.time.earliest && h.time.latest && *h.time.earliest == *h.time.latest) q += 0.5;
  if (!h.places.empty()) q += 0.5;
  return q - (e.hedged ? 0.5 : 0);
}

}  // namespace

Adder::Adder(Database& db, const MergeRules& rules, const std::string& read_by)
    : db_(db),
      rules_(rules),
      read_by_(read_by),
      blocks_(db, "event_block", 0, kEventsOfABlock),
      bands_(db, "shingle", kTextsOfABand, kTextsOfABand),
      s_(std::make_shared<Statements>(db)) {}

void Adder::Begin() {
  auto single = [](Statement& s) {
    int64_t value = s.Step() ? s.Int(0) : 0;
    s.Reset();
    return value;
  };
  int64_t version = single(s_->data_version);
  const bool changed = version != data_version_;
  if (changed) {
    actor_rows_ = {};
    place_rows_ = {};
    people_.clear();
    known_.Clear();
    told_by_.clear();
    blocks_.Clear();
    bands_.Clear();
  }
  data_version_ = version;
  next_article_ = single(s_->last_article) + 1;
  first_unindexed_ = next_article_;
  next_event_ = single(s_->last_event) + 1;
  next_report_ = single(s_->last_report) + 1;
  decisions_ = single(s_->any_decision) != 0;
  if (decisions_) {  // only decisions look reports up by fingerprint
    db_.Execute("CREATE INDEX IF NOT EXISTS report_by_fingerprint ON report(fingerprint)");
  }
  // After a migration that changed what is in them.
  if (next_report_ > 1 && blocks_.Empty()) FillBlocks();
  if (next_article_ > 1 && bands_.Empty()) FillShingles();
  if (changed) KnowPeriods();
}

void Adder::KnowPeriods() {
  Statement weeks =
      db_.Prepare("SELECT DISTINCT period FROM event_block WHERE period>=0 AND period<?");
  weeks.Bind(1, static_cast<int64_t>(periods_.size()));
  while (weeks.Step()) periods_[static_cast<size_t>(weeks.Int(0))] = true;
  Statement months = db_.Prepare("SELECT DISTINCT period FROM shingle ORDER BY 1");
  months_.clear();
  while (months.Step()) months_.push_back(months.Int(0));
}

void Adder::Finish() {
  Flush();
  known_.Age();
  blocks_.Age();
  bands_.Age();
}

AddOutcome Adder::Add(const Reading& reading) {
  const Document& d = reading.document;
  const std::vector<uint64_t> words = WordHashes(d.text);
  auto hash = static_cast<int64_t>(HashOfWords(words) >> 1);
  int64_t old = 0, version = 0;
  bool same_text = false;
  auto look = [&](Statement& find, std::string_view key) {
    find.Bind(1, key);
    if (find.Step()) {
      old = find.Int(0);
      same_text = find.Int(1) == hash ||  // the second: before schema 10
                  find.Int(1) == static_cast<int64_t>(HashOfText(d.text) >> 1);
      version = find.Int(2);
    }
    find.Reset();
  };
  look(s_->find_uid, d.id);
  if (old == 0 && d.url) look(s_->find_url, *d.url);
  if (old != 0 && same_text) return AddOutcome::kUnchanged;
  old_event_of_.clear();
  if (old != 0) RemoveReports(old);
  Source source = InsertArticle(reading, words, static_cast<int>(version + 1), hash);
  if (old != 0) s_->retire.Bind(1, old).Bind(2, source.article).Run();
  AddReports(source, reading);
  return old != 0 ? AddOutcome::kNewVersion : AddOutcome::kAdded;
}

Adder::Source Adder::InsertArticle(const Reading& reading, const std::vector<uint64_t>& words,
                                   int version, int64_t text_hash) {
  const Document& d = reading.document;
  std::string uid = version == 1 ? d.id : d.id + "#" + std::to_string(version);
  std::vector<int64_t> bands = ShingleBands(words);
  Source source{next_article_++, 0, DayOf(PublishedDay(reading))};
  // A day that was inferred is no more than a bound.
  bool inferred = reading.times.published_basis == PublishedBasis::kInferred;
  CopyMonths months = MonthsOf(inferred ? std::nullopt : source.published);
  source.copy_of = CopyOf(bands, months);
  if (source.copy_of == 0) source.copy_of = source.article;
  IndexBands(source.article, bands, months);
  Statement& s = s_->insert_article;
  s.Bind(1, uid).Bind(2, text_hash);
  if (d.url) BindText(s, 3, *d.url);
  s.Bind(4, static_cast<int64_t>(version));
  if (d.outlet) BindText(s, 5, *d.outlet);
  s.BindKept(6, d.title).BindKept(7, d.language).Bind(8, source.published);
  s.Bind(9, BasisName(reading.times.published_basis))
      .Bind(10, static_cast<int64_t>(d.headline.end));
  s.BindKept(11, d.text).BindKept(12, read_by_).Bind(13, source.copy_of).Bind(14, source.article);
  if (size_t n = reading.events.events.size(); n > 0) {
    s.Bind(15, next_report_).Bind(16, next_report_ + static_cast<int64_t>(n) - 1);
  }
  s.Run();
  return source;
}

void Adder::IndexBands(int64_t article, const std::vector<int64_t>& bands,
                       const CopyMonths& months) {
  for (int64_t band : bands) bands_.Put(months.own, ShortKey(band), article);
  auto at = std::lower_bound(months_.begin(), months_.end(), months.own);
  if (at == months_.end() || *at != months.own) months_.insert(at, months.own);
}

int64_t Adder::CopyOf(const std::vector<int64_t>& bands, const CopyMonths& months) {
  std::map<int64_t, size_t> in_common;
  auto count = [&](int64_t month) {
    for (int64_t band : bands) {
      bands_.Visit(month, ShortKey(band), [&](int64_t other) { ++in_common[other]; });
    }
  };
  count(months.own);
  if (months.near != months.own) count(months.near);
  // A text without a day may be a copy of one of the last months' texts, and one of theirs of it.
  const int64_t undated = MonthsOf(std::nullopt).own;
  if (months.own == undated) {
    size_t n = 0;
    for (auto at = months_.rbegin(); at != months_.rend() && n < kMonthsForUndated; ++at, ++n) {
      if (*at != undated) count(*at);
    }
  } else if (std::binary_search(months_.begin(), months_.end(), undated)) {
    count(undated);
  }
  for (auto [other, bands_in_common] : in_common) {
    if (bands_in_common < kBandsOfACopy) continue;
    s_->copy_of.Bind(1, other);
    int64_t first = s_->copy_of.Step() ? s_->copy_of.Int(0) : 0;
    s_->copy_of.Reset();
    if (first != 0) return first;
  }
  return 0;
}

int64_t Adder::ActorRow(const Reading& reading, EntityId id) {
  int64_t& known = actor_of_entity_[id.index()];
  if (known != 0) return known;
  const Entity& e = reading.entities[id];
  if (IsUnknownPerson(reading, e)) {
    // "Harris": one row stands for all who are told of so, and ties nothing.
    if (int64_t person = PersonRow(reading, id); person != 0) return known = person;
    nobody_[id.index()] = true;
  }
  std::string key = KeyOf(e);
  int64_t row = 0;
  auto remember_name = [&](const std::string& name) {
    std::string folded = FoldName(name);
    if (!folded.empty()) s_->insert_actor_name.Bind(1, folded).Bind(2, row).Run();
  };
  if (auto it = actor_rows_.find(key); it != actor_rows_.end()) {
    row = it->second;
    // How those are called whom the knowledge base knows, it tells; of the others, articles do.
    for (size_t i = 0; e.known.empty() && i < e.aliases.size(); ++i) remember_name(e.aliases[i]);
    return known = row;
  }
  s_->find_actor.Bind(1, key);
  row = s_->find_actor.Step() ? s_->find_actor.Int(0) : 0;
  s_->find_actor.Reset();
  if (row == 0) row = InsertActor(key, e);
  remember_name(e.name);
  for (const std::string& alias : e.aliases) remember_name(alias);
  if (actor_rows_.size() >= kRemembered) actor_rows_ = {};
  actor_rows_.emplace(key, row);
  return known = row;
}

int64_t Adder::InsertActor(const std::string& key, const Entity& e) {
  Statement& s = s_->insert_actor;
  s.Bind(1, key).Bind(2, e.name).Bind(3, Name(e.type));
  BindText(s, 4, e.country);
  BindText(s, 5, e.wikipedia);
  BindText(s, 6, e.sector);
  s.Run();
  return db_.LastRowId();
}

bool Adder::IsUnknownPerson(const Reading& reading, const Entity& e) const {
  return e.type == EntityType::kPerson && e.known.empty() && IsNamed(reading.entities, e) &&
         !rules_.IsTitle(e.name);
}

int64_t Adder::PlaceRow(const Reading& reading, EntityId id) {
  const Entity& e = reading.entities[id];
  std::string key = KeyOf(e);
  if (auto it = place_rows_.find(key); it != place_rows_.end()) return it->second;
  s_->find_place.Bind(1, key);
  int64_t row = s_->find_place.Step() ? s_->find_place.Int(0) : 0;
  s_->find_place.Reset();
  if (row == 0) {
    Statement& s = s_->insert_place;
    s.Bind(1, key).Bind(2, e.name).Bind(3, Name(e.type));
    BindText(s, 4, e.country);
    if (e.latitude && e.longitude) s.Bind(5, *e.latitude).Bind(6, *e.longitude);
    if (e.geonames != 0) s.Bind(7, e.geonames);
    BindText(s, 8, e.wikipedia);
    s.Run();
    row = db_.LastRowId();
  }
  if (place_rows_.size() >= kRemembered) place_rows_ = {};
  place_rows_.emplace(key, row);
  return row;
}

HappeningPlace Adder::PlaceOf(const Reading& reading, EntityId id) {
  const Entity& e = reading.entities[id];
  HappeningPlace p{PlaceRow(reading, id),
                   IsNamed(reading.entities, e),
                   e.type == EntityType::kState || e.type == EntityType::kRegion,
                   {}};
  if (e.country.size() == 2) p.country = {e.country[0], e.country[1]};
  return p;
}

// Whether somebody acted for a state when the article was written; in which office they were on a
// day of which nobody knows, nobody knows.
bool Adder::InOffice(const Entity& person) const {
  return written_ &&
         std::any_of(person.offices.begin(), person.offices.end(), [&](const Office& o) {
           return rules_.ActsForState(o.title) &&
                  (!o.held.earliest || *o.held.earliest <= *written_) &&
                  (!o.held.latest || *written_ <= *o.held.latest) &&
                  (o.held.earliest || o.from_text);
         });
}

const HappeningParticipant& Adder::ParticipantOf(const Reading& reading, EntityId id) {
  HappeningParticipant& p = participants_[id.index()];
  if (p.actor != 0) return p;
  const Entity& e = reading.entities[id];
  p.person = e.type == EntityType::kPerson;
  p.state = e.type == EntityType::kState;
  const bool acts = p.person ? InOffice(e) : p.state || e.sector == "GOV" || e.sector == "MIL";
  if (acts && e.country.size() == 2) p.acts_for = {e.country[0], e.country[1]};
  bool title = p.person && e.known.empty() && rules_.IsTitle(e.name);
  p.actor = ActorRow(reading, id);  // tells who is nobody, too
  p.named = !title && !nobody_[id.index()] && IsNamed(reading.entities, e);
  return p;
}

void Adder::Participants(const Reading& reading, const std::vector<Participant>& from, uint8_t role,
                         std::vector<HappeningParticipant>& out) {
  if (from.empty()) return;
  if (out.empty()) out.reserve(4);
  auto add = [&](EntityId id) {
    HappeningParticipant p = ParticipantOf(reading, id);
    p.role = role;
    bool there = std::any_of(out.begin(), out.end(), [&](const HappeningParticipant& o) {
      return o.actor == p.actor && o.role == p.role;
    });
    if (!there) out.push_back(p);
  };
  for (const Participant& p : from) {
    const Entity& e = reading.entities[p.entity];
    if (e.members.empty()) {
      add(e.governs.valid() ? e.governs : p.entity);
    } else {
      for (EntityId member : e.members) add(member);
    }
  }
}

// "A Peshawar market" lies in Peshawar, if the article speaks of it.
void Adder::AddTownsNamed(const Reading& reading, const Event& event,
                          std::vector<HappeningPlace>& places) {
  for (EntityId id : event.places) {
    const Entity& spot = reading.entities[id];
    bool told = spot.known.empty() && spot.name.find(' ') != std::string::npos &&
                IsNamed(reading.entities, spot) && !places.empty();
    if (!told) continue;
    for (size_t i = 0; i < reading.entities.entities.size() && i < kEntitiesLookedAt; ++i) {
      const Entity& town = reading.entities.entities[i];
      bool city = town.type == EntityType::kCity && !town.known.empty();
      if (!city || !spot.name.starts_with(town.name + " ")) continue;
      HappeningPlace place = PlaceOf(reading, EntityId(i));
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
  }
}

Happening Adder::Reduce(const Reading& reading, const Event& event) {
  Happening h;
  h.kind = event.kind;
  h.type = event.type;
  h.factual = event.status != Status::kPlanned && event.status != Status::kPossible;
  h.denied = event.status == Status::kDenied;
  Participants(reading, event.actors, 0, h.participants);
  Participants(reading, event.recipients, 1, h.participants);
  Participants(reading, event.others, 2, h.participants);
  for (EntityId place : event.places) h.places.push_back(PlaceOf(reading, place));
  if (h.places.empty() && !rules_.RuleOf(h).outcome.empty()) {
    // "Has put off his visit to France."
    for (const Participant& p : event.recipients) {
      bool state = reading.entities[p.entity].type == EntityType::kState;
      if (state) h.places.push_back(PlaceOf(reading, p.entity));
    }
  }
  AddTownsNamed(reading, event, h.places);
  h.time = event.time.interval;
  h.time_stated = !event.time.edtf.empty();
  h.published = written_;
  h.about = ContentWords(event.about);
  for (const Amount& a : event.amounts) {
    if (!a.least && !a.most) continue;
    h.amounts.push_back({a.role, a.least.value_or(0), a.most.value_or(1e18)});
  }
  h.ordinal = event.ordinal ? event.ordinal->value : 0;
  return h;
}

void Adder::AddReports(const Source& source, const Reading& reading) {
  taken_.clear();
  of_sentence_.clear();
  article_ = source.article;
  company_.reset();
  copy_of_ = source.copy_of != source.article ? source.copy_of : 0;
  written_ = WrittenOn(reading);
  if (!reading.document.published && copy_of_ != 0) {
    // A copy that lost its day was written when the first text was.
    Statement first =
        db_.Prepare("SELECT published FROM article WHERE id=? AND published_basis<>'inferred'");
    first.Bind(1, source.copy_of);
    if (first.Step() && !first.IsNull(0)) written_ = Date{static_cast<int32_t>(first.Int(0))};
  }
  actor_of_entity_.assign(reading.entities.entities.size(), 0);
  nobody_.assign(reading.entities.entities.size(), false);
  participants_.assign(reading.entities.entities.size(), {});
  std::vector<Told> told;
  for (const Event& event : reading.events.events) {
    known_.Release();
    Pending p{&event, Reduce(reading, event), 0, Fingerprint(reading.document.id, event), 0};
    p.quality = Quality(event, p.happening);
    FindCandidates(p.happening);
    if (!of_sentence_.empty() && taken_[of_sentence_.back()] != event.sentence)
      of_sentence_.clear();
    Choice choice = ChooseEvent(p);
    const bool is_new = choice.event == 0;
    if (is_new) {
      auto old = old_event_of_.find(p.fingerprint);
      choice.event = NewEvent(old != old_event_of_.end() ? old->second : 0);
      choice.why = "first report";
    } else if (taken_.count(choice.event) == 0) {
      NoteStory(source, Know(choice.event));
    }
    taken_[choice.event] = event.sentence;
    if (of_sentence_.size() < kOfASentence) of_sentence_.push_back(choice.event);
    p.id = next_report_++;
    told.push_back({choice.event, p.id, source.article, GroupOf(p.happening),
                    reading.syntax.base.sentences[event.sentence.index()].span, event.trigger});
    InsertReport(source.article, reading, p, choice);
    LinkOutcomes(choice.event, p.happening);
    Tell(choice.event, is_new, source, p);
  }
  Reunite(source, std::move(told));
  InsertRelations(source.article, reading);
}

void Adder::InsertReport(int64_t article, const Reading& reading, const Pending& p,
                         const Choice& choice) {
  const Event& e = *p.event;
  BulkRows& r = s_->new_reports;
  r.Int(p.id).Int(article).Int(choice.event).Int(p.fingerprint);
  r.Text(e.kind).Text(e.type).TextOrNull(e.mode).TextOrNull(e.cameo);
  r.TextMade([&](std::string& out) {
    for (size_t i = 0; i < e.contexts.size(); ++i) (out += i > 0 ? "," : "") += e.contexts[i];
  });
  r.Text(Name(e.status)).Int(e.hedged).TextOrNull(e.time.edtf);
  r.Int(DayOf(e.time.interval.earliest)).Int(DayOf(e.time.interval.latest));
  r.Text(Name(e.time.basis)).TextOrNull(e.about);
  if (e.ordinal) {
    r.Int(e.ordinal->value).TextOrNull(e.ordinal->scope);
  } else {
    r.Null().Null();
  }
  if (const Interval* days = CountedWithin(reading, e)) {
    r.Int(DayOf(days->earliest)).Int(DayOf(days->latest));
  } else {
    r.Null().Null();
  }
  Span sentence = reading.syntax.base.sentences[e.sentence.index()].span;
  r.Int(e.trigger.begin).Int(e.trigger.end).Int(sentence.begin).Int(sentence.end);
  r.Real(e.confidence).Text(e.rule).Real(choice.grade).Text(choice.why).Real(p.quality);
  r.TextMade([&](std::string& out) { PutActors(out, p.happening); });
  r.TextMade([&](std::string& out) { PutPlaces(out, p.happening); });
  r.TextMade([&](std::string& out) { PutSources(out, reading, e, p.id); });
  r.TextMade([&](std::string& out) { PutAmounts(out, e); });
  r.TextMade([&](std::string& out) { PutEvidence(out, e); });
  r.BlobMade([&](std::string& out) { Append(out, p.happening); });
  r.WriteIfMany();
}

void Adder::PutSources(std::string& out, const Reading& reading, const Event& e, int64_t report) {
  JsonRows rows(out);
  for (const SourceLink& link : e.sources) {
    rows.Open();
    for (EntityId who : {link.actor, link.via}) {
      if (!who.valid()) {
        rows.Null();
        continue;
      }
      int64_t actor = ActorRow(reading, who);
      rows.Int(actor);
      vouched_.push_back({actor, report});
    }
    rows.Text(link.said_at.valid() ? std::string_view(reading.times[link.said_at].edtf) : "");
    rows.Close();
  }
}

void Adder::InsertRelations(int64_t article, const Reading& reading) {
  BulkRows& row = s_->new_relations;
  auto actor = [&](EntityId who) -> std::optional<int64_t> {
    if (!who.valid()) return std::nullopt;
    return ActorRow(reading, who);
  };
  for (const Relation& r : reading.events.relations) {
    for (size_t i = 0; i < std::max<size_t>(1, r.objects.size()); ++i) {
      row.Int(article).Text(Name(r.kind)).Int(actor(r.subject));
      row.Int(actor(i < r.objects.size() ? r.objects[i] : EntityId())).TextOrNull(r.title);
      row.Text(Name(r.status)).TextOrNull(r.edtf);
      row.Int(DayOf(r.interval.earliest)).Int(DayOf(r.interval.latest));
      row.Int(r.evidence.front().begin).Int(r.evidence.front().end).Real(r.confidence);
    }
  }
  row.WriteIfMany();
}

std::vector<std::string> Adder::Replace(int64_t article, const Reading& reading) {
  auto lines = [&] {
    WriteReports();
    std::vector<std::string> out;
    Statement& s = s_->reports_of_article;
    s.Bind(1, article);
    while (s.Step()) {
      out.push_back(s.Text(3) + " " + s.Text(4) + " " + s.Text(5) + " @" + s.Text(6) + "-" +
                    s.Text(7));
    }
    s.Reset();
    std::sort(out.begin(), out.end());
    return out;
  };
  std::vector<std::string> before = lines();
  old_event_of_.clear();
  RemoveReports(article);
  s_->set_read_by.Bind(1, article).Bind(2, read_by_).Bind(3, DayOf(PublishedDay(reading)));
  s_->set_read_by.Bind(4, BasisName(reading.times.published_basis));
  if (size_t n = reading.events.events.size(); n > 0) {
    s_->set_read_by.Bind(5, next_report_).Bind(6, next_report_ + static_cast<int64_t>(n) - 1);
  }
  s_->set_read_by.Run();
  s_->copy_of.Bind(1, article);
  Source source{article, s_->copy_of.Step() ? s_->copy_of.Int(0) : article,
                DayOf(PublishedDay(reading))};
  s_->copy_of.Reset();
  AddReports(source, reading);
  std::vector<std::string> after = lines(), gone, fresh, changes;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(fresh));
  for (const std::string& line : gone) changes.push_back("- " + line);
  for (const std::string& line : fresh) changes.push_back("+ " + line);
  return changes;
}

}  // namespace dragoman::record
