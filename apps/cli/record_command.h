// SPDX-License-Identifier: Apache-2.0
// What the commands that use a record share: the --record option, opening, printing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "grid.h"
#include "options.h"
#include "readable_date.h"
#include "record/queries.h"
#include "record/record.h"

namespace dragoman::cli {

struct RecordFlags {
  std::string record, format = "table";
  bool brief = false;  // rows without the words they rest on
  size_t most = 1000;
};

void AddRecordOption(Command& command, RecordFlags& flags);  // --record FILE, or DRAGOMAN_RECORD
void AddPrintOptions(Command& command, RecordFlags& flags);  // --format, --most

// Names the program and data in the record: what `recode` compares.
std::string ReadBy();

// Null after an error has been printed.
std::unique_ptr<record::Record> OpenRecord(const std::string& path, record::OpenMode mode);

// What the knowledge base takes a name for, as people type it: "the Kremlin", "Turkey's president".
// A capital may stand for its state.
std::vector<std::string> KnownKeys(const std::string& typed);

// The places of that name, none for which it only stands ("Washington" said of a state); of a state
// `country`, ISO 3166-1 alpha-2, too.
std::vector<std::string> KnownPlaces(const std::string& typed, std::string& country);

// A name as typed -> its row in the record; empty: nobody is asked for. Prints the choices and
// gives false if it is not clear who is meant; says so if it is somebody called otherwise.
bool FindOne(record::Record& record, const std::string& typed, std::optional<int64_t>& out);

// Prints "dragoman: ..." to standard error and gives the exit code for it.
int Fail(const std::string& message, ExitCode code = kCannotRun);

// Prints the grid in the format asked for, or `nothing` to standard error when it is empty.
int Print(const Grid& grid, const RecordFlags& flags, const std::string& nothing);

// `offices QUESTION --record FILE`: a person, or words of an office's title; `on` a day, or empty.
int OfficesOfRecord(const RecordFlags& flags, const std::string& question, const std::string& on);

// `show EVENT [--why]`
int ShowEvent(record::Record& record, int64_t event, bool why, const RecordFlags& flags);

// Cells that several commands show.
GridCell WhenCell(const record::ReportRow& report);
GridCell DayCell(const std::optional<Date>& day);
GridCell StatusCell(const record::ReportRow& report);  // a mark; Legend says what it means
// The same; of a plan that was settled what became of it: "⊘ cancelled". For machines the status,
// as before; they read the other two.
GridCell StatusCell(const record::EventRow& event);
GridCell MachineCell(const std::string& value);  // not in a table
// First and last day, day of publication, outlet, address of the report that is shown: not in a
// table, where they stand below or in other words.
std::vector<std::string> ToldNames();
std::vector<GridCell> ToldCells(const record::ReportRow& report);
GridCell OutcomeCell(const record::EventRow& event);  // "cancelled", not in a table
GridCell SettledCell(const record::EventRow& event);  // by which event, not in a table
// What the marks of these cells mean, but for that of what occurred.
std::string Legend(const std::vector<GridCell>& statuses);
GridCell NumberCell(int64_t number);
GridCell NamesCell(const std::vector<std::string>& names, const std::vector<int64_t>& ids);
GridCell SourcesCell(const record::ReportRow& report);
std::string JoinNames(const std::vector<std::string>& names);
std::string JoinWords(const std::vector<std::string>& words);  // typed without quotes
std::string SourceText(const record::ReportRow& report);
std::string PublishedText(const record::ReportRow& report);  // "~13 May 2024", inferred

}  // namespace dragoman::cli
