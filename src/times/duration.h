// SPDX-License-Identifier: Apache-2.0
// TIMEX3 values of durations ("P6W", "PT1H30M", "PXY") and sets ("P1D",
// "XXXX-WXX-1").
#pragma once

#include <vector>

#include "times/resolve.h"

namespace dragoman::times {

Meaning Duration(const Sem& s);
Meaning Set(const Sem& s, const std::vector<Sem>& sems);

}  // namespace dragoman::times
