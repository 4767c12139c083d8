// SPDX-License-Identifier: Apache-2.0
//
// Every form has a place where a person would look for it, and what it is opened for is carried over.

#include "core/casework/act/roles.hpp"
#include "tests/app/app_bench.hpp"
#include "ui/model/form_offers.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <set>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

using Forms = std::set<std::string>;

registry::Register written(std::string_view value) {
    registry::Register one;
    one.siblings.push_back({.write = {}, .value = std::string{value}, .by = {}});
    return one;
}

// What records of every kind are gone on with: nothing is known of them yet, or all of it.
void add_continuations(const model::FormsHere& here, Words& words, const registry::SchemaSet& schemas, Forms& forms) {
    for (const auto& [name, dataset] : schemas.datasets()) {
        registry::Entity bare;
        bare.dataset = name;
        registry::Entity whole = bare;
        for (const registry::PropertySchema& property : dataset.properties) {
            whole.registers.emplace(property.name, written("known"));
        }
        for (const registry::Entity& record : {bare, whole}) {
            for (const model::FormOffer& offer : model::forms_for_record(record, here, words)) {
                forms.insert(offer.form);
            }
        }
    }
}

// What the pages of the app offer to anybody.
Forms offered(Words& words, const registry::SchemaSet& schemas) {
    Forms forms;
    for (const casework::Role role : casework::kRoles) {
        const model::FormsHere here{.role = role, .has_public_labour = true};
        for (const auto& offers : {model::household_forms(role, words), model::forms_for_nobody(role, words),
                                   model::person_forms(here, words), model::labour_forms(here, words)}) {
            for (const model::FormOffer& offer : offers) {
                forms.insert(offer.form);
            }
        }
        add_continuations(here, words, schemas, forms);
    }
    return forms;
}

// The forms of the table of roles that are not among them.
std::vector<std::string> left_out(const Forms& offered) {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < casework::form_count(); ++i) {
        if (!offered.contains(std::string{casework::form_at(i)})) {
            missing.emplace_back(casework::form_at(i));
        }
    }
    return missing;
}

struct Chinese {
    Catalogue catalogue = Catalogue::load(fs_path()).value();
    Words words{catalogue};

    static std::filesystem::path fs_path() {
        return std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "text" / "zh-CN.json";
    }
};

// What the one draft there is was opened with.
std::string opened_with(AppBench& bench, std::string_view field) {
    const auto drafts = bench.drafts();
    REQUIRE(drafts.size() == 1);
    auto interview = bench.app().tablet()->workspace().resume(drafts.front().id);
    REQUIRE(interview);
    const form::NodeId node = interview->session().find("/data/" + std::string{field});
    REQUIRE(node != form::NodeId::none);
    return std::string{interview->session().value(node)};
}

std::string opened_form(AppBench& bench) {
    const auto drafts = bench.drafts();
    REQUIRE(drafts.size() == 1);
    return drafts.front().form_id;
}

// The item whose label says so.
std::string item_named(AppBench& bench, std::string_view prefix, std::string_view text) {
    for (const kit::Item* item : bench.screen().kit().items().reachable()) {
        if (item->id.view().starts_with(prefix) && item->label.contains(text)) {
            return std::string{item->id.view()};
        }
    }
    FAIL("nothing is called " << text);
    return {};
}

// "dossier.member.<id>" -> the id
std::string last_part(const std::string& item) { return item.substr(item.rfind('.') + 1); }

}  // namespace

TEST_CASE("Forms: every form is offered by a page", "[app]") {
    Chinese chinese;
    Forms forms = offered(chinese.words, daohu::testing::loaded_assets("songpan-2021").schemas);
    CHECK(left_out(forms) == std::vector<std::string>{});

    // The test sees one that is missing.
    forms.erase("revisit");
    CHECK(left_out(forms) == std::vector<std::string>{"revisit"});
}

TEST_CASE("Forms: public labour is offered only where the county's document has it", "[app]") {
    Chinese chinese;
    const model::FormsHere elsewhere{.role = casework::Role::coordinator, .has_public_labour = false};
    CHECK(model::labour_forms(elsewhere, chinese.words).empty());
    for (const model::FormOffer& offer : model::person_forms(elsewhere, chinese.words)) {
        CHECK(offer.form != "labour_entry");
    }
}

TEST_CASE("Forms: nothing is written down of the care of somebody who has died", "[app]") {
    Chinese chinese;
    registry::Entity person;
    person.dataset = "person";
    const model::FormsHere here{.role = casework::Role::coordinator, .has_public_labour = true};
    CHECK_FALSE(model::forms_for_record(person, here, chinese.words).empty());
    person.registers.emplace("death_date", written("2026-03-01"));
    CHECK(model::forms_for_record(person, here, chinese.words).empty());
}

