// SPDX-License-Identifier: Apache-2.0
// Countries, regions and nearness. Entry: PlaceContext.
//
// Nearness: each reading of a place name has a share (more for the bigger place and for the
// countries and regions the text names); each other name gives a reading the share of its own
// readings within reach. Two rounds, so that "Paris" beside "Henry County" and "Cottage Grove"
// settles with them in Tennessee.
#include "entities/place_context.h"

#include <algorithm>
#include <cmath>

#include "entities/institutions.h"
#include "entities/name_use.h"

namespace dragoman::entities {
namespace {

constexpr size_t kMaxPlaces = 60;    // distinct names that are compared
constexpr size_t kMaxReadings = 30;  // of one name
constexpr int kMargin = 250;         // a reading this much heavier than the next is taken for sure
constexpr int kBigCity = 600;        // a million people
constexpr double kNear = 60, kFar = 250;  // kilometres: all of a share within, nothing beyond
constexpr double kHalf = 60;              // this much less weight halves a share
constexpr double kInside = 400;           // weight of a reading in the region behind the comma
constexpr double kNearScale = 300;
constexpr double kSureWeight = 1000;

// Flat earth is good enough for a few hundred kilometres.
double Kilometres(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kDegree = 111.2;
  double dy = (lat1 - lat2) * kDegree;
  if (std::abs(dy) > kFar) return kFar;
  double dx = std::abs(lon1 - lon2);
  if (dx > 180) dx = 360 - dx;
  dx *= kDegree * std::cos((lat1 + lat2) / 2 * 3.14159265358979 / 180);
  return std::sqrt(dx * dx + dy * dy);
}

double Closeness(double km) {
  return km <= kNear ? 1 : km >= kFar ? 0 : (kFar - km) / (kFar - kNear);
}

}  // namespace

int Container::Score(const Known& k) const {
  if (empty()) return 0;
  if (!k.part_of.empty() && regions.contains(k.part_of)) return 900;
  if (!countries.contains(k.country)) return -300;
  return regions.empty() || k.type != EntityType::kCity ? 500 : 100;
}

Container ContainerBehind(const Article& a, SentenceId s, uint32_t end) {
  Container out;
  if (!a.in(s, int64_t{end} + 1) || a.lower[end] != ",") return out;
  for (const NameMatch& m : a.matches_at(end + 1)) {  // longest first
    if (!a.in(s, int64_t{m.end} - 1)) continue;
    for (const NameCandidate& c : m.candidates) {
      if (c.kind != NameKind::kFull && c.kind != NameKind::kAlias &&
          c.kind != NameKind::kAbbreviation) {
        continue;
      }
      Known k = a.knowledge.Get(c.id);
      if (k.type == EntityType::kState || k.type == EntityType::kRegion) {
        out.countries.insert(k.country);
      }
      if (k.type == EntityType::kRegion) {
        out.regions.insert(k.key);
        if (!k.part_of.empty()) out.regions.insert(k.part_of);
      }
    }
    if (!out.empty()) break;
  }
  return out;
}

PlaceContext::PlaceContext(const Article& article) : a_(article) {
  AddHome();
  for (uint32_t w = 0; w < a_.size();) {
    uint32_t next = w + 1;
    for (const NameMatch& m : a_.matches_at(w)) {  // longest first
      bool named = std::any_of(m.candidates.begin(), m.candidates.end(),
                               [](const NameCandidate& c) { return IsNaming(c.kind); });
      if (!named) continue;
      Count(m);
      AddPlace(m);
      next = m.end;
      break;
    }
    w = next;
  }
  Nearness();
}

// A local paper writes "Columbus" for its own, and of towns around it without their state.
void PlaceContext::AddHome() {
  constexpr int kNames = 3;  // as if the text named its region and country so often
  home_ = a_.knowledge.HomeOfOutlet(a_.document.outlet.value_or(""), a_.document.url.value_or(""));
  if (home_ == kNoKnown) return;
  Known k = a_.knowledge.Get(home_);
  countries_[k.country] += kNames;
  if (!k.part_of.empty()) regions_[k.part_of] += kNames;
  if (k.latitude && k.longitude) {
    places_.push_back({{{home_, *k.latitude, *k.longitude, kSureWeight, k.country, k.part_of}}});
  }
}

// Countries the text names without doubt; homonyms go with them ("Georgia" beside "Tbilisi").
void PlaceContext::Count(const NameMatch& match) {
  if (match.end - match.first == 1 && a_.rules.noun(a_.lower[match.first]) != nullptr) return;
  // Every state has one.
  if (InstitutionForm(a_, match.first, match.end) != nullptr) return;
  if (PartyName(a_, match.first, match.end) && match.candidates.size() > 1) return;
  std::map<std::string_view, int> best;  // country -> weight of its heaviest candidate
  bool shouted_word = match.shouted && match.end - match.first == 1;
  for (const NameCandidate& c : match.candidates) {
    if (!IsNaming(c.kind)) continue;
    Known k = a_.knowledge.Get(c.id);
    int& weight = best[k.country.empty() ? k.heir : k.country];
    weight = std::max<int>(weight, c.weight);
    bool name = c.kind == NameKind::kFull || c.kind == NameKind::kAlias ||
                (c.kind == NameKind::kAbbreviation && !shouted_word);
    if (name && k.type == EntityType::kRegion) {
      // "Md." is Maryland behind a comma only.
      bool letters = c.kind == NameKind::kAbbreviation;
      if (letters && (match.first == 0 || a_.lower[match.first - 1] != ",")) continue;
      // "Washington" says nothing of the state of that name.
      bool governs = std::any_of(match.candidates.begin(), match.candidates.end(),
                                 [](const auto& o) { return o.kind == NameKind::kMetonym; });
      if (governs) continue;
      // "New York" is more often the city.
      bool city = std::any_of(match.candidates.begin(), match.candidates.end(), [&](const auto& o) {
        return IsNaming(o.kind) && o.weight >= kBigCity &&
               a_.knowledge.TypeOf(o.id) == EntityType::kCity;
      });
      regions_[k.key] += city ? 1 : 2;
      if (!k.part_of.empty() && match.candidates.size() == 1) regions_[k.part_of] += 2;
    }
  }
  std::string_view heaviest;
  int first = -1, second = -1;
  for (auto [country, weight] : best) {
    if (weight > first) {
      second = first;
      first = weight;
      heaviest = country;
    } else {
      second = std::max(second, weight);
    }
  }
  if (first >= 0 && !heaviest.empty() && (second < 0 || first - second >= kMargin)) {
    ++countries_[heaviest];
  }
}

void PlaceContext::AddPlace(const NameMatch& match) {
  const NameCandidate* key = match.candidates.data();
  if (places_.size() >= kMaxPlaces || seen_.contains(key)) return;
  const Container around = ContainerBehind(a_, a_.syntax.sentence[match.first], match.end);
  Place place;
  for (const NameCandidate& c : match.candidates) {
    if (place.readings.size() == kMaxReadings) break;
    if (c.kind != NameKind::kFull && c.kind != NameKind::kAlias) continue;
    Known k = a_.knowledge.Get(c.id);
    // A state's or province's middle says little of what is near.
    bool small =
        k.type == EntityType::kCity || (k.type == EntityType::kRegion && !k.part_of.empty());
    if (!small || !k.latitude || !k.longitude) continue;
    double weight = c.weight;
    if (around.regions.contains(k.part_of)) weight += kInside;
    place.readings.push_back({c.id, *k.latitude, *k.longitude, weight, k.country, k.part_of});
  }
  if (place.readings.empty()) return;
  seen_.insert(key);
  places_.push_back(std::move(place));
}

void PlaceContext::Share(Place& place) const {
  double most = 0;
  for (const Reading& r : place.readings) {
    most = std::max(most, r.weight + Country(r.country) + Region(r.region) + r.near * kNearScale);
  }
  double sum = 0;
  for (Reading& r : place.readings) {
    double score = r.weight + Country(r.country) + Region(r.region) + r.near * kNearScale;
    r.share = std::exp2((score - most) / kHalf);
    sum += r.share;
  }
  for (Reading& r : place.readings) r.share /= sum;
}

void PlaceContext::Nearness() {
  for (int round = 0; round < 2; ++round) {
    for (Place& p : places_) Share(p);
    for (size_t i = 0; i < places_.size(); ++i) {
      for (Reading& r : places_[i].readings) {
        double near = 0;
        for (size_t j = 0; j < places_.size(); ++j) {
          if (i == j) continue;
          double best = 0;
          for (const Reading& o : places_[j].readings) {
            if (o.share <= best || o.id == r.id) continue;
            best = std::max(best, o.share * Closeness(Kilometres(r.latitude, r.longitude,
                                                                 o.latitude, o.longitude)));
          }
          near += best;
        }
        r.near = std::min(1.0, near / 1.2);
      }
    }
  }
  for (Place& p : places_) {
    Share(p);
    for (const Reading& r : p.readings) {
      near_[r.id] = std::max(near_[r.id], r.near);
      if (!r.region.empty()) inside_[r.region] += r.share;
    }
  }
}

int PlaceContext::Country(std::string_view iso2) const {
  if (iso2.empty()) return 0;
  auto it = countries_.find(iso2);
  return it == countries_.end() ? 0 : std::min(240, 80 * it->second);
}

int PlaceContext::Region(std::string_view key) const {
  if (key.empty()) return 0;
  auto it = regions_.find(key);
  return it == regions_.end() ? 0 : std::min(360, 60 * it->second);
}

int PlaceContext::Inside(std::string_view region) const {
  auto it = inside_.find(region);
  return it == inside_.end() ? 0 : std::min(240, static_cast<int>(120 * it->second));
}

int PlaceContext::Home(KnownId place) const {
  constexpr int kHome = 500;
  return place == home_ && home_ != kNoKnown ? kHome : 0;
}

int PlaceContext::Near(KnownId place) const {
  auto it = near_.find(place);
  return it == near_.end() ? 0 : static_cast<int>(it->second * kNearScale);
}

}  // namespace dragoman::entities
