// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/conform_xpath.hpp"

#include "core/form/number_text.hpp"
#include "core/form/xml.hpp"
#include "platform/cli/document_host.hpp"
#include "platform/cli/file_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <regex>
#include <unordered_map>

namespace daohu::cli {

using form::NodeRef;
using nlohmann::json;

namespace {

// The cases were recorded in America/Phoenix, which has no summer time.
constexpr std::int32_t kRecordedUtcOffset = -7 * 60;
constexpr double kTolerance = 1e-13;  // relative: the last bit of libm's functions is not a promise

struct Document {
    form::NameTable names;
    form::Tree tree{names};
};

double number_in(const json& value) {
    if (value.is_number()) {
        return value.get<double>();
    }
    const std::string text = value.get<std::string>();
    if (text == "NaN") {
        return std::nan("");
    }
    if (text == "Infinity" || text == "-Infinity") {
        return text.front() == '-' ? -HUGE_VAL : HUGE_VAL;
    }
    return form::parse_number(text);
}

bool same_number(double expected, double got, const json& expectation) {
    if (std::isnan(expected) || std::isnan(got)) {
        return std::isnan(expected) && std::isnan(got);
    }
    if (expectation.contains("round_factor")) {
        const double factor = expectation.at("round_factor").get<double>();
        return std::floor(got * factor + 0.5) == std::floor(expected * factor + 0.5);
    }
    return expected == got || std::fabs(expected - got) <= kTolerance * std::fabs(expected);
}

std::vector<std::string> paths_in(const json& nodes) {
    std::vector<std::string> paths;
    for (const json& node : nodes) {
        paths.push_back(node.at("path").get<std::string>());
    }
    return paths;
}

// What the case expects and what the engine gave, both as text; nothing where they agree.
struct Difference {
    std::string expected;
    std::string got;
};

class Case {
public:
    Case(const json& data, Document& document) : m_data{data}, m_document{document}, m_host{document.tree} {
        m_host.set_utc_offset_minutes(kRecordedUtcOffset);
        m_host.set_language(data.value("language", "en"));
        m_host.set_now_ms(static_cast<std::int64_t>(data.contains("now_ms") ? number_in(data.at("now_ms")) : 0));
    }

    Result<std::optional<Difference>> run() {
        const json& expected = m_data.at("expected");
        const std::string type = expected.at("type").get<std::string>();
        Result<form::xpath::Expression> expression = compile();
        if (expression) {
            m_context.node = TRY(find_node(m_document.tree, m_data.at("context").get<std::string>()));
            m_context.root = TRY(find_node(m_document.tree, m_data.value("root", "/")));
            m_context.host = &m_host;
        }
        if (type == "error") {
            const bool fails = !expression || !expression->evaluate(m_context);
            return fails ? std::nullopt : std::optional{Difference{"an error", "a value"}};
        }
        if (!expression) {
            return Difference{expected.dump(), expression.error().describe()};
        }
        return check(*expression, expected, type);
    }

private:
    Result<form::xpath::Expression> compile() {
        form::xpath::CompileOptions options;
        options.names = &m_document.names;
        options.dialect = m_data.at("engine") == "xpath1" ? form::xpath::Dialect::xpath1 : form::xpath::Dialect::xforms;
        options.unknown_functions = form::xpath::UnknownFunctions::fail_when_reached;
        options.default_namespace = m_data.value("default_namespace", "");
        for (const auto& [prefix, uri] : m_data.at("namespaces").items()) {
            options.namespaces.emplace_back(prefix, uri.get<std::string>());
        }
        return form::xpath::Expression::compile(m_data.at("expression").get<std::string>(), options);
    }

    std::optional<Difference> check(const form::xpath::Expression& expression, const json& expected,
                                    const std::string& type) {
        if (type == "number") {
            const Result<double> got = expression.number(m_context);
            const bool same = got && same_number(number_in(expected.at("value")), *got, expected);
            return differ(same, expected.at("value").dump(), got, [](double value) {
                std::string text;
                form::append_number(value, text);
                return text;
            });
        }
        if (type == "boolean") {
            const Result<bool> got = expression.boolean(m_context);
            return differ(got && *got == expected.at("value").get<bool>(), expected.at("value").dump(), got,
                          [](bool value) { return value ? "true" : "false"; });
        }
        if (type == "string" || type == "string-matches" || type == "string-length") {
            const Result<std::string> got = expression.string(m_context);
            return differ(got && same_text(expected, type, *got), expected.dump(), got, [](const std::string& value) {
                return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
            });
        }
        return check_nodes(expression, expected, type);
    }

