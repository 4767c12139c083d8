// SPDX-License-Identifier: Apache-2.0
#include "core/import/row_values.hpp"

#include "tests/import/import_fixture.hpp"

using namespace daohu;
using namespace daohu::import;

namespace {

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet loaded = registry::SchemaSet::load(DAOHU_SOURCE_DIR "/assets").value();
    return loaded;
}

const registry::DatasetSchema& dataset(std::string_view name) { return *schemas().find_dataset(name); }

struct Read {
    RowValues values;
    std::vector<CellFault> faults;

    [[nodiscard]] std::string text(std::string_view property) const {
        const auto found = std::ranges::find(values.assignments, property, &entry::DraftAssignment::name);
        return found == values.assignments.end() ? "" : std::get<std::string>(found->value);
    }
};

Read read(std::string_view of, const std::vector<std::string>& header, const std::vector<std::string>& cells) {
    const ColumnPlan plan = ColumnPlan::make(header, dataset(of), {}).value();
    Read result;
    result.values = read_row({.number = 2, .fields = cells}, plan, schemas(), result.faults);
    return result;
}

std::string columns_fault(const std::vector<std::string>& header,
                          const std::map<std::string, std::string>& renamed = {}) {
    const auto plan = ColumnPlan::make(header, dataset("person"), renamed);
    if (plan) {
        return "";
    }
    CHECK(plan.error().code == ErrorCode::table_columns_wrong);
    return plan.error().detail;
}

}  // namespace

TEST_CASE("Columns: are known by name, former name, label and what the person says", "[import]") {
    const std::vector<std::string> header{"姓名", "sex", "Telephone", "乡村代码", "备注", " name_of_id "};
    const auto plan = ColumnPlan::make(header, dataset("person"),
                                       {{"乡村代码", "village_code"}, {"备注", "-"}, {"name_of_id", "id_number"}})
                          .value();
    REQUIRE(plan.columns().size() == 4);
    CHECK(plan.columns()[0].property->name == "full_name");
    CHECK(plan.columns()[3].property->name == "id_number");
    CHECK(plan.village_column() == 3);
    CHECK(
        ColumnPlan::make(std::vector<std::string>{"name"}, dataset("person"), {}).value().columns()[0].property->name ==
        "full_name");
}

TEST_CASE("Columns: unknown ones, those given twice and those no table can hold are refused, all by name", "[import]") {
    CHECK(columns_fault({"full_name", "shoe size"}) == "column 2 (shoe size) is no property of person");
    CHECK(columns_fault({"full_name", "姓名"}) == "column 2 is full_name a second time");
    CHECK(columns_fault({"full_name", "lives_in"}) == "column 2 (lives_in) cannot come from a table");
    CHECK(columns_fault({"full_name", "photos"}) == "column 2 (photos) cannot come from a table");
    CHECK(columns_fault({"x", "y"}).find("; ") != std::string::npos);
    CHECK(columns_fault({"village_code", "village_code", "sex"}) == "column 2 is a second village");
    CHECK(columns_fault({"备注"}, {{"备注", "-"}}) == "no column is a property");
    CHECK(columns_fault({""}).starts_with("column 1"));
}

TEST_CASE("Cells: dates as spreadsheets write them become dates as they are kept", "[import]") {
    const auto date = [](const char* cell) { return read("person", {"birth_date"}, {cell}).text("birth_date"); };
    CHECK(date("1950-03-02") == "1950-03-02");
    CHECK(date("1950/3/2") == "1950-03-02");
    CHECK(date("19500302") == "1950-03-02");
    CHECK(date("1950年3月2日") == "1950-03-02");
    CHECK(date("1950年3月") == "1950-03");
    CHECK(date("1950") == "1950");
    for (const char* wrong : {"1950-13-02", "02/03/1950", "soon", "1950-02-30", "1950-1-1-1", "18000.5"}) {
        INFO(wrong);
        CHECK(read("person", {"birth_date"}, {wrong}).faults == std::vector<CellFault>{{2, "birth_date", "no date"}});
    }
}

TEST_CASE("Cells: codes come as codes or as their labels, and nothing else is taken for one", "[import]") {
    const auto& sex = *schemas().find_codes("sex");
    REQUIRE_FALSE(sex.codes.empty());
    CHECK(read("person", {"sex"}, {sex.codes[0].code}).text("sex") == sex.codes[0].code);
    CHECK(read("person", {"sex"}, {sex.codes[0].label.zh}).text("sex") == sex.codes[0].code);
    CHECK(read("person", {"sex"}, {" " + sex.codes[0].label.en + " "}).text("sex") == sex.codes[0].code);
    CHECK(read("person", {"sex"}, {"perhaps"}).faults == std::vector<CellFault>{{2, "sex", "no code of sex"}});
}

TEST_CASE("Cells: money, numbers and identity numbers that a spreadsheet spoiled", "[import]") {
    CHECK(std::get<std::int64_t>(read("income", {"amount"}, {"1234.5"}).values.assignments.at(0).value) == 123450);
    CHECK(read("income", {"amount"}, {"1,234.50"}).faults ==
          std::vector<CellFault>{{2, "amount", "no amount in yuan"}});
    CHECK(std::get<std::int64_t>(read("household", {"living_together_count"}, {"4"}).values.assignments.at(0).value) ==
          4);
    CHECK(read("household", {"living_together_count"}, {"four"}).faults.size() == 1);
    CHECK(read("household", {"unsafe_tonight"}, {"maybe"}).faults.size() == 1);
    CHECK(read("person", {"id_number"}, {"9.99999E+17"}).faults ==
          std::vector<CellFault>{{2, "id_number", "a number that a spreadsheet has rounded"}});
    CHECK(read("person", {"id_number"}, {"999999195003020017"}).text("id_number") == "999999195003020017");
}

TEST_CASE("Rows: blank cells say nothing, short rows are fine, long and empty ones are not", "[import]") {
    const std::vector<std::string> header{"full_name", "phone", "village_code"};
    const Read sound = read("person", header, {"示例·甲", "", "999999000001"});
    CHECK(sound.faults.empty());
    CHECK(sound.values.assignments.size() == 1);
    CHECK(sound.values.village == "999999000001");
    CHECK(read("person", {"full_name", "phone"}, {"示例·甲"}).faults.empty());
    CHECK(read("person", header, {"示例·甲", "", "9999"}).faults.at(0).column == kVillageColumn);
    CHECK(read("person", header, {"示例·甲", "", "999999000001", "more"}).faults.size() == 1);
    CHECK(read("person", header, {"示例·甲", "", "999999000001", " "}).faults.empty());
    CHECK(read("person", header, {"", " ", "999999000001"}).faults.size() == 1);
}

TEST_CASE("Row values: an identity number is held to its check digit, another paper's number is not", "[import]") {
    const Read wrong = read("person", {"full_name", "id_number"}, {"Shili A", "999999195003020018"});
    REQUIRE(wrong.faults.size() == 1);
    CHECK(wrong.faults[0].row == 2);
    CHECK(wrong.faults[0].column == "id_number");
    CHECK(wrong.faults[0].why == "an identity number whose last digit does not fit");
    CHECK(read("person", {"id_number"}, {"E12345678"}).text("id_number") == "E12345678");
}
