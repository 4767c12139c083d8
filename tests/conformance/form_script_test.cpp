// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/form_script.hpp"

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace daohu;

namespace {

constexpr std::string_view kForm =
    R"form(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>S</h:title><model><instance><data id="s"><age/>
  <m jr:template=""><name/></m><count/></data></instance><bind nodeset="/data/count" calculate="count(/data/m)"/></model></h:head>
  <h:body><input ref="/data/age"/><repeat nodeset="/data/m"><input ref="/data/m/name"/></repeat></h:body></h:html>)form";

// What each step came to: empty where it went as it should.
std::vector<std::string> play(std::string_view steps) {
    const auto script = cli::read_form_script(steps);
    REQUIRE(script);
    const auto definition = form::Definition::load(kForm, form::NoAttachments{});
    REQUIRE(definition);
    const SystemClock clock;
    SystemEntropy entropy;
    form::SessionPorts ports;
    ports.clock = &clock;
    ports.entropy = &entropy;
    const auto opened = form::Session::open(**definition, ports, {});
    REQUIRE(opened);
    std::vector<std::string> outcomes;
    for (const cli::ScriptStep& step : script->steps) {
        const auto done = cli::perform(*opened->session, step);
        outcomes.push_back(done ? std::string{} : done.error().detail);
    }
    return outcomes;
}

}  // namespace

TEST_CASE("Form script: the steps of recorded cases are played as they stand", "[cli]") {
    const auto outcomes = play(R"json([{"op": "init", "new": true}, {"op": "answer", "ref": "/data/age", "value": 7},
      {"op": "expectValue", "ref": "/data/age", "exists": true, "value": "7"},
      {"op": "answer", "ref": "/data/age", "value": null},
      {"op": "expectValue", "ref": "/data/age", "exists": true, "value": null},
      {"op": "addRepeat", "ref": "/data/m[1]", "auto": false}, {"op": "addRepeat", "ref": "/data/m[1]", "auto": true},
      {"op": "expectValue", "ref": "/data/count", "exists": true, "value": "1"},
      {"op": "expectValue", "ref": "/data/m[2]", "exists": false, "value": null}])json");
    CHECK(outcomes == std::vector<std::string>(9));
}

TEST_CASE("Form script: what is not as recorded is told", "[cli]") {
    const auto outcomes = play(R"json([{"op": "answer", "ref": "/data/age", "value": "7"},
      {"op": "expectValue", "ref": "/data/age", "exists": true, "value": "8"},
      {"op": "expectValue", "ref": "/data/age", "exists": false}, {"op": "leap"}])json");
    CHECK(outcomes[0].empty());
    CHECK(outcomes[1].find("expected '8', found '7'") != std::string::npos);
    CHECK_FALSE(outcomes[2].empty());
    CHECK_FALSE(outcomes[3].empty());
}

TEST_CASE("Form script: a value that is a list is refused with the step", "[cli]") {
    const auto script = cli::read_form_script(R"json([{"op": "answer", "ref": "/data/age", "value": [1]}])json");
    REQUIRE_FALSE(script);
    CHECK(script.error().detail.find("step 1") != std::string::npos);
}
