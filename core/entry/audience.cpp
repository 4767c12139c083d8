// SPDX-License-Identifier: Apache-2.0
#include "core/entry/audience.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/entry/limits.hpp"

#include <algorithm>

namespace daohu::entry {

namespace {

constexpr std::string_view kPurpose = "daohu-audience-1";

void write_list(CborWriter& out, const AudienceList& list) {
    out.text(list.audience).text(list.division).unsigned_integer(list.edition).array(list.readers.size());
    for (const AudienceReader& reader : list.readers) {
        out.array(2).bytes(reader.person.bytes());
        if (reader.worker) {
            out.bytes(reader.worker->bytes());
        } else {
            out.null();
        }
    }
}

Bytes statement_of(const AudienceList& list) {
    CborWriter out;
    out.array(5).text(kPurpose);
    write_list(out, list);
    return out.take();
}

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

Result<AudienceReader> read_reader(CborReader& in) {
    AudienceReader reader;
    TRY(in.array_of(2));
    reader.person = PublicKey{TRY(in.fixed_bytes<PublicKey::kSize>())};
    if (TRY(in.peek()) == CborKind::null) {
        TRY(in.null());
    } else {
        reader.worker = EntityId{TRY(in.fixed_bytes<EntityId::kSize>())};
    }
    return reader;
}

Result<AudienceList> read_list(ByteView bytes) {
    CborReader in{bytes};
    AudienceList list;
    TRY(in.array_of(5));
    list.audience = TRY(in.text());
    list.division = TRY(in.text());
    list.edition = TRY(in.unsigned_integer());
    const std::size_t readers = TRY(in.array());
    for (std::size_t i = 0; i < readers; ++i) {
        list.readers.push_back(TRY(read_reader(in)));
    }
    list.signature = Signature{TRY(in.fixed_bytes<Signature::kSize>())};
    TRY(in.finish());
    return list;
}

}  // namespace

Result<AudienceList> sign_audience(AudienceList list, const SigningKey& root) {
    if (list.readers.size() > kMaxReaders) {
        return fail(ErrorCode::entry_too_many_readers);
    }
    if (list.audience.empty() || list.audience.size() > kMaxNameBytes || !is_digits(list.division)) {
        return fail(ErrorCode::entry_name_invalid, "audience");
    }
    list.signature = root.sign(statement_of(list));
    return list;
}

Result<void> verify(const AudienceList& list, const PublicKey& root) {
    return daohu::verify(root, statement_of(list), list.signature);
}

EntityId audience_id(std::string_view audience, std::string_view division) {
    CborWriter out;
    out.array(3).text(kPurpose).text(audience).text(division);
    const Bytes name = out.take();
    const Hash256 hash = hash256(name);
    std::array<std::uint8_t, EntityId::kSize> raw{};
    std::ranges::copy_n(hash.bytes().begin(), raw.size(), raw.begin());
    return EntityId{raw};
}

EntryDraft make_draft(const AudienceList& list, StreamId scope, std::vector<WriteId> replaces) {
    CborWriter out;
    out.array(5);
    write_list(out, list);
    out.bytes(list.signature.bytes());
    EntryDraft draft;
    draft.kind = EntryKind::certify;
    draft.scope = scope;
    DraftOperation operation{.code = OperationCode::update,
                             .dataset = std::string{kAudienceDataset},
                             .assignments = {{std::string{kAudienceList}, out.take(), std::move(replaces)}},
                             .replaces = {}};
    draft.sections.push_back({audience_id(list.audience, list.division), {std::move(operation)}, {}});
    return draft;
}

Result<AudienceList> read_audience(const Value& value) {
    const auto* bytes = std::get_if<Bytes>(&value);
    if (bytes == nullptr) {
        return fail(ErrorCode::entry_administrative_malformed, "audience");
    }
    Result<AudienceList> list = read_list(*bytes);
    if (!list) {
        return fail(ErrorCode::entry_administrative_malformed, "audience: " + list.error().detail);
    }
    return list;
}

}  // namespace daohu::entry
