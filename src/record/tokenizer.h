// SPDX-License-Identifier: Apache-2.0
// The words of the full-text index. Entry: InstallTokenizer.
#pragma once

struct sqlite3;

namespace dragoman::record {

// Takes the place of SQLite's unicode61 on a connection that writes: the same words, several times
// as fast where a text is ASCII, and each word of a text once, because the index (detail=none) only
// holds which text has which words. Any SQLite client can search what it wrote, and add to it.
// Without FTS5 nothing is changed.
void InstallTokenizer(sqlite3* db);

}  // namespace dragoman::record
