// SPDX-License-Identifier: Apache-2.0
#pragma once

// Taking records out of the county, after a second person approved: a village's entries as they were signed, or a
// register as a table. Any thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/registry/schema.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <string>

namespace daohu::county {

// What was asked for, as it stands in the approval.
struct ExportScope {
    std::string village;
    std::string dataset;                                        // empty: the entries themselves
    registry::DataClass up_to = registry::DataClass::personal;  // properties of a higher class are left out

    [[nodiscard]] std::string to_text() const;
    // invalid_argument.
    [[nodiscard]] static Result<ExportScope> parse(const std::string& text);
};

// "none", "work", "personal", "sensitive". invalid_argument.
[[nodiscard]] Result<registry::DataClass> data_class_named(std::string_view name);

// invalid_argument for entries unless the scope reaches `sensitive`: an entry holds everything.
[[nodiscard]] Result<void> check(const ExportScope& scope);

// The entries of the village's stream, byte for byte, one after another: a CBOR sequence (RFC 8742).
//
// not_found for an unknown village; the codes of check.
[[nodiscard]] Result<Bytes> export_entries(Store& store, const ExportScope& scope);

// One row an entity: its id, whether it is open, its properties in the order of the dataset, and the names of those that
// are in conflict (the displayed value is exported). UTF-8 with a byte order mark, every field quoted.
//
// not_found for an unknown village or dataset; the codes of RegisterView.
[[nodiscard]] Result<std::string> export_register(const Folder& folder, Store& store,
                                                  const registry::SchemaSet& schemas, const ExportScope& scope,
                                                  const Clock& clock, Entropy& entropy);

}  // namespace daohu::county
