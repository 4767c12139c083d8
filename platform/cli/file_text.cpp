// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/file_text.hpp"

#include <array>
#include <fstream>
#include <iostream>

namespace daohu::cli {

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file;
    if (path != "-") {
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
        text.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) {
        return fail(ErrorCode::io_failed, path.filename().string());
    }
    return text;
}

}  // namespace daohu::cli
