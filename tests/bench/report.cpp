// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace daohu::bench {

namespace {

// Of the last minute, all processes of the machine.
double load_average() {
    std::array<double, 1> load{};
    return ::getloadavg(load.data(), 1) == 1 ? load.front() : 0;
}

std::string_view word_of(Goal goal) { return goal == Goal::at_most ? "at_most" : "at_least"; }

}  // namespace

void Report::figure(std::string name, double value, std::string unit) {
    Figure figure;
    figure.name = std::move(name);
    figure.value = value;
    figure.unit = std::move(unit);
    m_figures.push_back(std::move(figure));
}

void Report::times(const std::string& name, const Samples& samples) {
    figure(name + "_p50", samples.median(), "ms");
    figure(name + "_p95", samples.percentile(95), "ms");
}

void Report::goal(std::string name, double value, std::string unit, Goal goal, double limit) {
    figure(std::move(name), value, std::move(unit));
    m_figures.back().has_goal = true;
    m_figures.back().goal = goal;
    m_figures.back().limit = limit;
}

void Report::check(std::string name, bool holds) { m_checks.emplace_back(std::move(name), holds); }

int Report::print(Format format) const {
    if (format == Format::json) {
        print_json();
    } else {
        print_text();
    }
    const bool holds = std::ranges::all_of(m_checks, [](const auto& check) { return check.second; });
    return holds ? 0 : 1;
}

void Report::print_text() const {
    fmt::print("{}", m_bench);
    for (const auto& [name, value] : m_settings) {
        fmt::print("  {} {}", name, value);
    }
    fmt::print("  load {:.2f}\n", load_average());
    for (const Figure& figure : m_figures) {
        fmt::print("  {:<36} {:>12.3f} {:<10}", figure.name, figure.value, figure.unit);
        if (figure.has_goal) {
            fmt::print(" {} {:g}: {}", figure.goal == Goal::at_most ? "at most" : "at least", figure.limit,
                       figure.is_met() ? "met" : "MISSED");
        }
        fmt::print("\n");
    }
    for (const auto& [name, holds] : m_checks) {
        fmt::print("  {}: {}\n", name, holds ? "yes" : "NO");
    }
}

void Report::print_json() const {
    nlohmann::ordered_json out;
    out["bench"] = m_bench;
    for (const auto& [name, value] : m_settings) {
        out["settings"][name] = value;
    }
    out["load_average"] = load_average();
    for (const Figure& figure : m_figures) {
        nlohmann::ordered_json& one = out["figures"][figure.name];
        one["value"] = figure.value;
        one["unit"] = figure.unit;
        if (figure.has_goal) {
            one[word_of(figure.goal)] = figure.limit;
            one["met"] = figure.is_met();
        }
    }
    for (const auto& [name, holds] : m_checks) {
        out["checks"][name] = holds;
    }
    fmt::print("{}\n", out.dump());
}

namespace {

// A line of what the system says of this process: "VmRSS:", in bytes.
std::uint64_t memory_line(std::string_view name) {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        if (word == name) {
            std::uint64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

}  // namespace

std::uint64_t peak_memory() { return memory_line("VmHWM:"); }
std::uint64_t present_memory() { return memory_line("VmRSS:"); }

void reset_peak_memory() {
    std::ofstream reset{"/proc/self/clear_refs"};
    reset << "5";
}

}  // namespace daohu::bench
