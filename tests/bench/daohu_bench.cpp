// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench: what the promises cost, each figure beside its baseline in the same run. Meant for a release build and a
// quiet machine; small runs of it are tests. It ends with 1 when a check does not hold, with 2 when it could not run.

#include "platform/cli/command_line.hpp"
#include "tests/bench/bench_commands.hpp"

#include <CLI/CLI.hpp>

using namespace daohu::bench;

int main(int argc, char** argv) {
    CLI::App app{"What the promises cost, beside baselines or goals", "daohu-bench"};
    app.footer(daohu::cli::exit_codes_footer("A check that does not hold: 1."));
    app.require_subcommand(1);
    app.fallthrough();
    CommonOptions common;
    common.assets = daohu::cli::assets_folder();
    app.add_option("--folder", common.folder, "Where scratch files go; its disk is what is measured");
    app.add_option("--assets", common.assets, "Folder with datasets/, codes/ and policy/");
    app.add_option("--seed", common.seed, "Which records");
    app.add_flag("--json", common.json, "One JSON object instead of text");
    int result = 0;
    add_save(app, common, result);
    add_open(app, common, result);
    add_fold(app, common, result);
    add_policy(app, common, result);
    add_search(app, common, result);
    add_casework(app, common, result);
#ifdef DAOHU_BENCH_FRAMES
    add_frame(app, common, result);
#endif
    return daohu::cli::parse_command_line(app, argc, argv).value_or(result);
}
