// SPDX-License-Identifier: Apache-2.0
#include "core/form/session.hpp"

#include "core/base/utf8.hpp"
#include "core/form/fill/session_core.hpp"

#include <algorithm>

namespace daohu::form {

double FillLevel::fraction() const {
    const double by_values = limits.values == 0 ? 1 : static_cast<double>(values) / static_cast<double>(limits.values);
    const double by_bytes = limits.bytes == 0 ? 1 : static_cast<double>(bytes) / static_cast<double>(limits.bytes);
    return std::max(by_values, by_bytes);
}

Progress& Progress::operator+=(const Progress& other) {
    total += other.total;
    done += other.done;
    missing += other.missing;
    errors += other.errors;
    return *this;
}

Session::Session(std::unique_ptr<Core> core) : m_core{std::move(core)} {}
Session::~Session() = default;

const Definition& Session::definition() const { return m_core->form; }
const Tree& Session::tree() const { return m_core->instance.tree(); }
const std::string& Session::subject() const { return m_core->subject; }
const Bytes& Session::frontier() const { return m_core->frontier; }
std::uint64_t Session::revision() const { return m_core->revision; }

NodeId Session::find(std::string_view path) const { return m_core->instance.find(path); }
std::string Session::path(NodeId node) const { return m_core->instance.path(node); }
bool Session::is_present(NodeId node) const { return m_core->instance.is_present(node); }
std::string_view Session::value(NodeId node) const { return m_core->instance.tree().value(node); }
AnswerState Session::state(NodeId node) const { return m_core->instance.state(node); }
bool Session::is_relevant(NodeId node) const { return m_core->instance.is_relevant(node); }
bool Session::was_answered(NodeId node) const { return m_core->instance.was_answered(node); }
bool Session::is_read_only(NodeId node) { return m_core->is_read_only(node); }
std::optional<Problem> Session::problem(NodeId node) { return m_core->check(node); }
const std::string& Session::language() const { return m_core->language; }

bool Session::is_required(NodeId node) {
    const Bind* const bind = m_core->form.bind_of(m_core->instance.schema_of(node));
    return bind != nullptr && m_core->holds(bind->required, node);
}

Result<Patch> Session::answer(NodeId node, std::string_view value) {
    Core& core = *m_core;
    if (!core.instance.is_present(node) || core.instance.schema_of(node) == SchemaId::none ||
        !core.instance.described(node).is_leaf) {
        return fail(ErrorCode::form_no_such_node, "an answer to no question");
    }
    if (!is_valid_utf8(value)) {
        return fail(ErrorCode::invalid_argument, "an answer that is not UTF-8");
    }
    if (core.is_read_only(node)) {
        return fail(ErrorCode::form_read_only, core.instance.path(node));
    }
    const std::size_t length = core.instance.tree().value(node).size();
    if (value.size() > length) {
        TRY(core.editor.check_room(value.size() - length));
    }
    core.host.stop_clock();
    core.editor.set_state(node, AnswerState::none);
    const bool is_new = core.editor.set_value(node, value);
    core.instance.set_answered(node);
    if (is_new) {
        core.recalculation.settle();
        core.actions.answered(node);
    }
    return core.close_act();
}

Result<Patch> Session::set_state(NodeId node, AnswerState state) {
    Core& core = *m_core;
    if (!core.instance.is_present(node) || core.instance.schema_of(node) == SchemaId::none ||
        !core.instance.described(node).is_leaf || core.instance.described(node).is_attribute) {
        return fail(ErrorCode::form_no_such_node, "a state for no question");
    }
    if (core.is_read_only(node)) {
        return fail(ErrorCode::form_read_only, core.instance.path(node));
    }
    core.host.stop_clock();
    const bool is_new = state != AnswerState::none && core.editor.set_value(node, {});
    core.editor.set_state(node, state);
    if (is_new) {
        core.recalculation.settle();
        core.actions.answered(node);
    }
    return core.close_act();
}

Result<Patch> Session::add_row(FormPlace repeat) {
    Core& core = *m_core;
    if (!has_open_rows(repeat)) {
        return fail(ErrorCode::form_fixed_rows, "the form decides how many rows there are");
    }
    core.host.stop_clock();
    const NodeId row = TRY(core.editor.insert_row(core.form.element(repeat.element).repeat, repeat.node, 0));
    core.actions.row_added(row);
    return core.close_act();
}

Result<Patch> Session::remove_row(NodeId row, RemovalReason reason) {
    Core& core = *m_core;
    const std::uint32_t number = core.instance.row_number(row);
    if (number == 0 || !core.instance.is_present(row)) {
        return fail(ErrorCode::form_no_such_node, "no row to remove");
    }
    const Repeat& repeat = core.form.repeats()[core.instance.row(number).repeat];
    if (repeat.count || repeat.is_fixed) {
        return fail(ErrorCode::form_fixed_rows, "the form decides how many rows there are");
    }
    if (is_seeded(row) && reason == RemovalReason::none) {
        return fail(ErrorCode::form_reason_missing, "a known row is taken out without a reason");
    }
    constexpr std::string_view kReasons[] = {"", "moved", "died", "mistake"};
    core.host.stop_clock();
    core.editor.remove_row(number, kReasons[static_cast<std::size_t>(reason)]);
    return core.close_act();
}

bool Session::is_seeded(NodeId row) const {
    const std::uint32_t number = m_core->instance.row_number(row);
    return number != 0 && !m_core->instance.row(number).entity.empty();
}

bool Session::has_open_rows(FormPlace place) const {
    const auto& body = m_core->form.body();
    if (index(place.element) >= body.size() || body[index(place.element)].control != Control::repeat ||
        !m_core->instance.is_present(place.node)) {
        return false;
    }
    const Repeat& repeat = m_core->form.repeats()[body[index(place.element)].repeat];
    return !repeat.count && !repeat.is_fixed &&
           m_core->instance.schema_of(place.node) == m_core->form.schema()[repeat.node].parent;
}

std::vector<NodeId> Session::rows(FormPlace repeat) const {
    std::vector<NodeId> found;
    const std::uint32_t number = m_core->form.element(repeat.element).repeat;
    for (NodeId row = m_core->instance.row_at(number, repeat.node, 1); row != NodeId::none;
         row = m_core->instance.tree().next_named(row)) {
        found.push_back(row);
    }
    return found;
}

NodeId Session::last_row(FormPlace repeat) const {
    const std::uint32_t number = m_core->form.element(repeat.element).repeat;
    const std::uint32_t count = m_core->instance.row_count(number, repeat.node);
    return count == 0 ? NodeId::none : m_core->instance.row_at(number, repeat.node, count);
}

bool Session::can_undo() const { return !m_core->done.empty(); }
bool Session::can_redo() const { return !m_core->undone.empty(); }

Result<Patch> Session::undo() {
    Core& core = *m_core;
    if (core.done.empty()) {
        return fail(ErrorCode::form_nothing_to_undo, "undo");
    }
    core.host.stop_clock();
    Core::Act act = std::move(core.done.back());
    core.done.pop_back();
    std::for_each(act.steps.rbegin(), act.steps.rend(), [&core](const Step& step) { core.editor.undo(step); });
    core.undone.push_back(std::move(act));
    return core.close_patch(PatchKind::undo);
}

Result<Patch> Session::redo() {
    Core& core = *m_core;
    if (core.undone.empty()) {
        return fail(ErrorCode::form_nothing_to_undo, "redo");
    }
    core.host.stop_clock();
    Core::Act act = std::move(core.undone.back());
    core.undone.pop_back();
    for (const Step& step : act.steps) {
        core.editor.redo(step);
    }
    core.done.push_back(std::move(act));
    return core.close_patch(PatchKind::redo);
}

Result<Patch> Session::set_language(std::string_view language) {
    Core& core = *m_core;
    const auto& known = core.form.languages();
    const auto found = std::find(known.begin(), known.end(), language);
    if (found == known.end()) {
        return fail(ErrorCode::not_found, "the form is not in this language");
    }
    core.language = language;
    core.host.set_language(static_cast<std::size_t>(found - known.begin()));
    for (const std::uint32_t computation : core.form.graph().on_language) {
        core.pending.add_all(computation);
    }
    Effect effect;
    effect.kind = EffectKind::language;
    effect.value = language;
    core.editor.note(std::move(effect));
    return core.close_patch(PatchKind::note);
}

Result<Patch> Session::finish() {
    if (const auto problem = next_problem({})) {
        return fail(ErrorCode::form_incomplete, m_core->instance.path(problem->place.node));
    }
    m_core->host.stop_clock();
    m_core->stamp_end();
    return m_core->close_patch(PatchKind::note);
}

void Session::refresh_clock() {
    m_core->host.stop_clock();
    for (const std::uint32_t computation : m_core->form.graph().on_clock) {
        m_core->pending.add_all(computation);
    }
    m_core->recalculation.settle();
}

void Session::set_location(std::string geopoint) { m_core->actions.set_location(std::move(geopoint)); }

FillLevel Session::fill() const {
    return {m_core->instance.value_count(), m_core->instance.value_bytes(), m_core->editor.limits()};
}

const ShownProperty* Session::shown(std::string_view list, std::string_view entity, std::string_view property) const {
    const auto found = m_core->shown.find(std::make_tuple(list, entity, property));
    return found == m_core->shown.end() ? nullptr : &found->second;
}

bool Session::knows_entity(std::string_view list, std::string_view entity) const {
    const auto found = m_core->shown.lower_bound(std::make_tuple(list, entity, std::string_view{}));
    return found != m_core->shown.end() && std::get<0>(found->first) == list && std::get<1>(found->first) == entity;
}

std::vector<RemovedEntity> Session::removed_entities() const {
    std::vector<std::pair<std::uint32_t, RemovedEntity>> found;
    for (const auto& [number, row] : m_core->instance.all_rows()) {
        if (!row.is_present && !row.entity.empty() && !row.removal_reason.empty()) {
            found.emplace_back(number, RemovedEntity{row.list, row.entity, row.removal_reason});
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<RemovedEntity> removed;
    for (auto& [number, entity] : found) {
        removed.push_back(std::move(entity));
    }
    return removed;
}

Result<std::string> Session::subject_id(std::uint32_t section, NodeId group) {
    const SectionDeclaration& declared = m_core->form.sections()[section];
    if (!declared.subject_id) {
        return std::string{};
    }
    return declared.subject_id->string(m_core->host.context(group));
}

}  // namespace daohu::form
