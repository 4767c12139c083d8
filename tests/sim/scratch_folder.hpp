// SPDX-License-Identifier: Apache-2.0
#pragma once

// A folder for one run, removed with everything in it.

#include "core/base/entropy.hpp"
#include "core/base/id.hpp"

#include <filesystem>

namespace daohu::sim {

class ScratchFolder {
public:
    ScratchFolder() {
        SystemEntropy entropy;
        m_path =
            std::filesystem::temp_directory_path() / ("daohu-sim-" + Id<ScratchFolder>::random(entropy).to_string());
        std::filesystem::create_directory(m_path);
    }
    ~ScratchFolder() {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

}  // namespace daohu::sim
