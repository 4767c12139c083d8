// SPDX-License-Identifier: Apache-2.0
#pragma once

// The project's own files as the house tests see them.

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::house {

struct SourceFile {
    std::string path;  // from the repository root, with '/'
    std::string text;
};

// What a house test found wrong; `path` and `line` lead there.
struct Finding {
    std::string path;
    std::size_t line;
    std::string what;

    [[nodiscard]] std::string to_string() const;
};

// One finding a line; empty when there is none.
[[nodiscard]] std::string to_string(const std::vector<Finding>& findings);

[[nodiscard]] std::filesystem::path source_root();
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

// The C++ files (.hpp, .cpp, .inc) below these folders of the repository, sorted by path.
[[nodiscard]] std::vector<SourceFile> read_sources(std::initializer_list<std::string_view> folders);

}  // namespace daohu::house
