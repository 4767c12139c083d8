// SPDX-License-Identifier: Apache-2.0
#pragma once

// A list of heads: how far the county has each chain, and the hash of the entry there. Every entry names the hash of the
// one before it, so that a head stands for the whole chain: whoever kept a list, or only its root on paper, can show
// later that the county took an entry out or put another in its place. Nothing in it is about a person. Any thread.
//
// The root is that of a Merkle tree over BLAKE2b-256. Leaves, in this order:
//
//     0x00 "daohu-heads-1"  server  epoch  time                    (numbers with eight bytes, the highest first)
//     0x00 device  incarnation  sequence  hash                     one for each chain, ascending
//
// A node is the hash of 0x01, left, right; the last one of an odd row goes up as it is. What is signed is the root.

#include "core/base/hash.hpp"
#include "core/base/id.hpp"
#include "core/base/signature.hpp"
#include "sync/wire/messages.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::county {

struct ChainHead {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t sequence = 0;
    Hash256 hash;

    friend auto operator<=>(const ChainHead&, const ChainHead&) = default;
};

struct HeadList {
    wire::ServerId server;
    wire::ServerEpoch epoch = 0;
    std::int64_t made_at = 0;      // seconds since 1970 UTC, by the server's clock
    std::vector<ChainHead> heads;  // ascending, each chain once
    Signature signature;           // of the root, by the county server

    friend bool operator==(const HeadList&, const HeadList&) = default;
};

[[nodiscard]] Hash256 root_of(const HeadList& list);
void sign(HeadList& list, const SigningKey& server);
// signature_invalid.
[[nodiscard]] Result<void> verify(const HeadList& list, const PublicKey& server);

// With the root and the day in Beijing, for whoever reads it; both follow from the rest.
[[nodiscard]] std::string to_json(const HeadList& list);
// Not verified yet. invalid_argument for what is no such list, also where its root is not that of its heads.
[[nodiscard]] Result<HeadList> parse_head_list(std::string_view json);

}  // namespace daohu::county
