// SPDX-License-Identifier: Apache-2.0
#pragma once

// What became of a run of conformance cases: passed and failed by tier, and each difference. One thread.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::cli {

struct ConformanceDifference {
    std::string id;
    std::string tier;
    std::string subject;  // the expression, or the step of a scenario
    std::string expected;
    std::string got;
};

struct ConformanceTally {
    std::size_t passed = 0;
    std::size_t failed = 0;
};

class ConformanceReport {
public:
    explicit ConformanceReport(std::string title) : m_title{std::move(title)} {}

    void pass(std::string_view tier) { ++m_tallies[std::string{tier}].passed; }
    void differ(ConformanceDifference difference) {
        ++m_tallies[difference.tier].failed;
        m_differences.push_back(std::move(difference));
    }

    [[nodiscard]] const std::string& title() const { return m_title; }
    [[nodiscard]] const std::vector<ConformanceDifference>& differences() const { return m_differences; }
    [[nodiscard]] ConformanceTally tally(std::string_view tier) const {
        const auto found = m_tallies.find(std::string{tier});
        return found == m_tallies.end() ? ConformanceTally{} : found->second;
    }
    // The tallies and, below them, a line for each difference.
    [[nodiscard]] std::string describe() const;

private:
    std::string m_title;
    std::map<std::string, ConformanceTally> m_tallies;
    std::vector<ConformanceDifference> m_differences;
};

}  // namespace daohu::cli
