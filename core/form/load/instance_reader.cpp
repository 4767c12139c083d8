// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/instance_reader.hpp"

#include "core/form/csv.hpp"

#include <algorithm>
#include <functional>

namespace daohu::form {

namespace {

class CsvTreeBuilder final : public CsvSink {
public:
    CsvTreeBuilder(Tree& tree, std::string_view text)
        : m_tree{tree}, m_text{text}, m_root{tree.append_element(Tree::document(), tree.names().intern({}, "root"))},
          m_item_name{tree.names().intern({}, "item")} {}

    Result<void> header(std::span<const std::string_view> names) override {
        for (const std::string_view name : names) {
            m_columns.push_back(m_tree.names().intern({}, name));
        }
        const auto lines = static_cast<std::size_t>(std::count(m_text.begin(), m_text.end(), '\n'));
        m_tree.reserve((lines + 1) * (names.size() + 1));
        return {};
    }

    Result<void> row(std::span<const std::string_view> fields) override {
        const NodeId item = m_tree.append_element(m_root, m_item_name);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (is_in_text(fields[i])) {
                m_tree.append_borrowing_leaf(item, m_columns[i], fields[i]);
            } else {
                m_tree.append_leaf(item, m_columns[i], fields[i]);
            }
        }
        return {};
    }

private:
    // A field with doubled quotes was put together elsewhere.
    [[nodiscard]] bool is_in_text(std::string_view field) const {
        const std::less<const char*> before;
        return !before(field.data(), m_text.data()) && before(field.data(), m_text.data() + m_text.size());
    }

    Tree& m_tree;
    std::string_view m_text;
    NodeId m_root;
    NameId m_item_name;
    std::vector<NameId> m_columns;
};

class EntityTreeBuilder final : public EntitySink {
public:
    explicit EntityTreeBuilder(Tree& tree)
        : m_tree{tree}, m_root{tree.append_element(Tree::document(), tree.names().intern({}, "root"))},
          m_item{tree.names().intern({}, "item")}, m_name{tree.names().intern({}, "name")},
          m_label{tree.names().intern({}, "label")} {}

    void entity(const Entity& entity) override {
        const NodeId item = m_tree.append_element(m_root, m_item);
        m_tree.append_leaf(item, m_name, entity.id);
        m_tree.append_leaf(item, m_label, entity.label);
        for (const EntityProperty& property : entity.properties) {
            m_tree.append_leaf(item, m_tree.names().intern({}, entity_column(property.name)), property.value);
        }
    }

private:
    Tree& m_tree;
    NodeId m_root;
    NameId m_item;
    NameId m_name;
    NameId m_label;
};

}  // namespace

std::string entity_column(std::string_view property) {
    const bool is_taken = property == "name" || property == "label";
    return (is_taken ? "_" : "") + std::string{property};
}

Result<std::unique_ptr<Tree>> read_csv_tree(std::string text, NameTable& names) {
    auto tree = std::make_unique<Tree>(names);
    const std::string_view kept = tree->adopt_text(std::move(text));
    CsvTreeBuilder builder{*tree, kept};
    TRY(read_csv(kept, builder));
    return tree;
}

Result<std::unique_ptr<Tree>> read_entity_tree(const EntitySource& source, std::string_view list, ByteView frontier,
                                               NameTable& names) {
    auto tree = std::make_unique<Tree>(names);
    EntityTreeBuilder builder{*tree};
    TRY(source.read(list, frontier, builder));
    return tree;
}

}  // namespace daohu::form
