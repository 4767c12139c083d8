// SPDX-License-Identifier: Apache-2.0
#include "sync/county/enrolment.hpp"

#include <algorithm>

namespace daohu::county {

namespace {

constexpr std::size_t kVillageCodeDigits = 12;

Result<void> check_village_code(const std::string& code) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (code.size() != kVillageCodeDigits || !std::ranges::all_of(code, is_digit)) {
        return fail(ErrorCode::village_code_malformed, code);
    }
    return {};
}

Result<StreamId> stream_of(StoreWriter& writer, const std::string& village, Entropy& entropy) {
    if (const auto known = TRY(writer.find_village(village))) {
        return *known;
    }
    const auto stream = StreamId::random(entropy);
    TRY(writer.add_village(village, stream));
    return stream;
}

}  // namespace

Result<wire::Grant> enrol(const Folder& folder, Store& store, const wire::DeviceRequest& request,
                          const std::vector<std::string>& villages, Entropy& entropy) {
    for (const std::string& village : villages) {
        TRY(check_village_code(village));
    }
    const SigningKey root = TRY(folder.load_root_key());
    const Identity& county = folder.identity();
    wire::Grant grant{
        .server = county.server,
        .root = root.public_key(),
        .server_name = county.server_name,
        .port = 0,
        .authorities = TRY(folder.load_authorities()),
        .server_certificate = county.server_certificate,
        .device_certificate = certify(wire::CertificateKind::device, request.device_key, request.device, root),
        .author_certificates = {certify(wire::CertificateKind::author, request.author_key, request.device, root)},
        .grant_epoch = 1,
        .villages = {},
        .signature = {}};

    const auto writer = TRY(store.begin());
    if (const auto known = TRY(writer->find_device(request.device))) {
        if (known->key != request.device_key) {
            return fail(ErrorCode::device_key_differs, request.device.to_string());
        }
        grant.grant_epoch = known->grant_epoch + 1;
    }
    TRY(writer->add_device({.id = request.device,
                            .key = request.device_key,
                            .state = DeviceState::active,
                            .grant_epoch = grant.grant_epoch}));
    TRY(writer->add_certificate(grant.device_certificate));
    for (const wire::Certificate& author : grant.author_certificates) {
        TRY(writer->add_certificate(author));
    }
    for (const std::string& village : villages) {
        const StreamId stream = TRY(stream_of(*writer, village, entropy));
        TRY(writer->add_grant(request.device, stream));
        grant.villages.push_back({.code = village, .stream = stream});
    }
    TRY(writer->commit());
    sign(grant, root);
    return grant;
}

}  // namespace daohu::county
