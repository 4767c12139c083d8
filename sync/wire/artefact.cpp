// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/artefact.hpp"

#include "core/base/date.hpp"
#include "sync/wire/limits.hpp"
#include "sync/wire/order_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::wire {

namespace {

constexpr std::string_view kDataset = "artefact";
constexpr std::string_view kKind = "kind";
constexpr std::string_view kId = "id";
constexpr std::string_view kVersion = "version";
constexpr std::string_view kSha256 = "sha256";
constexpr std::string_view kLength = "length";
constexpr std::string_view kEffectiveFrom = "effective_from";
constexpr std::string_view kAddress = "address";

constexpr std::size_t kMaxName = 128;  // of an id or a version

Failure malformed(std::string_view what) { return fail(ErrorCode::artefact_malformed, std::string{what}); }

Result<std::string> name_in(const OrderFields& fields, std::string_view field) {
    const auto* text = fields.find<std::string>(field);
    if (text == nullptr || text->empty() || text->size() > kMaxName) {
        return malformed(field);
    }
    return *text;
}

}  // namespace

std::string_view to_string(ArtefactKind kind) {
    switch (kind) {
        case ArtefactKind::form: return "form";
        case ArtefactKind::dataset: return "dataset";
        case ArtefactKind::pack: return "pack";
        case ArtefactKind::standards: return "standards";
    }
    return "";
}

Result<ArtefactKind> artefact_kind_named(std::string_view name) {
    for (const ArtefactKind kind :
         {ArtefactKind::form, ArtefactKind::dataset, ArtefactKind::pack, ArtefactKind::standards}) {
        if (to_string(kind) == name) {
            return kind;
        }
    }
    return malformed(kKind);
}

std::string describe(const Artefact& artefact) {
    return fmt::format("{} {} {}", to_string(artefact.kind), artefact.id, artefact.version);
}

entry::EntryDraft make_draft(const Artefact& artefact, StreamId county) {
    entry::DraftOperation operation{entry::OperationCode::publish, std::string{kDataset}, {}, {}};
    auto& fields = operation.assignments;
    fields.push_back(order_field(kKind, entry::Value{std::string{to_string(artefact.kind)}}));
    fields.push_back(order_field(kId, entry::Value{artefact.id}));
    fields.push_back(order_field(kVersion, entry::Value{artefact.version}));
    fields.push_back(order_field(kSha256, ByteView{artefact.sha256}));
    fields.push_back(order_field(kLength, entry::Value{static_cast<std::int64_t>(artefact.length)}));
    if (!artefact.effective_from.empty()) {
        fields.push_back(order_field(kEffectiveFrom, entry::Value{artefact.effective_from}));
    }
    fields.push_back(order_field(kAddress, artefact.address.bytes()));
    return order_draft(entry::EntryKind::publish, county, std::move(operation));
}

Result<Artefact> read_artefact(const entry::SignedEntry& entry) {
    const auto fields = OrderFields::of(entry, entry::EntryKind::publish, entry::OperationCode::publish, kDataset);
    if (!fields) {
        return malformed("no announcement");
    }
    Artefact artefact;
    const std::string kind = TRY(name_in(*fields, kKind));
    artefact.kind = TRY(artefact_kind_named(kind));
    artefact.id = TRY(name_in(*fields, kId));
    artefact.version = TRY(name_in(*fields, kVersion));
    const auto* sha256 = fields->find<Bytes>(kSha256);
    const auto* length = fields->find<std::int64_t>(kLength);
    const auto* address = fields->find<Bytes>(kAddress);
    if (sha256 == nullptr || sha256->size() != artefact.sha256.size()) {
        return malformed(kSha256);
    }
    if (length == nullptr || *length < 1 || static_cast<std::uint64_t>(*length) > kMaxFile) {
        return malformed(kLength);
    }
    if (address == nullptr || address->size() != Hash256::kSize) {
        return malformed(kAddress);
    }
    std::ranges::copy(*sha256, artefact.sha256.begin());
    artefact.length = static_cast<std::uint64_t>(*length);
    artefact.address = TRY(Hash256::from_bytes(*address));
    if (const auto* from = fields->find<std::string>(kEffectiveFrom)) {
        if (!Date::parse(*from)) {
            return malformed(kEffectiveFrom);
        }
        artefact.effective_from = *from;
    }
    return artefact;
}

}  // namespace daohu::wire
