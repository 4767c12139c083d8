// SPDX-License-Identifier: Apache-2.0
#include "tests/house/cpp_text.hpp"
#include "tests/house/include_rules.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <iterator>

using namespace daohu::house;

TEST_CASE("Arrows: no file includes upward, sideways or somebody else's library", "[house]") {
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform", "tests"})) {
        if (!has_rule(file)) {
            findings.push_back({file.path, 1, "is in a room without a rule"});
        }
        std::ranges::move(forbidden_includes(file), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Arrows: no header of core shows a library to another room", "[house]") {
    const std::vector<Finding> findings = shown_libraries(read_sources({"core", "sync", "ui", "platform"}));
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Arrows: a library shown to another room would be found, through a second header too", "[house]") {
    const SourceFile handle{"core/vault/handle.hpp", "#include <sqlite3.h>\n"};
    const SourceFile open{"core/vault/open.hpp", "#include \"core/vault/handle.hpp\"\n#include <vector>\n"};
    const SourceFile inside{"core/vault/open.cpp", "#include \"core/vault/open.hpp\"\n#include <fmt/format.h>\n"};
    const SourceFile outside{"core/journal/journal.cpp", "#include \"core/vault/open.hpp\"\n"};
    CHECK(shown_libraries({handle, open, inside}).empty());
    CHECK(shown_libraries({outside, open, handle}).size() == 1);
    CHECK(shown_libraries({outside, {"core/vault/open.hpp", "#include <tl/expected.hpp>\n"}}).empty());
}

TEST_CASE("Arrows: only one file talks to libcurl", "[house]") {
    std::vector<std::string> files;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform"})) {
        if (std::ranges::any_of(includes_of(file.text),
                                [](const Include& include) { return include.path.starts_with("curl/"); })) {
            files.push_back(file.path);
        }
    }
    CAPTURE(files);
    CHECK(files.size() <= 1);
}

TEST_CASE("Arrows: a forbidden include would be found", "[house]") {
    const auto [path, include] = GENERATE(table<const char*, const char*>({
        {"core/base/date.cpp", "\"core/entry/entry.hpp\""},
        {"core/form/session.cpp", "\"core/registry/fold.hpp\""},
        {"core/casework/home.cpp", "\"sync/client/session.hpp\""},
        {"sync/client/session.cpp", "\"core/casework/home.hpp\""},
        {"sync/wire/frame.cpp", "\"core/journal/journal.hpp\""},
        {"ui/screens/today.cpp", "\"core/casework/home.hpp\""},
        {"ui/model/today.hpp", "\"sync/client/session.hpp\""},
        {"core/base/date.cpp", "\"date.hpp\""},
        {"core/journal/journal.cpp", "<sqlite3.h>"},
        {"sync/county/store.cpp", "<sqlite3.h>"},
        {"ui/screens/today.cpp", "<imgui.h>"},
        {"ui/kit/fonts.cpp", "<SDL3/SDL.h>"},
        {"core/policy/pack.cpp", "<pugixml.hpp>"},
    }));
    CAPTURE(path, include);
    const SourceFile file{path, std::string{"#include "} + include + "\n"};
    CHECK(forbidden_includes(file).size() == 1);
}

TEST_CASE("Arrows: the includes that the table allows pass", "[house]") {
    const auto [path, include] = GENERATE(table<const char*, const char*>({
        {"core/base/date.cpp", "\"core/base/date.hpp\""},
        {"core/casework/home.cpp", "\"core/form/session.hpp\""},
        {"core/vault/connection.cpp", "<sqlite3.h>"},
        {"core/form/session.hpp", "<vector>"},
        {"core/base/result.hpp", "<tl/expected.hpp>"},
        {"ui/model/sync.hpp", "\"sync/client/status.hpp\""},
        {"tests/faults/power_test.cpp", "<sqlite3.h>"},
        {"platform/linux/window.cpp", "<SDL3/SDL.h>"},
    }));
    CAPTURE(path, include);
    CHECK(forbidden_includes({path, std::string{"#include "} + include + "\n"}).empty());
}
