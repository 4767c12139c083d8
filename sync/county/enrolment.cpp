// SPDX-License-Identifier: Apache-2.0
#include "sync/county/enrolment.hpp"

#include "sync/county/county_pen.hpp"
#include "sync/wire/grant_notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::size_t kVillageCodeDigits = 12;
constexpr std::size_t kTownshipCodeDigits = 9;

Result<void> check_code(const std::string& code, std::size_t digits) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (code.size() != digits || !std::ranges::all_of(code, is_digit)) {
        return fail(ErrorCode::village_code_malformed, code);
    }
    return {};
}

// Everything in a grant but whom it is for.
Result<wire::Grant> begin_grant(const Folder& folder) {
    const Identity& county = folder.identity();
    wire::Grant grant;
    grant.server = county.server;
    grant.root = county.root;
    grant.server_name = county.server_name;
    grant.authorities = TRY(folder.load_authorities());
    grant.server_certificate = county.server_certificate;
    grant.recovery = county.recovery;
    grant.pack = county.pack;
    return grant;
}

Result<void> give(StoreWriter& writer, DeviceId device, wire::Grant& grant, const std::set<std::string>& villages,
                  Entropy& entropy) {
    for (const std::string& village : villages) {
        const StreamId stream = TRY(village_stream(writer, village, entropy));
        TRY(writer.set_right({.device = device, .stream = stream}));
        grant.villages.push_back({.code = village, .stream = stream});
    }
    return {};
}

Result<void> let_read_county(StoreWriter& writer, DeviceId device, const Identity& county) {
    return writer.set_right({.device = device, .stream = county.stream(), .may_read = true, .write_until = 0});
}

Result<void> take_everything(StoreWriter& writer, DeviceId device, WallTime now) {
    const std::int64_t until = (now + kWriteGrace).time_since_epoch().count();
    for (StreamRight right : TRY(writer.rights_of(device))) {
        right.may_read = false;
        right.write_until = std::min(right.write_until, until);
        TRY(writer.set_right(right));
    }
    return {};
}

// What a tablet could not take in it would never hear of.
Result<void> check_count(std::size_t villages) {
    if (villages > kMaxVillages) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{} villages, where a device may have {}", villages, kMaxVillages));
    }
    return {};
}

// The villages that a scope means today.
Result<std::set<std::string>> villages_of(StoreWriter& writer, const Scope& scope) {
    std::set<std::string> villages{scope.villages.begin(), scope.villages.end()};
    for (const std::string& township : scope.townships) {
        for (std::string& village : TRY(writer.villages_in(township))) {
            villages.insert(std::move(village));
        }
    }
    TRY(check_count(villages.size()));
    return villages;
}

Result<void> check_scope(const Scope& scope) {
    for (const std::string& village : scope.villages) {
        TRY(check_village_code(village));
    }
    for (const std::string& township : scope.townships) {
        TRY(check_code(township, kTownshipCodeDigits));
    }
    return {};
}

Result<void> add_certificates(Store& store, DeviceId device, wire::Grant& grant) {
    for (wire::Certificate& certificate : TRY(store.certificates_of(device))) {
        if (certificate.kind == wire::CertificateKind::device) {
            grant.device_certificate = certificate;
        } else {
            grant.author_certificates.push_back(certificate);
        }
    }
    return {};
}

// What it may read of villages.
Result<std::vector<wire::GrantedVillage>> present_villages(StoreWriter& writer, DeviceId device) {
    std::set<StreamId> readable;
    for (const StreamRight& right : TRY(writer.rights_of(device))) {
        if (right.may_read) {
            readable.insert(right.stream);
        }
    }
    std::vector<wire::GrantedVillage> villages;
    for (const std::string& code : TRY(writer.villages_in(""))) {
        const auto stream = TRY(writer.find_village(code));
        if (stream && readable.contains(*stream)) {
            villages.push_back({.code = code, .stream = *stream});
        }
    }
    return villages;
}

// But for the number and the signature.
bool says_the_same(wire::Grant one, wire::Grant other) {
    for (wire::Grant* grant : {&one, &other}) {
        grant->grant_epoch = 0;
        grant->signature = {};
        std::ranges::sort(grant->villages, {}, &wire::GrantedVillage::code);
        std::ranges::sort(grant->author_certificates, {}, &wire::Certificate::key);
    }
    return one == other;
}

// Kept for the device to fetch, and announced.
Result<void> hand_out(StoreWriter& writer, CountyPen& pen, const Folder& folder, DeviceId device,
                      const wire::Grant& grant) {
    const Bytes encoded = encode(grant);
    TRY(writer.keep_grant(device, encoded));
    const wire::GrantNotice notice{.device = device, .epoch = grant.grant_epoch, .hash = hash256(encoded)};
    TRY(pen.write(writer, make_draft(notice, folder.identity().stream())));
    return {};
}

}  // namespace

Result<void> check_village_code(const std::string& code) { return check_code(code, kVillageCodeDigits); }

Result<StreamId> village_stream(StoreWriter& writer, const std::string& village, Entropy& entropy) {
    if (const auto known = TRY(writer.find_village(village))) {
        return *known;
    }
    const auto stream = StreamId::random(entropy);
    TRY(writer.add_village(village, stream));
    for (const DeviceId device : TRY(writer.devices_of_townships_of(village))) {
        TRY(writer.set_right({.device = device, .stream = stream}));
    }
    return stream;
}

