// SPDX-License-Identifier: Apache-2.0
#include "tests/app/pdf_text.hpp"

#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

// Debian's cairo 1.16 forgets 768 bytes of each font that it makes a subset of.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() { return "leak:libcairo.so"; }

namespace daohu::testing {

std::string text_of_pdf(const Bytes& file) {
    const daohu::test::TemporaryFolder folder;
    const std::string path = (folder / "file.pdf").string();
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(file.data()),
                                                static_cast<std::streamsize>(file.size()));
    const std::string read = path + ".txt";
    const std::string command = "pdftotext -raw -enc UTF-8 '" + path + "' '" + read + "'";
    INFO(command << ": poppler-utils is needed");
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream text{read};
    return without_spaces(std::string{std::istreambuf_iterator<char>{text}, {}});
}

std::string without_spaces(std::string_view text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept),
                         [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\f'; });
    return kept;
}

}  // namespace daohu::testing
