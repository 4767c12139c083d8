// SPDX-License-Identifier: Apache-2.0
#pragma once

// One connection to one encrypted file (SQLCipher, WAL). Belongs to one thread at a time: the store thread owns the
// writing connection, every reader has its own. Closing wipes the connection's keys.
//
// Each file is encrypted with a raw 256-bit key. Writing is durable when Transaction::commit() returns: the write-ahead
// log is flushed at every commit.

#include "core/base/secret.hpp"
#include "core/vault/statement.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace daohu::vault {

class File;

enum class Access : std::uint8_t { read_write, read_only };

// `full` is the only setting that keeps the promise. `normal` loses the last saves in a power cut; it exists so that the
// fault tests can show that they would notice.
enum class Flushing : std::uint8_t { full, normal };

// Memory for pages: a connection that writes, one that a screen reads with, and one for a file of little traffic.
enum class CacheSize : std::uint8_t { mib_16, mib_8, mib_2 };

struct DatabaseOptions {
    Access access = Access::read_write;
    Flushing flushing = Flushing::full;
    CacheSize cache = CacheSize::mib_16;
    std::string vfs;  // a file layer registered with SQLite; empty: the system's
};

enum class IntegrityDepth : std::uint8_t {
    pages,  // the seal of every page
    full,   // the seals, then every row and index
};

class Database {
public:
    // Creates the file where there is none and access allows it.
    //
    // database_key_wrong (another key, or not one of our files), database_foreign (a plain SQLite file, or one of another
    // program), database_damaged, database_busy, io_failed, disk_full, key_malformed (the key has not 32 bytes).
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, const SecretBytes& key,
                                               const DatabaseOptions& options = {});
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    // One or more statements of literal SQL without parameters.
    Result<void> execute(std::string_view sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);

    [[nodiscard]] const std::filesystem::path& path() const;
    [[nodiscard]] bool in_transaction() const;
    // The row id of the last INSERT into a table that has row ids.
    [[nodiscard]] std::int64_t last_inserted() const;
    // Rows changed by the last INSERT, UPDATE or DELETE.
    [[nodiscard]] std::int64_t changed_rows() const;

    // Moves the write-ahead log into the file and empties it, so that nothing deleted stays in it. database_busy when a
    // reader still needs the log after a quarter of a second.
    Result<void> checkpoint();
    // The file as it lies there, sealed, to the end of `to`: without what is only in the write-ahead log. Nobody may write
    // meanwhile. Whoever copies the file by its name instead ends, with the close, every lock that this process holds on
    // it: to another process it is gone, and its log is deleted.
    Result<void> copy_file(File& to);
    // database_damaged naming the first fault found. Empties the write-ahead log, then reads the whole file; needs a
    // connection that may write.
    [[nodiscard]] Result<void> check_integrity(IntegrityDepth depth);

private:
    explicit Database(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;

    friend class Transaction;
};

}  // namespace daohu::vault
