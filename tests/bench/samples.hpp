// SPDX-License-Identifier: Apache-2.0
#pragma once

// Times of many runs of one thing, and the stopwatch they come from. One thread.

#include <chrono>
#include <cstddef>
#include <vector>

namespace daohu::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

template <class Work>
[[nodiscard]] Milliseconds time_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

// Of this process, system calls included: what other programs on the machine take does not count, nor does waiting for
// the disk.
[[nodiscard]] Milliseconds processor_time();

class Samples {
public:
    void add(Milliseconds time) { m_times.push_back(time.count()); }

    // In milliseconds; 0 where there are none.
    [[nodiscard]] double median() const { return percentile(50); }
    // The smallest time that `percent` of all do not exceed.
    [[nodiscard]] double percentile(double percent) const;
    [[nodiscard]] std::size_t count() const { return m_times.size(); }

private:
    std::vector<double> m_times;
};

}  // namespace daohu::bench
