// SPDX-License-Identifier: Apache-2.0
#include "core/vault/database.hpp"

#include "core/base/kdf.hpp"
#include "core/vault/connection.hpp"
#include "core/vault/files.hpp"

#include <algorithm>
#include <array>

namespace daohu::vault {

namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSaltSize = 16;
constexpr std::string_view kSaltPurpose = "daohu-database-salt-1";
constexpr std::int64_t kApplicationId = 0x44414F48;  // "DAOH"
constexpr int kBusyTimeoutMs = 5000;
constexpr int kCheckpointPatienceMs = 250;
constexpr sqlite3_int64 kCopyPiece = 1024 * 1024;
constexpr std::string_view kPlainSqliteMagic{"SQLite format 3\0", 16};

void append_hex(SecretBytes& out, std::size_t& at, ByteView bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        out.mutable_bytes()[at++] = static_cast<std::uint8_t>(kDigits[byte >> 4U]);
        out.mutable_bytes()[at++] = static_cast<std::uint8_t>(kDigits[byte & 0xFU]);
    }
}

// x'<64 digits of the key><32 digits of the salt>': SQLCipher's form for a key that needs no derivation and a salt that
// is not read from the file, so that a damaged first sector costs a page and not the key.
Result<SecretBytes> raw_key(const SecretBytes& key) {
    if (key.size() != kKeySize) {
        return fail(ErrorCode::key_malformed, "database key of " + std::to_string(key.size()) + " bytes");
    }
    const SecretBytes salt = TRY(derive_key(key, kSaltPurpose));
    SecretBytes text = TRY(SecretBytes::zeroed(2 * (kKeySize + kSaltSize) + 3));
    std::size_t at = 0;
    text.mutable_bytes()[at++] = 'x';
    text.mutable_bytes()[at++] = '\'';
    append_hex(text, at, key.bytes());
    append_hex(text, at, salt.bytes().first(kSaltSize));
    text.mutable_bytes()[at] = '\'';
    return text;
}

// SQLite's own descriptor of the file: POSIX drops all locks that a process holds on a file as soon as it closes any
// descriptor of it, and another process would then take this one for gone and delete its log. Null where there is none.
sqlite3_file* own_file(sqlite3* handle) {
    sqlite3_file* file = nullptr;
    const bool is_there = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK;
    return is_there && file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

bool is_plain_sqlite(sqlite3* handle) {
    sqlite3_file* const file = own_file(handle);
    if (file == nullptr) {
        return false;
    }
    std::array<char, kPlainSqliteMagic.size()> start{};
    const int code = file->pMethods->xRead(file, start.data(), static_cast<int>(start.size()), 0);
    return code == SQLITE_OK && std::string_view{start.data(), start.size()} == kPlainSqliteMagic;
}

Result<std::int64_t> read_number(Database& database, std::string_view sql) {
    Statement statement = TRY(database.prepare(sql));
    Cursor row = statement.query();
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, std::string{sql});
    }
    return row.integer(0);
}

// Before the log and its index are made, which take their mode from the file. On a file system without modes nothing
// happens.
void close_to_others(const std::filesystem::path& path) {
    constexpr auto kOwnerOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    for (const char* part : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::permissions(path.string() + part, kOwnerOnly, ignored);
    }
}

// The first read of the file: tells the right key from the wrong one and our files from others.
Result<void> recognise(Database& database, Access access) {
    const std::int64_t tables = TRY(read_number(database, "SELECT count(*) FROM sqlite_schema"));
    const std::int64_t application = TRY(read_number(database, "PRAGMA application_id"));
    if (application == kApplicationId) {
        return {};
    }
    if (application != 0 || tables != 0) {
        return fail(ErrorCode::database_foreign, "application id " + std::to_string(application));
    }
    if (access == Access::read_only) {
        return fail(ErrorCode::not_found, "an empty database");
    }
    return database.execute("PRAGMA application_id = 1145130824");
}

std::string_view cache_pragma(CacheSize size) {
    switch (size) {
        case CacheSize::mib_16: return "PRAGMA cache_size = -16384";
        case CacheSize::mib_8: return "PRAGMA cache_size = -8192";
        case CacheSize::mib_2: break;
    }
    return "PRAGMA cache_size = -2048";
}

