// SPDX-License-Identifier: Apache-2.0
#include "tests/store_cli/store_tool.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace daohu::test {

Ended run_store(const std::filesystem::path& scratch, const std::string& arguments, std::string_view passphrase) {
    const auto in = scratch / "in";
    const auto out = scratch / "out";
    const auto err = scratch / "err";
    std::ofstream{in} << passphrase << '\n';
    const std::string command = std::string{DAOHU_STORE_TOOL} + " " + arguments + " < " + in.string() + " > " +
                                out.string() + " 2> " + err.string();
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream{path, std::ios::binary}.rdbuf();
    return std::move(out).str();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace daohu::test
