// SPDX-License-Identifier: Apache-2.0
#include "sync/county/audiences.hpp"

#include "core/base/words.hpp"
#include "sync/county/county_pen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::string_view kWholeCounty = "-";
constexpr std::size_t kMaxAudienceName = 32;

std::string spelled(const NamedReader& reader) {
    std::string text = fmt::format("{}/{}", reader.device.to_string(), reader.person.to_string());
    return reader.worker ? text + '=' + reader.worker->to_string() : text;
}

struct Spelling {
    DeviceId device;
    std::optional<PublicKey> person;
    std::optional<EntityId> worker;
};

Result<Spelling> read_spelling(std::string_view text) {
    const auto cut = [&](char mark) -> std::optional<std::string_view> {
        const std::size_t at = text.find(mark);
        if (at == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view behind = text.substr(at + 1);
        text = text.substr(0, at);
        return behind;
    };
    const auto worker = cut('=');
    const auto person = cut('/');
    Spelling reader;
    const auto device = DeviceId::parse(text);
    const auto key = person ? PublicKey::parse(*person) : PublicKey{};
    const auto id = worker ? EntityId::parse(*worker) : EntityId{};
    if (!device || !key || !id) {
        return fail(ErrorCode::invalid_argument, "a reader is device, device/key, or either with =worker behind it");
    }
    reader.device = *device;
    reader.person = person ? std::optional{*key} : std::nullopt;
    reader.worker = worker ? std::optional{*id} : std::nullopt;
    return reader;
}

Result<void> check(const AudienceOrder& order) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (order.audience.empty() || order.audience.size() > kMaxAudienceName ||
        !std::ranges::all_of(order.audience, is_letter)) {
        return fail(ErrorCode::invalid_argument, "an audience has lower-case letters and underscores");
    }
    constexpr std::array<std::size_t, 4> kDigits{0, 6, 9, 12};
    if (!std::ranges::all_of(order.division, is_digit) ||
        std::ranges::find(kDigits, order.division.size()) == kDigits.end()) {
        return fail(ErrorCode::invalid_argument, "a division has 6, 9 or 12 digits");
    }
    return {};
}

// The write of the list that is in force, which the next one replaces: an order to read has that one assignment.
Result<std::optional<AudienceInForce>> in_force(StoreWriter& writer, const AudienceOrder& order) {
    for (AudienceInForce& audience : TRY(writer.audiences())) {
        if (audience.list.audience == order.audience && audience.list.division == order.division) {
            return std::move(audience);
        }
    }
    return std::nullopt;
}

}  // namespace

std::string AudienceOrder::to_text() const {
    std::string text = fmt::format("{} {}", audience, division.empty() ? kWholeCounty : division);
    for (const NamedReader& reader : readers) {
        text += ' ' + spelled(reader);
    }
    return text;
}

Result<AudienceOrder> AudienceOrder::parse(const std::string& text) {
    const std::vector<std::string_view> words = split_words(text);
    if (words.size() < 2) {
        return fail(ErrorCode::invalid_argument, "an audience, a division, and its readers");
    }
    AudienceOrder order;
    order.audience = words[0];
    order.division = words[1] == kWholeCounty ? "" : words[1];
    for (std::size_t i = 2; i < words.size(); ++i) {
        const Spelling reader = TRY(read_spelling(words[i]));
        if (!reader.person) {
            return fail(ErrorCode::invalid_argument, "a reader without key");
        }
        order.readers.push_back({.device = reader.device, .person = *reader.person, .worker = reader.worker});
    }
    TRY(check(order));
    return order;
}

Result<NamedReader> find_reader(Store& store, std::string_view text) {
    const Spelling wanted = TRY(read_spelling(text));
    const auto device = TRY(store.find_device(wanted.device));
    if (!device || device->is_county || device->state == DeviceState::revoked) {
        return fail(ErrorCode::device_unknown, wanted.device.to_string());
    }
    std::vector<PublicKey> authors;
    for (const wire::Certificate& certificate : TRY(store.certificates_of(wanted.device))) {
        const bool is_meant = !wanted.person || *wanted.person == certificate.key;
        if (certificate.kind == wire::CertificateKind::author && is_meant) {
            authors.push_back(certificate.key);
        }
    }
    if (authors.size() != 1) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{} write on {}: name one as device/key", authors.size(), wanted.device.to_string()));
    }
    return NamedReader{.device = wanted.device, .person = authors.front(), .worker = wanted.worker};
}

Result<entry::AudienceList> publish_audience(const Folder& folder, Store& store, const AudienceOrder& order,
                                             const Clock& clock, Entropy& entropy) {
    TRY(check(order));
    const SigningKey root = TRY(folder.load_root_key());
    entry::AudienceList list{
        .audience = order.audience, .division = order.division, .edition = 1, .readers = {}, .signature = {}};
    for (const NamedReader& reader : order.readers) {
        const NamedReader now = TRY(find_reader(store, spelled(reader)));
        list.readers.push_back({.person = now.person, .worker = now.worker});
    }
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    const auto before = TRY(in_force(*writer, order));
    // After a restore the backup's edition is old; see change_grant.
    list.edition = std::max(before ? before->list.edition + 1 : 1, store.epoch());
    list = TRY(entry::sign_audience(std::move(list), root));
    std::vector<entry::WriteId> replaced;
    if (before) {
        replaced.push_back({.entry = before->entry, .index = 0});
    }
    const entry::SignedEntry written =
        TRY(pen.write(*writer, entry::make_draft(list, folder.identity().stream(), std::move(replaced))));
    TRY(writer->set_audience({.list = list, .entry = written.id()}));
    TRY(writer->commit());
    return list;
}

Result<std::vector<entry::AudienceList>> audiences_in_force(Store& store) {
    const auto writer = TRY(store.begin());
    std::vector<entry::AudienceList> lists;
    for (AudienceInForce& audience : TRY(writer->audiences())) {
        lists.push_back(std::move(audience.list));
    }
    return lists;
}

}  // namespace daohu::county
