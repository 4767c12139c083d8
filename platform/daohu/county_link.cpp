// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/county_link.hpp"

#include "core/base/hash.hpp"
#include "platform/daohu/switched_transport.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kNameDigits = 16;
constexpr std::string_view kAnswerSuffix = ".answer";
constexpr std::uint64_t kMaxAnswer = std::uint64_t{64} * 1024 * 1024;
// A storage that took no copy is not asked again sooner.
constexpr std::chrono::hours kCopyAgain{1};

}  // namespace

CountyLink::CountyLink(const Parts& parts, const wire::Grant& grant, std::unique_ptr<client::Transport> transport)
    : m_parts{parts}, m_store{parts.workspace.store_thread(), parts.clock},
      m_files{parts.workspace.store_thread(), parts.files, parts.entropy, parts.vault.folder()},
      m_orders{{.thread = parts.workspace.store_thread(),
                .files = parts.files,
                .clock = parts.clock,
                .entropy = parts.entropy,
                .keys = {parts.vault.author_key(), parts.vault.device_key()},
                .vault_folder = parts.vault.folder(),
                .county_device = grant.server_certificate.device,
                .county_stream = StreamId{grant.server.raw()},
                .keep_grant = parts.keep_grant,
                .schemas = &parts.schemas}},
      m_transport{std::move(transport)}, m_client{grant,
                                                  {.transport = *m_transport,
                                                   .store = m_store,
                                                   .device_key = parts.vault.device_key(),
                                                   .clock = parts.clock,
                                                   .entropy = parts.entropy,
                                                   .board = m_board,
                                                   .files = &m_files,
                                                   .orders = &m_orders,
                                                   .is_needed_elsewhere =
                                                       [this] {
                                                           m_is_paused_for_copy = is_copy_wanted();
                                                           return m_is_paused_for_copy;
                                                       }},
                                                  {.dictionaries = parts.dictionaries}},
      m_photos{parts.photos},
      m_worker{m_client, parts.entropy, [this](const Result<client::SyncReport>& outcome) { note(outcome); },
               [this](const std::stop_token& stop) { do_chores(stop); }} {}

Result<std::unique_ptr<CountyLink>> CountyLink::open(const Parts& parts, const wire::Grant& grant,
                                                     const client::Endpoint& endpoint) {
    auto transport = TRY(client::make_curl_transport(endpoint, parts.clock));
    if (parts.is_network_cut != nullptr) {
        transport = std::make_unique<SwitchedTransport>(std::move(transport), *parts.is_network_cut);
    }
    return std::unique_ptr<CountyLink>{new CountyLink{parts, grant, std::move(transport)}};
}

void CountyLink::request() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_talking = true;
    }
    m_worker.wake();
}

void CountyLink::note(const Result<client::SyncReport>& outcome) {
    const bool is_interrupted = !outcome && outcome.error().code == ErrorCode::cancelled;
    const bool are_photos_left = status().photos.large > 0;
    {
        const std::lock_guard lock{m_mutex};
        m_moved = m_client.moved();
        if (!is_interrupted) {  // then it goes on at once
            m_is_talking = false;
            m_last_attempt = m_parts.clock.wall_now();
            m_failure = outcome ? std::nullopt : std::optional{outcome.error()};
        }
        m_are_photos_asked = m_are_photos_asked && (!outcome || are_photos_left);
    }
    if (std::exchange(m_is_paused_for_copy, false) && !is_interrupted) {
        request();  // photographs were left
    }
    m_parts.changed();
}

void CountyLink::do_chores(const std::stop_token& stop) {
    m_client.set_photos(photo_policy());
    for (const Hash256& file : std::exchange(m_parts.damaged, {})) {
        m_orders.published().fetch_again(file).ignore("found damaged again at the next start");
    }
    copy_if_due();
    carry_if_asked(stop);
}

client::Carrier CountyLink::carrier() {
    return client::Carrier{{.grant = m_client.grant(),
                            .store = m_store,
                            .device_key = m_parts.vault.device_key(),
                            .entropy = m_parts.entropy,
                            .files = &m_files,
                            .orders = &m_orders}};
}

