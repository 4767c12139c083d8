// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/messages.hpp"

#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::wire;

namespace {

Receipt sample_receipt() {
    return {.server = sample::fixed<ServerId>(1),
            .epoch = 3,
            .request = {9, 8, 7},
            .device = sample::fixed<DeviceId>(2),
            .incarnation = sample::fixed<IncarnationId>(3),
            .acknowledged = 57,
            .acknowledged_hash = sample::fixed<Hash256>(4),
            .safe = 40,
            .signature = sample::fixed<Signature>(5)};
}

// Every message, encoded, and whether its own decoder takes some bytes.
struct Kind {
    Bytes bytes;
    bool (*accepts)(ByteView);
};

std::vector<Kind> every_message() {
    return {
        {encode(Hello{.server = sample::fixed<ServerId>(1),
                      .epoch = 2,
                      .nonce = {1},
                      .server_time = -5,
                      .dictionaries = {1, 0xffffffff}}),
         [](ByteView bytes) { return decode_hello(bytes).has_value(); }},
        {encode(SessionRequest{.device = sample::fixed<DeviceId>(1),
                               .incarnation = {},
                               .nonce = {4},
                               .request = {},
                               .signature = {},
                               .dictionaries = {7}}),
         [](ByteView bytes) { return decode_session_request(bytes).has_value(); }},
        {encode(Session{.token = {1},
                        .lifetime_seconds = 60,
                        .standing = DeviceStanding::revoked,
                        .receipt = sample_receipt(),
                        .streams = {{sample::fixed<StreamId>(1), 5}},
                        .judgements = {},
                        .unfinished = {}}),
         [](ByteView bytes) { return decode_session(bytes).has_value(); }},
        {encode(Acknowledgement{.receipt = sample_receipt(),
                                .judgements = {{5, Standing::forked}},
                                .unfinished = {{sample::fixed<Hash256>(9), 3}}}),
         [](ByteView bytes) { return decode_acknowledgement(bytes).has_value(); }},
        {encode(PullRequest{.request = {1}, .epoch = 2, .budget = 3, .cursors = {{sample::fixed<StreamId>(1), 4}}}),
         [](ByteView bytes) { return decode_pull_request(bytes).has_value(); }},
        {encode(PullHead{
             .request = {1}, .epoch = 2, .pages = {{sample::fixed<StreamId>(1), 5, 2, 6, {}}}, .certificates = {}}),
         [](ByteView bytes) { return decode_pull_reply(bytes).has_value(); }},
        {encode(Refusal{.reason = RefusalReason::busy, .detail = "later"}),
         [](ByteView bytes) { return decode_refusal(bytes).has_value(); }},
    };
}

}  // namespace

TEST_CASE("Messages: what is written is read back", "[wire]") {
    const Session session{.token = {1, 2},
                          .lifetime_seconds = 3600,
                          .standing = DeviceStanding::active,
                          .receipt = sample_receipt(),
                          .streams = {{sample::fixed<StreamId>(1), 0}, {sample::fixed<StreamId>(2), 900}},
                          .judgements = {{7, Standing::held}},
                          .unfinished = {{sample::fixed<Hash256>(9), 3}}};
    CHECK(decode_session(encode(session)).value() == session);
    const SessionRequest request{.device = sample::fixed<DeviceId>(1),
                                 .incarnation = sample::fixed<IncarnationId>(2),
                                 .nonce = {3},
                                 .request = {4},
                                 .signature = sample::fixed<Signature>(5),
                                 .dictionaries = {42}};
    CHECK(decode_session_request(encode(request)).value() == request);
    const Acknowledgement acknowledgement{.receipt = sample_receipt(),
                                          .judgements = {{5, Standing::forked}},
                                          .unfinished = {{sample::fixed<Hash256>(9), 3}}};
    CHECK(decode_acknowledgement(encode(acknowledgement)).value() == acknowledgement);
    const Hello hello{.server = sample::fixed<ServerId>(1),
                      .epoch = 2,
                      .nonce = {1},
                      .server_time = -5,
                      .dictionaries = {1, 0xffffffff}};
    CHECK(decode_hello(encode(hello)).value() == hello);
    const PullRequest pull{.request = {1}, .epoch = 2, .budget = 3, .cursors = {{sample::fixed<StreamId>(1), 4}}};
    CHECK(decode_pull_request(encode(pull)).value() == pull);
}

