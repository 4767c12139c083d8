// SPDX-License-Identifier: Apache-2.0
//
// An order of the county to erase, as a tablet receives it: what it names is nowhere afterwards, whoever wrote it and
// whenever it came; and an order of anybody else changes nothing.
#include "core/journal/verify.hpp"
#include "tests/faults/open_app.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <sys/wait.h>

#include <csignal>

using namespace daohu;
using namespace daohu::test;
using journal::CountyDevices;
using journal::ErasureState;
using vault::test::VaultHome;

namespace {

entry::SignedEntry order_to_erase(Device& by, const entry::SignedEntry& entry, std::uint32_t section) {
    const entry::Erasure what{entry.id(), entry.hash(), section};
    return by.write(entry::make_draft(what, stream_numbered(1)).sections, entry::EntryKind::erase);
}

CountyDevices devices(const Device& county) { return {{county.id(), county.public_key()}}; }

registry::ReceivedCount receive(OpenApp& app, const std::vector<entry::SignedEntry>& entries) {
    std::vector<registry::ReceivedEntry> received;
    for (const entry::SignedEntry& entry : entries) {
        received.push_back({entry, std::nullopt});
    }
    return app.recorder.receive(received).value();
}

std::vector<ErasureState> states(OpenApp& app) {
    const std::vector<journal::ErasureOrder> orders = app.journal.erasures().all().value();
    std::vector<ErasureState> found;
    for (const journal::ErasureOrder& order : orders) {
        found.push_back(order.state);
    }
    return found;
}

// The canaries are nowhere, now and after everything derived is made anew.
void check_forgotten(OpenApp& app) {
    CHECK(app.canaries_in_pages() == 0);
    CHECK(app.canaries_in_mirror() == 0);
    CHECK(app.hits("Quillfeather") == 0);
    CHECK(app.hits("金丝雀") == 0);
    REQUIRE(app.registry->rebuild());
    REQUIRE(app.database.checkpoint());
    CHECK(app.canaries_in_pages() == 0);
    CHECK(canaries_in_files(app.home.path()) == 0);
}

// The canaries are where they were.
void check_unforgotten(OpenApp& app) {
    CHECK(app.canaries_in_pages() > 0);
    CHECK(app.hits("Quillfeather") == 1);
    CHECK(app.hits("金丝雀") == 1);
}

journal::VerifyReport verified(OpenApp& app, const std::vector<const Device*>& others) {
    return journal::verify_journal(app.journal.reader(),
                                   [&](DeviceId id) -> std::optional<PublicKey> {
                                       for (const Device* other : others) {
                                           if (other->id() == id) {
                                               return other->public_key();
                                           }
                                       }
                                       return app.vault.device_key().public_key();
                                   })
        .value();
}

}  // namespace

TEST_CASE("Erasure order: what the county names is in no row, page, index or mirror, and the chain holds", "[faults]") {
    VaultHome home;
    Device county{200};
    OpenApp app{home.create().value(), home, devices(county)};
    const auto erased = app.save_persons();
    REQUIRE(app.mirror.flush());
    REQUIRE(app.database.checkpoint());
    REQUIRE(app.canaries_in_mirror() == 1);
    check_unforgotten(app);

    receive(app, {order_to_erase(county, erased, 0), order_to_erase(county, erased, 1)});

    CHECK(states(app) == std::vector{ErasureState::done, ErasureState::done});
    CHECK(std::filesystem::file_size(home.path() / "store.db-wal") <= 2 * (4096 + 24) + 32);  // that it is done
    check_forgotten(app);
    const auto report = verified(app, {&county});
    CHECK(report.is_sound());
    CHECK(report.dropped_sections == 2);
    CHECK(report.entries == 3);
    CHECK(receive(app, {erased}).known == 1);
    check_forgotten(app);
}

TEST_CASE("Erasure order: one section goes, the others stay", "[faults]") {
    VaultHome home;
    Device county{200};
    OpenApp app{home.create().value(), home, devices(county)};
    const auto erased = app.save_persons();
    receive(app, {order_to_erase(county, erased, 0)});
    CHECK(app.hits("Quillfeather") == 0);
    CHECK(app.hits("金丝雀") == 1);
}

TEST_CASE("Erasure order: from somebody who is not the county it is kept and not obeyed", "[faults]") {
    VaultHome home;
    Device county{200};
    Device other{201};
    Device impostor = county.clone();  // the county's id, another key
    OpenApp app{home.create().value(), home, devices(county)};
    const auto erased = app.save_persons();
    const entry::SignedEntry order = order_to_erase(GENERATE(true, false) ? other : impostor, erased, 0);

    CHECK(receive(app, {order}).added == 1);

    check_unforgotten(app);
    CHECK(app.journal.reader().find(order.id()).value().size() == 1);
    const auto orders = app.journal.erasures().all().value();
    REQUIRE(orders.size() == 1);
    CHECK(orders.front().state == ErasureState::not_allowed);
    CHECK(orders.front().reason() == ErrorCode::erasure_not_allowed);
}

TEST_CASE("Erasure order: of the tablet's own coordinator is not obeyed", "[faults]") {
    VaultHome home;
    OpenApp app{home.create().value(), home};
    const auto erased = app.save_persons();
    const entry::Erasure what{erased.id(), erased.hash(), 0};
    const auto draft = entry::make_draft(what, stream_numbered(1));
    REQUIRE(app.recorder.save(entry::assemble(draft, home.entropy).value(),
                              {app.vault.author_key(), app.vault.device_key()}));
    check_unforgotten(app);
    CHECK(states(app) == std::vector{ErasureState::not_allowed});
}