void CountyLink::set_photos(PhotoChoice choice) {
    {
        const std::lock_guard lock{m_mutex};
        m_photos = choice;
    }
    request();
}

void CountyLink::send_photos() {
    {
        const std::lock_guard lock{m_mutex};
        m_are_photos_asked = true;
    }
    request();
}

Network CountyLink::network() const {
    return m_parts.network == nullptr ? Network::unknown : m_parts.network->network();
}

PhotoWait CountyLink::photo_wait() const {
    const Network now = network();
    const std::lock_guard lock{m_mutex};
    return daohu::photo_wait(m_photos, now, m_are_photos_asked);
}

// Others' photographs do not come here: no page shows them.
client::PhotoPolicy CountyLink::photo_policy() const {
    const Network now = network();
    // Without any interface only this machine itself can be reached, which costs nothing.
    const Network cost = now == Network::none ? Network::unmetered : now;
    const std::lock_guard lock{m_mutex};
    const bool may_go = daohu::photo_wait(m_photos, cost, m_are_photos_asked) == PhotoWait::nothing;
    return may_go ? client::PhotoPolicy::sent : client::PhotoPolicy::thumbnails;
}

void CountyLink::carry(CarryErrand errand, const std::filesystem::path& folder) {
    {
        const std::lock_guard lock{m_mutex};
        m_errand = Errand{errand, folder};
        m_carried.reset();
        m_is_talking = true;
    }
    m_worker.interrupt();
}

std::optional<Result<CarryOutcome>> CountyLink::take_carry_outcome() {
    const std::lock_guard lock{m_mutex};
    return std::exchange(m_carried, std::nullopt);
}

void CountyLink::carry_if_asked(const std::stop_token& stop) {
    std::optional<Errand> errand;
    {
        const std::lock_guard lock{m_mutex};
        errand = std::exchange(m_errand, std::nullopt);
    }
    if (!errand) {
        return;
    }
    auto outcome = errand->kind == CarryErrand::write ? write_stick(errand->folder) : read_stick(errand->folder, stop);
    {
        const std::lock_guard lock{m_mutex};
        m_read += outcome && errand->kind == CarryErrand::read ? outcome->entries : 0;
        m_carried = std::move(outcome);
    }
    m_parts.changed();
}

Result<CarryOutcome> CountyLink::write_stick(const std::filesystem::path& folder) {
    client::Carrier carrying = carrier();
    const auto report = TRY(carrying.pack(client::Packing::unsent, [&](ByteView bundle) -> Result<void> {
        // What holds the same is one file.
        const std::string name = "daohu-" + hash256(bundle).to_string().substr(0, kNameDigits);
        const std::filesystem::path file = folder / (name + std::string{client::kBundleSuffix});
        TRY(vault::replace_file(m_parts.files, file, bundle));
        const Bytes written = TRY(m_parts.files.read(file, bundle.size()));
        return std::ranges::equal(written, bundle) ? Result<void>{} : fail(ErrorCode::copy_unreadable, name);
    }));
    return CarryOutcome{CarryErrand::write, report.entries};
}

// What cannot be delivered now can be delivered another day: it is an error only where the stick had nothing else.
Result<CarryOutcome> CountyLink::read_stick(const std::filesystem::path& folder, const std::stop_token& stop) {
    CarryOutcome outcome{CarryErrand::read, 0, 0};
    auto useful = read_answers(folder, outcome);
    const auto delivered = deliver_bundles(folder, outcome, stop);
    if ((useful && *useful > 0) || outcome.delivered > 0) {
        return outcome;
    }
    if (!useful && useful.error().code != ErrorCode::not_found) {
        return fail(std::move(useful).error());
    }
    return delivered ? Result<CarryOutcome>{fail(ErrorCode::not_found, "no answer of the county")}
                     : Result<CarryOutcome>{fail(delivered.error())};
}

