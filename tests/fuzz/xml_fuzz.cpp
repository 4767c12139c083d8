// SPDX-License-Identifier: Apache-2.0
// XML documents: what is read is one tree in document order, and every element has a place in the text.

#include "core/form/xml.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

namespace {

using namespace form;

void check_tree(const Tree& tree, const XmlPlaces& places, std::string_view text) {
    NodeId node = Tree::document();
    std::size_t visited = 0;
    while (node != NodeId::none) {
        DAOHU_CHECK(tree.is_attached(node));
        if (tree.is_element(node)) {
            const XmlPlace place = places.place(node);
            DAOHU_CHECK(place.line >= 1 && place.column >= 1 && place.column <= text.size() + 1);
        }
        DAOHU_CHECK(++visited <= 2 * std::size_t{tree.id_limit()});
        NodeId next = tree.first_child(node);
        while (next == NodeId::none && node != NodeId::none) {
            next = tree.next_sibling(node);
            node = next == NodeId::none ? tree.parent(node) : node;
        }
        node = next;
    }
    DAOHU_CHECK(tree.root_element() != NodeId::none);
}

}  // namespace

void try_input(ByteView input) {
    const std::string_view text = as_text(input);
    for (const XmlDetail detail : {XmlDetail::values, XmlDetail::everything}) {
        NameTable names;
        names.fold("http://www.w3.org/2002/xforms");
        Tree tree{names};
        XmlOptions options;
        options.detail = detail;
        options.max_nodes = 10'000;
        const Result<XmlPlaces> places = read_xml(text, tree, options);
        if (places) {
            check_tree(tree, *places, text);
        } else {
            DAOHU_CHECK(places.error().detail.starts_with("line "));
        }
    }
}

}  // namespace daohu::fuzz
