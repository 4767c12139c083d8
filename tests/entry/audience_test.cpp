// SPDX-License-Identifier: Apache-2.0
#include "core/entry/audience.hpp"

#include "core/base/entropy.hpp"
#include "core/entry/limits.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::entry;

namespace {

struct Office {
    SeededEntropy entropy{5};
    SigningKey root = SigningKey::generate(entropy).value();
    SigningKey head = SigningKey::generate(entropy).value();

    AudienceList list() {
        AudienceList made{.audience = "safety",
                          .division = "999999001",
                          .edition = 3,
                          .readers = {{head.public_key(), EntityId::random(entropy)}, {root.public_key(), {}}},
                          .signature = {}};
        return sign_audience(std::move(made), root).value();
    }
};

}  // namespace

TEST_CASE("Audience: a list goes through an entry and is still the root's word", "[entry][safety]") {
    Office office;
    const AudienceList list = office.list();
    const EntryDraft draft = make_draft(list, {}, {});
    REQUIRE(draft.sections.size() == 1);
    CHECK(draft.kind == EntryKind::certify);
    CHECK(draft.sections[0].subject == audience_id("safety", "999999001"));
    REQUIRE(assemble(draft, office.entropy));

    const auto read = read_audience(draft.sections[0].operations[0].assignments[0].value);
    REQUIRE(read);
    CHECK(*read == list);
    CHECK(verify(*read, office.root.public_key()));
}

TEST_CASE("Audience: no reader, edition or place can be changed without the root", "[entry][safety]") {
    Office office;
    const AudienceList list = office.list();
    AudienceList changed = list;
    changed.readers.push_back({office.head.public_key(), {}});
    CHECK_FALSE(verify(changed, office.root.public_key()));
    changed = list;
    ++changed.edition;
    CHECK_FALSE(verify(changed, office.root.public_key()));
    changed = list;
    changed.division.clear();
    CHECK_FALSE(verify(changed, office.root.public_key()));
    changed = list;
    changed.readers[0].worker.reset();
    CHECK_FALSE(verify(changed, office.root.public_key()));
    CHECK_FALSE(verify(list, office.head.public_key()));
}

TEST_CASE("Audience: more readers than a section can have, and names that are none, are refused", "[entry][safety]") {
    Office office;
    AudienceList list{.audience = "safety", .division = {}, .edition = 1, .readers = {}, .signature = {}};
    list.readers.resize(kMaxReaders + 1);
    CHECK(sign_audience(list, office.root).error().code == ErrorCode::entry_too_many_readers);
    list.readers.clear();
    list.division = "99x";
    CHECK(sign_audience(list, office.root).error().code == ErrorCode::entry_name_invalid);
    list = {};
    CHECK(sign_audience(list, office.root).error().code == ErrorCode::entry_name_invalid);
}

TEST_CASE("Audience: what is no list is an error and no crash", "[entry][safety]") {
    CHECK_FALSE(read_audience(std::string{"readers"}));
    CHECK_FALSE(read_audience(Bytes{0x85}));
    CHECK(read_audience(Bytes{}).error().code == ErrorCode::entry_administrative_malformed);
}
