// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/referral_loop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

struct Named {
    std::string_view code;
    ReferralState state;
};
constexpr std::array kStates{
    Named{"sent", ReferralState::sent},         Named{"accepted", ReferralState::accepted},
    Named{"returned", ReferralState::returned}, Named{"in_progress", ReferralState::in_progress},
    Named{"done", ReferralState::done},         Named{"told_family", ReferralState::told_family},
};

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

std::optional<Date> date_of(const registry::Entity& entity, std::string_view property) {
    const auto date = Date::parse(entity.text(property).value_or(""));
    return date ? std::optional{*date} : std::nullopt;
}

ReferralTurn turn_of(const registry::Entity& referral) {
    const registry::Register* state = referral.find("state");
    if (state != nullptr && state->agreement == registry::Agreement::conflict) {
        return ReferralTurn::settle;
    }
    switch (find_referral_state(referral.text("state").value_or("")).value_or(ReferralState::sent)) {
        case ReferralState::returned: return ReferralTurn::send_again;
        case ReferralState::done: return ReferralTurn::tell_family;
        case ReferralState::told_family: return ReferralTurn::nobody;
        case ReferralState::sent:
        case ReferralState::accepted:
        case ReferralState::in_progress: break;
    }
    return ReferralTurn::body;
}

}  // namespace

std::optional<ReferralState> find_referral_state(std::string_view code) {
    const auto* const found = std::ranges::find(kStates, code, &Named::code);
    return found == kStates.end() ? std::nullopt : std::optional{found->state};
}

bool may_follow(ReferralState from, ReferralState to) {
    switch (from) {
        case ReferralState::sent:
            return to == ReferralState::accepted || to == ReferralState::returned || to == ReferralState::in_progress ||
                   to == ReferralState::done;
        case ReferralState::accepted:
            return to == ReferralState::in_progress || to == ReferralState::done || to == ReferralState::returned;
        case ReferralState::in_progress: return to == ReferralState::done || to == ReferralState::returned;
        case ReferralState::returned: return to == ReferralState::sent || to == ReferralState::told_family;
        case ReferralState::done: return to == ReferralState::told_family;
        case ReferralState::told_family: return false;
    }
    return false;
}

Result<void> check_step(std::string_view from, std::string_view to) {
    const auto before = find_referral_state(from);
    const auto after = find_referral_state(to);
    if (!before || !after || !may_follow(*before, *after)) {
        return fail(ErrorCode::casework_transition, fmt::format("referral from {} to {}", from, to));
    }
    return {};
}

ReferralView referral_view(const registry::Entity& referral, std::span<const registry::Entity> steps, Date today) {
    ReferralView view;
    view.id = referral.id;
    view.body = text_of(referral, "body");
    view.body_label = text_of(referral, "body_label");
    view.programme = text_of(referral, "programme");
    view.state = text_of(referral, "state");
    view.result = text_of(referral, "result");
    view.turn = turn_of(referral);
    view.due = date_of(referral, "due");
    view.is_overdue = view.turn == ReferralTurn::body && view.due && *view.due < today;
    view.told_family_on = date_of(referral, "told_family_on");
    for (const registry::Entity& step : steps) {
        const auto of = step.reference("referral");
        if (of && std::ranges::find(referral.members, *of) != referral.members.end()) {
            view.steps.push_back({.state = text_of(step, "state"),
                                  .at = text_of(step, "at"),
                                  .by = text_of(step, "by"),
                                  .note = text_of(step, "note")});
        }
    }
    std::ranges::stable_sort(view.steps, {}, &ReferralStep::at);
    return view;
}

Result<void> check_body(const policy::Pack& pack, std::string_view body, Date day) {
    const auto found = std::ranges::find(pack.bodies, body, &policy::Body::id);
    if (found != pack.bodies.end() && found->valid_to && *found->valid_to < day) {
        return fail(ErrorCode::casework_body_ended, fmt::format("{} ended on {}", body, found->valid_to->to_string()));
    }
    return {};
}

bool may_rate(std::optional<EntityId> handler, std::optional<EntityId> visitor) {
    return !handler || (visitor && *handler != *visitor);
}

}  // namespace daohu::casework
