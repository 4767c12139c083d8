// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/messages.hpp"

#include "core/base/cbor.hpp"
#include "sync/wire/dictionaries.hpp"
#include "sync/wire/message_codec.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu::wire {

namespace {

constexpr std::size_t kMaxDetail = 200;
constexpr std::uint64_t kMaxPosition = (std::uint64_t{1} << 53U) - 1;

void write_receipt(CborWriter& out, const Receipt& receipt) {
    out.array(9).bytes(receipt.server.bytes()).unsigned_integer(receipt.epoch).bytes(receipt.request);
    out.bytes(receipt.device.bytes()).bytes(receipt.incarnation.bytes()).unsigned_integer(receipt.acknowledged);
    out.bytes(receipt.acknowledged_hash.bytes()).unsigned_integer(receipt.safe).bytes(receipt.signature.bytes());
}

Result<Receipt> read_receipt(CborReader& in) {
    Receipt receipt;
    TRY(in.array_of(9));
    receipt.server = TRY(read_fixed<ServerId>(in));
    receipt.epoch = TRY(in.unsigned_integer());
    receipt.request = TRY(in.fixed_bytes<16>());
    receipt.device = TRY(read_fixed<DeviceId>(in));
    receipt.incarnation = TRY(read_fixed<IncarnationId>(in));
    receipt.acknowledged = TRY(in.unsigned_integer());
    receipt.acknowledged_hash = TRY(read_fixed<Hash256>(in));
    receipt.safe = TRY(in.unsigned_integer());
    receipt.signature = TRY(read_fixed<Signature>(in));
    return receipt;
}

template <class Number>
Result<Number> read_number(CborReader& in, std::uint64_t most) {
    const std::uint64_t value = TRY(in.unsigned_integer());
    if (value > most) {
        return fail(ErrorCode::message_malformed, fmt::format("{} where at most {} may stand", value, most));
    }
    return static_cast<Number>(value);
}

Result<std::size_t> read_count(CborReader& in, std::size_t most) {
    const std::size_t count = TRY(in.array());
    if (count > most) {
        return fail(ErrorCode::message_malformed, fmt::format("a list of {}, at most {}", count, most));
    }
    return count;
}

void write_judgements(CborWriter& out, const std::vector<Judgement>& judgements) {
    out.array(judgements.size());
    for (const Judgement& judgement : judgements) {
        out.array(2).unsigned_integer(judgement.sequence);
        out.unsigned_integer(static_cast<std::uint8_t>(judgement.standing));
    }
}

Result<std::vector<Judgement>> read_judgements(CborReader& in) {
    std::vector<Judgement> judgements;
    const std::size_t count = TRY(read_count(in, kMaxJudgements));
    for (std::size_t i = 0; i < count; ++i) {
        Judgement judgement;
        TRY(in.array_of(2));
        judgement.sequence = TRY(in.unsigned_integer());
        judgement.standing = static_cast<Standing>(TRY(read_number<std::uint8_t>(in, UINT8_MAX)));
        judgements.push_back(judgement);
    }
    return judgements;
}

void write_unfinished(CborWriter& out, const std::vector<UnfinishedEntry>& unfinished) {
    out.array(unfinished.size());
    for (const UnfinishedEntry& entry : unfinished) {
        out.array(2).bytes(entry.entry_hash.bytes()).unsigned_integer(entry.received);
    }
}

Result<std::vector<UnfinishedEntry>> read_unfinished(CborReader& in) {
    std::vector<UnfinishedEntry> unfinished;
    const std::size_t count = TRY(read_count(in, kMaxUnfinished));
    for (std::size_t i = 0; i < count; ++i) {
        UnfinishedEntry entry;
        TRY(in.array_of(2));
        entry.entry_hash = TRY(read_fixed<Hash256>(in));
        entry.received = TRY(read_number<std::uint32_t>(in, kMaxParts));
        unfinished.push_back(entry);
    }
    return unfinished;
}

void write_dictionaries(CborWriter& out, const std::vector<std::uint32_t>& ids) {
    out.array(ids.size());
    for (const std::uint32_t id : ids) {
        out.unsigned_integer(id);
    }
}

Result<std::vector<std::uint32_t>> read_dictionaries(CborReader& in) {
    std::vector<std::uint32_t> ids;
    const std::size_t count = TRY(read_count(in, kMaxDictionaries));
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(TRY(read_number<std::uint32_t>(in, UINT32_MAX)));
    }
    return ids;
}

