// SPDX-License-Identifier: Apache-2.0
#pragma once

// One talk with the county: open a session, push what is new, pull what others wrote. Used by one thread, the sync
// thread; cut short from any other through the stop token.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/signature.hpp"
#include "sync/client/bundle_errand.hpp"
#include "sync/client/frame_sizer.hpp"
#include "sync/client/status.hpp"
#include "sync/client/sync_files.hpp"
#include "sync/client/sync_orders.hpp"
#include "sync/client/sync_store.hpp"
#include "sync/client/transport.hpp"
#include "sync/wire/dictionaries.hpp"
#include "sync/wire/enrolment.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace daohu::client {

class PushStream;

// The link failed, or the talk was stopped: the county said nothing of it.
[[nodiscard]] bool is_of_the_link(ErrorCode code);

struct SyncReport {
    std::uint64_t pushed = 0;  // own entries the server acknowledged for the first time
    std::uint64_t pulled = 0;  // entries of others
};

struct SyncOptions {
    std::size_t pull_budget = 64 * 1024;  // bytes of entries asked for at a time
    PhotoPolicy photos = PhotoPolicy::sent;
    wire::Dictionaries dictionaries{};  // those that come with the program
};

// Body of a push. A network that breaks one shape may let the next through.
enum class UploadShape : std::uint8_t { chunked, post_64k, post_8k };

class SyncClient {
public:
    struct Parts {
        Transport& transport;
        SyncStore& store;
        const SigningKey& device_key;
        const Clock& clock;
        Entropy& entropy;
        StatusBoard& board;
        SyncFiles* files = nullptr;    // photographs; none: none are carried
        SyncOrders* orders = nullptr;  // what the county asks of this tablet; none: nothing is done about it
        // Asked between any two pages of a stream and any two pieces of a file: something else goes first. The talk ends
        // with `cancelled` and what it has brought; the next one goes on there. None: nothing ever does.
        std::function<bool()> is_needed_elsewhere{};
    };

    // All parts must outlive the client. `grant` was checked by wire::decode_grant.
    SyncClient(wire::Grant grant, const Parts& parts, const SyncOptions& options = {});

    // Pushes and pulls everything there is. After an error whatever was acknowledged or applied stays so; the next call
    // goes on from there.
    //
    // The codes of Transport and accept_reply; sync_other_server, sync_receipt_invalid, sync_forked (the county knows this
    // chain differently: a new incarnation has begun, the next call uses it), sync_page_invalid, sync_untrusted_entry,
    // frame_ and message_ codes, and those of the store.
    Result<SyncReport> sync(std::stop_token stop);

    // Delivers another tablet's bundle and fetches the answer, in a talk of its own. After an error the next call goes on.
    //
    // The codes of sync; carry_malformed, carry_truncated, carry_foreign, carry_untrusted: the county does not take it.
    Result<void> deliver(BundleErrand& errand, std::stop_token stop);

    // The grant as it is by now: a later one may have come.
    [[nodiscard]] const wire::Grant& grant() const { return m_grant; }
    // One that came on a stick: checked, and kept by whoever read it. Not while a talk is under way.
    void adopt(wire::Grant later) { m_grant = std::move(later); }
    // From the next talk on that has come to its photographs. Any thread.
    void set_photos(PhotoPolicy policy) { m_photos = policy; }
    [[nodiscard]] UploadShape shape() const { return m_shape; }
    // Entries acknowledged or received so far, in all talks: grows while anything gets across.
    [[nodiscard]] std::uint64_t moved() const { return m_moved; }

private:
    struct OpenSession {
        std::string token;
        wire::Session session;
        IncarnationId incarnation;
        MonotonicTime ends;
        std::uint32_t dictionary = wire::kNoDictionary;  // of what is pushed
    };
    // How far pushing has come on the county's disk.
    struct Reached {
        std::uint64_t acknowledged = 0;
        std::uint64_t parts = 0;

        friend bool operator==(const Reached&, const Reached&) = default;
    };

