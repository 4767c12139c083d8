// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/frame.hpp"

#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::wire;

TEST_CASE("FrameSplitter: finds the same frames however the stream is cut into pieces", "[wire]") {
    const FrameCodec codec;
    std::vector<Bytes> frames;
    Bytes stream;
    for (std::uint64_t i = 0; i < 5; ++i) {
        frames.push_back(codec.encode(EntryBatch{sample::survey(300 * (i + 1), i)}).value());
        stream.insert(stream.end(), frames.back().begin(), frames.back().end());
    }
    CHECK(rc::check("any cutting", [&] {
        FrameSplitter splitter;
        std::vector<Bytes> found;
        for (std::size_t at = 0; at < stream.size();) {
            const std::size_t size = std::min(*rc::gen::inRange<std::size_t>(1, 900), stream.size() - at);
            splitter.feed(ByteView{stream}.subspan(at, size));
            at += size;
            for (Bytes frame = splitter.next().value(); !frame.empty(); frame = splitter.next().value()) {
                found.push_back(std::move(frame));
            }
        }
        RC_ASSERT(splitter.is_empty());
        RC_ASSERT(found == frames);
    }));
}

TEST_CASE("FrameSplitter: waits for the rest of a frame and stops at garbage", "[wire]") {
    const Bytes frame = FrameCodec{}.encode(EntryBatch{sample::survey(300, 1)}).value();
    FrameSplitter splitter;
    splitter.feed(ByteView{frame}.first(frame.size() - 1));
    CHECK(splitter.next().value().empty());
    CHECK_FALSE(splitter.is_empty());
    splitter.feed(ByteView{frame}.last(1));
    CHECK(splitter.next().value() == frame);
    splitter.feed(as_bytes("DHX"));
    CHECK(splitter.next().error().code == ErrorCode::frame_malformed);
}

TEST_CASE("Parts: a large entry travels in parts and comes back whole, in any order and with repeats", "[wire]") {
    const FrameCodec codec;
    const Bytes entry = sample::noise(kMaxEntry, 5);
    std::vector<EntryPart> parts = split_entry(entry).value();
    REQUIRE(parts.size() == kMaxParts);
    CHECK(rc::check("any order", [&] {
        auto order = parts;
        order.push_back(parts[*rc::gen::inRange<std::size_t>(0, parts.size())]);
        std::swap(order[0], order[*rc::gen::inRange<std::size_t>(0, parts.size())]);
        std::ranges::reverse(order);
        PartAssembler assembler;
        Bytes whole;
        for (const EntryPart& part : order) {
            const Bytes frame = codec.encode(part).value();
            Bytes result = assembler.add(std::get<EntryPart>(codec.decode(frame).value())).value();
            if (!result.empty()) {
                whole = std::move(result);
            }
        }
        RC_ASSERT(whole == entry);
    }));
}

TEST_CASE("Parts: a part that contradicts the others is refused", "[wire]") {
    const Bytes entry = sample::noise(3 * kPartSize, 5);
    const auto parts = split_entry(entry).value();
    PartAssembler assembler;
    REQUIRE(assembler.add(parts[0]).value().empty());
    EntryPart other_size = parts[1];
    other_size.entry_size -= 1;
    CHECK(assembler.add(other_size).error().code == ErrorCode::frame_malformed);
    EntryPart other_bytes = parts[1];
    other_bytes.bytes[0] ^= 1U;
    REQUIRE(assembler.add(other_bytes).value().empty());
    CHECK(assembler.add(parts[2]).error().code == ErrorCode::frame_malformed);
}

TEST_CASE("Parts: the decoder refuses a number, count or size that no entry has", "[wire]") {
    const FrameCodec codec;
    const EntryPart good = split_entry(sample::noise(3 * kPartSize, 5)).value()[1];
    std::vector<EntryPart> bad(4, good);
    bad[0].number = 3;
    bad[1].count = 4;
    bad[2].entry_size = kMaxEntry + 1;
    bad[3].bytes.pop_back();
    for (const EntryPart& part : bad) {
        CHECK_FALSE(codec.decode(codec.encode(part).value()));
    }
    CHECK(codec.decode(codec.encode(good).value()));
}

TEST_CASE("Parts: an entry nobody may write cannot be split", "[wire]") {
    CHECK(split_entry({}).error().code == ErrorCode::invalid_argument);
    CHECK(split_entry(sample::noise(kMaxEntry + 1, 1)).error().code == ErrorCode::invalid_argument);
}
