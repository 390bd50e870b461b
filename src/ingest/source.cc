// SPDX-License-Identifier: Apache-2.0
// See source.h.
#include "ingest/source.h"

#include <algorithm>
#include <filesystem>

namespace dragoman::ingest {
namespace {

namespace fs = std::filesystem;

std::string_view WithoutCompression(std::string_view name) {
  for (std::string_view ending : {".gz", ".zst"}) {
    if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending) {
      name.remove_suffix(ending.size());
      break;
    }
  }
  return name;
}

std::string Ending(std::string_view path) {
  path = WithoutCompression(path);
  size_t slash = path.rfind('/');
  if (slash != path.npos) path.remove_prefix(slash + 1);
  size_t dot = path.rfind('.');
  std::string ending(dot == path.npos ? "" : path.substr(dot));
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ending;
}

bool IsReadInDirectories(std::string_view ending) {
  constexpr std::string_view kEndings[] = {".txt", ".text", ".jsonl", ".ndjson"};
  return std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

bool IsBlankLine(std::string_view s) { return s.find_first_not_of(" \t\r\n") == s.npos; }

}  // namespace

Source::Source(const std::vector<std::string>& paths, const Limits& limits) : limits_(limits) {
  for (const std::string& p : paths) pending_.push_back({p, true});
}

RawArticle Source::Fault(uint64_t line, std::string reason) const {
  RawArticle a;
  a.path = path_;
  a.line = line;
  a.fault = std::move(reason);
  return a;
}

std::optional<RawArticle> Source::Next() {
  for (;;) {
    if (stream_) {
      if (auto article = NextLine()) return article;
      continue;
    }
    if (pending_.empty()) return std::nullopt;
    Pending next = std::move(pending_.front());
    pending_.pop_front();
    if (auto article = Open(next)) return article;
  }
}

// Puts what is in the directory before what is still to be read, in order.
std::optional<RawArticle> Source::OpenDirectory(const std::string& path) {
  std::vector<std::string> found;
  std::error_code error;
  fs::directory_iterator it(path, error), end;
  for (; !error && it != end; it.increment(error)) {
    std::string name = it->path().filename().string();
    if (name.empty() || name[0] == '.') continue;
    std::error_code ignored;
    bool directory = it->is_directory(ignored);
    if (directory && it->is_symlink(ignored)) continue;
    if (!directory && !IsReadInDirectories(Ending(name))) {
      ++skipped_files_;
      continue;
    }
    found.push_back(it->path().string());
  }
  if (error) {
    path_ = path;
    return Fault(0, "cannot read the directory: " + error.message());
  }
  std::sort(found.begin(), found.end());
  for (auto p = found.rbegin(); p != found.rend(); ++p) pending_.push_front({*p, false});
  return std::nullopt;
}

// An article where the file is one; nothing where it is a directory or a .jsonl, whose articles
// come next.
std::optional<RawArticle> Source::Open(const Pending& pending) {
  std::error_code error;
  if (pending.path != "-" && fs::is_directory(pending.path, error)) {
    return OpenDirectory(pending.path);
  }
  path_ = pending.path;
  line_ = 0;
  piece_ = {};
  auto stream = ByteStream::Open(pending.path);
  if (!stream) return Fault(0, stream.error().message);
  stream_ = std::move(stream).value();
  std::string ending = Ending(pending.path);
  Content content = ending == ".jsonl" || ending == ".ndjson" ? Content::kJsonLines
                    : ending == ".json"                       ? Content::kJson
                                                              : Content::kText;
  if (pending.path == "-") {
    std::string fault;
    if (FillPiece(fault)) {
      size_t first = piece_.find_first_not_of(" \t\r\n");
      if (first != piece_.npos && piece_[first] == '{') content = Content::kJsonLines;
    } else if (!fault.empty()) {
      stream_.reset();
      return Fault(0, fault);
    }
  }
  if (content == Content::kJsonLines) return std::nullopt;
  RawArticle article = ReadWhole(pending.path, content);
  stream_.reset();
  return article;
}

// False at the end of the stream and where reading failed: then `fault` says why.
bool Source::FillPiece(std::string& fault) {
  if (!piece_.empty()) return true;
  auto piece = stream_->Next();
  if (!piece) {
    fault = piece.error().message;
    return false;
  }
  piece_ = *piece;
  return !piece_.empty();
}

RawArticle Source::ReadWhole(const std::string& path, Content content) {
  RawArticle article;
  article.path = path;
  article.form = content == Content::kJson ? RawArticle::Form::kJson : RawArticle::Form::kText;
  // UTF-16 is up to twice as long, JSON's escapes up to six times; the clean text is measured
  // again.
  size_t most = content == Content::kJson ? limits_.max_line_bytes : 2 * limits_.max_article_bytes;
  std::string fault;
  while (FillPiece(fault)) {
    if (article.bytes.size() + piece_.size() > most) {
      return Fault(0, "too large: more than " + std::to_string(most) + " bytes");
    }
    article.bytes.append(piece_);
    piece_ = {};
  }
  if (!fault.empty()) return Fault(0, fault);
  return article;
}

std::optional<RawArticle> Source::NextLine() {
  RawArticle article;
  article.form = RawArticle::Form::kJson;
  article.path = path_;
  size_t length = 0;  // of the line, kept or not
  bool any = false, ended = false;
  std::string fault;
  while (!ended && FillPiece(fault)) {
    any = true;
    size_t end = piece_.find('\n');
    ended = end != piece_.npos;
    std::string_view part = piece_.substr(0, end);
    piece_.remove_prefix(ended ? end + 1 : piece_.size());
    length += part.size();
    if (length <= limits_.max_line_bytes) {
      article.bytes.append(part);
    } else {
      article.bytes = std::string();  // gives the memory back
    }
  }
  if (!fault.empty()) {
    stream_.reset();
    return Fault(line_ + 1, fault);
  }
  if (!any) {
    stream_.reset();
    return std::nullopt;
  }
  article.line = ++line_;
  if (length > limits_.max_line_bytes) {
    return Fault(line_, "too large: a line of " + std::to_string(length) + " bytes, the limit is " +
                            std::to_string(limits_.max_line_bytes));
  }
  if (line_ == 1 && article.bytes.substr(0, 3) == "\xEF\xBB\xBF") article.bytes.erase(0, 3);
  if (IsBlankLine(article.bytes)) return std::nullopt;
  return article;
}

}  // namespace dragoman::ingest
