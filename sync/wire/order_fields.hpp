// SPDX-License-Identifier: Apache-2.0
#pragma once

// The single operation of an entry that is no form, and its fields. Private to sync/wire; any thread.

#include "core/entry/administrative.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daohu::wire {

[[nodiscard]] inline entry::DraftAssignment order_field(std::string_view name, entry::Value value) {
    return {std::string{name}, std::move(value), {}};
}

[[nodiscard]] inline entry::DraftAssignment order_field(std::string_view name, ByteView bytes) {
    return order_field(name, entry::Value{Bytes(bytes.begin(), bytes.end())});
}

[[nodiscard]] inline entry::EntryDraft order_draft(entry::EntryKind kind, StreamId scope,
                                                   entry::DraftOperation operation) {
    entry::EntryDraft draft;
    draft.kind = kind;
    draft.scope = scope;
    draft.sections.push_back({std::nullopt, {std::move(operation)}, {}});
    return draft;
}

class OrderFields {
public:
    // Nothing when the entry is not one such operation.
    static std::optional<OrderFields> of(const entry::SignedEntry& entry, entry::EntryKind kind,
                                         entry::OperationCode code, std::string_view dataset) {
        if (entry.header().kind != kind || entry.sections().size() != 1) {
            return std::nullopt;
        }
        auto section = entry.section(0);
        if (!section || section->operations.size() != 1 || section->operations.front().code != code ||
            section->operations.front().dataset != dataset) {
            return std::nullopt;
        }
        return OrderFields{std::move(*section)};
    }

    // Null when there is none of that name and type.
    template <class T>
    [[nodiscard]] const T* find(std::string_view name) const {
        const entry::Value* value = entry::find_field(m_section, m_section.operations.front(), name);
        return value == nullptr ? nullptr : std::get_if<T>(value);
    }

private:
    explicit OrderFields(entry::Section section) : m_section{std::move(section)} {}

    entry::Section m_section;
};

}  // namespace daohu::wire
