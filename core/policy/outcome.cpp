// SPDX-License-Identifier: Apache-2.0
#include "core/policy/outcome.hpp"

#include "core/policy/moment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstddef>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 6> kStatuses{"exact",    "assumed",    "boundary",
                                                    "disputed", "not_stated", "missing_input"};
constexpr std::array<std::string_view, 3> kWhom{"family", "township", "county"};
constexpr std::array<std::string_view, 10> kKinds{"nothing", "amount", "band",   "exact_amount", "ratio",
                                                  "count",   "date",   "moment", "verdict",      "list"};

struct ToText {
    std::string operator()(std::monostate /*nothing*/) const { return {}; }
    std::string operator()(const Fen& value) const { return value.to_yuan(); }
    std::string operator()(const AmountBand& value) const {
        return fmt::format("{} - {}", value.least.to_yuan(), value.most.to_yuan());
    }
    std::string operator()(const ExactAmount& value) const {
        return Fen{value.fen.rounded(Rounding::half_up)}.to_yuan();
    }
    std::string operator()(const Ratio& value) const { return value.to_string(); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const Date& value) const { return value.to_string(); }
    std::string operator()(const WallTime& value) const { return policy::to_text(value); }
    std::string operator()(const Verdict& value) const { return value.code; }
    std::string operator()(const std::vector<std::string>& value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }
};

}  // namespace

std::string_view name(Status status) { return kStatuses.at(static_cast<std::size_t>(status)); }
std::string_view name(AskWhom whom) { return kWhom.at(static_cast<std::size_t>(whom)); }
std::string to_text(const Figure& figure) { return std::visit(ToText{}, figure); }
std::string_view kind_of(const Figure& figure) { return kKinds.at(figure.index()); }

}  // namespace daohu::policy
