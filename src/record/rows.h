// SPDX-License-Identifier: Apache-2.0
// Reading whole reports and events back out of the tables; inside record/ only. Throws SqliteFault.
#pragma once

#include <functional>

#include "base/check.h"
#include "record/queries.h"

namespace dragoman::record {

// Runs `work`, turning SqliteFault into an Error.
template <class T, class F>
Result<T> Guarded(F&& work) {
  try {
    return Result<T>(work());
  } catch (const SqliteFault& fault) {
    return Error{fault.what()};
  } catch (const InternalError& fault) {
    return Error{"the record is damaged: " + std::string(fault.what())};
  }
}

class RowReader {
 public:
  explicit RowReader(Database& db);
  ReportRow Report(int64_t report);
  EventRow Event(int64_t event);

 private:
  void Names(int64_t report, ReportRow& row);
  void SourcesAndAmounts(int64_t report, ReportRow& row);
  void Numbers(EventRow& row);

  Statement report_, actors_, places_, sources_, amounts_, event_, outcomes_, counted_, dated_;
};

// The numbers of the events that answer a query, in its order, until `visit` gives false. `also` is
// one more condition on the event `e`, or empty.
void VisitIds(Record& record, const EventQuery& query, const std::string& also,
              const std::function<bool(int64_t)>& visit);

// What becomes of a plan: what does it, and what the plan has become then.
struct OutcomeWord {
  std::string_view does, became;
};
inline constexpr OutcomeWord kOutcomeWords[] = {
    {"fulfils", "fulfilled"}, {"postpones", "postponed"}, {"cancels", "cancelled"}};

std::optional<Date> DateOf(const std::optional<int64_t>& days);

}  // namespace dragoman::record
