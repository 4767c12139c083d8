// SPDX-License-Identifier: Apache-2.0
#include "core/entry/operation.hpp"

namespace daohu::entry {

namespace {

// Empty for a code of a newer version.
std::string_view name_of(OperationCode code) {
    switch (code) {
        case OperationCode::record: return "record";
        case OperationCode::create: return "create";
        case OperationCode::update: return "update";
        case OperationCode::close: return "close";
        case OperationCode::reopen: return "reopen";
        case OperationCode::add: return "add";
        case OperationCode::remove: return "remove";
        case OperationCode::attach: return "attach";
        case OperationCode::same_as: return "same_as";
        case OperationCode::not_same_as: return "not_same_as";
        case OperationCode::correct: return "correct";
        case OperationCode::void_record: return "void";
        case OperationCode::gap: return "gap";
        case OperationCode::erase: return "erase";
        case OperationCode::grant: return "grant";
        case OperationCode::certify: return "certify";
        case OperationCode::publish: return "publish";
        case OperationCode::receipt: return "receipt";
    }
    return {};
}

}  // namespace

bool is_known(OperationCode code) { return !name_of(code).empty(); }

std::string to_string(OperationCode code) {
    const std::string_view known = name_of(code);
    return known.empty() ? "operation " + std::to_string(static_cast<unsigned>(code)) : std::string{known};
}

}  // namespace daohu::entry
