// SPDX-License-Identifier: Apache-2.0
#include "core/form/names.hpp"

#include <algorithm>
#include <limits>

namespace daohu::form {

namespace {

// Neither a URI nor a local name or prefix of a well-formed document holds U+0001.
std::string joined(std::string_view first, std::string_view second) {
    std::string key;
    key.reserve(first.size() + second.size() + 1);
    key.append(first).push_back('\1');
    key.append(second);
    return key;
}

}  // namespace

NameTable::NameTable() : m_names(1), m_namespaces(1) { m_namespace_index.emplace(joined({}, {}), 0); }

NameId NameTable::intern(std::string_view namespace_uri, std::string_view local_name) {
    if (is_folded(namespace_uri)) {
        namespace_uri = {};
    }
    const auto next = static_cast<std::uint32_t>(m_names.size());
    const auto [entry, added] = m_name_index.try_emplace(joined(namespace_uri, local_name), next);
    if (added) {
        m_names.push_back({std::string{namespace_uri}, std::string{local_name}});
    }
    return NameId{entry->second};
}

NameId NameTable::find(std::string_view namespace_uri, std::string_view local_name) const {
    if (is_folded(namespace_uri)) {
        namespace_uri = {};
    }
    const auto entry = m_name_index.find(joined(namespace_uri, local_name));
    return entry == m_name_index.end() ? NameId::none : NameId{entry->second};
}

void NameTable::fold(std::string_view namespace_uri) {
    if (!namespace_uri.empty() && !is_folded(namespace_uri)) {
        m_folded.emplace_back(namespace_uri);
    }
}

bool NameTable::is_folded(std::string_view namespace_uri) const {
    return std::ranges::find(m_folded, namespace_uri) != m_folded.end();
}

std::string_view NameTable::namespace_uri(NameId name) const { return m_names[static_cast<std::uint32_t>(name)].uri; }

std::string_view NameTable::local_name(NameId name) const { return m_names[static_cast<std::uint32_t>(name)].local; }

NamespaceId NameTable::intern_namespace(std::string_view prefix, std::string_view uri) {
    const auto next = static_cast<std::uint32_t>(m_namespaces.size());
    const auto known = m_namespace_index.find(joined(prefix, uri));
    if (known != m_namespace_index.end()) {
        return NamespaceId{static_cast<std::uint16_t>(known->second)};
    }
    if (next > std::numeric_limits<std::uint16_t>::max()) {
        return NamespaceId::none;
    }
    m_namespace_index.emplace(joined(prefix, uri), next);
    m_namespaces.push_back({std::string{prefix}, std::string{uri}});
    return NamespaceId{static_cast<std::uint16_t>(next)};
}

std::string_view NameTable::prefix(NamespaceId declared) const {
    return m_namespaces[static_cast<std::uint16_t>(declared)].prefix;
}

std::string_view NameTable::uri(NamespaceId declared) const {
    return m_namespaces[static_cast<std::uint16_t>(declared)].uri;
}

}  // namespace daohu::form
