// SPDX-License-Identifier: Apache-2.0
#include "sync/client/file_courier.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/client/link.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::size_t kThumbnailBytes = 6'000;
constexpr std::size_t kPhotoBytes = 200'000;
const SyncOptions kEverything{.photos = PhotoPolicy::everything};

// A link that dies as soon as a photograph is to go over it.
class DiesOfPhotos final : public Transport {
public:
    explicit DiesOfPhotos(Transport& county) : m_county{county} {}

    Result<Reply> exchange(const Request& request, std::stop_token stop) override {
        return request.path.starts_with("/v1/files") ? Result<Reply>{fail(ErrorCode::sync_cut)}
                                                     : m_county.exchange(request, std::move(stop));
    }
    [[nodiscard]] Traffic traffic() const override { return m_county.traffic(); }

private:
    Transport& m_county;
};

// Talks again after every cut, as the sync thread does. The number of talks that it took.
int talk_until_done(TestTablet& tablet, int most) {
    for (int talks = 1; talks <= most; ++talks) {
        const auto outcome = tablet.sync();
        if (outcome) {
            return talks;
        }
        INFO(outcome.error().describe());
        CHECK((outcome.error().code == ErrorCode::sync_cut || outcome.error().code == ErrorCode::sync_unreachable));
    }
    FAIL("never done");
    return most;
}

}  // namespace

TEST_CASE("Files: a photograph arrives sealed at the county and readable at the second tablet", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    second.connect(county.port(), {}, kEverything);
    const auto photo = first.save_photo(kPhotoBytes);
    REQUIRE(first.sync());
    CHECK(county.file_size(first.stream_id(), photo.address) > kPhotoBytes);

    REQUIRE(second.sync());
    CHECK(second.attachments().read(photo).value() == first.attachments().read(photo).value());
    CHECK(first.sync_files().to_send().value().empty());
    CHECK(second.sync_files().to_fetch(PhotoPolicy::everything).value().empty());
}

TEST_CASE("Files: only thumbnails are fetched unless photographs are wanted", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    const auto photo = first.save_photo(kPhotoBytes);
    const auto thumbnail = first.save_photo(kThumbnailBytes);
    CHECK(first.sync_files().to_send().value().front().address == thumbnail.address);
    REQUIRE(first.sync());
    REQUIRE(second.sync());
    CHECK(second.has(thumbnail));
    CHECK_FALSE(second.has(photo));
    second.connect(county.port(), {}, kEverything);
    REQUIRE(second.sync());
    CHECK(second.has(photo));
}

TEST_CASE("Files: over a link that costs, thumbnails go and photographs wait, and their count says so", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.connect(county.port(), {}, {.photos = PhotoPolicy::thumbnails});
    const auto photo = tablet.save_photo(kPhotoBytes);
    const auto thumbnail = tablet.save_photo(kThumbnailBytes);
    REQUIRE(tablet.sync());
    CHECK(county.file_size(tablet.stream_id(), thumbnail.address));
    CHECK_FALSE(county.file_size(tablet.stream_id(), photo.address));
    CHECK(tablet.status().waiting() == 0);  // the records are there
    CHECK(tablet.status().photos == OwnPhotos{.waiting = 1, .large = 1, .lost = 0, .lacking = {1}});

    tablet.connect(county.port(), {}, {.photos = PhotoPolicy::sent});
    REQUIRE(tablet.sync());
    CHECK(county.file_size(tablet.stream_id(), photo.address));
    CHECK(tablet.status().photos == OwnPhotos{});
}

TEST_CASE("Files: 4 MB over a link that dies every 64 KiB resume, and cost little more than their bytes", "[sync]") {
    constexpr std::size_t kSize = 4'000'000;
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto photo = tablet.save_photo(kSize);
    Link link{county.port(), 64 * 1024};
    tablet.connect(link.port());
    const int talks = talk_until_done(tablet, 200);
    CHECK(talks > 60);
    CHECK(county.file_size(tablet.stream_id(), photo.address) > kSize);
    const double ratio = static_cast<double>(link.passed()) / kSize;
    INFO("talks " << talks << ", bytes over the link " << link.passed() << ", ratio " << ratio);
    CHECK(ratio <= 1.3);
}

TEST_CASE("Files: fetching goes on where the link died", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    const auto photo = first.save_photo(kPhotoBytes);
    REQUIRE(first.sync());
    Link link{county.port(), 64 * 1024};
    second.connect(link.port(), {}, kEverything);
    CHECK(talk_until_done(second, 20) > 1);  // a photograph of three budgets: never, if each talk began it again
    CHECK(second.has(photo));
}

