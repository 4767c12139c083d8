// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/given_answers.hpp"

#include <string_view>

namespace daohu {

namespace {

constexpr std::string_view kRoot = "/data/";

// The repeat that has rows of this path: "/data/row[2]".
form::FormPlace repeat_of(const form::Session& session, std::string_view row) {
    const std::string parent{row.substr(0, row.rfind('/'))};
    const std::string pattern = parent + std::string{row.substr(row.rfind('/'), row.rfind('[') - row.rfind('/'))};
    const form::NodeId node = session.find(parent);
    for (const form::Repeat& repeat : session.definition().repeats()) {
        if (node != form::NodeId::none && session.definition().schema()[repeat.node].path == pattern) {
            return {repeat.element, node};
        }
    }
    return {};
}

// Adds the row that the path goes through, where it is missing. Rows stand at the top of a form here.
Result<void> make_row(casework::Interview& interview, std::string_view path) {
    const std::size_t end = path.find(']');
    if (end == std::string_view::npos) {
        return {};
    }
    const std::string_view row = path.substr(0, end + 1);
    if (interview.session().find(row) != form::NodeId::none) {
        return {};
    }
    const form::FormPlace repeat = repeat_of(interview.session(), row);
    if (repeat.node == form::NodeId::none) {
        return fail(ErrorCode::form_no_such_node, std::string{row});
    }
    TRY(interview.add_row(repeat));
    return {};
}

}  // namespace

Result<void> give(casework::Interview& interview, std::span<const GivenAnswer> answers) {
    for (const GivenAnswer& answer : answers) {
        const std::string path = std::string{kRoot} + answer.path;
        TRY(make_row(interview, path));
        const form::NodeId node = interview.session().find(path);
        if (node == form::NodeId::none) {
            return fail(ErrorCode::form_no_such_node, answer.path);
        }
        TRY(interview.answer(node, answer.value));
    }
    return {};
}

}  // namespace daohu
