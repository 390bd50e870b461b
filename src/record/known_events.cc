// SPDX-License-Identifier: Apache-2.0
// Pages of events, and how an event is packed. Entry: KnownEvents.
#include "record/known_events.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "record/sqlite.h"

namespace dragoman::record {
namespace {

// A number above is not one that adding gave.
constexpr int64_t kLastEvent = INT32_MAX;
constexpr size_t kPages = 16'384;    // 2 KB each
constexpr size_t kWhole = 50'000;    // about 900 bytes each
constexpr size_t kPacked = 250'000;  // about 200

// The sizes of what follows: `best`, each with the size of its Happening, and three lists.
struct PackedHead {
  uint32_t best = 0, originals = 0, actors = 0, places = 0;
  int64_t reports = 0, day = 0;
  std::optional<int64_t> first_published, last_published;
};

template <class T>
void Put(std::string& out, const T* from, size_t count) {
  out.append(reinterpret_cast<const char*>(from), count * sizeof(T));
}

template <class T>
T Take(const char*& from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  from += sizeof value;
  return value;
}

std::vector<int64_t> TakeList(const char*& from, size_t size) {
  std::vector<int64_t> list(size);
  for (int64_t& value : list) value = Take<int64_t>(from);
  return list;
}

std::unique_ptr<char[]> Packed(const KnownEvent& known) {
  PackedHead head{static_cast<uint32_t>(known.best.size()),
                  static_cast<uint32_t>(known.originals.size()),
                  static_cast<uint32_t>(known.actors.size()),
                  static_cast<uint32_t>(known.places.size()),
                  known.reports,
                  known.day,
                  known.first_published,
                  known.last_published};
  std::string out;
  Put(out, &head, 1);
  for (const KnownEvent::Report& report : known.best) {
    std::string happening = Encode(report.happening);
    auto size = static_cast<uint32_t>(happening.size());
    Put(out, &report.id, 1);
    Put(out, &report.quality, 1);
    Put(out, &size, 1);
    out += happening;
  }
  for (const auto* list : {&known.originals, &known.actors, &known.places}) {
    Put(out, list->data(), list->size());
  }
  auto bytes = std::make_unique<char[]>(out.size());
  std::memcpy(bytes.get(), out.data(), out.size());
  return bytes;
}

KnownEvent Unpacked(const char* from) {
  auto head = Take<PackedHead>(from);
  KnownEvent known;
  for (uint32_t i = 0; i < head.best; ++i) {
    KnownEvent::Report report;
    report.id = Take<int64_t>(from);
    report.quality = Take<double>(from);
    auto size = Take<uint32_t>(from);
    report.happening = Decode({from, size});
    from += size;
    known.best.push_back(std::move(report));
  }
  known.originals = TakeList(from, head.originals);
  known.actors = TakeList(from, head.actors);
  known.places = TakeList(from, head.places);
  known.reports = head.reports;
  known.day = head.day;
  known.first_published = head.first_published;
  known.last_published = head.last_published;
  // Only what is written is packed.
  known.written = {true, true, known.actors.size(), known.places.size(), known.day, false};
  return known;
}

}  // namespace

KnownEvents::Page& KnownEvents::MakePage(int64_t event) {
  if (event < 0 || event > kLastEvent) {
    throw SqliteFault("event " + std::to_string(event) + ": the record is damaged");
  }
  auto at = NumberOfPage(event);
  if (at >= pages_.size()) pages_.resize(at + 1);
  if (!pages_[at]) {
    pages_[at] = std::make_unique<Page>();
    ++held_;
  }
  pages_[at]->used = clock_;
  return *pages_[at];
}

KnownEvent* KnownEvents::Find(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return nullptr;
  page->used = page->events_used = clock_;
  size_t place = PlaceOf(event);
  if (page->packed[place]) Unpack(*page, place);
  return page->events[place].get();
}

KnownEvent& KnownEvents::Put(int64_t event, KnownEvent known) {
  Forget(event);
  Page& page = MakePage(event);
  page.events_used = clock_;
  auto& place = page.events[PlaceOf(event)];
  place = std::make_unique<KnownEvent>(std::move(known));
  ++whole_;
  return *place;
}

const Glance* KnownEvents::GlanceOf(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return nullptr;
  page->used = clock_;
  const Glance& glance = page->glances[PlaceOf(event)];
  return glance.there ? &glance : nullptr;
}

void KnownEvents::SetGlance(int64_t event, const Glance& glance) {
  MakePage(event).glances[PlaceOf(event)] = glance;
}

void KnownEvents::Prefetch(int64_t event) const {
  if (const Page* page = PageOf(event)) {
    __builtin_prefetch(&page->glances[PlaceOf(event)]);
  }
}

void KnownEvents::Forget(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return;
  size_t place = PlaceOf(event);
  page->glances[place] = {};
  whole_ -= page->events[place] != nullptr;
  packed_ -= page->packed[place] != nullptr;
  page->events[place].reset();
  page->packed[place].reset();
}

void KnownEvents::Pack(Page& page) {
  for (size_t i = 0; i < kEventsOfAPage; ++i) {
    if (!page.events[i]) continue;
    if (!page.events[i]->best.empty() && !page.events[i]->written.pending) {
      page.packed[i] = Packed(*page.events[i]);
      ++packed_;
    }
    page.events[i].reset();
    --whole_;
  }
}

void KnownEvents::Unpack(Page& page, size_t place) {
  page.events[place] = std::make_unique<KnownEvent>(Unpacked(page.packed[place].get()));
  page.packed[place].reset();
  ++whole_, --packed_;
}

void KnownEvents::DropPacked(Page& page) {
  for (auto& packed : page.packed) {
    packed_ -= packed != nullptr;
    packed.reset();
  }
}

void KnownEvents::Age() {
  ++clock_;
  if (held_ <= kPages && whole_ <= kWhole && packed_ <= kPacked) return;
  std::vector<std::pair<uint64_t, size_t>> by_use;
  auto sort_by = [&](uint64_t Page::*used) {
    by_use.clear();
    for (size_t at = 0; at < pages_.size(); ++at) {
      if (pages_[at]) by_use.emplace_back(*pages_[at].*used, at);
    }
    std::sort(by_use.begin(), by_use.end());
  };
  sort_by(&Page::events_used);
  for (size_t i = 0; i < by_use.size() && whole_ > kWhole / 2; ++i) Pack(*pages_[by_use[i].second]);
  for (size_t i = 0; i < by_use.size() && packed_ > kPacked / 4 * 3; ++i) {
    DropPacked(*pages_[by_use[i].second]);
  }
  if (held_ <= kPages) return;
  sort_by(&Page::used);
  for (size_t i = 0; i < by_use.size() && held_ > kPages / 4 * 3; ++i) {
    auto& page = pages_[by_use[i].second];
    Pack(*page);
    DropPacked(*page);
    page.reset();
    --held_;
  }
}

void KnownEvents::Clear() {
  pages_.clear();
  held_ = whole_ = packed_ = 0;
}

}  // namespace dragoman::record