TEST_CASE("Forms: a member of a family leads to what is written down about one person", "[app]") {
    const auto* const form = GENERATE("care_record", "schooling", "employment_service", "labour_entry");
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.households");
    bench.tap(bench.first("households.row."));
    const std::string member = bench.first("dossier.member.");
    bench.tap(member);
    bench.tap("record.offer");
    bench.tap("record.form." + std::string{form});
    CHECK(bench.shows("question.next"));
    CHECK(opened_form(bench) == form);
    CHECK(opened_with(bench, "person_id") == last_part(member));
    CHECK_FALSE(opened_with(bench, "household_id").empty());
}

TEST_CASE("Forms: the month of public labour leads to its roll, to who came, and to its closing", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.labour");
    const auto* const form = GENERATE("labour_roll", "labour_closing");
    bench.tap("lines.form." + std::string{form});
    CHECK(opened_form(bench) == form);
    if (opened_form(bench) == "labour_roll") {
        CHECK_FALSE(opened_with(bench, "entry[1]/roll_person").empty());  // everybody who gets aid stands there
    }
}

TEST_CASE("Forms: somebody on the list of public labour leads to his attendance", "[app]") {
    const WallTime now = SystemClock{}.wall_now();
    journeys::FieldTablet tablet{journeys::county("songpan-2021"), "labour", now - std::chrono::days{7}};
    const auto aided = [&](const char* name, const char* work) {
        const journeys::Relative person{.name = name,
                                        .birth_date = "1991-01-01",
                                        .work_state = work,
                                        .more = journeys::monthly_aid(1, "dibao", "2025-01-01")};
        return journeys::enter(tablet, {.members = {person}, .more = {}}).members[0];
    };
    const EntityId seeking = aided("示例·甲", "seeking");
    aided("示例·乙", "employed");
    AppBench bench{tablet.close()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.labour");
    // Who is excluded has no attendance: his line leads to his record.
    bench.tap(item_named(bench, "lines.", "示例·乙"));
    CHECK(bench.shows("record.offer"));
    CHECK(bench.drafts().empty());
    bench.tap("back");
    bench.tap(item_named(bench, "lines.", "示例·甲"));
    CHECK(opened_form(bench) == "labour_entry");
    CHECK(opened_with(bench, "person_id") == seeking.to_string());
}

TEST_CASE("Forms: what was visited is revisited for the same family", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.records");
    bench.tap("lines.visit");
    bench.tap(bench.first("records.record."));
    bench.tap("record.form.revisit");
    CHECK(opened_form(bench) == "revisit");
    CHECK_FALSE(opened_with(bench, "household_id").empty());
    CHECK(opened_with(bench, "referral_id").empty());  // a visit is no referral
}

TEST_CASE("Forms: for somebody of whom no family is known nothing is offered that would name nobody", "[app]") {
    Chinese chinese;
    const Assets& assets = daohu::testing::loaded_assets("songpan-2021");
    const auto names_person = [&](const std::string& id) {
        const auto form = assets.forms.find(id);
        REQUIRE(form);
        const form::Definition& definition = *(*form)->definition;
        return definition.find("/data/person_id") != form::SchemaId::none ||
               definition.find("/data/known_person") != form::SchemaId::none;
    };
    const std::set<std::string> about_nobody{"complaint", "consultation"};
    for (const casework::Role role : casework::kRoles) {
        for (const model::FormOffer& offer : model::lone_person_forms(role, chinese.words)) {
            CAPTURE(offer.form);
            CHECK((names_person(offer.form) || about_nobody.contains(offer.form)));
        }
    }
    CHECK_FALSE(names_person("routine_visit"));  // what the file of a family offers
}

TEST_CASE("Forms: a discovery leads to a referral that names it and its person", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.drafts");
    const auto lines = bench.app().tablet()->workspace().cases().newest(1);
    REQUIRE(lines);
    REQUIRE(lines->size() == 1);
    bench.tap("today.record." + lines->front().id.to_string());
    bench.tap("today.detail.open");
    bench.tap("record.form.referral");
    CHECK(opened_form(bench) == "referral");
    CHECK(opened_with(bench, "case_id") == lines->front().id.to_string());
    CHECK_FALSE(opened_with(bench, "person_id").empty());
    CHECK(opened_with(bench, "referral/about_person") == opened_with(bench, "person_id"));
}
