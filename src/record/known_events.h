// SPDX-License-Identifier: Apache-2.0
// A bounded memory of events while articles are added, so that most reports read nothing back. Of
// an event there is a glance, in a page with those of its neighbours, and, of fewer events, all
// that merging needs: as it is, or packed. Most events that a report is held against are passed
// over at a glance: it costs one line of the processor's cache where a KnownEvent costs a dozen.
// Entry: KnownEvents.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/events.h"
#include "record/happening.h"

namespace dragoman::record {

struct KnownEvent {
  struct Report {
    int64_t id = 0;
    double quality = 0;
    Happening happening;
  };
  std::vector<Report> best;             // those that are compared, best first
  std::vector<int64_t> originals;       // article.copy_of of its reports, sorted
  std::vector<int64_t> actors, places;  // of all its reports
  int64_t reports = 0;
  int64_t day = 0;  // where a timeline shows it
  // What the tables hold of it: written at the end of the transaction (Adder::FlushEvents).
  struct Written {
    bool there = true;              // has a row in event, unless it was told first just now
    bool row = false;               // and that shows the best report as it is now
    size_t actors = 0, places = 0;  // the first ones of each, under `day`
    int64_t day = 0;
    bool pending = false;  // waits for FlushEvents
  } written;
  std::optional<int64_t> first_published, last_published;
  // Of the best report, while the event is not `there`: the rest of what its row shows.
  struct Shown {
    std::string mode, edtf;
    Status status = Status::kOccurred;
  } shown;
};

class KnownEvents {
 public:
  // Pointers stay valid until Age, Forget or Clear. Null: not remembered.
  KnownEvent* Find(int64_t event);
  KnownEvent& Put(int64_t event, KnownEvent known);  // its glance is to be set anew
  // Of its best report; null: not remembered, or it has none.
  const Glance* GlanceOf(int64_t event);
  void SetGlance(int64_t event, const Glance& glance);
  // Asks the processor for what GlanceOf will read.
  void Prefetch(int64_t event) const;

  void Forget(int64_t event);
  // Lets go of what was not used for long. Called between articles, when nothing points here.
  void Age();
  void Clear();

 private:
  // Events with numbers in a row were told at about the same time, and age together.
  static constexpr size_t kEventsOfAPage = 64;
  struct Page {
    std::array<Glance, kEventsOfAPage> glances;
    std::array<std::unique_ptr<KnownEvent>, kEventsOfAPage> events;
    // What was a whole event, a fifth as large.
    std::array<std::unique_ptr<char[]>, kEventsOfAPage> packed;
    uint64_t used = 0, events_used = 0;
  };
  static size_t NumberOfPage(int64_t event) {
    return static_cast<uint64_t>(event) / kEventsOfAPage;
  }
  static size_t PlaceOf(int64_t event) { return static_cast<uint64_t>(event) % kEventsOfAPage; }
  Page* PageOf(int64_t event) const {
    auto at = NumberOfPage(event);
    return at < pages_.size() ? pages_[at].get() : nullptr;
  }
  Page& MakePage(int64_t event);
  void Pack(Page& page);
  void Unpack(Page& page, size_t place);
  void DropPacked(Page& page);

  std::vector<std::unique_ptr<Page>> pages_;  // by number of event
  size_t held_ = 0, whole_ = 0, packed_ = 0;  // pages; events
  uint64_t clock_ = 1;
};

}  // namespace dragoman::record
