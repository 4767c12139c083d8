// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the command lines of all programs have in common: exit codes, and where the app's own files are. Main thread.

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace daohu::cli {

// 0: done. 1: something is not right, and is named: it failed, or what was looked at does not hold. 2: refused: asked
// wrongly, or what was given cannot be used. Further codes are a program's own, and in its help.
inline constexpr int kDone = 0;
inline constexpr int kNotRight = 1;
inline constexpr int kRefused = 2;

// The last words of a program's help. Set before commands are added, so that theirs end with it as well.
[[nodiscard]] std::string exit_codes_footer(const std::string& more = {});

// What to return at once, after help or the version, or after saying what is wrong with the command line; nothing: go on.
// Commands with a callback have run by then.
[[nodiscard]] std::optional<int> parse_command_line(CLI::App& app, int argc, char** argv);

// The folder of the forms, datasets, packs, codes and texts: share/daohu beside the bin/ of the running program when it
// is installed, assets/ of the source tree when it was just built. Where neither is there, the former, so that an error
// names what is missing.
[[nodiscard]] std::string assets_folder();
// The same for a program at `executable`.
[[nodiscard]] std::filesystem::path assets_beside(const std::filesystem::path& executable);

}  // namespace daohu::cli
