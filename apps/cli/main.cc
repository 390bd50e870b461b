// SPDX-License-Identifier: Apache-2.0
// `dragoman`: command line -> one of the commands of command.h.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "command.h"
#include "dragoman/reader.h"

int main(int argc, char** argv) {
  using namespace dragoman;
  CLI::App app("Reads English news and keeps who did, plans or said what to whom, when and where.");
  app.set_version_flag("--version", "dragoman " + std::string(api::Version()));
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 everything was read, 1 something was rejected, 2 wrong usage,\n"
      "3 could not run (data, output).");
  int exit_code = cli::kAllRead;
  cli::AddRead(app, exit_code);
  cli::AddParse(app, exit_code);
  cli::AddWho(app, exit_code);
  cli::AddOffices(app, exit_code);
  cli::AddRecordWriting(app, exit_code);
  cli::AddRecordAsking(app, exit_code);
  cli::AddRecordLooking(app, exit_code);
  cli::AddExplain(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    int code = app.exit(e);
    return code == 0 ? 0 : static_cast<int>(cli::kUsage);
  } catch (const std::exception& e) {
    std::cerr << "dragoman: " << e.what() << "\n";
    return cli::kCannotRun;
  }
  return exit_code;
}
