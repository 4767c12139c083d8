// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county's office does beside the stream of entries: who may enrol, who works here, what is held back and why,
// who was given what, who is revoked. On a connection of its own to the county's store; one thread at a time per office.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/entry/administrative.hpp"
#include "core/vault/database.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/network_enrolment.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace daohu::county {

// An enrolment that waits for somebody to compare the words.
struct PendingEnrolment {
    wire::DeviceRequest request;
    std::string words;
    WallTime arrived;
};

// An entry that the county keeps and does not hand on.
struct HeldEntry {
    EntryRow row{};
    entry::EntryId id;
    wire::Standing standing = wire::Standing::held;
    WallTime received;
};

// What a device was given of a stream, by the server's own log.
struct GivenStream {
    StreamId stream;
    std::string village;     // its code; empty when the stream is of no village
    std::uint64_t last = 0;  // the highest position given
    std::uint64_t reads = 0;
    WallTime last_time;
};

// On a device that is lost: whose records it may hold.
struct LostTablet {
    std::vector<GivenStream> streams;
    std::vector<EntityId> subjects;  // of everything it was given or wrote itself, each once
    std::uint64_t entries = 0;
};

// How far an order to erase has come: by the receipts of tablets, and by the server's own log of who was given what.
struct ErasureStanding {
    entry::EntryId order;
    std::string village{};                // its code; empty when the stream is of no village
    std::optional<EntityId> subject{};    // whose section it was
    std::vector<DeviceId> confirmed{};    // it is gone there
    std::vector<DeviceId> awaited{};      // were given the section or wrote it, and have not said so
    std::vector<DeviceId> unreachable{};  // the same, but revoked: they are told nothing any more
};

enum class Role : std::uint8_t { coordinator = 0, clerk = 1, director = 2 };
[[nodiscard]] std::string_view to_string(Role role);
// invalid_argument.
[[nodiscard]] Result<Role> role_named(std::string_view name);

struct Person {
    std::string name;
    Role role = Role::coordinator;
};

class Office {
public:
    // A code may be used so long, and so many wrong ones may be tried while it lives.
    static constexpr std::chrono::minutes kCodeLife{15};
    static constexpr int kCodeTries = 5;

    // The codes of Database::open.
    [[nodiscard]] static Result<std::unique_ptr<Office>> open(const std::filesystem::path& store,
                                                              const SecretBytes& key);

    // A code for one device: ten letters and digits that cannot be mistaken for each other.
    [[nodiscard]] Result<std::string> make_code(Entropy& entropy, WallTime now);
    // A tablet that is not enrolled yet asks. enrolment_code_wrong when the code is unknown, used, too old, or too many
    // wrong ones that begin like it were tried since it was made; what decode_device_request says. The same request again is no second use.
    Result<void> ask(const wire::EnrolmentAsk& ask, WallTime now);
    // With the words that a tablet shows which took this root for its county's.
    [[nodiscard]] Result<std::vector<PendingEnrolment>> pending(const PublicKey& root);
    // enrolment_unknown when no request shows these words.
    [[nodiscard]] Result<wire::DeviceRequest> find_request(std::string_view words, const PublicKey& root);
    Result<void> keep_grant(DeviceId device, ByteView grant);
    // Tablets that were enrolled and not revoked, by their ids.
    [[nodiscard]] Result<std::vector<DeviceId>> devices();
    // What was signed for it last; nothing before.
    [[nodiscard]] Result<std::optional<Bytes>> grant_of(DeviceId device);

    // person_unknown, invalid_argument for one who is there already or has no name.
    Result<void> add_person(const Person& person);
    Result<void> remove_person(std::string_view name);
    [[nodiscard]] Result<std::vector<Person>> persons();
    [[nodiscard]] Result<Person> find_person(std::string_view name);

    // device_unknown, for the county's own device too.
    Result<void> revoke(DeviceId device, WallTime now);
    // Unsigned; the number is that of the latest revocation. The latest ones, as many as a list holds.
    [[nodiscard]] Result<wire::RevocationList> revocations();

    // The first ones.
    [[nodiscard]] Result<std::vector<HeldEntry>> held(std::size_t limit);
    // not_found when nothing of this number is set aside.
    [[nodiscard]] Result<HeldEntry> find_held(EntryRow number);
    // Of one device and for one reason, the first ones.
    [[nodiscard]] Result<std::vector<EntryRow>> held_of(DeviceId device, wire::Standing standing, std::size_t limit);
    [[nodiscard]] Result<LostTablet> lost(DeviceId device);
    // Of every order to erase, the oldest first.
    [[nodiscard]] Result<std::vector<ErasureStanding>> erasures();

private:
    explicit Office(vault::Database database) : m_database{std::move(database)} {}

    [[nodiscard]] Result<void> count_wrong_code(std::string_view code);
    [[nodiscard]] Result<std::vector<GivenStream>> given(DeviceId device);
    Result<void> note_holders(const entry::Erasure& erasure, ErasureStanding& standing);

    std::mutex m_mutex;
    vault::Database m_database;
};

}  // namespace daohu::county
