// SPDX-License-Identifier: Apache-2.0
#pragma once

// The subcommands of daohu-bench, one file each. A new one is a file with its add_ function, a line here and one in
// daohu_bench.cpp.

#include "tests/bench/report.hpp"

#include <filesystem>

namespace CLI {
class App;
}

namespace daohu::bench {

// What every bench understands.
struct CommonOptions {
    std::filesystem::path folder = std::filesystem::temp_directory_path();  // scratch files: its disk is measured
    std::filesystem::path assets;
    std::uint64_t seed = 1;
    bool json = false;

    [[nodiscard]] Format format() const { return json ? Format::json : Format::text; }
};

// A bench that could not run at all ends with this.
inline constexpr int kCouldNotRun = 2;

// Each adds its subcommand; `result` is what the program ends with. Options and result must outlive the parsing.
void add_casework(CLI::App& app, CommonOptions& common, int& result);
void add_save(CLI::App& app, CommonOptions& common, int& result);
void add_open(CLI::App& app, CommonOptions& common, int& result);
void add_fold(CLI::App& app, CommonOptions& common, int& result);
void add_frame(CLI::App& app, CommonOptions& common, int& result);
void add_policy(CLI::App& app, CommonOptions& common, int& result);
void add_search(CLI::App& app, CommonOptions& common, int& result);

}  // namespace daohu::bench