Result<wire::Grant> enrol(const Folder& folder, Store& store, const wire::DeviceRequest& request,
                          const std::vector<std::string>& villages, const Clock& clock, Entropy& entropy) {
    TRY(check_scope({.villages = villages, .townships = {}}));
    TRY(check_count(villages.size()));
    // What the county's own device writes is the county's word, also before it has written anything.
    if (request.device == folder.identity().device) {
        return fail(ErrorCode::device_key_differs, request.device.to_string());
    }
    const SigningKey root = TRY(folder.load_root_key());
    wire::Grant grant = TRY(begin_grant(folder));
    TRY(add_certificates(store, request.device, grant));
    grant.device_certificate = certify(wire::CertificateKind::device, request.device_key, request.device, root);
    if (std::ranges::find(grant.author_certificates, request.author_key, &wire::Certificate::key) ==
        grant.author_certificates.end()) {
        grant.author_certificates.push_back(
            certify(wire::CertificateKind::author, request.author_key, request.device, root));
    }

    const auto writer = TRY(store.begin());
    if (const auto known = TRY(writer->find_device(request.device))) {
        if (known->key != request.device_key || known->is_county) {
            return fail(ErrorCode::device_key_differs, request.device.to_string());
        }
        if (known->state == DeviceState::revoked) {
            return fail(ErrorCode::sync_revoked, request.device.to_string());
        }
        grant.grant_epoch = known->grant_epoch + 1;
        TRY(take_everything(*writer, request.device, clock.wall_now()));
        TRY(writer->set_townships(request.device, {}));
    }
    grant.grant_epoch = std::max(grant.grant_epoch, store.epoch());  // see change_grant
    TRY(writer->add_device({.id = request.device, .key = request.device_key, .grant_epoch = grant.grant_epoch}));
    TRY(writer->add_certificate(grant.device_certificate));
    for (const wire::Certificate& author : grant.author_certificates) {
        TRY(writer->add_certificate(author));
    }
    TRY(let_read_county(*writer, request.device, folder.identity()));
    TRY(give(*writer, request.device, grant, {villages.begin(), villages.end()}, entropy));
    sign(grant, root);
    TRY(writer->keep_grant(request.device, encode(grant)));
    TRY(writer->commit());
    return grant;
}

Result<wire::Grant> change_grant(const Folder& folder, Store& store, DeviceId device, const Scope& scope,
                                 const Clock& clock, Entropy& entropy) {
    TRY(check_scope(scope));
    const SigningKey root = TRY(folder.load_root_key());
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    wire::Grant grant = TRY(begin_grant(folder));
    TRY(add_certificates(store, device, grant));

    const auto writer = TRY(store.begin());
    auto known = TRY(writer->find_device(device));
    if (!known || known->is_county) {
        return fail(ErrorCode::device_unknown, device.to_string());
    }
    // After a restore the backup's numbers are old, and a tablet may have seen later ones. The server's epoch is then the
    // time of the restore, above every number given before it.
    known->grant_epoch = std::max(known->grant_epoch + 1, store.epoch());
    grant.grant_epoch = known->grant_epoch;
    TRY(writer->add_device(*known));
    TRY(take_everything(*writer, device, clock.wall_now()));
    TRY(writer->set_townships(device, scope.townships));
    TRY(let_read_county(*writer, device, folder.identity()));
    const std::set<std::string> villages = TRY(villages_of(*writer, scope));
    TRY(give(*writer, device, grant, villages, entropy));
    sign(grant, root);
    TRY(hand_out(*writer, pen, folder, device, grant));
    TRY(writer->commit());
    return grant;
}

Result<std::optional<wire::Grant>> renew_grant(const Folder& folder, Store& store, DeviceId device,
                                               const std::optional<Bytes>& present, RenewMode mode, const Clock& clock,
                                               Entropy& entropy) {
    wire::Grant grant = TRY(begin_grant(folder));
    TRY(add_certificates(store, device, grant));
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    auto known = TRY(writer->find_device(device));
    if (!known || known->is_county) {
        return fail(ErrorCode::device_unknown, device.to_string());
    }
    if (known->state == DeviceState::revoked) {
        return fail(ErrorCode::sync_revoked, device.to_string());
    }
    grant.villages = TRY(present_villages(*writer, device));
    TRY(check_count(grant.villages.size()));
    const auto said = present ? wire::decode_grant(*present) : Result<wire::Grant>{fail(ErrorCode::not_found)};
    if (said && says_the_same(*said, grant)) {
        return std::nullopt;
    }
    known->grant_epoch = std::max(known->grant_epoch + 1, store.epoch());  // see change_grant
    grant.grant_epoch = known->grant_epoch;
    if (mode == RenewMode::dry_run) {
        return grant;
    }
    sign(grant, TRY(folder.load_root_key()));
    TRY(writer->add_device(*known));
    TRY(hand_out(*writer, pen, folder, device, grant));
    TRY(writer->commit());
    return grant;
}

}  // namespace daohu::county
