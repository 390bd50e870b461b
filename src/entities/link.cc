// SPDX-License-Identifier: Apache-2.0
// Names to entities. Places, states and bodies first, as they say whose titles the persons hold;
// then full names of persons, then single names. Entry: LinkNames.
#include "entities/link.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "entities/institutions.h"
#include "entities/name_use.h"
#include "entities/person_list.h"
#include "entities/place_context.h"

namespace dragoman::entities {

EntityId EntityList::Of(KnownId known) {
  auto it = by_known_.find(known);
  if (it != by_known_.end()) return it->second;
  Known k = a_.knowledge.Get(known);
  Entity e;
  e.type = k.type;
  e.name = std::string(k.name);
  e.country = std::string(k.country);
  e.wikipedia = std::string(k.wikipedia);
  e.geonames = k.geonames;
  e.latitude = k.latitude;
  e.longitude = k.longitude;
  e.sector = std::string(k.sector);
  e.known = std::string(k.key);
  if (k.type == EntityType::kPerson && !a_.times.published.unbounded()) {
    for (const Term& t : a_.knowledge.OfficesOf(known, a_.times.published)) {
      e.offices.push_back({std::string(a_.knowledge.OfficeAt(t.office).title), t.held, false});
    }
  }
  EntityId id(entities_.size());
  entities_.push_back(std::move(e));
  by_known_.emplace(known, id);
  return id;
}

KnownId EntityList::KnownOf(EntityId id) const {
  const std::string& key = entities_[id.index()].known;
  return key.empty() ? kNoKnown : a_.knowledge.ByKey(key);
}

EntityId EntityList::Local(EntityType type, std::string name) {
  Entity e;
  e.type = type;
  e.name = std::move(name);
  entities_.push_back(std::move(e));
  return EntityId(entities_.size() - 1);
}

namespace {

class NameLinker {
 public:
  NameLinker(const Article& a, Linked& out)
      : a_(a), drafts_(out.drafts), list_(a, out), entities_(out.entities), context_(a) {}

  void Link() {
    for (size_t i = 0; i < drafts_.size(); ++i) {
      const Draft& d = drafts_[i];
      if (d.form == MentionForm::kName) by_last_[a_.lower[d.end - 1]].push_back(i);
    }
    SettlePlaces();
    for (Draft& d : drafts_) MakePersonal(d);
    MakeFamily();
    std::vector<std::pair<size_t, InstitutionUse>> institutions;
    for (size_t i = 0; i < drafts_.size(); ++i) {
      const Draft& d = drafts_[i];
      if (d.form != MentionForm::kName || Personal(d)) continue;
      auto use = ReadInstitution(a_, d);
      bool whose = use && use->state != kNoKnown && !d.candidates.empty();
      if (use && !whose) {
        institutions.emplace_back(i, *use);  // whose it is, the places must say first
      } else {
        LinkThing(i);
      }
    }
    for (const auto& [i, use] : institutions) {
      KnownId body = InstitutionOf(a_, drafts_, i, entities_, context_, use);
      drafts_[i].entity = body != kNoKnown ? list_.Of(body) : LocalOf(i);
    }
    for (Draft& d : drafts_) {
      ResolveHolder(d.title);
      ResolveHolder(d.title_after);
    }
    for (bool single : {false, true}) {
      for (size_t i = 0; i < drafts_.size(); ++i) {
        const Draft& d = drafts_[i];
        if (d.form != MentionForm::kName || !Personal(d)) continue;
        if ((d.end - d.first == 1) == single) LinkPerson(i);
      }
    }
    for (Draft& d : drafts_) {
      if (d.form == MentionForm::kNominal) ResolveHolder(d.title);
    }
  }

 private:
  static constexpr int kLargeTown = 600;
  static constexpr int kHighOffice = 450;  // weight of those who led a state or its ministries
  static constexpr int kTwice = 160;       // PlaceContext::Country of a state named twice
  static constexpr int kOnceInOffice = 100;
  static constexpr int kByline = 200;
  static constexpr int kSettled =
      400;  // for the place of that name the text has once with its region
  bool Personal(const Draft& d) const { return d.name_type == NameType::kPerson; }