    Result<SyncReport> talk(const std::stop_token& stop);
    // What the county asks, after everything was pulled. True when this tablet has written something about it.
    [[nodiscard]] Result<bool> follow_orders(const OpenSession& open, const std::stop_token& stop);
    // Villages that are not this tablet's any more, and what the county's days have passed for.
    Result<void> give_up(const OpenSession& open);
    Result<void> fetch_grant(const OpenSession& open, const wire::GrantNotice& notice, const std::stop_token& stop);
    Result<void> fetch_artefacts(const OpenSession& open, const std::stop_token& stop);
    Result<void> fetch_revocations(const OpenSession& open, const std::stop_token& stop);
    Result<void> run_errand(BundleErrand& errand, const std::stop_token& stop);
    // What this tablet is, as the store has it now.
    Result<void> read_position();
    Result<void> look_at_photos();
    // The session of a talk that was cut short, if the county still knows it; else a new one.
    [[nodiscard]] Result<OpenSession> enter(const std::stop_token& stop);
    Result<void> resume(OpenSession& open, const std::stop_token& stop);
    [[nodiscard]] Result<OpenSession> open_session(const std::stop_token& stop);
    [[nodiscard]] Result<wire::Hello> greet(const std::stop_token& stop);
    Result<void> push(const OpenSession& open, const std::stop_token& stop);
    [[nodiscard]] Result<wire::Acknowledgement> push_once(const OpenSession& open, const std::stop_token& stop);
    [[nodiscard]] Result<wire::Acknowledgement> upload(const OpenSession& open, PushStream& frames,
                                                       const std::stop_token& stop);
    Result<void> push_old_chains(const OpenSession& open, const std::stop_token& stop);
    // What others wrote and a county that was put back to a backup has lost: every tablet is a copy of what it was given.
    // True when something was offered.
    [[nodiscard]] Result<bool> offer_lost(const OpenSession& open, const std::stop_token& stop);
    Result<void> offer(const OpenSession& open, const std::vector<LostEntry>& entries, const std::stop_token& stop);
    // Whether this shape of upload gets anything across, and what to try instead.
    void judge_shape(const Reached& now);
    void blame_shape(const Reached& at, ErrorCode code);
    void try_next_shape();
    // Somebody has saved since this talk began, or something else is to be done: that goes before photographs.
    [[nodiscard]] bool has_news() const;
    [[nodiscard]] bool is_needed_elsewhere() const;

    // Streams and the positions to pull up to.
    using Heads = std::map<StreamId, std::uint64_t>;
    [[nodiscard]] Heads heads_to_reach(const wire::Session& session, std::uint64_t pushed) const;
    Result<std::uint64_t> pull(const OpenSession& open, Heads heads, const std::stop_token& stop);
    // Each stream that may be read, one position further than it is here.
    [[nodiscard]] Heads heads_beyond(const wire::Session& session) const;
    [[nodiscard]] std::vector<wire::Cursor> cursors_behind(const Heads& heads) const;

    [[nodiscard]] Result<Bytes> ask(Request request, const std::stop_token& stop);
    // Believes a receipt or not, and notes what it promises.
    Result<void> accept_receipt(const wire::Receipt& receipt, const wire::RequestNonce& request);
    void note_judgements(const std::vector<wire::Judgement>& judgements);
    [[nodiscard]] wire::RequestNonce make_nonce();

    wire::Grant m_grant;
    Parts m_parts;
    SyncOptions m_options;
    std::atomic<PhotoPolicy> m_photos;
    std::optional<OpenSession> m_left_open;  // by a talk that the link cut short
    UploadShape m_shape = UploadShape::chunked;
    std::optional<Reached> m_failed_at;  // where the last push began that failed
    int m_fruitless_pushes = 0;
    std::optional<WallTime> m_county_time;  // as the county said last
    FrameSizer m_sizer;
    std::uint64_t m_moved = 0;
    bool m_has_county_gone_back = false;
    StorePosition m_position;  // as read at the start and kept up to date since
};

}  // namespace daohu::client
