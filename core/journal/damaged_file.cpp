// SPDX-License-Identifier: Apache-2.0
#include "core/journal/damaged_file.hpp"

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Statement;
using vault::VaultFile;

// No row of the journal is smaller: two signatures, a header, the hashes beside it.
constexpr std::uint64_t kLeastRow = 256;

}  // namespace

Result<DamagedFile> DamagedFile::open(const vault::Vault& vault, std::filesystem::path path) {
    DamagedFile file{vault, std::move(path)};
    TRY(file.connect());
    return file;
}

// A connection that met a bad page reads no page after it.
Result<void> DamagedFile::connect() {
    if (!m_database) {
        m_database.emplace(
            TRY(m_vault->open_database_at(m_path, VaultFile::store, {.access = vault::Access::read_only, .vfs = {}})));
    }
    return {};
}

Result<std::int64_t> DamagedFile::number(std::string_view sql) {
    TRY(connect());
    Statement select = TRY(m_database->prepare(sql));
    Cursor row = select.query();
    return TRY(row.next()) ? row.integer(0) : 0;
}

std::int64_t DamagedFile::last_ordinal() {
    for (const std::string_view sql : {"SELECT coalesce(max(ordinal), 0) FROM entry",
                                       "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'entry'"}) {
        if (const auto last = number(sql)) {
            return *last;
        }
        m_database.reset();
    }
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(m_path, unknown);
    return unknown ? 0 : static_cast<std::int64_t>(size / kLeastRow);
}

Result<std::optional<Bytes>> DamagedFile::read(std::int64_t ordinal) {
    TRY(connect());
    Statement select = TRY(m_database->prepare("SELECT bytes FROM entry WHERE ordinal = ?1"));
    Cursor row = select.query({ordinal});
    if (!TRY(row.next())) {
        return std::optional<Bytes>{};
    }
    const ByteView bytes = row.blob(0);
    return std::optional{Bytes{bytes.begin(), bytes.end()}};
}

Result<std::optional<Bytes>> DamagedFile::row(std::int64_t ordinal) {
    auto found = read(ordinal);
    if (!found) {
        m_database.reset();
    }
    return found;
}

}  // namespace daohu::journal
