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
                                                   .orders = &m_orders},
                                                  {.dictionaries = parts.dictionaries}},
      m_worker{m_client, parts.entropy, [this](const Result<client::SyncReport>& outcome) { note(outcome); }} {}

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
    {
        const std::lock_guard lock{m_mutex};
        m_is_talking = false;
        m_last_attempt = m_parts.clock.wall_now();
        m_failure = outcome ? std::nullopt : std::optional{outcome.error()};
    }
    copy_if_due();
    carry_if_asked();
    m_parts.changed();
}

client::Carrier CountyLink::carrier() {
    return client::Carrier{{.grant = m_client.grant(),
                            .store = m_store,
                            .device_key = m_parts.vault.device_key(),
                            .entropy = m_parts.entropy,
                            .files = &m_files}};
}

void CountyLink::carry(CarryErrand errand, const std::filesystem::path& folder) {
    {
        const std::lock_guard lock{m_mutex};
        m_errand = Errand{errand, folder};
        m_carried.reset();
    }
    request();
}

std::optional<Result<CarryOutcome>> CountyLink::take_carry_outcome() {
    const std::lock_guard lock{m_mutex};
    return std::exchange(m_carried, std::nullopt);
}

void CountyLink::carry_if_asked() {
    std::optional<Errand> errand;
    {
        const std::lock_guard lock{m_mutex};
        errand = std::exchange(m_errand, std::nullopt);
    }
    if (!errand) {
        return;
    }
    auto outcome = errand->kind == CarryErrand::write ? write_stick(errand->folder) : read_stick(errand->folder);
    const std::lock_guard lock{m_mutex};
    m_carried = std::move(outcome);
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

Result<CarryOutcome> CountyLink::read_stick(const std::filesystem::path& folder) {
    client::Carrier carrying = carrier();
    CarryOutcome outcome{CarryErrand::read, 0};
    std::optional<Error> refused;
    bool was_useful = false;
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
        was_useful = true;
        outcome.entries += report->acknowledged + report->received;
        if (report->grant) {
            TRY(m_parts.keep_grant(*report->grant));
        }
    }
    if (!was_useful) {
        return fail(refused.value_or(Error{ErrorCode::not_found, "no answer of the county"}));
    }
    return outcome;
}

void CountyLink::copy_if_due() {
    if (!m_parts.second_storage) {
        return;
    }
    client::Carrier carrying = carrier();
    client::NightlyCopy copy{
        {.carrier = carrying, .files = m_parts.files, .clock = m_parts.clock, .device = m_parts.vault.device()},
        *m_parts.second_storage};
    if (!copy.is_due()) {
        return;
    }
    const auto copied = copy.run();
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

std::optional<WallTime> CountyLink::last_attempt() const {
    const std::lock_guard lock{m_mutex};
    return m_last_attempt;
}

}  // namespace daohu