  // A name behind a person's title is a person's, whatever the tagger thought of it.
  void MakePersonal(Draft& d) const {
    if (d.form != MentionForm::kName) return;
    bool other = false, person = false;
    for (const NameCandidate& c : d.candidates) {
      if (!IsNaming(c.kind)) continue;
      (a_.knowledge.TypeOf(c.id) == EntityType::kPerson ? person : other) = true;
    }
    if (Personal(d)) {
      // "Russian Interfax": a whole name that is known, and nobody's.
      if (other && !person && d.end - d.first > 1) d.name_type = NameType::kMisc;
      return;
    }
    if (other && !NamesakeInText(d) && !OfficeHolderOfText(d)) return;
    if (other && OfficeHolderOfText(d)) d.name_type = NameType::kPerson;
    if (d.title && d.title->title && d.head_type == EntityType::kOther) {
      d.name_type = NameType::kPerson;
    } else if (person && d.end - d.first > 1) {
      d.name_type = NameType::kPerson;
    }
  }

  // The last part of a name the text gives in full is a person's; so is what the tagger took for an
  // unknown place and ends in it: "Alan Bell, the husband of Anna Bell".
  void MakeFamily() {
    std::unordered_set<std::string_view> family, things;
    for (Draft& d : drafts_) {
      if (d.form != MentionForm::kName) continue;
      if (Personal(d) && d.end - d.first > 1) family.insert(a_.lower[d.end - 1]);
      if (Personal(d) || d.end - d.first > 1) continue;
      // "Jordan said", after "Neil Jordan" and with no Jordan before him.
      Deprel r = a_.syntax.deprel[d.head];
      const std::string& name = a_.lower[d.first];
      if ((r == Deprel::kNsubj || r == Deprel::kNmodPoss) && family.contains(name) &&
          !things.contains(name)) {
        d.name_type = NameType::kPerson;
      } else {
        things.insert(name);
      }
    }
    for (Draft& d : drafts_) {
      if (d.form != MentionForm::kName || Personal(d) || !OnlyPersons(d)) continue;
      bool single = d.end - d.first == 1;
      if (!single && (d.name_type != NameType::kPlace || d.head_type != EntityType::kOther))
        continue;
      if (family.contains(a_.lower[d.end - 1])) d.name_type = NameType::kPerson;
    }
  }

  // Names that end in the word this one ends in, in order; enough of them.
  std::span<const size_t> WithLastWord(const Draft& d) const {
    constexpr size_t kEnough = 300;
    const std::vector<size_t>& all = by_last_.at(a_.lower[d.end - 1]);
    return std::span(all).first(std::min(all.size(), kEnough));
  }

  // The knowledge base knows no place or body of the name.
  bool OnlyPersons(const Draft& d) const {
    return std::all_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      return !IsNaming(c.kind) || a_.knowledge.TypeOf(c.id) == EntityType::kPerson;
    });
  }

  // "Jordan" in an article on Neil Jordan: a place's name that is the family name of somebody the
  // text names in full, and nowhere stands as a place.
  bool NamesakeInText(const Draft& d) const {
    if (d.end - d.first != 1) return false;
    bool full = false;
    for (size_t i : WithLastWord(d)) {
      const Draft& o = drafts_[i];
      if (o.end - o.first > 1) {
        full = full || (Personal(o) && o.tagged);
        continue;
      }
      int64_t before = static_cast<int64_t>(o.first) - 1;
      bool owns = a_.in(o.sentence, o.end) && a_.rules.is("possessive", a_.lower[o.end]);
      if (!owns && a_.in(o.sentence, before) &&
          a_.rules.place_preposition(a_.lower[static_cast<size_t>(before)]) !=
              PlacePreposition::kNone) {
        return false;  // "in Jordan", against "in Jordan's film"
      }
    }
    return full;
  }

  // "Toledo said" in an article on Peru, in 2003: who leads a state that the text names comes
  // before towns and provinces of states that it does not name, unless "in Toledo" makes a place of
  // it.
  bool OfficeHolderOfText(const Draft& d) const {
    if (d.end - d.first != 1 || a_.times.published.unbounded()) return false;
    bool holder = false;
    for (const NameCandidate& c : d.candidates) {
      if (!IsNaming(c.kind)) continue;
      const Known k = a_.knowledge.Get(c.id);
      if (k.type == EntityType::kPerson) {
        holder = holder || (c.weight >= kHighOffice && context_.Country(k.country) > 0 &&
                            !a_.knowledge.OfficesOf(c.id, a_.times.published).empty());
      } else if ((k.type != EntityType::kCity && k.type != EntityType::kRegion) ||
                 context_.Country(k.country) > 0 || c.kind == NameKind::kAdjective) {
        return false;  // the text may well mean this one
      }
    }
    return holder && !StandsAsPlace(d);
  }

