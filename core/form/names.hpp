// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names of elements and attributes as small integers, shared by the trees and the expressions of one form, so that a
// name test is a comparison of two numbers. Owned by whoever owns the form definition; outlives every tree and
// expression made with it. One thread at a time.
//
// A name is (namespace URI, local name). The prefix a document happened to use is kept apart (`NamespaceId`), for the
// function name() and for writing the document again.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace daohu::form {

enum class NameId : std::uint32_t { none = 0 };

// A (prefix, URI) pair as a document declared it. `none` is no prefix and no namespace.
enum class NamespaceId : std::uint16_t { none = 0 };

// A transparent hash: tables keyed by std::string are asked with a std::string_view.
struct TextHash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class NameTable {
public:
    NameTable();
    NameTable(const NameTable&) = delete;
    NameTable& operator=(const NameTable&) = delete;

    // The id of a name; the same name always gives the same id.
    [[nodiscard]] NameId intern(std::string_view namespace_uri, std::string_view local_name);
    // NameId::none where no document or expression has used the name.
    [[nodiscard]] NameId find(std::string_view namespace_uri, std::string_view local_name) const;

    // From now on names in `namespace_uri` are the same names as those in no namespace. A form folds the XForms
    // namespace and the namespace of its primary instance: `/data/age` means the same element whether the author wrote
    // xmlns="" or not. Call before the first document is read.
    void fold(std::string_view namespace_uri);
    [[nodiscard]] bool is_folded(std::string_view namespace_uri) const;

    // Empty where the namespace is folded; a node's own namespace is behind its NamespaceId.
    [[nodiscard]] std::string_view namespace_uri(NameId name) const;
    [[nodiscard]] std::string_view local_name(NameId name) const;

    // At most 65,535 different pairs; later ones become NamespaceId::none.
    [[nodiscard]] NamespaceId intern_namespace(std::string_view prefix, std::string_view uri);
    [[nodiscard]] std::string_view prefix(NamespaceId declared) const;
    [[nodiscard]] std::string_view uri(NamespaceId declared) const;

    // 1, 2, 3, ... for the trees made with this table.
    [[nodiscard]] std::uint32_t next_tree_serial() { return ++m_tree_serial; }

private:
    struct Name {
        std::string uri;
        std::string local;
    };
    struct Namespace {
        std::string prefix;
        std::string uri;
    };
    using Index = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

    std::deque<Name> m_names;  // views into it stay valid as it grows
    std::deque<Namespace> m_namespaces;
    Index m_name_index;
    Index m_namespace_index;
    std::vector<std::string> m_folded;
    std::uint32_t m_tree_serial = 0;
};

}  // namespace daohu::form
