// SPDX-License-Identifier: Apache-2.0
#include "tests/forms/form_assets.hpp"

#include "platform/cli/folder_attachments.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace daohu::forms_test {

namespace {

using form::BodyElement;
using form::Control;
using form::DataType;
using registry::PropertySchema;
using registry::PropertyType;

// pyxform writes this where a language has no text.
constexpr std::string_view kNoTranslation = "-";

// The list a question's choices come from; empty where they stand in the question.
std::string list_of(const BodyElement& question) {
    if (!question.itemset || !question.itemset->nodeset) {
        return {};
    }
    for (const form::xpath::Reference& reference : question.itemset->nodeset->analysis().references) {
        if (reference.origin == form::xpath::Origin::instance) {
            return reference.instance;
        }
    }
    return {};
}

bool fits(const BodyElement& question, const form::Bind& bind, const PropertySchema& property) {
    const bool is_input = question.control == Control::input;
    switch (property.type) {
        case PropertyType::text: return is_input && bind.type == DataType::text;
        case PropertyType::integer: return is_input && bind.type == DataType::integer;
        case PropertyType::fen:
        case PropertyType::decimal: return is_input && bind.type == DataType::decimal;
        case PropertyType::boolean: return false;  // a question has codes; a calculation makes true and false of them
        case PropertyType::date: return is_input && bind.type == DataType::date;
        case PropertyType::time: return is_input && bind.type == DataType::date_time;
        case PropertyType::place: return is_input && bind.type == DataType::geopoint;
        case PropertyType::code: return question.control == Control::select_one && list_of(question) == property.codes;
        case PropertyType::codes:
            return question.control == Control::select_many && list_of(question) == property.codes;
        case PropertyType::reference: return question.is_select() && list_of(question) == property.dataset;
        case PropertyType::attachment: return question.control == Control::upload;
    }
    return false;
}

std::string words_of(const form::Definition& form, const std::string& id, std::size_t language) {
    const auto found = form.texts().entries.find(id);
    if (found == form.texts().entries.end()) {
        return {};
    }
    for (const form::TranslatedValue& value : found->second[language]) {
        if (value.form == form::TextForm::plain && !value.pieces.empty()) {
            return value.pieces.front().literal;
        }
    }
    return {};
}

std::string child_text(const form::Tree& tree, form::NodeId item, form::NameId name) {
    std::string scratch;
    const form::NodeId child = name == form::NameId::none ? form::NodeId::none : tree.find_child(item, name);
    return child == form::NodeId::none ? std::string{} : std::string{tree.string_value(child, scratch)};
}

void compare(const form::Definition& form, const form::SecondaryInstance& list, std::vector<std::string>& found) {
    const registry::CodeList* const codes = schemas().find_codes(list.id);
    if (codes == nullptr) {
        found.push_back(list.id + " is no code list");
        return;
    }
    const form::Tree& tree = *list.tree;
    std::vector<registry::Code> offered;
    std::ranges::copy_if(codes->codes, std::back_inserter(offered),
                         [](const registry::Code& code) { return !code.retired; });
    std::size_t number = 0;
    const form::NodeId root = tree.root_element();
    for (form::NodeId item = tree.first_child(root); item != form::NodeId::none; item = tree.next_sibling(item)) {
        const std::string value = child_text(tree, item, form.names().find({}, "name"));
        const std::string text = child_text(tree, item, form.names().find({}, "itextId"));
        if (number >= offered.size() || offered[number].code != value ||
            words_of(form, text, 0) != offered[number].label.zh ||
            words_of(form, text, 1) != offered[number].label.en) {
            found.push_back(list.id + " differs at " + value);
            return;
        }
        ++number;
    }
    if (number != offered.size()) {
        found.push_back(list.id + " lacks " + offered[number].code);
    }
}

}  // namespace

std::filesystem::path assets() { return std::filesystem::path{DAOHU_SOURCE_DIR} / "assets"; }

std::vector<std::string> form_names() {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator{assets() / "forms"}) {
        if (file.path().extension() == ".xml") {
            names.push_back(file.path().stem().string());
        }
    }
    REQUIRE_FALSE(names.empty());
    std::ranges::sort(names);
    return names;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    REQUIRE(in);
    return std::move(text).str();
}

std::unique_ptr<form::Definition> load_form(const std::string& document) {
    auto definition = form::Definition::load(document, cli::FolderAttachments{assets() / "forms" / "any.xml", {}});
    INFO((definition ? std::string{} : definition.error().describe()));
    REQUIRE(definition);
    return std::move(*definition);
}

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet set = registry::SchemaSet::load(assets()).value();
    return set;
}

std::vector<std::string> undeclared(const form::Definition& form) {
    std::vector<std::string> found;
    for (const form::EntityDeclaration& entity : form.entities()) {
        if (schemas().find_dataset(entity.dataset) == nullptr) {
            found.push_back("no dataset " + entity.dataset);
        }
    }
    for (const form::Bind& bind : form.binds()) {
        if (bind.save_to.empty()) {
            continue;
        }
        const std::string& dataset = form.entities()[form.schema()[bind.node].entity].dataset;
        const PropertySchema* const property = schemas().find_property(dataset, bind.save_to);
        const std::string name = dataset + "#" + bind.save_to;
        const form::ElementId question = form.question_of(bind.node);
        if (property == nullptr || property->name != bind.save_to) {
            found.push_back("no property " + name);
        } else if (question == form::ElementId::none ? !bind.calculate
                                                     : !fits(form.element(question), bind, *property)) {
            found.push_back(form.schema()[bind.node].path + " does not fit " + name);
        }
    }
    return found;
}

std::vector<std::string> differing_choices(const form::Definition& form) {
    std::vector<std::string> found;
    for (const form::SecondaryInstance& list : form.instances()) {
        if (list.tree && list.id != "pack") {
            compare(form, list, found);
        }
    }
    return found;
}

std::vector<std::string> untranslated(const form::Definition& form) {
    std::vector<std::string> found;
    if (form.languages() != std::vector<std::string>{"zh", "en"}) {
        found.emplace_back("the languages are not zh and en");
        return found;
    }
    for (const auto& [id, entry] : form.texts().entries) {
        for (std::size_t language = 0; language < entry.size(); ++language) {
            const bool lacks = std::ranges::none_of(entry[language], [](const form::TranslatedValue& value) {
                return !value.pieces.empty() && value.pieces.front().literal != kNoTranslation;
            });
            if (lacks) {
                found.push_back(id + " in " + form.languages()[language]);
            }
        }
    }
    for (const form::BodyElement& element : form.body()) {
        if (element.is_question() && element.label.itext_id.empty()) {
            found.push_back(form.schema()[element.node].path + " has no translated label");
        }
    }
    return found;
}

}  // namespace daohu::forms_test
