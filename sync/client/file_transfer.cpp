// SPDX-License-Identifier: Apache-2.0
#include "sync/client/file_transfer.hpp"

#include "sync/client/exchange.hpp"
#include "sync/wire/file_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

// So much goes into one request: at 50 kbit/s about twenty seconds, after which something more urgent may go first.
constexpr std::size_t kPiece = 128 * 1024;

constexpr long kCreated = 201;
constexpr long kNoContent = 204;
constexpr long kPartialContent = 206;
constexpr long kConflict = 409;

// What was on its way when the link died, the county may take in only after it has said where to go on. It is asked again.
constexpr int kMostConflicts = 3;

wire::FileName name_of(const SealedFile& file) { return {.stream = file.stream, .address = file.address}; }

Header tus_version() { return {.name = "Tus-Resumable", .value = std::string{wire::kTusVersion}}; }

std::string to_base64(std::string_view text) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        const std::string_view group = text.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            bits = (bits << 8U) | (i < group.size() ? static_cast<std::uint8_t>(group[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += i <= group.size() ? kAlphabet[(bits >> (18 - 6 * i)) & 63U] : '=';
        }
    }
    return out;
}

// The offset that a reply of tus gives, or why it gives none.
Result<std::uint64_t> offset_in(Reply reply, long expected) {
    if (reply.status == expected && reply.upload_offset) {
        return *reply.upload_offset;
    }
    const auto refused = accept_reply(std::move(reply));
    return refused ? fail(ErrorCode::sync_not_county, "a reply without an offset") : fail(refused.error());
}

}  // namespace

Result<std::uint64_t> FileTransfer::begin(const SealedFile& file, const std::stop_token& stop) {
    const std::string metadata = fmt::format("{} {},{} {}", wire::kStreamMetadata, to_base64(file.stream.to_string()),
                                             wire::kAddressMetadata, to_base64(file.address.to_string()));
    const Request request{.path = std::string{wire::kFilesPath},
                          .method = Method::post,
                          .token = m_token,
                          .headers = {tus_version(),
                                      {.name = "Upload-Length", .value = std::to_string(file.size)},
                                      {.name = "Upload-Metadata", .value = metadata}}};
    return offset_in(TRY(m_transport.exchange(request, stop)), kCreated);
}

Result<TransferOutcome> FileTransfer::send(const SealedFile& file, ByteView sealed, const IsInterrupted& is_interrupted,
                                           const std::stop_token& stop) {
    std::uint64_t offset = TRY(begin(file, stop));
    int conflicts = 0;
    while (offset < sealed.size()) {
        if (is_interrupted()) {
            return TransferOutcome::interrupted;
        }
        const ByteView piece = sealed.subspan(offset, std::min<std::size_t>(kPiece, sealed.size() - offset));
        const Request request{.path = name_of(file).path(),
                              .method = Method::patch,
                              .token = m_token,
                              .headers = {tus_version(),
                                          {.name = "Content-Type", .value = std::string{wire::kTusContentType}},
                                          {.name = "Upload-Offset", .value = std::to_string(offset)}},
                              .body = Bytes(piece.begin(), piece.end())};
        Reply reply = TRY(m_transport.exchange(request, stop));
        if (reply.status == kConflict && ++conflicts <= kMostConflicts) {
            offset = TRY(begin(file, stop));
            continue;
        }
        const std::uint64_t reached = TRY(offset_in(std::move(reply), kNoContent));
        if (reached <= offset || reached > sealed.size()) {
            return fail(ErrorCode::sync_refused, fmt::format("the county goes on at {} after {}", reached, offset));
        }
        offset = reached;
        ++m_moved;
    }
    return TransferOutcome::done;
}

Result<TransferOutcome> FileTransfer::fetch(const SealedFile& file, FileSink& sink, const IsInterrupted& is_interrupted,
                                            const std::stop_token& stop) {
    for (;;) {
        const std::uint64_t begun = TRY(sink.begun(file));
        if (begun == file.size) {
            TRY(sink.complete(file));
            ++m_moved;
            return TransferOutcome::done;
        }
        if (is_interrupted()) {
            return TransferOutcome::interrupted;
        }
        std::uint64_t received = 0;
        const std::uint64_t last = std::min<std::uint64_t>(begun + kPiece, file.size) - 1;
        const Request request{.path = name_of(file).path(),
                              .token = m_token,
                              .headers = {{.name = "Range", .value = fmt::format("bytes={}-{}", begun, last)}},
                              .sink = [&](ByteView bytes) -> Result<void> {
                                  received += bytes.size();
                                  if (begun + received > last + 1) {
                                      return fail(ErrorCode::sync_not_county, "more bytes than asked for");
                                  }
                                  return sink.append(file, bytes);
                              }};
        Reply reply = TRY(m_transport.exchange(request, stop));
        if (reply.status != kPartialContent) {
            const auto refused = accept_reply(std::move(reply));
            return refused ? fail(ErrorCode::sync_not_county, "a reply that is no range") : fail(refused.error());
        }
        if (received == 0) {
            return fail(ErrorCode::sync_not_county, "an empty range");
        }
        ++m_moved;
        if (reply.whole_length && *reply.whole_length != file.size) {
            TRY(sink.correct_size(file, *reply.whole_length));
        }
    }
}

}  // namespace daohu::client
