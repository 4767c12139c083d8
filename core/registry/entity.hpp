// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the fold knows about one household, person or case: the value of everything that has a value, and every value
// that nobody has compared with another. Plain values; any thread.

#include "core/registry/facts.hpp"
#include "core/registry/schema.hpp"

#include <map>
#include <optional>
#include <set>

namespace daohu::registry {

// A value that no other write replaces.
struct Sibling {
    entry::WriteId write;
    entry::Value value;
    Provenance by;
};

enum class Agreement : std::uint8_t {
    single,    // one write
    agreed,    // several writes of one value: nothing to decide, the note stays
    conflict,  // several values: a person decides, and rules count it as disputed
};

// One property that holds one value.
struct Register {
    Agreement agreement = Agreement::single;
    std::vector<Sibling> siblings;     // the displayed one first, then back in time; never empty
    std::vector<Sibling> common_base;  // in a conflict: the last writes that all siblings descend from

    // What a screen shows until somebody decides.
    [[nodiscard]] const entry::Value& displayed() const { return siblings.front().value; }
    // The writes of the displayed value: what an ordinary form names as replaced.
    [[nodiscard]] std::vector<entry::WriteId> displayed_writes() const;
    // Every sibling: what only the conflict screen names.
    [[nodiscard]] std::vector<entry::WriteId> all_writes() const;
};

// One member of a set.
struct Element {
    Sibling added;
    // Removals of what this element replaced, by somebody who had not seen the replacement. Editing beats deleting; the
    // removal stands as a proposal.
    std::vector<Provenance> removal_proposed_by;
};

enum class RecordState : std::uint8_t { standing, corrected, voided };

// A fact (`record`), or a correction of one. Its answers are read with Registry::answers.
struct Record {
    entry::WriteId write;
    std::string dataset;
    Provenance by;
    RecordState state = RecordState::standing;
    std::optional<entry::WriteId> corrects;
};

enum class EntityStatus : std::uint8_t { open, closed };

struct Entity {
    EntityId id;                    // the smallest of `members`
    std::vector<EntityId> members;  // all that same_as makes one, ascending
    std::string dataset;            // empty while only unknown operations or facts are known
    EntityStatus status = EntityStatus::open;
    std::optional<Register> status_register;  // nothing until a create, close or reopen is known
    std::map<std::string, Register, std::less<>> registers;
    std::map<std::string, std::vector<Element>, std::less<>> sets;  // elements in the order they were added
    std::vector<Record> records;                                    // in order of time
    std::set<std::string> edited_while_closing;  // properties somebody else wrote after the close, maybe unaware of it
    bool needs_newer_app = false;                // read-only: an operation from the future
    bool has_absent_sections = false;            // something about it was dropped, withheld or sealed
    bool has_malformed_sections = false;         // something about it was signed that nobody can read
    bool is_forked = false;                      // two entries of one id wrote about it: every write needs a look

    // nullptr where no value is known.
    [[nodiscard]] const Register* find(std::string_view property) const;
    // The displayed value; nullptr where none is known.
    [[nodiscard]] const entry::Value* displayed(std::string_view property) const;
    // The displayed value as text or number; nothing where it is unknown, null or of another type.
    [[nodiscard]] std::optional<std::string_view> text(std::string_view property) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view property) const;
    [[nodiscard]] std::optional<EntityId> reference(std::string_view property) const;
    // Names of the properties in conflict; "" is the status.
    [[nodiscard]] std::vector<std::string> conflicts() const;
    // Somebody wrote something: an id that is only named is no entity yet.
    [[nodiscard]] bool exists() const;
};

}  // namespace daohu::registry
