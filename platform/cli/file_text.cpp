// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/file_text.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace daohu::cli {

Result<std::string> read_file(const std::filesystem::path& path) {
    std::string text;
    if (path == "-") {
        text.assign(std::istreambuf_iterator<char>{std::cin}, {});
        return text;
    }
    std::ifstream file{path, std::ios::binary};
    text.assign(std::istreambuf_iterator<char>{file}, {});
    if (!file && !file.eof()) {
        return fail(ErrorCode::io_failed, path.filename().string());
    }
    return text;
}

}  // namespace daohu::cli
