// SPDX-License-Identifier: Apache-2.0
// See byte_stream.h. A FileStream reads; a GzipStream or ZstdStream stands on it where needed.
#include "ingest/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace dragoman::ingest {
namespace {

constexpr size_t kPiece = 1 << 16;

std::string Reason(int error) {
  std::string s = std::strerror(error);
  if (!s.empty() && s[0] >= 'A' && s[0] <= 'Z') s[0] = static_cast<char>(s[0] - 'A' + 'a');
  return s;
}

class FileStream : public ByteStream {
 public:
  FileStream(int fd, bool owned) : fd_(fd), owned_(owned), buffer_(kPiece) {}
  ~FileStream() override {
    if (owned_) ::close(fd_);
  }

  Result<std::string_view> Next() override {
    if (held_) {
      held_ = false;
      return std::string_view(buffer_.data(), size_);
    }
    for (;;) {
      ssize_t n = ::read(fd_, buffer_.data(), buffer_.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return Error{"cannot read: " + Reason(errno)};
      size_ = static_cast<size_t>(n);
      return std::string_view(buffer_.data(), size_);
    }
  }

  // The first bytes, which Next() will give again. Short only at the end of the file or where a
  // pipe delivers slowly; four bytes are asked for, so it waits for them.
  Result<std::string_view> Peek() {
    size_t have = 0;
    while (have < 4) {
      ssize_t n = ::read(fd_, buffer_.data() + have, buffer_.size() - have);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return Error{"cannot read: " + Reason(errno)};
      if (n == 0) break;
      have += static_cast<size_t>(n);
    }
    size_ = have;
    held_ = have > 0;
    return std::string_view(buffer_.data(), size_);
  }

 private:
  int fd_;
  bool owned_;
  std::vector<char> buffer_;
  size_t size_ = 0;
  bool held_ = false;  // buffer_ was peeked at and not yet handed on
};

class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> from) : from_(std::move(from)), out_(kPiece) {
    ok_ = inflateInit2(&z_, 15 + 16) == Z_OK;  // 16: gzip, not zlib
  }
  ~GzipStream() override { inflateEnd(&z_); }

  Result<std::string_view> Next() override {
    if (!ok_) return Error{"cannot start to unpack gzip"};
    for (;;) {
      if (z_.avail_in == 0) {
        auto piece = from_->Next();
        if (!piece) return piece;
        if (piece->empty()) {
          if (!between_members_) return Error{"gzip data ends in the middle"};
          return std::string_view();
        }
        z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece->data()));
        z_.avail_in = static_cast<uInt>(piece->size());
      }
      between_members_ = false;
      z_.next_out = reinterpret_cast<Bytef*>(out_.data());
      z_.avail_out = static_cast<uInt>(out_.size());
      int status = inflate(&z_, Z_NO_FLUSH);
      size_t made = out_.size() - z_.avail_out;
      if (status == Z_STREAM_END) {
        between_members_ = true;  // files may be several gzip members in a row
        ok_ = inflateReset(&z_) == Z_OK;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return Error{"broken gzip data" + (z_.msg ? ": " + std::string(z_.msg) : std::string())};
      }
      if (made > 0) return std::string_view(out_.data(), made);
    }
  }

 private:
  std::unique_ptr<ByteStream> from_;
  std::vector<char> out_;
  z_stream z_ = {};
  bool ok_ = false;
  bool between_members_ = false;
};

class ZstdStream : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> from)
      : from_(std::move(from)), out_(ZSTD_DStreamOutSize()), z_(ZSTD_createDStream()) {}
  ~ZstdStream() override { ZSTD_freeDStream(z_); }

  Result<std::string_view> Next() override {
    if (z_ == nullptr) return Error{"cannot start to unpack zstd"};
    for (;;) {
      if (in_.pos == in_.size && !flushing_) {
        auto piece = from_->Next();
        if (!piece) return piece;
        if (piece->empty()) {
          if (wanted_ != 0) return Error{"zstd data ends in the middle"};
          return std::string_view();
        }
        in_ = {piece->data(), piece->size(), 0};
      }
      ZSTD_outBuffer out = {out_.data(), out_.size(), 0};
      wanted_ = ZSTD_decompressStream(z_, &out, &in_);
      if (ZSTD_isError(wanted_)) {
        return Error{"broken zstd data: " + std::string(ZSTD_getErrorName(wanted_))};
      }
      flushing_ = out.pos == out.size;
      if (out.pos > 0) return std::string_view(out_.data(), out.pos);
    }
  }

 private:
  std::unique_ptr<ByteStream> from_;
  std::vector<char> out_;
  ZSTD_DStream* z_;
  ZSTD_inBuffer in_ = {nullptr, 0, 0};
  size_t wanted_ = 0;      // 0: at the end of a frame
  bool flushing_ = false;  // there may be output left without new input
};

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::Open(const std::string& path) {
  int fd = STDIN_FILENO;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return Error{"cannot open: " + Reason(errno)};
  }
  auto file = std::make_unique<FileStream>(fd, path != "-");
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) return Error{"is a directory"};
  auto first = file->Peek();
  if (!first) return first.error();
  std::unique_ptr<ByteStream> stream;
  if (first->substr(0, 2) == "\x1F\x8B") {
    stream = std::make_unique<GzipStream>(std::move(file));
  } else if (first->substr(0, 4) == "\x28\xB5\x2F\xFD") {
    stream = std::make_unique<ZstdStream>(std::move(file));
  } else {
    stream = std::move(file);
  }
  return stream;
}

}  // namespace dragoman::ingest
