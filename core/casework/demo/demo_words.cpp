// SPDX-License-Identifier: Apache-2.0
#include "core/casework/demo/demo_words.hpp"

#include <algorithm>

namespace daohu::casework {

Result<DemoWords> DemoWords::parse(std::string_view text) {
    DemoWords words;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos || tab == 0 || tab + 1 == line.size()) {
            return fail(ErrorCode::table_malformed, "demo words, line " + std::to_string(number));
        }
        words.m_words[std::string{line.substr(0, tab)}].emplace_back(line.substr(tab + 1));
    }
    return words;
}

Result<const std::vector<std::string>*> DemoWords::of(std::string_view kind) const {
    const auto found = m_words.find(kind);
    if (found == m_words.end()) {
        return fail(ErrorCode::not_found, "demo words of kind " + std::string{kind});
    }
    return &found->second;
}

}  // namespace daohu::casework
