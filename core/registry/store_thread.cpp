// SPDX-License-Identifier: Apache-2.0
#include "core/registry/store_thread.hpp"

namespace daohu::registry {

StoreThread::StoreThread(Recorder& recorder) : m_recorder{recorder}, m_thread{[this] { run(); }} {}

StoreThread::~StoreThread() {
    {
        const std::scoped_lock lock{m_mutex};
        m_ending = true;
    }
    m_posted.notify_one();
    m_thread.join();
}

void StoreThread::post(JobUrgency urgency, Job job) {
    {
        const std::scoped_lock lock{m_mutex};
        (urgency == JobUrgency::person ? m_person : m_background).push_back(std::move(job));
    }
    m_posted.notify_one();
}

std::size_t StoreThread::waiting() const {
    const std::scoped_lock lock{m_mutex};
    return m_person.size() + m_background.size();
}

StoreThread::Job StoreThread::take() {
    std::unique_lock lock{m_mutex};
    m_posted.wait(lock, [this] { return m_ending || !m_person.empty() || !m_background.empty(); });
    std::deque<Job>& queue = m_person.empty() ? m_background : m_person;
    if (queue.empty()) {
        return {};
    }
    Job job = std::move(queue.front());
    queue.pop_front();
    return job;
}

void StoreThread::run() {
    while (Job job = take()) {
        job(m_recorder);
    }
}

}  // namespace daohu::registry
