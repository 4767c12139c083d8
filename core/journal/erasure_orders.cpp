// SPDX-License-Identifier: Apache-2.0
#include "core/journal/erasure_orders.hpp"

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Statement;

constexpr std::string_view kAll =
    "SELECT ordinal, device, incarnation, sequence, hash, section, state FROM erasure_order ORDER BY ordinal";
constexpr std::string_view kAny =
    "SELECT ordinal, device, incarnation, sequence, hash, section, state FROM erasure_order LIMIT 1";
constexpr std::string_view kInState = "SELECT ordinal, device, incarnation, sequence, hash, section, state "
                                      "FROM erasure_order WHERE state = ?1 ORDER BY ordinal";
constexpr std::string_view kByOrdinal =
    "SELECT ordinal, device, incarnation, sequence, hash, section, state FROM erasure_order WHERE ordinal = ?1";
constexpr std::string_view kByTarget = "SELECT ordinal, device, incarnation, sequence, hash, section, state "
                                       "FROM erasure_order WHERE hash = ?1 AND state <> ?2 ORDER BY ordinal";

std::uint32_t number_of(ErasureState state) { return static_cast<std::uint8_t>(state); }

Result<ErasureOrder> read_order(const Cursor& row) {
    const auto state = row.integer(6);
    if (state < 0 || state > number_of(ErasureState::no_section)) {
        return fail(ErrorCode::database_damaged, "state of an order to erase");
    }
    ErasureOrder order;
    order.ordinal = row.unsigned_integer(0);
    order.what.entry.device = TRY(row.as<DeviceId>(1));
    order.what.entry.incarnation = TRY(row.as<IncarnationId>(2));
    order.what.entry.sequence = row.unsigned_integer(3);
    order.what.entry_hash = TRY(row.as<Hash256>(4));
    order.what.section = static_cast<std::uint32_t>(row.integer(5));
    order.state = static_cast<ErasureState>(state);
    return order;
}

}  // namespace

std::optional<ErrorCode> ErasureOrder::reason() const {
    switch (state) {
        case ErasureState::not_allowed: return ErrorCode::erasure_not_allowed;
        case ErasureState::no_section: return ErrorCode::not_found;
        case ErasureState::waiting:
        case ErasureState::dropped:
        case ErasureState::done: break;
    }
    return std::nullopt;
}

bool ErasureOrders::may_be_obeyed(const entry::SignedEntry& order) const { return is_of_county(order, m_county); }

Result<void> ErasureOrders::note(const entry::SignedEntry& order, std::uint64_t ordinal) {
    const auto what = entry::read_erasure(order);
    if (!what) {
        return {};
    }
    const ErasureState state = may_be_obeyed(order) ? ErasureState::waiting : ErasureState::not_allowed;
    Statement add = TRY(m_database->prepare("INSERT INTO erasure_order(ordinal, device, incarnation, sequence, hash, "
                                            "section, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    TRY(add.run({ordinal, what->entry.device, what->entry.incarnation, what->entry.sequence, what->entry_hash,
                 what->section, number_of(state)}));
    m_is_empty = false;
    return {};
}

Result<void> ErasureOrders::set_state(std::uint64_t ordinal, ErasureState state) {
    Statement put = TRY(m_database->prepare("UPDATE erasure_order SET state = ?2 WHERE ordinal = ?1"));
    return put.run({ordinal, number_of(state)});
}

Result<void> ErasureOrders::replace_state(ErasureState from, ErasureState to) {
    Statement put = TRY(m_database->prepare("UPDATE erasure_order SET state = ?2 WHERE state = ?1"));
    return put.run({number_of(from), number_of(to)});
}

Result<void> ErasureOrders::settle(const entry::SignedEntry& entry) {
    for (const ErasureOrder& order : TRY(naming(entry))) {
        const bool has_section = order.what.section < entry.sections().size();
        TRY(set_state(order.ordinal, has_section ? ErasureState::done : ErasureState::no_section));
    }
    return {};
}

Result<std::vector<ErasureOrder>> ErasureOrders::collect(std::string_view sql, vault::Parameters parameters) {
    Statement select = TRY(m_database->prepare(sql));
    Cursor rows = select.query(parameters);
    std::vector<ErasureOrder> orders;
    while (TRY(rows.next())) {
        orders.push_back(TRY(read_order(rows)));
    }
    return orders;
}

Result<std::vector<ErasureOrder>> ErasureOrders::all() { return collect(kAll, {}); }

Result<std::vector<ErasureOrder>> ErasureOrders::in_state(ErasureState state) {
    return collect(kInState, {number_of(state)});
}

Result<std::optional<ErasureOrder>> ErasureOrders::find(std::uint64_t ordinal) {
    const std::vector<ErasureOrder> found = TRY(collect(kByOrdinal, {ordinal}));
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

Result<std::vector<ErasureOrder>> ErasureOrders::naming(const entry::SignedEntry& entry) {
    if (!m_is_empty) {
        m_is_empty = TRY(collect(kAny, {})).empty();
    }
    if (*m_is_empty) {
        return std::vector<ErasureOrder>{};
    }
    std::vector<ErasureOrder> orders = TRY(collect(kByTarget, {entry.hash(), number_of(ErasureState::not_allowed)}));
    std::erase_if(orders, [&](const ErasureOrder& order) { return order.what.entry != entry.id(); });
    return orders;
}

}  // namespace daohu::journal
