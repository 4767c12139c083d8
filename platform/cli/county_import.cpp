// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_import.hpp"

#include "platform/cli/command_line.hpp"
#include "platform/cli/county_command.hpp"
#include "sync/county/importing.hpp"

#include <memory>

namespace daohu::county {

namespace {

constexpr const char* kTasks = "task";

struct Arguments {
    std::string folder;
    std::string table;
    std::string dataset = "person";
    std::string village;
    std::vector<std::string> columns;
    std::string encoding;
    std::string assets = cli::assets_folder();
    bool is_dry_run = false;
    bool takes_duplicates = false;
};

Result<std::map<std::string, std::string>> renamed_columns(const std::vector<std::string>& columns) {
    std::map<std::string, std::string> renamed;
    for (const std::string& column : columns) {
        const std::size_t sign = column.rfind('=');
        if (sign == std::string::npos || sign == 0) {
            return fail(ErrorCode::invalid_argument, "--column is HEADER=PROPERTY");
        }
        renamed[column.substr(0, sign)] = column.substr(sign + 1);
    }
    return renamed;
}

// A table that cannot be read at all is reported like one with wrong rows.
Result<ImportReport> import_rows(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                 const std::string& path, std::optional<import::Encoding> encoding,
                                 const ImportOptions& options, const Clock& clock, Entropy& entropy) {
    const auto table = TRY(import::open_table(path, encoding));
    return import_table(folder, store, schemas, *table, options, clock, entropy);
}

Result<int> import_into(const Arguments& arguments, const std::string& dataset) {
    std::optional<import::Encoding> encoding;
    if (!arguments.encoding.empty()) {
        encoding = TRY(import::encoding_named(arguments.encoding));
    }
    const registry::SchemaSet schemas = TRY(registry::SchemaSet::load(arguments.assets));
    const ImportOptions options{.dataset = dataset,
                                .village = arguments.village,
                                .renamed = TRY(renamed_columns(arguments.columns)),
                                .duplicates =
                                    arguments.takes_duplicates ? DuplicateRule::take_in : DuplicateRule::leave_out,
                                .mode = arguments.is_dry_run ? ImportMode::dry_run : ImportMode::apply};
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const auto report = import_rows(county.folder(), county.store(), schemas, arguments.table, encoding, options,
                                    tools.clock, tools.entropy);
    if (!report) {
        const ErrorCode code = report.error().code;
        if (code == ErrorCode::table_columns_wrong || code == ErrorCode::table_malformed) {
            fmt::print(stderr, "daohu-county: {}\n", report.error().describe());
            return kUnsound;
        }
        return fail(report.error());
    }
    fmt::print("{}\n", report_json(*report));
    return report->fault_count > 0 ? kUnsound : kDone;
}

Result<int> import_tasks(const Arguments& arguments) { return import_into(arguments, kTasks); }

Result<int> import_register(const Arguments& arguments) { return import_into(arguments, arguments.dataset); }

}  // namespace

void add_import_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](const char* group, const char* purpose, Result<int> (*work)(const Arguments&)) {
        CLI::App* made = app.add_subcommand(group, purpose);
        made->require_subcommand(1);
        CLI::App* command = made->add_subcommand("import", "All rows of a table, or none");
        command->add_option("folder", arguments->folder, "The county's folder")->required();
        command->add_option("table", arguments->table, "CSV or Excel workbook (its first sheet), with a header")
            ->required();
        command->add_option("--village", arguments->village,
                            "12-digit code of every row; without it a column village_code says it");
        command->add_option("--column", arguments->columns,
                            "HEADER=PROPERTY for a column that is called otherwise, HEADER=- to leave it out");
        command->add_option("--encoding", arguments->encoding,
                            "One of utf-8, gb18030, utf-16le, utf-16be; without it found out; of CSV");
        command->add_option("--assets", arguments->assets, "Folder with the datasets")->capture_default_str();
        command->add_flag("--dry-run", arguments->is_dry_run, "Only say what would happen");
        command->callback([arguments, work, &result] { result = run_command(work, *arguments); });
        return command;
    };
    add("tasks", "What the county asks coordinators to check", import_tasks);
    CLI::App* registers = add("registers", "Lists that the county gets from elsewhere", import_register);
    registers->add_option("--dataset", arguments->dataset, "What a row is")->capture_default_str();
    registers->add_flag("--with-duplicates", arguments->takes_duplicates,
                        "Take in rows that may be people who are there already");
}

}  // namespace daohu::county
