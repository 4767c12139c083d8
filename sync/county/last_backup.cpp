// SPDX-License-Identifier: Apache-2.0
#include "sync/county/last_backup.hpp"

#include "core/vault/files.hpp"

#include <charconv>
#include <string>

namespace daohu::county {

namespace {

// Seconds since 1970, as digits.
constexpr const char* kFile = "last-backup";
constexpr std::uint64_t kMaxFile = 32;

}  // namespace

Result<void> note_backup(const Folder& folder, std::chrono::sys_seconds begun) {
    vault::SystemFiles files;
    const std::string seconds = std::to_string(begun.time_since_epoch().count());
    return vault::replace_file(files, folder.path() / kFile, as_bytes(seconds));
}

std::optional<std::chrono::sys_seconds> last_backup(const Folder& folder) {
    vault::SystemFiles files;
    const auto bytes = files.read(folder.path() / kFile, kMaxFile);
    if (!bytes) {
        return std::nullopt;
    }
    const std::string text{bytes->begin(), bytes->end()};
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return is_whole ? std::optional{std::chrono::sys_seconds{std::chrono::seconds{seconds}}} : std::nullopt;
}

}  // namespace daohu::county
