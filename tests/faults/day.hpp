// SPDX-License-Identifier: Apache-2.0
#pragma once

// A coordinator's day as the fault simulations run it: a new vault, saves, photographs, mirror flushes, checkpoints, a
// changed passphrase, an upgrade of derived tables, an erasure. And the check afterwards: whatever was reported as done
// is done, byte for byte. One thread.
//
// A day that nothing disturbs is a function of its plan: run twice, it saves the same bytes. So what a disturbed day had
// to keep is known from an undisturbed one and from how far it came.

#include "core/journal/journal.hpp"
#include "core/ports/absent.hpp"
#include "core/vault/attachments.hpp"
#include "core/vault/reserve.hpp"
#include "core/vault/vault.hpp"

#include <functional>

namespace daohu::faults {

inline constexpr std::string_view kPassphrase = "five small words are enough";
inline constexpr std::string_view kNewPassphrase = "quite another set of words";
inline constexpr Argon2Params kFastDerivation{.passes = 1, .memory_kib = 8};
inline constexpr WallTime kBuildTime{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

enum class MirrorUse : std::uint8_t { on, off };

struct DayPlan {
    std::uint64_t seed = 1;
    std::size_t saves = 200;
    std::size_t flush_mirror_every = 10;
    std::size_t checkpoint_every = 60;
    vault::Flushing flushing = vault::Flushing::full;
    MirrorUse mirror = MirrorUse::on;
    std::string vfs;
};

enum class Act : std::uint8_t {
    create,
    open,
    save,
    attach,
    flush_mirror,
    checkpoint,
    change_secret,
    migrate,
    erase,
};

// How far a day came, in acts.
struct Progress {
    std::size_t begun = 0;
    std::size_t done = 0;  // and reported as done
};

struct DayRecord {
    std::vector<Act> acts;                            // as they were begun
    std::vector<Bytes> saved;                         // each entry, encoded, in the order of saving
    std::vector<vault::AttachmentManifest> attached;  // each photograph
    std::optional<std::size_t> erased_save;           // the place in `saved` of what was erased
    Bytes erased;                                     // and what is left of it
};

struct DayWatch {
    std::function<void(const Progress&)> on_progress = [](const Progress&) {};
    // Every act goes through here: it may be tried again (a full disk that got room); failing ends the day.
    std::function<Result<void>(Act, const std::function<Result<void>()>&)> run =
        [](Act, const std::function<Result<void>()>& act) { return act(); };
};

class Day {
public:
    Day(std::filesystem::path folder, vault::FileSystem& files, DayPlan plan);

    // The whole day, up to an error that the watch does not mend.
    Result<void> live(const DayWatch& watch);
    [[nodiscard]] const DayRecord& record() const { return m_record; }

    // What the app does when the disk is full: false when there was nothing to give back.
    [[nodiscard]] Result<bool> give_reserve_back();
    // What it does after a failed write: nobody knows what the disk kept, so everything is opened again.
    Result<void> reopen();

private:
    Result<void> step(const DayWatch& watch, Act act, Result<void> (Day::*work)());
    Result<void> create();
    Result<void> open_store();
    Result<void> save();
    Result<void> attach();
    Result<void> flush_mirror() { return m_mirror->flush(); }
    Result<void> checkpoint() { return m_store->checkpoint(); }
    Result<void> change_secret();
    Result<void> migrate();
    Result<void> erase();

    std::filesystem::path m_folder;
    vault::FileSystem& m_files;
    DayPlan m_plan;
    SeededEntropy m_entropy;
    FakeClock m_clock{kBuildTime};
    AbsentSecureKey m_secure_key;
    vault::Reserve m_reserve;
    vault::AttachmentStore m_attachments;
    Progress m_progress;
    DayRecord m_record;
    std::optional<vault::Vault> m_vault;
    std::optional<journal::Mirror> m_mirror;
    std::optional<vault::Database> m_store;
    std::optional<journal::Journal> m_journal;
};

// What the next day has to find in the folder.
struct Promise {
    bool must_exist = false;
    std::vector<std::string_view> passphrases;  // those that may open
    std::size_t saves = 0;
    std::size_t attachments = 0;
    bool may_be_erased = false;
    bool must_be_erased = false;
    bool must_be_migrated = false;
};

[[nodiscard]] Promise promise_after(const DayRecord& record, const Progress& progress);

// An error when a promise was broken.
[[nodiscard]] Result<void> check_next_day(const std::filesystem::path& folder, const DayRecord& record,
                                          const Promise& promise);
// The part of it that a rescued store keeps too: every save is there, once, as it was or as its erasure left it.
[[nodiscard]] Result<void> check_saves(journal::JournalReader& reader, const DayRecord& record, const Promise& promise);

// A small draft, different for each number.
[[nodiscard]] entry::EntryDraft draft_number(std::size_t number);

}  // namespace daohu::faults
