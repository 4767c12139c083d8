// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet with a signal delivers another's bundle: it brings the file by tus under kCarriedFiles, asks the county to take
// it, and fetches the answer as a file of the same place. What it is told says nothing about the records. Any thread.

#include "core/base/hash.hpp"
#include "sync/wire/envelope.hpp"

namespace daohu::wire {

struct BundleDelivery {
    Hash256 address;  // of the file that was brought

    friend bool operator==(const BundleDelivery&, const BundleDelivery&) = default;
};

struct BundleOutcome {
    std::uint64_t fresh = 0;  // entries that the county acknowledges now and did not before
    std::uint64_t known = 0;  // the others: brought before, or set aside for the office
    Hash256 answer;           // a file; all zero where the county has nothing to answer
    std::uint64_t answer_length = 0;

    friend bool operator==(const BundleOutcome&, const BundleOutcome&) = default;
};

[[nodiscard]] Bytes encode(const BundleDelivery& message);
[[nodiscard]] Bytes encode(const BundleOutcome& message);
// The codes of the envelope.
[[nodiscard]] Result<BundleDelivery> decode_bundle_delivery(ByteView bytes);
[[nodiscard]] Result<BundleOutcome> decode_bundle_outcome(ByteView bytes);

}  // namespace daohu::wire
