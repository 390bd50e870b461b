// SPDX-License-Identifier: Apache-2.0
// The tables of a record, as numbered migrations: an old record is brought up to date when it is
// opened for writing; one from a newer program is refused untouched. docs/record_schema.md tells
// what each column means.
#pragma once

#include "record/sqlite.h"

namespace dragoman::record {

// "drgm": says that an SQLite file is a record (PRAGMA application_id). Do not renumber.
inline constexpr int kApplicationId = 0x6472676d;

int NewestSchema();

// Checks that the file is a record this program can use and, when it may write, migrates it.
// Throws SqliteFault with the reason; a file that is refused is not written to.
void PrepareSchema(Database& db, OpenMode mode);

}  // namespace dragoman::record
