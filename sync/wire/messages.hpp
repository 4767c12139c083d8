// SPDX-License-Identifier: Apache-2.0
#pragma once

// What tablet and county say to each other besides frames. Each message is one envelope around a CBOR array in the order
// of the members. Decoders are strict; errors are those of the envelope, or message_malformed. Any thread.
//
// A sync, at its shortest two round trips:
//
//     GET  /v1/hello                    -> Hello              a nonce to sign
//     POST /v1/session  SessionRequest  -> Session            a token, what the county has, what there is to fetch
//     POST /v1/push     frames          -> Acknowledgement
//     POST /v1/pull     PullRequest     -> PullHead, frames
//
// After a cut a session that has not run out goes on with one round trip:
//
//     GET  /v1/head     token           -> Acknowledgement    what the county has by now

#include "core/base/hash.hpp"
#include "core/base/id.hpp"
#include "core/base/signature.hpp"
#include "sync/wire/certificate.hpp"
#include "sync/wire/envelope.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace daohu::wire {

using ServerId = Id<struct ServerTag>;
using Nonce = std::array<std::uint8_t, 32>;
using RequestNonce = std::array<std::uint8_t, 16>;
using Token = std::array<std::uint8_t, 32>;

// One restore of the server from a backup starts the next epoch; cursors of an older one mean nothing.
using ServerEpoch = std::uint64_t;

struct Hello {
    ServerId server;
    ServerEpoch epoch = 0;
    Nonce nonce{};
    std::int64_t server_time = 0;  // milliseconds since 1970 UTC
    std::uint8_t newest_version = kProtocolVersion;
    std::vector<std::uint32_t> dictionaries{};  // ids of those that pushes may use

    friend bool operator==(const Hello&, const Hello&) = default;
};

struct SessionRequest {
    DeviceId device;
    IncarnationId incarnation;
    Nonce nonce{};
    RequestNonce request{};                     // comes back in the receipt of the reply
    Signature signature;                        // of session_statement, by the device
    std::vector<std::uint32_t> dictionaries{};  // ids of those that pulls may use

    friend bool operator==(const SessionRequest&, const SessionRequest&) = default;
};

// What the device signs to open a session: "daohu-session-1", nonce, server, device, incarnation. No time in it, since a
// tablet's clock may be years off.
[[nodiscard]] Bytes session_statement(const Nonce& nonce, ServerId server, DeviceId device, IncarnationId incarnation);

// The county's promise: every entry of this chain up to `acknowledged` is on its disk, up to `safe` in a backup elsewhere.
struct Receipt {
    ServerId server;
    ServerEpoch epoch = 0;
    RequestNonce request{};
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t acknowledged = 0;  // sequence number, 0 for nothing yet
    Hash256 acknowledged_hash;       // of the entry with that number; all zero for nothing
    std::uint64_t safe = 0;
    Signature signature;  // of receipt_statement, by the county server

    friend bool operator==(const Receipt&, const Receipt&) = default;
};
// "daohu-receipt-1" and the receipt without its signature.
[[nodiscard]] Bytes receipt_statement(const Receipt& receipt);

struct StreamHead {
    StreamId stream;
    std::uint64_t head = 0;  // position of its last entry, 0 when it is empty

    friend bool operator==(const StreamHead&, const StreamHead&) = default;
};

// Why the county keeps an entry but does not hand it on. Numbers are for ever.
enum class Standing : std::uint8_t {
    accepted = 0,
    held = 1,    // entries before it are missing
    forked = 2,  // another entry has its number
    out_of_scope = 3,
    author_unknown = 4,
    device_revoked = 5,
    kind_unknown = 6,
    chain_broken = 7,        // does not name the entry before it
    incarnation_frozen = 8,  // this incarnation forked before
    over_quota = 9,          // more in one day than a person can write
};

struct Judgement {
    std::uint64_t sequence = 0;
    Standing standing = Standing::accepted;

    friend bool operator==(const Judgement&, const Judgement&) = default;
};

// An entry of which the county has the first parts: the sender goes on behind them.
struct UnfinishedEntry {
    Hash256 entry_hash;
    std::uint32_t received = 0;  // parts, from number 0 without a hole

    friend bool operator==(const UnfinishedEntry&, const UnfinishedEntry&) = default;
};

// A revoked device may still bring what it has; it gets nothing.
enum class DeviceStanding : std::uint8_t { active = 0, revoked = 1 };

