// SPDX-License-Identifier: Apache-2.0
// Reading a draft: patches are applied as they are, nothing is calculated until all are.
#include "core/form/fill/session_core.hpp"

#include <algorithm>
#include <charconv>

namespace daohu::form {

namespace {

struct RowPath {
    std::string_view parent;
    std::string_view row;  // without its position
    std::uint32_t position = 0;
};

[[nodiscard]] RowPath split_row_path(std::string_view path) {
    RowPath split;
    const std::size_t open = path.rfind('[');
    const std::size_t slash = path.rfind('/');
    if (open == std::string_view::npos || slash == std::string_view::npos || open < slash) {
        return split;
    }
    std::from_chars(path.data() + open + 1, path.data() + path.size(), split.position);
    split.parent = path.substr(0, slash);
    split.row = path.substr(slash + 1, open - slash - 1);
    return split;
}

// "/data/member[2]/name" is a question of the form at "/data/member/name".
[[nodiscard]] std::string without_positions(std::string_view path) {
    std::string plain;
    bool is_inside = false;
    for (const char c : path) {
        is_inside = is_inside || c == '[';
        if (!is_inside) {
            plain.push_back(c);
        }
        is_inside = is_inside && c != ']';
    }
    return plain;
}

}  // namespace

std::string Session::Core::why_lost(NodeId node, const std::string& value) const {
    const SchemaId schema = instance.schema_of(node);
    if (!form.schema()[schema].is_leaf) {
        return "now a group";
    }
    const Bind* const bind = form.bind_of(schema);
    if (bind != nullptr && bind->calculate && !bind->is_volatile) {
        return "now calculated";
    }
    if (bind != nullptr && !is_valid(bind->type, value)) {
        return "not a value of the new type";
    }
    const ElementId element = form.question_of(schema);
    if (element == ElementId::none || !form.element(element).is_select() || form.element(element).itemset) {
        return {};
    }
    const auto& items = form.element(element).items;
    const auto is_offered = [&](std::string_view chosen) {
        return std::any_of(items.begin(), items.end(), [chosen](const Item& item) { return item.value == chosen; });
    };
    const std::vector<std::string_view> chosen = form.element(element).control == Control::select_one
                                                     ? std::vector<std::string_view>{value}
                                                     : chosen_values(value);
    return std::all_of(chosen.begin(), chosen.end(), is_offered) ? std::string{} : "no longer among the choices";
}

void Session::Core::apply_value(const Effect& effect, bool is_same_version, std::map<std::string, LostAnswer>& lost) {
    const NodeId node = instance.find(effect.path);
    std::string reason;
    if (node == NodeId::none) {
        reason = form.find(without_positions(effect.path)) == SchemaId::none ? "no such question" : "no such row";
    } else if (!is_same_version && !effect.value.empty()) {
        reason = why_lost(node, effect.value);
    } else if (!form.schema()[instance.schema_of(node)].is_leaf) {
        reason = "now a group";
    }
    if (reason.empty()) {
        editor.set_value(node, effect.value);
        instance.set_answered(node);
    }
    if (reason.empty() || effect.value.empty()) {
        lost.erase(effect.path);
    } else {
        lost.insert_or_assign(effect.path, LostAnswer{effect.path, effect.value, reason});
    }
}

void Session::Core::apply_effect(const Effect& effect, PatchKind kind, bool is_same_version,
                                 std::map<std::string, LostAnswer>& lost) {
    switch (effect.kind) {
        case EffectKind::set_value: apply_value(effect, is_same_version, lost); break;
        case EffectKind::set_state:
            if (const NodeId node = instance.find(effect.path);
                node != NodeId::none && instance.described(node).is_leaf) {
                editor.set_state(node, effect.state);
                lost.erase(effect.path + "/@dh:state");
            } else if (effect.state != AnswerState::none) {
                lost.insert_or_assign(
                    effect.path + "/@dh:state",
                    LostAnswer{effect.path, std::string{to_string(effect.state)}, "no such question"});
            }
            break;
        case EffectKind::insert_row: {
            const RowPath path = split_row_path(effect.path);
            const SchemaId row = form.find(without_positions(effect.path));
            const NodeId parent = instance.find(path.parent);
            if (row == SchemaId::none || form.schema()[row].repeat_index == kNoIndex || parent == NodeId::none ||
                instance.has_row(effect.row)) {
                lost.insert_or_assign(effect.path, LostAnswer{effect.path, {}, "no such repeat"});
            } else {
                editor.insert_numbered_row(form.schema()[row].repeat_index, parent, path.position, effect.row);
            }
            break;
        }
        case EffectKind::remove_row:
            if (instance.has_row(effect.row) && instance.row(effect.row).is_present) {
                editor.remove_row(effect.row, effect.value);
                // What undo takes out again is hidden only if it was before.
                const bool is_new = kind != PatchKind::undo && kind != PatchKind::redo;
                if (is_new && form.repeats()[instance.row(effect.row).repeat].count) {
                    instance.note_hidden(effect.row);
                }
            }
            break;
        case EffectKind::restore_row:
            if (instance.has_row(effect.row) && !instance.row(effect.row).is_present) {
                editor.restore_row(effect.row, split_row_path(effect.path).position);
            }
            break;
        case EffectKind::seed:
            shown_entities.try_emplace({effect.list, effect.entity}, true);
            shown.insert_or_assign({effect.list, effect.entity, effect.property},
                                   ShownProperty{effect.value, effect.writes});
            break;
        case EffectKind::link_row:
            if (instance.has_row(effect.row)) {
                editor.link_row(effect.row, effect.list, effect.entity);
            }
            break;
        case EffectKind::language: {
            const auto& known = form.languages();
            if (const auto found = std::find(known.begin(), known.end(), effect.value); found != known.end()) {
                language = effect.value;
                host.set_language(static_cast<std::size_t>(found - known.begin()));
            }
            break;
        }
    }
}

Result<void> Session::Core::apply(const Patch& patch, bool is_same_version, std::map<std::string, LostAnswer>& lost) {
    for (const Effect& effect : patch.effects) {
        apply_effect(effect, patch.kind, is_same_version, lost);
    }
    Act act{editor.take_steps()};
    (void)editor.take_effects();
    switch (patch.kind) {
        case PatchKind::open:
        case PatchKind::note: break;
        case PatchKind::act:
            done.push_back(std::move(act));
            undone.clear();
            break;
        case PatchKind::undo:
            if (done.empty()) {
                return fail(ErrorCode::form_patch_malformed, "an undo without an act");
            }
            undone.push_back(std::move(done.back()));
            done.pop_back();
            break;
        case PatchKind::redo:
            if (undone.empty()) {
                return fail(ErrorCode::form_patch_malformed, "a redo without an undo");
            }
            done.push_back(std::move(undone.back()));
            undone.pop_back();
            break;
    }
    return {};
}

}  // namespace daohu::form
