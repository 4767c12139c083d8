// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one thread that writes, with group commit: whatever waits goes into one transaction and is answered when that is on
// the disk. Slow tablets do not wait for each other's flushes, and nobody is told of a commit that has not happened.

#include "sync/county/county_pen.hpp"
#include "sync/county/intake.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace daohu::county {

// What one job found; every job of a transaction that failed gets its error.
using Judgements = std::vector<wire::Judgement>;
using Written = std::move_only_function<void(Result<Judgements>)>;

class Writer {
public:
    // Both must outlive the writer. With a pen, what a device replaces without having seen it is called blind
    // (blind_edges.hpp).
    explicit Writer(Store& store, CountyPen* pen = nullptr);
    ~Writer();  // stops
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // From any thread. `written` is called once, on the writer's thread, after the commit.
    void submit(std::vector<VerifiedEntry> entries, Arrival arrival, Written written);
    // Parts become an entry when the last one came; it is verified then.
    void submit(wire::EntryPart part, Arrival arrival, Written written);

    // What a reader is about to be given; answered when it is noted durably, and only then it may be given.
    void submit(std::vector<ReadNote> notes, Written written);

    // Writes what waits, answers it, and takes nothing more: later jobs get `cancelled`.
    void stop();

private:
    struct Job {
        std::vector<VerifiedEntry> entries;
        std::vector<wire::EntryPart> parts;
        std::vector<ReadNote> notes;
        Arrival arrival;
        Written written;
    };

    void submit(Job job);
    void run(const std::stop_token& stop);
    void write(std::span<Job> jobs);
    [[nodiscard]] Result<std::vector<Judgements>> write_together(std::span<const Job> jobs);
    [[nodiscard]] Result<Judgements> apply(StoreWriter& transaction, const Job& job);

    Store& m_store;
    CountyPen* m_pen;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::vector<Job> m_waiting;
    bool m_stopped = false;
    std::jthread m_thread;
};

}  // namespace daohu::county
