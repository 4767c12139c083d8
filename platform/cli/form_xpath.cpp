// SPDX-License-Identifier: Apache-2.0
//
// daohu-form xpath EXPR --doc FILE [--context PATH]: evaluates one expression and prints its value.

#include "core/base/clock.hpp"
#include "core/form/number_text.hpp"
#include "core/form/xml.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/document_host.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace daohu::cli {

namespace {

constexpr std::int32_t kChinaMinutes = 8 * 60;

struct Request {
    std::string expression;
    std::string document;
    std::string context = "/";
    std::string root = "/";
    std::string default_namespace;
    std::vector<std::string> namespaces;
    std::string language = "zh";
    std::int32_t utc_offset_minutes = kChinaMinutes;
    bool plain = false;
};

void print(const form::xpath::Value& value) {
    switch (value.type) {
        case form::xpath::ValueType::number: {
            std::string text;
            form::append_number(value.number, text);
            fmt::print("{}\n", text);
            break;
        }
        case form::xpath::ValueType::boolean: fmt::print("{}\n", value.boolean); break;
        case form::xpath::ValueType::string: fmt::print("{}\n", value.string); break;
        case form::xpath::ValueType::node_set:
            for (const form::NodeRef node : value.nodes) {
                std::string scratch;
                fmt::print("{}\t{}\n", path_of(node), node.tree->string_value(node.id, scratch));
            }
            break;
    }
}

Result<form::xpath::Expression> compile(const Request& request, form::NameTable& names) {
    form::xpath::CompileOptions options;
    options.names = &names;
    options.dialect = request.plain ? form::xpath::Dialect::xpath1 : form::xpath::Dialect::xforms;
    options.unknown_functions = form::xpath::UnknownFunctions::fail_when_reached;
    options.default_namespace = request.default_namespace;
    for (const std::string& pair : request.namespaces) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos) {
            return fail(ErrorCode::invalid_argument, "--namespace takes prefix=URI");
        }
        options.namespaces.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return form::xpath::Expression::compile(request.expression, options);
}

Result<int> run(const Request& request) {
    form::NameTable names;
    form::Tree tree{names};
    if (request.document.empty()) {
        tree.append_element(form::Tree::document(), names.intern({}, "root"));
    } else {
        form::XmlOptions options;
        options.detail = form::XmlDetail::everything;
        options.doctype = form::XmlDoctype::pass_over;
        TRY(form::read_xml(TRY(read_file(request.document)), tree, options));
    }
    const form::xpath::Expression expression = TRY(compile(request, names));
    DocumentHost host{tree};
    host.set_now_ms(SystemClock{}.wall_now().time_since_epoch().count());
    host.set_utc_offset_minutes(request.utc_offset_minutes);
    host.set_language(request.language);
    form::xpath::Context context;
    context.node = TRY(find_node(tree, request.context));
    context.root = TRY(find_node(tree, request.root));
    context.host = &host;
    const Result<form::xpath::Value> value = expression.evaluate(context);
    if (!value) {
        fmt::print(stderr, "{}\n", value.error().describe());
        return kNotRight;
    }
    print(*value);
    return 0;
}

}  // namespace

void add_xpath_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("xpath", "Evaluate an expression on a document");
    command->add_option("expression", request->expression, "The expression")->required();
    command->add_option("--doc", request->document, "XML file; without it the document is <root/>");
    command->add_option("--context", request->context, "Path of the context node");
    command->add_option("--root", request->root, "Path of the node that / means");
    command->add_option("--namespace", request->namespaces, "prefix=URI, for prefixes in the expression");
    command->add_option("--default-namespace", request->default_namespace, "URI of names without a prefix");
    command->add_option("--language", request->language, "Language of texts and of names of months");
    command->add_option("--utc-offset", request->utc_offset_minutes, "Minutes east of UTC");
    command->add_flag("--plain", request->plain, "Plain XPath 1.0, without ODK's functions and conversions");
    command->callback([request, &exit_code] {
        const Result<int> code = run(*request);
        if (!code) {
            fmt::print(stderr, "{}\n", code.error().describe());
        }
        exit_code = code ? *code : kRefused;
    });
}

}  // namespace daohu::cli
