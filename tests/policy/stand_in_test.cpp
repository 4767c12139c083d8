// SPDX-License-Identifier: Apache-2.0
#include "core/policy/stand_in.hpp"

#include "tests/policy/policy_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

const Pack* put(PackLibrary& library, const PackReference& pack) {
    Faults faults;
    const Pack* added = library.replace(stand_in(pack, library.catalogue()), faults);
    INFO((faults.empty() ? "" : faults.front().describe()));
    CHECK(faults.empty());
    return added;
}

}  // namespace

TEST_CASE("Stand-in: it is sound, in force on every day, and states nothing", "[policy]") {
    PackLibrary library = empty_library();
    const Pack* pack = put(library, {"example-2026", 3});
    REQUIRE(pack != nullptr);
    CHECK(pack->id == "example-2026");
    CHECK(pack->version == 3);
    CHECK(library.find("example-2026", day("1990-01-01")) == pack);
    CHECK(library.find("example-2026", day("2090-01-01")) == pack);
    for (const ParameterDefinition& definition : library.catalogue().parameters()) {
        INFO(definition.id.to_string());
        CHECK_FALSE(pack->parameter(definition.id).is_stated());
        CHECK_FALSE(pack->parameter(definition.id).assumed);
    }
    CHECK(pack->calendar.empty());
    CHECK(pack->routes.empty());
    CHECK_FALSE(pack->notice.fields);
}

TEST_CASE("Stand-in: where a county's pack comes to a figure, it says that nothing is stated", "[policy]") {
    PackLibrary library = empty_library();
    const Pack* pack = put(library, {"example-2026", 1});
    REQUIRE(pack != nullptr);
    const Facts facts = facts_of(R"({"household": {"household_id": "h1", "programme": ["tekun"]},
        "review": [{"programme": "tekun", "last_at": "2025-10-01"}]})");
    CHECK_FALSE(
        text_of(only(assess(shipped_pack("lushan-2021"), standards_a(), facts, day("2026-03-02")), "review_due"))
            .empty());
    const Outcome outcome = only(assess(*pack, standards_a(), facts, day("2026-03-02")), "review_due");
    CHECK(outcome.status == Status::not_stated);
    CHECK(text_of(outcome).empty());
}
