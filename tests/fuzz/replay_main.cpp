// SPDX-License-Identifier: Apache-2.0
// Runs a target over its corpus, each file as it is, cut short and with single bytes changed. This is how the targets
// stay in the normal suite, which no fuzzer drives.

#include "tests/fuzz/fuzz_target.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using daohu::Bytes;
using daohu::ByteView;

constexpr std::size_t kLongestMutated = 4096;  // longer files are run as they are

Bytes read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::size_t replay(Bytes input) {
    daohu::fuzz::try_input(input);
    if (input.size() > kLongestMutated) {
        return 1;
    }
    for (std::size_t i = 0; i < input.size(); ++i) {
        daohu::fuzz::try_input(ByteView{input}.first(i));
        for (const unsigned change : {0x01U, 0x20U, 0x80U, 0xFFU}) {
            input[i] ^= static_cast<std::uint8_t>(change);
            daohu::fuzz::try_input(input);
            input[i] ^= static_cast<std::uint8_t>(change);
        }
    }
    return 1 + 5 * input.size();
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t files = 0;
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator{argv[i]}) {
            inputs += replay(read_file(entry.path()));
            ++files;
        }
    }
    std::printf("%zu files, %zu inputs\n", files, inputs);
    return files > 0 ? 0 : 1;  // a corpus that is not there proves nothing
}
