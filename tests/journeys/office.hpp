// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county's office, as far as journeys need it: its root key and the lists of readers it signs. One thread.

#include "core/entry/audience.hpp"
#include "tests/journeys/field.hpp"

namespace daohu::journeys {

class Office {
public:
    explicit Office(std::uint64_t seed = 4711);
    explicit Office(SigningKey root) : m_root{std::move(root)} {}

    // What a tablet enrolled in the village of journeys trusts.
    [[nodiscard]] casework::CountyTrust trust() const;
    [[nodiscard]] static StreamId county_stream();

    // Signs a list of readers for the township and hands it to the tablet as an entry. `readers` are persons with their
    // worker in the register.
    struct Reader {
        const FieldTablet& tablet;
        std::optional<EntityId> worker;
    };
    void publish(std::string audience, std::uint64_t edition, const std::vector<Reader>& readers,
                 FieldTablet& carrier) const;

private:
    SigningKey m_root;
};

}  // namespace daohu::journeys
