// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the parts of the invented county are written with. Private to core/casework/demo; one thread.

#include "core/base/clock.hpp"
#include "core/base/date.hpp"
#include "core/base/entropy.hpp"
#include "core/base/money.hpp"
#include "core/entry/draft.hpp"

#include <string>
#include <vector>

namespace daohu::casework {

// Chance that follows from a seed.
class DemoChance {
public:
    explicit DemoChance(std::uint64_t seed) : m_entropy{seed} {}

    [[nodiscard]] Entropy& entropy() { return m_entropy; }
    [[nodiscard]] EntityId id() { return EntityId::random(m_entropy); }
    // 0 up to, not including, `bound`.
    [[nodiscard]] std::int64_t below(std::int64_t bound);
    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    [[nodiscard]] bool percent(std::int64_t share) { return below(100) < share; }
    template <class T>
    [[nodiscard]] const T& one_of(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }

private:
    SeededEntropy m_entropy;
};

// An entity that is written for the first time, or a change of one.
class DemoRecord {
public:
    DemoRecord(EntityId id, std::string dataset, entry::OperationCode code = entry::OperationCode::create);

    DemoRecord& text(std::string property, std::string value) { return set(std::move(property), std::move(value)); }
    DemoRecord& day(std::string property, Date value) { return set(std::move(property), value.to_string()); }
    DemoRecord& moment(std::string property, WallTime value);
    DemoRecord& number(std::string property, std::int64_t value) { return set(std::move(property), value); }
    DemoRecord& fen(std::string property, Fen value) { return set(std::move(property), value.value()); }
    DemoRecord& names(std::string property, EntityId value);
    // One element of a set.
    DemoRecord& add(std::string property, EntityId value);
    DemoRecord& add_text(std::string property, std::string value);

    [[nodiscard]] EntityId id() const { return m_id; }
    [[nodiscard]] entry::DraftSection section() const;

private:
    DemoRecord& set(std::string property, entry::Value value);

    EntityId m_id;
    std::vector<entry::DraftOperation> m_operations;
};

// What somebody hands in at a moment, on one of the county's tablets.
struct DemoEvent {
    WallTime at;
    std::size_t tablet = 0;
    entry::EntryDraft draft;
};

// So many hours into a day in Beijing.
[[nodiscard]] WallTime at_hour(Date day, std::int64_t minutes);
// That many days later; the day itself at the end of time.
[[nodiscard]] Date later(Date day, std::int64_t days);

}  // namespace daohu::casework
