// SPDX-License-Identifier: Apache-2.0
#include "core/registry/store_thread.hpp"

#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

// Holds the store thread in a job until it is let go, so that what is posted meanwhile has to wait.
class Blocked {
public:
    explicit Blocked(StoreThread& thread) {
        // The job has its own ends of both promises: it may still be returning when this object is gone.
        std::promise<void> started;
        const std::future<void> has_started = started.get_future();
        thread.post(JobUrgency::person,
                    [started = std::move(started), gate = m_let_go.get_future()](Recorder&) mutable {
                        started.set_value();
                        gate.wait();
                    });
        has_started.wait();
    }
    void let_go() { m_let_go.set_value(); }

private:
    std::promise<void> m_let_go;
};

}  // namespace

TEST_CASE("Store thread: what a person waits for goes before background work, each in its order", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    std::vector<int> order;
    {
        StoreThread thread{store.recorder};
        Blocked blocked{thread};
        for (const int number : {1, 2}) {
            thread.post(JobUrgency::background, [&order, number](Recorder&) { order.push_back(number); });
        }
        for (const int number : {11, 12}) {
            thread.post(JobUrgency::person, [&order, number](Recorder&) { order.push_back(number); });
        }
        CHECK(thread.waiting() == 4);
        blocked.let_go();
    }
    CHECK(order == std::vector{11, 12, 1, 2});
}

TEST_CASE("Store thread: everything posted is done before it ends", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    constexpr int kJobs = 20;
    {
        StoreThread thread{store.recorder};
        for (int i = 0; i < kJobs; ++i) {
            thread.post(JobUrgency::background, [&tablet](Recorder& recorder) {
                entry::EntryDraft draft;
                draft.scope = stream_numbered(1);
                draft.sections = {
                    {entity_numbered(1), {operation(OperationCode::record, "visit", {set_to("/q", words("a"))})}, {}}};
                REQUIRE(recorder.save(entry::assemble(draft, tablet.entropy).value(), tablet.signer.keys()));
            });
        }
    }
    CHECK(store.journal.reader().count().value() == kJobs);
}

TEST_CASE("Store thread: what a job returns comes back, and the window reads meanwhile what was saved before",
          "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    store.save(entity_numbered(1),
               {operation(OperationCode::create, "person", {set_to("full_name", words("示例·甲"))})});
    StoreThread thread{store.recorder};
    Blocked blocked{thread};
    std::future<std::uint64_t> count =
        thread.call(JobUrgency::person, [](Recorder& recorder) { return recorder.journal().reader().count().value(); });
    vault::Database reading = tablet.open_database();
    RegistryReader reader = RegistryReader::open(reading, asset_schemas()).value();
    CHECK(reader.find(entity_numbered(1)).value()->text("full_name") == "示例·甲");
    blocked.let_go();
    CHECK(count.get() == 1);
}
