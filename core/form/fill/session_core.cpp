// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/session_core.hpp"

#include "core/form/load/instance_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::form {

namespace {

// A random UUID (RFC 9562, version 4) as Collect writes it.
[[nodiscard]] std::string random_uuid(Entropy& entropy) {
    std::array<std::uint8_t, 16> raw{};
    entropy.fill(raw);
    raw[6] = static_cast<std::uint8_t>((raw[6] & 0x0FU) | 0x40U);
    raw[8] = static_cast<std::uint8_t>((raw[8] & 0x3FU) | 0x80U);
    std::string text = to_hex(raw);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        text.insert(dash, 1, '-');
    }
    return text;
}

}  // namespace

Session::Core::Core(const Definition& definition, const SessionPorts& session_ports, FillLimits limits)
    : form{definition}, ports{session_ports}, instance{definition}, pending{instance},
      editor{instance, pending, limits}, host{instance, session_ports}, actions{instance, editor, host},
      recalculation{instance, pending, editor, host, actions} {
    language = form.languages().empty() ? std::string{} : form.languages().front();
}

Patch Session::Core::close_patch(PatchKind kind) {
    recalculation.settle();
    note_shown_entities();
    Patch patch;
    patch.kind = kind;
    patch.effects = editor.take_effects();
    (void)editor.take_steps();
    ++revision;
    return patch;
}

Patch Session::Core::close_act() {
    recalculation.settle();
    note_shown_entities();
    Patch patch;
    patch.effects = editor.take_effects();
    Act act{editor.take_steps()};
    if (!act.steps.empty()) {
        done.push_back(std::move(act));
        undone.clear();
    }
    ++revision;
    return patch;
}

void Session::Core::note_shown(const std::string& list, const std::string& entity) {
    if (entity.empty() || ports.entities == nullptr || !shown_entities.try_emplace({list, entity}, true).second) {
        return;
    }
    const auto found = ports.entities->find(list, entity, frontier);
    if (!found || !*found) {
        return;
    }
    for (const EntityProperty& property : (*found)->properties) {
        shown.insert_or_assign({list, entity, property.name}, ShownProperty{property.value, property.writes});
        Effect seed;
        seed.kind = EffectKind::seed;
        seed.list = list;
        seed.entity = entity;
        seed.property = property.name;
        seed.value = property.value;
        seed.writes = property.writes;
        editor.note(std::move(seed));
    }
}

void Session::Core::note_shown_entities() {
    for (const EntityDeclaration& entity : form.entities()) {
        if (entity.update == SchemaId::none) {
            continue;
        }
        for (const NodeId id : instance.instances(entity.id)) {
            if (instance.is_present(id)) {
                note_shown(entity.dataset, std::string{instance.tree().value(id)});
            }
        }
    }
}

std::string Session::Core::preload_value(const Bind& bind) {
    if (bind.preload == "uid") {
        return "uuid:" + random_uuid(*ports.entropy);
    }
    if (bind.preload == "timestamp") {
        return bind.preload_parameters == "start" ? host.local_date_time() : std::string{};
    }
    if (bind.preload == "date") {
        return host.local_date_time().substr(0, 10);
    }
    if (bind.preload == "property") {
        if (bind.preload_parameters == "deviceid" || bind.preload_parameters == "uri:deviceid") {
            return ports.device_id;
        }
        return bind.preload_parameters == "username" || bind.preload_parameters == "uri:username" ? ports.user_name
                                                                                                  : std::string{};
    }
    return {};
}

void Session::Core::preload() {
    for (const Bind& bind : form.binds()) {
        if (bind.preload.empty() || !form.schema()[bind.node].is_leaf) {
            continue;
        }
        const std::vector<NodeId> nodes = instance.instances(bind.node);
        for (const NodeId node : nodes) {
            if (!instance.tree().value(node).empty() || !instance.is_present(node)) {
                continue;
            }
            if (const std::string value = preload_value(bind); !value.empty()) {
                editor.set_value(node, value);
            }
        }
    }
}

void Session::Core::stamp_end() {
    for (const Bind& bind : form.binds()) {
        if (bind.preload != "timestamp" || bind.preload_parameters != "end") {
            continue;
        }
        for (const NodeId node : instance.instances(bind.node)) {
            if (instance.is_present(node)) {
                editor.set_value(node, host.local_date_time());
            }
        }
    }
}

