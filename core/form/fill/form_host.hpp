// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers what expressions ask of the form: lists, clock, language, texts, names of choices. Makes the form's words.
// Owned by the session, on its thread.

#include "core/form/fill/instance.hpp"
#include "core/form/session.hpp"

namespace daohu::form {

class FormHost final : public xpath::Host {
public:
    FormHost(Instance& instance, const SessionPorts& ports);

    // Reads the entity lists of the form. not_found.
    Result<void> read_entity_lists(ByteView frontier);
    // One moment for everything calculated until the next call.
    void stop_clock();
    void set_language(std::size_t language);

    [[nodiscard]] xpath::Context context(NodeId node);
    // A rule of a bind. One that is nothing but a path holds where the question it leads to says so: not where that is
    // missing, empty, "0" or "false".
    [[nodiscard]] Result<bool> holds(const xpath::Expression& rule, const xpath::Context& context);
    // The words of a text seen from a node. An expression that fails shows as nothing.
    [[nodiscard]] std::string words(const Text& text, NodeId node, TextForm form = TextForm::plain);
    // "2026-11-22T19:30:00.000+08:00"
    [[nodiscard]] std::string local_date_time();

    [[nodiscard]] NodeRef find_instance(std::string_view id) override;
    [[nodiscard]] std::int64_t now_ms() override { return m_now_ms; }
    [[nodiscard]] std::int32_t utc_offset_minutes() override { return m_ports.utc_offset_minutes; }
    [[nodiscard]] std::string_view language() override { return m_language_tag; }
    void itext(std::string_view id, std::string& out) override;
    void choice_name(std::string_view value, std::string_view path, NodeRef context, std::string& out) override;
    [[nodiscard]] Entropy& entropy() override { return *m_ports.entropy; }
    [[nodiscard]] std::string_view form_version() override { return m_instance.form().version(); }

private:
    void append_pieces(const std::vector<TextPiece>& pieces, NodeId node, std::string& out);

    Instance& m_instance;
    SessionPorts m_ports;
    std::vector<std::unique_ptr<Tree>> m_entity_trees;  // by instance of the definition; most are empty
    std::vector<NodeRef> m_nodes;
    std::int64_t m_now_ms = 0;
    std::size_t m_language = 0;
    std::string m_language_tag;
};

}  // namespace daohu::form
