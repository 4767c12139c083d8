// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_store.hpp"

#include "core/base/crypto.hpp"
#include "tests/sim/sim_device.hpp"

#include <fmt/format.h>

namespace daohu::bench {

namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};
constexpr std::size_t kEntriesATransaction = 1000;

}  // namespace

Scratch::Scratch(const std::filesystem::path& below) {
    SystemEntropy entropy;
    m_path = below / ("daohu-bench-" + Id<Scratch>::random(entropy).to_string());
    std::filesystem::create_directories(m_path);
}

Scratch::~Scratch() {
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
}

Result<Identity> Identity::make() {
    TRY(init_crypto());
    SeededEntropy entropy{1};
    SecretBytes data_key = TRY(SecretBytes::random(32, entropy));
    SigningKey author = TRY(SigningKey::generate(entropy));
    SigningKey device_key = TRY(SigningKey::generate(entropy));
    return Identity{std::move(data_key), std::move(author), std::move(device_key), DeviceId::random(entropy)};
}

std::optional<registry::ProjectedRow> CaseRows::project(const registry::Entity& entity) const {
    if (entity.dataset != "case") {
        return std::nullopt;
    }
    const std::int64_t recorded_at =
        entity.status_register ? entity.status_register->siblings.back().by.hlc.time().time_since_epoch().count() : 0;
    registry::ProjectedRow row;
    row.keys = {-recorded_at, entity.id.to_string(), std::int64_t{0}};
    for (const char* property : {"person", "place", "hardship_kinds", "urgency", "state"}) {
        const entry::Value* value = entity.displayed(property);
        row.columns.push_back(value != nullptr ? *value : entry::Value{entry::NullState::blank});
    }
    return row;
}

OpenStore::OpenStore(const Identity& identity)
    : m_identity{identity}, m_clock{kStart}, m_entropy{2}, m_mirror_entropy{3} {}

Result<std::unique_ptr<OpenStore>> OpenStore::open(const std::filesystem::path& file, const Identity& identity,
                                                   const registry::SchemaSet& schemas, Registered registered) {
    std::unique_ptr<OpenStore> store{new OpenStore{identity}};
    std::filesystem::path mirror = file;
    mirror += ".mirror";
    store->m_mirror.emplace(
        TRY(journal::Mirror::open(store->m_files, std::move(mirror), identity.data_key, store->m_mirror_entropy)));
    store->m_database.emplace(TRY(vault::Database::open(file, identity.data_key)));
    store->m_journal.emplace(TRY(journal::Journal::open(*store->m_database, &*store->m_mirror, store->m_clock,
                                                        store->m_entropy, {identity.device, kStart})));
    if (registered == Registered::no) {
        return store;
    }
    registry::RegistryOptions options;
    options.projectors = store->m_projectors;
    store->m_registry = TRY(registry::Registry::open(*store->m_database, schemas, std::move(options)));
    store->m_recorder.emplace(*store->m_database, *store->m_journal, *store->m_registry);
    return store;
}

Result<entry::SignedEntry> OpenStore::save(const entry::EntryDraft& draft) {
    return m_recorder->save(TRY(entry::assemble(draft, m_entropy)), m_identity.keys());
}

Result<void> OpenStore::import(std::size_t count, std::size_t chains, const std::function<entry::EntryDraft()>& next,
                               const std::function<void(const entry::EntryId&)>& written) {
    std::vector<sim::SimDevice> devices;
    for (std::size_t i = 0; i < chains; ++i) {
        devices.push_back(TRY(sim::SimDevice::make(m_entropy, kStart, static_cast<int>(i))));
    }
    for (std::size_t done = 0; done < count;) {
        vault::Transaction transaction = TRY(vault::Transaction::begin(*m_database));
        for (std::size_t i = 0; i < kEntriesATransaction && done < count; ++i, ++done) {
            sim::SimDevice& device = devices[done % chains];
            device.pass_time(std::chrono::minutes{1});
            const entry::SignedEntry entry = TRY(device.sign(next()));
            written(entry.id());
            TRY(m_journal->import(transaction, entry));
        }
        TRY(transaction.commit());
    }
    return {};
}

int run_on_store(const CommonOptions& common,
                 const std::function<Result<int>(const registry::SchemaSet&, const Identity&)>& bench) {
    const auto outcome = [&]() -> Result<int> {
        const registry::SchemaSet schemas = TRY(registry::SchemaSet::load(common.assets));
        const Identity identity = TRY(Identity::make());
        return bench(schemas, identity);
    }();
    if (!outcome) {
        fmt::print(stderr, "{}\n", outcome.error().describe());
        return kCouldNotRun;
    }
    return *outcome;
}

}  // namespace daohu::bench
