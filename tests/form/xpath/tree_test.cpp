// SPDX-License-Identifier: Apache-2.0
#include "core/form/number_text.hpp"
#include "core/form/tree.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace daohu::form;

namespace {

struct Household {
    NameTable names;
    Tree tree{names};
    NameId member = names.intern({}, "member");
    NameId name = names.intern({}, "name");
    NameId income = names.intern({}, "income");
    NodeId data = tree.append_element(Tree::document(), names.intern({}, "data"));
    NodeId after = NodeId::none;

    explicit Household(std::size_t members) {
        for (std::size_t i = 0; i < members; ++i) {
            add_member();
        }
        after = tree.append_leaf(data, names.intern({}, "after"), "end");
    }

    NodeId add_member() {
        const NodeId made = tree.append_element(data, member);
        tree.append_leaf(made, name, "n");
        tree.append_leaf(made, income, "1");
        return made;
    }

    // The members as a walk over all children sees them.
    std::vector<NodeId> scanned() const {
        std::vector<NodeId> found;
        for (NodeId child = tree.first_child(data); child != NodeId::none; child = tree.next_sibling(child)) {
            if (tree.name(child) == member) {
                found.push_back(child);
            }
        }
        return found;
    }
    // The same through the lookups by name.
    std::vector<NodeId> looked_up() const {
        std::vector<NodeId> found;
        std::uint32_t hint = 0;
        for (NodeId child = tree.find_child(data, member, hint); child != NodeId::none;
             child = tree.next_named(child)) {
            found.push_back(child);
        }
        return found;
    }
};

}  // namespace

TEST_CASE("Tree: a removed repeat keeps its ids and values and can be put back", "[form][tree]") {
    Household household{40};
    const std::vector<NodeId> before = household.scanned();
    const NodeId third = before[2];
    household.tree.detach(third);
    CHECK(household.looked_up().size() == 39);
    CHECK_FALSE(household.tree.is_attached(household.tree.first_child(third)));
    CHECK(household.tree.ordinal(before[3]) == 3);
    household.tree.attach(third, household.data, before[3]);
    CHECK(household.looked_up() == before);
    CHECK(household.tree.value(household.tree.first_child(third)) == "n");
    CHECK(household.tree.ordinal(before[3]) == 4);
}

TEST_CASE("Tree: a copy has the values, attributes, tags and relevance of the original", "[form][tree]") {
    Household household{1};
    Tree& tree = household.tree;
    const NodeId original = household.scanned()[0];
    const NodeId original_name = tree.first_child(original);
    tree.set_attribute(original_name, household.names.intern({}, "state"), "refused");
    tree.set_tag(original_name, 9);
    tree.set_relevance(original_name, Relevance::irrelevant);
    const NodeId copy = tree.copy_subtree(tree, original);
    tree.attach(copy, household.data, household.after);
    tree.set_value(original_name, "changed");
    const NodeId copied_name = tree.first_child(copy);
    CHECK(tree.value(copied_name) == "n");
    CHECK(tree.value(tree.first_attribute(copied_name)) == "refused");
    CHECK(tree.tag(copied_name) == 9);
    CHECK(tree.relevance(copied_name) == Relevance::irrelevant);
    CHECK(tree.next_sibling(copy) == household.after);
}

TEST_CASE("Tree: lookups by name never differ from a walk, whatever is added, removed or put back", "[form][tree]") {
    const bool holds = rc::check([](const std::vector<std::uint8_t>& steps) {
        Household household{20};
        std::vector<NodeId> removed;
        for (const std::uint8_t step : steps) {
            const std::vector<NodeId> members = household.scanned();
            if (step % 3 == 0) {
                const NodeId copy =
                    household.tree.copy_subtree(household.tree, members.empty() ? household.data : members.front());
                const bool in_front = step % 2 == 0 && !members.empty();
                household.tree.attach(copy, household.data, in_front ? members[step % members.size()] : NodeId::none);
            } else if (step % 3 == 1 && !members.empty()) {
                removed.push_back(members[step % members.size()]);
                household.tree.detach(removed.back());
            } else if (!removed.empty()) {
                household.tree.attach(removed.back(), household.data, household.after);
                removed.pop_back();
            }
            const std::vector<NodeId> now = household.scanned();
            RC_ASSERT(household.looked_up() == now);
            RC_ASSERT(household.tree.count_named(household.data, household.member) == now.size());
            for (std::size_t i = 0; i < now.size(); ++i) {
                RC_ASSERT(household.tree.ordinal(now[i]) == i + 1);
            }
            RC_ASSERT(std::ranges::is_sorted(
                now, [&](NodeId left, NodeId right) { return household.tree.precedes(left, right); }));
            RC_ASSERT(household.tree.value(
                          household.tree.find_child(household.data, household.names.intern({}, "after"))) == "end");
        }
    });
    CHECK(holds);
}

TEST_CASE("Tree: rows are found again after the list has changed", "[form][tree]") {
    NameTable names;
    Tree tree{names};
    const NameId item = names.intern({}, "item");
    const NameId code = names.intern({}, "code");
    const NodeId root = tree.append_element(Tree::document(), names.intern({}, "root"));
    std::vector<NodeId> rows;
    for (int i = 0; i < 30; ++i) {
        rows.push_back(tree.append_element(root, item));
        tree.append_leaf(rows.back(), code, i % 2 == 0 ? "even" : "odd");
    }
    CHECK(tree.find_rows(root, item, code, "even").size() == 15);
    CHECK(tree.find_rows(root, item, code, "none").empty());
    tree.set_value(tree.first_child(rows[0]), "odd");
    const auto odd = tree.find_rows(root, item, code, "odd");
    REQUIRE(odd.size() == 16);
    CHECK(odd[0] == rows[0]);
    CHECK(odd[1] == rows[1]);
}

TEST_CASE("Tree: text beside elements becomes a node of its own", "[form][tree]") {
    NameTable names;
    Tree tree{names};
    const NodeId p = tree.append_element(Tree::document(), names.intern({}, "p"));
    tree.append_content(p, NodeKind::text, "a");
    CHECK(tree.value(p) == "a");
    CHECK(tree.kind(tree.text_of(p)) == NodeKind::text);
    CHECK(std::isnan(tree.number_value(p)));
    tree.append_leaf(p, names.intern({}, "b"), "5");
    tree.append_content(p, NodeKind::text, "c");
    std::string scratch;
    CHECK(tree.string_value(p, scratch) == "a5c");
    CHECK(tree.child_count(p) == 3);
    CHECK(tree.text_of(p) == NodeId::none);
}

TEST_CASE("Numbers: every number that is written reads back as itself", "[form][tree]") {
    const bool holds = rc::check([](double value) {
        std::string text;
        append_number(value, text);
        RC_ASSERT(text.find('e') == std::string::npos || !std::isfinite(value));
        if (std::isfinite(value)) {
            RC_ASSERT(parse_number(text) == value);
        }
    });
    CHECK(holds);
    CHECK(parse_number("-.5") == -0.5);
    CHECK(parse_number("5.") == 5);
    CHECK(parse_number(" 12345678901234567890 ") == 12345678901234567890.0);
    CHECK(parse_number("1" + std::string(400, '0')) == HUGE_VAL);
    CHECK(parse_number("0." + std::string(400, '0') + "1") == 0);
    for (const char* wrong : {"", "-", ".", "1e3", "+1", "0x10", "1 2", "--1", "Infinity", "1,5"}) {
        INFO(wrong);
        CHECK(std::isnan(parse_number(wrong)));
    }
}
