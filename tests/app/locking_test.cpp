// SPDX-License-Identifier: Apache-2.0
//
// Passphrases, several people on one tablet, the screen that locks itself, and a tablet that the county has to open.

#include "core/vault/recovery.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <fstream>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

constexpr std::string_view kNext = "six new words that nobody knows";
constexpr std::string_view kTheirs = "the second person has these words";

void open_settings(AppBench& bench) {
    bench.tap("tab.more");
    bench.tap("more.settings");
}

void set_secret(AppBench& bench, std::string_view current, std::string_view next, std::string_view again) {
    if (!current.empty()) {
        bench.enter("secret.current", current);
    }
    bench.enter("secret.next", next);
    bench.enter("secret.again", again);
    bench.tap("secret.keep");
    bench.wait();
}

bool opens_with(AppBench& bench, std::string_view passphrase) {
    bench.enter("unlock.passphrase", passphrase);
    bench.wait();
    return bench.app().tablet() != nullptr;
}

void add_person(AppBench& bench) {
    open_settings(bench);
    bench.tap("settings.people");
    bench.tap("people.add");
    set_secret(bench, {}, kTheirs, kTheirs);
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in{file};
    std::string text;
    in >> text;
    return text;
}

// Wrong words until none are taken any more.
void seal(AppBench& bench) {
    for (std::uint32_t i = 0; i < vault::kMaxTries; ++i) {
        CHECK_FALSE(opens_with(bench, "none of these words are right"));
    }
}

}  // namespace

TEST_CASE("App: the passphrase is changed with the present one, and only the new one opens it then", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_settings(bench);
    bench.tap("settings.secret");
    SECTION("changed") {
        set_secret(bench, journeys::FieldTablet::passphrase(), kNext, kNext);
        CHECK(bench.shows("settings.secret"));
        bench.cut();
        CHECK_FALSE(opens_with(bench, journeys::FieldTablet::passphrase()));
        CHECK(opens_with(bench, kNext));
    }
    SECTION("not with another one, and not with two that differ") {
        set_secret(bench, "these are not the right words", kNext, kNext);
        CHECK(bench.shows("secret.keep"));
        set_secret(bench, journeys::FieldTablet::passphrase(), kNext, kTheirs);
        CHECK(bench.shows("secret.keep"));
        set_secret(bench, journeys::FieldTablet::passphrase(), "short", "short");
        CHECK(bench.shows("secret.keep"));
        bench.tap("back");
        bench.cut();
        CHECK_FALSE(opens_with(bench, kNext));
        CHECK(opens_with(bench, journeys::FieldTablet::passphrase()));
    }
}

TEST_CASE("App: a screen that nobody touches locks itself after the minutes that were set", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_settings(bench);
    SECTION("with a PIN the page is still there behind it") {
        bench.enter("settings.pin", "740916");
        bench.tap("settings.lock_after.2");
        bench.pass(std::chrono::seconds{110});
        CHECK(bench.shows("settings.lock"));
        bench.pass(std::chrono::seconds{15});
        CHECK_FALSE(bench.shows("settings.lock"));
        CHECK(bench.app().tablet() != nullptr);
        for (const char* const key : {"key.7", "key.4", "key.0", "key.9", "key.1", "key.6"}) {
            bench.tap(key);
        }
        CHECK(bench.shows("settings.lock"));
    }
    SECTION("the touch that wakes a tablet that slept too long opens nothing") {
        bench.machine().clock.advance(std::chrono::minutes{6});
        CHECK_FALSE(bench.screen().tap("settings.text.large"));  // it is gone before the finger is up
        CHECK(bench.app().tablet() == nullptr);
        bench.unlock();
        const Display kept = read_display(bench.machine().files, village.folder(), {});
        CHECK(kept.text_scale == kit::TextScale::standard);
    }
    SECTION("a touch begins the time anew") {
        bench.tap("settings.lock_after.1");
        bench.pass(std::chrono::seconds{50});
        bench.tap("settings.text.large");
        bench.pass(std::chrono::seconds{50});
        CHECK(bench.shows("settings.lock"));
    }
    SECTION("without a PIN it closes, and what stands in an open sheet is an answer by then") {
        bench.tap("back");
        bench.tap("tab.today");
        bench.tap("plan.discover");
        bench.tap("question.person.name");
        bench.screen().type("示例·己");
        bench.screen().settle();
        bench.pass(std::chrono::minutes{6});
        bench.pass(std::chrono::seconds{5});
        CHECK(bench.app().tablet() == nullptr);
        bench.unlock();
        REQUIRE(bench.drafts().size() == 1);
        CHECK(bench.drafts().front().title.find("示例·己") != std::string::npos);
    }
    SECTION("without a PIN it closes, and of a text that is too long the first of it is an answer by then") {
        bench.tap("back");
        bench.tap("tab.today");
        bench.tap("plan.discover");
        bench.tap("question.person.name");
        std::string much = "示例·庚";
        for (int i = 0; i < 2000; ++i) {
            much += "甲";
        }
        bench.screen().type(much);
        bench.screen().settle();
        bench.pass(std::chrono::minutes{6});
        bench.pass(std::chrono::seconds{5});
        CHECK(bench.app().tablet() == nullptr);
        bench.unlock();
        REQUIRE(bench.drafts().size() == 1);
        CHECK(bench.drafts().front().title.find("示例·庚") != std::string::npos);
    }
}

