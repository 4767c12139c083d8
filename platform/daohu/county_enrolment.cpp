// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/county_enrolment.hpp"

#include "platform/daohu/tablet.hpp"

#include <algorithm>
#include <utility>

namespace daohu {

namespace {

constexpr const char* kRequestFile = "enrolment";
constexpr std::uint64_t kMaxRequestFile = 64 * 1024;
// Between two attempts, doubled each time: the office decides within minutes, and may be out for lunch.
constexpr std::chrono::seconds kFirstPause{3};
constexpr std::chrono::seconds kLongestPause{60};

// Trying again by itself helps nothing: somebody has to do something first.
bool waits_for_person(ErrorCode code) {
    return code == ErrorCode::enrolment_code_wrong || code == ErrorCode::certificate_invalid ||
           code == ErrorCode::device_key_differs || code == ErrorCode::sync_revoked;
}

std::optional<client::EnrolmentRequest> kept_request(Machine& machine, const std::filesystem::path& folder) {
    const auto bytes = machine.files.read(folder / kRequestFile, kMaxRequestFile);
    auto request =
        bytes ? client::decode_enrolment_request(*bytes) : Result<client::EnrolmentRequest>{fail(bytes.error())};
    return request ? std::optional{std::move(*request)} : std::nullopt;  // one that cannot be read is typed again
}

}  // namespace

CountyEnrolment::CountyEnrolment(const Parts& parts)
    : m_parts{parts},
      m_request{wire::make_device_request(parts.vault.device(), parts.vault.device_key(), parts.vault.author_key())},
      m_kept{kept_request(parts.machine, parts.vault.folder())},
      m_thread{[this](const std::stop_token& stop) { run(stop); }} {}

CountyEnrolment::~CountyEnrolment() = default;

void CountyEnrolment::begin(const client::EnrolmentPlace& place, std::string code) {
    {
        const std::lock_guard lock{m_mutex};
        client::EnrolmentRequest next{.place = place, .code = std::move(code), .card = {}};
        if (m_kept && m_kept->place == place) {
            next.card = m_kept->card;
        }
        m_kept = std::move(next);
        keep_and_wake();
    }
    m_woken.notify_one();
}

void CountyEnrolment::agree() {
    {
        const std::lock_guard lock{m_mutex};
        if (!m_kept || !m_kept->has_arrived) {
            return;
        }
        m_kept->words_agree = true;
        keep_and_wake();
    }
    m_woken.notify_one();
}

void CountyEnrolment::try_now() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_woken = true;
    }
    m_woken.notify_one();
}

void CountyEnrolment::withdraw() {
    const std::lock_guard lock{m_mutex};
    m_kept.reset();
    keep_and_wake();
}

void CountyEnrolment::keep_and_wake() {
    const auto kept = keep();
    m_failure = kept ? std::nullopt : std::optional{kept.error()};
    m_is_woken = true;
}

EnrolmentStatus CountyEnrolment::status() const {
    const std::lock_guard lock{m_mutex};
    EnrolmentStatus status;
    status.failure = m_failure;
    status.is_busy = m_is_busy;
    if (m_is_enrolled) {
        status.step = EnrolmentStep::enrolled;
        return status;
    }
    if (!m_kept) {
        return status;
    }
    status.place = m_kept->place;
    status.code = m_kept->code;
    if (m_kept->card) {
        status.words = wire::enrolment_words(m_request, m_kept->card->root);
        status.county = m_kept->card->server_name;
    }
    status.step = !m_kept->has_arrived  ? EnrolmentStep::asking
                  : m_kept->words_agree ? EnrolmentStep::waiting
                                        : EnrolmentStep::compare;
    return status;
}

bool CountyEnrolment::has_work() const {
    const bool is_stuck = m_failure && waits_for_person(m_failure->code);
    return m_kept && !is_stuck && !m_is_enrolled && !m_kept->waits_for_words();
}

