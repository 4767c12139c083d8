// SPDX-License-Identifier: Apache-2.0
#include "core/journal/records.hpp"

#include "core/base/aead.hpp"
#include "core/base/hash.hpp"
#include "core/entry/limits.hpp"

#include <algorithm>
#include <optional>

namespace daohu::journal {

namespace {

constexpr std::string_view kMarker = "DMR1";
constexpr std::size_t kLengthSize = 4;
constexpr std::size_t kRecordHead = kMarker.size() + kLengthSize + Hash256::kSize;
constexpr std::size_t kMaxRecord = entry::kMaxEntryBytes + 16 * 1024;

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

// How long the record at the start of `bytes` says it is; nothing when no record is as long. `bytes` hold a head.
std::optional<std::size_t> record_size(ByteView bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthSize; ++i) {
        length |= std::size_t{bytes[kMarker.size() + i]} << (8 * i);
    }
    return length <= kMaxRecord ? std::optional{kRecordHead + length} : std::nullopt;
}

// The content of a whole record.
Result<Bytes> open_record(ByteView record, const SecretBytes& key, std::string_view purpose) {
    const ByteView sealed = record.subspan(kRecordHead);
    const ByteView hash = record.subspan(kMarker.size() + kLengthSize, Hash256::kSize);
    if (!std::ranges::equal(hash256(sealed).bytes(), hash)) {
        return fail(ErrorCode::seal_broken);
    }
    return open_sealed(key, sealed, as_bytes(purpose));
}

}  // namespace

Result<Bytes> make_record(const SecretBytes& key, std::string_view purpose, ByteView content, Entropy& entropy) {
    const Bytes sealed = TRY(seal(key, content, as_bytes(purpose), entropy));
    Bytes record;
    record.reserve(kRecordHead + sealed.size());
    append(record, as_bytes(kMarker));
    for (std::size_t i = 0; i < kLengthSize; ++i) {
        record.push_back(static_cast<std::uint8_t>(sealed.size() >> (8 * i)));
    }
    append(record, hash256(sealed).bytes());
    append(record, sealed);
    return record;
}

RecordScanner::RecordScanner(const SecretBytes& key, std::string_view purpose, Take take)
    : m_key{key}, m_purpose{purpose}, m_take{std::move(take)} {}

void RecordScanner::feed(ByteView piece) {
    append(m_unread, piece);
    scan(More::may_come);
}

void RecordScanner::skip() {
    scan(More::none);
    m_is_lost = true;
}

std::size_t RecordScanner::finish() {
    scan(More::none);
    m_damaged += m_is_lost ? 1 : 0;
    m_is_lost = false;
    return m_damaged;
}

// Takes every record that is whole and keeps what may be the beginning of one. With nothing to come, nothing is kept.
void RecordScanner::scan(More more) {
    std::size_t at = 0;
    const auto rest = [&] { return ByteView{m_unread}.subspan(at); };
    while (true) {
        const std::size_t marker = as_text(rest()).find(kMarker);
        if (marker == std::string_view::npos) {
            break;
        }
        m_is_lost = m_is_lost || marker > 0;
        at += marker;
        const std::optional<std::size_t> size = rest().size() >= kRecordHead ? record_size(rest()) : kRecordHead;
        if (size && *size > rest().size() && more == More::may_come) {
            break;
        }
        const bool is_whole = size && *size <= rest().size() && rest().size() >= kRecordHead;
        const auto content =
            is_whole ? open_record(rest().first(*size), m_key, m_purpose) : fail(ErrorCode::seal_broken);
        if (content && m_take(*content)) {
            m_damaged += m_is_lost ? 1 : 0;
            m_is_lost = false;
            at += *size;
        } else {
            m_is_lost = true;
            ++at;
        }
    }
    const bool begins_with_marker = as_text(rest()).starts_with(kMarker);
    const std::size_t kept = more == More::none   ? 0
                             : begins_with_marker ? rest().size()
                                                  : std::min(rest().size(), kMarker.size() - 1);
    m_is_lost = m_is_lost || kept < rest().size();
    m_unread.erase(m_unread.begin(), m_unread.end() - static_cast<std::ptrdiff_t>(kept));
}

std::size_t read_records(ByteView file, const SecretBytes& key, std::string_view purpose, RecordScanner::Take take) {
    RecordScanner scanner{key, purpose, std::move(take)};
    while (!file.empty()) {
        const std::size_t piece = std::min(file.size(), kPiece);
        scanner.feed(file.first(piece));
        file = file.subspan(piece);
    }
    return scanner.finish();
}

}  // namespace daohu::journal
