// SPDX-License-Identifier: Apache-2.0
#pragma once

// Photographs that another program or a camera's card puts into a folder: the newest one that was not taken yet. UI
// thread.

#include "core/ports/camera.hpp"

#include <filesystem>
#include <set>

namespace daohu::linux_platform {

class FolderCamera final : public Camera {
public:
    explicit FolderCamera(std::filesystem::path folder) : m_folder{std::move(folder)} {}

    [[nodiscard]] bool is_available() const override;
    Result<void> begin() override;
    [[nodiscard]] std::optional<Result<Picture>> poll() override;
    void cancel() override { m_is_open = false; }

private:
    [[nodiscard]] std::filesystem::path newest() const;

    std::filesystem::path m_folder;
    std::set<std::filesystem::path> m_taken;
    bool m_is_open = false;
};

}  // namespace daohu::linux_platform