TEST_CASE("Files: a damaged photograph is passed over, what comes after it is sent", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto lost = tablet.save_photo(kPhotoBytes);
    const auto kept = tablet.save_photo(kPhotoBytes);
    REQUIRE(tablet.attachments().remove(lost.address));
    REQUIRE(tablet.sync());
    CHECK_FALSE(county.file_size(tablet.stream_id(), lost.address));
    CHECK(county.file_size(tablet.stream_id(), kept.address));
    REQUIRE(tablet.sync());
}

TEST_CASE("Files: a record is safe only when its photographs are with the county as well", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_photo(kPhotoBytes);
    tablet.save();
    DiesOfPhotos link{tablet.transport()};
    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    SyncClient client{tablet.grant(),
                      {.transport = link,
                       .store = tablet.store(),
                       .device_key = tablet.device_key(),
                       .clock = clock,
                       .entropy = entropy,
                       .board = board,
                       .files = &tablet.sync_files()}};
    CHECK(client.sync({}).error().code == ErrorCode::sync_cut);
    CHECK(board.snapshot().record(1).state == RecordState::delivered);
    CHECK(board.snapshot().record(1).lacks_photos);
    CHECK(board.snapshot().photos == OwnPhotos{.waiting = 1, .large = 1, .lost = 0, .lacking = {1}});

    const daohu::test::TemporaryFolder target;
    county.back_up(target / "backup");
    CHECK(client.sync({}).error().code == ErrorCode::sync_cut);
    CHECK(board.snapshot().record(1).state == RecordState::delivered);
    CHECK(board.snapshot().record(2).state == RecordState::safe);
    CHECK_FALSE(board.snapshot().record(2).lacks_photos);

    REQUIRE(tablet.sync());
    CHECK(tablet.status().record(1).state == RecordState::safe);
    CHECK(tablet.status().photos == OwnPhotos{});
}

TEST_CASE("Files: a revoked tablet brings its photographs, and whoever is handed the entry is given them", "[sync]") {
    TestCounty county;
    TestTablet lost{county, 1};
    TestTablet other{county, 2};
    other.connect(county.port(), {}, kEverything);
    const auto theirs = other.save_photo(kPhotoBytes);
    REQUIRE(other.sync());
    const auto photo = lost.save_photo(kPhotoBytes);
    lost.connect(county.port(), {}, kEverything);
    county.revoke(lost.device());
    CHECK(lost.sync().error().code == ErrorCode::sync_revoked);
    CHECK(lost.sync_files().to_send().value().empty());
    CHECK_FALSE(lost.has(theirs));
    REQUIRE(other.sync());
    CHECK_FALSE(other.has(photo));

    county.release_held(lost.device());
    REQUIRE(other.sync());
    CHECK(other.has(photo));
}

TEST_CASE("Files: an entry that says something false of a photograph keeps none back that comes after it", "[sync]") {
    TestCounty county;
    TestTablet liar{county, 1};
    TestTablet reader{county, 2};
    liar.bring_files(false);
    liar.connect(county.port());
    const auto save = [&](std::int64_t too_much) {
        vault::AttachmentManifest photo = liar.attachments().add(Bytes(kPhotoBytes, 7), "image/jpeg").value();
        county.put_on_shelf(liar.stream_id(), liar.attachments().read_stored(photo.address).value());
        photo.size = static_cast<std::uint64_t>(static_cast<std::int64_t>(photo.size) + too_much);
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = liar.stream_id();
        draft.sections[1].operations.push_back(
            {entry::OperationCode::attach, "person", {{"photo", vault::encode(photo), {}}}, {}});
        liar.record(draft);
        return photo;
    };
    const auto smaller = save(-1000);
    const auto larger = save(1000);
    const auto good = save(0);
    REQUIRE(liar.sync());
    reader.connect(county.port(), {}, kEverything);
    REQUIRE(reader.sync());
    CHECK_FALSE(reader.has(smaller));
    CHECK_FALSE(reader.has(larger));
    CHECK(reader.has(good));

    // What the county has is taken once, and nothing of it at every talk.
    REQUIRE(reader.sync());
    CHECK(reader.has(smaller));
    CHECK(reader.has(larger));
    CHECK(reader.sync_files().to_fetch(PhotoPolicy::everything).value().empty());
    CHECK(reader.attachments().read(smaller).error().code == ErrorCode::attachment_damaged);
}

