// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/checks.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/changes.hpp"
#include "core/casework/act/findings.hpp"
#include "core/casework/act/interest.hpp"
#include "core/casework/act/labour_month.hpp"
#include "core/casework/act/referral_loop.hpp"
#include "core/policy/moment.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

Result<std::optional<registry::Entity>> find(const ActPlace& place, std::optional<EntityId> id) {
    return id ? place.registry.find(*id) : std::optional<registry::Entity>{};
}

Result<void> check_recipients(const WrittenChange& aid, WallTime given_at, const ActPlace& place) {
    std::vector<EntityId> recipients = aid.references("recipients");
    if (const auto booked_to = aid.reference("booked_to")) {
        recipients.push_back(*booked_to);
    }
    for (const EntityId id : recipients) {
        const auto person = TRY(place.registry.find(id));
        if (person && was_dead(*person, beijing_date(given_at))) {
            return fail(ErrorCode::casework_recipient_dead, id.to_string());
        }
    }
    return {};
}

Result<void> check_first_aid(const WrittenChange& aid, const ActPlace& place) {
    const auto given_at = policy::parse_moment(aid.text("given_at"));
    if (!given_at) {
        return {};  // without a time there is nothing to compare
    }
    TRY(check_recipients(aid, *given_at, place));
    const auto the_case = TRY(find(place, aid.reference("case")));
    const auto discovered_at = the_case ? policy::parse_moment(the_case->text("discovered_at").value_or(""))
                                        : Result<WallTime>{fail(ErrorCode::not_found)};
    if (discovered_at && *given_at < *discovered_at) {
        return fail(ErrorCode::casework_before_cause, "first aid before the discovery");
    }
    return {};
}

Result<void> check_referral(const WrittenChange& referral, const ActPlace& place) {
    if (referral.change.kind == form::ChangeKind::create) {
        return place.pack == nullptr ? Result<void>{}
                                     : check_body(*place.pack, referral.text("body"), beijing_date(place.now));
    }
    const form::PropertyWrite* state = referral.find_write("state");
    if (state == nullptr) {
        return {};
    }
    if (const std::string_view next = referral.text("state"); next == "sent" && place.pack != nullptr) {
        if (const auto known = TRY(find(place, referral.subject()))) {
            TRY(check_body(*place.pack, known->text("body").value_or(""), beijing_date(place.now)));
        }
    }
    return check_step(state->shown, referral.text("state"));
}

Result<void> check_visit(const form::Submission& submission, const WrittenChange& visit, const policy::Pack& pack) {
    const std::vector<EntityId> visitors = visit.references("visitors");
    for (const WrittenChange& declaration : changes_of(submission, "declaration")) {
        // Whoever declares is there, also where the form was not told who holds the tablet.
        const auto own = declaration.reference("worker");
        const auto others = std::ranges::count_if(visitors, [&](EntityId visitor) { return !own || visitor != *own; });
        TRY(check_visitors(declaration.text("relation"), 1 + static_cast<std::size_t>(others), pack));
    }
    return {};
}

// Few: one for each month and township.
Result<void> check_not_settled(Date month, const ActPlace& place) {
    constexpr std::size_t kMostMonths = 10'000;
    const std::vector<EntityId> ids = TRY(place.registry.entities("labour_month", std::nullopt, kMostMonths));
    for (const EntityId id : ids) {
        const auto known = TRY(place.registry.find(id));
        const bool is_settled = known && !known->text("closed_at").value_or("").empty();
        if (is_settled && month_from(known->text("month").value_or("")) == month) {
            return fail(ErrorCode::casework_month_closed, month.to_string());
        }
    }
    return {};
}

Result<void> check_labour(const WrittenChange& roll, const ActPlace& place) {
    std::string written{roll.text("month")};
    if (written.empty()) {  // a row that is changed keeps its month
        const auto known = TRY(find(place, roll.subject()));
        written = known ? known->text("month").value_or("") : "";
    }
    const auto month = month_from(written);
    if (!month) {
        return {};
    }
    TRY(check_month_open(*month, place.now));
    return check_not_settled(*month, place);
}

// Settled once and not again.
Result<void> check_labour_month(const WrittenChange& month, const ActPlace& place) {
    const auto known = TRY(find(place, month.subject()));
    if (known && !known->text("closed_at").value_or("").empty()) {
        return fail(ErrorCode::casework_month_closed, std::string{known->text("month").value_or("")});
    }
    return {};
}

}  // namespace

Result<void> check_act(const form::Submission& submission, const ActPlace& place) {
    for (const WrittenChange& written : changes_of(submission)) {
        const std::string& dataset = written.change.dataset;
        if (dataset == "first_aid" && written.change.kind == form::ChangeKind::create) {
            TRY(check_first_aid(written, place));
        } else if (dataset == "referral") {
            TRY(check_referral(written, place));
        } else if (dataset == "visit" && place.pack != nullptr) {
            TRY(check_visit(submission, written, *place.pack));
        } else if (dataset == "labour_roll") {
            TRY(check_labour(written, place));
        } else if (dataset == "labour_month") {
            TRY(check_labour_month(written, place));
        }
    }
    return {};
}

}  // namespace daohu::casework
