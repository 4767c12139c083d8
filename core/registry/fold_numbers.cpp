// SPDX-License-Identifier: Apache-2.0
#include "core/registry/fold_numbers.hpp"

#include "core/registry/prepared.hpp"
#include "core/registry/stream_state.hpp"

namespace daohu::registry {

namespace {

using vault::Cursor;

enum class Query : std::uint8_t {
    find_chain,
    add_chain,
    chain,
    find_stream,
    add_stream,
    stream,
    find_name,
    add_name,
    name,
};

constexpr std::array kQueries{
    Sql{Query::find_chain, "SELECT chain FROM registry_chain WHERE device = ?1 AND incarnation = ?2"},
    Sql{Query::add_chain, "INSERT INTO registry_chain(device, incarnation) VALUES (?1, ?2) RETURNING chain"},
    Sql{Query::chain, "SELECT device, incarnation FROM registry_chain WHERE chain = ?1"},
    Sql{Query::find_stream, "SELECT stream FROM registry_stream WHERE id = ?1"},
    Sql{Query::add_stream,
        "INSERT INTO registry_stream(id, entries, entry_sum, part_sum) VALUES (?1, 0, ?2, ?2) RETURNING stream"},
    Sql{Query::stream, "SELECT id FROM registry_stream WHERE stream = ?1"},
    Sql{Query::find_name, "SELECT name FROM registry_name WHERE text = ?1"},
    Sql{Query::add_name, "INSERT INTO registry_name(text) VALUES (?1) RETURNING name"},
    Sql{Query::name, "SELECT text FROM registry_name WHERE name = ?1"},
};

}  // namespace

struct FoldNumbers::Statements {
    Prepared<Query, kQueries.size()> prepared;
};

FoldNumbers::FoldNumbers(std::unique_ptr<Statements> statements) : m_statements{std::move(statements)} {}
FoldNumbers::~FoldNumbers() = default;
FoldNumbers::FoldNumbers(FoldNumbers&&) noexcept = default;
FoldNumbers& FoldNumbers::operator=(FoldNumbers&&) noexcept = default;

Result<FoldNumbers> FoldNumbers::open(vault::Database& database) {
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(database, kQueries)));
    return FoldNumbers{std::make_unique<Statements>(std::move(prepared))};
}

void FoldNumbers::forget() {
    m_chain_numbers.clear();
    m_chains.clear();
    m_stream_numbers.clear();
    m_streams.clear();
    m_name_numbers.clear();
    m_names.clear();
}

Result<std::optional<std::int64_t>> number_from(Cursor row) {
    if (!TRY(row.next())) {
        return std::optional<std::int64_t>{};
    }
    return std::optional{row.integer(0)};
}

Result<std::int64_t> inserted_number(Cursor row) {
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_failed, "no number for a new row");
    }
    const std::int64_t number = row.integer(0);
    TRY(row.next());
    return number;
}

Result<std::int64_t> FoldNumbers::of_chain(const entry::EntryId& entry) {
    const Chain key{entry.device, entry.incarnation};
    if (const auto known = m_chain_numbers.find(key); known != m_chain_numbers.end()) {
        return known->second;
    }
    auto& prepared = m_statements->prepared;
    const std::optional<std::int64_t> found =
        TRY(number_from(prepared[Query::find_chain].query({key.device, key.incarnation})));
    const std::int64_t number =
        found ? *found : TRY(inserted_number(prepared[Query::add_chain].query({key.device, key.incarnation})));
    m_chain_numbers.emplace(key, number);
    return number;
}

Result<std::int64_t> FoldNumbers::of_stream(StreamId stream) {
    if (const auto known = m_stream_numbers.find(stream); known != m_stream_numbers.end()) {
        return known->second;
    }
    auto& prepared = m_statements->prepared;
    const std::optional<std::int64_t> found = TRY(number_from(prepared[Query::find_stream].query({stream})));
    const std::int64_t number =
        found ? *found : TRY(inserted_number(prepared[Query::add_stream].query({stream, HashSum{}.bytes()})));
    m_stream_numbers.emplace(stream, number);
    return number;
}

Result<std::int64_t> FoldNumbers::of_name(std::string_view text) {
    if (const auto known = m_name_numbers.find(text); known != m_name_numbers.end()) {
        return known->second;
    }
    auto& prepared = m_statements->prepared;
    const std::optional<std::int64_t> found = TRY(number_from(prepared[Query::find_name].query({text})));
    const std::int64_t number = found ? *found : TRY(inserted_number(prepared[Query::add_name].query({text})));
    m_name_numbers.emplace(text, number);
    return number;
}

Result<FoldNumbers::Chain> FoldNumbers::chain(std::int64_t number) {
    if (const auto known = m_chains.find(number); known != m_chains.end()) {
        return known->second;
    }
    Cursor row = m_statements->prepared[Query::chain].query({number});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "chain number");
    }
    const Chain chain{TRY(row.as<DeviceId>(0)), TRY(row.as<IncarnationId>(1))};
    m_chains.emplace(number, chain);
    return chain;
}

Result<StreamId> FoldNumbers::stream(std::int64_t number) {
    if (const auto known = m_streams.find(number); known != m_streams.end()) {
        return known->second;
    }
    Cursor row = m_statements->prepared[Query::stream].query({number});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "stream number");
    }
    const StreamId stream = TRY(row.as<StreamId>(0));
    m_streams.emplace(number, stream);
    return stream;
}

Result<std::string_view> FoldNumbers::name(std::int64_t number) {
    const auto known = m_names.find(number);
    if (known != m_names.end()) {
        return std::string_view{known->second};
    }
    Cursor row = m_statements->prepared[Query::name].query({number});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "name number");
    }
    return std::string_view{m_names.emplace(number, row.text(0)).first->second};
}

}  // namespace daohu::registry