TEST_CASE("Files: a photograph that cannot be read any more is said to be lost, and its record is not safe", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto lost = tablet.save_photo(kPhotoBytes);
    REQUIRE(tablet.attachments().remove(lost.address));
    REQUIRE(tablet.sync());
    const daohu::test::TemporaryFolder target;
    county.back_up(target / "backup");
    REQUIRE(tablet.sync());
    CHECK(tablet.status().photos == OwnPhotos{.waiting = 0, .lost = 1, .lacking = {1}});
    CHECK(tablet.status().record(1).state == RecordState::delivered);
}

TEST_CASE("Files: a photograph that was ordered erased before it was sent is not said to be lost", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto photo = tablet.save_photo(kPhotoBytes);
    REQUIRE(tablet.sync_files().own().value().waiting == 1);
    tablet.bring_files(false);
    tablet.follow_orders(county.port());
    REQUIRE(tablet.sync());
    county.erase(entry::test::id_of<EntityId>(14));
    REQUIRE(tablet.sync());
    REQUIRE_FALSE(tablet.has(photo));
    tablet.bring_files(true);
    tablet.follow_orders(county.port());
    REQUIRE(tablet.sync());
    CHECK(tablet.status().photos == OwnPhotos{});
}

TEST_CASE("Files: a photograph that the county does not have yet is asked for again the next time", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    const auto thumbnail = first.save_photo(kThumbnailBytes);
    const Bytes sealed = first.attachments().read_stored(thumbnail.address).value();
    REQUIRE(first.attachments().remove(thumbnail.address));
    REQUIRE(first.sync());
    REQUIRE(second.sync());
    CHECK_FALSE(second.has(thumbnail));
    CHECK(second.sync_files().to_fetch(PhotoPolicy::thumbnails).value().size() == 1);
}

TEST_CASE("Files: a backup holds the photographs, and a restore brings back those that are gone", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto photo = tablet.save_photo(kPhotoBytes);
    REQUIRE(tablet.sync());
    const daohu::test::TemporaryFolder target;
    county.back_up(target / "backup");
    std::filesystem::remove_all(county.folder().files_path());
    CHECK_FALSE(county.file_size(tablet.stream_id(), photo.address));
    county.restore(target / "backup", std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}});
    CHECK(county.file_size(tablet.stream_id(), photo.address) > kPhotoBytes);
}

TEST_CASE("Files: photographs that a restored county lacks are sent again", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    REQUIRE(tablet.sync());
    const daohu::test::TemporaryFolder target;
    county.back_up(target / "backup");
    const auto photo = tablet.save_photo(kPhotoBytes);
    REQUIRE(tablet.sync());
    std::filesystem::remove_all(county.folder().files_path());
    county.restore(target / "backup", std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}});
    tablet.connect(county.port());
    REQUIRE(tablet.sync());
    CHECK(county.file_size(tablet.stream_id(), photo.address) > kPhotoBytes);
}

TEST_CASE("Files: photographs that a restored county lacks come from whoever was given them", "[sync]") {
    TestCounty county;
    TestTablet author{county, 1};
    TestTablet reader{county, 2};
    const daohu::test::TemporaryFolder target;
    county.back_up(target / "backup");
    const auto photo = author.save_photo(kThumbnailBytes);
    REQUIRE(author.sync());
    REQUIRE(reader.sync());
    REQUIRE(reader.has(photo));
    std::filesystem::remove_all(county.folder().files_path());
    county.restore(target / "backup", std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}});
    reader.connect(county.port());
    REQUIRE(reader.sync());  // whoever took it is heard of no more
    CHECK(county.file_size(author.stream_id(), photo.address));
    CHECK(reader.sync_files().to_send().value().empty());
}

TEST_CASE("Files: what arrives damaged is thrown away and begun again", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const SealedFile file{.stream = tablet.stream_id(), .address = hash256(as_bytes("good")), .size = 3};
    REQUIRE(tablet.sync_files().append(file, as_bytes("bad")));
    CHECK(tablet.sync_files().begun(file).value() == 3);
    CHECK(tablet.sync_files().complete(file).error().code == ErrorCode::attachment_damaged);
    CHECK(tablet.sync_files().begun(file).value() == 0);
}

namespace {

// A tablet with one photograph that cannot be read, for one reason or another.
class Unreadable final : public SyncFiles {
public:
    explicit Unreadable(ErrorCode why) : m_why{why} {}

    [[nodiscard]] bool is_given_up() const { return m_is_given_up; }

