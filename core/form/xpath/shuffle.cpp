// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/shuffle.hpp"

#include "core/form/number_text.hpp"
#include "core/form/xpath/digest.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace daohu::form::xpath {

namespace {

constexpr std::int64_t kModulus = 2'147'483'647;
constexpr std::int64_t kMultiplier = 16'807;
constexpr double kLargestSeed = 9.2e18;
constexpr double kLargestWhole = 9'223'372'036'854'775'808.0;  // 2^63: the first that is too large

}  // namespace

ParkMiller::ParkMiller(std::int64_t seed) : m_state{seed % kModulus} {
    if (m_state <= 0) {
        m_state += kModulus - 1;
    }
}

double ParkMiller::next_fraction() {
    m_state = m_state * kMultiplier % kModulus;
    return static_cast<double>(m_state - 1) / static_cast<double>(kModulus - 1);
}

std::int64_t seed_of(std::string_view text) {
    if (trim_spaces(text).empty()) {
        return 0;
    }
    const double number = parse_number(text);
    if (std::fabs(number) < kLargestSeed) {
        return static_cast<std::int64_t>(number);
    }
    const std::string hash = digest(text, "SHA-256", "hex").value_or("");
    std::uint64_t bits = 0;
    std::from_chars(hash.data(), hash.data() + std::min<std::size_t>(hash.size(), 16), bits, 16);
    // Collect takes the hash through a double, which keeps 53 of its bits.
    const auto rounded = static_cast<double>(static_cast<std::int64_t>(bits));
    return rounded < kLargestWhole ? static_cast<std::int64_t>(rounded) : std::numeric_limits<std::int64_t>::max();
}

}  // namespace daohu::form::xpath
