// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bundles from villages without a signal (sync/wire/bundle.hpp), brought on a stick to the office or by another tablet.
// What is in one is taken in like a push by the device that made it; the answer is sealed to that device. Any thread, one
// bundle at a time.

#include "core/base/entropy.hpp"
#include "sync/county/file_desk.hpp"
#include "sync/county/intake.hpp"
#include "sync/county/statements.hpp"
#include "sync/county/writer.hpp"
#include "sync/wire/bundle.hpp"
#include "sync/wire/bundle_delivery.hpp"

#include <functional>

namespace daohu::county {

struct CarriedIn {
    DeviceId maker;
    std::uint64_t entries = 0;  // in the bundle
    std::uint64_t fresh = 0;    // of the maker's chain, acknowledged by this bundle
    std::uint64_t files = 0;    // photographs that are whole now
    Bytes answer;
};

// Writes what a bundle brings, or notes what its answer gives; durable on return.
struct CarryCommit {
    std::function<Result<void>(std::vector<VerifiedEntry>, const Arrival&)> entries;
    std::function<Result<void>(std::vector<ReadNote>)> notes;
};
// While the county serves: `writer` must outlive it.
[[nodiscard]] CarryCommit commit_through(Writer& writer);
// At the office, with the store to oneself.
[[nodiscard]] CarryCommit commit_to(Store& store, CountyPen* pen = nullptr);

class CarryDesk {
public:
    struct Parts {
        Store& store;
        FileDesk& files;
        Office& office;
        const ServiceIdentity& identity;
        Entropy& entropy;
    };

    // All parts must outlive the desk.
    CarryDesk(const Parts& parts, CarryCommit commit) : m_parts{parts}, m_commit{std::move(commit)} {}

    // Takes in a bundle. A second time nothing is added and the answer is given anew.
    //
    // carry_malformed, carry_truncated, carry_foreign, message_version; device_unknown, carry_untrusted (not made by one
    // of this county's devices); frame_ codes and those of verify_entry: then nothing of it was taken.
    [[nodiscard]] Result<CarriedIn> take(ByteView bundle, DeviceId brought_by, WallTime now);

    // The same with a file that `carrier` has brought; the answer lies on its shelf.
    [[nodiscard]] Result<wire::BundleOutcome> take_from_shelf(const wire::BundleDelivery& delivery, DeviceId carrier,
                                                              WallTime now);

private:
    Result<std::uint64_t> keep_files(const wire::OpenBundle& bundle, const SessionOwner& maker);
    Result<void> keep_part(const wire::BundledFile& part, const SessionOwner& maker, std::uint64_t& whole);
    [[nodiscard]] Result<Bytes> make_answer(const Device& maker, const wire::OpenBundle& bundle,
                                            const wire::BundleRequest& request, WallTime now);
    Result<void> add_streams(wire::BundleBuilder& answer, const SessionOwner& maker, const wire::BundleRequest& request,
                             WallTime now);
    // What the maker asks for, then what the entries in this answer announce: as much as there is room for.
    Result<void> add_published(wire::BundleBuilder& answer, const SessionOwner& maker, const wire::OpenBundle& bundle,
                               const wire::BundleRequest& request, WallTime now);
    [[nodiscard]] Result<std::vector<wire::WantedFile>> announced_behind(std::uint64_t position);
    Result<void> add_file(wire::BundleBuilder& answer, const SessionOwner& maker, const wire::WantedFile& file,
                          WallTime now);
    [[nodiscard]] StreamId county_stream() const { return StreamId{m_parts.identity.server.raw()}; }

    Parts m_parts;
    CarryCommit m_commit;
};

}  // namespace daohu::county
