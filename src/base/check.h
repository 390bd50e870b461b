// SPDX-License-Identifier: Apache-2.0
// DRAGOMAN_CHECK: a promise of our own code. A broken one throws InternalError, which pipeline/
// catches once per article: a bug costs that article, never the run. Never reachable by bad input.
#pragma once

#include <stdexcept>
#include <string>

namespace dragoman {

class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace dragoman

#define DRAGOMAN_CHECK_STR2(x) #x
#define DRAGOMAN_CHECK_STR(x) DRAGOMAN_CHECK_STR2(x)
#define DRAGOMAN_CHECK(condition)                                                                 \
  do {                                                                                            \
    if (!(condition)) [[unlikely]]                                                                \
      throw ::dragoman::InternalError(__FILE__ ":" DRAGOMAN_CHECK_STR(__LINE__) ": " #condition); \
  } while (false)
