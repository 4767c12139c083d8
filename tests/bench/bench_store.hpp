// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet's store in a scratch folder: filled by several tablets' entries, copied, opened as the app opens it. One thread.

#include "core/registry/recorder.hpp"
#include "core/registry/registry_reader.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/county_data.hpp"

#include <memory>

namespace daohu::bench {

// A folder of its own below another one; removed with everything in it.
class Scratch {
public:
    explicit Scratch(const std::filesystem::path& below);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

// The keys and names of one tablet; the same in every run.
struct Identity {
    [[nodiscard]] static Result<Identity> make();

    SecretBytes data_key;
    SigningKey author;
    SigningKey device_key;
    DeviceId device;

    [[nodiscard]] entry::SigningKeys keys() const { return {author, device_key}; }
};

// The newest cases first, as the app's list has them.
class CaseRows final : public registry::Projector {
public:
    static constexpr std::string_view kName = "cases";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// The store while the app is open. All files lie beside `file`.
class OpenStore {
public:
    enum class Registered : std::uint8_t { yes, no };

    // `registered::no` leaves the registry unbuilt: only the journal is there.
    [[nodiscard]] static Result<std::unique_ptr<OpenStore>> open(const std::filesystem::path& file,
                                                                 const Identity& identity,
                                                                 const registry::SchemaSet& schemas,
                                                                 Registered registered = Registered::yes);

    // As the app saves: encoded, signed twice, stored, folded and indexed when this returns.
    [[nodiscard]] Result<entry::SignedEntry> save(const entry::EntryDraft& draft);
    // Entries of other tablets, signed by `chains` keys in turn, into the journal alone.
    [[nodiscard]] Result<void> import(std::size_t count, std::size_t chains,
                                      const std::function<entry::EntryDraft()>& next,
                                      const std::function<void(const entry::EntryId&)>& written);
    [[nodiscard]] Result<void> flush_mirror() { return m_mirror->flush(); }
    // Everything into the one file, nothing left in the write-ahead log.
    [[nodiscard]] Result<void> checkpoint() { return m_database->checkpoint(); }

    [[nodiscard]] vault::Database& database() { return *m_database; }
    [[nodiscard]] FakeClock& clock() { return m_clock; }

private:
    explicit OpenStore(const Identity& identity);

    const Identity& m_identity;
    FakeClock m_clock;
    SeededEntropy m_entropy;
    SeededEntropy m_mirror_entropy;  // of its own: how often the mirror is flushed must not change the entries
    vault::SystemFiles m_files;
    CaseRows m_cases;
    std::array<const registry::Projector*, 1> m_projectors{&m_cases};
    std::optional<journal::Mirror> m_mirror;
    std::optional<vault::Database> m_database;
    std::optional<journal::Journal> m_journal;
    std::unique_ptr<registry::Registry> m_registry;
    std::optional<registry::Recorder> m_recorder;
};

// Runs a bench that needs the schemas and a tablet's keys; what the program ends with.
[[nodiscard]] int run_on_store(const CommonOptions& common,
                               const std::function<Result<int>(const registry::SchemaSet&, const Identity&)>& bench);

}  // namespace daohu::bench
