// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/policy_input.hpp"

#include "core/base/beijing_time.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/file_text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <filesystem>

namespace daohu::cli {
namespace {

std::optional<policy::Standards> load_standards(const std::vector<std::string>& files) {
    policy::Standards all;
    for (const std::string& file : files) {
        const auto text = read_file(file);
        if (!text) {
            fmt::print(stderr, "{}: {}\n", file, text.error().describe());
            return std::nullopt;
        }
        policy::Faults faults;
        auto table = policy::Standards::read(*text, faults);
        auto merged = table ? policy::Standards::merge(all, *table, faults) : std::nullopt;
        print_faults(file, faults);
        if (!merged) {
            return std::nullopt;
        }
        all = std::move(*merged);
    }
    return all;
}

std::optional<policy::FactsDocument> load_facts(const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        fmt::print(stderr, "{}: {}\n", file, text.error().describe());
        return std::nullopt;
    }
    policy::Faults faults;
    auto facts = policy::read_facts(*text, faults);
    print_faults(file, faults);
    if (facts && !facts->unused.empty()) {
        fmt::print(stderr, "{}: no rule reads {}\n", file, fmt::join(facts->unused, ", "));
    }
    return facts;
}

void read_words(const nlohmann::json& object, const char* language, std::map<std::string, std::string>& into,
                const std::string& key) {
    if (object.contains(language)) {
        into[key] = object.at(language).get<std::string>();
    }
}

}  // namespace

std::string refuse_empty_day(const std::string& text) {
    return text.empty() ? std::string{"a day is written 2026-03-02"} : std::string{};
}

void add_policy_options(CLI::App& command, PolicyRequest& request) {
    request.folder = assets_folder() + "/policy";
    command.add_option("--packs", request.folder, "Folder of the packs and the catalogue")->capture_default_str();
    command.add_option("--standards", request.standards, "Tables of dated figures; may be given again");
    command.add_option("--facts", request.facts, "Facts as JSON, - for the standard input")->required();
    command.add_option("--on", request.on, "The day that is asked about; today when left out")
        ->check(&refuse_empty_day);
    command.add_flag("--json", request.json, "Print JSON");
}

void add_pack_option(CLI::App& command, PolicyRequest& request) {
    command.add_option("--pack", request.pack, "A pack's id, id@version, or a folder with a pack")->required();
}

std::optional<Date> day_of(const PolicyRequest& request) {
    if (request.on.empty()) {
        return beijing_date(SystemClock{}.wall_now());
    }
    const auto date = Date::parse(request.on);
    if (!date) {
        fmt::print(stderr, "--on {}: a day is written 2026-03-02\n", request.on);
        return std::nullopt;
    }
    return *date;
}

void print_faults(const std::string& file, const policy::Faults& faults) {
    for (const policy::Fault& fault : faults) {
        fmt::print(stderr, "{}: {}\n", file, fault.describe());
    }
}

std::optional<Packs> load_packs(const PolicyRequest& request) {
    policy::Faults faults;
    auto library = policy::PackLibrary::open(request.folder, faults);
    if (!library) {
        fmt::print(stderr, "{}: {}\n", request.folder, library.error().describe());
        return std::nullopt;
    }
    print_faults(request.folder, faults);
    const int exit_code = faults.empty() ? 0 : kNotRight;
    if (std::filesystem::is_directory(request.pack)) {
        policy::Faults own;
        const auto files = policy::read_pack_folder(request.pack);
        if (!files) {
            fmt::print(stderr, "{}: {}\n", request.pack, files.error().describe());
            return std::nullopt;
        }
        const policy::Pack* added = library->replace(*files, own);
        print_faults(request.pack, own);
        if (added == nullptr) {
            return std::nullopt;
        }
    }
    return Packs{std::move(*library), exit_code};
}