    static bool same_text(const json& expected, const std::string& type, const std::string& got) {
        if (type == "string") {
            return expected.at("value").get<std::string>() == got;
        }
        if (type == "string-length") {
            return expected.at("value").get<std::size_t>() == got.size();
        }
        auto flags = std::regex::ECMAScript;
        if (expected.at("flags").get<std::string>().find('i') != std::string::npos) {
            flags |= std::regex::icase;
        }
        return std::regex_search(got, std::regex{expected.at("pattern").get<std::string>(), flags});
    }

    std::optional<Difference> check_nodes(const form::xpath::Expression& expression, const json& expected,
                                          const std::string& type) {
        std::vector<NodeRef> nodes;
        const Result<void> outcome = expression.nodes_into(m_context, nodes);
        if (!outcome) {
            return Difference{expected.dump(), outcome.error().describe()};
        }
        if (type == "node-set-size") {
            const auto size = expected.at("value").get<std::size_t>();
            return size == nodes.size() ? std::nullopt
                                        : std::optional{Difference{std::to_string(size), std::to_string(nodes.size())}};
        }
        std::vector<std::string> got;
        for (const NodeRef node : nodes) {
            got.push_back(path_of(node));
        }
        std::vector<std::string> wanted;
        if (type == "first-node") {
            got.resize(std::min<std::size_t>(got.size(), 1));
            if (!expected.at("node").is_null()) {
                wanted.push_back(expected.at("node").at("path").get<std::string>());
            }
        } else {
            wanted = paths_in(expected.at("nodes"));
            if (!expected.at("ordered").get<bool>()) {
                std::ranges::sort(wanted);
                std::ranges::sort(got);
            }
        }
        return got == wanted ? std::nullopt : std::optional{Difference{json(wanted).dump(), json(got).dump()}};
    }

    template <class T, class Show>
    static std::optional<Difference> differ(bool same, std::string expected, const Result<T>& got, Show&& show) {
        if (same) {
            return std::nullopt;
        }
        return Difference{std::move(expected), got ? std::string{show(*got)} : got.error().describe()};
    }

    const json& m_data;
    Document& m_document;
    DocumentHost m_host;
    form::xpath::Context m_context;
};

Result<std::unique_ptr<Document>> load(const json& documents, const std::string& name) {
    auto document = std::make_unique<Document>();
    form::XmlOptions options;
    options.detail = form::XmlDetail::everything;
    options.doctype = form::XmlDoctype::pass_over;
    const std::string text = name.empty() ? "<root/>" : documents.at(name).get<std::string>();
    TRY(form::read_xml(text, document->tree, options));
    return document;
}

Result<ConformanceReport> run(const json& file) {
    ConformanceReport report{"XPath cases"};
    std::unordered_map<std::string, std::unique_ptr<Document>> documents;
    for (const json& data : file.at("cases")) {
        const std::string name = data.at("doc").is_null() ? std::string{} : data.at("doc").get<std::string>();
        std::unique_ptr<Document>& document = documents[name];
        if (!document) {
            Result<std::unique_ptr<Document>> loaded = load(file.at("documents"), name);
            if (!loaded) {
                return fail(std::move(loaded).error().with_context(fmt::format("document {}", name)));
            }
            document = std::move(*loaded);
        }
        const std::string tier = data.at("tier").get<std::string>();
        const std::string id = data.at("id").get<std::string>();
        Result<std::optional<Difference>> outcome = Case{data, *document}.run();
        if (!outcome) {
            outcome = std::optional{Difference{"the context node", outcome.error().describe()}};
        }
        if (*outcome) {
            report.differ({id, tier, data.at("expression").get<std::string>(), (*outcome)->expected, (*outcome)->got});
        } else {
            report.pass(tier);
        }
    }
    return report;
}

}  // namespace

Result<ConformanceReport> run_xpath_cases(const std::filesystem::path& cases) {
    const std::string text = TRY(read_file(cases));
    try {
        return run(json::parse(text));
    } catch (const json::exception& problem) {
        return fail(ErrorCode::invalid_argument, problem.what());
    }
}

}  // namespace daohu::cli
