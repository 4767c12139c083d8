// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file of a test, read or written as a whole.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace daohu::test {

// Empty where there is none.
[[nodiscard]] inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

}  // namespace daohu::test
