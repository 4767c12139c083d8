// SPDX-License-Identifier: Apache-2.0
#include "sync/county/register_view.hpp"

#include "core/base/build_info.hpp"
#include "core/registry/recorder.hpp"

#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::size_t kSliceBudget = 256 * 1024;
constexpr std::size_t kKeySize = 32;

// The file and what SQLite keeps beside it.
class ScratchFile {
public:
    explicit ScratchFile(std::filesystem::path path) : m_path{std::move(path)} {}
    ScratchFile(ScratchFile&& other) noexcept : m_path{std::exchange(other.m_path, {})} {}
    ScratchFile& operator=(ScratchFile&&) = delete;
    ~ScratchFile() {
        for (const char* end : {"", "-wal", "-shm"}) {
            std::error_code gone;
            std::filesystem::path file = m_path;
            std::filesystem::remove(file += end, gone);
        }
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

}  // namespace

struct RegisterView::State {
    ScratchFile file;
    Store& store;
    vault::Database database;
    std::optional<journal::Journal> journal;
    std::unique_ptr<registry::Registry> registry;
    std::optional<registry::Recorder> recorder;
    std::optional<registry::RegistryReader> reader;
    std::set<StreamId> streams;
};

RegisterView::RegisterView(std::unique_ptr<State> state) : m_state{std::move(state)} {}
RegisterView::~RegisterView() = default;

Result<std::unique_ptr<RegisterView>> RegisterView::open(const Folder& folder, Store& store,
                                                         const registry::SchemaSet& schemas, const Clock& clock,
                                                         Entropy& entropy) {
    const SecretBytes key = TRY(SecretBytes::random(kKeySize, entropy));
    const auto name = DeviceId::random(entropy);
    ScratchFile file{folder.store_path().parent_path() / ("view-" + name.to_string())};
    auto database = TRY(vault::Database::open(file.path(), key,
                                              {.access = vault::Access::read_write,
                                               .flushing = vault::Flushing::normal,
                                               .cache = vault::CacheSize::mib_16,
                                               .vfs = {}}));
    auto state = std::unique_ptr<State>{new State{.file = std::move(file),
                                                  .store = store,
                                                  .database = std::move(database),
                                                  .journal = {},
                                                  .registry = nullptr,
                                                  .recorder = {},
                                                  .reader = {},
                                                  .streams = {}}};
    state->journal.emplace(TRY(journal::Journal::open(state->database, nullptr, clock, entropy,
                                                      {.device = name, .build_time = build_date()})));
    registry::RegistryOptions options;
    options.fold.county = folder.identity().devices();
    state->registry = TRY(registry::Registry::open(state->database, schemas, std::move(options)));
    state->recorder.emplace(state->database, *state->journal, *state->registry);
    state->reader.emplace(TRY(registry::RegistryReader::open(state->database, schemas)));
    return std::unique_ptr<RegisterView>{new RegisterView{std::move(state)}};
}

Result<void> RegisterView::add(StreamId stream) {
    if (!m_state->streams.insert(stream).second) {
        return {};
    }
    for (std::uint64_t after = 0;;) {
        const StreamSlice slice = TRY(m_state->store.read_stream(stream, after, kSliceBudget, IncarnationId{}));
        if (slice.entries.empty()) {
            return {};
        }
        std::vector<registry::ReceivedEntry> entries;
        for (const StreamEntry& stored : slice.entries) {
            entries.push_back({.entry = TRY(entry::SignedEntry::decode(stored.bytes)),
                               .place = {{.stream = stream, .position = stored.position}}});
        }
        TRY(m_state->recorder->receive(entries));
        after = slice.entries.back().position;
    }
}

registry::RegistryReader& RegisterView::reader() { return *m_state->reader; }

}  // namespace daohu::county
