// SPDX-License-Identifier: Apache-2.0
//
// What leaves a tablet as a spreadsheet is opened again and searched for what must not be in it.
#include "core/casework/export/tables.hpp"
#include "tests/journeys/families.hpp"
#include "tests/workbook/workbook_reader.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;
using namespace daohu::test;

namespace {

constexpr Viewer kDesk{.role = Role::township_desk, .worker = {}};

// A family whose mother has a name like a formula; somebody told of their hardship.
struct Township {
    Township() : tablet{county("boshan-2021"), "A", at("2026-03-02T08:00")} {
        home = enter(tablet, {.members = {{.name = "示例·松柏", .more = income(1, "farm", "812.50", "stable")},
                                          {.name = "=示例·公式", .relation = "1", .sex = "2", .more = {}}},
                              .more = {}});
        tablet.update(home.household, {{"contact_phone", "13800007788"}});
        the_case = tablet.import("case", {{"household", home.household},
                                          {"person", home.members[0]},
                                          {"hardship_kinds", "fire"},
                                          {"place", "第三组"},
                                          {"informant", "示例·告知人"},
                                          {"state", "submitted"}});
    }

    std::string copy() {
        auto made = household_copy(tablet.workspace().reading(), home.household, ExportLanguage::zh);
        INFO((made ? std::string{} : made.error().describe()));
        REQUIRE(made);
        return all_text(*made);
    }

    // Every part of the file as one text.
    static std::string all_text(const Bytes& bytes) {
        std::string all;
        for (const auto& [name, part] : unpack(bytes)) {
            all += part + "\n";
        }
        return all;
    }

    FieldTablet tablet;
    Home home;
    EntityId the_case;
};

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Family copy: holds what is held about the family, in words", "[journeys]") {
    Township township;
    const auto made =
        household_copy(township.tablet.workspace().reading(), township.home.household, ExportLanguage::zh);
    REQUIRE(made);
    const std::vector<ReadSheet> sheets = read_workbook(*made);
    CHECK(std::ranges::any_of(sheets, [](const ReadSheet& sheet) { return sheet.rows.size() == 3; }));
    const std::string all = Township::all_text(*made);
    for (const char* const own : {"示例·松柏", "=示例·公式", "812.50", "13800007788", "第三组"}) {
        CAPTURE(own);
        CHECK(holds(all, own));
    }
    for (const ReadSheet& sheet : sheets) {
        for (const auto& row : sheet.rows) {
            CHECK(std::ranges::none_of(row, &ReadCell::is_formula));
        }
    }
}

TEST_CASE("Family copy: neither who told of them nor what is confidential at work is in it", "[journeys]") {
    Township township;
    const std::string all = township.copy();
    CHECK_FALSE(holds(all, ">fire<"));  // in words, not as a code
    CHECK_FALSE(holds(all, "示例·告知人"));
    CHECK_FALSE(holds(all, "submitted"));
    CHECK(holds(all, "kept_back"));
}

TEST_CASE("Family copy: a case in safety mode and a complaint leave no trace in it", "[journeys]") {
    Township township;
    township.tablet.update(township.the_case, {{"note", "秘密线索"}});
    REQUIRE(holds(township.copy(), "秘密线索"));
    township.tablet.update(township.the_case, {{"safety_mode", "yes"}});
    CHECK_FALSE(holds(township.copy(), "秘密线索"));
    CHECK_FALSE(holds(township.copy(), township.the_case.to_string()));
}

TEST_CASE("Ledger: personal values are masked, sensitive ones left blank", "[journeys]") {
    Township township;
    const auto made =
        ledger_table(township.tablet.workspace().reading(), "person", kDesk, ExportLanguage::zh, day("2026-03-02"));
    REQUIRE(made);
    const std::string all = Township::all_text(*made);
    CHECK(holds(all, "示*"));
    CHECK_FALSE(holds(all, "松柏"));
    CHECK_FALSE(holds(all, "公式"));
    const auto homes =
        ledger_table(township.tablet.workspace().reading(), "household", kDesk, ExportLanguage::zh, day("2026-03-02"));
    REQUIRE(homes);
    CHECK(holds(Township::all_text(*homes), "*7788"));
    CHECK_FALSE(holds(Township::all_text(*homes), "13800007788"));
    const auto incomes =
        ledger_table(township.tablet.workspace().reading(), "income", kDesk, ExportLanguage::zh, day("2026-03-02"));
    REQUIRE(incomes);
    CHECK_FALSE(holds(Township::all_text(*incomes), "812.50"));
    CHECK(read_workbook(*incomes)[0].rows.size() == 2);
}

TEST_CASE("Ledger: of a child nothing personal is shown, not even the first character of the name", "[journeys]") {
    Township township;
    const auto shown = [&](const char* on) {
        const auto made =
            ledger_table(township.tablet.workspace().reading(), "person", kDesk, ExportLanguage::zh, day(on));
        REQUIRE(made);
        return Township::all_text(*made);
    };
    township.tablet.update(township.home.members[0], {{"birth_date", "2012-03-03"}});
    township.tablet.update(township.home.members[1], {{"full_name", "某·成年"}});
    CHECK_FALSE(holds(shown("2026-03-02"), "示*"));
    CHECK(holds(shown("2026-03-02"), "某*"));
    CHECK(holds(shown("2026-03-03"), "示*"));
    township.tablet.update(township.home.members[0], {{"birth_date", ""}});
    CHECK_FALSE(holds(shown("2026-03-03"), "示*"));
}

