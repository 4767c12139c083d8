// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sync for a village without a signal: what this tablet would say, as bundles for a stick, and what the county answers,
// read from one. Whoever carries a bundle learns nothing from it; any enrolled tablet with a signal may deliver it. On the
// sync thread, while no talk is under way.

#include "core/base/entropy.hpp"
#include "core/base/signature.hpp"
#include "sync/client/sync_files.hpp"
#include "sync/client/sync_orders.hpp"
#include "sync/client/sync_store.hpp"
#include "sync/wire/bundle.hpp"
#include "sync/wire/network_enrolment.hpp"

#include <functional>
#include <optional>

namespace daohu::client {

// What goes along.
enum class Packing : std::uint8_t {
    unsent,  // what the county has not acknowledged
    unsafe,  // and what is in no backup of the county yet
};

struct PackReport {
    std::uint64_t entries = 0;
    std::uint64_t files = 0;
    std::uint64_t bundles = 0;
};

struct AnswerReport {
    std::uint64_t acknowledged = 0;  // own entries that the county turns out to have
    std::uint64_t received = 0;      // entries of others
    std::uint64_t published = 0;     // files of the county that are whole now
    std::optional<Bytes> grant{};    // a later one, checked, and kept where there is somebody for orders
    std::optional<wire::RevocationList> revocations{};
};

class Carrier {
public:
    struct Parts {
        const wire::Grant& grant;
        SyncStore& store;
        const SigningKey& device_key;
        Entropy& entropy;
        SyncFiles* files = nullptr;    // photographs; none: none are carried
        SyncOrders* orders = nullptr;  // what the county asks of this tablet; none: nothing is done about it
    };
    // A whole bundle, to be written somewhere.
    using TakeBundle = std::function<Result<void>(ByteView)>;

    // All parts must outlive the carrier.
    explicit Carrier(const Parts& parts) : m_parts{parts} {}

    // Entries, then photographs, in as many bundles as it takes; one at least, which asks for what is new. Nothing counts
    // as delivered by it. The codes of the store and of `take`.
    Result<PackReport> pack(Packing packing, const TakeBundle& take);

    // Reads an answer of the county and does what it asks, as after a talk: what is erased, given up, published. After an
    // error everything is as it was before the entry that failed; read again, it goes on there.
    //
    // carry_malformed, carry_truncated, carry_foreign, carry_untrusted, message_version; carry_old when nothing in it is
    // new; those of take_receipt and read_pages.
    [[nodiscard]] Result<AnswerReport> accept(ByteView file);

private:
    class Packer;

    Result<void> pack_entries(Packer& packer, Packing packing, const StorePosition& position, PackReport& report);
    Result<void> pack_files(Packer& packer, PackReport& report);
    // What was announced and is not here yet.
    Result<void> pack_wishes(Packer& packer);
    Result<void> take_page(ByteView reply, wire::PullRequest& asked, StorePosition& position, AnswerReport& report);
    Result<void> take_acknowledgement(ByteView bytes, StorePosition& position, AnswerReport& report);

    // The parts of an answer that are not its entries.
    struct Extras {
        std::vector<wire::BundledFile> published;
        std::optional<wire::CarriedStanding> standing;
        bool is_stale = false;  // this tablet has heard later things from the county itself
    };
    Result<void> follow_orders(const Extras& extras, AnswerReport& report);
    Result<void> keep_published(const wire::BundledFile& part, AnswerReport& report);

    Parts m_parts;
};

// The name under which a bundle lies on a stick: "daohu-<first digits of a random number>.bundle".
inline constexpr std::string_view kBundleSuffix = ".bundle";

}  // namespace daohu::client