struct Session {
    Token token{};
    std::uint32_t lifetime_seconds = 0;
    DeviceStanding standing = DeviceStanding::active;
    Receipt receipt;
    std::vector<StreamHead> streams;    // exactly those the device may read
    std::vector<Judgement> judgements;  // of this chain's entries, the first that are not accepted
    std::vector<UnfinishedEntry> unfinished;

    friend bool operator==(const Session&, const Session&) = default;
};

struct Acknowledgement {
    Receipt receipt;
    std::vector<Judgement> judgements;  // of the entries just pushed, those that were not accepted
    std::vector<UnfinishedEntry> unfinished{};

    friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

struct Cursor {
    StreamId stream;
    std::uint64_t after = 0;  // position of the last entry received

    friend bool operator==(const Cursor&, const Cursor&) = default;
};

struct PullRequest {
    RequestNonce request{};
    ServerEpoch epoch = 0;
    std::uint32_t budget = 0;  // bytes of entries wanted at most; at least one entry comes all the same
    std::vector<Cursor> cursors;

    friend bool operator==(const PullRequest&, const PullRequest&) = default;
};

// Positions whose entries are not sent because the asking incarnation wrote them itself: their sequence numbers follow
// one another as the positions do.
struct OwnRun {
    std::uint64_t first = 0;
    std::uint32_t count = 0;
    std::uint64_t sequence = 0;  // of the entry at `first`

    friend bool operator==(const OwnRun&, const OwnRun&) = default;
};

// Streams have no gaps, so the first position, the count and the own runs say where each entry belongs.
struct PullPage {
    StreamId stream;
    std::uint64_t first = 0;  // 0 on a page of nothing
    std::uint32_t count = 0;  // positions, own ones included
    std::uint64_t head = 0;
    std::vector<OwnRun> own;  // ascending, inside the page

    // Positions of the entries that follow, in order.
    [[nodiscard]] std::vector<std::uint64_t> sent_positions() const;

    friend bool operator==(const PullPage&, const PullPage&) = default;
};

// Followed by frames that hold the entries of the pages, in order.
struct PullHead {
    RequestNonce request{};
    ServerEpoch epoch = 0;
    std::vector<PullPage> pages;
    std::vector<Certificate> certificates;  // of the devices and authors of the entries that follow

    friend bool operator==(const PullHead&, const PullHead&) = default;
};

// Why a request got nothing else. Numbers are for ever.
enum class RefusalReason : std::uint8_t {
    malformed = 1,
    version_unknown = 2,
    session_unknown = 3,  // open a new one
    device_unknown = 4,
    signature_wrong = 5,
    device_revoked = 6,
    stream_not_granted = 7,
    epoch_changed = 8,  // drop the cursors, keep everything else
    too_large = 9,
    no_such_route = 10,
    busy = 11,
    storage_failed = 12,
    storage_full = 13,
    file_unknown = 14,
    file_offset = 15,   // the file goes on at another byte
    file_damaged = 16,  // not what its address says; it begins again
    code_wrong = 17,    // of an enrolment
    not_approved = 18,  // the office has not decided yet
    bundle_malformed = 19,
    bundle_truncated = 20,
    bundle_foreign = 21,
    bundle_untrusted = 22,
};

struct Refusal {
    RefusalReason reason = RefusalReason::malformed;
    std::string detail;  // for the log

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

[[nodiscard]] Bytes encode(const Hello& message);
[[nodiscard]] Bytes encode(const SessionRequest& message);
[[nodiscard]] Bytes encode(const Session& message);
[[nodiscard]] Bytes encode(const Acknowledgement& message);
[[nodiscard]] Bytes encode(const PullRequest& message);
[[nodiscard]] Bytes encode(const PullHead& message);
[[nodiscard]] Bytes encode(const Refusal& message);

[[nodiscard]] Result<Hello> decode_hello(ByteView bytes);
[[nodiscard]] Result<SessionRequest> decode_session_request(ByteView bytes);
[[nodiscard]] Result<Session> decode_session(ByteView bytes);
[[nodiscard]] Result<Acknowledgement> decode_acknowledgement(ByteView bytes);
[[nodiscard]] Result<PullRequest> decode_pull_request(ByteView bytes);
// The head at the front of a reply; `frames` is what follows it.
struct PullReply {
    PullHead head;
    ByteView frames;
};
[[nodiscard]] Result<PullReply> decode_pull_reply(ByteView bytes);
[[nodiscard]] Result<Refusal> decode_refusal(ByteView bytes);

}  // namespace daohu::wire
