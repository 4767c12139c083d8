// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy explain, schema, check and import-standards: what a rule rests on, the file formats, and whether a
// pack or a table is sound.

#include "core/policy/rules.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/policy_commands.hpp"
#include "platform/cli/policy_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace daohu::cli {
namespace {

struct Request : PolicyRequest {
    std::string rule;
    std::string what = "facts";
    std::string into;
    std::string file;
};

void print_parameter(const policy::ParameterDefinition& definition, const policy::Parameter& parameter,
                     const policy::Pack& pack, const PolicyWords& words) {
    fmt::print("  {} {} ({})\n", definition.id.to_string(), definition.label.zh, definition.name);
    const policy::Document& document = pack.document(parameter.pack, parameter.document);
    if (!parameter.is_stated()) {
        fmt::print("    {} {}\n", words.status("not_stated"), document.number);
    } else {
        fmt::print("    {} {}{} · {} {}\n", policy::to_text(parameter.value), policy::name(parameter.unit),
                   parameter.comparison ? fmt::format(" ({})", policy::name(*parameter.comparison)) : "",
                   document.number, parameter.clause);
    }
    if (parameter.assumed) {
        fmt::print("    assumed: {} ({})\n", policy::to_text(parameter.assumed->value), parameter.assumed->ambiguity);
    }
    if (!parameter.modality.empty()) {
        std::vector<std::string_view> tone;
        std::ranges::transform(parameter.modality, std::back_inserter(tone),
                               [](policy::Modality word) { return policy::name(word); });
        fmt::print("    {}\n", fmt::join(tone, ", "));
    }
    if (!parameter.only_for.empty()) {
        fmt::print("    only for: {}\n", fmt::join(parameter.only_for, ", "));
    }
    if (!parameter.ambiguities.empty()) {
        fmt::print("    open: {}\n", fmt::join(parameter.ambiguities, ", "));
    }
    if (parameter.note) {
        fmt::print("    {}\n", parameter.note->zh);
    }
}

int refuse_rule(const std::string& wanted) {
    fmt::print(stderr, "{}: no such rule or parameter (R-001). Rules:\n", wanted);
    for (const policy::Rule& one : policy::rules()) {
        fmt::print(stderr, "  {}\n", one.id);
    }
    return kRefused;
}

// What the pack has of one parameter, and which rules read it.
void explain_parameter(const policy::ParameterDefinition& definition, const policy::Parameter& parameter,
                       const policy::Pack& pack, const PolicyWords& words) {
    print_parameter(definition, parameter, pack, words);
    std::vector<std::string_view> readers;
    for (const policy::Rule& rule : policy::rules()) {
        if (std::ranges::find(rule.parameters, definition.id) != rule.parameters.end()) {
            readers.push_back(rule.id);
        }
    }
    fmt::print("    read by: {}\n", readers.empty() ? "no rule" : fmt::format("{}", fmt::join(readers, ", ")));
}

void explain_rule(const policy::Rule& rule, const std::string& wanted, const PolicyWords& words) {
    fmt::print("{} ({}){}\n", words.label(wanted), wanted,
               rule.formula.empty() ? "" : fmt::format(" {}", rule.formula));
    if (const std::string text = words.text(wanted); !text.empty()) {
        fmt::print("{}\n", text);
    }
}

int run_explain(const Request& request) {
    const policy::Rule* rule = policy::find_rule_of(request.rule);
    const auto wanted = policy::ParameterId::parse(request.rule);
    if (rule == nullptr && !wanted) {
        return refuse_rule(request.rule);
    }
    const auto on = day_of(request);
    const auto packs = on ? load_packs(request) : std::nullopt;
    const policy::Pack* pack = packs ? pick_pack(packs->library, request.pack, {}, *on) : nullptr;
    if (pack == nullptr) {
        return kRefused;
    }
    const policy::Catalogue& catalogue = packs->library.catalogue();
    if (wanted && catalogue.find(*wanted) == nullptr) {
        return refuse_rule(request.rule);
    }
    const PolicyWords words = PolicyWords::load(request.folder);
    if (rule != nullptr) {
        explain_rule(*rule, request.rule, words);
    }
    fmt::print("{} version {}: {} {}\n", pack->id, pack->version, pack->documents.front().number,
               pack->documents.front().title);
    if (wanted) {
        explain_parameter(*catalogue.find(*wanted), pack->parameter(*wanted, *on), *pack, words);
        return packs->exit_code;
    }
    for (const policy::ParameterId id : rule->parameters) {
        if (const policy::ParameterDefinition* definition = catalogue.find(id)) {
            print_parameter(*definition, pack->parameter(id, *on), *pack, words);
        }
    }
    return packs->exit_code;
}

int run_schema(const Request& request) {
    if (request.what == "facts") {
        fmt::print("{}", policy::facts_schema());
        return 0;
    }
    const auto text = read_file(fmt::format("{}/schema/{}.schema.json", request.folder, request.what));
    if (!text) {
        fmt::print(stderr,
                   "{}: facts, standards, result, catalogue, pack, parameters, programmes, bodies, notice, calendar "
                   "or cards\n",
                   request.what);
        return kRefused;
    }
    fmt::print("{}", *text);
    return 0;
}

int run_check(const Request& request) {
    policy::Faults faults;
    auto library = policy::PackLibrary::open(request.folder, faults);
    if (!library) {
        fmt::print(stderr, "{}: {}\n", request.folder, library.error().describe());
        return kRefused;
    }
    if (std::filesystem::exists(request.pack + "/catalogue.json")) {
        policy::Faults own;
        const auto whole = policy::PackLibrary::open(request.pack, own);
        print_faults(request.pack, own);
        if (!whole) {
            fmt::print(stderr, "{}: {}\n", request.pack, whole.error().describe());
            return kRefused;
        }
        for (const policy::Pack* pack : whole->latest()) {
            fmt::print("{} version {}: sound\n", pack->id, pack->version);
        }
        return own.empty() ? 0 : kNotRight;
    }
    const auto files = policy::read_pack_folder(request.pack);
    if (!files) {
        fmt::print(stderr, "{}: {}\n", request.pack, files.error().describe());
        return kRefused;
    }
    policy::Faults own;
    const policy::Pack* pack = library->replace(*files, own);
    print_faults(request.pack, own);
    if (pack == nullptr) {
        return kNotRight;
    }
    std::size_t stated = 0;
    for (const auto& parameter : pack->parameters) {
        stated += parameter && parameter->is_stated() ? 1U : 0U;
    }
    fmt::print("{} version {}: sound; {} of {} parameters stated, {} cards, {} routes\n", pack->id, pack->version,
               stated, library->catalogue().parameters().size(), pack->cards.size(), pack->routes.size());
    return 0;
}

int run_import(const Request& request) {
    policy::Faults faults;
    const auto text = read_file(request.file);
    auto table = text ? policy::Standards::read(*text, faults) : std::nullopt;
    if (!text) {
        fmt::print(stderr, "{}: {}\n", request.file, text.error().describe());
    }
    if (!table) {
        print_faults(request.file, faults);
        return kRefused;
    }
    if (!request.into.empty() && std::filesystem::exists(request.into)) {
        const auto existing = read_file(request.into);
        if (!existing) {
            fmt::print(stderr, "{}: {}\n", request.into, existing.error().describe());
            return kRefused;
        }
        auto known = policy::Standards::read(*existing, faults);
        auto merged = known ? policy::Standards::merge(std::move(*known), *table, faults) : std::nullopt;
        print_faults(request.into, faults);
        if (!merged) {
            return kRefused;
        }
        table = std::move(merged);
    }
    const std::string json = table->to_json();
    if (request.into.empty()) {
        fmt::print("{}", json);
        return 0;
    }
    // Beside the table first: a table half written would be worse than an old one.
    const std::filesystem::path target{request.into};
    const std::filesystem::path fresh = target.string() + ".new";
    std::ofstream stream{fresh, std::ios::binary};
    stream << json;
    stream.close();
    std::error_code error;
    if (stream) {
        std::filesystem::rename(fresh, target, error);
    }
    if (!stream || error) {
        fmt::print(stderr, "{}: cannot be written\n", request.into);
        return kRefused;
    }
    fmt::print("{}: {} rows\n", request.into, table->rows().size());
    return 0;
}

}  // namespace

