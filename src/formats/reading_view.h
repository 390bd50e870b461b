// SPDX-License-Identifier: Apache-2.0
// model's Reading -> the public one (include/dragoman/reading.h): ids, code points, collectives
// taken apart, cities that stand for a government replaced by it. Entry: MakeView.
#pragma once

#include "dragoman/reading.h"
#include "model/reading.h"

namespace dragoman::formats {

api::Reading MakeView(const Reading& reading);

}  // namespace dragoman::formats
