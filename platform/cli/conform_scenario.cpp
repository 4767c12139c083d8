// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/conform_scenario.hpp"

#include "core/form/session.hpp"
#include "platform/cli/file_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace daohu::cli {

using form::NodeId;
using nlohmann::json;

namespace {

// A step that did not go as recorded.
struct Mismatch {
    std::string expected;
    std::string got;
};
using Outcome = std::optional<Mismatch>;

// The recordings count some steps from 0 and others from 1; the first is meant by both.
std::string plain_reference(std::string reference) {
    for (std::size_t at = reference.find("[0]"); at != std::string::npos; at = reference.find("[0]")) {
        reference.replace(at, 3, "[1]");
    }
    return reference;
}

bool same_value(const std::string& expected, std::string_view got) {
    if (expected == got) {
        return true;
    }
    // "9999999" and "9999999.0", "1.0E7" and "10000000": what matters is the number.
    char* end = nullptr;
    const std::string text{got};
    const double left = std::strtod(expected.c_str(), &end);
    if (expected.empty() || *end != '\0') {
        return false;
    }
    const double right = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && left == right;
}

std::string text_or_empty(const json& step, const char* key) {
    return step.contains(key) && step.at(key).is_string() ? step.at(key).get<std::string>() : std::string{};
}

class Scenario {
public:
    explicit Scenario(std::unique_ptr<form::Definition> definition) : m_definition{std::move(definition)} {}

    Outcome perform(const json& step) {
        const std::string operation = step.at("op").get<std::string>();
        const std::string reference = plain_reference(text_or_empty(step, "ref"));
        if (operation == "init") {
            return step.at("new").get<bool>() ? open() : reopen();
        }
        if (operation == "newInstance") {
            return {};  // an init follows
        }
        if (operation == "answer") {
            return answer(reference, step);
        }
        if (operation == "addRepeat") {
            return add_row(reference);
        }
        if (operation == "deleteRepeat") {
            return remove_row(reference);
        }
        if (operation == "setLanguage") {
            return keep(m_session->set_language(step.at("lang").get<std::string>()));
        }
        if (operation == "expectValue") {
            return expect_value(reference, step);
        }
        if (operation == "expectNode") {
            return expect_node(reference, step);
        }
        if (operation == "expectChoices") {
            return expect_choices(reference, step);
        }
        if (operation == "expectCount") {
            return expect_count(reference, step);
        }
        return Mismatch{operation, "an unknown step"};
    }

private:
    [[nodiscard]] form::SessionPorts ports() {
        form::SessionPorts made;
        made.clock = &m_clock;
        made.entropy = &m_entropy;
        made.utc_offset_minutes = 0;  // as recorded
        return made;
    }

    Outcome keep(Result<form::Patch> patch) {
        if (!patch) {
            return Mismatch{"done", patch.error().describe()};
        }
        m_draft.push_back(std::move(*patch));
        return {};
    }

    Outcome open() {
        auto opened = form::Session::open(*m_definition, ports(), {});
        if (!opened) {
            return Mismatch{"opened", opened.error().describe()};
        }
        m_session = std::move(opened->session);
        m_draft.clear();
        m_draft.push_back(std::move(opened->patch));
        return {};
    }

    // Through the bytes of a draft.
    Outcome reopen() {
        std::vector<form::Patch> patches;
        for (const form::Patch& patch : m_draft) {
            auto decoded = form::decode_patch(form::encode_patch(patch));
            if (!decoded) {
                return Mismatch{"a draft", decoded.error().describe()};
            }
            patches.push_back(std::move(*decoded));
        }
        auto restored = form::Session::restore(*m_definition, ports(), patches);
        if (!restored) {
            return Mismatch{"restored", restored.error().describe()};
        }
        m_session = std::move(restored->session);
        m_draft.push_back(std::move(restored->patch));
        return {};
    }

    Outcome answer(const std::string& reference, const json& step) {
        const std::string result = text_or_empty(step, "result");
        const NodeId node = m_session->find(reference);
        if (node == NodeId::none) {
            return result.empty() ? Outcome{} : Mismatch{result, "no such node"};
        }
        auto patch = m_session->answer(node, text_or_empty(step, "value"));
        if (!patch) {
            return result.empty() ? Outcome{} : Mismatch{result, patch.error().describe()};
        }
        m_draft.push_back(std::move(*patch));
        const auto problem = m_session->problem(node);
        const bool is_violated = problem && problem->kind == form::ProblemKind::constraint;
        if (!result.empty() && is_violated != (result == "CONSTRAINT_VIOLATED")) {
            return Mismatch{result, is_violated ? "CONSTRAINT_VIOLATED" : "OK"};
        }
        return {};
    }

    Outcome add_row(const std::string& reference) {
        if (m_session->find(reference) != NodeId::none) {
            return {};  // eager rows, and rows the form began with
        }
        const std::size_t slash = reference.rfind('/');
        const NodeId parent = m_session->find(reference.substr(0, slash));
        const std::string name = reference.substr(slash + 1, reference.rfind('[') - slash - 1);
        for (const form::Repeat& repeat : m_definition->repeats()) {
            const form::SchemaNode& described = m_definition->schema()[repeat.node];
            if (parent == NodeId::none || described.path.substr(described.path.rfind('/') + 1) != name ||
                m_session->tree().tag(parent) != index(described.parent)) {
                continue;
            }
            if (auto outcome = keep(m_session->add_row({repeat.element, parent}))) {
                return outcome;
            }
            return m_session->find(reference) != NodeId::none ? Outcome{} : Mismatch{"the row", "another one"};
        }
        return Mismatch{"a row", "no such repeat"};
    }

