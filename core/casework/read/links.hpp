// SPDX-License-Identifier: Apache-2.0
#pragma once

// What belongs to what: rows without columns by which everything about a household, a person or another record is found
// with one walk of an index. The projectors are pure; the store thread calls them. The walks are for the thread of the
// reader they are given.

#include "core/registry/projector.hpp"
#include "core/registry/registry_reader.hpp"

#include <string_view>

namespace daohu::casework {

// What names a household: its people by `lives_in`, anything else by `household`.
class HouseholdLinkProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "of_household";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// What names a person by `person`.
class PersonLinkProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "of_person";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// What is part of another record: the goods of a first aid, the steps of a referral, the rows of a notice.
class ParentLinkProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "of_parent";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Households that have a number in the county's ledger, by the number.
class DossierNumberProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "dossier_numbers";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Whether entities of the dataset can be found by a household, a person or a record they are part of.
[[nodiscard]] bool is_linked(const registry::DatasetSchema& dataset);

// When the entity was first written about, by the clock of whoever wrote, in milliseconds; 0 while nothing created it.
[[nodiscard]] std::int64_t recorded_at(const registry::Entity& entity);

// One that was found: its dataset, and a number that orders entities by when they were first written about here.
struct Linked {
    EntityId entity;
    std::string dataset;
    std::int64_t order = 0;
};

// All that name `id` in the rows of a projector of this file, in that order. `dataset` empty: of every dataset.
[[nodiscard]] Result<std::vector<Linked>> linked_to(registry::RegistryReader& reader, std::string_view projector,
                                                    EntityId id, std::string_view dataset = {});

}  // namespace daohu::casework
