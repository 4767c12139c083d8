// SPDX-License-Identifier: Apache-2.0
#pragma once

// What read models share to read projected rows. Private to core/casework; on the thread of the reader they are
// given.

#include "core/base/clock.hpp"
#include "core/base/date.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

// Empty where the value is no text; refers to the value.
[[nodiscard]] std::string_view text_in(const entry::Value& value);
[[nodiscard]] std::optional<EntityId> reference_in(const entry::Value& value);
// Of a day written out in full.
[[nodiscard]] std::optional<Date> day_in(const entry::Value& value);
// Of a number of milliseconds; nothing where it is none, or 0.
[[nodiscard]] std::optional<WallTime> moment_in(const entry::Value& value);
// Ids beside each other, as a set is projected.
[[nodiscard]] std::vector<EntityId> references_listed_in(const entry::Value& value);

// For projectors: what is displayed, blank where there is nothing; a moment in milliseconds, 0 where it is unknown; ids
// beside each other.
[[nodiscard]] entry::Value shown_value(const registry::Entity& entity, std::string_view property);
[[nodiscard]] std::int64_t shown_moment(const registry::Entity& entity, std::string_view property);
[[nodiscard]] std::string listed(const std::vector<EntityId>& entities);

// The text of a row's key; empty where it is a number.
[[nodiscard]] std::string_view text_of(const registry::RowKey& key);

// Every row of a projector (of a first key), a portion at a time. `visit` takes a `const registry::ListRow&` and says
// whether to go on; who will not go far reads small portions.
enum class Walk : std::uint8_t { on, stop };
template <class Visit>
[[nodiscard]] Result<void> walk_rows(registry::RegistryReader& reader, std::string_view projector,
                                     std::optional<registry::RowKey> first_key, Visit visit,
                                     std::size_t portion = 1'024) {
    registry::ListQuery query{
        .projector = std::string{projector}, .first_key = std::move(first_key), .after = {}, .limit = portion};
    for (;;) {
        const std::vector<registry::ListRow> rows = TRY(reader.list(query));
        for (const registry::ListRow& row : rows) {
            if (visit(row) == Walk::stop) {
                return {};
            }
        }
        if (rows.size() < portion) {
            return {};
        }
        query.after = rows.back().position;
    }
}

}  // namespace daohu::casework
