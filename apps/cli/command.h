// SPDX-License-Identifier: Apache-2.0
// The subcommands of `dragoman`. Each is one file apps/cli/<command>.cc that defines the function
// declared here; main.cc calls them all. A new command is a file, a declaration and a line there.
#pragma once

namespace CLI {
class App;
}

namespace dragoman::cli {

// docs/exit_codes.md
enum ExitCode : int {
  kAllRead = 0,
  kSomeRejected = 1,
  kUsage = 2,
  kCannotRun = 3,
};

// Each adds its subcommand; its callback sets `exit_code`.
void AddRead(CLI::App& app, int& exit_code);
void AddParse(CLI::App& app, int& exit_code);
void AddWho(CLI::App& app, int& exit_code);            // who.cc
void AddOffices(CLI::App& app, int& exit_code);        // who.cc
void AddRecordWriting(CLI::App& app, int& exit_code);  // add, recode, merge, split
void AddRecordAsking(CLI::App& app, int& exit_code);   // timeline, meetings, trips, plans ...
void AddRecordLooking(CLI::App& app, int& exit_code);  // show, search, actors, stats, export
void AddExplain(CLI::App& app, int& exit_code);

}  // namespace dragoman::cli