void CountyEnrolment::run(const std::stop_token& stop) {
    std::chrono::seconds pause = kFirstPause;
    while (!stop.stop_requested()) {
        std::unique_lock lock{m_mutex};
        if (!has_work()) {
            m_woken.wait(lock, stop, [this] { return m_is_woken && (has_work() || m_failure); });
        }
        if (stop.stop_requested()) {
            return;
        }
        if (std::exchange(m_is_woken, false)) {
            pause = kFirstPause;
        }
        if (!m_kept || m_is_enrolled || m_kept->waits_for_words()) {
            continue;
        }
        const client::EnrolmentRequest request = *m_kept;
        m_is_busy = true;
        lock.unlock();
        m_parts.changed();
        const auto gone_on = go_on(request, stop);
        lock.lock();
        m_is_busy = false;
        const bool is_still_wanted = m_kept && m_kept->place == request.place && m_kept->code == request.code;
        m_failure = gone_on || !is_still_wanted ? std::nullopt : std::optional{gone_on.error()};
        lock.unlock();
        m_parts.changed();
        lock.lock();
        if (has_work()) {
            m_woken.wait_for(lock, stop, pause, [this] { return m_is_woken; });
            pause = std::min(2 * pause, kLongestPause);
        }
    }
}

Result<void> CountyEnrolment::go_on(const client::EnrolmentRequest& request, const std::stop_token& stop) {
    return request.card ? talk(request, stop) : find_county(request, stop);
}

Result<void> CountyEnrolment::find_county(const client::EnrolmentRequest& request, const std::stop_token& stop) {
    const auto stranger = TRY(client::make_stranger_transport({.server_name = request.place.host,
                                                               .port = request.place.port,
                                                               .address = {},
                                                               .authorities = {},
                                                               .proxy = m_parts.machine.proxy},
                                                              m_parts.machine.clock));
    client::EnrolmentRequest found = request;
    found.card = TRY(client::ask_who(*stranger, m_parts.machine.entropy, stop));
    TRY(note(request, found));
    return talk(found, stop);
}

Result<void> CountyEnrolment::talk(const client::EnrolmentRequest& request, const std::stop_token& stop) {
    const auto county = TRY(client::make_curl_transport(
        client::endpoint_of(*request.card, request.place, m_parts.machine.proxy), m_parts.machine.clock));
    client::NetworkEnrolment enrolment{
        {.county = *county, .device_key = m_parts.vault.device_key(), .entropy = m_parts.machine.entropy},
        *request.card,
        m_request};
    if (!request.has_arrived) {
        TRY(enrolment.ask(request.code, stop));
        client::EnrolmentRequest arrived = request;
        arrived.has_arrived = true;
        return note(request, arrived);
    }
    if (request.waits_for_words()) {
        return {};
    }
    const auto grant = TRY(enrolment.fetch(stop));
    return grant ? take_grant(request, *grant) : Result<void>{};
}

Result<void> CountyEnrolment::take_grant(const client::EnrolmentRequest& request, ByteView grant) {
    const std::lock_guard lock{m_mutex};
    if (!m_kept || *m_kept != request) {
        return {};
    }
    const std::filesystem::path folder = m_parts.vault.folder();
    TRY(keep_county_address(m_parts.machine, folder, {.address = request.place.host, .port = request.place.port}));
    TRY(import_grant(m_parts.machine, folder, grant));
    m_kept.reset();
    m_is_enrolled = true;
    return keep();
}

Result<void> CountyEnrolment::note(const client::EnrolmentRequest& before, const client::EnrolmentRequest& after) {
    const std::lock_guard lock{m_mutex};
    if (!m_kept || *m_kept != before) {
        return {};
    }
    m_kept = after;
    return keep();
}

Result<void> CountyEnrolment::keep() {
    const std::filesystem::path file = m_parts.vault.folder() / kRequestFile;
    return m_kept ? vault::replace_file(m_parts.machine.files, file, encode(*m_kept))
                  : vault::remove_file(m_parts.machine.files, file);
}

}  // namespace daohu
