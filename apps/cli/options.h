// SPDX-License-Identifier: Apache-2.0
// A thin front to CLI11 for the commands: its header takes many seconds to compile, so only
// options.cc and main.cc see it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace dragoman::cli {

// One option or argument of a command, for what is to be said of it beyond its name. Values live
// with the caller, as long as the App does.
class OptionSpec {
 public:
  explicit OptionSpec(CLI::Option* option) : option_(option) {}
  OptionSpec& Required();
  OptionSpec& FromEnvironment(const std::string& name);
  OptionSpec& OneOf(const std::vector<std::string>& values);
  OptionSpec& ADate();    // "2024-02-29"
  OptionSpec& APeriod();  // "2024-02-29", "2024-02" or "2024"
  OptionSpec& AtLeastOne();
  OptionSpec& ShowDefault();

 private:
  CLI::Option* option_;
};

class Command {
 public:
  // A subcommand of `app`; `run` gives the exit code.
  Command(CLI::App& app, const std::string& name, const std::string& help, int& exit_code,
          std::function<int()> run);

  // A command of this one, "actors merge"; it knows this one's options, too. `run` of this one is
  // not called then.
  Command Sub(const std::string& name, const std::string& help, int& exit_code,
              std::function<int()> run);

  // "--name" is an option, "name" an argument.
  OptionSpec Add(const std::string& name, std::string& value, const std::string& help);
  OptionSpec Add(const std::string& name, std::vector<std::string>& values,
                 const std::string& help);
  OptionSpec Add(const std::string& name, unsigned& value, const std::string& help);
  OptionSpec Add(const std::string& name, size_t& value, const std::string& help);
  OptionSpec Add(const std::string& name, int64_t& value, const std::string& help);
  OptionSpec AddFlag(const std::string& name, bool& value, const std::string& help);

 private:
  CLI::App* app_;
};

}  // namespace dragoman::cli
