// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench: what the promises cost, each figure beside its baseline in the same run. Meant for a release build and a
// quiet machine; small runs of it are tests. It ends with 1 when a check does not hold, with 2 when it could not run.

#include "tests/bench/bench_commands.hpp"

#include <CLI/CLI.hpp>

using namespace daohu::bench;

int main(int argc, char** argv) {
    CLI::App app{"Measures what the promises cost, beside baselines or goals"};
    app.require_subcommand(1);
    app.fallthrough();
    CommonOptions common;
    common.assets = DAOHU_ASSETS_DIR;
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
    CLI11_PARSE(app, argc, argv);
    return result;
}
