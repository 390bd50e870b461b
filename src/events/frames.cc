// SPDX-License-Identifier: Apache-2.0
// Reads the notation of rows: triggers ("v:carry_out", "n:air_strike", "a:critical"), frames
// ("subj=actor! on=recipient~:agent"), needs ("obj:@deals,{pact} absent:with plural").
// Entries: ParseTrigger, ParseFrame, ParseNeeds. Described in docs/adding_a_kind.md.
#include <algorithm>
#include <array>
#include <cctype>

#include "events/kinds_data.h"

namespace dragoman::events {
namespace {

std::vector<std::string> Words(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::string word;
  int depth = 0;
  for (char c : text) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == separator && depth <= 0) {
      if (!word.empty()) out.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

constexpr std::array<std::pair<std::string_view, SlotName>, 11> kSlots = {{
    {"subj", SlotName::kSubj},
    {"obj", SlotName::kObj},
    {"iobj", SlotName::kIobj},
    {"xcomp", SlotName::kXcomp},
    {"ccomp", SlotName::kCcomp},
    {"csubj", SlotName::kCcompSubj},
    {"poss", SlotName::kPoss},
    {"amod", SlotName::kAmod},
    {"mod", SlotName::kMod},
    {"adv", SlotName::kAdv},
    {"subjof", SlotName::kSubjOf},
}};

constexpr std::array<std::pair<std::string_view, Role>, 9> kRoles = {{
    {"actor", Role::kActor},
    {"recipient", Role::kRecipient},
    {"other", Role::kOther},
    {"co", Role::kCo},
    {"about", Role::kAbout},
    {"place", Role::kPlace},
    {"dest", Role::kDest},
    {"must", Role::kMust},
    {"source", Role::kSource},
}};

constexpr std::array<std::pair<std::string_view, Test>, 14> kTests = {{
    {"any", Test::kAny},
    {"agent", Test::kAgent},
    {"person", Test::kPerson},
    {"human", Test::kHuman},
    {"state", Test::kState},
    {"body", Test::kBody},
    {"org", Test::kOrg},
    {"armed", Test::kArmed},
    {"place", Test::kPlace},
    {"named", Test::kNamed},
    {"official", Test::kOfficial},
    {"plural", Test::kPlural},
    {"bare", Test::kBare},
    {"num", Test::kNum},
}};

template <class Array, class T>
bool Lookup(const Array& names, std::string_view name, T& out) {
  for (const auto& [known, value] : names) {
    if (known == name) {
      out = value;
      return true;
    }
  }
  return false;
}

bool IsPreposition(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0 || c == '_';
  });
}

Result<Slot> SlotCalled(std::string_view name, Kinds::Data& data) {
  Slot slot;
  if (Lookup(kSlots, name, slot.name)) return slot;
  if (!IsPreposition(name)) return Error{"no slot '" + std::string(name) + "'"};
  return Slot{SlotName::kPrep, data.Intern(name)};
}

// "{a,b}" becomes a set of its own.
uint32_t InlineSet(std::string_view list, Kinds::Data& data) {
  std::vector<Key> words;
  for (const std::string& w : Words(list, ',')) words.push_back(data.Intern(w));
  std::sort(words.begin(), words.end());
  data.sets.push_back(std::move(words));
  return static_cast<uint32_t>(data.sets.size() - 1);
}

Result<void> ParseConditions(std::string_view text, Kinds::Data& data,
                             std::vector<Condition>& out) {
  for (std::string_view atom_text : Words(text, ',')) {
    std::string atom(atom_text);
    Condition c;
    if (atom.starts_with('-')) {
      c.negated = true;
      atom.erase(0, 1);
    }
    if (atom.starts_with('@')) {
      auto it = data.set_by_name.find(atom.substr(1));
      if (it == data.set_by_name.end()) return Error{"no set '" + atom + "' in sets.tsv"};
      c.test = Test::kSet;
      c.set = it->second;
    } else if (atom.starts_with('{') && atom.ends_with('}')) {
      c.test = Test::kSet;
      c.set = InlineSet(std::string_view(atom).substr(1, atom.size() - 2), data);
    } else if (!Lookup(kTests, atom, c.test)) {
      return Error{"no condition '" + atom + "'"};
    }
    out.push_back(c);
  }
  return {};
}

// "on=recipient~:agent!"
Result<FrameSlot> ParseSlot(std::string text, Kinds::Data& data) {
  FrameSlot s;
  if (text.ends_with('!')) {
    s.required = true;
    text.pop_back();
  }
  size_t equals = text.find('=');
  if (equals == std::string::npos) return Error{"expected slot=role, got '" + text + "'"};
  auto slot = SlotCalled(std::string_view(text).substr(0, equals), data);
  if (!slot) return slot.error();
  s.slot = *slot;
  std::string role = text.substr(equals + 1);
  if (size_t colon = role.find(':'); colon != std::string::npos) {
    std::string conditions = role.substr(colon + 1);
    role.resize(colon);
    if (auto done = ParseConditions(conditions, data, s.conditions); !done) return done.error();
  }
  if (role.ends_with('~')) {
    s.owner = true;
    role.pop_back();
  }
  if (!Lookup(kRoles, role, s.role)) return Error{"no role '" + role + "'"};
  return s;
}

}  // namespace

