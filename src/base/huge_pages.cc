// SPDX-License-Identifier: Apache-2.0
// glibc can do this by itself, but only where the environment of the program says so
// (glibc.malloc.hugetlb, "Memory Allocation Tunables" in its manual). Entry: PreferHugePages.
#include "base/huge_pages.h"

#include <cstdint>
#include <cstdlib>  // tells which C library it is, too

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace dragoman {

#if defined(__linux__) && defined(__GLIBC__)

void PreferHugePages() {
  constexpr int kMegabyte = 1 << 20;
  // How far the heap grows at a time, and up to which size what is asked for comes from it. Memory
  // that was never used costs nothing.
  constexpr int kGrows = 64 * kMegabyte, kAhead = 24 * kMegabyte, kLargest = 32 * kMegabyte;
  static const uintptr_t begin = [] {
    mallopt(M_MMAP_THRESHOLD, kLargest);
    mallopt(M_TOP_PAD, kGrows);
    mallopt(M_TRIM_THRESHOLD, 4 * kGrows);
    constexpr uintptr_t kHugePage = 2 * kMegabyte;
    auto end = reinterpret_cast<uintptr_t>(sbrk(0));
    return (end + kHugePage - 1) / kHugePage * kHugePage;
  }();
  void* ahead = std::malloc(kAhead);  // the heap ends so far behind what is in use
  asm volatile("" : : "r"(ahead) : "memory");
  std::free(ahead);
  auto end = reinterpret_cast<uintptr_t>(sbrk(0));
  // Whether the system agrees does not matter.
  if (end > begin) (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

#else

void PreferHugePages() {}

#endif

}  // namespace dragoman
