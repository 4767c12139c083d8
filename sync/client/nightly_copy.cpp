// SPDX-License-Identifier: Apache-2.0
#include "sync/client/nightly_copy.hpp"

#include "core/base/beijing_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::client {

namespace {

constexpr std::string_view kDone = ".done";
constexpr std::string_view kUnfinished = ".new";
constexpr std::size_t kDeviceDigits = 8;
constexpr std::size_t kDayDigits = 10;  // "2026-11-23"

// Of the moment, so that two copies of one day have two names: "2026-11-23-041500123".
std::string stamp_of(WallTime now) {
    const BeijingTime time = beijing_time(now);
    return fmt::format("{}-{:09}", time.date.to_string(), time.time_of_day.count());
}

}  // namespace

std::string NightlyCopy::prefix() const {
    return fmt::format("daohu-copy-{}-", m_parts.device.to_string().substr(0, kDeviceDigits));
}

std::optional<Date> NightlyCopy::last_day() const {
    std::optional<Date> last;
    for (const std::string& name : m_parts.files.list(m_folder)) {
        if (!name.starts_with(prefix()) || !name.ends_with(kDone)) {
            continue;
        }
        const auto day = Date::parse(std::string_view{name}.substr(prefix().size(), kDayDigits));
        if (day && (!last || *last < *day)) {
            last = *day;
        }
    }
    return last;
}

bool NightlyCopy::is_due() const {
    const BeijingTime now = beijing_time(m_parts.clock.wall_now());
    return now.time_of_day >= kNight && last_day() != now.date;
}

Result<CopyReport> NightlyCopy::run() {
    if (!m_parts.files.exists(m_folder)) {
        return fail(ErrorCode::copy_storage_missing, "no second storage");
    }
    const std::string stamp = stamp_of(m_parts.clock.wall_now());
    CopyReport report;
    std::string done;
    TRY(write(stamp, report, done));
    TRY(m_parts.files.sync_directory(m_folder));
    TRY(vault::replace_file(m_parts.files, m_folder / (prefix() + stamp + std::string{kDone}), as_bytes(done)));
    report.removed = TRY(remove_others(stamp));
    return report;
}

Result<void> NightlyCopy::write(const std::string& stamp, CopyReport& report, std::string& done) {
    std::uint64_t number = 0;
    report.packed = TRY(m_parts.carrier.pack(Packing::unsafe, [&](ByteView bundle) -> Result<void> {
        const std::string name = fmt::format("{}{}-{:04}{}", prefix(), stamp, ++number, kBundleSuffix);
        TRY(write_bundle(name, bundle));
        report.bytes += bundle.size();
        done += fmt::format("{} {}\n", hash256(bundle).to_string(), name);
        return {};
    }));
    return {};
}

Result<void> NightlyCopy::write_bundle(const std::string& name, ByteView bundle) {
    const std::filesystem::path fresh = m_folder / (name + std::string{kUnfinished});
    const auto file = TRY(m_parts.files.open(fresh, vault::OpenMode::truncate));
    TRY(file->append(bundle));
    TRY(file->sync());
    const auto written = m_parts.files.read(fresh, bundle.size());
    if (!written || !std::ranges::equal(*written, bundle)) {
        return fail(ErrorCode::copy_unreadable, name);
    }
    return m_parts.files.rename(fresh, m_folder / name);
}

Result<std::size_t> NightlyCopy::remove_others(const std::string& stamp) {
    std::size_t removed = 0;
    const std::string kept = prefix() + stamp;
    // The marks of older copies first: a mark without its bundles would promise what is not there.
    for (const bool is_mark : {true, false}) {
        for (const std::string& name : m_parts.files.list(m_folder)) {
            if (name.starts_with(prefix()) && !name.starts_with(kept) && name.ends_with(kDone) == is_mark) {
                TRY(m_parts.files.remove(m_folder / name));
                ++removed;
            }
        }
        TRY(m_parts.files.sync_directory(m_folder));
    }
    return removed;
}

}  // namespace daohu::client
