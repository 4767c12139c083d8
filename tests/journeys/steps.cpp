// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/steps.hpp"

#include "platform/cli/form_script.hpp"
#include "tests/journeys/outcome.hpp"

#include <algorithm>

namespace daohu::journeys {

namespace {

form::RemovalReason reason_from(std::string_view text) {
    if (text == "moved") {
        return form::RemovalReason::moved;
    }
    return text == "died" ? form::RemovalReason::died : form::RemovalReason::mistake;
}

// "/data/member[2]/income[1]" is a row of the repeat "income" below the second member.
form::FormPlace repeat_of(const form::Session& session, const std::string& row) {
    const std::string parent = row.substr(0, row.rfind('/'));
    const std::string tag = row.substr(parent.size() + 1, row.rfind('[') - parent.size() - 1);
    const form::NodeId node = session.find(parent);
    for (const form::Repeat& repeat : session.definition().repeats()) {
        const std::string& path = session.definition().schema()[repeat.node].path;
        if (node != form::NodeId::none && path.substr(path.rfind('/') + 1) == tag &&
            session.tree().tag(node) == index(session.definition().schema()[repeat.node].parent)) {
            return {repeat.element, node};
        }
    }
    return {};
}

// Adds the rows that the path names and that are not there yet.
void make_rows(casework::Interview& interview, const std::string& path) {
    for (std::size_t end = path.find(']'); end != std::string::npos; end = path.find(']', end + 1)) {
        const std::string row = path.substr(0, end + 1);
        if (interview.session().find(row) == form::NodeId::none) {
            const form::FormPlace repeat = repeat_of(interview.session(), row);
            INFO(row);
            REQUIRE(repeat.node != form::NodeId::none);
            value_or_fail(interview.add_row(repeat), row);
        }
    }
}

}  // namespace

std::string full_path(std::string_view path) {
    return path.starts_with('/') ? std::string{path} : "/data/" + std::string{path};
}

std::vector<std::string> standing_problems(form::Session& session) {
    std::vector<std::string> lines;
    for (const form::Problem& problem : session.problems()) {
        lines.push_back(session.path(problem.place.node) + ": " + std::string{cli::problem_name(problem.kind)});
    }
    return lines;
}

void FieldTablet::do_step(casework::Interview& interview, const Step& step) {
    const std::string path = full_path(step.path);
    INFO(path << " = " << step.value);
    make_rows(interview, path);
    form::Session& session = interview.session();
    const form::NodeId node = session.find(path);
    REQUIRE(node != form::NodeId::none);
    switch (step.kind) {
        case Step::Kind::answer: succeed(interview.answer(node, step.value), path); break;
        case Step::Kind::state: succeed(interview.set_state(node, form::answer_state_from(step.value)), path); break;
        case Step::Kind::remove: succeed(interview.remove_row(node, reason_from(step.value)), path); break;
        case Step::Kind::expect: {
            const auto problem = session.problem(node);
            CHECK((problem ? cli::problem_name(problem->kind) : std::string_view{"none"}) == step.value);
            break;
        }
    }
}

std::string chosen(const std::vector<EntityId>& ids) {
    std::string text;
    for (const EntityId& id : ids) {
        text += (text.empty() ? "" : " ") + id.to_string();
    }
    return text;
}

std::size_t Filled::count_made(std::string_view dataset) const {
    std::size_t count = 0;
    for (const form::Section& section : submission.sections) {
        count += static_cast<std::size_t>(std::ranges::count_if(section.changes, [&](const form::Change& change) {
            return change.kind == form::ChangeKind::create && change.dataset == dataset;
        }));
    }
    return count;
}

EntityId Filled::made(std::string_view dataset, std::size_t number) const {
    std::size_t seen = 0;
    for (const form::Section& section : submission.sections) {
        for (const form::Change& change : section.changes) {
            if (change.kind == form::ChangeKind::create && change.dataset == dataset && seen++ == number) {
                const std::string& id = change.entity.empty() ? section.subject_id : change.entity;
                return value_or_fail(EntityId::parse(id), id);
            }
        }
    }
    FAIL("the form made no " << dataset << " number " << number);
    return {};
}

}  // namespace daohu::journeys
