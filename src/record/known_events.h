// SPDX-License-Identifier: Apache-2.0
// A bounded memory of events while articles are added, so that most reports read nothing back. Of
// an event there is a glance and, of fewer events, all that merging needs, as few bytes in a page
// with those of its neighbours: events with numbers in a row were told at about the same time. Most
// events that a report is held against are passed over at a glance; the others are read into one of
// a few KnownEvents that are used again and again. So nothing is allocated for an event, and none
// lies scattered over memory. Entry: KnownEvents.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
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
  bool IsToldBy(int64_t original) const {
    return std::binary_search(originals.begin(), originals.end(), original);
  }
};

class KnownEvents {
 public:
  // The room there is: for the glances of 64 events in each page (1.6 KB), and for the bytes of
  // events (some 150 each). Above it, three quarters are kept.
  static constexpr size_t kPages = 32'768, kBytes = size_t{160} << 20;
  explicit KnownEvents(size_t pages = kPages, size_t bytes = kBytes)
      : most_pages_(pages), most_bytes_(bytes) {}

  // Null: not remembered. Good until Release; what is changed is kept by Keep.
  KnownEvent* Read(int64_t event);
  // An empty one, to be filled; good until Release.
  KnownEvent& Blank();
  void Keep(int64_t event, const KnownEvent& known);
  // Keeps that the tables show all that is known of the event, which was kept before.
  void KeepWritten(int64_t event);
  void Release() { lent_ = 0; }

  // Of its best report; null: not remembered, or it has none.
  const Glance* GlanceOf(int64_t event);
  void SetGlance(int64_t event, const Glance& glance);
  // Asks the processor for what GlanceOf, or Read, will want.
  void PrefetchGlance(int64_t event) const;
  void Prefetch(int64_t event) const;

  void Forget(int64_t event);
  // Lets go of what was not used for long. Called between articles, when no event is pending.
  void Age();
  void Clear();

 private:
  static constexpr size_t kEventsOfAPage = 64;
  struct Slot {
    Glance glance;
    uint32_t at = 0, size = 0;  // in `bytes`; size 0: only the glance, if that
  };
  struct Page {
    std::array<Slot, kEventsOfAPage> slots;
    std::string bytes;
    size_t idle = 0;  // of `bytes`, left behind by what was kept anew
    uint64_t used = 0, bytes_used = 0;
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
  KnownEvent& Lend();  // as it was left when last used
  void Store(Page& page, Slot& slot, const std::string& bytes);
  void Squeeze(Page& page);
  void DropBytes(Page& page);

  size_t most_pages_, most_bytes_;
  std::vector<std::unique_ptr<Page>> pages_;  // by number of event
  size_t held_ = 0, held_bytes_ = 0;          // pages; room of their bytes
  uint64_t clock_ = 1;
  std::deque<KnownEvent> pool_;  // lent: the first `lent_`
  size_t lent_ = 0;
  std::string packed_;  // used again and again
};

}  // namespace dragoman::record