    Outcome remove_row(const std::string& reference) {
        const NodeId row = m_session->find(reference);
        return row == NodeId::none ? Mismatch{"a row", "no such row"} : keep(m_session->remove_row(row));
    }

    Outcome expect_value(const std::string& reference, const json& step) {
        const NodeId node = m_session->find(reference);
        const bool exists = step.at("exists").get<bool>();
        if ((node != NodeId::none) != exists) {
            return Mismatch{exists ? "a node" : "no node", exists ? "no node" : "a node"};
        }
        const std::string expected = text_or_empty(step, "value");
        if (!exists || same_value(expected, m_session->value(node))) {
            return {};
        }
        return Mismatch{expected, std::string{m_session->value(node)}};
    }

    Outcome expect_node(const std::string& reference, const json& step) {
        const NodeId node = m_session->find(reference);
        if (node == NodeId::none) {
            return Mismatch{"a node", "no node"};
        }
        const auto describe = [](bool relevant, bool enabled, bool required, std::string_view value) {
            return fmt::format("relevant {}, enabled {}, required {}, '{}'", relevant, enabled, required, value);
        };
        const std::string expected = describe(step.at("relevant").get<bool>(), step.at("enabled").get<bool>(),
                                              step.at("required").get<bool>(), text_or_empty(step, "value"));
        const std::string got = describe(m_session->is_relevant(node), !m_session->is_read_only(node),
                                         m_session->is_required(node), m_session->value(node));
        return expected == got ? Outcome{} : Mismatch{expected, got};
    }

    Outcome expect_choices(const std::string& reference, const json& step) {
        const NodeId node = m_session->find(reference);
        const form::FormPlace place = node == NodeId::none ? form::FormPlace{} : m_session->place_of(node);
        if (place.element == form::ElementId::none) {
            return Mismatch{"choices", "no such question"};
        }
        const auto choices = m_session->choices(place);
        if (!choices) {
            return Mismatch{step.at("values").dump(), choices.error().describe()};
        }
        json got = json::array();
        for (const form::Choice& choice : *choices) {
            got.push_back(choice.value);
        }
        return got == step.at("values") ? Outcome{} : Mismatch{step.at("values").dump(), got.dump()};
    }

    Outcome expect_count(const std::string& reference, const json& step) {
        const std::size_t slash = reference.rfind('/');
        const NodeId parent = m_session->find(reference.substr(0, slash));
        std::size_t count = 0;
        if (parent != NodeId::none) {
            const form::Tree& tree = m_session->tree();
            for (NodeId child = tree.first_child(parent); child != NodeId::none; child = tree.next_sibling(child)) {
                count += tree.local_name(child) == reference.substr(slash + 1) ? 1U : 0U;
            }
        }
        const auto expected = step.at("count").get<std::size_t>();
        return expected == count ? Outcome{} : Mismatch{std::to_string(expected), std::to_string(count)};
    }

    SystemClock m_clock;
    SystemEntropy m_entropy;
    std::unique_ptr<form::Definition> m_definition;
    std::unique_ptr<form::Session> m_session;
    std::vector<form::Patch> m_draft;
};

void run_case(const json& data, ConformanceReport& report) {
    const std::string id = data.at("id").get<std::string>();
    const std::string tier = data.at("tier").get<std::string>();
    auto definition = form::Definition::load(data.at("form").get<std::string>(), form::NoAttachments{});
    const std::string source = data.at("source").get<std::string>();
    const bool wants_error = source.find("throws") != std::string::npos && data.at("expects") == 0;
    if (!definition && wants_error) {
        report.pass(tier);  // recorded where another engine fails later; here the form is refused
        return;
    }
    if (!definition) {
        const bool lacks_file = definition.error().code == ErrorCode::form_attachment_missing;
        // The files of these cases were not recorded with them.
        report.differ(
            {id, lacks_file ? tier + ", files not recorded" : tier, source, "loads", definition.error().describe()});
        return;
    }
    Scenario scenario{std::move(*definition)};
    std::size_t number = 0;
    for (const json& step : data.at("steps")) {
        ++number;
        if (const Outcome mismatch = scenario.perform(step)) {
            report.differ(
                {id, tier, fmt::format("step {}: {}", number, step.dump()), mismatch->expected, mismatch->got});
            return;
        }
    }
    report.pass(tier);
}

}  // namespace

Result<ConformanceReport> run_scenario_cases(const std::filesystem::path& cases) {
    const std::string text = TRY(read_file(cases));
    try {
        const json data = json::parse(text);
        ConformanceReport report{"scenario"};
        for (const json& entry : data.at("cases")) {
            run_case(entry, report);
        }
        return report;
    } catch (const json::exception& problem) {
        return fail(ErrorCode::invalid_argument, fmt::format("{}: {}", cases.filename().string(), problem.what()));
    }
}

}  // namespace daohu::cli
