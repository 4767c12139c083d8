// SPDX-License-Identifier: Apache-2.0
#pragma once

// The cases of this tablet as lists and the record view show them: typed rows, no words. On the reading connection's
// thread (the UI's).

#include "core/casework/read/portions.hpp"
#include "core/journal/delivery.hpp"
#include "core/journal/reader.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

// How far a record is on its way to the county, as the journal's delivery marks say.
enum class Delivered : std::uint8_t {
    waiting,   // written here, not acknowledged yet
    uploaded,  // the county has it, durably; what others wrote came from there
};

struct CaseLine {
    EntityId id;
    std::string person_name;                  // empty where it is not known
    std::optional<entry::NullState> no_name;  // why
    std::string place;
    std::vector<std::string> hardships;  // codes
    std::string urgency;                 // code
    WallTime recorded_at;
    entry::EntryId recorded_in;
    bool is_own = true;  // written on this tablet
    Delivered delivered = Delivered::waiting;
    bool is_conflicted = false;
};

class CaseList {
public:
    // All outlive the list; `database` is the reading connection.
    [[nodiscard]] static Result<CaseList> open(vault::Database& database, const registry::SchemaSet& schemas,
                                               DeviceId own);

    // The newest first.
    [[nodiscard]] Result<std::vector<CaseLine>> newest(std::size_t limit);
    // Every case that nobody has closed or rejected: the most urgent first, then the oldest.
    [[nodiscard]] Result<std::vector<CaseLine>> unsettled();
    // Cases of persons whom `typed` finds (characters, pinyin, initials), the newest first.
    [[nodiscard]] Result<std::vector<CaseLine>> search(std::string_view typed, std::size_t limit);
    // The newest of all, or, where something is typed, of those that it finds; in portions. `lines` outlive them.
    void add_newest(std::string typed, std::size_t limit, Portions& portions, std::vector<CaseLine>& lines);
    // not_found.
    [[nodiscard]] Result<registry::Entity> entity(EntityId id);
    // The case and the person it is about.
    [[nodiscard]] Result<std::optional<registry::Entity>> person_of(const registry::Entity& the_case);

    [[nodiscard]] Result<std::size_t> waiting();
    [[nodiscard]] Result<journal::Contact> contact();
    [[nodiscard]] Result<std::vector<registry::StreamState>> streams();

private:
    CaseList(registry::RegistryReader registry, journal::JournalReader journal, journal::DeliveryMarks marks,
             DeviceId own);

    [[nodiscard]] Result<std::vector<registry::ListRow>> newest_rows(std::string_view typed, std::size_t limit);
    [[nodiscard]] Result<CaseLine> line_of(const registry::Entity& entity);
    [[nodiscard]] Result<std::vector<CaseLine>> lines_of(const std::vector<registry::ListRow>& rows);
    [[nodiscard]] Result<std::uint64_t> acknowledged(IncarnationId incarnation);

    registry::RegistryReader m_registry;
    journal::JournalReader m_journal;
    journal::DeliveryMarks m_marks;
    DeviceId m_own;
};

}  // namespace daohu::casework
