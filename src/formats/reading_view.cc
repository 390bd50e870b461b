// SPDX-License-Identifier: Apache-2.0
// See reading_view.h. Roles first: which entities are used as actors and which as places; then ids
// in order of first mention in the text; then everything is written with those ids.
#include "formats/reading_view.h"

#include <algorithm>
#include <numeric>

#include "formats/code_points.h"

namespace dragoman::formats {
namespace {

constexpr size_t kMaxNotes = 100;  // distinct ones; more are counted, not listed

std::string Number(char prefix, size_t n) { return prefix + std::to_string(n); }

std::string_view BasisName(PublishedBasis b) {
  switch (b) {
    case PublishedBasis::kGiven:
      return "given";
    case PublishedBasis::kPage:
      return "page";
    case PublishedBasis::kInferred:
      return "inferred";
    case PublishedBasis::kUnknown:
      break;
  }
  return "unknown";
}

class ViewMaker {
 public:
  explicit ViewMaker(const Reading& r) : r_(r), points_(r.document.text) {}

  api::Reading Make() {
    FindRoles();
    NumberEntities();
    AddDocument();
    AddEntities();
    AddTimes();
    for (const Event& e : r_.events.events) AddEvent(e);
    for (const Relation& rel : r_.events.relations) AddRelation(rel);
    AddAttributions();
    AddNotes();
    return std::move(out_);
  }

 private:
  const Entity& entity(size_t i) const { return r_.entities.entities[i]; }

  // Who takes part where `id` is named: its members if it is a collective ("the pair"), the state
  // it governs if it is a seat ("Ankara said"). Members of members too; each once.
  std::vector<EntityId> Participants(EntityId id) const {
    std::vector<EntityId> open = {id}, seen, result;
    for (size_t i = 0; i < open.size(); ++i) {
      EntityId at = open[i];
      if (!at.valid() || std::find(seen.begin(), seen.end(), at) != seen.end()) continue;
      seen.push_back(at);
      const Entity& e = r_.entities[at];
      if (!e.members.empty()) {
        open.insert(open.begin() + static_cast<std::ptrdiff_t>(i) + 1, e.members.begin(),
                    e.members.end());
      } else if (e.governs.valid() && IsPlaceType(e.type)) {
        open.insert(open.begin() + static_cast<std::ptrdiff_t>(i) + 1, e.governs);
      } else {
        result.push_back(at);
      }
    }
    return result;
  }

  void UseActor(EntityId id) {
    for (EntityId p : Participants(id)) is_actor_[p.index()] = true;
  }
  void UsePlace(EntityId id) {
    if (id.valid()) is_place_[id.index()] = true;
  }
  void UseSources(const std::vector<SourceLink>& links) {
    for (const SourceLink& s : links) {
      UseActor(s.actor);
      UseActor(s.via);
    }
  }

  // A relation is between actors ("Turkey is a member of NATO"), but "Raqqa in Syria" is between
  // places: a purely geographic thing has no place id and an actor id at once.
  bool RelationEndIsPlace(EntityId id) const {
    const Entity& e = r_.entities[id];
    return IsPlaceType(e.type) && e.type != EntityType::kState && !e.governs.valid();
  }
  void UseRelationEnd(EntityId id) {
    if (!id.valid()) return;
    if (RelationEndIsPlace(id)) {
      UsePlace(id);
    } else {
      UseActor(id);
    }
  }

  // What no event, relation or speech names is listed only if it has a name, is known, or is spoken
  // of again: "a potential alliance" and the "person" of "met in person" are nobody.
  bool IsListedUnused(const Entity& e) const {
    return e.mentions.size() > 1 || !e.known.empty() ||
           std::any_of(e.mentions.begin(), e.mentions.end(),
                       [&](MentionId m) { return r_.entities[m].form == MentionForm::kName; });
  }

