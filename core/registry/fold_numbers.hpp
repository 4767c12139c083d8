// SPDX-License-Identifier: Apache-2.0
#pragma once

// Short numbers for what the fold's tables repeat: chains, streams and names. Given out on first use, kept in memory. On
// its database's thread; giving one out needs an open transaction. Private to core/registry.

#include "core/entry/write_id.hpp"
#include "core/vault/database.hpp"

#include <map>
#include <unordered_map>

namespace daohu::registry {

class FoldNumbers {
public:
    // The tables must be there (tables.hpp). `database` must outlive this.
    [[nodiscard]] static Result<FoldNumbers> open(vault::Database& database);
    ~FoldNumbers();
    FoldNumbers(FoldNumbers&&) noexcept;
    FoldNumbers& operator=(FoldNumbers&&) noexcept;

    struct Chain {
        DeviceId device;
        IncarnationId incarnation;

        friend auto operator<=>(const Chain&, const Chain&) = default;
    };

    [[nodiscard]] Result<std::int64_t> of_chain(const entry::EntryId& entry);
    [[nodiscard]] Result<std::int64_t> of_stream(StreamId stream);
    // Of a dataset's or property's name.
    [[nodiscard]] Result<std::int64_t> of_name(std::string_view text);

    // What a number stands for; database_damaged where nothing does.
    [[nodiscard]] Result<Chain> chain(std::int64_t number);
    [[nodiscard]] Result<StreamId> stream(std::int64_t number);
    [[nodiscard]] Result<std::string_view> name(std::int64_t number);

    // To be called after a rollback: the numbers given out in it are not.
    void forget();

private:
    struct Statements;

    explicit FoldNumbers(std::unique_ptr<Statements> statements);

    std::unique_ptr<Statements> m_statements;
    std::map<Chain, std::int64_t> m_chain_numbers;
    std::map<std::int64_t, Chain> m_chains;
    std::unordered_map<StreamId, std::int64_t> m_stream_numbers;
    std::unordered_map<std::int64_t, StreamId> m_streams;
    std::map<std::string, std::int64_t, std::less<>> m_name_numbers;
    std::unordered_map<std::int64_t, std::string> m_names;
};

// The first column of the only row; nothing where there is no row.
[[nodiscard]] Result<std::optional<std::int64_t>> number_from(vault::Cursor row);
// The same of an INSERT that returns the number it gave out.
[[nodiscard]] Result<std::int64_t> inserted_number(vault::Cursor row);

}  // namespace daohu::registry
