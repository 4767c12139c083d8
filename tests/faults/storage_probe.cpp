// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/storage_probe.hpp"

#include "tests/vault/forwarding_files.hpp"

#define SQLITE_HAS_CODEC
#include <sqlite3.h>

#include <cstring>
#include <new>

namespace daohu::faults {

namespace {

StorageProbe* active_probe = nullptr;  // what the VFS reports to
sqlite3_vfs* system_vfs = nullptr;

// --- SQLite's files -------------------------------------------------------------------------------------------------

struct ProbedFile {
    sqlite3_file base;
    sqlite3_file* real;
    std::string* name;  // null for temporary files, which no power cut matters to
    bool is_new_log;    // SQLite flushes the folder with the first flush of a log it has made
};

// SQLite's word for a step that failed.
int failure(int io_error) { return active_probe->fault() == DiskFault::full ? SQLITE_FULL : io_error; }

ProbedFile& probed(sqlite3_file* file) { return *reinterpret_cast<ProbedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return probed(file).real; }

bool noted(sqlite3_file* file, Step step) {
    const std::string* name = probed(file).name;
    if (name == nullptr || active_probe == nullptr) {
        return true;
    }
    step.name = *name;
    return active_probe->note(std::move(step));
}

int close_file(sqlite3_file* file) {
    ProbedFile& self = probed(file);
    const int code = self.real->pMethods->xClose(self.real);
    ::operator delete(self.real);
    delete self.name;
    return code;
}
int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), into, size, offset);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    Step step{StepKind::write};
    step.data.assign(bytes, bytes + size);
    step.offset = static_cast<std::uint64_t>(offset);
    return noted(file, std::move(step)) ? real(file)->pMethods->xWrite(real(file), from, size, offset)
                                        : failure(SQLITE_IOERR_WRITE);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    Step step{StepKind::truncate};
    step.offset = static_cast<std::uint64_t>(size);
    return noted(file, std::move(step)) ? real(file)->pMethods->xTruncate(real(file), size)
                                        : failure(SQLITE_IOERR_TRUNCATE);
}
int flush_file(sqlite3_file* file, int) {
    if (!noted(file, Step{StepKind::flush})) {
        return failure(SQLITE_IOERR_FSYNC);
    }
    const bool flushes_folder = std::exchange(probed(file).is_new_log, false) && active_probe != nullptr;
    if (flushes_folder && !active_probe->note(Step{StepKind::flush_names})) {
        return failure(SQLITE_IOERR_DIR_FSYNC);
    }
    return SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* held) { return real(file)->pMethods->xCheckReservedLock(real(file), held); }
int control_file(sqlite3_file* file, int what, void* with) {
    return real(file)->pMethods->xFileControl(real(file), what, with);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file*) { return 0; }  // no promise about what a cut leaves of a sector
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** into) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, into);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void fence_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

constexpr sqlite3_io_methods kMethods{
    2,           close_file,   read_file,    write_file,   truncate_file, flush_file,      file_size,
    lock_file,   unlock_file,  check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, fence_shared, unmap_shared, nullptr,      nullptr};

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    constexpr int kLog = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    const bool is_kept = name != nullptr && active_probe != nullptr && (flags & (kLog | SQLITE_OPEN_MAIN_DB)) != 0;
    ProbedFile& self = probed(file);
    self.real = static_cast<sqlite3_file*>(::operator new(static_cast<std::size_t>(system_vfs->szOsFile)));
    std::memset(self.real, 0, static_cast<std::size_t>(system_vfs->szOsFile));
    self.name = is_kept ? new std::string{active_probe->name_of(name)} : nullptr;
    self.is_new_log = is_kept && (flags & kLog) != 0 && !std::filesystem::exists(name);
    const int code = system_vfs->xOpen(system_vfs, name, self.real, flags, out_flags);
    self.base.pMethods = code == SQLITE_OK ? &kMethods : nullptr;
    if (code != SQLITE_OK) {
        ::operator delete(self.real);
        delete self.name;
    }
    return code;
}

int remove_file(sqlite3_vfs*, const char* name, int sync_folder) {
    if (active_probe != nullptr && std::filesystem::exists(name)) {
        if (!active_probe->note(Step{StepKind::remove, active_probe->name_of(name)})) {
            return failure(SQLITE_IOERR_DELETE);
        }
    }
    return system_vfs->xDelete(system_vfs, name, sync_folder);
}

