// SPDX-License-Identifier: Apache-2.0
#include "tests/entry/builders.hpp"

#include "core/entry/administrative.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::entry;
using namespace daohu::entry::test;

TEST_CASE("Administrative entries: gap, erasure and receipt come back as they were", "[entry]") {
    const Signer signer;
    const auto scope = id_of<StreamId>(13);
    const EntryId order{id_of<DeviceId>(60), id_of<IncarnationId>(61), 40};

    const Gap gap{id_of<IncarnationId>(12), 40, 42, hash256(as_bytes("42"))};
    CHECK(read_gap(signed_entry(make_draft(gap, scope), first_position(), signer)).value() == gap);
    const Gap gap_without_hash{id_of<IncarnationId>(12), 1, 1, std::nullopt};
    CHECK(read_gap(signed_entry(make_draft(gap_without_hash, scope), first_position(), signer)).value() ==
          gap_without_hash);

    const Erasure erasure{order, hash256(as_bytes("entry")), 2};
    CHECK(read_erasure(signed_entry(make_draft(erasure, scope), first_position(), signer)).value() == erasure);

    const Receipt receipt{order, hash256(as_bytes("order"))};
    CHECK(read_receipt(signed_entry(make_draft(receipt, scope), first_position(), signer)).value() == receipt);
}

TEST_CASE("Administrative entries: an entry of another kind or with a missing field is refused", "[entry]") {
    const Signer signer;
    const auto form = signed_entry(family_draft(), first_position(), signer);
    CHECK(read_gap(form).error().code == ErrorCode::entry_administrative_malformed);

    auto draft = make_draft(Gap{id_of<IncarnationId>(12), 40, 42, std::nullopt}, StreamId{});
    draft.sections[0].operations[0].assignments.pop_back();
    const auto without_last = signed_entry(draft, first_position(), signer);
    CHECK(read_gap(without_last).error().code == ErrorCode::entry_administrative_malformed);

    const Gap backwards{id_of<IncarnationId>(12), 42, 40, std::nullopt};
    const auto reversed = signed_entry(make_draft(backwards, StreamId{}), first_position(), signer);
    CHECK(read_gap(reversed).error().code == ErrorCode::entry_administrative_malformed);
}
