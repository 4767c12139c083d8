// SPDX-License-Identifier: Apache-2.0
#include "core/import/xlsx_rows.hpp"

#include "core/import/table.hpp"
#include "tests/import/import_fixture.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <fstream>
#include <map>

using namespace daohu;
using namespace daohu::import;
using daohu::import::test::all_of;
using daohu::import::test::Rows;

namespace {

constexpr const char* kWorkbook = "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='9' r:id='rId1'/>"
                                  "<sheet name='b' sheetId='10' r:id='rId2'/></sheets></workbook>";
constexpr const char* kRelations = "<Relationships><Relationship Id='rId2' Target='worksheets/other.xml'/>"
                                   "<Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>";
// Style 0 is a number, 1 a date of the program, 2 one of the workbook, 3 an amount of money with a "d" that is quoted.
constexpr const char* kStyles =
    "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;-&quot;mm'/>"
    "<numFmt numFmtId='171' formatCode='0.00 &quot;dollar&quot;'/></numFmts><cellStyleXfs><xf "
    "numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/></cellXfs></styleSheet>";

class WorkbookFile {
public:
    explicit WorkbookFile(const std::string& rows, const std::string& texts = "<sst/>",
                          const std::string& workbook = kWorkbook) {
        m_parts = {{"xl/workbook.xml", workbook},
                   {"xl/_rels/workbook.xml.rels", kRelations},
                   {"xl/styles.xml", kStyles},
                   {"xl/sharedStrings.xml", texts},
                   {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
        int code = 0;
        zip_t* archive = zip_open(path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
        REQUIRE(archive != nullptr);
        for (const auto& [name, content] : m_parts) {
            zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
            REQUIRE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
        }
        REQUIRE(zip_close(archive) == 0);
    }
    [[nodiscard]] std::filesystem::path path() const { return m_folder / "table.xlsx"; }
    [[nodiscard]] Result<Rows> read(const WorkbookLimits& limits = {}) const {
        const auto rows = TRY(XlsxRows::open(path(), limits));
        return all_of(*rows);
    }

private:
    daohu::test::TemporaryFolder m_folder;
    std::map<std::string, std::string> m_parts;
};

std::string row(int number, const std::string& cells) { return fmt::format("<row r='{}'>{}</row>", number, cells); }

std::string refusal(const Result<Rows>& rows) { return rows ? std::string{} : rows.error().describe(); }

}  // namespace

TEST_CASE("Workbook: texts, numbers and dates come as a table saved as CSV would have them", "[import]") {
    const WorkbookFile file{
        row(1,
            "<c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>phone</t></is></c><c r='D1' t='str'><f>A1</f>"
            "<v>made</v></c>") +
            row(2, "<c r='A2' t='s'><v>1</v></c><c r='B2'><v>13900000000</v></c><c r='C2' s='1'><v>18355</v></c>"
                   "<c r='D2' s='2'><v>46204.5</v></c>") +
            row(3, "<c><v>0.30000000000000004</v></c><c s='3'><v>12.50</v></c><c t='b'><v>1</v></c>"
                   "<c><v>511024195003020018</v></c>") +
            row(4, "<c r='A4'/><c r='B4' t='s'><v>2</v></c>") + row(7, "<c r='A7' t='s'><v>1</v></c>"),
        "<sst><si><t>full_name</t></si><si><r><t>Shi</t></r><r><t>li</t></r><rPh><t>aloud</t></rPh></si>"
        "<si><t xml:space='preserve'>  </t></si></sst>"};
    const Rows rows = file.read().value();
    REQUIRE(rows.size() == 4);  // a row of blanks is none
    CHECK(rows[0] == std::vector<std::string>{"full_name", "phone", "", "made"});
    CHECK(rows[1] == std::vector<std::string>{"Shili", "13900000000", "1950-04-02", "2026-07-01"});
    CHECK(rows[2] == std::vector<std::string>{"0.3", "12.5", "1", "5.1102419500302E+17"});
    const auto again = XlsxRows::open(file.path()).value();
    Row last;
    for (int i = 0; i < 4; ++i) {
        REQUIRE(again->next(last).value());
    }
    CHECK(last.number == 7);  // as the spreadsheet counts
}

TEST_CASE("Workbook: days are counted as the workbook says, and around the day that never was", "[import]") {
    const std::string cells = "<c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c>";
    CHECK(WorkbookFile{row(1, cells)}.read().value()[0] ==
          std::vector<std::string>{"1900-01-01", "1900-02-28", "60", "1900-03-01"});
    const std::string later =
        "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet r:id='rId1'/></sheets></workbook>";
    CHECK(WorkbookFile{row(1, "<c s='1'><v>1</v></c>"), "<sst/>", later}.read().value()[0] ==
          std::vector<std::string>{"1904-01-02"});
}

TEST_CASE("Workbook: what cannot be meant is refused with row and column, never with what a cell says", "[import]") {
    const auto refused = [](const std::string& rows) { return refusal(WorkbookFile{rows}.read()); };
    CHECK(refused(row(3, "<c r='B3' t='e'><v>#N/A</v></c>")).find("row 3, column 2: a formula that failed") !=
          std::string::npos);
    CHECK(refused(row(3, "<c t='s'><v>7</v></c>")).find("row 3, column 1: a text that is not there") !=
          std::string::npos);
    CHECK(refused(row(3, "<c><v>Canary</v></c>")).find("row 3, column 1: no number") != std::string::npos);
    CHECK(refused(row(3, "<c><v>Canary</v></c>")).find("Canary") == std::string::npos);
    CHECK(refused(row(3, "") + row(2, "")).find("rows out of order") != std::string::npos);
    CHECK(refused(row(3, "<c r='B3'/><c r='A3'/>")).find("cells out of order") != std::string::npos);
    CHECK(refused(row(3, "<c r='ZZZ3'/>")).find("more columns") != std::string::npos);
    CHECK(refused(row(2'000'001, "")).find("more rows") != std::string::npos);
    CHECK(refused(row(1, "<c t='str'><v>" + std::string(70'000, 'x') + "</v></c>")).find("longer than a field") !=
          std::string::npos);
}

TEST_CASE("Workbook: a file that unpacks to more than is taken ends early", "[import]") {
    const WorkbookFile bomb{row(1, "<c t='str'><v>" + std::string(3'000'000, 'x') + "</v></c>")};
    REQUIRE(std::filesystem::file_size(bomb.path()) < 20'000);
    WorkbookLimits limits;
    limits.sheet_bytes = 1'000'000;
    CHECK(refusal(bomb.read(limits)).find("unpacks to more than is taken") != std::string::npos);
    const WorkbookFile texts{"", "<sst><si><t>" + std::string(3'000'000, 'x') + "</t></si></sst>"};
    WorkbookLimits small;
    small.shared_bytes = 1'000'000;
    CHECK(refusal(texts.read(small)).find("longer texts than are taken") != std::string::npos);
    std::string deep;
    for (int i = 0; i < 100; ++i) {
        deep += "<row>";
    }
    CHECK(refusal(WorkbookFile{deep}.read()).find("nested too deep") != std::string::npos);
    const WorkbookFile entities{"", "<!DOCTYPE sst [<!ENTITY a 'x'>]><sst><si><t>&a;</t></si></sst>"};
    CHECK(refusal(entities.read()).find("a document type") != std::string::npos);
}

TEST_CASE("Workbook: a damaged file is refused at any cut, and read whole when it is whole", "[import]") {
    const WorkbookFile file{row(1, "<c t='inlineStr'><is><t>full_name</t></is></c>") + row(2, "<c><v>1</v></c>")};
    std::ifstream in{file.path(), std::ios::binary};
    const std::string whole{std::istreambuf_iterator<char>{in}, {}};
    const daohu::test::TemporaryFolder folder;
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        std::ofstream{folder / "cut.xlsx", std::ios::binary} << whole.substr(0, size);
        CHECK_FALSE(XlsxRows::open(folder / "cut.xlsx"));
    }
    CHECK(file.read().value().size() == 2);
    CHECK(open_table(file.path(), {}).value()->format() == "xlsx");
    CHECK(open_table(file.path(), {}).value()->hash().value() == hash256(as_bytes(whole)));
    CHECK(XlsxRows::open(folder / "nothing.xlsx").error().code == ErrorCode::not_found);
}