sqlite3_vfs* probe_vfs() {
    static sqlite3_vfs vfs = [] {
        sqlite3_initialize();
        system_vfs = sqlite3_vfs_find(nullptr);
        sqlite3_vfs copy = *system_vfs;
        copy.zName = StorageProbe::kVfsName;
        copy.szOsFile = sizeof(ProbedFile);
        copy.xOpen = open_file;
        copy.xDelete = remove_file;
        return copy;
    }();
    return &vfs;
}

// --- the files beside the databases ---------------------------------------------------------------------------------

class NotedFile final : public vault::File {
public:
    NotedFile(StorageProbe& probe, std::string name, std::unique_ptr<vault::File> file)
        : m_probe{probe}, m_name{std::move(name)}, m_file{std::move(file)} {}

    Result<void> append(ByteView bytes) override;
    Result<void> sync() override;
    [[nodiscard]] std::uint64_t size() const override { return m_file->size(); }

private:
    StorageProbe& m_probe;
    std::string m_name;
    std::unique_ptr<vault::File> m_file;
};

class NotedFiles final : public vault::test::ForwardingFiles {
public:
    explicit NotedFiles(StorageProbe& probe) : m_probe{probe} {}

    [[nodiscard]] Result<std::unique_ptr<vault::File>> open(const std::filesystem::path& path,
                                                            vault::OpenMode mode) override {
        if (mode == vault::OpenMode::truncate) {
            TRY(note(m_probe, Step{StepKind::truncate, m_probe.name_of(path)}));
        }
        auto file = TRY(ForwardingFiles::open(path, mode));
        return std::unique_ptr<vault::File>{
            std::make_unique<NotedFile>(m_probe, m_probe.name_of(path), std::move(file))};
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        Step step{StepKind::rename, m_probe.name_of(from)};
        step.new_name = m_probe.name_of(to);
        TRY(note(m_probe, std::move(step)));
        return ForwardingFiles::rename(from, to);
    }
    Result<void> remove(const std::filesystem::path& path) override {
        TRY(note(m_probe, Step{StepKind::remove, m_probe.name_of(path)}));
        return ForwardingFiles::remove(path);
    }
    Result<void> make_folder(const std::filesystem::path& folder) override {
        const std::string name = m_probe.name_of(folder);
        if (!name.empty() && !exists(folder)) {
            TRY(note(m_probe, Step{StepKind::make_folder, name}));
        }
        return ForwardingFiles::make_folder(folder);
    }
    Result<void> sync_directory(const std::filesystem::path& folder) override {
        return note(m_probe, Step{StepKind::flush_names, m_probe.name_of(folder)});
    }
    // Space without content, which allocate() makes, matters to a full disk only, and a full disk is noticed by what is
    // written next.

    static Result<void> note(StorageProbe& probe, Step step) {
        if (probe.note(std::move(step))) {
            return {};
        }
        return fail(probe.fault() == DiskFault::full ? ErrorCode::disk_full : ErrorCode::io_failed, "the probe's disk");
    }

private:
    StorageProbe& m_probe;
};

Result<void> NotedFile::append(ByteView bytes) {
    Step step{StepKind::write, m_name};
    step.offset = m_file->size();
    step.data.assign(bytes.begin(), bytes.end());
    TRY(NotedFiles::note(m_probe, std::move(step)));
    return m_file->append(bytes);
}

Result<void> NotedFile::sync() { return NotedFiles::note(m_probe, Step{StepKind::flush, m_name}); }

}  // namespace

StorageProbe::StorageProbe(std::filesystem::path root)
    : m_root{std::move(root)}, m_files{std::make_unique<NotedFiles>(*this)} {
    sqlite3_vfs_register(probe_vfs(), 0);
    active_probe = this;
}

StorageProbe::~StorageProbe() { active_probe = nullptr; }

vault::FileSystem& StorageProbe::files() { return *m_files; }

std::string StorageProbe::name_of(const std::filesystem::path& path) const {
    const std::string name = path.lexically_relative(m_root).generic_string();
    return name == "." ? std::string{} : name;
}

void StorageProbe::fail_at(std::size_t step, DiskFault fault) {
    m_fail_at = step;
    m_fault = fault;
}

bool StorageProbe::note(Step step) {
    if (m_steps++ >= m_fail_at) {
        m_has_failed = true;
        const bool gives_room = m_fault == DiskFault::full && step.kind == StepKind::remove;
        if (gives_room || m_fault == DiskFault::error_once) {
            m_fail_at = kNever;
        }
        if (!gives_room) {
            return false;
        }
    }
    step.progress = m_progress;
    m_log.push_back(std::move(step));
    return true;
}

}  // namespace daohu::faults
