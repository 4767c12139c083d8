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

namespace {

// What the program makes of the file; `command` names the program and its options.
std::string made_of(const Bytes& file, const std::string& command, const std::string& ending) {
    const daohu::test::TemporaryFolder folder;
    const std::string path = (folder / "file.pdf").string();
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(file.data()),
                                                static_cast<std::streamsize>(file.size()));
    const std::string output = (folder / "made").string();
    const std::string line = command + " '" + path + "' '" + output + (ending == ".txt" ? ending : "") + "'";
    INFO(line << ": poppler-utils is needed");
    REQUIRE(std::system(line.c_str()) == 0);
    std::ifstream made{output + ending, std::ios::binary};
    return {std::istreambuf_iterator<char>{made}, {}};
}

}  // namespace

std::string text_of_pdf(const Bytes& file) {
    return without_spaces(made_of(file, "pdftotext -raw -enc UTF-8", ".txt"));
}

// A grey picture of 8 bits: anything darker than the paper after its heading is ink.
bool has_ink(const Bytes& file) {
    constexpr std::size_t kHeading = 20;
    constexpr unsigned char kDark = 128;
    const std::string picture = made_of(file, "pdftoppm -r 50 -gray -singlefile", ".pgm");
    REQUIRE(picture.size() > kHeading);
    return std::any_of(picture.begin() + kHeading, picture.end(),
                       [](char dot) { return static_cast<unsigned char>(dot) < kDark; });
}

std::string without_spaces(std::string_view text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept),
                         [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\f'; });
    return kept;
}

}  // namespace daohu::testing
