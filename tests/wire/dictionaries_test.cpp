// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/dictionaries.hpp"

#include "sync/wire/frame.hpp"
#include "tests/vault/temporary_folder.hpp"
#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace daohu;
using namespace daohu::wire;

TEST_CASE("Dictionaries: two ends use the newest one they have in common, or none", "[wire]") {
    const Bytes old_words = sample::survey(3000, 1);
    const Bytes new_words = sample::survey(3000, 2);
    Dictionaries both;
    both.add(old_words);
    both.add(new_words);
    Dictionaries old_end;
    old_end.add(old_words);
    CHECK(both.best_of(both.ids()) == dictionary_id(new_words));
    CHECK(both.best_of(old_end.ids()) == dictionary_id(old_words));
    CHECK(old_end.best_of(both.ids()) == dictionary_id(old_words));
    CHECK(Dictionaries{}.best_of(both.ids()) == kNoDictionary);
    CHECK(both.best_of({}) == kNoDictionary);
    CHECK(both.find(dictionary_id(old_words)) != nullptr);
    CHECK(old_end.find(dictionary_id(new_words)) == nullptr);
}

TEST_CASE("Dictionaries: a codec told to use one it does not know makes plain frames", "[wire]") {
    const EntryBatch batch{sample::survey(500, 3)};
    const Bytes frame = FrameCodec{Dictionaries{}, 77}.encode(batch).value();
    CHECK(std::get<EntryBatch>(FrameCodec{}.decode(frame).value()) == batch);
}

TEST_CASE("Dictionaries: a folder gives its .dict files in order of their names, and no folder gives none", "[wire]") {
    const daohu::test::TemporaryFolder folder;
    const auto write = [&](const char* name, const Bytes& bytes) {
        std::ofstream{folder / name, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                             static_cast<std::streamsize>(bytes.size()));
    };
    const Bytes first = sample::survey(1000, 1);
    const Bytes second = sample::survey(1000, 2);
    write("b.dict", second);
    write("a.dict", first);
    write("readme.txt", first);
    CHECK(Dictionaries::load(folder.path()).value().ids() == std::vector{dictionary_id(first), dictionary_id(second)});
    CHECK(Dictionaries::load(folder / "nowhere").value().ids().empty());
    write("huge.dict", Bytes(300 * 1024, 1));
    CHECK(Dictionaries::load(folder.path()).error().code == ErrorCode::file_too_large);
}
