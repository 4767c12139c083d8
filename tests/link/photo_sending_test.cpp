// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/photo_sending.hpp"

#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEST_CASE("Photographs: what they wait for follows from the choice and the link", "[sync]") {
    for (const Network network : {Network::none, Network::unknown, Network::metered, Network::unmetered}) {
        CHECK(photo_wait(PhotoChoice::always, network, false) == PhotoWait::nothing);
        CHECK(photo_wait(PhotoChoice::when_asked, network, false) == PhotoWait::word);
        for (const PhotoChoice choice : {PhotoChoice::always, PhotoChoice::on_wifi, PhotoChoice::when_asked}) {
            CHECK(photo_wait(choice, network, true) == PhotoWait::nothing);
        }
    }
    CHECK(photo_wait(PhotoChoice::on_wifi, Network::none, false) == PhotoWait::wifi);
    CHECK(photo_wait(PhotoChoice::on_wifi, Network::unknown, false) == PhotoWait::unknown_link);
    CHECK(photo_wait(PhotoChoice::on_wifi, Network::metered, false) == PhotoWait::wifi);
    CHECK(photo_wait(PhotoChoice::on_wifi, Network::unmetered, false) == PhotoWait::nothing);
}

TEST_CASE("Photographs: the choice is kept, and is Wi-Fi where the file says nothing that is known", "[sync]") {
    const test::TemporaryFolder folder;
    vault::SystemFiles files;
    CHECK(read_photo_choice(files, folder.path()) == PhotoChoice::on_wifi);
    for (const PhotoChoice choice : {PhotoChoice::always, PhotoChoice::when_asked, PhotoChoice::on_wifi}) {
        REQUIRE(write_photo_choice(files, folder.path(), choice));
        CHECK(read_photo_choice(files, folder.path()) == choice);
    }
    REQUIRE(vault::replace_file(files, folder.path() / "photographs", as_bytes("sometimes")));
    CHECK(read_photo_choice(files, folder.path()) == PhotoChoice::on_wifi);
}
