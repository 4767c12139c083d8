// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/envelope.hpp"

#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::wire;

TEST_CASE("Envelope: gives back type, body and what follows", "[wire]") {
    Bytes bytes = seal_message(MessageType::hello, as_bytes("abc"));
    bytes.push_back(7);
    const Message message = read_message(bytes).value();
    CHECK(message.type == MessageType::hello);
    CHECK(as_text(message.body) == "abc");
    CHECK(message.rest.size() == 1);
    CHECK(open_message(bytes, MessageType::hello).error().code == ErrorCode::message_malformed);
    bytes.pop_back();
    CHECK(as_text(open_message(bytes, MessageType::hello).value()) == "abc");
    CHECK(open_message(bytes, MessageType::session).error().code == ErrorCode::message_malformed);
}

TEST_CASE("Envelope: every way of being cut short is called so", "[wire]") {
    const Bytes bytes = seal_message(MessageType::hello, as_bytes("abc"));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK(read_message(ByteView{bytes}.first(size)).error().code == ErrorCode::message_truncated);
    }
}

TEST_CASE("Envelope: a portal's page, another version and an absurd length are told apart", "[wire]") {
    CHECK(read_message(as_bytes("<html><body>Welcome")).error().code == ErrorCode::message_foreign);
    Bytes newer = seal_message(MessageType::hello, as_bytes("abc"));
    newer[3] = 2;
    CHECK(read_message(newer).error().code == ErrorCode::message_version);
    Bytes longer = seal_message(MessageType::hello, as_bytes("abc"));
    longer[5] = 0x7F;
    CHECK(read_message(longer).error().code == ErrorCode::message_too_large);
}
