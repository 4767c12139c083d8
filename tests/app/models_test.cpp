// SPDX-License-Identifier: Apache-2.0
//
// What pages say of values, without a tablet.

#include "core/entry/value.hpp"
#include "ui/model/first_aid_model.hpp"
#include "ui/model/notice_model.hpp"
#include "ui/model/plan_model.hpp"
#include "ui/model/record_model.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

using namespace daohu;

namespace {

namespace fs = std::filesystem;

const fs::path kAssets = fs::path{DAOHU_SOURCE_DIR} / "assets";

struct Language {
    Language()
        : schemas{registry::SchemaSet::load(kAssets).value()},
          catalogue{Catalogue::load(kAssets / "text" / "zh-CN.json").value()} {}

    registry::SchemaSet schemas;
    Catalogue catalogue;
    Words words{catalogue};
    model::Vocabulary vocabulary{schemas, words};
};

registry::Entity entity_of(std::string dataset, const std::vector<std::pair<std::string, std::string>>& values) {
    registry::Entity entity;
    entity.dataset = std::move(dataset);
    for (const auto& [property, value] : values) {
        registry::Register known;
        known.siblings.push_back({.write = {}, .value = value, .by = {}});
        entity.registers.emplace(property, std::move(known));
    }
    return entity;
}

}  // namespace

TEST_CASE("Models: a notice row of an older form that hid somebody in safety mode leaves no trace", "[app][safety]") {
    Language language;
    const std::vector<registry::Entity> rows{entity_of("notice_row", {{"shown_name", "示例·甲"}}),
                                             entity_of("notice_row", {{"withheld", "safety"}}),
                                             entity_of("notice_row", {{"withheld", "child"}})};
    model::NoticePreviewState state;
    model::fill_posted(state, entity_of("notice", {{"kind", "current_list"}}), rows, language.vocabulary);
    CHECK(state.lines.size() == 1);
    CHECK(state.left_out == 1);
    REQUIRE(state.left_out_because.size() == 1);
    CHECK(state.left_out_because[0].starts_with("未成年人"));
}

TEST_CASE("Models: the clock of first aid tells when help came, and what the document leaves open",
          "[app][emergency]") {
    Language language;
    const WallTime found{std::chrono::hours{500'000}};
    const WallTime helped = found + std::chrono::minutes{90};
    casework::EmergencyClock clock{.discovered_at = found, .helped_at = helped, .elapsed = {}, .duty = {}, .rule = {}};
    clock.duty = casework::DutyClock{.state = casework::DutyState::met,
                                     .deadline = found + std::chrono::hours{24},
                                     .left = std::chrono::minutes{1'350},
                                     .status = policy::Status::assumed};
    clock.rule.status = policy::Status::assumed;
    const model::AidClock shown = model::clock_of(clock, language.vocabulary);
    CHECK(shown.state == model::ClockState::met);
    REQUIRE(shown.helped);
    CHECK(*shown.helped == moment_of(helped));
    CHECK(shown.minutes_left == 1'350);
    CHECK_FALSE(shown.assumption.empty());

    clock.rule.status = policy::Status::exact;
    clock.helped_at.reset();
    const model::AidClock running = model::clock_of(clock, language.vocabulary);
    CHECK_FALSE(running.helped);
    CHECK(running.assumption.empty());
}

TEST_CASE("Models: without a clause the page still says when help came", "[app][emergency]") {
    Language language;
    const WallTime found{std::chrono::hours{500'000}};
    const casework::EmergencyClock clock{
        .discovered_at = found, .helped_at = found, .elapsed = {}, .duty = {}, .rule = {}};
    const model::AidClock shown = model::clock_of(clock, language.vocabulary);
    CHECK(shown.state == model::ClockState::no_clause);
    CHECK(shown.helped);
}

TEST_CASE("Models: a draft of somebody else says whose it is", "[app]") {
    Language language;
    const model::RecordContext context{.schemas = language.schemas, .words = language.words};
    casework::DraftInfo draft;
    draft.form_id = "discovery";
    draft.title = "示例·庚";
    CHECK(model::row_of(draft, "2", context).summary.contains("2 号的草稿"));
    CHECK_FALSE(model::row_of(draft, {}, context).summary.contains("号的草稿"));
}

TEST_CASE("Models: a line of a list says nothing that is sensitive", "[app]") {
    Language language;
    for (const auto& [name, dataset] : language.schemas.datasets()) {
        std::vector<std::pair<std::string, std::string>> values;
        for (const registry::PropertySchema& property : dataset.properties) {
            const bool is_sensitive = property.data_class == registry::DataClass::sensitive;
            values.emplace_back(property.name, is_sensitive ? "SENSITIVE" : "harmless");
        }
        INFO(name);
        CHECK_FALSE(model::summary_of(entity_of(name, values), language.vocabulary).contains("SENSITIVE"));
    }
    // It does say what is not.
    const auto named = entity_of("medical", {{"hospital", "示例医院"}, {"illness", "SENSITIVE"}});
    const auto visit = entity_of("visit", {{"purposes", "routine"}});
    CHECK_FALSE(model::summary_of(visit, language.vocabulary).empty());
    CHECK_FALSE(model::summary_of(named, language.vocabulary).contains("SENSITIVE"));
}

TEST_CASE("Models: a shift says from when until when, where and who", "[app]") {
    Language language;
    const WallTime from{std::chrono::hours{500'000}};  // 16:00 in Beijing
    const casework::DutyToday duty{
        .duty = {}, .point = {}, .worker = {}, .from = from, .until = from + std::chrono::hours{1}};
    const model::PlanDuty row = model::row_of(duty, "示例服务点", "示例·甲", language.vocabulary);
    CHECK(row.title == "今天值班 16:00–17:00");
    CHECK(row.detail == "示例服务点 · 示例·甲");
}
