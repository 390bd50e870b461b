// SPDX-License-Identifier: Apache-2.0
// Items through workers and out again in the order they came, with a bounded number on the way.
// Entry: RunOrdered. One thread asks for items, `threads` work, the caller's thread takes results.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dragoman::pipeline {

struct OrderedLimits {
  unsigned threads = 1;
  size_t items = 64;         // on the way at once
  size_t bytes = 64u << 20;  // of items on the way, but one item is always let in
};

// next: () -> std::optional<In>, called on one thread. size: (const In&) -> bytes. work: (In&&,
// unsigned worker) -> Out, called on the workers. emit: (Out&&) -> bool, called by this thread in
// order; false ends the run. None of them may throw.
template <class In, class Out, class Next, class Size, class Work, class Emit>
void RunOrdered(const OrderedLimits& limits, Next next, Size size, Work work, Emit emit) {
  struct Slot {
    std::optional<In> in;
    std::optional<Out> out;
    size_t bytes = 0;
  };
  std::mutex mutex;
  std::condition_variable room, items, results;
  std::deque<Slot> slots;  // in order; the front is the next to be emitted. References stay valid.
  size_t taken = 0;        // slots before this have been taken by a worker
  size_t bytes = 0;
  bool at_end = false, stop = false;

  std::thread reader([&] {
    for (;;) {
      std::optional<In> in = next();
      size_t n = in ? size(*in) : 0;
      std::unique_lock lock(mutex);
      room.wait(lock, [&] {
        return stop || !in || slots.empty() ||
               (slots.size() < limits.items && bytes + n <= limits.bytes);
      });
      if (stop || !in) {
        at_end = true;
        items.notify_all();
        results.notify_all();
        return;
      }
      slots.push_back({std::move(in), std::nullopt, n});
      bytes += n;
      items.notify_one();
    }
  });

  std::vector<std::thread> workers;
  for (unsigned w = 0; w < limits.threads; ++w) {
    workers.emplace_back([&, w] {
      for (;;) {
        std::unique_lock lock(mutex);
        items.wait(lock, [&] { return stop || at_end || taken < slots.size(); });
        if (stop || taken >= slots.size()) return;
        Slot& slot = slots[taken++];
        In in = std::move(*slot.in);
        slot.in.reset();
        lock.unlock();
        Out out = work(std::move(in), w);
        lock.lock();
        slot.out = std::move(out);
        results.notify_one();
      }
    });
  }

  for (;;) {
    std::unique_lock lock(mutex);
    results.wait(lock, [&] { return slots.empty() ? at_end : slots.front().out.has_value(); });
    if (slots.empty()) break;
    Out out = std::move(*slots.front().out);
    bytes -= slots.front().bytes;
    slots.pop_front();
    --taken;
    room.notify_one();
    lock.unlock();
    if (!emit(std::move(out))) {
      lock.lock();
      stop = true;
      break;
    }
  }
  room.notify_all();
  items.notify_all();
  reader.join();
  for (std::thread& t : workers) t.join();
}

}  // namespace dragoman::pipeline
