// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"

#include "core/form/namespaces.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

enum class Quoting : std::uint8_t { text, attribute };

class Writer {
public:
    Writer(const Definition& form, const Tree& tree)
        : m_form{form}, m_tree{tree}, m_state{form.names().find(kDaohuNamespace, "state")} {}

    std::string write() {
        m_out = "<?xml version='1.0' encoding='UTF-8' ?>";
        const NodeId root = m_tree.root_element();
        if (root != NodeId::none) {
            element(root);
        }
        if (m_has_state && !m_declares_daohu) {
            std::string declaration{" xmlns:dh=\""};
            declaration.append(kDaohuNamespace).append("\"");
            m_out.insert(m_after_declarations, declaration);
        }
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool is_written(NodeId node) const { return m_tree.relevance(node) == Relevance::relevant; }

    void name(NodeId node) {
        if (const std::string_view prefix = m_tree.prefix(node); !prefix.empty()) {
            m_out += prefix;
            m_out += ':';
        }
        m_out += m_tree.local_name(node);
    }

    void attribute(std::string_view prefix, std::string_view local_name, std::string_view value) {
        m_out += ' ';
        if (!prefix.empty()) {
            m_out += prefix;
            m_out += ':';
        }
        m_out += local_name;
        m_out += "=\"";
        escape(value, Quoting::attribute);
        m_out += '"';
    }

    void element(NodeId node) {
        const SchemaNode& described = m_form.schema()[SchemaId{m_tree.tag(node)}];
        m_out += '<';
        name(node);
        for (const SchemaId child : described.children) {
            if (!m_form.schema()[child].is_attribute) {
                break;  // attributes stand first
            }
            const NodeId found = m_tree.find_attribute(node, m_form.schema()[child].name);
            if (found != NodeId::none && is_written(found)) {
                attribute(m_tree.prefix(found), m_tree.local_name(found), m_tree.value(found));
            }
        }
        if (described.is_leaf && m_state != NameId::none) {
            if (const NodeId state = m_tree.find_attribute(node, m_state); state != NodeId::none) {
                attribute("dh", "state", m_tree.value(state));
                m_has_state = true;
            }
        }
        if (described.depth == 1) {
            declarations();
        }
        content(node);
    }

    void declarations() {
        for (const auto& [prefix, uri] : m_form.namespaces()) {
            attribute("xmlns", prefix, uri);
            m_declares_daohu |= prefix == "dh";
        }
        m_after_declarations = m_out.size();
    }

    void content(NodeId node) {
        const std::size_t open = m_out.size();
        m_out += '>';
        escape(m_tree.value(node), Quoting::text);
        for (NodeId child = m_tree.first_child(node); child != NodeId::none; child = m_tree.next_sibling(child)) {
            if (m_tree.is_element(child) && is_written(child)) {
                element(child);
            }
        }
        if (m_out.size() == open + 1) {
            m_out.resize(open);
            m_out += " />";
            return;
        }
        m_out += "</";
        name(node);
        m_out += '>';
    }

    // Characters XML 1.0 cannot hold are left out.
    void escape(std::string_view text, Quoting quoting) {
        for (const char c : text) {
            switch (c) {
                case '&': m_out += "&amp;"; break;
                case '<': m_out += "&lt;"; break;
                case '>': m_out += "&gt;"; break;
                case '"': m_out += quoting == Quoting::attribute ? "&quot;" : "\""; break;
                case '\r': m_out += "&#13;"; break;
                case '\n': m_out += quoting == Quoting::attribute ? "&#10;" : "\n"; break;
                case '\t': m_out += quoting == Quoting::attribute ? "&#9;" : "\t"; break;
                default:
                    if (static_cast<unsigned char>(c) >= 0x20) {
                        m_out += c;
                    }
            }
        }
    }

    const Definition& m_form;
    const Tree& m_tree;
    NameId m_state;
    std::string m_out;
    std::size_t m_after_declarations = 0;
    bool m_declares_daohu = false;
    bool m_has_state = false;
};

}  // namespace

std::string instance_xml(const Definition& form, const Tree& tree) { return Writer{form, tree}.write(); }

}  // namespace daohu::form