// Ids and shown values are copied; nothing reads the list again for this row.
void Session::Core::fill_row(const Repeat& repeat, NodeId row, NodeRef item) {
    const Schema& schema = form.schema();
    std::string scratch;
    const auto column = [&](std::string_view name) -> std::optional<std::string> {
        const NameId id = form.names().find({}, name);
        const NodeId child = id == NameId::none ? NodeId::none : item.tree->find_child(item.id, id);
        return child == NodeId::none ? std::nullopt
                                     : std::optional{std::string{item.tree->string_value(child, scratch)}};
    };
    const std::string entity = column("name").value_or(std::string{});
    for (std::uint32_t i = index(repeat.node) + 1; i <= index(schema[repeat.node].last_below); ++i) {
        const SchemaNode& described = schema[SchemaId{i}];
        if (!described.is_leaf || described.repeat != repeat.node) {
            continue;
        }
        const Bind* const bind = form.bind_of(SchemaId{i});
        std::optional<std::string> value;
        if (SchemaId{i} == repeat.key) {
            value = entity;
        } else if (bind != nullptr && !bind->save_to.empty()) {
            value = column(entity_column(bind->save_to));
        } else if (!described.is_attribute) {
            value = column(entity_column(form.names().local_name(described.name)));
        }
        const NodeId node = value ? instance.nearest(row, SchemaId{i}) : NodeId::none;
        if (node != NodeId::none) {
            editor.set_value(node, *value);
        }
    }
    const std::uint32_t number = instance.row_number(row);
    editor.link_row(number, repeat.each_list, entity);
    note_shown(repeat.each_list, entity);
    actions.row_added(row);
}

Result<void> Session::Core::seed_rows() {
    for (std::uint32_t i = 0; i < form.repeats().size(); ++i) {
        const Repeat& repeat = form.repeats()[i];
        if (!repeat.each) {
            continue;
        }
        const std::vector<NodeId> parents = instance.instances(form.schema()[repeat.node].parent);
        for (const NodeId parent : parents) {
            if (!instance.is_present(parent)) {
                continue;
            }
            // The rows of the empty form only show what a row looks like.
            for (std::uint32_t count = instance.row_count(i, parent); count > 0; --count) {
                editor.remove_row(instance.row_number(instance.row_at(i, parent, count)), {});
            }
            std::vector<NodeRef> items;
            TRY(repeat.each->nodes_into(host.context(parent), items));
            for (const NodeRef item : items) {
                fill_row(repeat, TRY(editor.insert_row(i, parent, 0)), item);
            }
        }
    }
    return {};
}

bool Session::Core::holds(const std::optional<xpath::Expression>& rule, NodeId node) {
    return rule && host.holds(*rule, host.context(node)).value_or(false);
}

bool Session::Core::is_read_only(NodeId node) {
    for (; node != Tree::document() && node != NodeId::none; node = instance.tree().parent(node)) {
        const Bind* const bind = form.bind_of(instance.schema_of(node));
        if (bind != nullptr && holds(bind->read_only, node)) {
            return true;
        }
    }
    return false;
}

bool Session::Core::is_answerable(NodeId node) {
    const Bind* const bind = form.bind_of(instance.schema_of(node));
    return !(bind != nullptr && bind->calculate) && !is_read_only(node);
}

std::optional<Problem> Session::Core::check(NodeId node) {
    const SchemaId schema = instance.schema_of(node);
    if (!instance.is_present(node) || !instance.is_relevant(node)) {
        return std::nullopt;
    }
    Problem problem;
    problem.place = {form.question_of(schema), node};
    for (const ComputationKind kind : {ComputationKind::relevance, ComputationKind::calculation,
                                       ComputationKind::choices, ComputationKind::row_count}) {
        if (recalculation.has_failed(node, kind)) {
            problem.kind = ProblemKind::expression;
            return problem;
        }
    }
    const Bind* const bind = form.bind_of(schema);
    if (bind == nullptr || !form.schema()[schema].is_leaf || problem.place.element == ElementId::none) {
        return std::nullopt;
    }
    const std::string_view value = instance.tree().value(node);
    if (value.empty()) {
        if (instance.state(node) == AnswerState::none && holds(bind->required, node)) {
            problem.message = host.words(bind->required_message, node);
            return problem;
        }
        return std::nullopt;
    }
    if (!is_valid(bind->type, value)) {
        problem.kind = ProblemKind::type;
        return problem;
    }
    if (bind->constraint) {
        const auto kept = host.holds(*bind->constraint, host.context(node));
        if (!kept || !*kept) {
            problem.kind = kept ? ProblemKind::constraint : ProblemKind::expression;
            problem.message = host.words(bind->constraint_message, node);
            return problem;
        }
    }
    return std::nullopt;
}

Progress Session::Core::progress_of(NodeId node) {
    Progress progress;
    if (!is_answerable(node)) {
        return progress;
    }
    progress.total = 1;
    progress.done = !instance.tree().value(node).empty() || instance.state(node) != AnswerState::none ? 1 : 0;
    if (const auto problem = check(node)) {
        progress.missing = problem->kind == ProblemKind::required ? 1 : 0;
        progress.errors = problem->kind == ProblemKind::required ? 0 : 1;
    }
    return progress;
}

}  // namespace daohu::form
