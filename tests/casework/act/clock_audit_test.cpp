// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/clock_audit.hpp"

#include "core/base/beijing_time.hpp"
#include "tests/entry/builders.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::casework;
using namespace std::chrono_literals;

namespace {

// A tablet that notes its clock in what it writes.
class Tablet {
public:
    explicit Tablet(std::uint64_t seed)
        : m_position{entry::test::id_of<DeviceId>(seed), entry::test::id_of<IncarnationId>(seed), 1, Hash256{},
                     Hlc::from_bits(1000)} {}

    entry::SignedEntry write() {
        entry::EntryDraft draft = entry::test::family_draft();
        draft.sections.front().operations = {clock_record({clock.wall_now(), clock.monotonic_now(), clock.boot_id()})};
        return sign(draft);
    }
    entry::SignedEntry write_without_clock() { return sign(entry::test::family_draft()); }

    FakeClock clock{start_of_beijing_day(Date::of(2026, 3, 2).value()) + 9h};

private:
    entry::SignedEntry sign(const entry::EntryDraft& draft) {
        entry::SignedEntry written = entry::test::signed_entry(draft, m_position, {});
        m_position = entry::test::position_after(written);
        return written;
    }

    entry::ChainPosition m_position;
};

}  // namespace

TEST_CASE("Clock audit: a clock set back between two entries is named with both and by how much", "[casework][clock]") {
    Tablet tablet{1};
    const auto first = tablet.write();
    tablet.clock.advance(1h);
    tablet.clock.set_wall(tablet.clock.wall_now() - 72h);
    const auto second = tablet.write();
    tablet.clock.advance(1h);
    const auto third = tablet.write();

    ClockAudit audit;
    for (const auto& entry : {third, first, second, first}) {  // as they came
        audit.add(entry);
    }
    const auto found = audit.set_back();
    REQUIRE(found.size() == 1);
    CHECK(found[0].before == first.id());
    CHECK(found[0].after == second.id());
    CHECK(found[0].by == 72h);
    CHECK(audit.readable() == 3);
}

TEST_CASE("Clock audit: a clock that is right, runs fast or was set forward is not held against anybody",
          "[casework][clock]") {
    Tablet tablet{1};
    ClockAudit audit;
    audit.add(tablet.write());
    tablet.clock.advance(30h);
    audit.add(tablet.write());
    tablet.clock.advance(1h);
    tablet.clock.set_wall(tablet.clock.wall_now() - 1min);  // put right after running a minute fast
    audit.add(tablet.write());
    tablet.clock.set_wall(tablet.clock.wall_now() + 240h);
    audit.add(tablet.write());
    CHECK(audit.set_back().empty());
}

TEST_CASE("Clock audit: a clock that was set back while the tablet was off is found, an entry without one is passed",
          "[casework][clock]") {
    Tablet tablet{1};
    ClockAudit audit;
    const auto first = tablet.write();
    audit.add(first);
    audit.add(tablet.write_without_clock());
    tablet.clock.reboot();
    tablet.clock.set_wall(tablet.clock.wall_now() - 5h);
    tablet.clock.advance(10min);
    const auto third = tablet.write();
    audit.add(third);
    const auto found = audit.set_back();
    REQUIRE(found.size() == 1);
    CHECK(found[0].before == first.id());
    CHECK(found[0].after == third.id());
    CHECK(found[0].by == 5h);
    CHECK(audit.without_clock() == 1);
}

TEST_CASE("Clock audit: two tablets whose clocks differ say nothing about each other", "[casework][clock]") {
    Tablet fast{1};
    Tablet slow{2};
    slow.clock.set_wall(slow.clock.wall_now() - 400h);
    ClockAudit audit;
    for (int i = 0; i < 2; ++i) {
        audit.add(fast.write());
        audit.add(slow.write());
    }
    CHECK(audit.set_back().empty());
    CHECK(ClockAudit{}.set_back().empty());
}
