// SPDX-License-Identifier: Apache-2.0
// The public reading as one line of JSON, docs/reading.schema.json. Entry: WriteJson.
#pragma once

#include <string>

#include "dragoman/reading.h"

namespace dragoman::formats {

// Without a line end.
std::string WriteJson(const api::Reading& reading);

}  // namespace dragoman::formats