  // "Norfolk, Virginia" somewhere in the text: then "Norfolk" alone is that one, too. Two of a name
  // settle nothing.
  void SettlePlaces() {
    constexpr int kSure = 500;
    for (size_t i = 0; i < drafts_.size(); ++i) {
      const Draft& d = drafts_[i];
      if (d.form != MentionForm::kName) continue;
      Container container = ContainerBehind(a_, d.sentence, d.end);
      if (container.empty()) continue;
      const NameCandidate* best = nullptr;
      int most = kSure - 1;
      for (const NameCandidate& c : d.candidates) {
        if (c.kind != NameKind::kFull && c.kind != NameKind::kAlias) continue;
        const Known k = a_.knowledge.Get(c.id);
        if (k.type != EntityType::kCity && k.type != EntityType::kRegion) continue;
        if (container.regions.empty() && Overshadowed(d, c, k)) continue;
        int score = container.Score(k);
        if (score > most || (best != nullptr && score == most && c.weight > best->weight)) {
          most = score;
          best = &c;
        }
      }
      if (best == nullptr) continue;
      auto [it, fresh] = settled_.emplace(KeyOf(d), best->id);
      if (!fresh && it->second != best->id) it->second = kNoKnown;
    }
  }

  bool Settled(const Draft& d, KnownId place) const {
    if (settled_.empty()) return false;
    auto it = settled_.find(KeyOf(d));
    return it != settled_.end() && it->second == place;
  }

  // Is there enough to take a town of this name for the one meant? Small places are many, and most
  // of their names are also people's, firms' and plants'.
  bool Enough(const Draft& d, const NameCandidate& c, const Known& k, int container) const {
    constexpr int kMillion = 600, kHalfMillion = 570, kHundredThousand = 500,
                  kThirtyThousand = 450;  // weights
    bool county = k.type == EntityType::kRegion && !k.part_of.empty();
    if (k.type != EntityType::kCity && !county) {
      // "the North", "Western": points of the compass need the state they belong to.
      return k.type != EntityType::kRegion || container > 0 || !OnlyCompass(d);
    }
    if (container > 100) return true;
    if (d.end - d.first == 1 && a_.rules.is("compass", a_.lower[d.first])) return false;
    int nearby = context_.Region(k.part_of) + context_.Near(c.id) + context_.Home(c.id);
    int support = nearby + context_.Country(k.country);
    // "Romeo", "Clinton": who bears a person's name must somewhere stand as a place.
    if (c.weight < kMillion && d.end - d.first == 1 && BorneByPeople(d) && !StandsAsPlace(d) &&
        context_.Home(c.id) == 0) {
      return false;
    }
    // "Laconia" is one place only: that the text is about its country will do.
    bool only = std::count_if(d.candidates.begin(), d.candidates.end(),
                              [&](const auto& o) { return IsNaming(o.kind); }) == 1;
    if (d.tagged && d.name_type == NameType::kPlace) {
      if (only && support >= 80 && StandsAsPlace(d)) return true;
      return c.weight >= kHundredThousand || nearby >= 100 ||
             (support >= 160 && c.weight >= kThirtyThousand);
    }
    if (d.tagged && d.name_type == NameType::kPerson) return c.weight >= kMillion;
    if (d.tagged) return c.weight >= kHalfMillion || nearby >= 160;
    return c.weight >= kHalfMillion || nearby >= 160 ||
           (support >= 240 && c.weight >= kThirtyThousand);
  }