Result<void> configure(Database& database, const DatabaseOptions& options) {
    TRY(database.execute(cache_pragma(options.cache)));
    TRY(database.execute("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                         "PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON"));
    if (options.access == Access::read_only) {
        return database.execute("PRAGMA query_only = ON");
    }
    TRY(database.execute("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA checkpoint_fullfsync = ON"));
    return database.execute(options.flushing == Flushing::full ? "PRAGMA synchronous = FULL"
                                                               : "PRAGMA synchronous = NORMAL");
}

Result<void> look_for_damage(Database& database, IntegrityDepth depth) {
    Statement pages = TRY(database.prepare("PRAGMA cipher_integrity_check"));
    Cursor faults = pages.query();
    if (TRY(faults.next())) {
        return fail(ErrorCode::database_damaged, std::string{faults.text(0)});
    }
    if (depth == IntegrityDepth::full) {
        Statement rows = TRY(database.prepare("PRAGMA integrity_check(1)"));
        Cursor answer = rows.query();
        if (!TRY(answer.next()) || answer.text(0) != "ok") {
            return fail(ErrorCode::database_damaged, "a row or an index");
        }
    }
    return {};
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, const SecretBytes& key,
                                const DatabaseOptions& options) {
    const SecretBytes key_text = TRY(raw_key(key));
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_READWRITE |
                      (options.access == Access::read_only ? 0 : SQLITE_OPEN_CREATE);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    if (handle == nullptr) {
        return fail(ErrorCode::secret_memory_unavailable, "opening the database");
    }
    Database database{std::make_unique<Connection>(handle, path)};
    if (code != SQLITE_OK) {
        return fail(database.m_connection->error(sqlite3_extended_errcode(handle), "opening the database"));
    }
    if (is_plain_sqlite(handle)) {
        return fail(ErrorCode::database_foreign, "a plain SQLite file");
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    if (options.access == Access::read_write) {
        close_to_others(path);
    }
    const int keyed = sqlite3_key_v2(handle, "main", key_text.bytes().data(), static_cast<int>(key_text.size()));
    if (keyed != SQLITE_OK) {
        return fail(database.m_connection->error(keyed, "setting the key"));
    }
    TRY(database.execute("PRAGMA cipher_log_level = NONE"));  // errors are ours to report; the first key sets it anew
    TRY(recognise(database, options.access));
    database.m_connection->set_recognised();
    TRY(configure(database, options));
    return database;
}

Database::Database(std::unique_ptr<Connection> connection) : m_connection{std::move(connection)} {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Result<void> Database::execute(std::string_view sql) {
    const std::string text{sql};
    if (sqlite3_exec(m_connection->handle(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return fail(m_connection->error(sqlite3_extended_errcode(m_connection->handle()), "executing SQL"));
    }
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* handle = m_connection->take_idle(sql);
    if (handle == nullptr) {
        const int code = sqlite3_prepare_v3(m_connection->handle(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
        if (code != SQLITE_OK) {
            return fail(m_connection->error(code, sqlite3_errmsg(m_connection->handle())));
        }
    }
    return Statement{std::make_unique<Statement::Prepared>(m_connection.get(), handle)};
}

const std::filesystem::path& Database::path() const { return m_connection->path(); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(m_connection->handle()) == 0; }

std::int64_t Database::last_inserted() const { return sqlite3_last_insert_rowid(m_connection->handle()); }

std::int64_t Database::changed_rows() const { return sqlite3_changes64(m_connection->handle()); }

Result<void> Database::checkpoint() {
    sqlite3_busy_timeout(m_connection->handle(), kCheckpointPatienceMs);  // whoever saves waits behind it
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection->handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(m_connection->handle(), kBusyTimeoutMs);
    if (code != SQLITE_OK) {
        return fail(m_connection->error(code, "checkpoint"));
    }
    return {};
}

Result<void> Database::copy_file(File& to) {
    sqlite3_file* const file = own_file(m_connection->handle());
    sqlite3_int64 size = 0;
    if (file == nullptr || file->pMethods->xFileSize(file, &size) != SQLITE_OK) {
        return fail(ErrorCode::io_failed, "the size of a database");
    }
    Bytes piece(static_cast<std::size_t>(kCopyPiece));
    for (sqlite3_int64 offset = 0; offset < size; offset += kCopyPiece) {
        const int length = static_cast<int>(std::min(kCopyPiece, size - offset));
        if (file->pMethods->xRead(file, piece.data(), length, offset) != SQLITE_OK) {
            return fail(ErrorCode::io_failed, "reading a database");
        }
        TRY(to.append(ByteView{piece}.first(static_cast<std::size_t>(length))));
    }
    return {};
}

Result<void> Database::check_integrity(IntegrityDepth depth) {
    // The check of the pages' seals reads the file alone. After a cut in a checkpoint a page may be torn there while the
    // log still holds it whole, so the log goes first.
    TRY(checkpoint());
    // While somebody reads, no other connection moves the log into the file.
    TRY(execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
    const Result<void> found = look_for_damage(*this, depth);
    execute("COMMIT").ignore("it wrote nothing");
    return found;
}

}  // namespace daohu::vault
