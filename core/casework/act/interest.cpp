// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/interest.hpp"

namespace daohu::casework {

namespace {

constexpr policy::ParameterId kFiling{135};

// What the county chose; else what the pack assumes of its document.
bool needs_second_visitor(const policy::Pack& pack) {
    const policy::Switch* chosen = pack.find_switch("relatives_second_visitor");
    if (chosen == nullptr) {
        return false;
    }
    if (!chosen->value.empty()) {
        return chosen->value == "yes";
    }
    const auto* assumed = chosen->assumed ? std::get_if<policy::CodeValue>(&chosen->assumed->value) : nullptr;
    return assumed != nullptr && assumed->code == "yes";
}

}  // namespace

InterestDuty interest_duty(std::string_view relation, const policy::Pack& pack) {
    if (relation != "near_relative" && relation != "same_household") {
        return {};
    }
    const auto* filing = std::get_if<bool>(&pack.parameter(kFiling).value);
    return {.filing = filing != nullptr && *filing, .second_visitor = needs_second_visitor(pack)};
}

Result<void> check_visitors(std::string_view relation, std::size_t visitors, const policy::Pack& pack) {
    if (interest_duty(relation, pack).second_visitor && visitors < 2) {
        return fail(ErrorCode::casework_second_visitor);
    }
    return {};
}

}  // namespace daohu::casework
