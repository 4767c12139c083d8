// SPDX-License-Identifier: Apache-2.0
// No bytes make the reader of bundles die; what opens was sealed whole, and a whole bundle that was changed anywhere does
// not open.

#include "core/base/crypto.hpp"
#include "core/base/entropy.hpp"
#include "sync/wire/bundle.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>

namespace daohu::fuzz {

namespace {

struct Sample {
    SeededEntropy entropy{5};
    SigningKey county = SigningKey::generate(entropy).value();
    SigningKey tablet = SigningKey::generate(entropy).value();
    wire::BundleAddress server = wire::ServerId::random(entropy).raw();
    Bytes bundle;

    Sample() {
        auto builder =
            wire::BundleBuilder::begin(wire::BundleDirection::to_county, server, county.public_key(), entropy).value();
        DAOHU_CHECK(builder.add(wire::BundlePieceKind::frames, Bytes(300, 7)).has_value());
        DAOHU_CHECK(builder.add(wire::BundlePieceKind::file, Bytes(50, 9)).has_value());
        bundle = builder.finish(encode(wire::BundleRequest{}), tablet).value();
    }

    [[nodiscard]] Result<wire::OpenBundle> open(ByteView file) const {
        return wire::OpenBundle::open(file, wire::BundleDirection::to_county, server, county);
    }
};

const Sample& sample() {
    static const Sample made = [] {
        DAOHU_CHECK(init_crypto().has_value());
        return Sample{};
    }();
    return made;
}

// The input over the sample, from a place that its first byte names.
void try_changed(ByteView input) {
    Bytes changed = sample().bundle;
    const std::size_t at = input.front() * std::size_t{2} % changed.size();
    const std::size_t size = std::min(input.size() - 1, changed.size() - at);
    std::copy_n(input.begin() + 1, size, changed.begin() + static_cast<std::ptrdiff_t>(at));
    DAOHU_CHECK(sample().open(changed).has_value() == (changed == sample().bundle));
}

}  // namespace

void try_input(ByteView input) {
    (void)sample().open(input);
    if (!input.empty()) {
        try_changed(input);
    }
    if (const auto request = wire::decode_bundle_request(input)) {
        DAOHU_CHECK(std::ranges::equal(encode(*request), input));
    }
    if (const auto part = wire::decode_bundled_file(input)) {
        DAOHU_CHECK(std::ranges::equal(encode(*part), input));
    }
}

}  // namespace daohu::fuzz
