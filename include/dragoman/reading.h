// SPDX-License-Identifier: Apache-2.0
// What dragoman says about one article, as plain values: READING.md's JSON, field by field, in C++.
// Spans are [begin, end) in Unicode code points of document.text. Ids ("a1", "p2", "t3", "e4",
// "r5", "q6") mean nothing outside one reading; every id that is used is defined in it.
// An empty string stands for JSON's null where the schema allows null.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dragoman::api {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Document {
  std::string id;
  std::string title;
  std::string outlet;
  std::vector<std::string> authors;
  std::string url;
  std::string language;
  std::string published;        // EDTF; a day when given, perhaps less when inferred
  std::string published_basis;  // given | page | inferred | unknown
  std::string text;             // UTF-8
  Span headline;                // empty if there is none
};

struct Mention {
  Span span;
  std::string form;  // name | nominal | pronoun
};

struct Actor {
  std::string id, name;
  std::string type;  // person | state | government | organization | group, rarely another
  std::vector<std::string> aliases;
  std::string country;  // ISO 3166-1 alpha-2
  std::string wikipedia;
  std::vector<std::string> offices;
  std::vector<Mention> mentions;
};

struct Place {
  std::string id, name;
  std::string type;  // city | state | region | facility | place, rarely another
  std::vector<std::string> aliases;
  std::string country;
  std::optional<double> lat, lon;
  int64_t geonames = 0;  // 0: none
  std::string wikipedia;
  std::vector<Mention> mentions;
};

struct Time {
  std::string id;
  Span span;
  std::string text, type;  // type: date | time | duration | set
  std::string value, mod;  // TIMEX3
  std::string edtf;
  std::string utc;     // "2019-08-19T19:00Z" of a clock time whose zone is told, else empty
  std::string anchor;  // "published", "dateline", the id of another time, ...
  bool relative = false;
};

struct When {
  std::string edtf, earliest, latest;
  std::string basis;  // explicit | relative | context | unknown
  std::vector<std::string> times;
};

struct Source {
  std::string actor, via;  // ids
  std::string said_at;     // id of a time
};

struct Amount {
  Span span;
  std::string text, role, unit;
  std::optional<double> least, most;
};

struct Ordinal {
  Span span;
  std::string text;
  int value = 0;  // -1: the last one
  std::string scope;
};

struct Event {
  std::string id, kind;
  std::string type, mode;  // PLOVER's, or an x- type
  std::vector<std::string> contexts;
  std::string cameo;
  std::string status;  // occurred | ongoing | planned | possible | denied
  bool hedged = false;
  std::vector<std::string> actors, recipients, others, place;
  When time;
  std::string about;
  Span about_span;
  std::optional<Ordinal> ordinal;
  std::vector<Amount> amounts;
  std::vector<Source> sources;
  Span trigger, sentence;
  std::vector<Span> evidence;  // at least one
  double confidence = 1;
  std::string rule;
};

struct Relation {
  std::string id, kind;
  std::string subject, object;      // ids; object may be empty where there is a title
  std::vector<std::string> others;  // the other parties of mediates-between, beside `object`
  std::string title, status;
  When time;                   // empty edtf: the text gives none
  std::vector<Span> evidence;  // at least one
  std::vector<Source> sources;
  Span sentence;
  double confidence = 1;
  std::string rule;
};

// Who is made to answer for which stretch of the text.
struct Attribution {
  std::string id, kind;  // direct | indirect | mixed | according-to | post | hedge
  std::vector<Span> source;
  Span cue;
  std::vector<Span> content;
  std::vector<Source> chain;  // nearest to the claim first
  std::string parent;         // id of the attribution this one stands in
  bool hedged = false, negated = false;
  double confidence = 1;
  std::string rule;
};

struct Reading {
  Document document;
  std::vector<Actor> actors;
  std::vector<Place> places;
  std::vector<Time> times;
  std::vector<Event> events;
  std::vector<Relation> relations;
  std::vector<Attribution> attributions;
  std::vector<std::string> notes;
};

}  // namespace dragoman::api
