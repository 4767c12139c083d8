// SPDX-License-Identifier: Apache-2.0
#include "sync/county/upload_headers.hpp"
#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

namespace {

std::string base64(std::string_view text) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = (bits << 8U) | static_cast<std::uint8_t>(c);
        for (count += 8; count >= 6; count -= 6) {
            out += kAlphabet[(bits >> (count - 6)) & 63U];
        }
    }
    if (count > 0) {
        out += kAlphabet[(bits << (6 - count)) & 63U];
    }
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

// One tablet that brings and fetches files.
struct Porter {
    Porter(TestService& at, const TestDevice& device) : service{at}, token{to_hex(at.open_session(device).token)} {}

    HttpReply create(const wire::FileName& name, std::uint64_t length, const char* version = "1.0.0") {
        const std::string metadata =
            "stream " + base64(name.stream.to_string()) + ",address " + base64(name.address.to_string());
        return service.ask(
            HttpMethod::post, "/v1/files", {}, token, {},
            {{"tus-resumable", version}, {"upload-length", std::to_string(length)}, {"upload-metadata", metadata}});
    }
    HttpReply patch(const wire::FileName& name, std::uint64_t offset, ByteView bytes,
                    const char* type = "application/offset+octet-stream") {
        return service.ask(
            HttpMethod::patch, name.path(), Bytes(bytes.begin(), bytes.end()), token, {},
            {{"tus-resumable", "1.0.0"}, {"content-type", type}, {"upload-offset", std::to_string(offset)}});
    }
    HttpReply progress(const wire::FileName& name) {
        return service.ask(HttpMethod::head, name.path(), {}, token, {}, {{"tus-resumable", "1.0.0"}});
    }
    HttpReply fetch(const wire::FileName& name, const std::string& range = {}) {
        return service.ask(HttpMethod::get, name.path(), {}, token, {}, {{"range", range}});
    }

    TestService& service;
    std::string token;
};

