// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or the outside world's fault in words (file, line, number). For faults of the
// text see Diagnostic in model/document.h; for our own bugs see check.h.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace dragoman {

// message: lower case, with path and line where there is one: "data/x.tsv:9: expected a date, got
// '..'".
struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    DRAGOMAN_CHECK(ok());
    return std::get<T>(state_);
  }
  T& value() & {
    DRAGOMAN_CHECK(ok());
    return std::get<T>(state_);
  }
  T&& value() && {
    DRAGOMAN_CHECK(ok());
    return std::get<T>(std::move(state_));
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const {
    DRAGOMAN_CHECK(!ok());
    return std::get<Error>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    DRAGOMAN_CHECK(!ok());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace dragoman
