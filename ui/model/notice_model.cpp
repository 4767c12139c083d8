// SPDX-License-Identifier: Apache-2.0
#include "ui/model/notice_model.hpp"

#include "ui/model/record_model.hpp"
#include "ui/text/near_date.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace daohu::model {

namespace {

using registry::Entity;

// What a row of the table can show; a document's other items stand above or below it.
struct Column {
    std::string_view id;
    TextKey title;
};
constexpr std::array kColumns{Column{"name", "notice.column.name"}, Column{"address", "notice.column.address"},
                              Column{"category", "notice.column.category"}, Column{"amount", "notice.column.amount"}};
constexpr std::string_view kPhoneColumn = "complaint_phone";
constexpr std::string_view kPoliciesColumn = "policies";
constexpr std::string_view kSafety = "safety";  // a reason of rows

std::string text_of(const Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

std::optional<Date> day_of(const Entity& entity, std::string_view property) {
    const auto day = Date::parse(text_of(entity, property));
    return day ? std::optional{*day} : std::nullopt;
}

std::chrono::year_month_day calendar_day(Date date) { return std::chrono::year_month_day{date.days()}; }

std::string day_words(Date date, Date today, const Vocabulary& words) {
    return std::string{near_date(words.words(), calendar_day(date), calendar_day(today)).view()};
}

std::string money(std::optional<Fen> amount, const Vocabulary& words) {
    return amount ? std::string{words.words().money(amount->value()).view()} : std::string{};
}

ListedLine line_of(const casework::ProgrammeLine& programme, casework::Role reader, const Vocabulary& words) {
    const auto shown = casework::shown_count(static_cast<std::int64_t>(programme.recipients), reader);
    return {.id = std::string{kProgrammeLine} + programme.programme,
            .title = words.code(programme.programme, "programme"),
            .detail = shown ? words.say("statistics.people", {{"count", *shown}})
                            : words.say("statistics.few", {{"count", casework::kSmallestCell}}),
            .chip = {},
            .note = {}};
}

// Until when it hangs is the township's word; without one nothing is overdue.
std::optional<Chip> chip_of(const Entity& notice, Date today, const Vocabulary& words) {
    const auto until = day_of(notice, "until");
    if (day_of(notice, "taken_down_on")) {
        return Chip{words.say("notice.chip.taken_down"), NoticeKind::info};
    }
    if (until && *until < today) {
        return Chip{words.say("notice.chip.over"), NoticeKind::danger};
    }
    return Chip{words.say("notice.chip.posted"), NoticeKind::success};
}

ListedLine line_of(const Entity& notice, Date today, const Vocabulary& words) {
    ListedLine line;
    line.id = notice.id.to_string();
    line.title = words.code(text_of(notice, "kind"), "notice_kind");
    std::string until;
    if (const auto day = day_of(notice, "until")) {
        const std::string date = day_words(*day, today, words);
        until = words.say("notice.until", {{"date", FixedText{date}}});
    }
    line.detail =
        words.facts({words.code(text_of(notice, "place"), "notice_place"), text_of(notice, "place_note"), until});
    line.chip = chip_of(notice, today, words);
    if (const auto posted = day_of(notice, "posted_on")) {
        line.note = day_words(*posted, today, words);
    }
    return line;
}

bool has(const std::vector<std::string>& columns, std::string_view id) {
    return std::ranges::find(columns, id) != columns.end();
}

std::string cell_of(const casework::NoticeLine& line, std::string_view column, const Vocabulary& words) {
    if (column == "name") {
        return line.name;
    }
    if (column == "address") {
        return line.address;
    }
    return column == "category" ? words.code(line.category, "programme") : money(line.amount, words);
}

// How many of which reason, without names.
std::vector<std::string> reasons_of(const std::map<std::string, std::int64_t>& reasons, const Vocabulary& words) {
    std::vector<std::string> sentences;
    for (const auto& [reason, count] : reasons) {
        const std::string what = words.code(reason, "withheld");
        sentences.push_back(words.say("notice.withheld", {{"reason", FixedText{what}}, {"count", count}}));
    }
    return sentences;
}

}  // namespace

void fill_notices(LineListState& state, std::span<const casework::ProgrammeLine> programmes,
                  std::span<const Entity> notices, casework::Role reader, Date today, const Vocabulary& words) {
    state.title = words.say("more.notices");
    state.subtitle = words.say("more.notices.detail");
    state.empty = words.say("notices.empty");
    state.groups.clear();
    ListedGroup hanging{words.say("notices.posted"), {}};
    for (const Entity& notice : notices) {
        hanging.lines.push_back(line_of(notice, today, words));
    }
    ListedGroup possible{words.say("notices.possible"), {}};
    for (const casework::ProgrammeLine& programme : programmes) {
        possible.lines.push_back(line_of(programme, reader, words));
    }
    for (ListedGroup* const group : {&possible, &hanging}) {
        if (!group->lines.empty()) {
            state.groups.push_back(std::move(*group));
        }
    }
}

void fill_preview(NoticePreviewState& state, const casework::NoticePreview& preview, std::string_view programme,
                  Date today, const Vocabulary& words) {
    const casework::NoticePlan& plan = preview.plan;
    const std::string name = words.code(programme, "programme");
    state.title = words.say("notice.heading", {{"programme", FixedText{name}}});
    state.body = words.say("notice.body", {{"programme", FixedText{name}}});
    state.columns.clear();
    state.lines.assign(plan.printed.size(), {});
    for (const std::string& column : plan.columns) {
        const auto* const known = std::ranges::find(kColumns, column, &Column::id);
        if (known == kColumns.end()) {
            continue;
        }
        state.columns.push_back(words.say(known->title));
        for (std::size_t i = 0; i < plan.printed.size(); ++i) {
            state.lines[i].cells.push_back(cell_of(plan.printed[i], column, words));
        }
    }
    const std::string policies = has(plan.columns, kPoliciesColumn) ? words.say("notice.policies") : std::string{};
    const std::string phone = has(plan.columns, kPhoneColumn) ? words.say("notice.phone.blank") : std::string{};
    state.footer = words.facts({policies, phone});
    state.from = calendar_day(today);
    state.until = plan.until ? std::optional{calendar_day(*plan.until)} : std::nullopt;
    std::map<std::string, std::int64_t> reasons;
    for (const casework::WithheldLine& line : plan.withheld) {
        ++reasons[line.reason];
    }
    state.left_out = static_cast<int>(plan.withheld.size());
    state.left_out_because = reasons_of(reasons, words);
    state.blocked.clear();
    if (!plan.is_stated) {
        state.blocked.push_back(words.say("notice.blocked.no_columns"));
    } else if (!preview.knows_safety_cases) {
        state.blocked.push_back(words.say("notice.blocked.safety"));
    } else if (plan.printed.empty()) {
        state.blocked.push_back(words.say("notice.nobody"));
    }
    state.stage = state.blocked.empty() ? NoticeStage::ready : NoticeStage::draft;
}

void fill_posted(NoticePreviewState& state, const Entity& notice, std::span<const Entity> rows,
                 const Vocabulary& words) {
    state.id = row_id(notice.id);
    state.stage = day_of(notice, "taken_down_on") ? NoticeStage::taken_down : NoticeStage::posted;
    state.title = words.code(text_of(notice, "kind"), "notice_kind");
    state.body = words.facts({words.code(text_of(notice, "place"), "notice_place"), text_of(notice, "place_note")});
    state.columns.clear();
    for (const Column& column : kColumns) {
        state.columns.push_back(words.say(column.title));
    }
    state.lines.clear();
    state.left_out = 0;
    std::map<std::string, std::int64_t> reasons;
    for (const Entity& row : rows) {
        const std::string reason = text_of(row, "withheld");
        if (reason == kSafety) {
            continue;  // of an older form: that somebody is protected is told to nobody
        }
        if (!reason.empty()) {
            ++state.left_out;
            ++reasons[reason];
            continue;
        }
        const auto amount = row.number("amount");
        state.lines.push_back({{text_of(row, "shown_name"), text_of(row, "address_coarse"),
                                words.code(text_of(row, "category"), "programme"),
                                money(amount ? std::optional{Fen{*amount}} : std::nullopt, words)}});
    }
    state.left_out_because = reasons_of(reasons, words);
    const std::string phone = text_of(notice, "complaint_phone");
    state.footer = phone.empty() ? std::string{} : words.say("notice.phone", {{"phone", FixedText{phone}}});
    const auto from = day_of(notice, "posted_on");
    const auto until = day_of(notice, "until");
    state.from = from ? std::optional{calendar_day(*from)} : std::nullopt;
    state.until = until ? std::optional{calendar_day(*until)} : std::nullopt;
    state.blocked.clear();
}

}  // namespace daohu::model
