// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/plan_rows.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/rows.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

using registry::Entity;
using registry::ProjectedRow;

// After every day there is.
constexpr std::string_view kNoDay = "9999-12-31";

entry::Value shown(const Entity& entity, std::string_view property) {
    const entry::Value* value = entity.displayed(property);
    return value == nullptr ? entry::Value{entry::NullState::blank} : *value;
}

bool is_open(const Entity& entity, std::string_view dataset) {
    return entity.dataset == dataset && entity.status == registry::EntityStatus::open;
}

std::int64_t urgency_rank(const Entity& entity) {
    constexpr std::array<std::string_view, 3> kOrder{"life_danger", "day", "week"};
    const auto found = std::ranges::find(kOrder, entity.text("urgency").value_or(""));
    return found - kOrder.begin();
}

std::int64_t moment_of(const Entity& entity, std::string_view property) {
    const policy::Known<WallTime> moment = moment_fact(entity, property);
    return moment.is_answered() ? moment.find()->time_since_epoch().count() : 0;
}

constexpr char kPersonFollows = '/';
constexpr char kMarkFollows = ' ';

// A review in conflict says nothing of either mark.
std::string mark_of(const Entity& review, std::string_view property) {
    return review.conflicts().empty() ? std::string{review.text(property).value_or("")} : "disputed";
}

// Before and after the first such sign.
std::pair<std::string_view, std::string_view> parted(std::string_view text, char sign) {
    const std::size_t end = std::min(text.find(sign), text.size());
    return {text.substr(0, end), text.substr(std::min(end + 1, text.size()))};
}

}  // namespace

std::optional<ProjectedRow> OpenCaseProjector::project(const Entity& entity) const {
    const auto state = entity.text("state");
    if (!is_open(entity, "case") || state == "closed" || state == "rejected" || is_secret(entity)) {
        return std::nullopt;
    }
    ProjectedRow row{{urgency_rank(entity), moment_of(entity, "discovered_at"), entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[person] = shown(entity, "person");
    row.columns[household] = shown(entity, "household");
    row.columns[discovered_at] = moment_of(entity, "discovered_at");
    row.columns[first_aid_given_at] = shown(entity, "first_aid_given_at");
    return row;
}

std::optional<ProjectedRow> OpenTaskProjector::project(const Entity& entity) const {
    const std::string_view result = entity.text("result").value_or("");
    if (!is_open(entity, "task") || (!result.empty() && result != "not_found")) {
        return std::nullopt;
    }
    const std::string_view day = entity.text("due").value_or("");
    ProjectedRow row{{std::string{day.empty() ? kNoDay : day},
                      std::int64_t{entity.text("priority") == "urgent" ? 0 : 1}, entity.id.to_string()},
                     {}};
    row.columns.resize(column_count);
    row.columns[household] = shown(entity, "household");
    row.columns[person] = shown(entity, "person");
    row.columns[person_name] = shown(entity, "person_name");
    row.columns[village] = shown(entity, "village");
    row.columns[due] = shown(entity, "due");
    return row;
}

std::optional<ProjectedRow> ReviewProjector::project(const Entity& entity) const {
    const auto home = entity.reference("household");
    if (!is_open(entity, "review") || !home || entity.text("outcome") == "not_possible") {
        return std::nullopt;
    }
    const auto about = entity.reference("person");
    const std::string programme{entity.text("programme").value_or("")};
    const std::string day{entity.text("reviewed_on").value_or("")};
    return ProjectedRow{
        {home->to_string(), programme + kPersonFollows + (about ? about->to_string() : ""),
         day + kMarkFollows + mark_of(entity, "irregular_income") + kMarkFollows + mark_of(entity, "able_member")},
        {}};
}

ReviewKeys review_keys(const registry::RowKeys& keys) {
    const auto [programme, person] = parted(text_of(keys[1]), kPersonFollows);
    const auto [day, marks] = parted(text_of(keys[2]), kMarkFollows);
    const auto [irregular, able] = parted(marks, kMarkFollows);
    const auto about = EntityId::parse(person);
    const auto reviewed_on = Date::parse(day);
    return {.household = text_of(keys[0]),
            .programme = programme,
            .person = about ? std::optional{*about} : std::nullopt,
            .reviewed_on = reviewed_on ? std::optional{*reviewed_on} : std::nullopt,
            .irregular_income = irregular,
            .able_member = able};
}

std::optional<ProjectedRow> PhaseOutProjector::project(const Entity& entity) const {
    const auto home = entity.reference("household");
    const bool has_ended = !entity.text("ended_on").value_or("").empty();
    if (!is_open(entity, "phase_out") || !home || has_ended) {
        return std::nullopt;
    }
    return ProjectedRow{{home->to_string(), entity.id.to_string(), std::int64_t{0}}, {}};
}

std::optional<ProjectedRow> DutyProjector::project(const Entity& entity) const {
    const policy::Known<WallTime> begins = moment_fact(entity, "from");
    if (!is_open(entity, "duty") || !begins.is_answered()) {
        return std::nullopt;
    }
    ProjectedRow row{
        {beijing_date(*begins.find()).to_string(), begins.find()->time_since_epoch().count(), entity.id.to_string()},
        {}};
    row.columns.resize(column_count);
    row.columns[point] = shown(entity, "point");
    row.columns[worker] = shown(entity, "worker");
    row.columns[from] = begins.find()->time_since_epoch().count();
    row.columns[until] = moment_of(entity, "until");
    return row;
}

}  // namespace daohu::casework
