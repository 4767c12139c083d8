// SPDX-License-Identifier: Apache-2.0
#include "core/casework/pack_table.hpp"

#include <fmt/format.h>

namespace daohu::casework {

namespace {

std::string joined(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) {
        text += (text.empty() ? "" : " ") + code;
    }
    return text;
}

// Empty where the document states nothing.
struct ValueText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const Ratio& ratio) const { return policy::to_text(policy::ParameterValue{ratio}); }
    std::string operator()(const Fen& amount) const { return amount.to_yuan(); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string operator()(const policy::CodeValue& code) const { return code.code; }
    std::string operator()(const std::vector<std::string>& codes) const { return joined(codes); }
    // From, to for men, then for women.
    std::string operator()(const policy::AgeRanges& ages) const {
        return fmt::format("{} {} {} {}", ages.men.from, ages.men.to, ages.women.from, ages.women.to);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return "stated";
    }
};

// Names and values are ids, codes and numbers: nothing in them needs quoting.
void add_row(std::string& table, const std::string& name, const std::string& value) {
    if (!value.empty()) {
        table += name + ",," + value + "\n";
    }
}

}  // namespace

std::string pack_table(const policy::Pack& pack) {
    std::string table = "name,label,value\n";
    add_row(table, "pack", pack.id);
    add_row(table, "pack_version", std::to_string(pack.version));
    for (std::uint16_t number = 0; number < pack.parameters.size(); ++number) {
        if (const auto& parameter = pack.parameters[number]) {
            add_row(table, policy::ParameterId{number}.to_string(), std::visit(ValueText{}, parameter->value));
        }
    }
    for (const auto& [id, chosen] : pack.switches) {
        add_row(table, id, chosen.value);
    }
    return table;
}

}  // namespace daohu::casework
