// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/folder_camera.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace daohu::linux_platform {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxPicture = std::uintmax_t{64} * 1024 * 1024;

bool is_picture(const fs::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) {
        return static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
    });
    return ending == ".jpg" || ending == ".jpeg";
}

}  // namespace

bool FolderCamera::is_available() const {
    std::error_code problem;
    return fs::is_directory(m_folder, problem);
}

Result<void> FolderCamera::begin() {
    if (!is_available()) {
        return fail(ErrorCode::port_absent, "the folder of photographs");
    }
    if (m_is_open) {
        return fail(ErrorCode::port_busy, "the folder of photographs");
    }
    m_is_open = true;
    return {};
}

fs::path FolderCamera::newest() const {
    std::error_code problem;
    fs::path found;
    fs::file_time_type last = fs::file_time_type::min();
    for (fs::directory_iterator file{m_folder, problem}, end; !problem && file != end; file.increment(problem)) {
        std::error_code gone;
        const bool is_new = file->is_regular_file(gone) && is_picture(file->path()) && !m_taken.contains(file->path());
        const auto written = is_new ? file->last_write_time(gone) : fs::file_time_type::min();
        if (is_new && written >= last) {
            last = written;
            found = file->path();
        }
    }
    return found;
}

std::optional<Result<Picture>> FolderCamera::poll() {
    if (!m_is_open) {
        return std::nullopt;
    }
    m_is_open = false;
    const fs::path file = newest();
    std::error_code problem;
    const std::uintmax_t size = file.empty() ? 0 : fs::file_size(file, problem);
    if (file.empty() || problem || size > kMaxPicture) {
        return Result<Picture>{fail(ErrorCode::not_found, "no new photograph in the folder")};
    }
    std::ifstream in{file, std::ios::binary};
    Bytes jpeg{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in || jpeg.size() != size) {
        return Result<Picture>{fail(ErrorCode::io_failed, "reading a photograph")};
    }
    m_taken.insert(file);
    return Result<Picture>{Picture{std::move(jpeg)}};
}

}  // namespace daohu::linux_platform
