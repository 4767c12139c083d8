// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/form_host.hpp"

#include "core/form/fill/choice_lists.hpp"
#include "core/form/load/instance_reader.hpp"
#include "core/form/load/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace daohu::form {

namespace {

// "zh" of "中文 (zh)", of "zh" and of "Chinese (zh)": XLSForm puts the tag in brackets behind the language's name.
[[nodiscard]] std::string tag_of(std::string_view language) {
    const std::size_t open = language.rfind('(');
    const std::size_t close = language.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
        return std::string{language.substr(open + 1, close - open - 1)};
    }
    return std::string{language};
}

}  // namespace

FormHost::FormHost(Instance& instance, const SessionPorts& ports)
    : m_instance{instance}, m_ports{ports}, m_entity_trees(instance.form().instances().size()) {
    stop_clock();
    set_language(0);
}

Result<void> FormHost::read_entity_lists(ByteView frontier) {
    const auto& instances = m_instance.form().instances();
    for (std::size_t i = 0; i < instances.size(); ++i) {
        if (instances[i].tree) {
            continue;
        }
        if (m_ports.entities == nullptr) {
            return fail(ErrorCode::not_found,
                        fmt::format("no source for the entity list '{}'", instances[i].entity_list));
        }
        m_entity_trees[i] =
            TRY(read_entity_tree(*m_ports.entities, instances[i].entity_list, frontier, m_instance.form().names()));
    }
    return {};
}

void FormHost::stop_clock() { m_now_ms = m_ports.clock->wall_now().time_since_epoch().count(); }

void FormHost::set_language(std::size_t language) {
    m_language = language;
    const auto& languages = m_instance.form().languages();
    m_language_tag = language < languages.size() ? tag_of(languages[language]) : std::string{};
}

xpath::Context FormHost::context(NodeId node) {
    xpath::Context made;
    made.node = m_instance.reference(node);
    made.root = m_instance.reference(Tree::document());
    made.host = this;
    made.current = made.node;
    return made;
}

Result<bool> FormHost::holds(const xpath::Expression& rule, const xpath::Context& from) {
    if (rule.type() != xpath::ValueType::node_set) {
        return rule.boolean(from);
    }
    TRY(rule.nodes_into(from, m_nodes));
    if (m_nodes.empty()) {
        return false;
    }
    const NodeRef first = m_nodes.front();
    const bool is_group = first.tree->is_element(first.id) && first.tree->first_child(first.id) != NodeId::none &&
                          first.tree->is_element(first.tree->first_child(first.id));
    std::string scratch;
    const std::string_view value = first.tree->string_value(first.id, scratch);
    return is_group || !(value.empty() || value == "0" || value == "false");
}

NodeRef FormHost::find_instance(std::string_view id) {
    const auto& instances = m_instance.form().instances();
    for (std::size_t i = 0; i < instances.size(); ++i) {
        if (instances[i].id == id) {
            return {instances[i].tree ? instances[i].tree.get() : m_entity_trees[i].get(), Tree::document()};
        }
    }
    return id == m_instance.form().id() ? m_instance.reference(Tree::document()) : NodeRef{};
}

void FormHost::append_pieces(const std::vector<TextPiece>& pieces, NodeId node, std::string& out) {
    for (const TextPiece& piece : pieces) {
        out += piece.literal;
        if (piece.output) {
            out += piece.output->string(context(node)).value_or(std::string{});
        }
    }
}

std::string FormHost::words(const Text& text, NodeId node, TextForm form) {
    std::string out;
    if (!text.itext_id.empty()) {
        if (const auto* const pieces = m_instance.form().texts().find(text.itext_id, form, m_language)) {
            append_pieces(*pieces, node, out);
        } else if (form == TextForm::plain) {
            // The form has a picture of that name, perhaps; an id nobody translated is shown as it is.
            out = m_instance.form().texts().entries.contains(text.itext_id) ? std::string{} : text.itext_id;
        }
    } else if (form != TextForm::plain) {
        return out;
    } else if (text.expression) {
        out = text.expression->string(context(node)).value_or(std::string{});
    } else {
        append_pieces(text.pieces, node, out);
    }
    return out;
}

void FormHost::itext(std::string_view id, std::string& out) {
    Text text;
    text.itext_id = id;
    out = words(text, m_instance.tree().root_element());
}

void FormHost::choice_name(std::string_view value, std::string_view path, NodeRef from, std::string& out) {
    out.clear();
    if (from.tree != &m_instance.tree()) {
        return;
    }
    const SchemaId question = find_question(m_instance.form(), path, m_instance.schema_of(from.id));
    const ElementId element = question == SchemaId::none ? ElementId::none : m_instance.form().question_of(question);
    if (element == ElementId::none) {
        return;
    }
    const NodeId node = m_instance.nearest(from.id, question);
    if (node != NodeId::none) {
        out = ChoiceLists{m_instance, *this}.label_of(element, node, value);
    }
}

std::string FormHost::local_date_time() {
    const std::int32_t offset = m_ports.utc_offset_minutes;
    const std::chrono::sys_time<std::chrono::milliseconds> local{
        std::chrono::milliseconds{m_now_ms + std::int64_t{offset} * 60'000}};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{local - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count(),
                       offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

}  // namespace daohu::form
