// SPDX-License-Identifier: Apache-2.0
#include "core/vault/health_check.hpp"

#include <charconv>
#include <optional>

namespace daohu::vault {

namespace {

constexpr const char* kNote = "checked";
constexpr std::uint64_t kMaxNote = 32;

// When the last check found nothing wrong, in milliseconds since 1970 UTC; nothing where that cannot be read.
std::optional<WallTime> last_time(FileSystem& files, const std::filesystem::path& note) {
    const auto bytes = files.read(note, kMaxNote);
    if (!bytes) {
        return std::nullopt;
    }
    const std::string_view text = as_text(*bytes);
    std::int64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number ? std::optional{WallTime{std::chrono::milliseconds{milliseconds}}} : std::nullopt;
}

}  // namespace

bool HealthCheck::is_due() const {
    const auto last = last_time(m_files, m_vault.folder() / kNote);
    const WallTime now = m_clock.wall_now();
    return !last || now < *last || now - *last >= kEvery;
}

Result<void> HealthCheck::run() {
    for (const VaultFile file : {VaultFile::store, VaultFile::drafts}) {
        if (!m_files.exists(m_vault.database_path(file))) {
            continue;
        }
        Result<void> found = check(file);
        if (!found && found.error().code == ErrorCode::database_damaged) {
            found = check(file);  // a page that was written just then is whole the second time
        }
        if (!found) {
            const std::string name = m_vault.database_path(file).filename().string();
            return fail(found.error().code, name + ": " + found.error().detail);
        }
    }
    const std::string now = std::to_string(m_clock.wall_now().time_since_epoch().count());
    replace_file(m_files, m_vault.folder() / kNote, as_bytes(now)).ignore("it is looked at again sooner");
    return {};
}

Result<void> HealthCheck::check(VaultFile file) {
    Database database = TRY(m_vault.open_database(file, {.cache = CacheSize::mib_2, .vfs = {}}));
    return database.check_integrity(IntegrityDepth::full);
}

}  // namespace daohu::vault
