// SPDX-License-Identifier: Apache-2.0
// Makes the index of all names of the knowledge base when the program is built, so that a start
// hashes nothing: the embedded tables in, one block out (NameIndex::ToBlock).
//
// usage: index_names OUT
#include <fstream>
#include <iostream>

#include "entities/knowledge_data.h"

// This program is what makes the block, so it has none and does not look at it.
extern "C" const char dragoman_name_index_begin[] = {0};
extern "C" const char dragoman_name_index_end[] = {0};

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: index_names OUT\n";
    return 2;
  }
  const auto& lexicon = dragoman::lexicon::Lexicon::Embedded();
  dragoman::entities::KnowledgeBase::Data data;
  data.LoadTables(lexicon);
  data.embedded = false;
  data.LoadOffices(lexicon);
  data.IndexNames();
  std::string block = data.names.ToBlock();
  std::ofstream out(argv[1], std::ios::binary);
  out.write(block.data(), static_cast<std::streamsize>(block.size()));
  out.close();
  if (!out) {
    std::cerr << argv[1] << ": cannot write\n";
    return 1;
  }
  return 0;
}
