// SPDX-License-Identifier: Apache-2.0
// User actor files. Entry: KnowledgeBase::Data::LoadUserFile.
#include "entities/knowledge_data.h"

namespace dragoman::entities {

Result<void> KnowledgeBase::Data::LoadUserFile(const std::string& path) {
  return Error{path + ": user actor files cannot be read yet"};
}

}  // namespace dragoman::entities
