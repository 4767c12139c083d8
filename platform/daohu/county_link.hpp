// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything between the workspace and the county: transport, sync thread, and what became of the last talk. Owned by the
// tablet and taken down before its workspace; all functions may be called from any thread.

#include "core/casework/workspace.hpp"
#include "platform/daohu/photo_sending.hpp"
#include "sync/client/carry.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/client/nightly_copy.hpp"
#include "sync/client/recorder_orders.hpp"
#include "sync/client/recorder_sync_files.hpp"
#include "sync/client/recorder_sync_store.hpp"
#include "sync/client/sync_worker.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>

namespace daohu {

// What is to be done with a stick, and what came of it.
enum class CarryErrand : std::uint8_t { write, read };
struct CarryOutcome {
    CarryErrand errand = CarryErrand::write;
    std::uint64_t entries = 0;    // written to it, or received and acknowledged by it
    std::uint64_t delivered = 0;  // bundles of others that were brought to the county; their answers are on it now
};

class CountyLink {
public:
    struct Parts {
        casework::Workspace& workspace;
        const vault::Vault& vault;
        vault::FileSystem& files;
        const Clock& clock;
        Entropy& entropy;
        const registry::SchemaSet& schemas;
        const wire::Dictionaries& dictionaries;                 // those that come with the program
        std::function<Result<void>(ByteView)> keep_grant;       // a later one, checked; from the sync thread
        std::optional<std::filesystem::path> second_storage{};  // an SD card or a stick, for the copy of every night
        const std::atomic<bool>* is_network_cut = nullptr;      // by a script; none: never
        std::function<void()> changed{};                        // from the sync thread, after every talk
        PhotoChoice photos = PhotoChoice::on_wifi;
        const Connectivity* network = nullptr;  // none: what kind of link it is nobody knows
        std::vector<Hash256> damaged{};         // published files that are to be fetched again
    };

    // Begins to talk at once. transport_setup.
    [[nodiscard]] static Result<std::unique_ptr<CountyLink>> open(const Parts& parts, const wire::Grant& grant,
                                                                  const client::Endpoint& endpoint);
    CountyLink(const CountyLink&) = delete;
    CountyLink& operator=(const CountyLink&) = delete;

    // Talks as soon as it can: a person asked, or there is something new to send.
    void request();
    // A talk that was asked for has not ended yet.
    [[nodiscard]] bool is_talking() const;
    [[nodiscard]] client::SyncStatus status() const { return m_board.snapshot(); }
    // Of the last talk; nothing after a success or before the first.
    [[nodiscard]] std::optional<Error> failure() const;
    [[nodiscard]] std::optional<WallTime> last_attempt() const;
    // Grows with every talk, cut short or not, and every stick that brought something across.
    [[nodiscard]] std::uint64_t moved() const;
    // Writes what has no receipt to the folder, or reads the county's answers there and brings it the bundles of others
    // that lie beside them, if there is a link. At once: a talk that is under way is interrupted and goes on afterwards.
    void carry(CarryErrand errand, const std::filesystem::path& folder);
    // Once for each errand.
    [[nodiscard]] std::optional<Result<CarryOutcome>> take_carry_outcome();
    // From now on.
    void set_photos(PhotoChoice choice);
    // Those that are here now go over whatever link there is: once, however many talks it takes.
    void send_photos();
    // Over the link that there is at this moment.
    [[nodiscard]] PhotoWait photo_wait() const;
    // Of the last copy to the second storage; nothing after a success, before the first, or without one.
    [[nodiscard]] std::optional<Error> copy_failure() const;

private:
    CountyLink(const Parts& parts, const wire::Grant& grant, std::unique_ptr<client::Transport> transport);
    void note(const Result<client::SyncReport>& outcome);
    [[nodiscard]] Network network() const;
    [[nodiscard]] client::PhotoPolicy photo_policy() const;
    // On the sync thread, between two talks.
    void do_chores(const std::stop_token& stop);
    void copy_if_due();
    void carry_if_asked(const std::stop_token& stop);
    [[nodiscard]] client::Carrier carrier();
    [[nodiscard]] Result<CarryOutcome> write_stick(const std::filesystem::path& folder);
    [[nodiscard]] Result<CarryOutcome> read_stick(const std::filesystem::path& folder, const std::stop_token& stop);
    // How many answers were of use to this tablet.
    [[nodiscard]] Result<std::size_t> read_answers(const std::filesystem::path& folder, CarryOutcome& outcome);
    Result<void> deliver_bundles(const std::filesystem::path& folder, CarryOutcome& outcome,
                                 const std::stop_token& stop);
    // On the sync thread, also within a talk.
    [[nodiscard]] bool is_copy_wanted();

    Parts m_parts;
    client::RecorderSyncStore m_store;
    client::RecorderSyncFiles m_files;
    client::RecorderOrders m_orders;
    std::unique_ptr<client::Transport> m_transport;
    client::StatusBoard m_board;
    client::SyncClient m_client;

    mutable std::mutex m_mutex;
    bool m_is_talking = true;  // the worker begins at once
    std::optional<Error> m_failure;
    std::optional<WallTime> m_last_attempt;
    std::uint64_t m_moved = 0;  // in talks, as the last one left it
    std::uint64_t m_read = 0;   // from sticks
    std::optional<Error> m_copy_failure;
    PhotoChoice m_photos;
    bool m_are_photos_asked = false;
    struct Errand {
        CarryErrand kind;
        std::filesystem::path folder;
    };
    std::optional<Errand> m_errand;
    std::optional<Result<CarryOutcome>> m_carried;
    std::optional<client::BundleErrand> m_delivery;  // the last one: cut off, it goes on where it was
    std::optional<MonotonicTime> m_copy_failed_at;
    bool m_is_paused_for_copy = false;
    client::SyncWorker m_worker;  // last: its thread uses all of the above
};

}  // namespace daohu
