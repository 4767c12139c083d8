// SPDX-License-Identifier: Apache-2.0
#include "core/journal/bundle.hpp"
#include "core/journal/verify.hpp"
#include "tests/journal/fixture.hpp"

#include <fstream>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

DeviceKeys key_of(const Tablet& tablet) {
    return [key = tablet.signer.device.public_key()](DeviceId) { return std::optional{key}; };
}

}  // namespace

TEST_CASE("Verify: a long journal with a fork across a page boundary is sound", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    std::vector<entry::SignedEntry> entries;
    for (int i = 0; i < 201; ++i) {
        entries.push_back(from.save());
    }
    auto position = entry::test::position_after(entries[198]);  // the page of 200 ends inside this fork
    const auto clone = entry::test::signed_entry(family_draft(), position, writer.signer, 99);
    CHECK(from.import(clone) == ImportOutcome::forked);
    const auto report = verify_journal(from.journal.reader(), key_of(writer)).value();
    CHECK(report.is_sound());
    CHECK(report.entries == 202);
    CHECK(report.forks == 1);
    CHECK(report.holes == 0);
}

TEST_CASE("Verify: a hole is counted, a broken link and a wrong key are found", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    const auto first = from.save();
    from.save();
    const auto third = from.save();

    Tablet reader{2};
    OpenTablet to{reader};
    to.import(first);
    to.import(third);
    const auto with_hole = verify_journal(to.journal.reader(), key_of(writer)).value();
    CHECK(with_hole.is_sound());
    CHECK(with_hole.holes == 1);

    auto position = entry::test::position_after(first);
    position.previous = hash256(as_bytes("another entry"));
    to.import(entry::test::signed_entry(family_draft(), position, writer.signer));
    const auto broken = verify_journal(to.journal.reader(), key_of(writer)).value();
    REQUIRE(broken.findings.size() == 2);  // the stranger does not follow the first, the third does not follow it
    CHECK(broken.findings[0].error.code == ErrorCode::journal_chain_broken);

    const auto wrong_key = [&](DeviceId) { return std::optional{writer.signer.author.public_key()}; };
    CHECK(verify_journal(to.journal.reader(), wrong_key).value().findings.front().error.code ==
          ErrorCode::entry_device_signature);
    const auto no_key = [](DeviceId) { return std::optional<PublicKey>{}; };
    CHECK(verify_journal(to.journal.reader(), no_key).value().unknown_devices == 3);
}

TEST_CASE("Bundle: carries every entry byte for byte to the one it is sealed to", "[journal]") {
    Tablet writer{1};
    OpenTablet from{writer};
    const auto saved = from.save();
    from.save();
    const BoxKey key = own_bundle_key(writer.key).value();
    const auto path = writer.folder / "bundle";
    CHECK(write_bundle(from.journal.reader(), writer.files, path, key.public_key(), writer.entropy).value() == 2);

    const auto contents = read_bundle(writer.files, path, key).value();
    REQUIRE(contents.entries.size() == 2);
    CHECK(contents.entries[0].encode() == saved.encode());
    CHECK(contents.damaged_records == 0);

    SeededEntropy entropy{9};
    const BoxKey stranger = BoxKey::generate(entropy).value();
    CHECK(read_bundle(writer.files, path, stranger).error().code == ErrorCode::seal_broken);
    std::ofstream{path} << "not a bundle";
    CHECK(read_bundle(writer.files, path, key).error().code == ErrorCode::bundle_malformed);
    CHECK(read_bundle(writer.files, writer.folder / "none", key).error().code == ErrorCode::not_found);
}
