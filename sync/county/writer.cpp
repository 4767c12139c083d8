// SPDX-License-Identifier: Apache-2.0
#include "sync/county/writer.hpp"

#include "sync/county/blind_edges.hpp"

#include <utility>

namespace daohu::county {

namespace {

// What no other order of writing would change: each job by itself would wait as long and fail the same way.
bool is_of_the_store(ErrorCode code) {
    return code == ErrorCode::database_busy || code == ErrorCode::disk_full || code == ErrorCode::io_failed ||
           code == ErrorCode::database_damaged;
}

}  // namespace

Writer::Writer(Store& store, CountyPen* pen)
    : m_store{store}, m_pen{pen}, m_thread{[this](const std::stop_token& stop) { run(stop); }} {}

Writer::~Writer() { stop(); }

void Writer::stop() {
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    std::vector<Job> late;
    {
        const std::lock_guard lock{m_mutex};
        late.swap(m_waiting);
        m_stopped = true;
    }
    write(late);
}

void Writer::submit(std::vector<VerifiedEntry> entries, Arrival arrival, Written written) {
    submit(Job{
        .entries = std::move(entries), .parts = {}, .notes = {}, .arrival = arrival, .written = std::move(written)});
}

void Writer::submit(wire::EntryPart part, Arrival arrival, Written written) {
    Job job{.entries = {}, .parts = {}, .notes = {}, .arrival = arrival, .written = std::move(written)};
    job.parts.push_back(std::move(part));
    submit(std::move(job));
}

void Writer::submit(std::vector<ReadNote> notes, Written written) {
    submit(Job{.entries = {}, .parts = {}, .notes = std::move(notes), .arrival = {}, .written = std::move(written)});
}

void Writer::submit(Job job) {
    {
        const std::lock_guard lock{m_mutex};
        if (!m_stopped) {
            m_waiting.push_back(std::move(job));
            m_arrived.notify_one();
            return;
        }
    }
    job.written(fail(ErrorCode::cancelled, "the server is stopping"));
}

void Writer::run(const std::stop_token& stop) {
    for (;;) {
        std::vector<Job> jobs;
        {
            std::unique_lock lock{m_mutex};
            if (!m_arrived.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
                return;
            }
            jobs.swap(m_waiting);
        }
        write(jobs);
    }
}

void Writer::write(std::span<Job> jobs) {
    auto outcome = write_together(jobs);
    if (!outcome && jobs.size() > 1 && !is_of_the_store(outcome.error().code)) {
        // One bad job must not fail its neighbours.
        for (Job& job : jobs) {
            write({&job, 1});
        }
        return;
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (outcome) {
            jobs[i].written(std::move((*outcome)[i]));
        } else {
            jobs[i].written(fail(outcome.error()));
        }
    }
}

Result<std::vector<Judgements>> Writer::write_together(std::span<const Job> jobs) {
    if (jobs.empty()) {
        return std::vector<Judgements>{};
    }
    const auto transaction = TRY(m_store.begin());
    std::vector<Judgements> found;
    for (const Job& job : jobs) {
        found.push_back(TRY(apply(*transaction, job)));
    }
    TRY(judge_edges(m_store, *transaction, m_pen));
    TRY(transaction->commit());
    return found;
}

Result<Judgements> Writer::apply(StoreWriter& transaction, const Job& job) {
    Judgements found;
    const auto take = [&](const VerifiedEntry& entry) -> Result<void> {
        Judgements judgements = TRY(take_in(transaction, entry, job.arrival));
        found.insert(found.end(), judgements.begin(), judgements.end());
        return {};
    };
    for (const ReadNote& note : job.notes) {
        TRY(transaction.add_read(note));
    }
    for (const VerifiedEntry& entry : job.entries) {
        TRY(take(entry));
    }
    for (const wire::EntryPart& part : job.parts) {
        std::optional<Bytes> whole = TRY(transaction.add_part(job.arrival.brought_by, part));
        if (!whole) {
            continue;
        }
        // What nobody signed is dropped with its parts: it would come to nothing a second time as well.
        if (const auto entry = verify_entry(m_store, std::move(*whole))) {
            TRY(take(*entry));
        }
    }
    return found;
}

}  // namespace daohu::county
