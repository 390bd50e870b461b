// SPDX-License-Identifier: Apache-2.0
// Entities: who and what the article mentions. One Entity is one thing in the world as far as the
// article tells, with all its mentions; known ones carry what the knowledge base says of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/span.h"
#include "model/syntax.h"

namespace dragoman {

enum class EntityType : uint8_t {
  kPerson,
  kState,         // a country; its government when it acts (ONTOLOGY rule 6)
  kGovernment,    // a named cabinet, ministry, court, parliament, service of a state
  kOrganization,  // parties, IGOs, companies, media, named armed groups
  kGroup,         // a people, a generic agent ("protesters", "US troops"), a set of persons
  kCity,
  kRegion,      // a part of a state, a region of the world
  kFacility,    // dam, airport, embassy building
  kPlace,       // any other place: river, sea, mountain
  kNamedEvent,  // "the 2022 Winter Olympics", "World War II"
  kWork,        // law, treaty, book, film
  kOther,
};

enum class MentionForm : uint8_t { kName, kNominal, kPronoun };

struct Mention {
  Span span;
  WordId first;  // words [first, end)
  WordId end;
  WordId head;  // syntactic head inside the mention
  MentionForm form = MentionForm::kName;
  EntityId entity;
  // A state, city or seat read as a place ("in Ankara") or as the actor that governs it ("Ankara
  // said"): ONTOLOGY rule 6. For things that are never both, false.
  bool as_place = false;
};

// An office the article gives somebody, or that the knowledge base says they held.
struct Office {
  std::string title;  // "President of Turkey"
  Interval held;      // as far as known
  bool from_text = false;
};

struct Entity {
  EntityType type = EntityType::kOther;
  std::string name;  // canonical: the knowledge base's, else the fullest in the text
  std::vector<std::string> aliases;  // other names used for it in this article, in order of use
  std::string country;               // ISO 3166-1 alpha-2, or empty
  std::string wikipedia;             // English article title with underscores, or empty
  int64_t geonames = 0;              // 0: none
  std::optional<double> latitude, longitude;
  std::string sector;  // PLOVER sector code ("GOV", "MIL", "COP", ...) or empty
  std::vector<Office> offices;
  std::string known;                // key of the row in the knowledge base, or empty
  std::vector<EntityId> members;    // a collective that was resolved: "the pair"
  EntityId governs;                 // for a city or seat that stands for a government: that state
  std::vector<MentionId> mentions;  // in text order
};

// A relation read off a name or an apposition ("Turkish President Recep Tayyip Erdogan"). The kinds
// are ONTOLOGY.md's. events/ adds those that need a verb.
enum class RelationKind : uint8_t {
  kHoldsOffice,
  kMemberOf,
  kAllyOf,
  kOpposes,
  kSupportsSide,
  kTradesWith,
  kMediatesBetween,
  kPartOf,
  kRelatedTo,
  kHeadOf,
  kCitizenOf,
};

enum class Status : uint8_t { kOccurred, kOngoing, kPlanned, kPossible, kDenied };

// One link of a chain. "a minister told Interfax": source = the minister, via = Interfax.
struct SourceLink {
  EntityId actor;   // who says so; invalid when nobody is named ("reportedly")
  EntityId via;     // the outlet, body or document through which it came; may be invalid
  TimexId said_at;  // when it was said, if the text says
  friend bool operator==(const SourceLink&, const SourceLink&) = default;
};

struct Relation {
  RelationKind kind = RelationKind::kHoldsOffice;
  EntityId subject;
  std::vector<EntityId> objects;  // empty where the object is a title that is no entity
  std::string title;              // "President of Turkey" for holds-office and head-of
  Status status = Status::kOngoing;
  std::string edtf;  // when, or empty
  Interval interval;
  std::vector<SourceLink> sources;  // who vouches for it; filled by events/
  std::vector<Span> evidence;       // at least one
  SentenceId sentence;
  float confidence = 1;
  std::string rule;  // data row or rule name that made it
};

struct Entities {
  std::vector<Entity> entities;
  std::vector<Mention> mentions;  // by (first, -end): an outer mention before its inner ones
  std::vector<Relation> relations;
  std::vector<MentionId>
      mention_of_word;  // innermost mention whose head is this word, else invalid
  std::vector<Diagnostic> diagnostics;

  const Entity& operator[](EntityId id) const { return entities[id.index()]; }
  const Mention& operator[](MentionId id) const { return mentions[id.index()]; }
  // The entity whose mention is headed by this word, or an invalid id.
  EntityId at(WordId head) const {
    MentionId m = mention_of_word[head.index()];
    return m.valid() ? mentions[m.index()].entity : EntityId();
  }
};

bool IsPlaceType(EntityType type);
bool IsActorType(EntityType type);
std::string_view Name(EntityType);
std::string_view Name(MentionForm);
std::string_view Name(RelationKind);
std::string_view Name(Status);

void Verify(const Entities& entities, const Syntax& syntax, const Document& document);
std::string Dump(const Entities& entities, const Syntax& syntax, const Document& document);

}  // namespace dragoman
