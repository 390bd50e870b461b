// SPDX-License-Identifier: Apache-2.0
// Pages of events. Entry: KnownEvents.
#include "record/known_events.h"

#include <algorithm>
#include <string>
#include <utility>

#include "record/sqlite.h"

namespace dragoman::record {
namespace {

// A number above is not one that adding gave.
constexpr int64_t kLastEvent = INT32_MAX;
constexpr size_t kPages = 16'384;   // 1.6 KB each
constexpr size_t kEvents = 60'000;  // about a kilobyte each

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
  page->used = clock_;
  return page->events[PlaceOf(event)].get();
}

KnownEvent& KnownEvents::Put(int64_t event, KnownEvent known) {
  Page& page = MakePage(event);
  auto& place = page.events[PlaceOf(event)];
  if (!place) ++page.known, ++known_;
  place = std::make_unique<KnownEvent>(std::move(known));
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
  auto at = PlaceOf(event);
  page->glances[at] = {};
  if (page->events[at]) --page->known, --known_;
  page->events[at].reset();
}

void KnownEvents::DropEvents(Page& page) {
  for (auto& event : page.events) event.reset();
  known_ -= std::exchange(page.known, 0);
}

void KnownEvents::Age() {
  ++clock_;
  if (held_ <= kPages && known_ <= kEvents) return;
  std::vector<std::pair<uint64_t, size_t>> by_use;
  for (size_t at = 0; at < pages_.size(); ++at) {
    if (pages_[at]) by_use.emplace_back(pages_[at]->used, at);
  }
  std::sort(by_use.begin(), by_use.end());
  for (auto [used, at] : by_use) {
    bool pages = held_ > kPages / 4 * 3;
    if (!pages && known_ <= kEvents / 2) break;
    DropEvents(*pages_[at]);
    if (!pages) continue;
    pages_[at].reset();
    --held_;
  }
}

void KnownEvents::Clear() {
  pages_.clear();
  held_ = known_ = 0;
}

}  // namespace dragoman::record
