// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words an invented county is made of: assets/demo/words.tsv, a kind and a word a line. Any thread once read.

#include "core/base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::casework {

class DemoWords {
public:
    // table_malformed (the detail names the line) unless every line has a kind and a word.
    [[nodiscard]] static Result<DemoWords> parse(std::string_view text);

    // In the order of the file. not_found where there is none of the kind.
    [[nodiscard]] Result<const std::vector<std::string>*> of(std::string_view kind) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_words;
};

}  // namespace daohu::casework
