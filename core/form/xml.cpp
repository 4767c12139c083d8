// SPDX-License-Identifier: Apache-2.0
#include "core/form/xml.hpp"

#include "core/base/check.hpp"
#include "core/form/number_text.hpp"
#include "core/form/xml_scan.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <unordered_set>

namespace daohu::form {

namespace {

constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

std::string_view prefix_of(std::string_view qualified) {
    const std::size_t colon = qualified.find(':');
    return colon == std::string_view::npos ? std::string_view{} : qualified.substr(0, colon);
}

std::string_view local_of(std::string_view qualified) { return qualified.substr(qualified.find(':') + 1); }

bool is_declaration(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

bool is_white(std::string_view text) { return std::ranges::all_of(text, is_space); }

// Moves a parsed pugixml document into a tree.
class Builder {
public:
    Builder(Tree& tree, const XmlOptions& options, XmlPlaces& places, std::uint32_t start)
        : m_tree{tree}, m_names{tree.names()}, m_options{options}, m_places{places}, m_start{start} {
        m_scope.push_back({"xml", m_names.intern_namespace("xml", kXmlUri)});
    }

    // Iterative, so that depth costs no stack.
    Result<void> run(const pugi::xml_document& document) {
        pugi::xml_node node = document.first_child();
        NodeId parent = Tree::document();
        while (node) {
            const NodeId made = TRY(add(node, parent));
            if (made != NodeId::none && node.first_child()) {
                parent = made;
                node = node.first_child();
                continue;
            }
            if (node.type() == pugi::node_element) {
                leave_scope();
            }
            while (!node.next_sibling() && node.parent() && node.parent().type() != pugi::node_document) {
                node = node.parent();
                parent = m_tree.parent(parent);
                leave_scope();
            }
            node = node.next_sibling();
        }
        return {};
    }

private:
    struct Prefix {
        std::string_view prefix;
        NamespaceId declared;
    };

    [[nodiscard]] Failure error(const pugi::xml_node& node, ErrorCode code, std::string_view what) const {
        return fail_at(m_places.place_at(offset_of(node)), code, what);
    }

    // Of the node in the whole text; pugixml gives an element's name, so one less for "<".
    [[nodiscard]] std::uint32_t offset_of(const pugi::xml_node& node) const {
        const auto offset = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)) + m_start;
        return node.type() == pugi::node_element ? offset - 1 : offset;
    }

    // The element made, or `none` for a node that has no children in the tree.
    Result<NodeId> add(const pugi::xml_node& node, NodeId parent) {
        if (m_tree.id_limit() - 2 >= m_options.max_nodes) {
            return error(node, ErrorCode::xml_too_large, "the document has too many nodes");
        }
        const bool everything = m_options.detail == XmlDetail::everything;
        switch (node.type()) {
            case pugi::node_element: return add_element(node, parent);
            case pugi::node_pcdata:
                if (everything || !is_white(node.value()) || is_only_content(node)) {
                    add_text(node, parent, NodeKind::text);
                }
                break;
            case pugi::node_cdata: add_text(node, parent, everything ? NodeKind::cdata : NodeKind::text); break;
            case pugi::node_comment:
                if (everything) {
                    m_tree.append_content(parent, NodeKind::comment, node.value());
                }
                break;
            case pugi::node_pi:
                if (everything) {
                    m_tree.append_content(parent, NodeKind::processing_instruction, node.value(),
                                          m_names.intern({}, node.name()));
                }
                break;
            default: break;
        }
        return NodeId::none;
    }

    // White space that is all an element holds is its value.
    static bool is_only_content(const pugi::xml_node& text) { return !text.previous_sibling() && !text.next_sibling(); }

    // A leaf's text in pieces (CDATA, or a comment that was dropped between them) is one value.
    void add_text(const pugi::xml_node& node, NodeId parent, NodeKind kind) {
        const NodeId own_text = m_tree.text_of(parent);
        if (m_options.detail == XmlDetail::values && own_text != NodeId::none) {
            std::string joined{m_tree.value(own_text)};
            joined += node.value();
            m_tree.set_value(parent, joined);
        } else {
            m_tree.append_content(parent, kind, node.value());
        }
    }

