// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/artefact.hpp"

#include "sync/wire/artefact_files.hpp"
#include "sync/wire/grant_notice.hpp"
#include "sync/wire/limits.hpp"
#include "tests/entry/builders.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::wire;

namespace {

const StreamId kCounty = entry::test::id_of<StreamId>(1);

Artefact visit_form() {
    Artefact artefact{.kind = ArtefactKind::form,
                      .id = "routine_visit",
                      .version = "2026070100",
                      .sha256 = {1, 2, 3},
                      .length = 4096,
                      .effective_from = "2026-07-01",
                      .address = hash256(as_bytes("form"))};
    return artefact;
}

entry::SignedEntry announced(const Artefact& artefact) {
    return entry::test::signed_entry(make_draft(artefact, kCounty), entry::test::first_position(), {});
}

}  // namespace

TEST_CASE("Artefact: is read from the entry that announces it as it was announced", "[wire]") {
    Artefact artefact = visit_form();
    CHECK(read_artefact(announced(artefact)).value() == artefact);
    artefact.effective_from.clear();
    artefact.kind = ArtefactKind::standards;
    CHECK(read_artefact(announced(artefact)).value() == artefact);
    CHECK(announced(artefact).header().scope == kCounty);
}

TEST_CASE("Artefact: what is no announcement, or not in its shape, is refused", "[wire]") {
    const auto refuses = [](const Artefact& artefact) {
        const auto read = read_artefact(announced(artefact));
        return !read && read.error().code == ErrorCode::artefact_malformed;
    };
    CHECK_FALSE(refuses(visit_form()));  // the control
    Artefact wrong = visit_form();
    wrong.id.clear();
    CHECK(refuses(wrong));
    wrong = visit_form();
    wrong.version.assign(200, '1');
    CHECK(refuses(wrong));
    wrong = visit_form();
    wrong.length = 0;
    CHECK(refuses(wrong));
    wrong.length = kMaxFile + 1;
    CHECK(refuses(wrong));
    wrong = visit_form();
    wrong.effective_from = "next week";
    CHECK(refuses(wrong));
    const auto other = entry::test::signed_entry(entry::test::family_draft(), entry::test::first_position(), {});
    CHECK(read_artefact(other).error().code == ErrorCode::artefact_malformed);
    CHECK_FALSE(artefact_kind_named("program"));
}

TEST_CASE("Artefact files: come back as they were packed, and anything else is refused", "[wire]") {
    const ArtefactFiles files{{"pack.csv", Bytes{1, 2}}, {"visit.xml", Bytes{}}};
    const Bytes packed = encode(files);
    CHECK(decode_artefact_files(packed).value() == files);
    for (std::size_t size = 0; size < packed.size(); ++size) {
        CHECK(decode_artefact_files(ByteView{packed}.first(size)).error().code == ErrorCode::artefact_malformed);
    }
    for (const char* name : {"../visit.xml", "/etc/passwd", ".hidden", "", "a b"}) {
        CHECK_FALSE(decode_artefact_files(encode(ArtefactFiles{{name, Bytes{1}}})));
    }
    CHECK_FALSE(decode_artefact_files(encode(ArtefactFiles{})));
    Bytes longer = packed;
    longer.push_back(0);
    CHECK_FALSE(decode_artefact_files(longer));
}

TEST_CASE("Grant notice: is read from its entry, and from no other", "[wire]") {
    const GrantNotice notice{.device = entry::test::id_of<DeviceId>(3), .epoch = 4, .hash = hash256(as_bytes("grant"))};
    const auto entry = entry::test::signed_entry(make_draft(notice, kCounty), entry::test::first_position(), {});
    CHECK(read_grant_notice(entry).value() == notice);
    CHECK_FALSE(read_grant_notice(announced(visit_form())));
    CHECK_FALSE(read_artefact(entry));
    GrantNotice never = notice;
    never.epoch = 0;
    CHECK_FALSE(
        read_grant_notice(entry::test::signed_entry(make_draft(never, kCounty), entry::test::first_position(), {})));
}
