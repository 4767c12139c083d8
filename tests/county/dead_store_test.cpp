// SPDX-License-Identifier: Apache-2.0
//
// A disk that is full, or a store that cannot be written any more: tablets are told so, nothing is acknowledged, and what
// they bring again later is taken.

#include "tests/county/forwarding_store.hpp"
#include "tests/county/service_fixture.hpp"

#include <atomic>
#include <csignal>
#include <sys/resource.h>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using wire::RefusalReason;

namespace {

// A store on which writing fails as long as `failure` says so; reading goes on.
class AilingStore final : public ForwardingStore {
public:
    using ForwardingStore::ForwardingStore;

    std::optional<ErrorCode> failure;

    Result<std::unique_ptr<StoreWriter>> begin() override {
        if (failure) {
            return fail(*failure);
        }
        return ForwardingStore::begin();
    }
};

// A store that somebody else has for as long as this says; counts how often it was asked for.
class BusyStore final : public ForwardingStore {
public:
    using ForwardingStore::ForwardingStore;

    std::promise<void> may_go_on;
    std::atomic<int> asked = 0;

    Result<std::unique_ptr<StoreWriter>> begin() override {
        if (asked++ == 0) {
            may_go_on.get_future().wait();
        }
        return fail(ErrorCode::database_busy);
    }
};

// No file of this process may grow while this lives: what the disk says then is an error of writing.
class FailingDisk {
public:
    FailingDisk() {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const ::rlimit none{.rlim_cur = 1, .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FailingDisk() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

private:
    ::rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

struct AilingService : ServiceCalls {
    AilingService() : ServiceCalls{service} {}

    TestService healthy;  // its parts are used with another store
    AilingStore store{*healthy.store.store};
    Writer writer{store};
    Service service{
        {.server = healthy.store.folder.identity().server, .key = healthy.store.folder.load_server_key().value()},
        {.store = store,
         .writer = writer,
         .files = healthy.shelves,
         .office = *healthy.office,
         .clock = healthy.clock,
         .entropy = healthy.store.entropy,
         .dictionaries = healthy.dictionaries,
         .card = {}}};
};

}  // namespace

TEST_CASE("Dead store: a full or broken disk is said so, acknowledges nothing, and takes the same entry later",
          "[county]") {
    AilingService county;
    TestDevice device{county.healthy.store, 1};
    const wire::Session session = county.open_session(device);
    const auto entry = device.write();

    county.store.failure = ErrorCode::disk_full;
    CHECK(refusal(county.push(session, {entry})) == RefusalReason::storage_full);
    county.store.failure = ErrorCode::io_failed;
    CHECK(refusal(county.push(session, {entry})) == RefusalReason::storage_failed);
    CHECK(county.healthy.store.count().entries == 0);
    const auto chain = county.store.load_chain(device.position.device, device.position.incarnation).value();
    CHECK(chain.acknowledged == 0);

    county.store.failure.reset();
    const HttpReply reply = county.push(session, {entry});
    REQUIRE(reply.status == 200);
    CHECK(wire::decode_acknowledgement(reply.body).value().receipt.acknowledged == 1);
}

TEST_CASE("Dead store: what cannot be noted as given is not given", "[county]") {
    AilingService county;
    TestDevice writer{county.healthy.store, 1};
    TestDevice reader{county.healthy.store, 2};
    REQUIRE(county.push(county.open_session(writer), {writer.write()}).status == 200);
    const wire::Session session = county.open_session(reader);
    county.store.failure = ErrorCode::disk_full;
    const HttpReply refused = county.pull(session, reader.stream);
    CHECK(refusal(refused) == RefusalReason::storage_full);
    county.store.failure.reset();
    CHECK(county.pull(session, reader.stream).body.size() > refused.body.size());
}

TEST_CASE("Unknown form: an entry of a form that the county never published is taken like any other", "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    entry::EntryDraft draft = entry::test::family_draft();
    draft.scope = device.stream;
    draft.form_hash = hash256(as_bytes("a form of next year"));
    draft.form_version = "2099010100";
    const auto entry = entry::test::signed_entry(draft, device.position, device.signer);
    REQUIRE(service.push(service.open_session(device), {entry}).status == 200);
    CHECK(service.store.count().not_accepted == 0);
}

TEST_CASE("Dead store: after one failed write the next push is taken, without anybody starting the server again",
          "[county]") {
    TestService service;
    TestDevice device{service.store, 1};
    const wire::Session session = service.open_session(device);
    const auto entry = device.write();
    {
        const FailingDisk disk;
        const HttpReply refused = service.push(session, {entry});
        REQUIRE(refused.status == 503);
    }
    const HttpReply reply = service.push(session, {entry});
    REQUIRE(reply.status == 200);
    CHECK(wire::decode_acknowledgement(reply.body).value().receipt.acknowledged == 1);
    CHECK(service.store.count().entries == 1);
}

TEST_CASE("Dead store: while somebody else has the store everybody who waits is told so at once, not one by one",
          "[county]") {
    TestStore store;
    BusyStore busy{*store.store};
    constexpr int kJobs = 20;
    std::vector<std::promise<ErrorCode>> answers(kJobs);
    Writer writer{busy};
    for (std::promise<ErrorCode>& answer : answers) {
        writer.submit(std::vector<VerifiedEntry>{}, {},
                      [&](const Result<Judgements>& written) { answer.set_value(written.error().code); });
    }
    busy.may_go_on.set_value();
    for (std::promise<ErrorCode>& answer : answers) {
        CHECK(answer.get_future().get() == ErrorCode::database_busy);
    }
    CHECK(busy.asked <= kJobs / 2);  // in a few rounds, however the jobs fell into them
}
