// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/role_history.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/words.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

std::vector<Role> roles_of(std::string_view codes) {
    std::vector<Role> roles;
    for (const std::string_view code : split_words(codes)) {
        if (const auto role = find_role(code)) {
            roles.push_back(*role);
        }
    }
    return roles;
}

bool includes(const RolePeriod& period, std::string_view form_id) {
    return std::ranges::any_of(period.roles, [&](Role role) { return may_fill_in(role, form_id); });
}

}  // namespace

std::vector<RolePeriod> role_periods(std::span<const registry::HistoryItem> worker) {
    std::vector<RolePeriod> periods;
    std::optional<WallTime> end;
    for (const registry::HistoryItem& item : worker) {
        const auto* text = std::get_if<std::string>(&item.value);
        if (item.property == "roles") {
            periods.push_back({item.by.hlc.time(), text == nullptr ? std::vector<Role>{} : roles_of(*text)});
        } else if (item.property == "until") {
            const auto day = text == nullptr ? Result<Date>{fail(ErrorCode::not_found)} : Date::parse(*text);
            end = day ? std::optional{start_of_beijing_day(*day) + std::chrono::hours{24}} : std::nullopt;
        }
    }
    if (end) {
        periods.push_back({*end, {}});
    }
    std::ranges::stable_sort(periods, {}, &RolePeriod::from);
    return periods;
}

RoleVerdict judge_act(std::string_view form_id, WallTime written_at, std::span<const RolePeriod> periods) {
    RoleVerdict verdict{.standing = Standing::set_aside, .reason = RoleReason::never};
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (!includes(periods[i], form_id)) {
            continue;
        }
        const bool is_last = i + 1 == periods.size();
        if (written_at < periods[i].from) {
            return verdict.reason == RoleReason::never ? RoleVerdict{Standing::set_aside, RoleReason::not_yet}
                                                       : verdict;
        }
        if (is_last || written_at < periods[i + 1].from) {
            return {};
        }
        verdict = written_at < periods[i + 1].from + kRoleGrace ? RoleVerdict{Standing::stands_noted, RoleReason::ended}
                                                                : RoleVerdict{Standing::set_aside, RoleReason::over};
    }
    return verdict;
}

}  // namespace daohu::casework
