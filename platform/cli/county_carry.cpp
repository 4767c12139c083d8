// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_carry.hpp"

#include "core/vault/files.hpp"
#include "platform/cli/county_command.hpp"
#include "sync/county/carry.hpp"
#include "sync/county/county_pen.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "sync/wire/bundle.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace daohu::county {

namespace {

constexpr std::string_view kAnswerSuffix = ".answer";

struct Arguments {
    std::string folder;
    std::vector<std::string> bundles;
    std::string answers;  // folder; by default beside each bundle
};

std::filesystem::path answer_path(const Arguments& arguments, const std::filesystem::path& bundle) {
    const std::filesystem::path beside =
        arguments.answers.empty() ? bundle : std::filesystem::path{arguments.answers} / bundle.filename();
    return beside.string() + std::string{kAnswerSuffix};
}

Result<void> import_one(const Arguments& arguments, CarryDesk& desk, const std::string& path) {
    vault::SystemFiles files;
    const Bytes bundle = TRY(files.read(path, wire::kMaxBundle));
    const CarriedIn taken = TRY(desk.take(bundle, DeviceId{}, SystemClock{}.wall_now()));
    const std::filesystem::path answer = answer_path(arguments, path);
    TRY(vault::replace_file(files, answer, taken.answer));
    fmt::print("{}: device {}, {} entries, {} of them new, {} photographs\nanswer {}\n", path, taken.maker.to_string(),
               taken.entries, taken.fresh, taken.files, answer.string());
    return {};
}

// Every bundle is tried, whatever became of those before it.
Result<int> import_bundles(const Arguments& arguments) {
    const Folder folder = TRY(Folder::open(arguments.folder));
    const SecretBytes key = TRY(folder.load_store_key());
    const SystemClock clock;
    SystemEntropy entropy;
    // Through the county, which first erases again what a restored backup brought back.
    County county = TRY(County::open(arguments.folder, clock, entropy));
    const auto office = TRY(Office::open(folder.store_path(), key));
    const ServiceIdentity identity{.server = folder.identity().server, .key = TRY(folder.load_server_key())};
    vault::SystemFiles system_files;
    FileShelves shelves{system_files, folder.files_path()};
    FileDesk files{county.store(), shelves, clock};
    CountyPen pen = TRY(CountyPen::open(folder, county.store(), clock, entropy));
    CarryDesk desk{
        {.store = county.store(), .files = files, .office = *office, .identity = identity, .entropy = entropy},
        commit_to(county.store(), &pen)};
    int outcome = kDone;
    for (const std::string& path : arguments.bundles) {
        if (const Result<void> taken = import_one(arguments, desk, path); !taken) {
            fmt::print(stderr, "daohu-county: {}: {}\n", path, taken.error().describe());
            outcome = kFailed;
        }
    }
    return outcome;
}

}  // namespace

void add_carry_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* carry = app.add_subcommand("carry", "Bundles from villages without a signal, brought on a stick");
    carry->require_subcommand(1);
    CLI::App* import = carry->add_subcommand("import", "Take bundles in and write the answers to be carried back");
    import->add_option("folder", arguments->folder, "The county's folder")->required();
    import->add_option("bundle", arguments->bundles, "Files from the stick")->required()->check(CLI::ExistingFile);
    import->add_option("--answers", arguments->answers, "Folder for the answers; by default beside the bundles");
    import->callback([arguments, &result] { result = run_command(import_bundles, *arguments); });
}

}  // namespace daohu::county
