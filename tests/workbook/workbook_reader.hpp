// SPDX-License-Identifier: Apache-2.0
#pragma once

// Opens a workbook again, as an office would. For tests; one thread.

#include "core/base/bytes.hpp"

#include <map>
#include <string>
#include <vector>

namespace daohu::test {

struct ReadCell {
    std::string text;         // as shown
    bool is_text = false;     // else a number, or nothing
    bool is_formula = false;  // would be computed
};

struct ReadSheet {
    std::string name;
    std::vector<std::vector<ReadCell>> rows;  // the header first

    [[nodiscard]] std::vector<std::string> texts(std::size_t row) const;
};

// Fails the test where the bytes are no workbook.
[[nodiscard]] std::vector<ReadSheet> read_workbook(const Bytes& bytes);
// Every part by its name, unpacked.
[[nodiscard]] std::map<std::string, std::string> unpack(const Bytes& bytes);

}  // namespace daohu::test
