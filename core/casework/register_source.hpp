// SPDX-License-Identifier: Apache-2.0
#pragma once

// The registers as forms read them: one row an open entity, values in the spelling a form has (yuan, ids, true and
// false), each with the tokens of the writes it came from. Owned by the workspace, on the thread that fills in forms.
//
// A form that was opened for somebody reads what belongs to them (facts/form_focus.hpp): its frontier names them. What
// is read is what the store knows now. A draft keeps the rows and values it was opened with, so only the choices of a
// question may be newer when it is taken up again.

#include "core/casework/act/sealed_register.hpp"
#include "core/form/ports.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

class RegisterSource final : public form::EntitySource {
public:
    // All outlive it. `sealed`, of whoever fills in forms, stands in for what the store cannot read. The codes of
    // RegistryReader::open.
    [[nodiscard]] static Result<RegisterSource> open(vault::Database& database, const registry::SchemaSet& schemas,
                                                     const SealedRegister* sealed = nullptr);

    // not_found for a list that is no dataset; the codes of RegistryReader::find.
    [[nodiscard]] Result<void> read(std::string_view list, ByteView frontier, form::EntitySink& sink) const override;
    // By the id of any member; nothing where it is unknown or of another dataset. id_malformed.
    [[nodiscard]] Result<std::optional<form::Entity>> find(std::string_view list, std::string_view id,
                                                           ByteView frontier) const override;

private:
    RegisterSource(registry::RegistryReader reader, const registry::SchemaSet& schemas, const SealedRegister* sealed);

    // What is known of it to whoever fills in forms; nothing where nobody wrote about it.
    [[nodiscard]] Result<std::optional<registry::Entity>> known(EntityId id) const;

    Result<void> hand_over_sealed(const registry::DatasetSchema& schema, form::EntitySink& sink) const;
    Result<void> read_all(const registry::DatasetSchema& schema, form::EntitySink& sink) const;
    Result<void> hand_over(EntityId id, const registry::DatasetSchema& schema, form::EntitySink& sink) const;
    [[nodiscard]] Result<form::Entity> row_of(const registry::Entity& entity,
                                              const registry::DatasetSchema& schema) const;
    [[nodiscard]] Result<std::string> label_of(const registry::Entity& entity,
                                               const registry::DatasetSchema& schema) const;

    mutable registry::RegistryReader m_reader;  // reading prepares statements and fills caches
    const registry::SchemaSet* m_schemas;
    const SealedRegister* m_sealed;
};

}  // namespace daohu::casework
