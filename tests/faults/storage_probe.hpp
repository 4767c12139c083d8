// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sits between the program and its storage: SQLite's files through a VFS, the others through a FileSystem. It notes every
// step, and it can make steps fail. One probe at a time in a process; one thread.

#include "core/vault/files.hpp"
#include "tests/faults/storage_log.hpp"

#include <limits>

namespace daohu::faults {

enum class DiskFault : std::uint8_t {
    full,        // no room from a step on, until something is removed
    error_once,  // one step fails as a worn disk does, the next ones work
};

class StorageProbe {
public:
    static constexpr const char* kVfsName = "daohu-probe";
    static constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

    // Steps are named from `root` on.
    explicit StorageProbe(std::filesystem::path root);
    ~StorageProbe();
    StorageProbe(const StorageProbe&) = delete;
    StorageProbe& operator=(const StorageProbe&) = delete;

    // The files beside the databases, through this probe. Flushes are noted, not done: the log is the disk.
    [[nodiscard]] vault::FileSystem& files();
    [[nodiscard]] std::string name_of(const std::filesystem::path& path) const;

    // What the steps that follow are stamped with.
    void set_progress(const Progress& progress) { m_progress = progress; }
    [[nodiscard]] const StorageLog& log() const { return m_log; }

    // Steps are counted from 0.
    void fail_at(std::size_t step, DiskFault fault);
    void make_room() { m_fail_at = kNever; }
    [[nodiscard]] bool has_failed() const { return m_has_failed; }
    [[nodiscard]] DiskFault fault() const { return m_fault; }

    // Called by the VFS and the files. False when the step fails: then nothing happened.
    [[nodiscard]] bool note(Step step);

private:
    std::filesystem::path m_root;
    std::unique_ptr<vault::FileSystem> m_files;
    StorageLog m_log;
    Progress m_progress;
    std::size_t m_steps = 0;
    std::size_t m_fail_at = kNever;
    DiskFault m_fault = DiskFault::full;
    bool m_has_failed = false;
};

}  // namespace daohu::faults
