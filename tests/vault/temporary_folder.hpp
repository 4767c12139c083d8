// SPDX-License-Identifier: Apache-2.0
#pragma once

// A folder of its own for one test, removed with it.

#include "core/base/entropy.hpp"
#include "core/base/id.hpp"

#include <filesystem>

namespace daohu::test {

class TemporaryFolder {
public:
    TemporaryFolder() {
        SystemEntropy entropy;
        m_path =
            std::filesystem::temp_directory_path() / ("daohu-test-" + Id<TemporaryFolder>::random(entropy).to_string());
        std::filesystem::create_directory(m_path);
    }
    ~TemporaryFolder() {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

}  // namespace daohu::test
