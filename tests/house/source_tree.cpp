// SPDX-License-Identifier: Apache-2.0
#include "tests/house/source_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace daohu::house {

namespace fs = std::filesystem;

namespace {

bool is_source(const fs::path& path) {
    const fs::path extension = path.extension();
    return extension == ".hpp" || extension == ".cpp" || extension == ".inc";
}

}  // namespace

std::string Finding::to_string() const { return fmt::format("{}:{}: {}", path, line, what); }

std::string to_string(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += finding.to_string() + '\n';
    }
    return text;
}

fs::path source_root() { return DAOHU_SOURCE_DIR; }

std::string read_text(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

std::vector<SourceFile> read_sources(std::initializer_list<std::string_view> folders) {
    std::vector<SourceFile> files;
    for (const std::string_view folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator{source_root() / folder}) {
            if (entry.is_regular_file() && is_source(entry.path())) {
                files.push_back({fs::relative(entry.path(), source_root()).generic_string(), read_text(entry.path())});
            }
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

}  // namespace daohu::house
