// SPDX-License-Identifier: Apache-2.0
//
// What the rules say is said in words: no rule, verdict, fact or remark reaches a coordinator by its id.

#include "core/casework/facts/household_facts.hpp"
#include "core/policy/code_facts.hpp"
#include "core/policy/rules.hpp"
#include "tests/app/app_bench.hpp"
#include "ui/model/open_words.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <fstream>
#include <regex>
#include <set>

using namespace daohu;
using namespace daohu::journeys;

namespace {

namespace fs = std::filesystem;

struct Language {
    explicit Language(const char* file)
        : catalogue{Catalogue::load(fs::path{DAOHU_SOURCE_DIR} / "assets" / "text" / file).value()} {}

    Catalogue catalogue;
    Words words{catalogue};
    model::Vocabulary vocabulary{daohu::testing::loaded_assets("songpan-2021").schemas, words};
};

std::string read_text(const fs::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string rule_name(std::string_view rule) {
    const auto& labels = daohu::testing::loaded_assets("songpan-2021").rule_labels;
    const auto found = labels.find(rule);
    return found == labels.end() ? std::string{rule} : found->second.zh;
}

// The words between quotation marks in what the sources of the rules give in such a way.
std::set<std::string> in_sources(const char* way) {
    std::set<std::string> words;
    const std::regex given{way};
    const std::regex spelled{R"re("([a-z_]+)")re"};
    for (const auto& file : fs::directory_iterator{fs::path{DAOHU_SOURCE_DIR} / "core" / "policy"}) {
        if (!file.path().filename().string().starts_with("rule")) {
            continue;
        }
        const std::string source = read_text(file.path());
        for (std::sregex_iterator one{source.begin(), source.end(), given}; one != std::sregex_iterator{}; ++one) {
            const std::string inside = (*one)[1];
            for (std::sregex_iterator word{inside.begin(), inside.end(), spelled}; word != std::sregex_iterator{};
                 ++word) {
                words.insert((*word)[1]);
            }
        }
    }
    return words;
}

// Every verdict that a rule can come to: as the sources spell it, and the codes that a pack's value hands on.
std::set<std::string> verdicts() {
    std::set<std::string> codes = in_sources(R"re(Verdict\{([^;]*?)\})re");
    // Where temporary aid is applied for, the tier of a single person, to whom changes are reported, what is left of
    // medical costs, and who approves.
    const policy::Catalogue& catalogue = daohu::testing::loaded_assets("songpan-2021").packs.catalogue();
    for (const std::uint16_t number : std::array<std::uint16_t, 4>{25, 47, 78, 98}) {
        const policy::ParameterId id{number};
        const policy::ParameterDefinition* const known = catalogue.find(id);
        REQUIRE(known != nullptr);
        codes.insert(known->codes.begin(), known->codes.end());
    }
    codes.insert({"village", "township", "township_if_delegated", "county"});
    return codes;
}

// Letters of an id, or the id of a record, where words are expected.
bool has_raw_id(const std::string& text) {
    static const std::regex kRaw{"[a-z]+_[a-z_]+|[0-9a-f]{32}|[a-z]{4,}"};
    return std::regex_search(text, kRaw);
}

void check_words(const std::string& text) {
    INFO(text);
    CHECK_FALSE(has_raw_id(text));
}

// A family with a little of everything that rules ask for.
Home enter_everything(FieldTablet& tablet) {
    return enter(tablet, {.members = {{.name = "示例·甲",
                                       .birth_date = "1956-02-01",
                                       .work_state = "unable",
                                       .labour_ability = "none",
                                       .more = joined({monthly_aid(1, "dibao", "2025-01-01"),
                                                       income(1, "farm", "180.00", "stable"),
                                                       {{"lost_self_care", "yes"}}})},
                                      {.name = "示例·乙",
                                       .relation = "2",
                                       .birth_date = "1985-03-04",
                                       .work_state = "employed",
                                       .more = income(1, "wage", "1800.00", "stable")},
                                      {.name = "示例·丙",
                                       .relation = "4",
                                       .birth_date = "2014-05-06",
                                       .work_state = "student",
                                       .stage = "primary",
                                       .more = {}}},
                          .more = {}});
}

}  // namespace

TEST_CASE("Policy in words: every rule is called by its name in both languages", "[app]") {
    const auto& labels = daohu::testing::loaded_assets("songpan-2021").rule_labels;
    for (const policy::Rule& rule : policy::rules()) {
        INFO(rule.id);
        const auto label = labels.find(rule.id);
        REQUIRE(label != labels.end());
        CHECK_FALSE(label->second.zh.empty());
        CHECK_FALSE(label->second.en.empty());
    }
}

TEST_CASE("Policy in words: every verdict has its words in both languages", "[app]") {
    const std::set<std::string> codes = verdicts();
    REQUIRE(codes.contains("end_with_notice"));
    REQUIRE(codes.contains("lowest_tier"));
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        Language language{file};
        for (const std::string& code : codes) {
            INFO(file << ": " << code);
            const std::string words = model::verdict_words(code, language.vocabulary);
            CHECK(words != code);
            CHECK_FALSE(words.starts_with("verdict."));
        }
        CHECK(model::verdict_words("nothing_of_the_kind", language.vocabulary) == "nothing_of_the_kind");
    }
}

