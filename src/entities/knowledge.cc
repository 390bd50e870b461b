// SPDX-License-Identifier: Apache-2.0
// The knowledge base: reads the tables and user files, indexes the names.
#include "entities/knowledge.h"

namespace dragoman::entities {

struct KnowledgeBase::Data {};

KnowledgeBase::KnowledgeBase() : data_(std::make_unique<Data>()) {}
KnowledgeBase::KnowledgeBase(const lexicon::Lexicon&) : KnowledgeBase() {}
KnowledgeBase::~KnowledgeBase() = default;
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;

}  // namespace dragoman::entities
