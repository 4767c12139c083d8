// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads an XML document into a tree, distrusting it: no document type definitions and so no entities of its own, bounded
// size and depth, UTF-8 only. Every error names line and column. Any thread, one call a tree at a time.

#include "core/base/result.hpp"
#include "core/form/tree.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace daohu::form {

enum class XmlDetail : std::uint8_t {
    // What a form means: the text of a leaf in one piece; comments, instructions and white space between elements gone.
    values,
    // Every node XPath can see.
    everything,
};

enum class XmlDoctype : std::uint8_t {
    refuse,
    // "<!DOCTYPE html>" is passed over; one with declarations of its own or a system identifier is refused all the same.
    pass_over,
};

struct XmlOptions {
    XmlDetail detail = XmlDetail::values;
    XmlDoctype doctype = XmlDoctype::refuse;
    std::size_t max_bytes = std::size_t{64} << 20U;
    std::uint32_t max_depth = 200;
    std::uint32_t max_nodes = 1'000'000;
    std::uint32_t max_attributes = 256;  // of one element
};

// Both counted from 1; the column in bytes.
struct XmlPlace {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

// Where the nodes of a document stood in its text.
class XmlPlaces {
public:
    XmlPlaces() = default;
    explicit XmlPlaces(std::string_view text);

    void set(NodeId node, std::uint32_t offset);
    // {0, 0} for a node the document did not have.
    [[nodiscard]] XmlPlace place(NodeId node) const;
    [[nodiscard]] XmlPlace place_at(std::uint32_t offset) const;

private:
    static constexpr std::uint32_t kUnknown = 0xFFFF'FFFFU;
    std::vector<std::uint32_t> m_line_starts;
    std::vector<std::uint32_t> m_offsets;  // by node
};

// Reads `text` below the document node of `tree`, which has to be empty. Elements in no namespace or a folded one have
// NamespaceId::none or what they declared, see NameTable.
// xml_malformed, xml_encoding, xml_doctype, xml_too_large, xml_too_deep; the detail begins "line 3, column 7: ".
[[nodiscard]] Result<XmlPlaces> read_xml(std::string_view text, Tree& tree, const XmlOptions& options = {});

}  // namespace daohu::form
