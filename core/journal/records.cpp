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

// The sealed part of the record at the start of `bytes`; nothing when it is cut or damaged.
std::optional<ByteView> sealed_part(ByteView bytes) {
    if (bytes.size() < kRecordHead) {
        return std::nullopt;
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthSize; ++i) {
        length |= std::size_t{bytes[kMarker.size() + i]} << (8 * i);
    }
    if (length > kMaxRecord || bytes.size() - kRecordHead < length) {
        return std::nullopt;
    }
    const ByteView sealed = bytes.subspan(kRecordHead, length);
    const ByteView hash = bytes.subspan(kMarker.size() + kLengthSize, Hash256::kSize);
    return std::ranges::equal(hash256(sealed).bytes(), hash) ? std::optional{sealed} : std::nullopt;
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

std::size_t read_records(ByteView file, const SecretBytes& key, std::string_view purpose,
                         const std::function<Result<void>(ByteView)>& take) {
    const std::string_view text = as_text(file);
    std::size_t damaged = 0;
    std::size_t good_until = 0;
    std::size_t at = text.find(kMarker);
    while (at != std::string_view::npos) {
        const auto sealed = sealed_part(file.subspan(at));
        const auto content = sealed ? open_sealed(key, *sealed, as_bytes(purpose)) : fail(ErrorCode::seal_broken);
        std::size_t search_from = at + 1;
        if (content && take(*content)) {
            damaged += at > good_until ? 1 : 0;
            good_until = at + kRecordHead + sealed->size();
            search_from = good_until;
        }
        at = text.find(kMarker, search_from);
    }
    return damaged + (good_until < file.size() ? 1 : 0);
}

}  // namespace daohu::journal
