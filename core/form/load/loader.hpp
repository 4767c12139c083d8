// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads a form's document into a Definition, one part after another. Used by Definition::load() alone; lives as long
// as that call.

#include "core/form/definition.hpp"
#include "core/form/xml.hpp"

#include <fmt/format.h>

namespace daohu::form {

class Loader {
public:
    // `folded` are namespaces whose names count as names without one.
    Loader(const Attachments& attachments, LoadLimits limits, const std::vector<std::string>& folded);

    Result<void> load(std::string_view document);
    // The namespace of the primary instance's root, where it should have been folded and was not.
    [[nodiscard]] const std::string& namespace_to_fold() const { return m_namespace_to_fold; }
    [[nodiscard]] std::unique_ptr<Definition> take() { return std::move(m_form); }

private:
    // Structure: head, model, primary instance.
    Result<void> find_parts();
    Result<void> load_primary_instance();
    void strip_blank_texts(Tree& tree, NodeId node) const;
    void take_templates();
    void find_meta();

    // Secondary instances.
    Result<void> load_instances();
    Result<void> load_instance(NodeId element);
    Result<void> load_external_instance(NodeId element, const std::string& id, std::string_view source);

    // Translations and words.
    Result<void> load_translations();
    Result<std::vector<TextPiece>> pieces_of(NodeId element, std::string_view question);
    Result<Text> text_of(NodeId element, std::string_view question);
    Result<Text> message_of(std::string_view attribute, NodeId element, std::string_view question);
    void check_translation(const Text& text, NodeId element, std::string_view question);

    // Binds.
    Result<void> load_binds();
    Result<void> load_bind(NodeId element);
    [[nodiscard]] bool has_rules(NodeId element) const;
    Result<std::optional<xpath::Expression>> bind_expression(NodeId element, std::string_view attribute,
                                                             const std::string& path);

    // Body.
    Result<void> load_body();
    Result<void> load_elements(NodeId parent, ElementId above, SchemaId context, SchemaId repeat);
    Result<void> load_element(NodeId element, Control control, ElementId above, SchemaId context, SchemaId repeat);
    Result<void> load_repeat(NodeId element, BodyElement& shown, SchemaId context);
    Result<std::optional<xpath::Expression>> row_count(NodeId element, std::string_view count, SchemaId context,
                                                       SchemaId repeat);
    Result<void> load_words(NodeId element, BodyElement& shown, const std::string& path);
    Result<void> load_choices(NodeId element, BodyElement& shown, const std::string& path);
    Result<void> load_itemset(NodeId element, BodyElement& shown, const std::string& path);

    // Actions.
    Result<void> load_model_actions();
    Result<void> load_action(NodeId element, SchemaId context, SchemaId observer, SchemaId repeat);
    [[nodiscard]] bool is_action(NodeId element) const;

    // Entities, subjects, seals.
    Result<void> check_entities_version();
    Result<void> load_entities();
    Result<void> load_sections();
    Result<std::optional<std::string>> daohu_attribute(SchemaId node, std::string_view attribute, NodeId& found_at);

    // What an author should know.
    void add_lints();
    void lint_expression(const xpath::Expression& expression, SchemaId context, const Place& place,
                         const std::string& path);
    void lint(Place place, std::string question, std::string message);

    // Helpers.
    [[nodiscard]] Place place(NodeId element) const;
    [[nodiscard]] Failure error(ErrorCode code, NodeId element, std::string_view question, std::string_view what) const;
    [[nodiscard]] Failure at(Error cause, NodeId element, std::string_view question, std::string_view what) const;
    [[nodiscard]] bool is_named(NodeId node, std::string_view namespace_uri, std::string_view local_name) const;
    // Forms written for Collect alone may have these elements in no namespace; that is pointed out, and they are taken.
    [[nodiscard]] bool is_xforms(NodeId node, std::string_view local_name) const {
        return is_named(node, kXForms, local_name) || is_named(node, {}, local_name);
    }
    [[nodiscard]] NodeId xforms_child(NodeId parent, std::string_view local_name) const;
    [[nodiscard]] NodeId child(NodeId parent, std::string_view namespace_uri, std::string_view local_name) const;
    // nullopt where the element has no such attribute; "" is without namespace.
    [[nodiscard]] std::optional<std::string_view> attribute(NodeId element, std::string_view local_name,
                                                            std::string_view namespace_uri = {}) const;
    [[nodiscard]] std::string trimmed_text(NodeId element) const;
    Result<xpath::Expression> compile(std::string_view text, NodeId element, std::string_view question,
                                      std::string_view what);
    const xpath::CompileOptions& options_at(NodeId element);
    // A plain path, absolute or from `context`; predicates are passed over. none where the form has no such node.
    [[nodiscard]] SchemaId resolve(std::string_view path, NodeId element, SchemaId context) const;
    [[nodiscard]] SchemaId resolve_step(std::string_view step, NodeId element, SchemaId from) const;
    [[nodiscard]] std::string_view namespace_of_prefix(std::string_view prefix, NodeId element) const;
    Bind& ensure_bind(SchemaId node, NodeId element);

    static constexpr std::string_view kXForms = "http://www.w3.org/2002/xforms";

    const Attachments& m_attachments;
    LoadLimits m_limits;
    std::unique_ptr<Definition> m_form;
    std::unique_ptr<Tree> m_document;
    XmlPlaces m_places;
    NodeId m_model = NodeId::none;
    NodeId m_body = NodeId::none;
    NodeId m_primary = NodeId::none;  // the root of the primary instance, in the document
    std::string m_namespace_to_fold;
    std::unordered_map<std::uint32_t, xpath::CompileOptions> m_options;  // by the nearest declaring element
    std::unordered_map<std::string, SchemaId> m_bind_ids;
    std::unordered_map<std::uint32_t, NodeId> m_bind_elements;   // by schema node
    std::unordered_map<std::uint32_t, NodeId> m_group_elements;  // by schema node
};

}  // namespace daohu::form
