// SPDX-License-Identifier: Apache-2.0
#include "core/casework/demo/demo_store.hpp"

#include "core/base/beijing_time.hpp"
#include "core/journal/delivery.hpp"

namespace daohu::casework {

namespace {

constexpr std::size_t kBatch = 256;  // entries in one transaction

// Entries in the order they are made, a transaction a batch.
class Receiver {
public:
    explicit Receiver(registry::Recorder& recorder) : m_recorder{recorder} {}

    Result<void> take(const entry::SignedEntry& entry) {
        m_waiting.push_back({entry, std::nullopt});
        return m_waiting.size() < kBatch ? Result<void>{} : flush();
    }
    Result<void> flush() {
        const registry::ReceivedCount count = TRY(m_recorder.receive(m_waiting));
        m_added += count.added;
        m_waiting.clear();
        return {};
    }
    [[nodiscard]] std::size_t added() const { return m_added; }

private:
    registry::Recorder& m_recorder;
    std::vector<registry::ReceivedEntry> m_waiting;
    std::size_t m_added = 0;
};

Result<void> note_contact(vault::Database& database, WallTime when) {
    auto marks = TRY(journal::DeliveryMarks::open(database));
    vault::Transaction transaction = TRY(vault::Transaction::begin(database));
    TRY(marks.set_success(transaction, when));
    return transaction.commit();
}

}  // namespace

Result<std::size_t> fill_with_demo(registry::Recorder& recorder, const DemoCountyOptions& options,
                                   const DemoWords& words) {
    if (TRY(recorder.journal().reader().count()) > 0) {
        return fail(ErrorCode::invalid_argument, "this store holds entries: an invented county goes into a new one");
    }
    Receiver receiver{recorder};
    TRY(make_demo_county(options, words, [&](const entry::SignedEntry& entry) { return receiver.take(entry); }));
    TRY(receiver.flush());
    TRY(note_contact(recorder.database(), start_of_beijing_day(options.today)));
    return receiver.added();
}

}  // namespace daohu::casework