  void FindRoles() {
    size_t n = r_.entities.entities.size();
    is_actor_.assign(n, false);
    is_place_.assign(n, false);
    for (const Mention& m : r_.entities.mentions) {
      if (!m.entity.valid()) continue;
      const Entity& e = r_.entities[m.entity];
      if (!IsListedUnused(e)) continue;
      if (IsPlaceType(e.type) && (m.as_place || e.type != EntityType::kState)) {
        if (m.as_place || !e.governs.valid()) UsePlace(m.entity);
        if (!m.as_place && e.governs.valid()) UseActor(m.entity);
      } else if (IsActorType(e.type) && e.members.empty()) {
        UseActor(m.entity);
      }
    }
    for (const Event& e : r_.events.events) {
      for (const auto* slot : {&e.actors, &e.recipients, &e.others}) {
        for (const Participant& p : *slot) UseActor(p.entity);
      }
      for (EntityId p : e.places) UsePlace(p);
      UseSources(e.sources);
    }
    for (const Relation& rel : r_.events.relations) {
      UseRelationEnd(rel.subject);
      for (EntityId o : rel.objects) UseRelationEnd(o);
      UseSources(rel.sources);
    }
    for (const Attribution& a : r_.attributions.attributions) UseSources(a.chain);
  }

  // Mentions of an entity in one role, and, for an actor, those of the seats that stand for it.
  std::vector<MentionId> MentionsOf(size_t i, bool as_place) const {
    std::vector<MentionId> mentions;
    auto take = [&](const Entity& e, bool all) {
      for (MentionId m : e.mentions) {
        if (all || r_.entities[m].as_place == as_place) mentions.push_back(m);
      }
    };
    bool both = is_actor_[i] && is_place_[i];
    take(entity(i), !both);
    if (!as_place) {
      for (size_t s : seats_of_[i]) take(entity(s), false);
    }
    std::sort(mentions.begin(), mentions.end());
    return mentions;
  }

  void NumberEntities() {
    size_t n = r_.entities.entities.size();
    seats_of_.resize(n);
    for (size_t i = 0; i < n; ++i) {
      if (entity(i).governs.valid()) seats_of_[entity(i).governs.index()].push_back(i);
    }
    // Ids in order of first mention. Something known only through its seat comes where that is.
    std::vector<uint32_t> first(n, UINT32_MAX);
    for (size_t i = 0; i < n; ++i) {
      for (MentionId m : entity(i).mentions) {
        first[i] = std::min(first[i], r_.entities[m].span.begin);
      }
    }
    order_.resize(n);
    std::iota(order_.begin(), order_.end(), size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](size_t a, size_t b) { return first[a] < first[b]; });
    actor_id_.resize(n);
    place_id_.resize(n);
    size_t actors = 0, places = 0;
    for (size_t i : order_) {
      if (is_actor_[i]) actor_id_[i] = Number('a', ++actors);
      if (is_place_[i]) place_id_[i] = Number('p', ++places);
    }
  }

  void AddDocument() {
    const Document& d = r_.document;
    api::Document& o = out_.document;
    o.id = d.id;
    o.title = d.title;
    o.outlet = d.outlet.value_or("");
    o.authors = d.authors;
    o.url = d.url.value_or("");
    o.language = d.language;
    o.text = d.text;
    if (!d.headline.empty()) o.headline = points_.of(d.headline);
    if (d.published) {
      o.published = d.published->ToString();
      o.published_basis = BasisName(d.published_basis);
    } else {
      o.published = r_.times.published_edtf;
      o.published_basis =
          BasisName(o.published.empty() ? PublishedBasis::kUnknown : r_.times.published_basis);
    }
  }

  std::vector<api::Mention> MentionViews(size_t i, bool as_place) const {
    std::vector<api::Mention> views;
    for (MentionId m : MentionsOf(i, as_place)) {
      const Mention& mention = r_.entities[m];
      views.push_back({points_.of(mention.span), std::string(Name(mention.form))});
    }
    return views;
  }

  void AddEntities() {
    for (size_t i : order_) {
      const Entity& e = entity(i);
      if (is_actor_[i]) {
        api::Actor a;
        a.id = actor_id_[i];
        a.name = e.name;
        a.type = Name(e.type);
        a.aliases = e.aliases;
        for (size_t s : seats_of_[i]) AddSeatAliases(entity(s), a);
        a.country = e.country;
        a.wikipedia = e.wikipedia;
        for (const Office& o : e.offices) {
          if (std::find(a.offices.begin(), a.offices.end(), o.title) == a.offices.end()) {
            a.offices.push_back(o.title);
          }
        }
        a.mentions = MentionViews(i, false);
        out_.actors.push_back(std::move(a));
      }
      if (is_place_[i]) {
        out_.places.push_back({place_id_[i], e.name, std::string(Name(e.type)), e.aliases,
                               e.country, e.latitude, e.longitude, e.geonames, e.wikipedia,
                               MentionViews(i, true)});
      }
    }
  }

