// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"

#include "core/base/build_info.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <system_error>

namespace daohu::cli {

namespace {

constexpr const char* kInstalled = "../share/daohu";
constexpr const char* kSourceTree = "../../../assets";  // seen from build/<preset>/bin

}  // namespace

std::string exit_codes_footer(const std::string& more) {
    return "Exit codes: 0 done; 1 something is not right, and is named; 2 refused: asked wrongly, or what was given\n"
           "cannot be used." +
           (more.empty() ? std::string{} : " " + more);
}

std::optional<int> parse_command_line(CLI::App& app, int argc, char** argv) {
    const std::string name = std::filesystem::path{argv[0]}.filename().string();
    app.set_version_flag("--version", fmt::format("{} {}", name, version()), "Print the version and exit");
    try {
        app.parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
        if (argc > 1 && argv[1][0] != '-' && app.get_require_subcommand_min() > 0 && app.get_subcommands().empty()) {
            fmt::print(stderr, "{}: there is no command '{}'\n", app.get_name(), argv[1]);
        }
        return app.exit(error) == 0 ? kDone : kRefused;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kRefused;  // asking for help or the version is no error
    }
    return std::nullopt;
}

std::filesystem::path assets_beside(const std::filesystem::path& executable) {
    const std::filesystem::path here = executable.parent_path();
    const std::filesystem::path installed = (here / kInstalled).lexically_normal();
    const std::filesystem::path source_tree = (here / kSourceTree).lexically_normal();
    std::error_code ignored;
    const auto is_there = [&ignored](const std::filesystem::path& folder) {
        return std::filesystem::is_directory(folder / "text", ignored);
    };
    return is_there(installed) || !is_there(source_tree) ? installed : source_tree;
}

std::string assets_folder() {
    std::error_code failed;
    return assets_beside(std::filesystem::read_symlink("/proc/self/exe", failed)).string();
}

}  // namespace daohu::cli