Result<std::size_t> CountyLink::read_answers(const std::filesystem::path& folder, CarryOutcome& outcome) {
    client::Carrier carrying = carrier();
    std::optional<Error> refused;
    std::size_t useful = 0;
    for (const std::string& name : m_parts.files.list(folder)) {
        if (!name.ends_with(kAnswerSuffix)) {
            continue;
        }
        const Bytes file = TRY(m_parts.files.read(folder / name, kMaxAnswer));
        const auto report = carrying.accept(file);
        if (!report) {
            refused = report.error();  // of another tablet, or known already: the next one may be ours
            continue;
        }
        ++useful;
        outcome.entries += report->acknowledged + report->received;
        if (report->grant) {
            m_client.adopt(TRY(wire::decode_grant(*report->grant)));
        }
    }
    if (useful == 0) {
        return fail(refused.value_or(Error{ErrorCode::not_found, "no answer of the county"}));
    }
    return useful;
}

// Of whomever they are: who carries one learns nothing from it. A bundle that the county refuses stays on the stick, and
// keeps no other one there.
Result<void> CountyLink::deliver_bundles(const std::filesystem::path& folder, CarryOutcome& outcome,
                                         const std::stop_token& stop) {
    Result<void> refused;
    for (const std::string& name : m_parts.files.list(folder)) {
        const std::filesystem::path answer = folder / (name + std::string{kAnswerSuffix});
        if (!name.ends_with(client::kBundleSuffix) || m_parts.files.exists(answer)) {
            continue;
        }
        Bytes bundle = TRY(m_parts.files.read(folder / name, wire::kMaxBundle));
        if (!m_delivery || m_delivery->address() != hash256(bundle)) {
            m_delivery.emplace(std::move(bundle));
        }
        const auto delivered = m_client.deliver(*m_delivery, stop);
        if (!delivered && client::is_of_the_link(delivered.error().code)) {
            return delivered;  // so would the others
        }
        if (!delivered) {
            refused = delivered;
            continue;
        }
        TRY(vault::replace_file(m_parts.files, answer, m_delivery->answer()));
        m_delivery.reset();
        ++outcome.delivered;
    }
    return refused;
}

bool CountyLink::is_copy_wanted() {
    const bool has_just_failed =
        m_copy_failed_at && m_parts.clock.monotonic_now() - *m_copy_failed_at < MonotonicTime{kCopyAgain};
    if (!m_parts.second_storage || has_just_failed) {
        return false;
    }
    client::Carrier carrying = carrier();
    return client::NightlyCopy{
        {.carrier = carrying, .files = m_parts.files, .clock = m_parts.clock, .device = m_parts.vault.device()},
        *m_parts.second_storage}
        .is_due();
}

void CountyLink::copy_if_due() {
    if (!is_copy_wanted()) {
        return;
    }
    client::Carrier carrying = carrier();
    client::NightlyCopy copy{
        {.carrier = carrying, .files = m_parts.files, .clock = m_parts.clock, .device = m_parts.vault.device()},
        *m_parts.second_storage};
    const auto copied = copy.run();
    m_copy_failed_at = copied ? std::nullopt : std::optional{m_parts.clock.monotonic_now()};
    const std::lock_guard lock{m_mutex};
    m_copy_failure = copied ? std::nullopt : std::optional{copied.error()};
}

std::optional<Error> CountyLink::copy_failure() const {
    const std::lock_guard lock{m_mutex};
    return m_copy_failure;
}

bool CountyLink::is_talking() const {
    const std::lock_guard lock{m_mutex};
    return m_is_talking;
}

std::optional<Error> CountyLink::failure() const {
    const std::lock_guard lock{m_mutex};
    return m_failure;
}

std::uint64_t CountyLink::moved() const {
    const std::lock_guard lock{m_mutex};
    return m_moved + m_read;
}

std::optional<WallTime> CountyLink::last_attempt() const {
    const std::lock_guard lock{m_mutex};
    return m_last_attempt;
}

}  // namespace daohu