  // "Cairo, New York", in a text that names New York: a small place that shares its name with a
  // state or a capital is not meant unless the text names its region more than by the way.
  bool Overshadowed(const Draft& d, const NameCandidate& c, const Known& k) const {
    constexpr int kSmall = 500, kGreat = 700, kRegionNamed = 120;
    if (k.type != EntityType::kCity || c.weight >= kSmall || context_.Home(c.id) > 0 ||
        context_.Region(k.part_of) >= kRegionNamed) {
      return false;
    }
    return std::any_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& o) {
      if (!IsNaming(o.kind) || o.weight < kGreat) return false;
      const Known great = a_.knowledge.Get(o.id);
      return great.country != k.country &&
             (great.type == EntityType::kCity || great.type == EntityType::kState);
    });
  }

  // "North-East" too, in one word or three.
  bool OnlyCompass(const Draft& d) const {
    for (uint32_t w = d.first; w < d.end; ++w) {
      if (ShapeOf(a_.form(w)) != Shape::kHyphen && !a_.rules.is("compass", a_.lower[w]))
        return false;
    }
    return true;
  }

  bool BorneByPeople(const Draft& d) const {
    return a_.rules.first_name(a_.lower[d.first]) != Gender::kNone ||
           std::any_of(d.candidates.begin(), d.candidates.end(),
                       [](const NameCandidate& c) { return c.kind == NameKind::kShort; });
  }

  // Anywhere in the text: "in Clinton"; not "in Clinton's speech".
  bool StandsAsPlace(const Draft& d) const {
    auto names = WithLastWord(d);
    return std::any_of(names.begin(), names.end(), [&](size_t i) {
      const Draft& o = drafts_[i];
      int64_t before = static_cast<int64_t>(o.first) - 1;
      return o.end - o.first == d.end - d.first && a_.lower[o.first] == a_.lower[d.first] &&
             a_.in(o.sentence, before) &&
             a_.rules.place_preposition(a_.lower[static_cast<size_t>(before)]) ==
                 PlacePreposition::kSure &&
             !(a_.in(o.sentence, o.end) && a_.rules.is("possessive", a_.lower[o.end]));
    });
  }

  // "Harare", "New York": the city rather than the province of its name.
  static constexpr int kRegionAfterCity = 150;
  bool NamesCity(const Draft& d, std::string_view country, int weight) const {
    return std::any_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      constexpr int kHamlet = 250;  // "Georgia" is no village in Vermont
      if (c.weight + kHamlet < weight) return false;
      if (!IsNaming(c.kind)) return false;
      Known k = a_.knowledge.Get(c.id);
      return k.type == EntityType::kCity && k.country == country;
    });
  }

  const NameCandidate* BestThing(size_t i) const {
    const Draft& d = drafts_[i];
    Container container = ContainerBehind(a_, d.sentence, d.end);
    bool region = NamedAsRegion(a_, d), bylined = Bylined(a_, d);
    constexpr std::string_view kParty = "party";
    const bool shared_party = PartyName(a_, d.first, d.end);
    const NameCandidate* best = nullptr;
    int best_score = 0;
    for (const NameCandidate& c : d.candidates) {
      if (!IsNaming(c.kind)) continue;
      Known k = a_.knowledge.Get(c.id);
      if (c.kind == NameKind::kShort && !ShortForIt(d, k)) continue;
      if (shared_party && k.kind == kParty && context_.Country(k.country) == 0) continue;
      int inside = container.Score(k);
      if (container.empty() && Settled(d, c.id)) inside = kSettled;
      if (k.type == EntityType::kCity && region) continue;
      if (k.type == EntityType::kRegion && TwoLettersAlone(a_, d)) continue;
      if (!Enough(d, c, k, inside)) continue;
      bool listed = inside <= 0 || container.regions.empty();  // "Burma, China, US"
      if (listed && !Settled(d, c.id) && Overshadowed(d, c, k)) continue;
      // "the West": a place with a common word for a name needs the text to be about its country.
      bool common = d.end - d.first == 1 && IsPlaceType(k.type) && k.type != EntityType::kState &&
                    a_.rules.noun(a_.lower[d.first]) != nullptr;
      if (common && context_.Country(k.country) == 0 && container.empty()) continue;
      int score = c.weight + 300 - TypePenalty(d, c.kind, k.type) + inside + Support(c, k);
      if (k.type == EntityType::kRegion && NamesCity(d, k.country, c.weight))
        score -= kRegionAfterCity;
      if (k.sector == "MED" && bylined) score += kByline;
      // The metonym and the city itself are told apart afterwards.
      if (c.kind == NameKind::kMetonym) score -= 100;
      if (score > best_score) {
        best_score = score;
        best = &c;
      }
    }
    return best;
  }

  // "the Security Council" in a text that names the United Nations; "the North" in one that names
  // North Korea twice.
  bool ShortForIt(const Draft& d, const Known& k) const {
    if (k.type == EntityType::kPerson) return false;
    if (!k.part_of.empty()) {
      KnownId whole = a_.knowledge.ByKey(k.part_of);
      bool adjective = d.first > 0 && a_.match(d.first - 1, d.first) != nullptr &&
                       a_.in(d.sentence, int64_t{d.first} - 1) &&
                       a_.syntax.deprel[d.first - 1] == Deprel::kAmod;
      return !adjective && Named(whole);
    }
    return context_.Country(k.country) >= kTwice;
  }

  bool Named(KnownId known) const {
    return std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& o) {
      return std::any_of(o.candidates.begin(), o.candidates.end(), [&](const NameCandidate& c) {
        return c.id == known && c.kind != NameKind::kTitle && c.kind != NameKind::kShort;
      });
    });
  }

  // That a text is about a country says less for one of its many towns than for the country:
  // "Milan" in an article on the United States is not yet the one in Tennessee.
  int Support(const NameCandidate& c, const Known& k) const {
    int country = context_.Country(k.country);
    if (k.type == EntityType::kCity && context_.Region(k.part_of) == 0) country /= 2;
    // "Georgia" beside Atlanta and Savannah.
    int inside = k.type == EntityType::kRegion ? context_.Inside(k.key) : 0;
    return country + context_.Region(k.part_of) + context_.Near(c.id) + inside +
           context_.Home(c.id);
  }

  const NameCandidate* OfKind(const Draft& d, NameKind kind) const {
    for (const NameCandidate& c : d.candidates) {
      if (c.kind == kind) return &c;
    }
    return nullptr;
  }

  void LinkThing(size_t i) {
    Draft& d = drafts_[i];
    if (DefinesAcronym(i)) return;
    std::string key = KeyOf(d);
    const NameCandidate* best = NamesLanguage(a_, d) ? nullptr : BestThing(i);
    if (best == nullptr) {
      d.entity = LocalOf(i);
      return;
    }
    if (auto it = local_.find(key); it != local_.end() && best->kind == NameKind::kAbbreviation) {
      d.entity = it->second;  // "CHP", after "Republican People's Party (CHP)"
      return;
    }
    Known k = a_.knowledge.Get(best->id);
    if (best->kind == NameKind::kPeople && best->plural) {
      d.entity = PeopleOf(d, k);
      return;
    }
    if (best->kind == NameKind::kAdjective || best->kind == NameKind::kPeople) {
      d.entity = list_.Of(best->id);
      return;
    }
    const NameCandidate* metonym = OfKind(d, NameKind::kMetonym);
    if (metonym != nullptr && best->kind != NameKind::kMetonym &&
        a_.knowledge.CapitalOf(metonym->id) != best->id &&
        (k.type != EntityType::kCity || a_.knowledge.Get(metonym->id).country != k.country)) {
      metonym = nullptr;  // Athens, Texas, governs nobody
    }
    bool is_state = k.type == EntityType::kState;
    if (IsPlaceType(k.type) || metonym != nullptr) {
      d.as_place = best->kind != NameKind::kMetonym && ReadsAsPlace(a_, d, is_state);
      if (metonym != nullptr && !d.as_place && !is_state &&
          (a_.has_trees || best->kind == NameKind::kMetonym)) {
        // "Ankara said": the mention is the state's; the city keeps what it governs.
        d.entity = list_.Of(metonym->id);
        return;
      }
      if (!is_state) d.as_place = true;
    }
    d.entity = list_.Of(best->id);
    if (metonym != nullptr && metonym->id != best->id) {
      EntityId state = list_.Of(metonym->id);
      list_[d.entity].governs = state;
    }
  }

  std::string KeyOf(const Draft& d) const {
    std::string key;
    for (uint32_t w = d.first; w < d.end; ++w) {
      if (!key.empty()) key += ' ';
      key += a_.lower[w];
    }
    return key;
  }

  EntityId LocalOf(size_t i) {
    std::string key = KeyOf(drafts_[i]);
    if (auto it = local_.find(key); it != local_.end()) return it->second;
    EntityId id = LocalFor(drafts_[i]);
    local_.emplace(std::move(key), id);
    return id;
  }

  EntityId LocalFor(const Draft& d) {
    EntityType type = LocalType(d);
    // "Mahan" after "Mahan Air": the first word of one body only.
    if (type == EntityType::kOrganization && d.end - d.first == 1) {
      EntityId whole;
      int found = 0;
      const std::string begin = a_.lower[d.first] + " ";
      for (auto it = local_.lower_bound(begin); found < 2 && it != local_.end(); ++it) {
        if (!it->first.starts_with(begin)) break;
        if (entities_[it->second.index()].type == type) {
          whole = it->second;
          ++found;
        }
      }
      if (found == 1) return whole;
    }
    EntityId id = list_.Local(type, a_.text(d.first, d.end));
    if (type != EntityType::kPerson) GiveSeat(d, list_[id]);
    return id;
  }

  // "Libyan Coast Guard", "Oakland Police Department": whose it is and where stands in the name.
  void GiveSeat(const Draft& d, Entity& e) const {
    for (uint32_t w = d.first; w < d.end; ++w) {
      const NameCandidate* best = nullptr;
      int best_score = 0;
      uint32_t next = w + 1;
      for (const NameMatch& m : a_.matches_at(w)) {  // longest first
        if (m.end > d.end || (m.first == d.first && m.end == d.end)) continue;
        for (const NameCandidate& c : m.candidates) {
          if (!IsNaming(c.kind) || c.kind == NameKind::kShort || c.kind == NameKind::kMetonym) {
            continue;
          }
          Known k = a_.knowledge.Get(c.id);
          int score = c.weight + Support(c, k);
          if (!IsPlaceType(k.type) && k.type != EntityType::kState) continue;
          if (k.type == EntityType::kRegion && c.kind == NameKind::kAbbreviation) continue;
          // "Ministry of Economy" has no seat in Economy, Pennsylvania.
          if (k.type == EntityType::kCity && c.weight < kLargeTown && w > d.first &&
              e.type == EntityType::kGovernment && a_.rules.is("of", a_.lower[w - 1])) {
            continue;
          }
          if (k.type != EntityType::kState && c.weight < kLargeTown &&
              context_.Region(k.part_of) + context_.Near(c.id) + context_.Home(c.id) < 160) {
            continue;  // "Central", "Union", "Lula" are towns of a state the text names
          }
          if (score > best_score) {
            best_score = score;
            best = &c;
          }
        }
        if (best != nullptr) {
          next = m.end;
          break;
        }
      }
      if (best != nullptr) {
        Known k = a_.knowledge.Get(best->id);
        if (e.country.empty()) e.country = std::string(k.country);
        if (!e.latitude && k.type != EntityType::kState) {
          e.latitude = k.latitude;
          e.longitude = k.longitude;
        }
      }
      w = next - 1;
    }
  }

  EntityId PeopleOf(const Draft& d, const Known& k) {
    // "two Americans" are not all of them.
    uint32_t first = d.first;
    while (a_.in(d.sentence, int64_t{first} - 1) &&
           (a_.syntax.upos[first - 1] == Upos::kNum ||
            (first < d.first && ShapeOf(a_.form(first - 1)) == Shape::kHyphen))) {
      --first;
    }
    std::string key;
    for (uint32_t w = first; w < d.first; ++w) key += a_.lower[w] + ' ';
    auto [it, fresh] = peoples_.emplace(key + a_.lower[d.end - 1], EntityId());
    if (fresh) {
      it->second = list_.Local(EntityType::kGroup, a_.text(first, d.end));
      list_[it->second].country = std::string(k.country);
      list_[it->second].sector = "CVL";
    }
    return it->second;
  }

  // "Republican People's Party (CHP)": a name of its own in brackets right behind another.
  bool DefinesAcronym(size_t i) {
    Draft& d = drafts_[i];
    if (i == 0 || d.end - d.first != 1 || d.first < 2 || !a_.in(d.sentence, d.first - 1) ||
        a_.lower[d.first - 1] != "(" || !a_.in(d.sentence, d.end) || a_.lower[d.end] != ")") {
      return false;
    }
    const Draft& full = drafts_[i - 1];
    if (full.end != d.first - 1 || full.end - full.first < 2 || !full.entity.valid()) return false;
    Shape s = ShapeOf(a_.form(d.first));
    if (s != Shape::kUpper && s != Shape::kAlphanumeric && s != Shape::kAbbreviated &&
        s != Shape::kMixed)
      return false;
    EntityType t = entities_[full.entity.index()].type;
    if (t == EntityType::kPerson || t == EntityType::kCity || t == EntityType::kState) return false;
    d.entity = full.entity;
    local_[KeyOf(d)] = full.entity;
    return true;
  }

  // The state or body a title is of, once that name has its entity.
  void ResolveHolder(std::optional<TitleUse>& title) const {
    if (!title || title->of != kNoKnown || title->of_name < 0) return;
    EntityId of = drafts_[static_cast<size_t>(title->of_name)].entity;
    if (of.valid()) title->of = list_.KnownOf(of);
  }

  // --- Persons -------------------------------------------------------------------------------

  std::vector<std::string> TokensOf(const Draft& d) const {
    std::vector<std::string> out;
    for (uint32_t w = d.first; w < d.end; ++w) {
      if (ShapeOf(a_.form(w)) < Shape::kHyphen) out.push_back(a_.lower[w]);
    }
    return out;
  }

  void LinkPerson(size_t i) {
    Draft& d = drafts_[i];
    std::vector<std::string> tokens = TokensOf(d);
    if (tokens.empty()) tokens.push_back(a_.lower[d.first]);
    KnownId whole = WholeName(d);
    if (tokens.size() > 1) {
      int same = persons_.SameAs(tokens, [&](EntityId e) {
        // "George W. Bush" is not George H. W. Bush.
        KnownId other = whole == kNoKnown ? kNoKnown : list_.KnownOf(e);
        return other == kNoKnown || whole == other;
      });
      if (same >= 0) return Seen(d, same, tokens);
    } else if (int one = persons_.ByOneName(tokens[0], d.first); one >= 0) {
      return Seen(d, one, tokens);
    }
    EntityId id;
    KnownId known = KnownPerson(d, tokens);
    if (known != kNoKnown) {
      id = list_.Of(known);
      if (int same = persons_.Of(id); same >= 0) return Seen(d, same, tokens);
    } else if (tokens.size() == 1 && !d.title && Prominent(BestThing(i))) {
      // The tagger took a place or body for a person, and no person of that name is known.
      d.name_type = NameType::kMisc;
      LinkThing(i);
      return;
    } else if (auto it = local_.find(KeyOf(d)); it != local_.end() && !d.title) {
      d.entity = it->second;  // "EastMed" was a body elsewhere
      return;
    } else {
      id = list_.Local(EntityType::kPerson, a_.text(d.first, d.end));
    }
    persons_.Add(tokens, id, d.first);
    d.entity = id;
  }

  // "Bush", "David", "Elizabeth" are towns, too; a person's name is one only where the town is
  // large.
  bool Prominent(const NameCandidate* c) const {
    if (c == nullptr) return false;
    const Known k = a_.knowledge.Get(c->id);
    const EntityType type = k.type;
    bool town =
        type == EntityType::kCity || type == EntityType::kRegion || type == EntityType::kPlace;
    return !town || c->weight >= kLargeTown || context_.Region(k.part_of) > 0;
  }

  void Seen(Draft& d, int person, const std::vector<std::string>& tokens) {
    d.entity = persons_.entity(person);
    if (!persons_.See(person, tokens, d.first)) return;
    Entity& e = list_[d.entity];
    if (e.known.empty()) e.name = a_.text(d.first, d.end);
  }

  // "President George W. Bush" is the one person of that name, not any president of that family.
  KnownId WholeName(const Draft& d) const {
    KnownId whole = kNoKnown;
    for (const NameCandidate& c : d.candidates) {
      bool full = c.kind == NameKind::kFull || c.kind == NameKind::kAlias;
      if (!full || d.end - d.first < 2) continue;
      if (a_.knowledge.TypeOf(c.id) != EntityType::kPerson) continue;
      if (whole != kNoKnown) return kNoKnown;
      whole = c.id;
    }
    return whole;
  }

  static bool OnlyBearer(const Draft& d, const NameCandidate& one) {
    return std::none_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      return c.id != one.id && c.kind == NameKind::kShort;
    });
  }

  // Before the text was written, where that is known.
  bool TookOffice(KnownId person) const {
    Interval until{std::nullopt, a_.times.published.latest};
    return !a_.knowledge.OfficesOf(person, until).empty();
  }

  // On the day of the text, however long ago: "Khrushchev" in a paper of 1961.
  bool LedThen(KnownId person) const {
    constexpr std::string_view kLeader = "leader", kForeignMinister = "foreign-minister";
    if (a_.times.published.unbounded()) return false;
    for (const Term& t : a_.knowledge.OfficesOf(person, a_.times.published)) {
      const Office o = a_.knowledge.OfficeAt(t.office);
      if (o.head_of_state || o.head_of_government || o.role == kLeader ||
          o.role == kForeignMinister) {
        return true;
      }
    }
    return false;
  }

  KnownId KnownPerson(const Draft& d, const std::vector<std::string>& tokens) {
    if (KnownId whole = WholeName(d); whole != kNoKnown) return whole;
    if (KnownId by_office = ByOffice(d, tokens); by_office != kNoKnown) return by_office;
    const NameCandidate* best = nullptr;
    int best_score = 0;
    for (const NameCandidate& c : d.candidates) {
      if (!IsNaming(c.kind)) continue;
      Known k = a_.knowledge.Get(c.id);
      if (k.type != EntityType::kPerson) continue;
      int score = c.weight + context_.Country(k.country);
      bool in_office = !a_.times.published.unbounded() &&
                       !a_.knowledge.OfficesOf(c.id, a_.times.published).empty();
      if (in_office) score += 150;
      if (c.kind == NameKind::kShort || tokens.size() == 1) {
        // A family name alone: only of a country the text is about, and in high office that day, or
        // once in it and the only one who bears the name: "Thatcher".
        bool once = context_.Country(k.country) >= kTwice && OnlyBearer(d, c) && TookOffice(c.id);
        if (context_.Country(k.country) == 0 || !(in_office || once) ||
            (c.weight < kHighOffice && !LedThen(c.id))) {
          score -= 700;
        } else if (!in_office) {
          score += kOnceInOffice;
        }
        if (d.title && d.title->of != kNoKnown) score -= 700;  // ByOffice would have found them
      }
      if (score > best_score) {
        best_score = score;
        best = &c;
      }
    }
    if (best == nullptr || (best->kind == NameKind::kShort && best_score < 500)) return kNoKnown;
    return best->id;
  }

  // "Turkish President Erdogan": whoever held that office then, if the name fits.
  KnownId ByOffice(const Draft& d, const std::vector<std::string>& tokens) {
    if (!d.title || !d.title->title) return kNoKnown;
    std::vector<KnownId> owners;
    if (d.title->of != kNoKnown) {
      owners.push_back(d.title->of);
    } else if (d.title->of_name < 0) {
      // "President Mulino": of a state the text names.
      for (const auto& [country, count] : context_.countries()) {
        KnownId state = a_.knowledge.StateByCode(country);
        if (state != kNoKnown) owners.push_back(state);
      }
    }
    Interval on = d.title->sense == OfficeWord::kPast ? Interval{} : a_.times.published;
    KnownId found = kNoKnown;
    for (KnownId of : owners) {
      for (OfficeId office : a_.knowledge.OfficesByTitle(*d.title->title, of)) {
        for (const Term& term : a_.knowledge.HoldersOf(office, on)) {
          if (NameFits(term.person, tokens)) found = term.person;  // the latest
        }
      }
      if (found != kNoKnown) break;
    }
    return found;
  }

  bool NameFits(KnownId person, const std::vector<std::string>& tokens) const {
    for (const std::string& name : a_.knowledge.NamesOf(person)) {
      std::string lower;
      AppendLower(name, lower);
      size_t cut = lower.find_last_of(" -");
      std::string_view last =
          std::string_view(lower).substr(cut == std::string::npos ? 0 : cut + 1);
      if (AlikeSpelled(last, tokens.back())) return true;
    }
    return false;
  }

  const Article& a_;
  std::vector<Draft>& drafts_;
  EntityList list_;
  std::vector<Entity>& entities_;
  PlaceContext context_;
  std::map<std::string, EntityId> local_;    // by lower-case name
  std::map<std::string, EntityId> peoples_;  // "turks"
  PersonList persons_;
  std::unordered_map<std::string_view, std::vector<size_t>> by_last_;  // drafts of names
  std::map<std::string, KnownId> settled_;                             // by lower-case name
};

}  // namespace

Linked LinkNames(const Article& article, std::vector<Draft> drafts) {
  Linked out;
  out.drafts = std::move(drafts);
  NameLinker(article, out).Link();
  return out;
}

}  // namespace dragoman::entities
