// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/file_text.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace daohu::cli {

namespace {

constexpr std::size_t kLargest = 256UZ * 1024 * 1024;

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file;
    if (path != "-") {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            return fail(ErrorCode::io_failed, path.filename().string() + " is a folder, not a file");
        }
        file.open(path, std::ios::binary);
        if (!file) {
            return fail(ErrorCode::io_failed, path.filename().string());
        }
    }
    std::istream& stream = path == "-" ? std::cin : file;
    std::string text;
    std::array<char, 65536> chunk{};
    // Read by pieces and not by an iterator: what fails within (a folder) is then a state and no exception.
    while (stream.read(chunk.data(), chunk.size()), stream.gcount() > 0) {
        if (text.size() + static_cast<std::size_t>(stream.gcount()) > kLargest) {
            return fail(ErrorCode::file_too_large, path.filename().string() + ": more than 256 MiB");
        }
        text.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) {
        return fail(ErrorCode::io_failed, path.filename().string());
    }
    return text;
}

}  // namespace daohu::cli
