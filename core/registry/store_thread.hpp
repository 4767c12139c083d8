// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one thread that writes. It owns the writing connection while it lives; the window's thread and sync post jobs and
// never wait for a write.

#include "core/registry/recorder.hpp"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace daohu::registry {

// What a person waits for goes before what only has to happen. A background job should take 5 ms at most; a long one
// posts its rest again.
enum class JobUrgency : std::uint8_t { person, background };

class StoreThread {
public:
    using Job = std::move_only_function<void(Recorder&)>;

    // `recorder` and what it works on must not be touched by another thread until this is destroyed.
    explicit StoreThread(Recorder& recorder);
    // Runs every job that was posted, then ends.
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    // Any thread. Jobs of one urgency run in the order they were posted.
    void post(JobUrgency urgency, Job job);

    // Any thread. The future is ready when the job has run; it may be asked once a frame without waiting.
    template <class Work>
    [[nodiscard]] auto call(JobUrgency urgency, Work work) -> std::future<std::invoke_result_t<Work, Recorder&>> {
        std::packaged_task<std::invoke_result_t<Work, Recorder&>(Recorder&)> task{std::move(work)};
        auto outcome = task.get_future();
        post(urgency, [task = std::move(task)](Recorder& recorder) mutable { task(recorder); });
        return outcome;
    }

    // Jobs that wait.
    [[nodiscard]] std::size_t waiting() const;

private:
    void run();
    [[nodiscard]] Job take();  // empty when there will be no more

    Recorder& m_recorder;
    mutable std::mutex m_mutex;
    std::condition_variable m_posted;
    std::deque<Job> m_person;
    std::deque<Job> m_background;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace daohu::registry
