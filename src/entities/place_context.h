// SPDX-License-Identifier: Apache-2.0
// PlaceContext: what an article tells of where it happens, to choose among places of one name: the
// countries and regions it names, which readings of its other place names lie near, and where its
// outlet is. Built once
// an article; support is in the units of NameCandidate::weight. Entry: the constructor.
// It links nothing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entities/draft.h"

namespace dragoman::entities {

// "Tbilisi, Georgia", "Paris, Texas": what stands behind the comma.
struct Container {
  std::set<std::string_view> countries;  // that it may be or lie in
  std::set<std::string_view> regions;    // keys that it may have
  bool empty() const { return countries.empty(); }
  // Of a candidate that lies there; the region is surer than its country.
  int Score(const Known& k) const;
};
// Of a name in sentence `s` that ends before word `end`.
Container ContainerBehind(const Article& a, SentenceId s, uint32_t end);

class PlaceContext {
 public:
  explicit PlaceContext(const Article& article);

  int Country(std::string_view iso2) const;   // 0..240: the text names it or what is only there
  int Region(std::string_view key) const;     // 0..360: the text names it
  int Home(KnownId place) const;              // 0 or 500: the outlet is of that place
  int Near(KnownId place) const;              // 0..300: other places of the text are near it
  int Inside(std::string_view region) const;  // 0..240: places of the text lie in it
  const std::map<std::string_view, int>& countries() const { return countries_; }

 private:
  struct Reading {
    KnownId id;
    double latitude, longitude, weight;
    std::string_view country, region;
    double share = 0;  // of all readings of the name
    double near = 0;
  };
  struct Place {
    std::vector<Reading> readings;
  };
  void Count(const NameMatch& match);
  void AddHome();
  void AddPlace(const NameMatch& match);
  void Share(Place& place) const;
  void Nearness();

  const Article& a_;
  KnownId home_ = kNoKnown;
  std::map<std::string_view, int> countries_, regions_;
  std::vector<Place> places_;            // one for each distinct name
  std::set<const NameCandidate*> seen_;  // names in places_, by the index's candidates
  std::unordered_map<KnownId, double> near_;
  std::map<std::string_view, double> inside_;  // region -> shares of readings that lie there
};

}  // namespace dragoman::entities
