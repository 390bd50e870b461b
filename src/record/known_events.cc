// SPDX-License-Identifier: Apache-2.0
// Pages of events, and the bytes of an event. Entry: KnownEvents.
#include "record/known_events.h"

#include <algorithm>
#include <utility>

#include "record/bytes.h"
#include "record/sqlite.h"

namespace dragoman::record {
namespace {

// A number above is not one that adding gave.
constexpr int64_t kLastEvent = INT32_MAX;
constexpr size_t kRoomAtOnce = 4096;  // of a page's bytes

enum Flag : uint8_t {
  kThere = 1,
  kRow = 2,
  kPending = 4,
  kFirst = 8,
  kLast = 16,
  kWritten = 32,  // the tables show all of it: what follows the lists says nothing more
};

void PutSorted(std::string& out, const std::vector<int64_t>& list) {
  PutVarint(out, list.size());
  int64_t before = 0;
  for (int64_t value : list) PutSigned(out, value - std::exchange(before, value));
}

void TakeSorted(Bytes& in, std::vector<int64_t>& list) {
  list.resize(in.Count());
  int64_t value = 0;
  for (int64_t& to : list) to = value += in.Signed();
}

void Pack(const KnownEvent& known, std::string& out) {
  const KnownEvent::Written& w = known.written;
  out +=
      static_cast<char>((w.there ? kThere : 0) | (w.row ? kRow : 0) | (w.pending ? kPending : 0) |
                        (known.first_published ? kFirst : 0) | (known.last_published ? kLast : 0));
  PutVarint(out, known.best.size());
  for (const KnownEvent::Report& report : known.best) {
    PutVarint(out, static_cast<uint64_t>(report.id));
    PutRaw(out, report.quality);
    const size_t size_at = out.size();
    PutRaw(out, uint32_t{0});
    const size_t begin = out.size();
    Append(out, report.happening);
    auto size = static_cast<uint32_t>(out.size() - begin);
    std::memcpy(&out[size_at], &size, sizeof size);
  }
  for (const auto* list : {&known.originals, &known.actors, &known.places}) PutSorted(out, *list);
  PutVarint(out, static_cast<uint64_t>(known.reports));
  PutSigned(out, known.day);
  if (known.first_published) PutSigned(out, *known.first_published);
  if (known.last_published) PutSigned(out, *known.last_published);
  PutVarint(out, w.actors);
  PutVarint(out, w.places);
  PutSigned(out, w.day);
  if (w.there) return;
  PutText(out, known.shown.mode);
  PutText(out, known.shown.edtf);
  out += static_cast<char>(known.shown.status);
}

void UnpackWritten(Bytes& in, uint8_t flags, KnownEvent& known) {
  KnownEvent::Written& w = known.written;
  if (flags & kWritten) {
    w = {true, true, known.actors.size(), known.places.size(), known.day, false};
    return;
  }
  w.there = flags & kThere;
  w.row = flags & kRow;
  w.pending = flags & kPending;
  w.actors = static_cast<size_t>(in.Varint());
  w.places = static_cast<size_t>(in.Varint());
  w.day = in.Signed();
  if (w.there) return;
  known.shown.mode = in.Text();
  known.shown.edtf = in.Text();
  known.shown.status = static_cast<Status>(in.Raw<uint8_t>());
}

void Unpack(std::string_view bytes, KnownEvent& known) {
  Bytes in(bytes);
  const auto flags = in.Raw<uint8_t>();
  known.best.resize(in.Count());
  for (KnownEvent::Report& report : known.best) {
    report.id = static_cast<int64_t>(in.Varint());
    report.quality = in.Raw<double>();
    Decode(in.Take(in.Raw<uint32_t>()), report.happening);
  }
  for (auto* list : {&known.originals, &known.actors, &known.places}) TakeSorted(in, *list);
  known.reports = static_cast<int64_t>(in.Varint());
  known.day = in.Signed();
  auto day = [&](Flag there) -> std::optional<int64_t> {
    if (!(flags & there)) return std::nullopt;
    return in.Signed();
  };
  known.first_published = day(kFirst);
  known.last_published = day(kLast);
  known.shown = {};
  UnpackWritten(in, flags, known);
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
    held_bytes_ += pages_[at]->bytes.capacity();
    ++held_;
  }
  pages_[at]->used = clock_;
  return *pages_[at];
}

KnownEvent& KnownEvents::Lend() {
  if (lent_ == pool_.size()) pool_.emplace_back();
  return pool_[lent_++];
}

KnownEvent& KnownEvents::Blank() {
  KnownEvent& known = Lend();
  known.best.clear();
  known.originals.clear();
  known.actors.clear();
  known.places.clear();
  known.reports = known.day = 0;
  known.written = {};
  known.first_published = known.last_published = std::nullopt;
  known.shown = {};
  return known;
}

KnownEvent* KnownEvents::Read(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return nullptr;
  const Slot& slot = page->slots[PlaceOf(event)];
  if (slot.size == 0) return nullptr;
  page->used = page->bytes_used = clock_;
  KnownEvent& known = Lend();
  Unpack(std::string_view(page->bytes).substr(slot.at, slot.size), known);
  return &known;
}

void KnownEvents::Keep(int64_t event, const KnownEvent& known) {
  packed_.clear();
  Pack(known, packed_);
  Page& page = MakePage(event);
  page.bytes_used = clock_;
  Store(page, page.slots[PlaceOf(event)], packed_);
}

void KnownEvents::KeepWritten(int64_t event) {
  Page* page = PageOf(event);
  DRAGOMAN_CHECK(page != nullptr);
  const Slot& slot = page->slots[PlaceOf(event)];
  DRAGOMAN_CHECK(slot.size > 0);
  page->bytes[slot.at] = static_cast<char>(page->bytes[slot.at] | kWritten);
}

void KnownEvents::Store(Page& page, Slot& slot, const std::string& bytes) {
  if (bytes.size() > slot.size) {
    page.idle += std::exchange(slot.size, 0);
    const size_t wanted = page.bytes.size() + bytes.size(), room = page.bytes.capacity();
    if (wanted > room && page.idle > wanted / 4) Squeeze(page);
    if (page.bytes.size() + bytes.size() > page.bytes.capacity()) {
      page.bytes.reserve(page.bytes.size() + bytes.size() + kRoomAtOnce);
      held_bytes_ += page.bytes.capacity() - room;
    }
    slot.at = static_cast<uint32_t>(page.bytes.size());
    page.bytes += bytes;
  } else {
    page.idle += slot.size - bytes.size();
    page.bytes.replace(slot.at, bytes.size(), bytes);
  }
  slot.size = static_cast<uint32_t>(bytes.size());
}

void KnownEvents::Squeeze(Page& page) {
  std::array<Slot*, kEventsOfAPage> by_place;
  for (size_t i = 0; i < kEventsOfAPage; ++i) by_place[i] = &page.slots[i];
  std::sort(by_place.begin(), by_place.end(),
            [](const Slot* a, const Slot* b) { return a->at < b->at; });
  size_t end = 0;
  for (Slot* slot : by_place) {
    if (slot->size == 0) continue;
    std::memmove(&page.bytes[end], &page.bytes[slot->at], slot->size);
    slot->at = static_cast<uint32_t>(end);
    end += slot->size;
  }
  page.bytes.resize(end);
  page.idle = 0;
}

const Glance* KnownEvents::GlanceOf(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return nullptr;
  page->used = clock_;
  const Glance& glance = page->slots[PlaceOf(event)].glance;
  return glance.there ? &glance : nullptr;
}

void KnownEvents::SetGlance(int64_t event, const Glance& glance) {
  MakePage(event).slots[PlaceOf(event)].glance = glance;
}

void KnownEvents::PrefetchGlance(int64_t event) const {
  if (const Page* page = PageOf(event)) __builtin_prefetch(&page->slots[PlaceOf(event)]);
}

void KnownEvents::Prefetch(int64_t event) const {
  const Page* page = PageOf(event);
  if (page == nullptr) return;
  const Slot& slot = page->slots[PlaceOf(event)];
  if (slot.size == 0) return;
  constexpr size_t kLine = 64;
  for (size_t at = 0; at < slot.size; at += kLine) {
    __builtin_prefetch(page->bytes.data() + slot.at + at);
  }
}

void KnownEvents::Forget(int64_t event) {
  Page* page = PageOf(event);
  if (page == nullptr) return;
  Slot& slot = page->slots[PlaceOf(event)];
  page->idle += slot.size;
  slot = {};
}

void KnownEvents::DropBytes(Page& page) {
  held_bytes_ -= page.bytes.capacity();
  std::string().swap(page.bytes);        // assignment would keep the room
  held_bytes_ += page.bytes.capacity();  // of an empty one
  page.idle = 0;
  for (Slot& slot : page.slots) slot.at = slot.size = 0;
}

void KnownEvents::Age() {
  ++clock_;
  if (held_ <= most_pages_ && held_bytes_ <= most_bytes_) return;
  std::vector<std::pair<uint64_t, size_t>> by_use;
  auto sort_by = [&](uint64_t Page::*used) {
    by_use.clear();
    for (size_t at = 0; at < pages_.size(); ++at) {
      if (pages_[at]) by_use.emplace_back(*pages_[at].*used, at);
    }
    std::sort(by_use.begin(), by_use.end());
  };
  sort_by(&Page::bytes_used);
  for (size_t i = 0; i < by_use.size() && held_bytes_ > most_bytes_ / 4 * 3; ++i) {
    DropBytes(*pages_[by_use[i].second]);
  }
  if (held_ <= most_pages_) return;
  sort_by(&Page::used);
  for (size_t i = 0; i < by_use.size() && held_ > most_pages_ / 4 * 3; ++i) {
    auto& page = pages_[by_use[i].second];
    held_bytes_ -= page->bytes.capacity();
    page.reset();
    --held_;
  }
}

void KnownEvents::Clear() {
  pages_.clear();
  held_ = held_bytes_ = 0;
}

}  // namespace dragoman::record
