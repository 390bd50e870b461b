// SPDX-License-Identifier: Apache-2.0
// The public interface of the knowledge base alone: who somebody is, who held an office on a day.
//
//   auto knowledge = dragoman::api::Knowledge::Make({});
//   for (auto& actor : (*knowledge)->Who("Ankara", "2023-06-28")) ... actor.name
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::api {

struct KnowledgeOptions {
  std::string data_directory;       // empty: the data inside the program
  std::vector<std::string> actors;  // user actor files, docs/user_actors.md
};

struct HeldOffice {
  std::string title;     // "President of Turkey"
  std::string person;    // "Recep Tayyip Erdoğan"
  std::string from, to;  // days, or empty: not known or still held
  bool acting = false;
  std::string source;
};

struct KnownMembership {
  std::string body, standing, from, to;
};

struct KnownActor {
  std::string key, name, type, kind;
  std::string as;  // how the name asked for names it: "full", "short", "metonym", "adjective" ...
  std::string country, sector, wikipedia, part_of, source;
  int64_t geonames = 0, population = 0;
  std::optional<double> latitude, longitude;
  std::vector<std::string> names;   // all forms
  std::vector<HeldOffice> offices;  // of a person, on the day or all of them
  std::vector<HeldOffice> holders;  // of the offices of a state or body, on the day
  std::vector<KnownMembership> memberships;
};

class Knowledge {
 public:
  static Result<std::unique_ptr<Knowledge>> Make(const KnowledgeOptions& options);
  ~Knowledge();

  // Everything the name can mean, the likeliest first. `on` is a day or empty. An office's title
  // ("Turkish president", "Turkey's president") gives its holders on the day. What stands before a
  // name ("the United States", "Mr. Putin", "President Erdogan") need not be part of it.
  std::vector<KnownActor> Who(std::string_view name, std::string_view on) const;
  // The holders of an office, by start: all, or those on the day.
  std::vector<HeldOffice> Offices(std::string_view title, std::string_view on) const;

 private:
  struct State;
  explicit Knowledge(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One line of JSON each, without a line end.
std::string ToJson(const KnownActor& actor);
std::string ToJson(const HeldOffice& office);

}  // namespace dragoman::api
