// SPDX-License-Identifier: Apache-2.0
#pragma once

// The writes of some contents by their ids. Private to core/registry; any thread.
//
// Ids are long and an entity is of few entries, so that each entry is compared once and its writes by two numbers.

#include "core/registry/fold.hpp"

#include <algorithm>
#include <utility>

namespace daohu::registry {

class WriteIndex {
public:
    using Node = std::size_t;  // index into Contents::writes

    // `contents` must outlive the index.
    explicit WriteIndex(const Contents& contents);

    // The write `index` of a source; nothing when it is not among the contents.
    [[nodiscard]] std::optional<Node> find(std::uint32_t source, std::uint32_t index) const;

    // Calls `use` with each write of that id: two are branches of a fork, or of two members of one class.
    template <typename Use>
    void for_each(const entry::WriteId& id, Use use) const {
        for (const std::uint32_t source : sources_of(id.entry)) {
            if (const std::optional<Node> node = find(source, id.index)) {
                use(*node);
            }
        }
    }

private:
    using Place = std::pair<std::uint32_t, std::uint32_t>;  // source, index

    [[nodiscard]] std::span<const std::uint32_t> sources_of(const entry::EntryId& entry) const;

    const Contents& m_contents;
    std::vector<std::uint32_t> m_sources;          // ascending by the entry's id
    std::vector<std::pair<Place, Node>> m_places;  // ascending
};

}  // namespace daohu::registry
