// SPDX-License-Identifier: Apache-2.0
// What kind of place the output goes to: how wide it is, whether it takes colour.
#pragma once

#include <cstddef>

namespace dragoman::cli {

// $COLUMNS, else the terminal's width, else 100; from 40 to 400.
size_t OutputColumns();

// Only on a terminal, and not with NO_COLOR (https://no-color.org) or TERM=dumb.
bool OutputTakesColor();

// Progress is shown while results go to a file and a person watches standard error.
bool ShowsProgress();

}  // namespace dragoman::cli
