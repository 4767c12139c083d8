// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a bench prints: what was measured on what, the figures beside their baseline, and how they stand against the goal
// that the project has set itself. Text for people, or one JSON object.

#include "tests/bench/samples.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::bench {

enum class Format : std::uint8_t { text, json };
enum class Goal : std::uint8_t { at_most, at_least };

class Report {
public:
    explicit Report(std::string bench) : m_bench{std::move(bench)} {}

    // What was measured: sizes, seeds, settings.
    void setting(std::string name, std::int64_t value) { m_settings.emplace_back(std::move(name), value); }
    void figure(std::string name, double value, std::string unit);
    // Median and 95th percentile, in milliseconds.
    void times(const std::string& name, const Samples& samples);
    // A figure that has a goal. Missing it fails nothing: machines differ.
    void goal(std::string name, double value, std::string unit, Goal goal, double limit);
    // Something that must be so on any machine; without it the figures mean nothing.
    void check(std::string name, bool holds);

    // 0; 1 where a check does not hold.
    [[nodiscard]] int print(Format format) const;

private:
    struct Figure {
        std::string name;
        double value = 0;
        std::string unit;
        bool has_goal = false;
        Goal goal = Goal::at_most;
        double limit = 0;

        [[nodiscard]] bool is_met() const { return goal == Goal::at_most ? value <= limit : value >= limit; }
    };

    void print_text() const;
    void print_json() const;

    std::string m_bench;
    std::vector<std::pair<std::string, std::int64_t>> m_settings;
    std::vector<Figure> m_figures;
    std::vector<std::pair<std::string, bool>> m_checks;
};

// The most memory this process has held since the last reset, in bytes; 0 where the system does not say.
[[nodiscard]] std::uint64_t peak_memory();
void reset_peak_memory();
// What it holds now, in bytes; 0 where the system does not say.
[[nodiscard]] std::uint64_t present_memory();

}  // namespace daohu::bench
