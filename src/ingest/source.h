// SPDX-License-Identifier: Apache-2.0
// Files, directories and standard input -> articles, one after the other. Entry: Source::Next.
//
// What a file holds is told by its name, without .gz or .zst: .jsonl, .ndjson one article a line;
// .json one article; anything else plain text. Standard input that begins with "{" is .jsonl. A
// directory is read with all below it, sorted by name, byte by byte: .txt, .text, .jsonl, .ndjson;
// other files are counted as skipped, names that begin with "." are passed over, links to
// directories are not followed. Blank lines of .jsonl are no articles.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "ingest/article.h"
#include "ingest/byte_stream.h"

namespace dragoman::ingest {

class Source {
 public:
  Source(const std::vector<std::string>& paths, const Limits& limits);
  // Nothing at the end. What cannot be read comes as an article with a fault.
  std::optional<RawArticle> Next();
  uint64_t skipped_files() const { return skipped_files_; }

 private:
  enum class Content : uint8_t { kText, kJson, kJsonLines };
  struct Pending {
    std::string path;
    bool named;  // by the user, not found in a directory
  };

  std::optional<RawArticle> Open(const Pending& pending);
  std::optional<RawArticle> OpenDirectory(const std::string& path);
  RawArticle ReadWhole(const std::string& path, Content content);
  std::optional<RawArticle> NextLine();
  bool FillPiece(std::string& fault);
  RawArticle Fault(uint64_t line, std::string reason) const;

  Limits limits_;
  std::deque<Pending> pending_;
  uint64_t skipped_files_ = 0;
  // Of the .jsonl that is being read.
  std::unique_ptr<ByteStream> stream_;
  std::string path_;
  uint64_t line_ = 0;
  std::string_view piece_;  // of stream_, not yet used
};

}  // namespace dragoman::ingest