Bytes statement(std::string_view purpose, std::initializer_list<ByteView> parts) {
    Bytes out{purpose.begin(), purpose.end()};
    for (const ByteView part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

}  // namespace

std::vector<std::uint64_t> PullPage::sent_positions() const {
    std::vector<std::uint64_t> positions;
    auto run = own.begin();
    for (std::uint64_t position = first; position < first + count; ++position) {
        if (run != own.end() && position == run->first + run->count) {
            ++run;
        }
        if (run == own.end() || position < run->first) {
            positions.push_back(position);
        }
    }
    return positions;
}

Bytes session_statement(const Nonce& nonce, ServerId server, DeviceId device, IncarnationId incarnation) {
    return statement("daohu-session-1", {nonce, server.bytes(), device.bytes(), incarnation.bytes()});
}

Bytes receipt_statement(const Receipt& receipt) {
    Receipt unsigned_receipt = receipt;
    unsigned_receipt.signature = {};
    CborWriter out;
    write_receipt(out, unsigned_receipt);
    return statement("daohu-receipt-1", {out.take()});
}

Bytes encode(const Hello& message) {
    CborWriter out;
    out.array(6).bytes(message.server.bytes()).unsigned_integer(message.epoch).bytes(message.nonce);
    out.integer(message.server_time).unsigned_integer(message.newest_version);
    write_dictionaries(out, message.dictionaries);
    return seal_message(MessageType::hello, out.take());
}

Result<Hello> decode_hello(ByteView bytes) {
    return decode_message(bytes, MessageType::hello, [](CborReader& in) -> Result<Hello> {
        Hello message;
        TRY(in.array_of(6));
        message.server = TRY(read_fixed<ServerId>(in));
        message.epoch = TRY(in.unsigned_integer());
        message.nonce = TRY(in.fixed_bytes<32>());
        message.server_time = TRY(in.integer());
        message.newest_version = TRY(read_number<std::uint8_t>(in, UINT8_MAX));
        message.dictionaries = TRY(read_dictionaries(in));
        return message;
    });
}

Bytes encode(const SessionRequest& message) {
    CborWriter out;
    out.array(6).bytes(message.device.bytes()).bytes(message.incarnation.bytes()).bytes(message.nonce);
    out.bytes(message.request).bytes(message.signature.bytes());
    write_dictionaries(out, message.dictionaries);
    return seal_message(MessageType::session_request, out.take());
}

Result<SessionRequest> decode_session_request(ByteView bytes) {
    return decode_message(bytes, MessageType::session_request, [](CborReader& in) -> Result<SessionRequest> {
        SessionRequest message;
        TRY(in.array_of(6));
        message.device = TRY(read_fixed<DeviceId>(in));
        message.incarnation = TRY(read_fixed<IncarnationId>(in));
        message.nonce = TRY(in.fixed_bytes<32>());
        message.request = TRY(in.fixed_bytes<16>());
        message.signature = TRY(read_fixed<Signature>(in));
        message.dictionaries = TRY(read_dictionaries(in));
        return message;
    });
}

Bytes encode(const Session& message) {
    CborWriter out;
    out.array(7).bytes(message.token).unsigned_integer(message.lifetime_seconds);
    out.unsigned_integer(static_cast<std::uint8_t>(message.standing));
    write_receipt(out, message.receipt);
    out.array(message.streams.size());
    for (const StreamHead& stream : message.streams) {
        out.array(2).bytes(stream.stream.bytes()).unsigned_integer(stream.head);
    }
    write_judgements(out, message.judgements);
    write_unfinished(out, message.unfinished);
    return seal_message(MessageType::session, out.take());
}

Result<Session> decode_session(ByteView bytes) {
    return decode_message(bytes, MessageType::session, [](CborReader& in) -> Result<Session> {
        Session message;
        TRY(in.array_of(7));
        message.token = TRY(in.fixed_bytes<32>());
        message.lifetime_seconds = TRY(read_number<std::uint32_t>(in, UINT32_MAX));
        message.standing = TRY(read_number<DeviceStanding>(in, static_cast<std::uint8_t>(DeviceStanding::revoked)));
        message.receipt = TRY(read_receipt(in));
        const std::size_t count = TRY(read_count(in, kMaxStreamsPerDevice));
        for (std::size_t i = 0; i < count; ++i) {
            StreamHead stream;
            TRY(in.array_of(2));
            stream.stream = TRY(read_fixed<StreamId>(in));
            stream.head = TRY(in.unsigned_integer());
            message.streams.push_back(stream);
        }
        message.judgements = TRY(read_judgements(in));
        message.unfinished = TRY(read_unfinished(in));
        return message;
    });
}

Bytes encode(const Acknowledgement& message) {
    CborWriter out;
    out.array(3);
    write_receipt(out, message.receipt);
    write_judgements(out, message.judgements);
    write_unfinished(out, message.unfinished);
    return seal_message(MessageType::acknowledgement, out.take());
}

Result<Acknowledgement> decode_acknowledgement(ByteView bytes) {
    return decode_message(bytes, MessageType::acknowledgement, [](CborReader& in) -> Result<Acknowledgement> {
        Acknowledgement message;
        TRY(in.array_of(3));
        message.receipt = TRY(read_receipt(in));
        message.judgements = TRY(read_judgements(in));
        message.unfinished = TRY(read_unfinished(in));
        return message;
    });
}

Bytes encode(const PullRequest& message) {
    CborWriter out;
    out.array(4).bytes(message.request).unsigned_integer(message.epoch).unsigned_integer(message.budget);
    out.array(message.cursors.size());
    for (const Cursor& cursor : message.cursors) {
        out.array(2).bytes(cursor.stream.bytes()).unsigned_integer(cursor.after);
    }
    return seal_message(MessageType::pull_request, out.take());
}

Result<PullRequest> decode_pull_request(ByteView bytes) {
    return decode_message(bytes, MessageType::pull_request, [](CborReader& in) -> Result<PullRequest> {
        PullRequest message;
        TRY(in.array_of(4));
        message.request = TRY(in.fixed_bytes<16>());
        message.epoch = TRY(in.unsigned_integer());
        message.budget = TRY(read_number<std::uint32_t>(in, UINT32_MAX));
        const std::size_t count = TRY(read_count(in, kMaxStreamsPerDevice));
        for (std::size_t i = 0; i < count; ++i) {
            Cursor cursor;
            TRY(in.array_of(2));
            cursor.stream = TRY(read_fixed<StreamId>(in));
            cursor.after = TRY(in.unsigned_integer());
            message.cursors.push_back(cursor);
        }
        return message;
    });
}

Bytes encode(const PullHead& message) {
    CborWriter out;
    out.array(4).bytes(message.request).unsigned_integer(message.epoch).array(message.pages.size());
    for (const PullPage& page : message.pages) {
        out.array(5).bytes(page.stream.bytes()).unsigned_integer(page.first);
        out.unsigned_integer(page.count).unsigned_integer(page.head).array(page.own.size());
        for (const OwnRun& run : page.own) {
            out.array(3).unsigned_integer(run.first).unsigned_integer(run.count).unsigned_integer(run.sequence);
        }
    }
    out.array(message.certificates.size());
    for (const Certificate& certificate : message.certificates) {
        write_certificate(out, certificate);
    }
    return seal_message(MessageType::pull_head, out.take());
}

namespace {

Result<void> check_positions(const PullPage& page) {
    const bool inside = page.count == 0
                            ? page.own.empty()
                            : page.first > 0 && page.first <= page.head && page.count <= page.head - page.first + 1;
    if (!inside) {
        return fail(ErrorCode::message_malformed,
                    fmt::format("{} entries from position {} of {}", page.count, page.first, page.head));
    }
    std::uint64_t free_from = page.first;
    for (const OwnRun& run : page.own) {
        if (run.count == 0 || run.first < free_from || run.first - page.first + run.count > page.count) {
            return fail(ErrorCode::message_malformed, fmt::format("own run at {} of {}", run.first, page.first));
        }
        free_from = run.first + run.count;
    }
    return {};
}

Result<PullPage> read_page(CborReader& in) {
    PullPage page;
    TRY(in.array_of(5));
    page.stream = TRY(read_fixed<StreamId>(in));
    page.first = TRY(in.unsigned_integer());
    page.count = TRY(read_number<std::uint32_t>(in, kMaxPagePositions));
    page.head = TRY(read_number<std::uint64_t>(in, kMaxPosition));
    const std::size_t runs = TRY(read_count(in, kMaxPagePositions));
    for (std::size_t i = 0; i < runs; ++i) {
        OwnRun run;
        TRY(in.array_of(3));
        run.first = TRY(in.unsigned_integer());
        run.count = TRY(read_number<std::uint32_t>(in, kMaxPagePositions));
        run.sequence = TRY(read_number<std::uint64_t>(in, kMaxPosition));
        page.own.push_back(run);
    }
    TRY(check_positions(page));
    return page;
}

Result<PullHead> read_pull_head(CborReader& in) {
    PullHead message;
    TRY(in.array_of(4));
    message.request = TRY(in.fixed_bytes<16>());
    message.epoch = TRY(in.unsigned_integer());
    const std::size_t count = TRY(read_count(in, kMaxStreamsPerDevice));
    for (std::size_t i = 0; i < count; ++i) {
        message.pages.push_back(TRY(read_page(in)));
    }
    const std::size_t certificates = TRY(read_count(in, kMaxCertificates));
    for (std::size_t i = 0; i < certificates; ++i) {
        message.certificates.push_back(TRY(read_certificate(in)));
    }
    return message;
}

}  // namespace

Result<PullReply> decode_pull_reply(ByteView bytes) {
    const Message message = TRY(read_message(bytes));
    const ByteView head = bytes.first(bytes.size() - message.rest.size());
    return PullReply{.head = TRY(decode_message(head, MessageType::pull_head, read_pull_head)), .frames = message.rest};
}

Bytes encode(const Refusal& message) {
    CborWriter out;
    out.array(2).unsigned_integer(static_cast<std::uint8_t>(message.reason));
    out.text(std::string_view{message.detail}.substr(0, kMaxDetail));
    return seal_message(MessageType::refusal, out.take());
}

Result<Refusal> decode_refusal(ByteView bytes) {
    return decode_message(bytes, MessageType::refusal, [](CborReader& in) -> Result<Refusal> {
        Refusal message;
        TRY(in.array_of(2));
        message.reason = static_cast<RefusalReason>(TRY(read_number<std::uint8_t>(in, UINT8_MAX)));
        message.detail = std::string{TRY(in.text())};
        return message;
    });
}

}  // namespace daohu::wire
