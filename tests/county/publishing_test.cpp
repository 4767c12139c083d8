// SPDX-License-Identifier: Apache-2.0
#include "sync/county/publishing.hpp"

#include "tests/county/service_fixture.hpp"

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

Publication visit_form(std::uint8_t content = 1) {
    return {.kind = wire::ArtefactKind::form,
            .id = "visit",
            .version = "2026070100",
            .effective_from = "2026-07-01",
            .files = {{"visit.xml", Bytes(3000, content)}}};
}

Result<wire::Artefact> publish_in(TestService& service, const Publication& publication) {
    return publish(service.store.folder, *service.store.store, publication, service.clock, service.store.entropy);
}

}  // namespace

TEST_CASE("Publishing: every device reads the announcement and fetches the file it names", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Artefact artefact = publish_in(service, visit_form()).value();
    const StreamId stream = service.store.folder.identity().stream();
    const auto session = service.open_session(device);
    CHECK(session.streams.size() == 2);
    const StreamSlice slice = service.store.store->read_stream(stream, 0, 100'000, {}).value();
    REQUIRE(slice.entries.size() == 1);
    const auto announced = wire::read_artefact(entry::SignedEntry::decode(slice.entries[0].bytes).value()).value();
    CHECK(announced == artefact);
    const wire::FileName name{.stream = stream, .address = announced.address};
    const HttpReply reply = service.ask(HttpMethod::get, name.path(), {}, to_hex(session.token));
    CHECK(reply.status == 206);
    CHECK(wire::decode_artefact_files(reply.body).value() == visit_form().files);
}

TEST_CASE("Publishing: the same again changes nothing, other content under a known version is refused", "[county]") {
    TestService service;
    REQUIRE(publish_in(service, visit_form()));
    REQUIRE(publish_in(service, visit_form()));
    CHECK(service.store.count().entries == 1);
    CHECK(publish_in(service, visit_form(2)).error().code == ErrorCode::artefact_version_taken);
    Publication later = visit_form(2);
    later.version = "2026070101";
    REQUIRE(publish_in(service, later));
    CHECK(service.store.count().entries == 2);
}

TEST_CASE("Publishing: files that tablets could not take apart again are refused by name", "[county]") {
    TestService service;
    for (const char* const name : {"visit 1.xml", "../visit.xml", ".visit.xml", "\xE8\xA1\xA8.xml"}) {
        Publication wrong = visit_form();
        wrong.files[name] = Bytes{1};
        const auto refused = publish_in(service, wrong);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::artefact_malformed);
        CHECK(refused.error().detail.find(name) != std::string::npos);
    }
    Publication none = visit_form();
    none.files.clear();
    CHECK(publish_in(service, none).error().code == ErrorCode::artefact_malformed);
    CHECK(service.store.count().entries == 0);
}

TEST_CASE("Publishing: what tablets would refuse is not announced", "[county]") {
    TestService service;
    Publication wrong = visit_form();
    wrong.effective_from = "soon";
    CHECK(publish_in(service, wrong).error().code == ErrorCode::artefact_malformed);
    wrong = visit_form();
    wrong.id.clear();
    CHECK_FALSE(publish_in(service, wrong));
    CHECK(service.store.count().entries == 0);
}

TEST_CASE("Publishing: a tablet cannot put files on the county's shelf", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Artefact artefact = publish_in(service, visit_form()).value();
    const std::string token = to_hex(service.open_session(device).token);
    const StreamId stream = service.store.folder.identity().stream();
    const std::string metadata = "stream " + stream.to_string() + ",address " + artefact.address.to_string();
    service.ask(HttpMethod::post, "/v1/files", {}, token, {},
                {{"tus-resumable", "1.0.0"}, {"upload-length", "5"}, {"upload-metadata", metadata}});
    const wire::FileName name{.stream = stream, .address = artefact.address};
    const HttpReply reply = service.ask(HttpMethod::get, name.path(), {}, token);
    CHECK(reply.body.size() == artefact.length);
}
