// SPDX-License-Identifier: Apache-2.0
#pragma once

// A store's database of which some pages cannot be read any more, row by row. One thread; gone before the vault.

#include "core/vault/vault.hpp"

#include <optional>

namespace daohu::journal {

class DamagedFile {
public:
    // The codes of Vault::open_database_at: without its first page nothing of a file can be read.
    [[nodiscard]] static Result<DamagedFile> open(const vault::Vault& vault, std::filesystem::path path);

    // The highest ordinal it may have a row of.
    [[nodiscard]] std::int64_t last_ordinal();
    // The bytes of one entry; nothing where it has no such row. database_damaged where the way to it is.
    [[nodiscard]] Result<std::optional<Bytes>> row(std::int64_t ordinal);

private:
    DamagedFile(const vault::Vault& vault, std::filesystem::path path) : m_vault{&vault}, m_path{std::move(path)} {}

    Result<void> connect();
    [[nodiscard]] Result<std::optional<Bytes>> read(std::int64_t ordinal);
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);

    const vault::Vault* m_vault;
    std::filesystem::path m_path;
    std::optional<vault::Database> m_database;
};

}  // namespace daohu::journal
