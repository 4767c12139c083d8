// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/store_values.hpp"

#include <fmt/format.h>

namespace daohu::cli {

namespace {

// The same for every value: that somebody refused to answer is personal too.
constexpr std::string_view kHidden = "(hidden)";

struct Printer {
    bool show;

    std::string operator()(entry::NullState state) const {
        if (!show) {
            return std::string{kHidden};
        }
        switch (state) {
            case entry::NullState::blank: return "(blank)";
            case entry::NullState::unknown: return "(unknown)";
            case entry::NullState::refused: return "(refused)";
            case entry::NullState::not_asked: return "(not asked)";
        }
        return "(no value)";
    }
    std::string operator()(const std::string& text) const { return show ? text : std::string{kHidden}; }
    std::string operator()(std::int64_t number) const {
        return show ? fmt::format("{}", number) : std::string{kHidden};
    }
    std::string operator()(bool yes) const { return show ? (yes ? "yes" : "no") : std::string{kHidden}; }
    std::string operator()(const Bytes& bytes) const { return show ? to_hex(bytes) : std::string{kHidden}; }
};

}  // namespace

std::string printed(const entry::Value& value, bool show) { return std::visit(Printer{show}, value); }

}  // namespace daohu::cli
