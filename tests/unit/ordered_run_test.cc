// SPDX-License-Identifier: Apache-2.0
#include "pipeline/ordered_run.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace dragoman::pipeline {
namespace {

std::optional<int> UpTo(int& next, int end) {
  if (next >= end) return std::nullopt;
  return next++;
}

TEST(OrderedRun, KeepsTheOrderForAnyNumberOfThreads) {
  for (unsigned threads : {1u, 2u, 7u}) {
    int next = 0;
    std::vector<int> got;
    RunOrdered<int, int>(
        {.threads = threads, .items = 5}, [&] { return UpTo(next, 500); },
        [](int) { return size_t{1}; },
        [](int&& i, unsigned) {
          if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
          return i * 2;
        },
        [&](int&& out) {
          got.push_back(out);
          return true;
        });
    ASSERT_EQ(got.size(), 500u);
    for (int i = 0; i < 500; ++i) EXPECT_EQ(got[static_cast<size_t>(i)], i * 2);
  }
}

TEST(OrderedRun, KeepsItsBounds) {
  for (bool by_bytes : {false, true}) {
    int next = 0;
    std::atomic<int> started = 0;
    int emitted = 0, most = 0;
    OrderedLimits limits = {
        .threads = 3, .items = by_bytes ? 1000u : 8u, .bytes = by_bytes ? 80u : 1u << 30};
    RunOrdered<int, int>(
        limits, [&] { return UpTo(next, 300); }, [](int) { return size_t{10}; },
        [&](int&& i, unsigned) {
          ++started;
          return i;
        },
        [&](int&&) {
          most = std::max(most, started.load() - emitted);
          ++emitted;
          return true;
        });
    EXPECT_EQ(emitted, 300);
    EXPECT_LE(most, 9);  // 8, and the one whose room this was
  }
}

TEST(OrderedRun, AnItemLargerThanTheBoundPasses) {
  int next = 0, emitted = 0;
  RunOrdered<int, int>(
      {.threads = 2, .items = 4, .bytes = 5}, [&] { return UpTo(next, 20); },
      [](int) { return size_t{100}; }, [](int&& i, unsigned) { return i; },
      [&](int&&) { return ++emitted > 0; });
  EXPECT_EQ(emitted, 20);
}

TEST(OrderedRun, StopsWhenAsked) {
  int next = 0, emitted = 0;
  RunOrdered<int, int>(
      {.threads = 2, .items = 4}, [&] { return UpTo(next, 1 << 30); },
      [](int) { return size_t{1}; }, [](int&& i, unsigned) { return i; },
      [&](int&&) { return ++emitted < 10; });
  EXPECT_EQ(emitted, 10);
}

TEST(OrderedRun, NothingIn) {
  RunOrdered<int, int>(
      {}, [] { return std::optional<int>(); }, [](int) { return size_t{1}; },
      [](int&& i, unsigned) { return i; }, [](int&&) { return true; });
}

}  // namespace
}  // namespace dragoman::pipeline