TEST_CASE("App: two people work on one tablet, each with a passphrase of his own", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const PublicKey first_author = bench.app().tablet()->vault().author_key().public_key();
    add_person(bench);
    const std::string second = bench.first("people.remove.");
    REQUIRE_FALSE(second.empty());
    bench.cut();
    SECTION("the second one signs as himself") {
        bench.tap("unlock.person." + second.substr(std::string_view{"people.remove."}.size()));
        CHECK_FALSE(opens_with(bench, journeys::FieldTablet::passphrase()));
        REQUIRE(opens_with(bench, kTheirs));
        CHECK(bench.app().tablet()->vault().author_key().public_key() != first_author);
    }
    SECTION("and opens it no more once he was taken off") {
        bench.unlock();
        open_settings(bench);
        bench.tap("settings.people");
        bench.tap(second);
        bench.tap("people.ask.keep");
        CHECK(bench.shows(second));
        bench.tap(second);
        bench.tap("people.ask.act");
        CHECK(bench.first("people.remove.").empty());
        bench.cut();
        CHECK(bench.first("unlock.person.").empty());
        CHECK_FALSE(opens_with(bench, kTheirs));
        CHECK(opens_with(bench, journeys::FieldTablet::passphrase()));
    }
}

TEST_CASE("App: a tablet that was sealed is opened with the county's answer, and everything is there", "[app]") {
    vault::test::VaultHome home;
    REQUIRE(home.create());
    const vault::test::TemporaryFolder stick;
    AppBench bench{home.path()};
    bench.machine().stick = stick / "";
    REQUIRE(opens_with(bench, vault::test::kPassphrase));
    bench.tap("plan.discover");
    bench.enter("question.person.name", "示例·庚");
    bench.cut();
    seal(bench);
    CHECK_FALSE(bench.shows("unlock.passphrase"));
    // So it stays after a restart.
    bench.cut();
    CHECK_FALSE(bench.shows("unlock.passphrase"));
    bench.tap("unlock.county");
    bench.tap("vault_recovery.write");
    const std::string device = home.status().device.to_string().substr(0, 8);
    const auto request =
        vault::decode_recovery_request(from_hex(read_text(stick / ("daohu-" + device + ".request"))).value());
    REQUIRE(request);
    bench.tap("vault_recovery.read");  // nothing is there yet
    CHECK(bench.shows("vault_recovery.read"));
    {
        std::ofstream answer{stick / ("daohu-" + device + ".request.answer")};
        answer << to_hex(vault::answer_recovery(*request, home.county).value()) << "\n";
    }
    bench.tap("vault_recovery.read");
    set_secret(bench, {}, kNext, kNext);
    REQUIRE(bench.app().tablet() != nullptr);
    REQUIRE(bench.drafts().size() == 1);
    CHECK(bench.drafts().front().title.find("示例·庚") != std::string::npos);
    bench.cut();
    CHECK(opens_with(bench, kNext));
}

TEST_CASE("App: a sealed tablet without the county's key says that it cannot be opened", "[app]") {
    vault::test::VaultHome home;
    REQUIRE(vault::Vault::create(
        home.path(), home.environment(),
        {.label = "1", .passphrase = vault::test::kPassphrase, .argon2 = vault::test::kFast, .recovery_key = {}}));
    AppBench bench{home.path()};
    seal(bench);
    bench.tap("unlock.county");
    CHECK_FALSE(bench.shows("vault_recovery.write"));
    bench.tap("back");
    CHECK(bench.shows("unlock.county"));
}
