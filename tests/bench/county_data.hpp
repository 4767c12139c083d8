// SPDX-License-Identifier: Apache-2.0
#pragma once

// Made-up families and what is written down about them: the same for the same seed. One thread.
//
// A discovery is one entry about a household, its members and its case, each section with its answers and with the
// entity they create. A visit is one entry about a known household: eighteen answers, and the few values that changed,
// each naming the write it replaces.

#include "core/base/entropy.hpp"
#include "core/entry/draft.hpp"

#include <deque>

namespace daohu::bench {

struct MadeUpPerson {
    EntityId id;
    StreamId village;
    std::string name;
    std::string id_number;
    std::string phone;
};

class CountyData {
public:
    CountyData(std::uint64_t seed, std::size_t villages);

    [[nodiscard]] MadeUpPerson person();
    [[nodiscard]] entry::EntryDraft discovery();
    // One in five is a discovery; the first is.
    [[nodiscard]] entry::EntryDraft discovery_or_visit();
    // The last draft became this entry: later visits name its writes.
    void written(const entry::EntryId& entry);

    // An entry that creates several persons and says nothing else.
    [[nodiscard]] entry::EntryDraft creation_of(std::span<const MadeUpPerson> persons) const;

private:
    // Writes that a visit replaces.
    enum Slot : std::size_t { address, contact_phone, member_phone, case_state, case_note, slot_count };
    struct Family {
        EntityId household;
        EntityId first_member;
        EntityId the_case;
        StreamId village;
        std::array<entry::WriteId, slot_count> shown;
    };
    struct Noted {
        Family* family = nullptr;
        Slot slot = address;
        std::uint32_t index = 0;
    };
    class Writer;

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random.next() % bound; }
    [[nodiscard]] std::string digits(std::size_t count);
    [[nodiscard]] std::string words(std::size_t characters);
    [[nodiscard]] entry::EntryDraft visit();
    void add_member(Writer& writer, Family& family, bool is_first);

    SeededEntropy m_random;
    std::vector<StreamId> m_villages;
    std::deque<Family> m_families;
    std::vector<Noted> m_noted;
};

}  // namespace daohu::bench
