// SPDX-License-Identifier: Apache-2.0
#pragma once

// daohu-store as a program. One thread.

#include <filesystem>
#include <string>
#include <string_view>

namespace daohu::test {

struct Ended {
    int code = -1;
    std::string out;
    std::string err;
};

// With the passphrase on standard input; what it reads and prints goes through files in `scratch`.
[[nodiscard]] Ended run_store(const std::filesystem::path& scratch, const std::string& arguments,
                              std::string_view passphrase);

[[nodiscard]] std::string text_of(const std::filesystem::path& path);
[[nodiscard]] bool has(const std::string& text, std::string_view part);

}  // namespace daohu::test
