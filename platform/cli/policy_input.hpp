// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the subcommands of daohu-policy read: packs, standards, facts, a day. Every fault is printed with its file and
// place. Main thread only.

#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace daohu::cli {

struct PolicyRequest {
    std::string folder;  // assets/policy
    std::string pack;    // an id, an id@version, or a folder
    std::vector<std::string> standards;
    std::string facts;
    std::string on;
    bool json = false;
};

// A shell variable that is empty must not mean today: what is wrong with the text of a day, or nothing.
[[nodiscard]] std::string refuse_empty_day(const std::string& text);
// --packs, --standards, --facts, --on, --json.
void add_policy_options(CLI::App& command, PolicyRequest& request);
// --pack.
void add_pack_option(CLI::App& command, PolicyRequest& request);

struct Packs {
    policy::PackLibrary library;
    int exit_code = 0;  // 1 where a pack of the folder is not sound and was left out
};

struct PolicyInput {
    policy::PackLibrary library;
    int exit_code = 0;
    policy::Standards standards;
    policy::FactsDocument facts;
    Date on;
};

// The day of --on, today in Beijing when it was left out; nothing after printing why not.
[[nodiscard]] std::optional<Date> day_of(const PolicyRequest& request);

void print_faults(const std::string& file, const policy::Faults& faults);

// The library of the folder and, where `pack` is a folder, the pack in it. Nothing after printing why not.
[[nodiscard]] std::optional<Packs> load_packs(const PolicyRequest& request);
// All of it; nothing after printing why not.
[[nodiscard]] std::optional<PolicyInput> load_input(const PolicyRequest& request);
// The pack that was asked for, in the version that the case was opened with; null after printing why not.
[[nodiscard]] const policy::Pack* pick_pack(const policy::PackLibrary& library, const std::string& pack,
                                            const policy::Facts& facts, Date on);

// The words for people in assets/policy/rules.json: labels and explanations of rules, "not stated".
class PolicyWords {
public:
    [[nodiscard]] static PolicyWords load(const std::string& folder);
    // Whether there is an outcome of that id; says on the error stream that there is none.
    [[nodiscard]] bool has_rule(const std::string& rule) const;
    [[nodiscard]] std::string label(const std::string& rule) const;
    [[nodiscard]] std::string text(const std::string& rule) const;
    [[nodiscard]] std::string status(const std::string& status) const;

private:
    std::map<std::string, std::string> m_labels, m_texts, m_statuses;
};

// "overdue 3 days", "700.00 - 2800.00": one line for a result.
[[nodiscard]] std::string summary_of(const policy::Outcome& outcome, const policy::Pack& pack,
                                     const PolicyWords& words);

}  // namespace daohu::cli
