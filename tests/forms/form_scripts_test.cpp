// SPDX-License-Identifier: Apache-2.0
//
// Every form filled in as a coordinator would, mistakes included (tests/forms/<form>*.json), down to the entry it makes.
#include "core/base/entropy.hpp"
#include "core/casework/entry_maker.hpp"
#include "platform/cli/form_script.hpp"
#include "tests/forms/form_assets.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <map>

using namespace daohu;
using namespace daohu::forms_test;

namespace {

namespace fs = std::filesystem;

fs::path scripts_folder() { return fs::path{DAOHU_SOURCE_DIR} / "tests" / "forms"; }

std::vector<fs::path> script_files() {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator{scripts_folder()}) {
        if (file.path().extension() == ".json") {
            files.push_back(file.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

// "first_aid.json" and "first_aid.fire.json" fill in first_aid.
std::string form_of(const fs::path& script) {
    const std::string name = script.filename().string();
    return name.substr(0, name.find('.'));
}

cli::FormScript read_script(const fs::path& file) {
    auto script = cli::read_form_script(text_of(file));
    INFO((script ? std::string{} : script.error().describe()));
    REQUIRE(script);
    return std::move(*script);
}

// One form while a script fills it in.
struct Played {
    explicit Played(const fs::path& file) : script{read_script(file)}, registers{script} {
        const fs::path form = assets() / "forms" / (form_of(file) + ".xml");
        const cli::ScriptedAttachments attachments{script, {form, {}}};
        definition = form::Definition::load(text_of(form), attachments).value();
        form::SessionPorts ports;
        ports.clock = &clock;
        ports.entropy = &entropy;
        ports.entities = &registers;
        form::OpenRequest request;
        request.language = script.language;
        request.prefills = script.prefills;
        session = std::move(form::Session::open(*definition, ports, request).value().session);
    }

    cli::FormScript script;
    cli::ScriptedRegisters registers;
    SystemClock clock;
    SeededEntropy entropy{4711};
    std::unique_ptr<form::Definition> definition;
    std::unique_ptr<form::Session> session;
};

}  // namespace

TEST_CASE("Forms: filled in as by a coordinator, each becomes an entry", "[forms]") {
    const fs::path file = GENERATE(from_range(script_files()));
    INFO(file.filename().string());
    Played played{file};
    std::size_t number = 0;
    for (const cli::ScriptStep& step : played.script.steps) {
        ++number;
        const auto done = cli::perform(*played.session, step);
        INFO("step " << number << ": " << (done ? std::string{} : done.error().describe()));
        CHECK(done);
    }
    for (const form::Problem& problem : played.session->problems()) {
        FAIL_CHECK(played.session->path(problem.place.node)
                   << ": " << cli::problem_name(problem.kind) << " " << problem.message);
    }
    REQUIRE(played.session->finish());
    const auto submission = form::make_submission(*played.session);
    INFO((submission ? std::string{} : submission.error().describe()));
    REQUIRE(submission);
    CHECK(cli::missing_change(*submission, played.script) == "");
    CHECK_FALSE(played.script.changes.empty());
    casework::EntryContext context;  // with somebody who may read what the form seals
    for (const form::Section& section : submission->sections) {
        if (!section.seal.empty()) {
            context.seals.by_audience[section.seal] = {BoxKey::generate(played.entropy).value().public_key()};
        }
    }
    const auto draft = casework::make_entry_draft(*submission, schemas(), context);
    INFO((draft ? std::string{} : draft.error().describe()));
    REQUIRE(draft);
    const auto entry = entry::assemble(*draft, played.entropy);
    INFO((entry ? std::string{} : entry.error().describe()));
    REQUIRE(entry);
    CHECK(form::submission_xml(*played.definition, submission->sections));
}

TEST_CASE("Forms: each has a script, and each script a mistake that is noticed", "[forms]") {
    std::map<std::string, bool> noticed;
    for (const fs::path& file : script_files()) {
        const cli::FormScript script = read_script(file);
        CHECK_FALSE(script.about.empty());
        noticed[form_of(file)] |= std::ranges::any_of(script.steps, [](const cli::ScriptStep& step) {
            return step.expected_problem && *step.expected_problem != "none";
        });
    }
    for (const std::string& name : form_names()) {
        INFO(name);
        CHECK(noticed[name]);
    }
}

TEST_CASE("Forms: a routine visit without changes takes at most twelve answers", "[forms]") {
    CHECK(read_script(scripts_folder() / "routine_visit.unchanged.json").touched() <= 12);
}

TEST_CASE("Forms: a discovery asks for at most eight answers, whatever the hardship", "[forms]") {
    const Played played{scripts_folder() / "discovery.json"};
    for (const char* urgency : {"routine", "day", "life_danger"}) {
        form::Session& session = *played.session;
        REQUIRE(session.answer(session.find("/data/case/urgency"), urgency));
        std::size_t required = 0;
        for (const form::OutlineItem& item : session.outline()) {
            const bool is_question = item.kind == form::ItemKind::question;
            required += is_question && session.is_required(item.place.node) ? 1U : 0U;
        }
        INFO(urgency);
        CHECK(required <= 8);
    }
}