  void AddSeatAliases(const Entity& seat, api::Actor& a) const {
    bool stands = std::any_of(seat.mentions.begin(), seat.mentions.end(),
                              [&](MentionId m) { return !r_.entities[m].as_place; });
    if (!stands) return;
    if (std::find(a.aliases.begin(), a.aliases.end(), seat.name) == a.aliases.end()) {
      a.aliases.push_back(seat.name);
    }
  }

  std::string TimeId(TimexId id) const { return id.valid() ? Number('t', id.index() + 1) : ""; }

  void AddTimes() {
    for (size_t i = 0; i < r_.times.timexes.size(); ++i) {
      const Timex& t = r_.times.timexes[i];
      api::Time o;
      o.id = TimeId(TimexId(i));
      o.span = points_.of(t.span);
      o.text = t.span.in(r_.document.text);
      o.type = Name(t.type);
      o.value = t.value;
      o.mod = t.mod;
      o.edtf = t.edtf;
      o.utc = t.utc;
      o.relative = t.relative;
      if (t.anchor_kind == AnchorKind::kTimex) {
        o.anchor = TimeId(t.anchor);
      } else if (t.anchor_kind != AnchorKind::kNone) {
        o.anchor = Name(t.anchor_kind);
      }
      out_.times.push_back(std::move(o));
    }
  }

  std::vector<std::string> ActorIds(EntityId id) const {
    std::vector<std::string> ids;
    for (EntityId p : Participants(id)) ids.push_back(actor_id_[p.index()]);
    return ids;
  }

  std::vector<std::string> Slot(const std::vector<Participant>& slot) const {
    std::vector<std::string> ids;
    for (const Participant& p : slot) {
      for (std::string& id : ActorIds(p.entity)) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
      }
    }
    return ids;
  }

  // A link without source and without outlet ("reportedly") is no source: `hedged` says it.
  std::vector<api::Source> Sources(const std::vector<SourceLink>& links) const {
    std::vector<api::Source> sources;
    for (const SourceLink& s : links) {
      std::vector<std::string> actors = ActorIds(s.actor), vias = ActorIds(s.via);
      if (actors.empty() && vias.empty()) continue;
      if (actors.empty()) actors.emplace_back();
      if (vias.empty()) vias.emplace_back();
      for (const std::string& a : actors) {
        for (const std::string& v : vias) sources.push_back({a, v, TimeId(s.said_at)});
      }
    }
    return sources;
  }

  std::vector<api::Span> Spans(const std::vector<Span>& spans) const {
    std::vector<api::Span> out;
    for (Span s : spans) {
      if (!s.empty()) out.push_back(points_.of(s));
    }
    return out;
  }

  api::Span SentenceSpan(SentenceId s) const {
    return s.valid() ? points_.of(r_.syntax.base.sentences[s.index()].span) : api::Span{};
  }

  static api::When MakeWhen(const std::string& edtf, const Interval& interval) {
    api::When w;
    w.edtf = edtf;
    if (interval.earliest) w.earliest = interval.earliest->ToString();
    if (interval.latest) w.latest = interval.latest->ToString();
    return w;
  }

  static double Confidence(float c) { return static_cast<double>(c); }

  void AddEvent(const Event& e) {
    api::Event o;
    o.id = Number('e', out_.events.size() + 1);
    o.kind = e.kind;
    o.type = e.type;
    o.mode = e.mode;
    o.contexts = e.contexts;
    o.cameo = e.cameo;
    o.status = Name(e.status);
    o.hedged = e.hedged;
    o.actors = Slot(e.actors);
    o.recipients = Slot(e.recipients);
    o.others = Slot(e.others);
    for (EntityId p : e.places) {
      if (p.valid()) o.place.push_back(place_id_[p.index()]);
    }
    o.time = MakeWhen(e.time.edtf, e.time.interval);
    o.time.basis = Name(e.time.basis);
    for (TimexId t : e.time.timexes) o.time.times.push_back(TimeId(t));
    o.about = e.about;
    if (!e.about_span.empty()) o.about_span = points_.of(e.about_span);
    if (e.ordinal) {
      o.ordinal = api::Ordinal{points_.of(e.ordinal->span),
                               std::string(e.ordinal->span.in(r_.document.text)), e.ordinal->value,
                               e.ordinal->scope};
    }
    for (const Amount& a : e.amounts) {
      o.amounts.push_back({points_.of(a.span), std::string(a.span.in(r_.document.text)), a.role,
                           a.unit, a.least, a.most});
    }
    o.sources = Sources(e.sources);
    o.trigger = points_.of(e.trigger);
    o.evidence = Spans(e.evidence);
    o.sentence = SentenceSpan(e.sentence);
    o.confidence = Confidence(e.confidence);
    o.rule = e.rule;
    out_.events.push_back(std::move(o));
  }

