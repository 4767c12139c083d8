// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is read a portion at a time, because a village is long: between the frames of a screen, or all at once. On the
// thread of the reader that is read from.
//
//     Portions portions;
//     std::size_t visits = 0;
//     portions.then(all_rows(registry, VisitProjector::kName, [&](const registry::ListRow&) { ++visits; }));
//     TRY(portions.read_all());

#include "core/registry/registry_reader.hpp"

#include <algorithm>
#include <deque>
#include <functional>

namespace daohu::casework {

enum class Progress : std::uint8_t { more, done };

class Portions {
public:
    // Reads the next portion, and says whether there is another one; never called after the last.
    using Reading = std::function<Result<Progress>()>;

    // After all those before it.
    void then(Reading reading) { m_readings.push_back(std::move(reading)); }
    // Something that is done in one go.
    template <class Act>
        requires std::is_same_v<std::invoke_result_t<Act&>, Result<void>>
    void then(Act act) {
        m_readings.emplace_back([act = std::move(act)]() mutable -> Result<Progress> {
            TRY(act());
            return Progress::done;
        });
    }

    [[nodiscard]] Result<Progress> step() {
        if (!m_readings.empty() && TRY(m_readings.front()()) == Progress::done) {
            m_readings.pop_front();
        }
        return m_readings.empty() ? Progress::done : Progress::more;
    }
    [[nodiscard]] Result<void> read_all() {
        while (TRY(step()) == Progress::more) {}
        return {};
    }

private:
    std::deque<Reading> m_readings;
};

// Every row of a projector, in its order. `visit` takes a `const registry::ListRow&`.
template <class Visit>
[[nodiscard]] Portions::Reading all_rows(registry::RegistryReader& reader, std::string_view projector, Visit visit) {
    constexpr std::size_t kRows = 256;
    return [&reader, visit = std::move(visit),
            query = registry::ListQuery{.projector = std::string{projector},
                                        .first_key = {},
                                        .after = {},
                                        .limit = kRows}]() mutable -> Result<Progress> {
        const std::vector<registry::ListRow> rows = TRY(reader.list(query));
        for (const registry::ListRow& row : rows) {
            visit(row);
        }
        if (rows.size() < kRows) {
            return Progress::done;
        }
        query.after = rows.back().position;
        return Progress::more;
    };
}

// Every open entity of a dataset, in the order they were first written about here. `visit` takes a
// `const registry::Entity&` and gives a Result<void>; where it reads more itself, fewer are read at once.
template <class Visit>
[[nodiscard]] Portions::Reading all_open(registry::RegistryReader& reader, std::string_view dataset, Visit visit,
                                         std::size_t at_once = 32) {
    return [&reader, visit = std::move(visit), at_once, dataset = std::string{dataset},
            after = std::optional<EntityId>{}]() mutable -> Result<Progress> {
        const std::vector<EntityId> ids = TRY(reader.entities(dataset, after, at_once));
        for (const EntityId id : ids) {
            const auto entity = TRY(reader.find(id));
            if (entity && entity->status == registry::EntityStatus::open) {
                TRY(visit(*entity));
            }
        }
        if (ids.size() < at_once) {
            return Progress::done;
        }
        after = ids.back();
        return Progress::more;
    };
}

// Each of those that `whom` names once its turn has come. `visit` takes an id and gives a Result<void>.
template <class Whom, class Visit>
[[nodiscard]] Portions::Reading each_of(Whom whom, Visit visit, std::size_t at_once) {
    return [whom = std::move(whom), visit = std::move(visit), at_once, asked = std::optional<std::vector<EntityId>>{},
            next = std::size_t{0}]() mutable -> Result<Progress> {
        if (!asked) {
            asked = whom();
        }
        for (const std::size_t end = std::min(next + at_once, asked->size()); next < end; ++next) {
            TRY(visit((*asked)[next]));
        }
        return next == asked->size() ? Progress::done : Progress::more;
    };
}

}  // namespace daohu::casework
