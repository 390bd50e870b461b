// SPDX-License-Identifier: Apache-2.0
// Writes data/times/zone_rules.tsv: the offsets of the zones that data/en/times/zones.tsv names,
// from Howard Hinnant's date library over the machine's tzdata. The table is committed, so the
// program gives the same answer on every machine. Usage: zone_table zones.tsv 2025b >
// zone_rules.tsv (the version is in the first line of /usr/share/zoneinfo/tzdata.zi)
#include <date/tz.h>

#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>

namespace {

constexpr int kFirstYear = 1970;  // the database is complete from here on
constexpr int kEndYear = 2038;    // and its rules are written out up to here

std::string Utc(date::sys_seconds t) {
  return date::format("%FT%R", date::floor<std::chrono::minutes>(t));
}

void WriteZone(const std::string& name) {
  const date::time_zone* zone = date::locate_zone(name);
  date::sys_seconds at = date::sys_days{date::year{kFirstYear} / 1 / 1};
  const date::sys_seconds end = date::sys_days{date::year{kEndYear} / 1 / 1};
  long last = 0;
  bool first = true;
  while (at < end) {
    date::sys_info info = zone->get_info(at);
    long minutes = std::chrono::duration_cast<std::chrono::minutes>(info.offset).count();
    // Two rows with one offset differ in the abbreviation only.
    if (first || minutes != last) std::cout << name << '\t' << Utc(at) << '\t' << minutes << '\n';
    first = false;
    last = minutes;
    at = info.end;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream in(argv[1]);
  std::set<std::string> names;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::string cell;
    for (int i = 0; i < 3; ++i) std::getline(cells, cell, '\t');
    if (cell.find('/') != std::string::npos) names.insert(cell);
  }
  std::cout << "# Minutes east of UTC in each zone from an instant (UTC) on, " << kFirstYear
            << " to " << kEndYear - 1 << ". Made by tools/zone_table\n"
            << "# from tzdata " << argv[2]
            << " (IANA time zone database, public domain) with Howard Hinnant's date library.\n"
            << "zone:text*\tfrom:text\tminutes:int\n";
  for (const std::string& name : names) WriteZone(name);
}