void add_explain_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    request->folder = assets_folder() + "/policy";
    CLI::App* command =
        app.add_subcommand("explain", "What a rule does and rests on, or what a pack has of a parameter");
    command->add_option("rule", request->rule, "A rule's id, or a parameter's: R-084")->required();
    add_pack_option(*command, *request);
    command->add_option("--packs", request->folder, "Folder of the packs and the catalogue")->capture_default_str();
    command->add_option("--on", request->on, "The day whose version is shown; today when left out")
        ->check(&refuse_empty_day);
    command->callback([request, &exit_code] { exit_code = run_explain(*request); });
}

void add_schema_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    request->folder = assets_folder() + "/policy";
    CLI::App* command = app.add_subcommand("schema", "JSON Schema of facts, standards, results and the files of packs");
    command->add_option("what", request->what, "facts, standards, result, pack, parameters, ...")
        ->capture_default_str();
    command->callback([request, &exit_code] { exit_code = run_schema(*request); });
}

void add_pack_check_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    request->folder = assets_folder() + "/policy";
    CLI::App* command = app.add_subcommand("check", "Read a pack, or a folder of packs, and name every fault");
    command->add_option("folder", request->pack, "A pack's folder, or one laid out like assets/policy")->required();
    command->add_option("--packs", request->folder, "Where the catalogue and parents are")->capture_default_str();
    command->callback([request, &exit_code] { exit_code = run_check(*request); });
}

void add_import_standards_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("import-standards", "Check a table of dated figures and join it to another");
    command->add_option("file", request->file, "The table")->required();
    command->add_option("--into", request->into, "The table that it is joined to; the standard output when left out");
    command->callback([request, &exit_code] { exit_code = run_import(*request); });
}

}  // namespace daohu::cli
