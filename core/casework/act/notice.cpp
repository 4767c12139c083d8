// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/notice.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using policy::YesNo;

constexpr std::string_view kChild = "child";
constexpr std::string_view kCountySwitch = "county_switch";

bool is_switched_on(const policy::Pack& pack, std::string_view id) {
    const policy::Switch* chosen = pack.find_switch(id);
    return chosen != nullptr && chosen->value == "yes";
}

// Why a row stays away, where whoever posts it may know. Of a person in safety mode, or one about whom that is not known,
// nobody is told.
enum class Row : std::uint8_t { printed, untraced, child, unknown_age };

Row row_of(const NoticeCandidate& candidate, bool children_allowed) {
    if (!candidate.safety_mode.is(YesNo::no)) {
        return Row::untraced;
    }
    if (!candidate.is_child.is_answered()) {
        return Row::unknown_age;
    }
    return candidate.is_child.is(YesNo::yes) && !children_allowed ? Row::child : Row::printed;
}

}  // namespace

NoticePlan plan_notice(std::span<const NoticeCandidate> candidates, const policy::Pack& pack, Date posted_on) {
    NoticePlan plan;
    plan.is_stated = pack.notice.fields.has_value();
    if (!plan.is_stated) {
        return plan;
    }
    for (const policy::NoticeField& field : *pack.notice.fields) {
        plan.columns.push_back(field.id);
    }
    if (pack.notice.days) {
        if (const auto until = posted_on.plus_days(*pack.notice.days)) {
            plan.until = *until;
        }
    }
    const bool children_allowed = is_switched_on(pack, "notice_children_names");
    const bool full_address = is_switched_on(pack, "notice_full_address");
    for (const NoticeCandidate& candidate : candidates) {
        switch (row_of(candidate, children_allowed)) {
            case Row::printed:
                plan.printed.push_back({.person = candidate.person,
                                        .name = candidate.name,
                                        .address = full_address ? candidate.address : candidate.village_group,
                                        .category = candidate.programme,
                                        .amount = candidate.amount});
                break;
            case Row::child: plan.withheld.push_back({candidate.person, std::string{kChild}}); break;
            case Row::unknown_age: plan.withheld.push_back({candidate.person, std::string{kCountySwitch}}); break;
            case Row::untraced: break;
        }
    }
    return plan;
}

}  // namespace daohu::casework
