// SPDX-License-Identifier: Apache-2.0
#pragma once

// All sentences of one language, read from one file of assets/text. Immutable after loading; any thread.
//
// The file is one flat JSON object: "today.title": "今日". Keys are lower-case words joined by dots. {name} is a
// placeholder, {{ and }} are braces. "key.one", where it exists, is used when {count} is 1. "language.tag" is required.

#include "core/base/result.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace daohu {

class Catalogue {
public:
    // text_catalogue_invalid or io_failed; the detail names the file and the key or line.
    [[nodiscard]] static Result<Catalogue> load(const std::filesystem::path& file);
    [[nodiscard]] static Result<Catalogue> parse(std::string_view json, std::string_view file_name);

    // "zh-CN", "en"
    [[nodiscard]] std::string_view language() const { return *find("language.tag"); }
    // Null where the catalogue has no such key.
    [[nodiscard]] const std::string* find(std::string_view key) const;
    // Sorted. For tests and tools.
    [[nodiscard]] std::vector<std::string_view> keys() const;

private:
    Catalogue() = default;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> m_sentences;
};

// The names between braces, in order, with repetitions. text_catalogue_invalid on a brace that is not closed or a name
// outside a-z, 0-9 and '_'.
[[nodiscard]] Result<std::vector<std::string>> placeholders_of(std::string_view sentence);

}  // namespace daohu
