// SPDX-License-Identifier: Apache-2.0
// See options.h.
#include "options.h"

#include <CLI/CLI.hpp>

#include "dragoman/reader.h"
#include "readable_date.h"

namespace dragoman::cli {

OptionSpec& OptionSpec::Required() {
  option_->required();
  return *this;
}

OptionSpec& OptionSpec::FromEnvironment(const std::string& name) {
  option_->envname(name);
  return *this;
}

OptionSpec& OptionSpec::OneOf(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

OptionSpec& OptionSpec::ADate() {
  option_->check([](const std::string& s) {
    return api::IsDate(s) ? std::string() : "not a date (YYYY-MM-DD): " + s;
  });
  return *this;
}

OptionSpec& OptionSpec::APeriod() {
  option_->check([](const std::string& s) {
    return ReadPeriod(s) ? std::string()
                         : "not a day, month or year (YYYY-MM-DD, YYYY-MM, YYYY): " + s;
  });
  return *this;
}

OptionSpec& OptionSpec::AtLeastOne() {
  option_->check([](const std::string& s) {
    bool number = !s.empty() && s.find_first_not_of("0123456789") == s.npos;
    return number && s.find_first_not_of('0') != s.npos ? std::string()
                                                        : "not a number from 1 on: " + s;
  });
  return *this;
}

OptionSpec& OptionSpec::ShowDefault() {
  option_->capture_default_str();
  return *this;
}

Command::Command(CLI::App& app, const std::string& name, const std::string& help, int& exit_code,
                 std::function<int()> run)
    : app_(app.add_subcommand(name, help)) {
  app_->callback([app = app_, &exit_code, run = std::move(run)] {
    if (app->get_subcommands().empty()) exit_code = run();
  });
}

Command Command::Sub(const std::string& name, const std::string& help, int& exit_code,
                     std::function<int()> run) {
  Command sub(*app_, name, help, exit_code, std::move(run));
  sub.app_->fallthrough();
  return sub;
}

OptionSpec Command::Add(const std::string& name, std::string& value, const std::string& help) {
  return OptionSpec(app_->add_option(name, value, help));
}
OptionSpec Command::Add(const std::string& name, std::vector<std::string>& values,
                        const std::string& help) {
  return OptionSpec(app_->add_option(name, values, help));
}
OptionSpec Command::Add(const std::string& name, unsigned& value, const std::string& help) {
  return OptionSpec(app_->add_option(name, value, help));
}
OptionSpec Command::Add(const std::string& name, size_t& value, const std::string& help) {
  return OptionSpec(app_->add_option(name, value, help));
}
OptionSpec Command::Add(const std::string& name, int64_t& value, const std::string& help) {
  return OptionSpec(app_->add_option(name, value, help));
}
OptionSpec Command::AddFlag(const std::string& name, bool& value, const std::string& help) {
  return OptionSpec(app_->add_flag(name, value, help));
}

}  // namespace dragoman::cli
