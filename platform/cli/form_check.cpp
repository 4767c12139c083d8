// SPDX-License-Identifier: Apache-2.0
//
// daohu-form check FORM...: loads forms and says what they hold and what their authors should look at.

#include "core/form/definition.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/folder_attachments.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace daohu::cli {

namespace {

struct Request {
    std::vector<std::string> files;
    std::vector<std::string> entity_lists;
};

void print_counts(const form::Definition& definition) {
    std::size_t questions = 0;
    std::size_t groups = 0;
    for (const form::BodyElement& element : definition.body()) {
        questions += element.is_question() ? 1U : 0U;
        groups += element.control == form::Control::group ? 1U : 0U;
    }
    const auto calculations = std::count_if(definition.binds().begin(), definition.binds().end(),
                                            [](const form::Bind& bind) { return bind.calculate.has_value(); });
    fmt::print("  questions {}, groups {}, repeats {}, nodes {}, calculations {}, lists {}, languages {}, entities {}, "
               "sections {}\n",
               questions, groups, definition.repeats().size(), definition.schema().size() - 2, calculations,
               definition.instances().size(), definition.languages().size(), definition.entities().size(),
               definition.sections().size());
}

int check(const std::string& file, const Request& request) {
    const FolderAttachments attachments{file, {request.entity_lists.begin(), request.entity_lists.end()}};
    const auto text = read_file(file);
    auto definition = text ? form::Definition::load(*text, attachments)
                           : Result<std::unique_ptr<form::Definition>>{fail(text.error())};
    if (!definition) {
        fmt::print(stderr, "{}: {}\n", file, definition.error().describe());
        return kRefused;
    }
    fmt::print("{}: '{}', id {}, version {}\n", file, (*definition)->title(), (*definition)->id(),
               (*definition)->version().empty() ? "-" : (*definition)->version());
    print_counts(**definition);
    for (const form::FormLint& lint : (*definition)->lints()) {
        fmt::print("  line {}, column {}{}{}: {}\n", lint.place.line, lint.place.column,
                   lint.question.empty() ? "" : ", ", lint.question, lint.message);
    }
    return 0;
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("check", "Load forms and list what their authors should look at");
    command->add_option("form", request->files, "XForm documents")->required();
    command->add_option("--entity-list", request->entity_lists,
                        "A list that stands for a register; may be given again");
    command->callback([request, &exit_code] {
        for (const std::string& file : request->files) {
            exit_code = std::max(exit_code, check(file, *request));
        }
    });
}

}  // namespace daohu::cli
