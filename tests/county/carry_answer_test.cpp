// SPDX-License-Identifier: Apache-2.0
//
// What an answer on a stick gives: nothing of a foreign village, and nobody who was erased.

#include "sync/county/backup.hpp"
#include "sync/county/carry.hpp"
#include "sync/county/county.hpp"
#include "sync/county/erasure.hpp"
#include "sync/wire/bundle.hpp"
#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr std::string_view kCanary = "Shili A";  // in every entry that a test device writes

// Every entry of others that the county answers to an empty bundle of this device, which names these cursors.
std::vector<Bytes> answered(const Folder& folder, Store& store, const TestDevice& device,
                            const std::vector<wire::Cursor>& cursors) {
    SystemEntropy entropy;
    const SystemClock clock;
    vault::SystemFiles system_files;
    FileShelves shelves{system_files, folder.files_path()};
    FileDesk files{store, shelves, clock};
    const auto office = Office::open(folder.store_path(), folder.load_store_key().value()).value();
    const ServiceIdentity identity{.server = folder.identity().server, .key = folder.load_server_key().value()};
    CarryDesk desk{{.store = store, .files = files, .office = *office, .identity = identity, .entropy = entropy},
                   commit_to(store)};
    auto bundle = wire::BundleBuilder::begin(wire::BundleDirection::to_county, identity.server.raw(),
                                             identity.key.public_key(), entropy)
                      .value();
    const wire::BundleRequest request{.device = device.position.device,
                                      .incarnation = device.position.incarnation,
                                      .nonce = {},
                                      .epoch = store.epoch(),
                                      .first = 0,
                                      .last = 0,
                                      .cursors = cursors};
    const Bytes file = bundle.finish(encode(request), device.signer.device).value();
    const Bytes answer = desk.take(file, DeviceId{}, clock.wall_now()).value().answer;

    const auto open = wire::OpenBundle::open(answer, wire::BundleDirection::to_tablet, device.position.device.raw(),
                                             device.signer.device)
                          .value();
    const wire::FrameCodec codec;
    std::vector<Bytes> entries;
    for (const wire::BundlePiece& piece : open.pieces()) {
        if (piece.kind != wire::BundlePieceKind::pull_reply) {
            continue;
        }
        const wire::PullReply reply = wire::decode_pull_reply(piece.content).value();
        for (ByteView frames = reply.frames; !frames.empty();) {
            const std::size_t size = wire::frame_size(frames).value();
            const auto content = codec.decode(frames.first(size)).value();
            frames = frames.subspan(size);
            for (const Bytes& entry : std::get<wire::EntryBatch>(content)) {
                entries.push_back(entry);
            }
        }
    }
    return entries;
}

std::size_t canaries_in(const std::vector<Bytes>& entries) {
    return static_cast<std::size_t>(std::ranges::count_if(
        entries, [](const Bytes& entry) { return !std::ranges::search(entry, as_bytes(kCanary)).empty(); }));
}

}  // namespace

TEST_CASE("Carry: an answer gives nothing of a village that its bundle only names", "[county]") {
    TestStore store;
    TestDevice owner{store, 1};
    TestDevice colleague{store, 2};
    TestDevice stranger{store, 3, "999999000002"};
    bring(store, {owner.write()});
    CHECK(canaries_in(answered(store.folder, *store.store, stranger, {{owner.stream, 0}})) == 0);
    CHECK(canaries_in(answered(store.folder, *store.store, colleague, {{owner.stream, 0}})) == 1);  // the control
}

TEST_CASE("Carry: an answer after a restore does not bring an erased person back", "[county]") {
    const SystemClock clock;
    TestStore store;
    TestDevice owner{store, 1};
    TestDevice colleague{store, 2};
    bring(store, {owner.write()});
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, *store.store, backup.path()));
    REQUIRE(erase_subject(store.folder, *store.store, entry::test::id_of<EntityId>(14), clock, store.entropy));
    store.store.reset();
    REQUIRE(restore(store.folder, backup.path(), std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}));
    {  // the control: the store as it came from the backup
        const auto raw = open_sqlcipher_store(store.folder.store_path(), store.folder.load_store_key().value()).value();
        CHECK(canaries_in(answered(store.folder, *raw, colleague, {})) == 1);
    }
    // As the office's command opens it, without the server having run.
    County county = County::open(store.folder.path(), clock, store.entropy).value();
    const std::vector<Bytes> entries = answered(store.folder, county.store(), colleague, {});
    CHECK_FALSE(entries.empty());
    CHECK(canaries_in(entries) == 0);
}