std::optional<PolicyInput> load_input(const PolicyRequest& request) {
    const auto on = day_of(request);
    auto packs = on ? load_packs(request) : std::nullopt;
    auto standards = packs ? load_standards(request.standards) : std::nullopt;
    auto facts = standards ? load_facts(request.facts) : std::nullopt;
    if (!facts) {
        return std::nullopt;
    }
    return PolicyInput{std::move(packs->library), packs->exit_code, std::move(*standards), std::move(*facts), *on};
}

const policy::Pack* pick_pack(const policy::PackLibrary& library, const std::string& pack, const policy::Facts& facts,
                              Date on) {
    std::string id = pack;
    if (std::filesystem::is_directory(pack)) {
        const auto files = policy::read_pack_folder(pack);
        const auto identity = files ? nlohmann::json::parse(files->at("pack.json"), nullptr, false) : nlohmann::json{};
        id = fmt::format("{}@{}", identity.value("id", ""), identity.value("version", 0));
    }
    if (const auto at = id.find('@'); at != std::string::npos) {
        std::int64_t version = 0;
        (void)std::from_chars(id.data() + at + 1, id.data() + id.size(), version);
        const policy::Pack* found = library.find_version(id.substr(0, at), version);
        if (found == nullptr) {
            fmt::print(stderr, "{}: no such pack\n", id);
        }
        return found;
    }
    const auto chosen = policy::choose_pack(library, id, facts, on);
    if (!chosen) {
        fmt::print(stderr, "{}\n", chosen.error().describe());
        return nullptr;
    }
    return *chosen;
}

PolicyWords PolicyWords::load(const std::string& folder) {
    PolicyWords words;
    const auto text = read_file(folder + "/rules.json");
    const auto json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json{};
    if (!json.is_object()) {
        return words;
    }
    const nlohmann::json statuses = json.value("statuses", nlohmann::json::object());
    for (const auto& [status, label] : statuses.items()) {
        read_words(label, "zh", words.m_statuses, status);
    }
    for (const auto& rule : json.value("rules", nlohmann::json::array())) {
        const std::string id = rule.value("id", "");
        read_words(rule.value("label", nlohmann::json::object()), "zh", words.m_labels, id);
        read_words(rule.value("text", nlohmann::json::object()), "zh", words.m_texts, id);
    }
    return words;
}

bool PolicyWords::has_rule(const std::string& rule) const {
    if (m_labels.contains(rule)) {
        return true;
    }
    std::vector<std::string> known;
    for (const auto& [id, label] : m_labels) {
        known.push_back(id);
    }
    fmt::print(stderr, "--rule {}: not one of {}\n", rule, fmt::join(known, ", "));
    return false;
}

std::string PolicyWords::label(const std::string& rule) const {
    const auto found = m_labels.find(rule);
    return found == m_labels.end() ? rule : found->second;
}

std::string PolicyWords::text(const std::string& rule) const {
    const auto found = m_texts.find(rule);
    return found == m_texts.end() ? std::string{} : found->second;
}

std::string PolicyWords::status(const std::string& status) const {
    const auto found = m_statuses.find(status);
    return found == m_statuses.end() ? status : found->second;
}

std::string summary_of(const policy::Outcome& outcome, const policy::Pack& pack, const PolicyWords& words) {
    if (outcome.applies == policy::Truth::no) {
        return words.status("not_applying");
    }
    std::string text = policy::to_text(outcome.figure);
    for (const policy::Reading& reading : outcome.readings) {
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", reading.id, policy::to_text(reading.figure));
    }
    if (!text.empty()) {
        text += " ";
    }
    text += fmt::format("[{}]", words.status(std::string{name(outcome.status)}));
    if (outcome.status == policy::Status::not_stated) {
        text += " " + pack.documents.front().number;
    }
    for (const policy::Missing& missing : outcome.missing) {
        text += fmt::format(" ?{}", missing.fact);
    }
    return text;
}

}  // namespace daohu::cli