TEST_CASE("Erasure order: obeyed at the next opening when it is known then who the county is", "[faults]") {
    VaultHome home;
    Device county{200};
    {
        OpenApp app{home.create().value(), home};
        const auto erased = app.save_persons();
        REQUIRE(app.mirror.flush());
        receive(app, {order_to_erase(county, erased, 0), order_to_erase(county, erased, 1)});
        check_unforgotten(app);
    }
    OpenApp app{home.unlock(home.slot()).value(), home, devices(county)};
    CHECK(app.journal.opening_report().dropped_again == 2);
    CHECK(states(app) == std::vector{ErasureState::done, ErasureState::done});
    check_forgotten(app);
}

TEST_CASE("Erasure order: what arrives after the order is kept without what it names", "[faults]") {
    VaultHome home;
    Device county{200};
    Device colleague{3};
    OpenApp app{home.create().value(), home, devices(county)};
    const auto erased = colleague.write(draft_of_persons().sections);
    const auto first = order_to_erase(county, erased, 0);
    const auto second = order_to_erase(county, erased, 1);

    SECTION("in another transaction") {
        receive(app, {first, second});
        CHECK(states(app) == std::vector{ErasureState::waiting, ErasureState::waiting});
        CHECK(receive(app, {erased}).added == 1);
    }
    SECTION("in the same") { CHECK(receive(app, {first, second, erased}).added == 3); }
    SECTION("where its sections had been withheld") {
        auto withheld = erased;
        withheld.remove_section(0, entry::Absence::withheld);
        withheld.remove_section(1, entry::Absence::withheld);
        receive(app, {withheld, first, second});
        receive(app, {erased});
    }

    check_forgotten(app);
    const auto stored = app.journal.reader().find(erased.id()).value();
    REQUIRE(stored.size() == 1);
    CHECK(stored.front().entry.sections()[0] == entry::SectionSlot{entry::Absence::dropped});
    const auto report = verified(app, {&county, &colleague});
    CHECK(report.is_sound());
    CHECK(report.dropped_sections == 2);
}

TEST_CASE("Erasure order: without one the same entry is kept whole", "[faults]") {
    VaultHome home;
    Device county{200};
    Device colleague{3};
    OpenApp app{home.create().value(), home, devices(county)};
    const auto kept = colleague.write(draft_of_persons().sections);
    const auto another = colleague.write(draft_of_persons().sections);
    receive(app, {order_to_erase(county, another, 0), order_to_erase(county, another, 1)});
    receive(app, {kept});
    CHECK(app.canaries_in_pages() > 0);
}

TEST_CASE("Erasure order: names a section that the entry does not have", "[faults]") {
    VaultHome home;
    Device county{200};
    OpenApp app{home.create().value(), home, devices(county)};
    const auto saved = app.save_persons();
    receive(app, {order_to_erase(county, saved, 7)});
    check_unforgotten(app);
    const auto orders = app.journal.erasures().all().value();
    REQUIRE(orders.size() == 1);
    CHECK(orders.front().reason() == ErrorCode::not_found);
}

TEST_CASE("Erasure order: one that says nothing readable is kept and erases nothing", "[faults]") {
    VaultHome home;
    Device county{200};
    OpenApp app{home.create().value(), home, devices(county)};
    app.save_persons();
    const auto broken = county.write(
        std::vector<entry::DraftSection>{
            {std::nullopt, {operation(OperationCode::erase, "", {set_to("section", std::int64_t{0})})}, {}}},
        entry::EntryKind::erase);
    CHECK(receive(app, {broken}).added == 1);
    CHECK(states(app).empty());
    CHECK(entry::read_erasure(broken).error().code == ErrorCode::entry_administrative_malformed);
    check_unforgotten(app);
}

TEST_CASE("Erasure order: a kill between the commit and the cleaning is made good by the next opening", "[faults]") {
    VaultHome home;
    Device county{200};
    {
        OpenApp app{home.create().value(), home, devices(county)};
        REQUIRE(app.mirror.flush());
    }
    const vault::SlotId slot = home.slot();
    const pid_t child = ::fork();
    if (child == 0) {
        OpenApp app{home.unlock(slot).value(), home, devices(county)};
        const auto erased = app.save_persons();
        static_cast<void>(app.mirror.flush());
        const auto order = order_to_erase(county, erased, 0);
        const auto other = order_to_erase(county, erased, 1);
        auto transaction = vault::Transaction::begin(app.database).value();
        for (const auto& one : {order, other}) {
            static_cast<void>(app.journal.import(transaction, one).value());
            static_cast<void>(app.registry->apply(transaction, one, app.journal.last_ordinal()).value());
            const auto left = app.journal.carry_out(transaction, one).value();
            static_cast<void>(app.registry->reapply(transaction, left.value()));
        }
        static_cast<void>(transaction.commit());
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(WTERMSIG(status) == SIGKILL);
    OpenApp app{home.unlock(slot).value(), home, devices(county)};
    CHECK(app.journal.opening_report().restored_from_mirror == 0);
    CHECK(states(app) == std::vector{ErasureState::done, ErasureState::done});
    check_forgotten(app);
}
