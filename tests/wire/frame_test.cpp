// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/frame.hpp"

#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>
#include <zstd.h>

using namespace daohu;
using namespace daohu::wire;

namespace {

// A frame whose header promises `promised` bytes around whatever payload.
Bytes frame_around(const Bytes& payload, std::uint32_t promised) {
    Bytes frame{'D', 'H', 'F', 1, 1, 0, 0, 0, 0};
    for (const std::uint32_t value : {promised, static_cast<std::uint32_t>(payload.size())}) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.push_back(static_cast<std::uint8_t>(value >> shift));
        }
    }
    frame.insert(frame.end(), payload.begin(), payload.end());
    return frame;
}

Bytes zstd_of(const Bytes& raw) {
    Bytes packed(ZSTD_compressBound(raw.size()));
    packed.resize(ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), 3));
    return packed;
}

}  // namespace

TEST_CASE("Frame: gives back the entries it was made of", "[wire]") {
    const FrameCodec codec;
    const EntryBatch batch{sample::survey(2000, 1), sample::noise(1, 2), sample::survey(30000, 3)};
    const Bytes frame = codec.encode(batch).value();
    CHECK(frame.size() < 20000);
    CHECK(frame_size(frame).value() == frame.size());
    CHECK(std::get<EntryBatch>(codec.decode(frame).value()) == batch);
}

TEST_CASE("Frame: takes what does not compress, up to its limit, and refuses more", "[wire]") {
    const FrameCodec codec;
    const EntryBatch largest{sample::noise(kMaxFrameRaw - 6, 1)};
    CHECK(std::get<EntryBatch>(codec.decode(codec.encode(largest).value()).value()) == largest);
    CHECK(codec.encode(EntryBatch{sample::noise(kMaxFrameRaw, 1)}).error().code == ErrorCode::frame_too_large);
    CHECK(codec.encode(EntryBatch{}).error().code == ErrorCode::invalid_argument);
    CHECK(codec.encode(EntryBatch(kMaxEntriesPerFrame + 1, Bytes{1})).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("Frame: a dictionary makes one small record smaller and is needed to read it", "[wire]") {
    const FrameCodec plain;
    const Bytes words = sample::survey(8000, 7);
    Dictionaries dictionaries;
    dictionaries.add(words);
    const FrameCodec trained{dictionaries, dictionary_id(words)};
    const EntryBatch batch{Bytes(words.begin() + 500, words.begin() + 2500)};

    const Bytes with = trained.encode(batch).value();
    CHECK(with.size() * 4 < plain.encode(batch).value().size());
    CHECK(std::get<EntryBatch>(trained.decode(with).value()) == batch);
    CHECK(plain.decode(with).error().code == ErrorCode::frame_dictionary_unknown);
    CHECK(std::get<EntryBatch>(trained.decode(plain.encode(batch).value()).value()) == batch);
}

TEST_CASE("Frame: a bomb is refused before it is unpacked", "[wire]") {
    const FrameCodec codec;
    const Bytes bomb = zstd_of(Bytes(64 * 1024 * 1024, 0));
    REQUIRE(bomb.size() < kMaxFrameCompressed);
    CHECK(codec.decode(frame_around(bomb, 64 * 1024 * 1024)).error().code == ErrorCode::frame_too_large);
    CHECK(codec.decode(frame_around(bomb, 1000)).error().code == ErrorCode::frame_malformed);
}

TEST_CASE("Frame: an unknown version and an unknown kind are told apart from garbage", "[wire]") {
    const FrameCodec codec;
    Bytes frame = codec.encode(EntryBatch{sample::survey(100, 1)}).value();
    Bytes newer = frame;
    newer[3] = 2;
    CHECK(codec.decode(newer).error().code == ErrorCode::frame_version);
    Bytes kind = frame;
    kind[4] = 9;
    CHECK(codec.decode(kind).error().code == ErrorCode::frame_malformed);
    CHECK(codec.decode(as_bytes("<!DOCTYPE html><html>")).error().code == ErrorCode::frame_malformed);
    CHECK(codec.decode({}).error().code == ErrorCode::frame_truncated);
}

TEST_CASE("Frame: a payload that is not canonical, holds too much or says more than its entries is refused", "[wire]") {
    const FrameCodec codec;
    for (const Bytes& raw :
         {Bytes{0x80}, Bytes{0x81, 0x40}, Bytes{0x81, 0x58, 0x01, 0x00}, Bytes{0x81, 0x41, 0x00, 0x00},
          Bytes{0x9F, 0x41, 0x00, 0xFF},
          Bytes{0x89, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0x41, 0}}) {
        const auto decoded = codec.decode(frame_around(zstd_of(raw), static_cast<std::uint32_t>(raw.size())));
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == ErrorCode::frame_malformed);
    }
}

TEST_CASE("Frame: whatever bytes change, decoding returns an error or entries and never dies", "[wire]") {
    CHECK(rc::check("one changed byte is never taken for the same frame", [] {
        const FrameCodec codec;
        Bytes frame = codec.encode(EntryBatch{sample::survey(600, *rc::gen::arbitrary<std::uint64_t>())}).value();
        const EntryBatch before = std::get<EntryBatch>(codec.decode(frame).value());
        const auto at = *rc::gen::inRange<std::size_t>(0, frame.size());
        const auto change = *rc::gen::inRange(1, 256);
        frame[at] = static_cast<std::uint8_t>(frame[at] ^ change);
        const auto decoded = codec.decode(frame);
        const bool recognised = !decoded || std::get<EntryBatch>(*decoded) == before;
        RC_ASSERT(recognised);
    }));
    CHECK(rc::check("noise is never a frame",
                    [](const std::vector<std::uint8_t>& noise) { RC_ASSERT(!FrameCodec{}.decode(noise)); }));
}