TEST_CASE("Messages: a pull reply's head leaves the frames behind it alone", "[wire]") {
    const PullHead head{
        .request = {1}, .epoch = 2, .pages = {{sample::fixed<StreamId>(1), 5, 2, 6, {}}}, .certificates = {}};
    Bytes bytes = encode(head);
    bytes.push_back('D');
    const auto reply = decode_pull_reply(bytes);
    REQUIRE(reply);
    CHECK(reply->head == head);
    CHECK(as_text(reply->frames) == "D");
}

TEST_CASE("Messages: a page that claims positions beyond its stream's head is refused", "[wire]") {
    for (const PullPage& page : {PullPage{.stream = {}, .first = 0, .count = 1, .head = 9, .own = {}},
                                 PullPage{.stream = {}, .first = 5, .count = 6, .head = 9, .own = {}},
                                 PullPage{.stream = {}, .first = 10, .count = 1, .head = 9, .own = {}}}) {
        const auto reply =
            decode_pull_reply(encode(PullHead{.request = {}, .epoch = 1, .pages = {page}, .certificates = {}}));
        REQUIRE_FALSE(reply);
        CHECK(reply.error().code == ErrorCode::message_malformed);
    }
}

TEST_CASE("Messages: a page says which positions its entries have, the reader's own left out", "[wire]") {
    const PullPage page{.stream = {}, .first = 5, .count = 6, .head = 30, .own = {{5, 1, 40}, {7, 2, 41}}};
    CHECK(page.sent_positions() == std::vector<std::uint64_t>{6, 9, 10});
    CHECK(decode_pull_reply(encode(PullHead{.request = {}, .epoch = 1, .pages = {page}, .certificates = {}}))
              .value()
              .head.pages[0] == page);
    for (const std::vector<OwnRun>& own :
         {std::vector<OwnRun>{{4, 1, 1}}, {{10, 2, 1}}, {{7, 0, 1}}, {{7, 2, 1}, {8, 1, 3}}, {{7, 1, 1}, {6, 1, 2}}}) {
        PullPage bad = page;
        bad.own = own;
        CHECK_FALSE(decode_pull_reply(encode(PullHead{.request = {}, .epoch = 1, .pages = {bad}, .certificates = {}})));
    }
}

TEST_CASE("Messages: none is read when cut short or taken for another", "[wire]") {
    const std::vector<Kind> kinds = every_message();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        INFO("message " << i);
        CHECK(kinds[i].accepts(kinds[i].bytes));
        for (std::size_t size = 0; size < kinds[i].bytes.size(); ++size) {
            CHECK_FALSE(kinds[i].accepts(ByteView{kinds[i].bytes}.first(size)));
        }
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            CHECK(kinds[j].accepts(kinds[i].bytes) == (i == j));
        }
    }
}

TEST_CASE("Messages: no bytes make a decoder die", "[wire]") {
    const std::vector<Kind> kinds = every_message();
    CHECK(rc::check("changed and cut", [&] {
        const Kind& kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
        Bytes bytes = kind.bytes;
        const auto changes = *rc::gen::inRange(1, 6);
        for (int i = 0; i < changes; ++i) {
            bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<std::uint8_t>();
        }
        for (const Kind& reader : kinds) {
            reader.accepts(bytes);
        }
    }));
}

TEST_CASE("Receipt: the statement signed covers every member but the signature", "[wire]") {
    const Receipt receipt = sample_receipt();
    Receipt other = receipt;
    other.signature = {};
    CHECK(receipt_statement(other) == receipt_statement(receipt));
    other = receipt;
    other.acknowledged += 1;
    CHECK(receipt_statement(other) != receipt_statement(receipt));
    other = receipt;
    other.request[0] ^= 1U;
    CHECK(receipt_statement(other) != receipt_statement(receipt));
}