std::string header_of(const HttpReply& reply, std::string_view name) {
    for (const HttpHeader& header : reply.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return "none";
}

struct Sample {
    explicit Sample(StreamId stream) : content(100'000, 7), name{.stream = stream, .address = hash256(content)} {}

    [[nodiscard]] ByteView part(std::size_t from, std::size_t size) const {
        return ByteView{content}.subspan(from, size);
    }

    Bytes content;
    wire::FileName name;
};

}  // namespace

TEST_CASE("FileDesk: says what it knows of tus, to anybody", "[county]") {
    TestService service;
    const HttpReply reply = service.ask(HttpMethod::options, "/v1/files");
    CHECK(reply.status == 204);
    CHECK(header_of(reply, "Tus-Version") == "1.0.0");
    CHECK(header_of(reply, "Tus-Extension") == "creation");
    CHECK(header_of(reply, "Tus-Max-Size") == std::to_string(wire::kMaxFile));
}

TEST_CASE("FileDesk: takes a file in pieces and gives it out in ranges", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    Porter porter{service, device};
    const Sample sample{device.stream};

    CHECK(porter.progress(sample.name).status == 404);
    const HttpReply created = porter.create(sample.name, sample.content.size());
    CHECK(created.status == 201);
    CHECK(header_of(created, "Location") == sample.name.path());
    CHECK(header_of(created, "Upload-Offset") == "0");
    CHECK(header_of(porter.patch(sample.name, 0, sample.part(0, 60'000)), "Upload-Offset") == "60000");
    CHECK(header_of(porter.progress(sample.name), "Upload-Offset") == "60000");
    CHECK(header_of(porter.progress(sample.name), "Upload-Length") == "100000");
    CHECK(refusal(porter.fetch(sample.name)) == RefusalReason::file_unknown);  // not before it is whole

    CHECK(porter.patch(sample.name, 60'000, sample.part(60'000, 40'000)).status == 204);
    const HttpReply whole = porter.fetch(sample.name);
    CHECK(whole.status == 206);
    CHECK(whole.body == sample.content);
    const HttpReply piece = porter.fetch(sample.name, "bytes=99990-");
    CHECK(piece.body.size() == 10);
    CHECK(header_of(piece, "Content-Range") == "bytes 99990-99999/100000");
    CHECK(porter.fetch(sample.name, "bytes=10-19").body.size() == 10);
    CHECK(refusal(porter.fetch(sample.name, "bytes=100000-")) == RefusalReason::malformed);

    const HttpReply again = porter.create(sample.name, sample.content.size());
    CHECK(header_of(again, "Upload-Offset") == "100000");
}

TEST_CASE("FileDesk: bytes that do not have the hash in their name never count as the file", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    Porter porter{service, device};
    const Sample sample{device.stream};
    REQUIRE(porter.create(sample.name, sample.content.size()).status == 201);
    Bytes wrong = sample.content;
    wrong[50'000] ^= 1U;
    const HttpReply refused = porter.patch(sample.name, 0, wrong);
    CHECK(refused.status == 422);
    CHECK(refusal(refused) == RefusalReason::file_damaged);
    CHECK(refusal(porter.fetch(sample.name)) == RefusalReason::file_unknown);
    CHECK(header_of(porter.progress(sample.name), "Upload-Offset") == "0");
    CHECK(porter.patch(sample.name, 0, sample.content).status == 204);
    CHECK(porter.fetch(sample.name).body == sample.content);
}

TEST_CASE("FileDesk: what is not tus, or too much, is refused before anything is stored", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    Porter porter{service, device};
    const Sample sample{device.stream};
    CHECK(porter.create(sample.name, 10, "0.2.2").status == 412);
    CHECK(porter.create(sample.name, 0).status == 413);
    CHECK(porter.create(sample.name, wire::kMaxFile + 1).status == 413);
    CHECK(service
              .ask(HttpMethod::post, "/v1/files", {}, porter.token, {},
                   {{"tus-resumable", "1.0.0"}, {"upload-length", "10"}})
              .status == 400);
    CHECK(porter.patch(sample.name, 0, sample.content).status == 404);
    REQUIRE(porter.create(sample.name, sample.content.size()).status == 201);
    CHECK(porter.patch(sample.name, 0, sample.content, "text/plain").status == 415);
    CHECK(porter.patch(sample.name, 5, sample.content).status == 409);
    CHECK(porter.fetch({.stream = sample.name.stream, .address = Hash256{}}).status == 404);
    Bytes longer = sample.content;
    longer.push_back(0);
    CHECK(porter.patch(sample.name, 0, longer).status == 413);
}

TEST_CASE("FileDesk: a later connection takes over from one that hangs", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    Porter porter{service, device};
    const Sample sample{device.stream};
    REQUIRE(porter.create(sample.name, sample.content.size()).status == 201);
    const FilePlace place{.shelf = "stream-" + device.stream.to_string(), .address = sample.name.address};
    auto hanging = service.shelves.append(place, 0).value();
    REQUIRE(hanging.write(sample.part(0, 1000)));
    CHECK(porter.patch(sample.name, 1000, sample.part(1000, 99'000)).status == 204);
    CHECK(hanging.write(sample.part(1000, 10)).error().code == ErrorCode::cancelled);
    CHECK(hanging.finish().error().code == ErrorCode::cancelled);
    CHECK(porter.fetch(sample.name).body == sample.content);
}

TEST_CASE("FileDesk: a stranger's village keeps its files to itself, and takes the stranger's apart", "[county]") {
    TestService service;
    TestDevice owner{service.store, 1};
    TestDevice stranger{service.store, 2, "999999000002"};
    Porter porter{service, owner};
    Porter thief{service, stranger};
    const Sample sample{owner.stream};
    REQUIRE(porter.create(sample.name, sample.content.size()).status == 201);
    REQUIRE(porter.patch(sample.name, 0, sample.content).status == 204);

    CHECK(refusal(thief.fetch(sample.name)) == RefusalReason::stream_not_granted);
    CHECK(refusal(thief.fetch({.stream = owner.stream, .address = Hash256{}})) == RefusalReason::stream_not_granted);
    CHECK(thief.progress(sample.name).status == 404);
    // Naming the same file begins another, of the stranger's own.
    CHECK(header_of(thief.create(sample.name, sample.content.size()), "Upload-Offset") == "0");
    CHECK(thief.patch(sample.name, 0, sample.content).status == 204);
    CHECK(refusal(thief.fetch(sample.name)) == RefusalReason::stream_not_granted);
    CHECK(porter.fetch(sample.name).body == sample.content);
}

TEST_CASE("FileDesk: whatever part of a file is given is noted", "[county]") {
    TestService service;
    TestDevice author{service.store, 1};
    TestDevice reader{service.store, 2};
    Porter brings{service, author};
    Porter fetches{service, reader};
    const Sample sample{author.stream};
    REQUIRE(brings.create(sample.name, sample.content.size()).status == 201);
    REQUIRE(brings.patch(sample.name, 0, sample.content).status == 204);
    const auto streams_given = [&] { return service.office->lost(reader.position.device).value().streams; };
    CHECK(refusal(fetches.fetch(sample.name, "bytes=100000-")) == RefusalReason::malformed);
    CHECK(streams_given().empty());
    CHECK(fetches.fetch(sample.name, "bytes=1-").status == 206);
    REQUIRE(streams_given().size() == 1);
    CHECK(streams_given().front().stream == reader.stream);
}

TEST_CASE("FileDesk: what is held is given to whoever reads the stream and knows its address", "[county]") {
    TestService service;
    TestDevice reader{service.store, 1};
    TestDevice stranger{service.store, 2, "999999000002"};
    Porter at_home{service, reader};
    Porter outside{service, stranger};
    const Sample sample{reader.stream};
    REQUIRE(outside.create(sample.name, sample.content.size()).status == 201);
    REQUIRE(outside.patch(sample.name, 0, sample.part(0, 60'000)).status == 204);
    CHECK(refusal(at_home.fetch(sample.name)) == RefusalReason::file_unknown);  // not before it is whole
    REQUIRE(outside.patch(sample.name, 60'000, sample.part(60'000, 40'000)).status == 204);

    CHECK(at_home.fetch(sample.name).body == sample.content);
    CHECK(refusal(outside.fetch(sample.name)) == RefusalReason::stream_not_granted);
    Sample other{stranger.stream};  // the same bytes, for another stream
    CHECK(refusal(outside.fetch(other.name)) == RefusalReason::file_unknown);
}

TEST_CASE("Upload headers: numbers, ranges and names are read strictly", "[county]") {
    CHECK(read_number("0") == 0);
    CHECK_FALSE(read_number(""));
    CHECK_FALSE(read_number("-1"));
    CHECK_FALSE(read_number("1 "));
    CHECK_FALSE(read_number("99999999999999999999"));
    CHECK(read_range("", 10)->count == 10);
    CHECK(read_range("bytes=3-99", 10)->count == 7);
    CHECK_FALSE(read_range("bytes=5-4", 10));
    CHECK_FALSE(read_range("bytes=-5", 10));
    CHECK_FALSE(read_range("lines=1-2", 10));
    const wire::FileName name{.stream = entry::test::id_of<StreamId>(1), .address = hash256(as_bytes("x"))};
    const std::string stream = "stream " + base64(name.stream.to_string());
    const std::string address = "address " + base64(name.address.to_string());
    CHECK(read_file_name(address + ", filename eA==," + stream) == name);
    CHECK_FALSE(read_file_name(stream));
    CHECK_FALSE(read_file_name("stream eA==," + address));
    CHECK_FALSE(read_file_name("stream ====," + address));
    CHECK_FALSE(read_file_name(""));
}
