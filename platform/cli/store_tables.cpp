// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "core/casework/export/export_file.hpp"
#include "core/casework/export/tables.hpp"
#include "platform/cli/export_target.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

struct TableArguments {
    StoreArguments store;
    std::string file;
    std::string language = "zh";
    std::string pack = "boshan-2021";
    std::string standards;
    std::string role = std::string{casework::code_of(casework::Role::coordinator)};
    std::string household;
    std::string dataset;
    std::string township;
    std::string from;
    std::string to;
    bool show = false;

    [[nodiscard]] casework::ExportLanguage export_language() const {
        return language == "zh" ? casework::ExportLanguage::zh : casework::ExportLanguage::en;
    }
};

using Making = std::function<Result<Bytes>(const casework::ReadContext&, const TableArguments&, Date today)>;

// The role that the caller says he acts in. Whoever has the passphrase can read the whole store: this keeps what leaves
// the office to what that role may take out of it.
Result<casework::Viewer> reader_of(const TableArguments& arguments) {
    const auto role = casework::find_role(arguments.role);
    if (!role) {
        return fail(ErrorCode::invalid_argument, "--as: no role of the app");
    }
    return casework::Viewer{.role = *role, .worker = {}};
}

Result<policy::PackLibrary> packs_of(const TableArguments& arguments) {
    policy::Faults faults;
    auto packs = TRY(policy::PackLibrary::open(std::filesystem::path{arguments.store.assets} / "policy", faults));
    if (!faults.empty()) {
        return fail(ErrorCode::policy_pack_missing, faults.front().describe());
    }
    return packs;
}

Result<policy::Standards> standards_of(const TableArguments& arguments) {
    if (arguments.standards.empty()) {
        return policy::Standards{};
    }
    const std::string text = TRY(read_file(arguments.standards));
    policy::Faults faults;
    auto standards = policy::Standards::read(text, faults);
    if (!standards) {
        return fail(ErrorCode::policy_standards_invalid, faults.empty() ? "" : faults.front().describe());
    }
    return std::move(*standards);
}

Result<int> write_table(const TableArguments& arguments, StoreAccess& access, const Making& make) {
    const std::filesystem::path file{arguments.file};
    TRY(check_export_target(access.tools, access.vault, file));
    const policy::PackLibrary packs = TRY(packs_of(arguments));
    const policy::Standards standards = TRY(standards_of(arguments));
    const casework::CountyRules rules{packs, standards, arguments.pack};
    auto registry = TRY(registry::RegistryReader::open(access.database, access.schemas));
    auto marks = TRY(journal::DeliveryMarks::open(access.database));
    auto journal = TRY(journal::JournalReader::open(access.database));
    const casework::ReadContext context{registry, marks, access.schemas, rules, access.vault.device(), journal};
    const Bytes table = TRY(make(context, arguments, beijing_date(access.tools.clock.wall_now())));
    TRY(casework::write_export(access.tools.files, file, table, access.vault.author_key()));
    fmt::print("{} bytes, signed by {}\n", table.size(), access.vault.author_key().public_key().to_string());
    return kDone;
}

Result<Bytes> make_family_copy(const casework::ReadContext& context, const TableArguments& arguments, Date) {
    const EntityId household = TRY(EntityId::parse(arguments.household));
    return casework::household_copy(context, household, arguments.export_language());
}

Result<Bytes> make_ledger(const casework::ReadContext& context, const TableArguments& arguments, Date today) {
    const casework::Viewer reader = TRY(reader_of(arguments));
    return casework::ledger_table(context, arguments.dataset, reader, arguments.export_language(), today);
}

Result<Bytes> make_statistics(const casework::ReadContext& context, const TableArguments& arguments, Date) {
    const casework::Viewer reader = TRY(reader_of(arguments));
    const Date from = TRY(Date::parse(arguments.from));
    const Date to = TRY(Date::parse(arguments.to));
    if (to < from) {
        return fail(ErrorCode::invalid_argument, "--to: before --from");
    }
    return casework::statistics_table(context, {.township = arguments.township, .from = from, .to = to}, reader);
}

void add_table_options(CLI::App& command, TableArguments& arguments) {
    add_store_options(command, arguments.store);
    command.add_option("--file", arguments.file, "Spreadsheet to write; its signature goes beside it")->required();
    command.add_option("--language", arguments.language, "Of headers and code words")
        ->check(CLI::IsMember({"zh", "en"}))
        ->capture_default_str();
}

void add_role_option(CLI::App& command, TableArguments& arguments) {
    command.add_option("--as", arguments.role, "Role in which it is taken out: township_desk, county_office")
        ->capture_default_str();
}

void run(CLI::App& command, const std::shared_ptr<TableArguments>& arguments, int& exit_code, Making make) {
    command.callback([arguments, &exit_code, make = std::move(make)] {
        exit_code = run_with_store(arguments->store,
                                   [&](StoreAccess& access) { return write_table(*arguments, access, make); });
    });
}

void add_family_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<TableArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("export-family", "A family's own copy of what is held about it");
    add_table_options(*command, *arguments);
    command->add_option("--household", arguments->household, "32 hexadecimal digits")->required();
    command->add_flag("--show", arguments->show, "Yes, write the family's personal and sensitive data in full")
        ->required();
    run(*command, arguments, exit_code, make_family_copy);
}

void add_ledger_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<TableArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("export-ledger", "A register with personal values masked");
    add_table_options(*command, *arguments);
    add_role_option(*command, *arguments);
    command->add_option("--dataset", arguments->dataset, "Which register: person, first_aid, ...")->required();
    run(*command, arguments, exit_code, make_ledger);
}

void add_statistics_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<TableArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("export-statistics", "A township's figures of a period, without names");
    add_table_options(*command, *arguments);
    add_role_option(*command, *arguments);
    command->add_option("--township", arguments->township, "Its division code")->required();
    command->add_option("--from", arguments->from, "First day, 2026-01-01")->required();
    command->add_option("--to", arguments->to, "Last day")->required();
    command->add_option("--pack", arguments->pack, "Whose rules the figures follow")->capture_default_str();
    command->add_option("--standards", arguments->standards, "Table of published figures; none: those rules wait");
    run(*command, arguments, exit_code, make_statistics);
}

void add_check_command(CLI::App& app, int& exit_code) {
    auto file = std::make_shared<std::string>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("check-export", "Who vouches for a spreadsheet, and is it as it was signed");
    command->add_option("--file", *file, "The spreadsheet")->required();
    command->callback([file, &exit_code] {
        exit_code = run_with_tools([&](VaultTools& tools) -> Result<int> {
            auto author = casework::check_export(tools.files, *file);
            if (!author && author.error().code == ErrorCode::signature_invalid) {
                fmt::print("not as it was signed\n");
                return kNotRight;
            }
            const PublicKey key = TRY(std::move(author));
            fmt::print("signed by {}\n", key.to_string());
            return kDone;
        });
    });
}

}  // namespace

void add_table_commands(CLI::App& app, int& exit_code) {
    add_family_command(app, exit_code);
    add_ledger_command(app, exit_code);
    add_statistics_command(app, exit_code);
    add_check_command(app, exit_code);
}

}  // namespace daohu::cli
