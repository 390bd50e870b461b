// SPDX-License-Identifier: Apache-2.0
// The bytes of a file or of standard input, a piece at a time; gzip and zstd are unpacked on the
// way, told by their first bytes and not by the name.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dragoman::ingest {

class ByteStream {
 public:
  // "-" is standard input. The error is the reason alone: "no such file or directory".
  static Result<std::unique_ptr<ByteStream>> Open(const std::string& path);
  virtual ~ByteStream() = default;
  // The next bytes, valid until the next call; empty at the end.
  virtual Result<std::string_view> Next() = 0;
};

}  // namespace dragoman::ingest