    Result<std::vector<SealedFile>> to_send() override {
        return m_is_given_up ? std::vector<SealedFile>{}
                             : std::vector{SealedFile{.stream = {}, .address = {}, .size = 9}};
    }
    Result<Bytes> read(const SealedFile&) override { return fail(m_why); }
    Result<void> note_sent(const SealedFile&) override { return {}; }
    Result<void> note_unsendable(const SealedFile&) override {
        m_is_given_up = true;
        return {};
    }
    Result<void> offer_again() override { return {}; }
    Result<OwnPhotos> own() override { return OwnPhotos{}; }
    Result<std::vector<SealedFile>> to_fetch(PhotoPolicy) override { return std::vector<SealedFile>{}; }
    Result<std::uint64_t> begun(const SealedFile&) override { return 0; }
    Result<void> append(const SealedFile&, ByteView) override { return {}; }
    Result<void> complete(const SealedFile&) override { return {}; }

private:
    ErrorCode m_why;
    bool m_is_given_up = false;
};

// A county that takes every file and says so; counts what it was sent.
class TakesAll final : public Transport {
public:
    Result<Reply> exchange(const Request& request, std::stop_token) override {
        const std::size_t bytes = request.body ? request.body->size() : 0;
        m_received += bytes;
        return Reply{.status = request.method == Method::post ? 201 : 204, .body = {}, .upload_offset = m_received};
    }
    [[nodiscard]] Traffic traffic() const override { return {}; }
    [[nodiscard]] std::uint64_t received() const { return m_received; }

private:
    std::uint64_t m_received = 0;
};

}  // namespace

TEST_CASE("FileCourier: a photograph is given up when it is not there, not when the disk fails today", "[sync]") {
    TakesAll transport;
    for (const ErrorCode why : {ErrorCode::io_failed, ErrorCode::not_found, ErrorCode::attachment_damaged}) {
        Unreadable files{why};
        FileCourier courier{transport, files, "token"};
        REQUIRE(courier.carry(PhotoPolicy::sent, [] { return false; }, {}));
        CHECK(files.is_given_up() == (why != ErrorCode::io_failed));
    }
    CHECK(transport.received() == 0);
}

TEST_CASE("FileCourier: something more urgent interrupts a photograph after its next piece", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_photo(1'000'000);
    TakesAll transport;
    FileCourier courier{transport, tablet.sync_files(), "token"};
    int asked = 0;
    REQUIRE(courier.carry(PhotoPolicy::sent, [&] { return ++asked > 1; }, {}));
    CHECK(transport.received() == 128 * 1024);
    CHECK(tablet.sync_files().to_send().value().size() == 1);
}

TEST_CASE("FileCourier: a county that moves the offset backwards is not followed for ever", "[sync]") {
    class GoesBack final : public Transport {
    public:
        Result<Reply> exchange(const Request& request, std::stop_token) override {
            return Reply{.status = request.method == Method::post ? 201 : 204, .body = {}, .upload_offset = 0};
        }
        [[nodiscard]] Traffic traffic() const override { return {}; }
    };
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_photo(kThumbnailBytes);
    GoesBack transport;
    FileCourier courier{transport, tablet.sync_files(), "token"};
    CHECK(courier.carry(PhotoPolicy::sent, [] { return false; }, {}).error().code == ErrorCode::sync_refused);
}

namespace {

// A county in which bytes of an earlier, cut request are still arriving when it is asked where to go on.
class TakesLate final : public Transport {
public:
    explicit TakesLate(int conflicts) : m_conflicts{conflicts} {}

    Result<Reply> exchange(const Request& request, std::stop_token) override {
        if (request.method == Method::post) {
            return Reply{.status = 201, .body = {}, .upload_offset = m_received};
        }
        if (m_conflicts > 0) {
            --m_conflicts;
            m_received += 100;
            return Reply{.status = 409, .body = {}, .upload_offset = {}};
        }
        m_received += request.body->size();
        return Reply{.status = 204, .body = {}, .upload_offset = m_received};
    }
    [[nodiscard]] Traffic traffic() const override { return {}; }
    [[nodiscard]] std::uint64_t received() const { return m_received; }

private:
    int m_conflicts;
    std::uint64_t m_received = 0;
};

}  // namespace

TEST_CASE("FileCourier: a county that is further than it said is asked again, but not for ever", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_photo(kThumbnailBytes);
    const std::uint64_t size = tablet.sync_files().to_send().value().front().size;
    {
        TakesLate endless{1000};
        FileCourier courier{endless, tablet.sync_files(), "token"};
        CHECK_FALSE(courier.carry(PhotoPolicy::sent, [] { return false; }, {}));
    }
    TakesLate twice{2};
    FileCourier courier{twice, tablet.sync_files(), "token"};
    CHECK(courier.carry(PhotoPolicy::sent, [] { return false; }, {}));
    CHECK(twice.received() == size);
    CHECK(tablet.sync_files().to_send().value().empty());
}
