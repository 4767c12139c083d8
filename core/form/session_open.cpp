// SPDX-License-Identifier: Apache-2.0
// How a session begins: with an empty form, or with the acts of a draft done again.

#include "core/form/fill/session_core.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace daohu::form {

Result<Session::Opened> Session::open(const Definition& definition, const SessionPorts& ports,
                                      const OpenRequest& request) {
    auto core = std::make_unique<Core>(definition, ports, request.limits);
    core->subject = request.subject;
    core->frontier = request.frontier;
    if (!request.language.empty()) {
        const auto& known = definition.languages();
        const auto found = std::find(known.begin(), known.end(), request.language);
        if (found != known.end()) {
            core->language = request.language;
            core->host.set_language(static_cast<std::size_t>(found - known.begin()));
        }
    }
    TRY(core->host.read_entity_lists(request.frontier));
    for (const Prefill& prefill : request.prefills) {
        const NodeId node = core->instance.find(prefill.path);
        if (node == NodeId::none || !core->instance.described(node).is_leaf) {
            return fail(ErrorCode::form_no_such_node, prefill.path);
        }
        core->editor.set_value(node, prefill.value);
    }
    core->preload();
    core->pending.add_everything();
    core->recalculation.settle();
    TRY(core->seed_rows());
    core->recalculation.settle();
    core->actions.loaded(FormEvent::first_load);
    core->recalculation.settle();
    core->actions.loaded(FormEvent::load);
    Patch patch = core->close_patch(PatchKind::open);
    patch.form_id = definition.id();
    patch.form_version = definition.version();
    patch.subject = request.subject;
    patch.frontier = request.frontier;
    if (!core->language.empty()) {
        Effect language;
        language.kind = EffectKind::language;
        language.value = core->language;
        patch.effects.push_back(std::move(language));
    }
    return Opened{std::unique_ptr<Session>{new Session{std::move(core)}}, std::move(patch)};
}

Result<Session::Restored> Session::restore(const Definition& definition, const SessionPorts& ports,
                                           std::span<const Patch> patches, FillLimits limits) {
    if (patches.empty() || patches.front().kind != PatchKind::open) {
        return fail(ErrorCode::form_patch_malformed, "the draft does not begin with an opening");
    }
    const Patch& opening = patches.front();
    if (opening.form_id != definition.id()) {
        return fail(ErrorCode::form_patch_malformed, fmt::format("the draft is of the form '{}'", opening.form_id));
    }
    auto core = std::make_unique<Core>(definition, ports, limits);
    core->subject = opening.subject;
    core->frontier = opening.frontier;
    TRY(core->host.read_entity_lists(opening.frontier));
    const bool is_same_version = opening.form_version == definition.version();
    std::map<std::string, LostAnswer> lost;
    for (const Patch& patch : patches) {
        if (patch.is_empty()) {
            continue;  // an act that changed nothing is no step of undo either
        }
        TRY(core->apply(patch, is_same_version, lost));
    }
    core->pending.add_everything();
    core->recalculation.settle();
    Restored restored;
    for (const Step& step : core->editor.take_steps()) {
        const ElementId element = definition.question_of(core->instance.schema_of(step.node));
        if (step.kind == EffectKind::set_value && !step.before.empty() && element != ElementId::none &&
            definition.element(element).is_select()) {
            const std::string path = core->instance.path(step.node);
            lost.insert_or_assign(path, LostAnswer{path, step.before, "no longer among the choices"});
        }
    }
    core->actions.loaded(FormEvent::load);
    restored.patch = core->close_patch(PatchKind::note);
    for (auto& [path, answer] : lost) {
        restored.lost.push_back(std::move(answer));
    }
    restored.session = std::unique_ptr<Session>{new Session{std::move(core)}};
    return restored;
}

}  // namespace daohu::form
