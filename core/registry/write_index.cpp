// SPDX-License-Identifier: Apache-2.0
#include "core/registry/write_index.hpp"

#include <numeric>
#include <tuple>

namespace daohu::registry {

namespace {

// Any order will do; most entries differ in their number already.
auto key_of(const entry::EntryId& entry) { return std::tie(entry.sequence, entry.device, entry.incarnation); }

}  // namespace

WriteIndex::WriteIndex(const Contents& contents) : m_contents{contents}, m_sources(contents.sources.size()) {
    std::iota(m_sources.begin(), m_sources.end(), 0U);
    std::ranges::sort(m_sources, {}, [&](std::uint32_t source) { return key_of(m_contents.sources[source].entry); });
    m_places.reserve(contents.writes.size());
    for (Node node = 0; node < contents.writes.size(); ++node) {
        const Contents::SourcedWrite& write = contents.writes[node];
        m_places.push_back({{write.source, write.write.index}, node});
    }
    std::ranges::sort(m_places);
}

std::optional<WriteIndex::Node> WriteIndex::find(std::uint32_t source, std::uint32_t index) const {
    const Place wanted{source, index};
    const auto found = std::ranges::lower_bound(m_places, wanted, {}, &std::pair<Place, Node>::first);
    return found != m_places.end() && found->first == wanted ? std::optional{found->second} : std::nullopt;
}

std::span<const std::uint32_t> WriteIndex::sources_of(const entry::EntryId& entry) const {
    const auto found = std::ranges::equal_range(
        m_sources, key_of(entry), {}, [&](std::uint32_t source) { return key_of(m_contents.sources[source].entry); });
    return {found.begin(), found.end()};
}

}  // namespace daohu::registry
