// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/conformance_report.hpp"

#include <fmt/format.h>

namespace daohu::cli {

std::string ConformanceReport::describe() const {
    std::string text = fmt::format("{}\n", m_title);
    for (const auto& [tier, tally] : m_tallies) {
        text += fmt::format("  tier {}: {} passed, {} failed\n", tier, tally.passed, tally.failed);
    }
    for (const ConformanceDifference& difference : m_differences) {
        text += fmt::format("  {} [{}] {}\n      expected {}\n      got      {}\n", difference.id, difference.tier,
                            difference.subject, difference.expected, difference.got);
    }
    return text;
}

}  // namespace daohu::cli