Result<void> ParseTrigger(std::string_view text, Kinds::Data& data, Row& row) {
  if (text.size() < 3 || text[1] != ':' ||
      std::string_view("vna").find(text[0]) == std::string::npos) {
    return Error{"expected a trigger v:..., n:... or a:..., got '" + std::string(text) + "'"};
  }
  row.trigger = text[0] == 'v'   ? TriggerClass::kVerb
                : text[0] == 'n' ? TriggerClass::kNoun
                                 : TriggerClass::kAdjective;
  std::string_view words = text.substr(2);
  size_t cut = words.find('_');
  if (cut == std::string_view::npos) {
    row.lemma = data.Intern(words);
  } else if (row.trigger == TriggerClass::kNoun) {
    row.modifier = data.Intern(words.substr(0, cut));
    row.lemma = data.Intern(words.substr(cut + 1));
  } else {
    row.lemma = data.Intern(words.substr(0, cut));
    row.particle = data.Intern(words.substr(cut + 1));
  }
  return {};
}

Result<void> ParseFrame(std::string_view text, const lexicon::Table& frames, Kinds::Data& data,
                        std::vector<FrameSlot>& out) {
  int name = frames.column("name");
  int slots = frames.column("slots");
  std::vector<std::string> words = Words(text, ' ');
  if (!words.empty() && words[0].find('=') == std::string::npos) {
    int64_t r = frames.find_first(name, words[0]);
    if (r < 0) return Error{"no frame '" + words[0] + "' in frames.tsv"};
    words.erase(words.begin());
    std::vector<std::string> all = Words(frames.at(static_cast<size_t>(r), slots), ' ');
    // What the row says of a slot counts before what the frame says.
    for (std::string& w : all) {
      std::string key = w.substr(0, w.find('=') + 1);
      bool said = std::any_of(words.begin(), words.end(),
                              [&](const std::string& own) { return own.starts_with(key); });
      if (!said) words.push_back(std::move(w));
    }
  }
  for (std::string& w : words) {
    auto slot = ParseSlot(std::move(w), data);
    if (!slot) return slot.error();
    out.push_back(std::move(slot).value());
  }
  if (out.empty()) return Error{"a frame without slots"};
  return {};
}

Result<void> ParseNeeds(std::string_view text, Kinds::Data& data, Row& row) {
  for (const std::string& token : Words(text, ' ')) {
    if (token == "passive") {
      row.only_passive = true;
      continue;
    }
    if (token == "active") {
      row.only_active = true;
      continue;
    }
    if (token == "plural") {
      row.only_plural = true;
      continue;
    }
    size_t colon = token.find(':');
    if (colon == std::string::npos) return Error{"expected slot:conditions, got '" + token + "'"};
    Need need;
    std::string slot_name = token.substr(0, colon);
    std::string conditions = token.substr(colon + 1);
    if (slot_name == "absent") {
      need.absent = true;
      slot_name = conditions;
      conditions.clear();
    } else if (slot_name.ends_with(".mod") || slot_name.ends_with(".of") ||
               slot_name.ends_with(".aux")) {
      need.inner = true;
      need.of_slot = slot_name.ends_with(".mod")   ? SlotName::kMod
                     : slot_name.ends_with(".aux") ? SlotName::kAdv
                                                   : SlotName::kPrep;
      slot_name.resize(slot_name.rfind('.'));
    }
    auto slot = SlotCalled(slot_name, data);
    if (!slot) return slot.error();
    need.slot = *slot;
    if (auto done = ParseConditions(conditions, data, need.conditions); !done) return done.error();
    row.needs.push_back(std::move(need));
  }
  return {};
}

}  // namespace dragoman::events
