// SPDX-License-Identifier: Apache-2.0
#include "core/vault/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace daohu::vault {

namespace {

constexpr mode_t kOwnerFile = 0600;
constexpr mode_t kOwnerFolder = 0700;
constexpr std::string_view kNewSuffix = ".new";

// A file and the folder it is in: enough to find it, and no word of whose machine this is.
std::string name_of(const std::filesystem::path& path) {
    return (path.parent_path().filename() / path.filename()).string();
}

Failure failed(std::string_view what, const std::filesystem::path& path, int number) {
    const bool full = number == ENOSPC || number == EDQUOT;
    return fail(full ? ErrorCode::disk_full : ErrorCode::io_failed,
                std::string{what} + ' ' + name_of(path) + ": " + std::strerror(number));
}

class Descriptor {
public:
    Descriptor(int number, std::filesystem::path path) : m_number{number}, m_path{std::move(path)} {}
    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(Descriptor&& other) noexcept
        : m_number{std::exchange(other.m_number, -1)}, m_path{std::move(other.m_path)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    int m_number;
    std::filesystem::path m_path;
};

Result<Descriptor> open_descriptor(const std::filesystem::path& path, int flags) {
    const int number = ::open(path.c_str(), flags | O_CLOEXEC, kOwnerFile);
    if (number < 0) {
        return errno == ENOENT ? fail(ErrorCode::not_found, name_of(path)) : failed("open", path, errno);
    }
    return Descriptor{number, path};
}

class SystemFile final : public File {
public:
    SystemFile(Descriptor descriptor, std::uint64_t size) : m_descriptor{std::move(descriptor)}, m_size{size} {}

    Result<void> append(ByteView bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor.number(), bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                return failed("write", m_descriptor.path(), errno);
            }
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            m_size += static_cast<std::uint64_t>(written);
        }
        return {};
    }

    Result<void> sync() override {
        if (::fsync(m_descriptor.number()) != 0) {
            return failed("fsync", m_descriptor.path(), errno);
        }
        return {};
    }

    [[nodiscard]] std::uint64_t size() const override { return m_size; }

private:
    Descriptor m_descriptor;
    std::uint64_t m_size;
};

Result<std::uint64_t> size_of(const Descriptor& descriptor) {
    struct stat status{};
    if (::fstat(descriptor.number(), &status) != 0) {
        return failed("fstat", descriptor.path(), errno);
    }
    return static_cast<std::uint64_t>(status.st_size);
}

// What there is of `size` bytes from `offset` on.
Result<Bytes> read_bytes(const Descriptor& descriptor, std::uint64_t offset, std::size_t size) {
    Bytes bytes(size);
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto from = static_cast<off_t>(offset + at);
        const ssize_t got = ::pread(descriptor.number(), bytes.data() + at, bytes.size() - at, from);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failed("read", descriptor.path(), errno);
        }
        if (got == 0) {
            break;
        }
        at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
    return bytes;
}

Result<void> write_new(FileSystem& files, const std::filesystem::path& path,
                       const std::function<Result<void>(File&)>& write) {
    const auto file = TRY(files.open(path, OpenMode::truncate));
    TRY(write(*file));
    return file->sync();
}

}  // namespace

Result<std::unique_ptr<File>> SystemFiles::open(const std::filesystem::path& path, OpenMode mode) {
    const int flags = O_WRONLY | O_CREAT | O_APPEND | (mode == OpenMode::truncate ? O_TRUNC : 0);
    Descriptor descriptor = TRY(open_descriptor(path, flags));
    const std::uint64_t size = TRY(size_of(descriptor));
    return std::unique_ptr<File>{std::make_unique<SystemFile>(std::move(descriptor), size)};
}

Result<Bytes> SystemFiles::read(const std::filesystem::path& path, std::uint64_t limit) {
    const Descriptor descriptor = TRY(open_descriptor(path, O_RDONLY));
    const std::uint64_t size = TRY(size_of(descriptor));
    if (size > limit) {
        return fail(ErrorCode::file_too_large, name_of(path) + ": " + std::to_string(size) + " bytes");
    }
    return read_bytes(descriptor, 0, size);
}

Result<Bytes> SystemFiles::read_part(const std::filesystem::path& path, std::uint64_t offset, std::size_t size) {
    const Descriptor descriptor = TRY(open_descriptor(path, O_RDONLY));
    return read_bytes(descriptor, offset, size);
}

bool SystemFiles::exists(const std::filesystem::path& path) { return ::access(path.c_str(), F_OK) == 0; }

std::vector<std::string> SystemFiles::list(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator item{folder, error}, end; !error && item != end; item.increment(error)) {
        names.push_back(item->path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

Result<void> SystemFiles::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return failed("rename to", to, errno);
    }
    return {};
}

Result<void> SystemFiles::remove(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
        return failed("unlink", path, errno);
    }
    return {};
}

Result<void> SystemFiles::make_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), kOwnerFolder) != 0 && errno != EEXIST) {
        return failed("mkdir", folder, errno);
    }
    return {};
}

Result<void> SystemFiles::sync_directory(const std::filesystem::path& folder) {
    // The parent of a bare file name is the empty path.
    const Descriptor descriptor = TRY(open_descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY));
    if (::fsync(descriptor.number()) != 0) {
        return failed("fsync of the folder", folder, errno);
    }
    return {};
}

Result<void> SystemFiles::allocate(const std::filesystem::path& path, std::uint64_t bytes) {
    const Descriptor descriptor = TRY(open_descriptor(path, O_WRONLY | O_CREAT));
    if (const int number = ::posix_fallocate(descriptor.number(), 0, static_cast<off_t>(bytes)); number != 0) {
        return failed("fallocate", path, number);
    }
    return {};
}

Result<std::uint64_t> SystemFiles::free_space(const std::filesystem::path& folder) {
    struct statvfs status{};
    if (::statvfs(folder.c_str(), &status) != 0) {
        return failed("statvfs", folder, errno);
    }
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

Result<void> replace_file(FileSystem& files, const std::filesystem::path& path, ByteView bytes) {
    return replace_file(files, path, [bytes](File& file) { return file.append(bytes); });
}

Result<void> replace_file(FileSystem& files, const std::filesystem::path& path,
                          const std::function<Result<void>(File&)>& write) {
    std::filesystem::path fresh = path;
    fresh += kNewSuffix;
    const Result<void> written = write_new(files, fresh, write);
    if (!written) {
        files.remove(fresh).ignore("why it could not be written matters more");
        return fail(written.error());
    }
    TRY(files.rename(fresh, path));
    return files.sync_directory(path.parent_path());
}

Result<void> remove_file(FileSystem& files, const std::filesystem::path& path) {
    TRY(files.remove(path));
    return files.sync_directory(path.parent_path());
}

}  // namespace daohu::vault
