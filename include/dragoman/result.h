// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or the outside world's fault in words (file, line, number). Asking for the
// one that is not there is the caller's bug and throws std::logic_error.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace dragoman {

// message: lower case, with path and line where there is one: "data/x.tsv:9: expected a date, got
// '..'".
struct Error {
  std::string message;
};

namespace internal {
inline void Require(bool condition) {
  if (!condition) throw std::logic_error("Result: asked for what it does not hold");
}
}  // namespace internal

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    internal::Require(ok());
    return std::get<T>(state_);
  }
  T& value() & {
    internal::Require(ok());
    return std::get<T>(state_);
  }
  T&& value() && {
    internal::Require(ok());
    return std::get<T>(std::move(state_));
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const {
    internal::Require(!ok());
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
    internal::Require(!ok());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace dragoman
