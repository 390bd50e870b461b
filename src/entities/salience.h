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

  struct Seen {
    const Draft* draft = nullptr;
    SentenceId sentence;
    EntityId entity;
    float weight = 0;  // by the part in its sentence
  };
  // All told of so far, in text order.
  const std::vector<Seen>& seen() const { return seen_; }

  // Tells of a mention whose entity is known. Mentions come in text order.
  void See(const Draft& d);

  struct Filter {
    uint32_t sentences = 3;  // how far back
    bool bind = false;       // leave out what a pronoun here cannot stand for by its place
  };
  // Entities seen before `d`, the most present first.
  std::vector<EntityId> Ranked(const Draft& d, Filter filter) const;

  bool plural(EntityId e) const { return e.index() < info_.size() && info_[e.index()].plural; }
  // How often it was named so far.
  size_t mentions(EntityId e) const {
    return e.index() < info_.size() ? info_[e.index()].mentions : 0;
  }
  Gender gender(EntityId e) const {
    return e.index() < info_.size() ? info_[e.index()].gender : Gender::kNone;
  }
  void SetGender(EntityId e, Gender g);
  // A pronoun `d` cannot stand for what `seen` names, by their places in the sentence.
  bool Bound(const Draft& d, const Seen& seen) const;
  // What this one mention tells of its entity.
  Gender GenderOf(const Draft& d) const;

 private:
  struct Info {
    Gender gender = Gender::kNone;
    bool plural = false;
    size_t mentions = 0;
  };

  const Article& a_;
  const Linked& linked_;
  std::vector<Seen> seen_;
  std::vector<Info> info_;  // index EntityId, as far as seen
};

}  // namespace dragoman::entities
