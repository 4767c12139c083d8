// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/option_words.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

namespace {

enum class Look : std::uint8_t { day, night };

}  // namespace

TEST_CASE("Options: a word that is not taken is refused with those that are", "[cli]") {
    CLI::App app;
    Look look = Look::day;
    daohu::cli::take_words<Look>(app.add_option("--look", look), {{"day", Look::day}, {"night", Look::night}});
    app.parse("--look night");
    CHECK(look == Look::night);

    std::string refusal;
    try {
        app.parse("--look dusk");
    } catch (const CLI::ValidationError& error) {
        refusal = error.what();
    }
    CHECK(refusal == "--look: dusk not in {day,night}");
    const std::string help = app.help();
    CHECK(
        std::ranges::none_of(help, [](char sign) { return sign != '\n' && static_cast<unsigned char>(sign) < 0x20; }));
}
