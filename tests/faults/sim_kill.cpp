// SPDX-License-Identifier: Apache-2.0
#include "core/vault/recovery.hpp"
#include "tests/faults/killed_child.hpp"
#include "tests/faults/shared_memory.hpp"
#include "tests/faults/simulations.hpp"

#include <fmt/format.h>

#include <limits>
#include <memory>

namespace daohu::faults {

namespace {

using vault::Recovery;
using vault::Vault;

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
constexpr std::string_view kPin = "730418";
constexpr std::string_view kWrongPin = "730419";
constexpr std::string_view kNextPin = "918273";

// What is done to a folder and killed on the way, and what must hold afterwards.
class Scene {
public:
    virtual ~Scene() = default;
    // In the parent, before the child starts.
    virtual Result<void> prepare(const std::filesystem::path&) { return {}; }
    // In the child; true when all went as it should.
    [[nodiscard]] virtual bool act(const std::filesystem::path& folder) = 0;
    virtual Result<void> check(const std::filesystem::path& folder, const ChildEnd& end) = 0;
};

// --- a day ----------------------------------------------------------------------------------------------------------

class DayScene final : public Scene {
public:
    explicit DayScene(const KillOptions& options) {
        m_plan.seed = options.seed;
        m_plan.saves = options.saves;
        m_plan.flush_mirror_every = 3;
        m_plan.checkpoint_every = 5;
    }

    Result<void> prepare(const std::filesystem::path& folder) override {
        *m_progress = {};
        if (m_record.acts.empty()) {  // a day that nobody disturbs saves the same bytes
            const auto undisturbed = folder.parent_path() / "undisturbed";
            Day day{undisturbed, m_files, m_plan};
            TRY(day.live({}));
            m_record = day.record();
        }
        return {};
    }
    bool act(const std::filesystem::path& folder) override {
        Day day{folder, m_files, m_plan};
        DayWatch watch;
        watch.on_progress = [this](const Progress& progress) { *m_progress = progress; };
        return day.live(watch).has_value();
    }
    Result<void> check(const std::filesystem::path& folder, const ChildEnd&) override {
        return check_next_day(folder, m_record, promise_after(m_record, *m_progress));
    }

private:
    vault::SystemFiles m_files;
    DayPlan m_plan;
    DayRecord m_record;
    SharedMemory<Progress> m_progress;
};

// --- ten wrong tries ------------------------------------------------------------------------------------------------

// A vault behind a PIN and a key store, with something in it that must never be lost.
class SealedVault {
public:
    SealedVault(std::uint64_t seed, vault::TryCounting counting) : m_entropy{seed}, m_counting{counting} {}

    [[nodiscard]] vault::VaultEnvironment environment() { return {m_files, m_entropy, m_secure_key, m_counting}; }
    [[nodiscard]] KeptSecrets& kept() { return *m_kept; }
    [[nodiscard]] Result<vault::VaultStatus> status(const std::filesystem::path& folder) {
        return Vault::status(folder, environment());
    }

    Result<void> make(const std::filesystem::path& folder, const std::optional<BoxPublicKey>& county) {
        *m_kept = {};
        const auto vault = TRY(Vault::create(folder, environment(), {"1", kPin, kFastDerivation, county}));
        auto store = TRY(vault.open_database(vault::VaultFile::store));
        TRY(store.execute("CREATE TABLE kept(x); INSERT INTO kept VALUES (4711)"));
        (*m_kept).derivations = 0;
        return {};
    }
    [[nodiscard]] bool try_wrong_pins(const std::filesystem::path& folder) {
        for (std::uint32_t i = 0; i < vault::kMaxTries; ++i) {
            const auto state = status(folder);
            if (!state || Vault::unlock(folder, environment(), state->slots.at(0).id, kWrongPin)) {
                return false;
            }
        }
        return true;
    }
    static Result<void> check_kept(const Vault& vault) {
        auto store = TRY(vault.open_database(vault::VaultFile::store));
        auto select = TRY(store.prepare("SELECT x FROM kept"));
        auto row = select.query();
        const bool is_there = TRY(row.next());
        return is_there && row.integer(0) == 4711 ? Result<void>{} : fail(ErrorCode::internal, "the store is empty");
    }

private:
    vault::SystemFiles m_files;
    SeededEntropy m_entropy;
    vault::TryCounting m_counting;
    SharedMemory<KeptSecrets> m_kept;
    SharedSecureKey m_secure_key{*m_kept};
};

// After a kill anywhere, every derivation that ran has been counted.
class TriesScene final : public Scene {
public:
    explicit TriesScene(const KillOptions& options) : m_vault{options.seed, options.counting} {}

