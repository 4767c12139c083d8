// SPDX-License-Identifier: Apache-2.0
#include "tests/entry/builders.hpp"

#include <catch2/catch_test_macros.hpp>

#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::entry;
using namespace daohu::entry::test;

namespace {

ErrorCode refusal(const EntryDraft& draft) {
    SeededEntropy entropy{1};
    return assemble(draft, entropy).error().code;
}

// A draft of one record with `count` answers of `size` bytes, each different.
EntryDraft record_of(std::size_t count, std::size_t size) {
    EntryDraft draft;
    DraftOperation record{OperationCode::record, "", {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = std::to_string(i);
        text.resize(std::max(size, text.size()), '.');
        record.assignments.push_back({"/q" + std::to_string(i), std::move(text), {}});
    }
    draft.sections.push_back({std::nullopt, {std::move(record)}, {}});
    return draft;
}

}  // namespace

TEST_CASE("EntryDraft: says what is missing or wrong in it", "[entry]") {
    CHECK(refusal(EntryDraft{}) == ErrorCode::entry_empty);

    EntryDraft draft = family_draft();
    draft.sections[0].operations.clear();
    CHECK(refusal(draft) == ErrorCode::entry_empty);

    draft = family_draft();
    draft.sections[0].operations[0].code = OperationCode{77};
    CHECK(refusal(draft) == ErrorCode::entry_operation_code);

    draft = family_draft();
    draft.sections[0].operations[0].assignments[0].value = std::string{"\xFF"};
    CHECK(refusal(draft) == ErrorCode::entry_text_invalid);

    draft = family_draft();
    draft.sections[0].operations[0].assignments[0].name = "\xC0\x80";
    CHECK(refusal(draft) == ErrorCode::entry_text_invalid);

    draft = family_draft();
    draft.sections[0].operations[0].assignments[0].name.clear();
    CHECK(refusal(draft) == ErrorCode::entry_name_invalid);

    draft = family_draft();
    draft.sections[1].subject = EntityId{};
    CHECK(refusal(draft) == ErrorCode::entry_subject_invalid);

    draft = family_draft();
    draft.sections[1].operations[0].replaces = {WriteId{}};
    CHECK(refusal(draft) == ErrorCode::entry_edge_invalid);
}

TEST_CASE("EntryDraft: too many values and too many bytes are refused by name", "[entry]") {
    CHECK(refusal(record_of(kMaxValues + 1, 1)) == ErrorCode::entry_too_many_values);
    CHECK(refusal(record_of(3, kMaxEntryBytes / 3)) == ErrorCode::entry_too_large);
}

TEST_CASE("EntryDraft: what measures as fitting can always be finished, at the end of the longest chain", "[entry]") {
    SeededEntropy entropy{2};
    std::size_t low = 1;
    std::size_t high = kMaxEntryBytes;
    while (low + 1 < high) {  // the longest answer that still fits
        const std::size_t middle = (low + high) / 2;
        (measure(record_of(2, middle)).fits() ? low : high) = middle;
    }
    auto assembled = assemble(record_of(2, low), entropy);
    REQUIRE(assembled);
    ChainPosition position = first_position();
    position.sequence = kMaxSequence;
    position.previous.raw().fill(0xFF);
    position.hlc = Hlc::from_bits(~std::uint64_t{0});
    const auto entry = sign(std::move(*assembled), position, Signer{}.keys());
    REQUIRE(entry);
    CHECK(SignedEntry::decode(entry->encode()));
    CHECK(refusal(record_of(2, low + 1)) == ErrorCode::entry_too_large);
}

TEST_CASE("EntryDraft: sealing costs no more than was measured", "[entry]") {
    SeededEntropy entropy{3};
    EntryDraft draft = family_draft();
    for (int i = 0; i < 3; ++i) {
        draft.sections[1].sealed_to.push_back(BoxKey::generate(entropy).value().public_key());
    }
    const auto entry = signed_entry(draft, first_position(), Signer{});
    std::size_t bytes = entry.header_bytes().size();
    for (const SectionSlot& slot : entry.sections()) {
        bytes += std::get<Bytes>(slot).size();
    }
    CHECK(bytes <= measure(draft).bytes);
}

TEST_CASE("EntryDraft: replacing a later write of the own chain is refused when it is signed", "[entry]") {
    SeededEntropy entropy{4};
    EntryDraft draft = family_draft();
    const ChainPosition position = first_position();
    draft.sections[1].operations[0].assignments[0].replaces = {
        WriteId{{position.device, position.incarnation, position.sequence}, 0}};
    const auto entry = sign(assemble(draft, entropy).value(), position, Signer{}.keys());
    CHECK(entry.error().code == ErrorCode::entry_edge_from_future);
}

TEST_CASE("EntryDraft: any draft of drawn operations becomes an entry that decodes to the same bytes", "[entry]") {
    const Signer signer;
    const bool holds = rc::check([&signer] {
        EntryDraft draft;
        const auto sections = *rc::gen::inRange(1, 4);
        for (int s = 0; s < sections; ++s) {
            DraftSection section;
            if (*rc::gen::arbitrary<bool>()) {
                section.subject = id_of<EntityId>(*rc::gen::arbitrary<std::uint64_t>());
            }
            const auto operations = *rc::gen::inRange(1, 4);
            for (int o = 0; o < operations; ++o) {
                DraftOperation operation{OperationCode{*rc::gen::inRange<std::uint8_t>(1, 13)}, "person", {}, {}};
                const auto assignments = *rc::gen::inRange(0, 5);
                for (int a = 0; a < assignments; ++a) {
                    const WriteId replaced{{id_of<DeviceId>(*rc::gen::inRange<std::uint64_t>(100, 103)),
                                            id_of<IncarnationId>(1), *rc::gen::inRange<std::uint64_t>(1, 4)},
                                           *rc::gen::inRange<std::uint32_t>(0, 3)};
                    operation.assignments.push_back(
                        {"p" + std::to_string(a), *rc::gen::arbitrary<std::int64_t>(), {replaced, replaced}});
                }
                section.operations.push_back(std::move(operation));
            }
            draft.sections.push_back(std::move(section));
        }
        const auto entry = signed_entry(draft, first_position(), signer);
        const auto again = SignedEntry::decode(entry.encode()).value();
        RC_ASSERT(again.encode() == entry.encode());
        RC_ASSERT(encode(again.header()) == entry.header_bytes());
        for (std::size_t i = 0; i < again.sections().size(); ++i) {
            RC_ASSERT(encode(again.section(i).value()) == std::get<Bytes>(entry.sections()[i]));
        }
    });
    CHECK(holds);
}