TEST_CASE("Policy in words: whatever a rule leaves open has its words in both languages", "[app]") {
    const std::set<std::string> open = in_sources(R"re(leave_open\(([^;]*?)\))re");
    REQUIRE(open.contains("person_or_household"));
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        Language language{file};
        for (const std::string& given : open) {
            const std::string word = given.ends_with('_') ? given + "suspended" : given;  // a state follows
            INFO(file << ": " << word);
            CHECK_FALSE(model::open_words(word, rule_name, language.vocabulary) == word);
        }
        CHECK(model::open_words("nothing_of_the_kind", rule_name, language.vocabulary) == "nothing_of_the_kind");
    }
}

TEST_CASE("Policy in words: every code that a fact may hold is read by its name in both languages", "[app]") {
    const registry::SchemaSet& schemas = daohu::testing::loaded_assets("songpan-2021").schemas;
    REQUIRE(policy::code_list_of("review[3].outcome_proposal") == "review_outcome");
    REQUIRE(policy::code_list_of("member[b0000000].edu.stage") == "school_stage");
    for (const char* const file : {"zh-CN.json", "en.json"}) {
        Language language{file};
        for (const auto& [fact, list] : policy::code_facts()) {
            const registry::CodeList* const codes = schemas.find_codes(list.name);
            REQUIRE((list.name.empty() || codes != nullptr));
            for (const std::string_view code : list.name.empty() ? std::span<const std::string_view>{} : list.codes) {
                INFO(file << ": " << fact << " " << code);
                const registry::Code* const known = codes->find(code);
                REQUIRE(known != nullptr);
                const std::string& label = file == std::string_view{"en.json"} ? known->label.en : known->label.zh;
                CHECK(language.vocabulary.fact_value(fact, code) == label);
            }
        }
    }
}

TEST_CASE("Policy in words: a family under the rules of every county is read without an id", "[app]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T09:00")};
    const Home home = enter_everything(tablet);
    const auto assessed = casework::assess_household(
        tablet.workspace().reading(),
        {.subject = home.household, .on = day("2026-03-02"), .discovery = {}, .persons = {}, .basis = {}});
    INFO((assessed ? std::string{} : assessed.error().describe()));
    REQUIRE(assessed);
    Language language{"zh-CN.json"};
    model::PolicyState state;
    model::fill_policy(state, *assessed, rule_name, language.vocabulary);
    REQUIRE_FALSE(state.sections.empty());
    for (const model::PolicySection& section : state.sections) {
        for (const model::PolicyFinding& finding : section.findings) {
            INFO(finding.id);
            check_words(finding.title);
            check_words(finding.figure);
            check_words(finding.remark);
            std::ranges::for_each(finding.steps, check_words);
            std::ranges::for_each(finding.missing, check_words);
        }
    }
}
