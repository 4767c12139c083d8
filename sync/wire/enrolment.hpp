// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a tablet becomes one of the county's: it shows a request, the county's offline root signs an answer, the tablet
// imports it. Both travel as files, on a stick or as a picture; nothing in them is secret. Any thread.

#include "core/base/id.hpp"
#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"
#include "sync/wire/certificate.hpp"
#include "sync/wire/messages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daohu::wire {

// Made and signed on the tablet, which proves that it holds both keys.
struct DeviceRequest {
    DeviceId device;
    PublicKey device_key;
    PublicKey author_key;  // of the coordinator who asks
    Signature author_signature;
    Signature device_signature;

    friend bool operator==(const DeviceRequest&, const DeviceRequest&) = default;
};
[[nodiscard]] DeviceRequest make_device_request(DeviceId device, const SigningKey& device_key,
                                                const SigningKey& author_key);

// A village the device may read and write, and the stream that carries it.
struct GrantedVillage {
    std::string code;  // of the county's list of administrative divisions, 12 digits
    StreamId stream;

    friend bool operator==(const GrantedVillage&, const GrantedVillage&) = default;
};

// Everything a tablet needs to know to work and to sync.
struct Grant {
    ServerId server;
    PublicKey root;
    std::string server_name;         // the exact name in the server's TLS certificate
    std::uint16_t port = 0;          // 0: told otherwise
    std::vector<Bytes> authorities;  // DER; the one in use and a spare, nothing else is believed
    Certificate server_certificate;
    Certificate device_certificate;
    std::vector<Certificate> author_certificates;
    std::uint64_t grant_epoch = 1;  // a later grant has a higher one
    std::vector<GrantedVillage> villages;
    std::optional<BoxPublicKey> recovery{};  // of the county: opens a tablet that nobody can open any more
    std::string pack{};            // the id of the policy pack that its tablets work under; empty: told otherwise
    std::vector<Bytes> further{};  // what a newer county says besides, as it stands: signed, and not understood
    Signature signature;           // by the root

    friend bool operator==(const Grant&, const Grant&) = default;
};
void sign(Grant& grant, const SigningKey& root);

[[nodiscard]] Bytes encode(const DeviceRequest& request);
[[nodiscard]] Bytes encode(const Grant& grant);

// Besides the codes of the envelope: request_signature when the tablet does not hold the keys it shows.
[[nodiscard]] Result<DeviceRequest> decode_device_request(ByteView bytes);
// Besides the codes of the envelope: certificate_invalid when a signature in it is not that of the root in it. Whether
// the root is the right one is for the person who compares its fingerprint, or for the grant imported before.
[[nodiscard]] Result<Grant> decode_grant(ByteView bytes);

}  // namespace daohu::wire
