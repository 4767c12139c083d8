// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every night, by itself: what is in no backup of the county yet is copied, sealed to the county, to a second storage (an
// SD card, a stick that stays in). If the tablet dies, the office takes the copy in like any bundle. On the sync thread,
// while no talk is under way.
//
//     daohu-copy-<device>-<stamp>-<number>.bundle    the copy
//     daohu-copy-<device>-<stamp>.done               written when every bundle of it was read back
//
// Older copies go only after that, so that at any moment one whole copy is there once there was one.

#include "core/base/clock.hpp"
#include "core/base/date.hpp"
#include "core/vault/files.hpp"
#include "sync/client/carry.hpp"

#include <filesystem>
#include <string>

namespace daohu::client {

struct CopyReport {
    PackReport packed;
    std::uint64_t bytes = 0;
    std::size_t removed = 0;  // files of older copies
};

class NightlyCopy {
public:
    // The night begins at one o'clock in Beijing.
    static constexpr std::chrono::hours kNight{1};

    struct Parts {
        Carrier& carrier;
        vault::FileSystem& files;
        const Clock& clock;
        DeviceId device;
    };

    // All parts must outlive the copy. `folder` is on the second storage; it need not be there.
    NightlyCopy(const Parts& parts, std::filesystem::path folder) : m_parts{parts}, m_folder{std::move(folder)} {}

    // No whole copy of this day is there, and the night has begun.
    [[nodiscard]] bool is_due() const;
    // The day of the last whole copy, as Beijing's calendar had it.
    [[nodiscard]] std::optional<Date> last_day() const;

    // copy_storage_missing; copy_unreadable when what was written is not what can be read back; disk_full, io_failed; the
    // codes of Carrier::pack. After an error the copy before is still there.
    [[nodiscard]] Result<CopyReport> run();

private:
    Result<void> write(const std::string& stamp, CopyReport& report, std::string& done);
    Result<void> write_bundle(const std::string& name, ByteView bundle);
    [[nodiscard]] std::string prefix() const;
    Result<std::size_t> remove_others(const std::string& stamp);

    Parts m_parts;
    std::filesystem::path m_folder;
};

}  // namespace daohu::client
