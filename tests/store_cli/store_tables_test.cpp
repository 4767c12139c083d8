// SPDX-License-Identifier: Apache-2.0
//
// The spreadsheets of daohu-store, taken from a tablet's store by the program and opened again.
#include "tests/journeys/families.hpp"
#include "tests/store_cli/store_tool.hpp"
#include "tests/workbook/workbook_reader.hpp"

#include <fstream>

using namespace daohu;
using namespace daohu::journeys;
using namespace daohu::test;

namespace {

// A family's tablet after its app was closed.
struct ClosedTablet {
    ClosedTablet() : tablet{county("boshan-2021"), "A", at("2026-03-02T08:00")} {
        home = enter(tablet,
                     {.members = {{.name = "示例·松柏", .more = income(1, "farm", "812.50", "stable")}}, .more = {}});
        vault = tablet.close();
        scratch = vault.parent_path() / "exports";
        std::filesystem::create_directories(scratch);
    }

    [[nodiscard]] Ended run(const std::string& arguments) const {
        return run_store(scratch, arguments, FieldTablet::passphrase());
    }
    [[nodiscard]] std::string place(const std::string& name) const {
        return " --folder " + vault.string() + " --file " + (scratch / name).string();
    }
    // Every part of a spreadsheet as one text.
    [[nodiscard]] std::string opened(const std::string& name) const {
        const std::string text = text_of(scratch / name);
        std::string all;
        for (const auto& [part, content] : unpack(Bytes{text.begin(), text.end()})) {
            all += content + "\n";
        }
        return all;
    }

    FieldTablet tablet;
    Home home;
    std::filesystem::path vault;
    std::filesystem::path scratch;
};

}  // namespace

TEST_CASE("daohu-store: a family's copy is written in full, signed, and only with --show", "[store_cli]") {
    const ClosedTablet closed;
    const std::string copy = "export-family --household " + closed.home.household.to_string();
    CHECK(closed.run(copy + closed.place("copy.xlsx")).code == 2);
    CHECK_FALSE(std::filesystem::exists(closed.scratch / "copy.xlsx"));

    const Ended written = closed.run(copy + " --show" + closed.place("copy.xlsx"));
    CAPTURE(written.out, written.err);
    REQUIRE(written.code == 0);
    CHECK(has(written.out, "signed by "));
    CHECK_FALSE(has(written.out, "示例"));
    CHECK(has(closed.opened("copy.xlsx"), "示例·松柏"));
    CHECK(has(closed.opened("copy.xlsx"), "812.50"));

    const std::string check = "check-export --file " + (closed.scratch / "copy.xlsx").string();
    CHECK(closed.run(check).code == 0);
    std::ofstream{closed.scratch / "copy.xlsx", std::ios::binary | std::ios::app} << "x";
    CHECK(closed.run(check).code == 1);
    std::ofstream{closed.scratch / "copy.xlsx.sig"} << "nobody\n";
    CHECK(closed.run(check).code == 2);
}

TEST_CASE("daohu-store: a ledger and figures leave in a township's role only, and without names", "[store_cli]") {
    const ClosedTablet closed;
    const Ended refused = closed.run("export-ledger --dataset person" + closed.place("people.xlsx"));
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "casework_role"));
    REQUIRE(closed.run("export-ledger --dataset person --as township_desk" + closed.place("people.xlsx")).code == 0);
    CHECK(has(closed.opened("people.xlsx"), "示*"));
    CHECK_FALSE(has(closed.opened("people.xlsx"), "松柏"));

    const std::string figures = "export-statistics --township 999999001 --from 2026-01-01 --to 2026-03-31";
    CHECK(closed.run(figures + closed.place("figures.xlsx")).code == 2);
    REQUIRE(closed.run(figures + " --as township_desk" + closed.place("figures.xlsx")).code == 0);
    CHECK(has(closed.opened("figures.xlsx"), "reserve_minimum"));
}

TEST_CASE("daohu-store: what an export is asked wrongly is named, and nothing is written over", "[store_cli]") {
    const ClosedTablet closed;
    std::ofstream{closed.scratch / "taken.xlsx"} << "kept";
    const std::string ledger = "export-ledger --as township_desk --dataset ";
    CHECK(closed.run(ledger + "person" + closed.place("taken.xlsx")).code == 2);
    CHECK(text_of(closed.scratch / "taken.xlsx") == "kept");
    CHECK(closed.run(ledger + "no_such_dataset" + closed.place("new.xlsx")).code == 2);
    CHECK(closed.run("export-ledger --as volunteer --dataset person" + closed.place("new.xlsx")).code == 2);
    CHECK(closed
              .run(ledger + "person --folder " + closed.vault.string() + " --file " +
                   (closed.vault / "new.xlsx").string())
              .code == 2);
    CHECK(closed.run("export-family --show --household 0123" + closed.place("new.xlsx")).code == 2);
    CHECK(closed.run("export-family --show --household " + std::string(32, '0') + closed.place("new.xlsx")).code == 2);
    const std::string figures = "export-statistics --as township_desk --township 999999001 --from 2026-03-31 --to ";
    CHECK(closed.run(figures + "2026-01-01" + closed.place("new.xlsx")).code == 2);
    CHECK(closed.run(figures + "2026-02-30" + closed.place("new.xlsx")).code == 2);
    CHECK(closed.run(figures + "2026-04-01 --pack nowhere-2021" + closed.place("new.xlsx")).code == 2);
    CHECK(closed.run(ledger + "person" + closed.place("no/such/folder.xlsx")).code != 0);
    CHECK_FALSE(std::filesystem::exists(closed.scratch / "new.xlsx"));
}
