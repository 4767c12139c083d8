// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which part of the registers a form reads: what belongs to the household, person or record it was opened for. A form
// opened for nobody (a monthly roll, a notice) reads the registers whole; one that makes a new household reads nothing of
// other families. Values; any thread, but resolve() on the reader's.

#include "core/form/session.hpp"
#include "core/registry/registry_reader.hpp"

#include <functional>
#include <set>

namespace daohu::casework {

// Whether the form can make a household: opened for nobody, it is about a new one.
enum class MakesHousehold : std::uint8_t { no, yes };
[[nodiscard]] MakesHousehold makes_household(const form::Definition& definition);

// The ids among what a form was opened with, as the opaque frontier of its session: a draft keeps it.
[[nodiscard]] Bytes focus_of(std::span<const form::Prefill> prefills, MakesHousehold makes = MakesHousehold::no);

// What is known of an entity to whoever fills in the form, by any of its ids; nothing where nobody wrote about it.
using FindEntity = std::function<Result<std::optional<registry::Entity>>(EntityId)>;

class FormFocus {
public:
    // The codes of the CBOR reader, and of `find`.
    [[nodiscard]] static Result<FormFocus> resolve(registry::RegistryReader& reader, ByteView frontier,
                                                   const FindEntity& find);

    // Entities of a dataset in the order they were first written here; nothing where all of them are meant.
    [[nodiscard]] Result<std::optional<std::vector<EntityId>>> rows_of(registry::RegistryReader& reader,
                                                                       const registry::DatasetSchema& dataset) const;

private:
    Result<void> add(const FindEntity& find, EntityId id);
    [[nodiscard]] bool covers(const registry::DatasetSchema& dataset) const;

    std::map<EntityId, std::string> m_entities;  // with their datasets
    std::set<EntityId> m_households;
    std::set<EntityId> m_persons;
    bool m_is_new_family = false;
};

}  // namespace daohu::casework
