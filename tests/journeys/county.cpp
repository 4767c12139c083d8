// SPDX-License-Identifier: Apache-2.0
//
// The counties of journeys, with their rules and forms, and days and moments as journeys write them.

#include "core/casework/pack_table.hpp"
#include "core/policy/moment.hpp"
#include "tests/journeys/field.hpp"
#include "tests/journeys/outcome.hpp"
#include "tests/vault/whole_file.hpp"

#include <map>

namespace daohu::journeys {

namespace {

namespace fs = std::filesystem;

const fs::path kRoot{DAOHU_SOURCE_DIR};

std::string described(const policy::Faults& faults) {
    std::string all;
    for (const policy::Fault& fault : faults) {
        all += fault.describe() + "\n";
    }
    return all;
}

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet set = value_or_fail(registry::SchemaSet::load(kRoot / "assets"), "schemas");
    return set;
}

const policy::PackLibrary& packs() {
    static const policy::PackLibrary library = [] {
        policy::Faults faults;
        auto opened = value_or_fail(policy::PackLibrary::open(kRoot / "assets/policy", faults), "packs");
        std::vector<policy::PackFiles> own;
        for (const char* const name : {"songpan-demo", "linfen-demo"}) {
            own.push_back(value_or_fail(policy::read_pack_folder(kRoot / "tests/journeys/data/packs" / name), name));
        }
        opened.add_all(own, faults);
        INFO(described(faults));
        REQUIRE(faults.empty());
        return opened;
    }();
    return library;
}

const policy::Standards& standards() {
    static const policy::Standards table = [] {
        policy::Faults faults;
        auto read = policy::Standards::read(test::read_file(kRoot / "assets/demo/standards.json"), faults);
        INFO(described(faults));
        REQUIRE(read);
        return std::move(*read);
    }();
    return table;
}

County make_county(std::string_view pack) {
    const policy::Pack* found = packs().find(pack, day("2026-03-02"));
    INFO(pack);
    REQUIRE(found != nullptr);
    return County{
        schemas(), packs(), standards(), std::string{pack},
        value_or_fail(casework::FormLibrary::load(kRoot / "assets/forms", casework::pack_table(*found)), "forms")};
}

}  // namespace

const std::vector<std::string>& five_packs() {
    static const std::vector<std::string> ids{"lushan-2021", "boshan-2021", "songpan-2021", "linfen-2015",
                                              "fuliang-2021"};
    return ids;
}

const County& county(std::string_view pack) {
    static std::map<std::string, County, std::less<>> counties;
    const auto known = counties.find(pack);
    return known != counties.end() ? known->second : counties.emplace(pack, make_county(pack)).first->second;
}

WallTime at(std::string_view moment) { return value_or_fail(policy::parse_moment(moment), moment); }

Date day(std::string_view date) { return value_or_fail(Date::parse(date), date); }

}  // namespace daohu::journeys