TEST_CASE("Ledger: a case in safety mode has no row in it", "[journeys]") {
    Township township;
    const auto rows = [&] {
        const auto made =
            ledger_table(township.tablet.workspace().reading(), "case", kDesk, ExportLanguage::zh, day("2026-03-02"));
        REQUIRE(made);
        return read_workbook(*made)[0].rows.size();
    };
    CHECK(rows() == 2);
    township.tablet.update(township.the_case, {{"safety_mode", "yes"}});
    CHECK(rows() == 1);
}

TEST_CASE("Export: only whoever sees the whole township takes its ledgers and figures out", "[journeys]") {
    Township township;
    const auto reading = township.tablet.workspace().reading();
    const TownshipQuestion question{.township = kTownship, .from = day("2026-01-01"), .to = day("2026-03-31")};
    CHECK(ledger_table(reading, "person", Viewer{}, ExportLanguage::zh, day("2026-03-02")).error().code ==
          ErrorCode::casework_role);
    CHECK(statistics_table(reading, question, Viewer{}).error().code == ErrorCode::casework_role);
    CHECK(ledger_table(reading, "nothing", kDesk, ExportLanguage::zh, day("2026-03-02")).error().code ==
          ErrorCode::not_found);
}

TEST_CASE("Export: figures have their clause and say whether the county has what they rest on", "[journeys]") {
    Township township;
    const TownshipQuestion question{.township = kTownship, .from = day("2026-01-01"), .to = day("2026-03-31")};
    const auto sheet = [&] {
        const auto made = statistics_table(township.tablet.workspace().reading(), question, kDesk);
        REQUIRE(made);
        return read_workbook(*made).at(0);
    };
    const ReadSheet local = sheet();
    REQUIRE(local.rows.size() > 1);
    CHECK(local.texts(1).back() == "local");
    CHECK(std::ranges::any_of(local.rows, [](const auto& row) { return row[0].text == "reserve_minimum"; }));
    CHECK(std::ranges::any_of(local.rows, [](const auto& row) { return row[4].text.starts_with("二"); }));
    township.tablet.note_sync();
    CHECK(sheet().texts(1).back() == "confirmed");
}

TEST_CASE("Export: a file that was changed after it was signed is not vouched for", "[journeys]") {
    Township township;
    auto made = household_copy(township.tablet.workspace().reading(), township.home.household, ExportLanguage::en);
    REQUIRE(made);
    const SigningKey& author = township.tablet.vault().author_key();
    const Signature signature = sign_export(*made, author);
    CHECK(verify_export(*made, author.public_key(), signature));
    made->at(made->size() / 2) ^= 1U;
    CHECK(verify_export(*made, author.public_key(), signature).error().code == ErrorCode::signature_invalid);
}

TEST_CASE("Ledger: of somebody whom only the county's list names nobody knows the age: nothing personal is shown",
          "[journeys]") {
    Township township;
    const EntityId task = township.tablet.import(
        "task", {{"batch", "B-1"}, {"person_name", "示例·名单"}, {"village", "石桥村"}, {"id_last4", "0015"}});
    const auto shown = [&] {
        const auto made =
            ledger_table(township.tablet.workspace().reading(), "task", kDesk, ExportLanguage::zh, day("2026-03-02"));
        REQUIRE(made);
        return Township::all_text(*made);
    };
    CHECK(holds(shown(), "B-1"));
    CHECK_FALSE(holds(shown(), "0015"));
    CHECK_FALSE(holds(shown(), "示*"));
    township.tablet.update(task, {{"person", township.home.members[0]}});  // found: a grown-up
    CHECK(holds(shown(), "*0015"));
}

TEST_CASE("Export: a share of fewer than three cases does not leave the township", "[journeys]") {
    Township township;
    const TownshipQuestion question{.township = kTownship, .from = day("2026-01-01"), .to = day("2026-03-31")};
    const auto completed = [&] {
        const auto made = statistics_table(township.tablet.workspace().reading(), question, kDesk);
        REQUIRE(made);
        const ReadSheet sheet = read_workbook(*made).at(0);
        const auto row =
            std::ranges::find_if(sheet.rows, [](const auto& cells) { return cells[0].text == "task_completion"; });
        return row == sheet.rows.end() ? std::string{} : (*row)[1].text;
    };
    const auto push = [&] { township.tablet.import("task", {{"batch", "B-1"}, {"result", "moved"}}); };
    push();
    push();
    CHECK(completed() == "<3");
    push();
    CHECK(completed() == "100.0");
    township.tablet.import("task", {{"batch", "B-1"}, {"result", "not_found"}});
    CHECK(completed() == "75.0");
}

TEST_CASE("Export: who told of a hardship or a change is in no ledger and in no family's copy", "[journeys]") {
    Township township;
    township.tablet.import("change", {{"household", township.home.household},
                                      {"person", township.home.members[0]},
                                      {"kinds", "income"},
                                      {"told_by", "示例·传话人"},
                                      {"receipt_no", "260302-abc123"}});
    REQUIRE(holds(township.copy(), "260302-abc123"));
    CHECK_FALSE(holds(township.copy(), "传话人"));
    for (const char* const dataset : {"case", "change"}) {
        const auto made =
            ledger_table(township.tablet.workspace().reading(), dataset, kDesk, ExportLanguage::zh, day("2026-03-02"));
        REQUIRE(made);
        CHECK(read_workbook(*made)[0].rows.size() == 2);
        CHECK_FALSE(holds(Township::all_text(*made), "示例·告知人"));
        CHECK_FALSE(holds(Township::all_text(*made), "传话人"));
    }
}