    Result<NodeId> add_element(const pugi::xml_node& node, NodeId parent) {
        m_scope_marks.push_back(m_scope.size());
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (is_declaration(name)) {
                const std::string_view prefix = name == "xmlns" ? std::string_view{} : local_of(name);
                m_scope.push_back({prefix, m_names.intern_namespace(prefix, attribute.value())});
            }
        }
        const std::string_view name = node.name();
        const NamespaceId declared = TRY(find_namespace(node, prefix_of(name)));
        const NodeId element =
            m_tree.append_element(parent, m_names.intern(m_names.uri(declared), local_of(name)), declared);
        m_places.set(element, offset_of(node));
        for (std::size_t i = m_scope_marks.back(); i < m_scope.size(); ++i) {
            m_tree.add_declaration(element, m_scope[i].declared);
        }
        TRY(add_attributes(node, element));
        return element;
    }

    Result<void> add_attributes(const pugi::xml_node& node, NodeId element) {
        std::unordered_set<NameId> seen;
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (is_declaration(name)) {
                continue;
            }
            const std::string_view prefix = prefix_of(name);
            const NamespaceId declared = prefix.empty() ? NamespaceId::none : TRY(find_namespace(node, prefix));
            // Attributes are never in the default namespace, and a folded namespace is for elements.
            const NameId id = m_names.intern(m_names.uri(declared), local_of(name));
            if (seen.size() >= m_options.max_attributes) {
                return error(node, ErrorCode::xml_too_large, "an element has too many attributes");
            }
            if (!seen.insert(id).second) {
                return error(node, ErrorCode::xml_malformed, fmt::format("attribute {} twice", name));
            }
            m_tree.set_attribute(element, id, attribute.value(), declared);
        }
        return {};
    }

    Result<NamespaceId> find_namespace(const pugi::xml_node& node, std::string_view prefix) const {
        const auto found = std::find_if(m_scope.rbegin(), m_scope.rend(),
                                        [prefix](const Prefix& known) { return known.prefix == prefix; });
        if (found != m_scope.rend()) {
            return found->declared;
        }
        if (prefix.empty()) {
            return NamespaceId::none;
        }
        return error(node, ErrorCode::xml_malformed, fmt::format("prefix {} is not declared", prefix));
    }

    void leave_scope() {
        m_scope.resize(m_scope_marks.back());
        m_scope_marks.pop_back();
    }

    Tree& m_tree;
    NameTable& m_names;
    const XmlOptions& m_options;
    XmlPlaces& m_places;
    std::uint32_t m_start;
    std::vector<Prefix> m_scope;
    std::vector<std::size_t> m_scope_marks;
};

}  // namespace

XmlPlaces::XmlPlaces(std::string_view text) : m_line_starts{0} {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            m_line_starts.push_back(static_cast<std::uint32_t>(i + 1));
        }
    }
}

void XmlPlaces::set(NodeId node, std::uint32_t offset) {
    if (index(node) >= m_offsets.size()) {
        m_offsets.resize(index(node) + 1, kUnknown);
    }
    m_offsets[index(node)] = offset;
}

XmlPlace XmlPlaces::place(NodeId node) const {
    if (index(node) >= m_offsets.size() || m_offsets[index(node)] == kUnknown) {
        return {};
    }
    return place_at(m_offsets[index(node)]);
}

XmlPlace XmlPlaces::place_at(std::uint32_t offset) const {
    const auto line = std::ranges::upper_bound(m_line_starts, offset) - 1;
    return {static_cast<std::uint32_t>(line - m_line_starts.begin() + 1), offset - *line + 1};
}

Result<XmlPlaces> read_xml(std::string_view text, Tree& tree, const XmlOptions& options) {
    DAOHU_CHECK(tree.first_child(Tree::document()) == NodeId::none);
    if (text.size() > options.max_bytes) {
        return fail_at({1, 1}, ErrorCode::xml_too_large, "the file is too large");
    }
    XmlPlaces places{text};
    const XmlScan scan = TRY(scan_xml(text, options, places));
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_comments | pugi::parse_pi | pugi::parse_ws_pcdata;
    pugi::xml_document document;
    const std::string_view body = text.substr(scan.start);
    const pugi::xml_parse_result parsed = document.load_buffer(body.data(), body.size(), kFlags, pugi::encoding_utf8);
    if (!parsed) {
        const auto offset = static_cast<std::uint32_t>(parsed.offset) + scan.start;
        return fail_at(places.place_at(offset), ErrorCode::xml_malformed, parsed.description());
    }
    TRY(Builder{tree, options, places, scan.start}.run(document));
    return places;
}

}  // namespace daohu::form
