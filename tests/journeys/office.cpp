// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/office.hpp"

namespace daohu::journeys {

namespace {

SigningKey root_from(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    return SigningKey::generate(entropy).value();
}

}  // namespace

Office::Office(std::uint64_t seed) : Office{root_from(seed)} {}

casework::CountyTrust Office::trust() const { return {.root = m_root.public_key(), .division = kVillage}; }

StreamId Office::county_stream() {
    std::array<std::uint8_t, 16> raw{};
    raw.front() = 2;
    return StreamId{raw};
}

void Office::publish(std::string audience, std::uint64_t edition, const std::vector<Reader>& readers,
                     FieldTablet& carrier) const {
    entry::AudienceList list{
        .audience = std::move(audience), .division = kTownship, .edition = edition, .readers = {}, .signature = {}};
    for (const Reader& reader : readers) {
        list.readers.push_back({reader.tablet.vault().author_key().public_key(), reader.worker});
    }
    const auto signed_list = entry::sign_audience(std::move(list), m_root);
    REQUIRE(signed_list);
    carrier.save(entry::make_draft(*signed_list, county_stream(), {}));
}

}  // namespace daohu::journeys
