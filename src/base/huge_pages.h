// SPDX-License-Identifier: Apache-2.0
// Memory in pages of 2 MB, where the system gives them on request. Entry: PreferHugePages.
#pragma once

namespace dragoman {

// For programs that fill hundreds of megabytes and read them in no order: with pages of 4 KB, half
// of such reads wait for the page's address, too. Asks for large pages for the heap as far as it
// has grown and some way on; to be called again as it grows, which costs a few microseconds.
// Results never depend on it. Does nothing where the system or the allocator is another.
void PreferHugePages();

}  // namespace dragoman
