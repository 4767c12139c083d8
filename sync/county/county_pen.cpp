// SPDX-License-Identifier: Apache-2.0
#include "sync/county/county_pen.hpp"

#include "core/base/build_info.hpp"
#include "sync/county/intake.hpp"

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

IncarnationId incarnation_of(const Identity& identity, wire::ServerEpoch epoch) {
    constexpr std::string_view kPurpose = "daohu-county-incarnation-1";
    Hasher hasher;
    hasher.update(as_bytes(kPurpose)).update(identity.device.bytes()).update(as_bytes(std::to_string(epoch)));
    const Hash256 hash = hasher.finish();
    std::array<std::uint8_t, IncarnationId::kSize> raw{};
    std::copy_n(hash.bytes().begin(), raw.size(), raw.begin());
    return IncarnationId{raw};
}

}  // namespace

CountyPen::CountyPen(Identity identity, SigningKey device, SigningKey author, IncarnationId incarnation,
                     const Clock& clock, Entropy& entropy)
    : m_identity{std::move(identity)}, m_device{std::move(device)}, m_author{std::move(author)},
      m_incarnation{incarnation}, m_clock{clock}, m_entropy{entropy} {}

Result<CountyPen> CountyPen::open(const Folder& folder, Store& store, const Clock& clock, Entropy& entropy) {
    SigningKey device = TRY(folder.load_server_key());
    SigningKey author = TRY(folder.load_office_key());
    return CountyPen{folder.identity(),
                     std::move(device),
                     std::move(author),
                     incarnation_of(folder.identity(), store.epoch()),
                     clock,
                     entropy};
}

Result<entry::SignedEntry> CountyPen::write(StoreWriter& writer, const entry::EntryDraft& draft) {
    entry::AssembledEntry assembled = TRY(assemble(draft, m_entropy));
    TRY(enrol_county(writer));
    const entry::ChainPosition position = TRY(next_position(writer));
    entry::SignedEntry entry = TRY(sign(std::move(assembled), position, {m_author, m_device}));
    m_last = position.hlc;
    const VerifiedEntry own{.entry = entry, .bytes = entry.encode()};
    const Arrival arrival{.brought_by = m_identity.device,
                          .received_at = m_clock.wall_now().time_since_epoch().count()};
    const std::vector<wire::Judgement> judgements = TRY(take_in(writer, own, arrival));
    if (!judgements.empty()) {
        return fail(ErrorCode::county_folder_damaged, "what the county's own device writes is not handed on");
    }
    return entry;
}

Result<void> CountyPen::enrol_county(StoreWriter& writer) {
    if (const auto known = TRY(writer.find_device(m_identity.device))) {
        return known->state == DeviceState::active ? Result<void>{}
                                                   : writer.set_device_state(known->id, DeviceState::active);
    }
    TRY(writer.add_device({.id = m_identity.device, .key = m_device.public_key(), .is_county = true}));
    TRY(writer.add_certificate(m_identity.server_certificate));
    return writer.add_certificate(m_identity.office_certificate);
}

Result<entry::ChainPosition> CountyPen::next_position(StoreWriter& writer) {
    const Chain chain = TRY(writer.load_chain(m_identity.device, m_incarnation));
    HybridClock clock{m_clock, build_date()};
    clock.continue_after(m_last);
    if (m_last == Hlc{} && chain.acknowledged > 0) {
        const auto last = TRY(writer.find_entries({m_identity.device, m_incarnation, chain.acknowledged}));
        if (!last.empty()) {
            const Bytes bytes = TRY(writer.load_entry(last.front().row));
            const auto entry = TRY(entry::SignedEntry::decode(bytes));
            clock.continue_after(entry.header().hlc);
        }
    }
    return entry::ChainPosition{.device = m_identity.device,
                                .incarnation = m_incarnation,
                                .sequence = chain.acknowledged + 1,
                                .previous = chain.acknowledged_hash,
                                .hlc = clock.now()};
}

}  // namespace daohu::county
