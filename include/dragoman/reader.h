// SPDX-License-Identifier: Apache-2.0
// The public interface: make a Reader once, read articles with it, from any number of threads.
//
//   auto reader = dragoman::api::Reader::Make({});
//   if (!reader) ... reader.error().message
//   auto reading = (*reader)->Read({.text = "Envoys met in Oslo on Monday.", .published =
//   "2024-03-12"}); std::cout << dragoman::api::ToJson(*reading) << "\n";
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/reading.h"
#include "dragoman/result.h"

namespace dragoman::api {

struct ReaderOptions {
  std::string data_directory;   // empty: the data inside the program
  std::string kinds_file = {};  // a user's own rows beside data/en/events/ways/, or empty
  std::vector<std::string> actors_files = {};  // a user's own actors, docs/user_actors.md
  bool verify = false;  // check every product of every stage, as debug builds always do
};

// What a caller knows of one article. Only `text` is needed.
struct Article {
  std::string text;       // any bytes; see docs/input.md for what is repaired and what refused
  std::string published;  // "2024-03-12" or empty
};

// An input that gave no reading, and why.
struct Reject {
  std::string path;   // as given; "-" is standard input
  uint64_t line = 0;  // of a file with one article a line; 0: the whole file
  std::string reason;
};

// "path<TAB>line<TAB>reason", as `dragoman read --rejects` writes it.
std::string ToString(const Reject& reject);

struct StageCost {
  std::string stage;
  double seconds = 0;  // added up over threads
};

struct RunSummary {
  uint64_t articles = 0;  // read
  uint64_t rejected = 0;
  uint64_t skipped_files = 0;  // in directories, with an ending that is not read
  uint64_t words = 0;
  uint64_t bytes = 0;    // of text
  bool stopped = false;  // the sink asked to
  std::vector<StageCost> stages;
};

struct RunOptions {
  std::string published;   // for articles that do not say themselves; "" or a valid day
  unsigned threads = 0;    // 0: as many as there are cores
  std::string until;       // a stage: stop there and hand on its dump instead of `render`'s text
  bool to_conllu = false;  // stop after parse and hand on CoNLL-U instead
  bool explain = false;    // hand on where each row comes from instead
  unsigned explain_event = 0, explain_sentence = 0;  // only that one, from 1, with its tree
  bool from_conllu = false;  // files are CoNLL-U, which may hold several articles each
  // Turns a reading into what the sink wants. Called on several threads at once.
  std::function<std::string(const Reading&)> render;
  // Both are called in input order, never at once. False from `sink` ends the run.
  std::function<bool(std::string_view)> sink;
  std::function<void(const Reject&)> reject;
};

class Reader {
 public:
  static Result<std::unique_ptr<Reader>> Make(const ReaderOptions& options);
  ~Reader();

  Result<Reading> Read(const Article& article) const;
  // All articles in these files and directories ("-" is standard input), in order. An article that
  // cannot be read is a Reject; the run goes on. Memory does not grow with their number.
  RunSummary ReadAll(const std::vector<std::string>& paths, const RunOptions& options) const;

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One line of JSON, docs/reading.schema.json, without a line end.
std::string ToJson(const Reading& reading);

// Names for RunOptions::until, in order.
std::vector<std::string> StageNames();
bool IsDate(std::string_view iso);  // "2024-02-29"
std::string_view Version();

}  // namespace dragoman::api
