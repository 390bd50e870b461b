// SPDX-License-Identifier: Apache-2.0
// How present each entity is at a point of the text: every mention adds by its part in the
// sentence and fades by half with each sentence (after Lappin and Leass 1994, "An algorithm for
// pronominal anaphora resolution").
#pragma once

#include <vector>

#include "entities/draft.h"

namespace dragoman::entities {

class Salience {
 public:
  Salience(const Article& article, const Linked& linked) : a_(article), linked_(linked) {}

  // Tells of a mention whose entity is known. Mentions come in text order.
  void See(const Draft& d);

  struct Filter {
    uint32_t sentences = 3;  // how far back
    bool bind = false;       // leave out what a pronoun here cannot stand for by its place
  };
  // Entities seen before `d`, the most present first.
  std::vector<EntityId> Ranked(const Draft& d, Filter filter) const;

  bool plural(EntityId e) const { return e.index() < info_.size() && info_[e.index()].plural; }
  Gender gender(EntityId e) const {
    return e.index() < info_.size() ? info_[e.index()].gender : Gender::kNone;
  }
  void SetGender(EntityId e, Gender g);
  // What this one mention tells of its entity.
  Gender GenderOf(const Draft& d) const;

 private:
  struct Seen {
    uint32_t head = 0;
    SentenceId sentence;
    float weight = 0;
    uint32_t first = 0, end = 0;
    EntityId entity;
  };
  struct Info {
    Gender gender = Gender::kNone;
    bool plural = false;
  };
  bool Bound(const Draft& d, const Seen& seen) const;

  const Article& a_;
  const Linked& linked_;
  std::vector<Seen> seen_;
  std::vector<Info> info_;  // index EntityId, as far as seen
};

}  // namespace dragoman::entities
