// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists that the county gets from elsewhere (a register of low-income families, tasks to check), as entries of the
// county's own device in the streams of the villages: signed, synced and folded like any other, and known by their
// provenance `county_push`. All of a table or nothing. Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/import/row_values.hpp"
#include "core/import/table.hpp"
#include "core/registry/duplicates.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daohu::county {

enum class ImportMode : std::uint8_t { dry_run, apply };
// What is done with people who are there already, as far as anybody can tell.
enum class DuplicateRule : std::uint8_t { leave_out, take_in };

struct ImportOptions {
    std::string dataset;
    std::string village;                         // of every row; empty where the table has a column of villages
    std::map<std::string, std::string> renamed;  // header -> property
    DuplicateRule duplicates = DuplicateRule::leave_out;
    ImportMode mode = ImportMode::dry_run;
};

// A row that may be somebody who is there already; a person decides.
struct LikelyDuplicate {
    std::uint64_t row = 0;
    std::uint64_t same_as_row = 0;   // of the same table; 0: somebody in the register
    std::optional<EntityId> person;  // of the register
    std::set<registry::Likeness> likeness;
};

struct ImportReport {
    // So many of each are listed; the counts are of all.
    static constexpr std::size_t kListed = 100;

    std::string format;  // import::Table::format
    std::uint64_t rows = 0;
    std::uint64_t taken = 0;  // rows that became entities, or would
    std::uint64_t entries = 0;
    std::uint64_t fault_count = 0;
    std::vector<import::CellFault> faults;
    std::uint64_t duplicate_count = 0;
    std::vector<LikelyDuplicate> duplicates;
    bool is_applied = false;
};

// Reads the table twice: once to see whether every row is sound, once to write. With any fault nothing is written and the
// report says why.
//
// table_columns_wrong, table_malformed; not_found for a dataset that is not there; village_code_malformed; the codes of
// the store.
[[nodiscard]] Result<ImportReport> import_table(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                                import::Table& table, const ImportOptions& options, const Clock& clock,
                                                Entropy& entropy);

// {"rows", "taken", "entries", "applied", "format", "fault_count", "faults": [...], "duplicate_count", "duplicates"}.
[[nodiscard]] std::string report_json(const ImportReport& report);

}  // namespace daohu::county