  std::vector<std::string> RelationEnds(EntityId id) const {
    if (!id.valid()) return {};
    if (RelationEndIsPlace(id)) return {place_id_[id.index()]};
    return ActorIds(id);
  }

  // One relation has one subject and one object: collectives and lists become several. Who
  // mediates does so between all of them.
  void AddRelation(const Relation& rel) {
    std::vector<std::string> objects;
    for (EntityId id : rel.objects) {
      for (std::string& o : RelationEnds(id)) objects.push_back(std::move(o));
    }
    if (objects.empty()) objects.emplace_back();
    std::vector<std::string> others;
    if (rel.kind == RelationKind::kMediatesBetween) {
      others.assign(objects.begin() + 1, objects.end());
      objects.resize(1);
    }
    for (const std::string& subject : RelationEnds(rel.subject)) {
      for (const std::string& object : objects) {
        if (subject == object) continue;  // "the two support each other": nobody is their own ally
        api::Relation o;
        o.id = Number('r', out_.relations.size() + 1);
        o.kind = Name(rel.kind);
        o.subject = subject;
        o.object = object;
        o.others = others;
        o.title = rel.title;
        o.status = Name(rel.status);
        o.time = MakeWhen(rel.edtf, rel.interval);
        o.sources = Sources(rel.sources);
        o.evidence = Spans(rel.evidence);
        o.sentence = SentenceSpan(rel.sentence);
        o.confidence = Confidence(rel.confidence);
        o.rule = rel.rule;
        out_.relations.push_back(std::move(o));
      }
    }
  }

  void AddAttributions() {
    const auto& all = r_.attributions.attributions;
    for (size_t i = 0; i < all.size(); ++i) {
      const Attribution& a = all[i];
      api::Attribution o;
      o.id = Number('q', i + 1);
      o.kind = Name(a.kind);
      o.source = Spans(a.source);
      if (!a.cue.empty()) o.cue = points_.of(a.cue);
      o.content = Spans(a.content);
      o.chain = Sources(a.chain);
      if (a.parent.valid()) o.parent = Number('q', a.parent.index() + 1);
      o.hedged = a.hedged;
      o.negated = a.negated;
      o.confidence = Confidence(a.confidence);
      o.rule = a.rule;
      out_.attributions.push_back(std::move(o));
    }
  }

  void AddNotes() {
    size_t more = 0;
    for (const auto* list :
         {&r_.document.diagnostics, &r_.syntax.base.diagnostics, &r_.times.diagnostics,
          &r_.entities.diagnostics, &r_.attributions.diagnostics, &r_.events.diagnostics}) {
      for (const Diagnostic& d : *list) {
        auto& notes = out_.notes;
        if (std::find(notes.begin(), notes.end(), d.message) != notes.end()) continue;
        if (notes.size() < kMaxNotes) {
          notes.push_back(d.message);
        } else {
          ++more;
        }
      }
    }
    if (more > 0) out_.notes.push_back("and " + std::to_string(more) + " more notes");
  }

  const Reading& r_;
  CodePoints points_;
  std::vector<bool> is_actor_, is_place_;
  std::vector<std::vector<size_t>> seats_of_;  // index state: cities that stand for it
  std::vector<size_t> order_;                  // entities by first mention
  std::vector<std::string> actor_id_, place_id_;
  api::Reading out_;
};

}  // namespace

api::Reading MakeView(const Reading& reading) { return ViewMaker(reading).Make(); }

}  // namespace dragoman::formats
