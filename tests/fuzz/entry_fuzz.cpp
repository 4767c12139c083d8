// SPDX-License-Identifier: Apache-2.0
// No bytes make the reader of entries die; what is read is written the same way again, and no change to a signed entry
// leaves its signatures good.

#include "core/base/crypto.hpp"
#include "core/entry/draft.hpp"
#include "core/entry/section.hpp"
#include "core/entry/signing.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>

namespace daohu::fuzz {

namespace {

struct Sample {
    SeededEntropy entropy{5};
    SigningKey author = SigningKey::generate(entropy).value();
    SigningKey device = SigningKey::generate(entropy).value();
    Bytes entry;

    Sample() {
        entry::EntryDraft draft;
        draft.scope = StreamId::random(entropy);
        draft.sections.push_back(
            {EntityId::random(entropy),
             {{entry::OperationCode::create, "person", {{"name", std::string{"Shili A"}, {}}}, {}}},
             {}});
        draft.sections.push_back(
            {std::nullopt,
             {{entry::OperationCode::record, "visit", {{"/data/persons", std::int64_t{3}, {}}}, {}}},
             {}});
        const entry::ChainPosition position{.device = DeviceId::random(entropy),
                                            .incarnation = IncarnationId::random(entropy),
                                            .sequence = 1,
                                            .previous = {},
                                            .hlc = Hlc::from_bits(1000)};
        entry = entry::sign(entry::assemble(draft, entropy).value(), position, {author, device}).value().encode();
    }
};

const Sample& sample() {
    static const Sample made = [] {
        DAOHU_CHECK(init_crypto().has_value());
        return Sample{};
    }();
    return made;
}

void read_all(const entry::SignedEntry& entry) {
    for (std::size_t i = 0; i < entry.sections().size(); ++i) {
        (void)entry.section(i);
    }
}

// The input over the sample, from a place that its first byte names.
void try_changed(ByteView input) {
    Bytes changed = sample().entry;
    const std::size_t at = input.front() * std::size_t{3} % changed.size();
    const std::size_t size = std::min(input.size() - 1, changed.size() - at);
    std::copy_n(input.begin() + 1, size, changed.begin() + static_cast<std::ptrdiff_t>(at));
    const auto entry = entry::SignedEntry::decode(changed);
    if (entry && changed != sample().entry) {
        read_all(*entry);
        // Sections may be absent; what is there, and the header, are as they were signed.
        const bool has_all = std::ranges::all_of(
            entry->sections(), [](const entry::SectionSlot& slot) { return std::holds_alternative<Bytes>(slot); });
        DAOHU_CHECK(!has_all || !entry->verify(sample().device.public_key()));
    }
}

}  // namespace

void try_input(ByteView input) {
    if (const auto entry = entry::SignedEntry::decode(input)) {
        DAOHU_CHECK(std::ranges::equal(entry->encode(), input));
        read_all(*entry);
    }
    if (const auto section = entry::decode_section(input)) {
        DAOHU_CHECK(std::ranges::equal(encode(*section), input));
    }
    if (!input.empty()) {
        try_changed(input);
    }
}

}  // namespace daohu::fuzz
