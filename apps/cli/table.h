// SPDX-License-Identifier: Apache-2.0
// A reading for people: one row an event, the words it rests on below it. Entry: RenderTable.
#pragma once

#include <cstddef>
#include <string>

#include "dragoman/reading.h"

namespace dragoman::cli {

struct TableOptions {
  size_t columns = 100;
  bool color = false;
};

// Heading, events, relations, notes; ends with an empty line.
std::string RenderTable(const api::Reading& reading, const TableOptions& options);

}  // namespace dragoman::cli