    Result<void> prepare(const std::filesystem::path& folder) override { return m_vault.make(folder, std::nullopt); }
    bool act(const std::filesystem::path& folder) override { return m_vault.try_wrong_pins(folder); }
    Result<void> check(const std::filesystem::path& folder, const ChildEnd& end) override {
        const auto status = TRY(m_vault.status(folder));
        const std::uint32_t counted = vault::kMaxTries - status.slots.at(0).tries_left;
        if (counted < m_vault.kept().derivations) {
            return fail(ErrorCode::internal,
                        fmt::format("{} derivations, {} counted", m_vault.kept().derivations, counted));
        }
        return end.was_killed || status.is_sealed ? Result<void>{}
                                                  : fail(ErrorCode::internal, "not sealed after ten tries");
    }

private:
    SealedVault m_vault;
};

// --- recovery of a sealed vault -------------------------------------------------------------------------------------

// After a kill anywhere, the new PIN opens or the county's answer does, and everything is still there.
class RecoveryScene final : public Scene {
public:
    explicit RecoveryScene(const KillOptions& options)
        : m_vault{options.seed, vault::TryCounting::before_derivation}, m_entropy{options.seed + 1} {}

    Result<void> prepare(const std::filesystem::path& folder) override {
        m_county.emplace(TRY(BoxKey::generate(m_entropy)));
        TRY(m_vault.make(folder, m_county->public_key()));
        return m_vault.try_wrong_pins(folder) ? Result<void>{} : fail(ErrorCode::internal, "a wrong PIN opened");
    }
    bool act(const std::filesystem::path& folder) override { return recover(folder).has_value(); }
    Result<void> check(const std::filesystem::path& folder, const ChildEnd&) override {
        const auto status = TRY(m_vault.status(folder));
        if (!status.is_sealed) {
            const auto vault = Vault::unlock(folder, m_vault.environment(), status.slots.at(0).id, kNextPin);
            if (vault) {
                return SealedVault::check_kept(*vault);
            }
        }
        return recover(folder);
    }

private:
    Result<void> recover(const std::filesystem::path& folder) {
        const auto status = TRY(m_vault.status(folder));
        const auto request = TRY(Recovery::request(folder, m_vault.environment()));
        const Bytes answer = TRY(vault::answer_recovery(request, *m_county));
        const auto vault = TRY(Recovery::complete(folder, m_vault.environment(), answer, status.slots.at(0).id,
                                                  kNextPin, kFastDerivation));
        return SealedVault::check_kept(vault);
    }

    SealedVault m_vault;
    SeededEntropy m_entropy;
    std::optional<BoxKey> m_county;
};

// --- the sweep ------------------------------------------------------------------------------------------------------

std::string_view name_of(Victim victim) {
    switch (victim) {
        case Victim::day: return "day";
        case Victim::tries: return "tries";
        case Victim::recovery: break;
    }
    return "recovery";
}

std::unique_ptr<Scene> make_scene(Victim victim, const KillOptions& options) {
    switch (victim) {
        case Victim::day: return std::make_unique<DayScene>(options);
        case Victim::tries: return std::make_unique<TriesScene>(options);
        case Victim::recovery: break;
    }
    return std::make_unique<RecoveryScene>(options);
}

std::string command(const KillOptions& options, Victim victim, std::size_t call) {
    return fmt::format("daohu-sim kill --seed {} --saves {} --victim {} --at {}{}", options.seed, options.saves,
                       name_of(victim), call,
                       options.counting == vault::TryCounting::after_derivation ? " --count-tries-late" : "");
}

struct Sweep {
    std::size_t calls = 0;  // write-like system calls of the whole scene
    std::size_t kills = 0;
};

Result<Sweep> sweep(Victim victim, const KillOptions& options, Outcome& outcome) {
    const std::unique_ptr<Scene> scene = make_scene(victim, options);
    const TemporaryFolder scratch;
    const auto folder = scratch.path() / "vault";
    const auto kill_at = [&](std::size_t call) -> Result<ChildEnd> {
        empty_folder(scratch.path());
        TRY(scene->prepare(folder));
        const auto end = TRY(run_and_kill(call, [&] { return scene->act(folder) ? 0 : 1; }));
        if (!end.was_killed && end.status != 0) {
            return fail(ErrorCode::internal, "the child failed by itself");
        }
        if (const auto held = scene->check(folder, end); !held) {
            outcome.violation(command(options, victim, call), held.error());
        }
        return end;
    };
    Sweep result;
    const ChildEnd undisturbed = TRY(kill_at(kNever));
    result.calls = undisturbed.calls;
    if (options.at && *options.at == 0) {
        return fail(ErrorCode::invalid_argument, "--at: calls are counted from 1");
    }
    const std::vector<std::size_t> places = TRY(places_to_try(options, result.calls + (options.at ? 1 : 0)));
    for (const std::size_t place : places) {
        const ChildEnd end = TRY(kill_at(options.at ? place : place + 1));
        result.kills += end.was_killed ? 1 : 0;
    }
    return result;
}

}  // namespace

Result<Outcome> simulate_kill(const KillOptions& options) {
    Outcome outcome;
    outcome.facts["saves"] = options.saves;
    for (const Victim victim : {Victim::day, Victim::tries, Victim::recovery}) {
        if (!options.victim || options.victim == victim) {
            const Sweep swept = TRY(sweep(victim, options, outcome));
            outcome.facts[name_of(victim)] = {{"write_calls", swept.calls}, {"kills", swept.kills}};
        }
    }
    return outcome;
}

}  // namespace daohu::faults
