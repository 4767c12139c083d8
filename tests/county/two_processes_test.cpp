// SPDX-License-Identifier: Apache-2.0
//
// The office's commands are processes of their own beside the one that serves. None of them may take the other for gone:
// the last one to close a store deletes its log, with everything in it that was acknowledged.

#include "sync/county/backup.hpp"
#include "tests/county/store_fixture.hpp"

#include <array>
#include <csignal>
#include <fstream>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

// A process that opens the county's store, does something with it and keeps it open until it is killed.
class OtherProcess {
public:
    OtherProcess(const Folder& folder, const std::function<bool(Store&)>& act) {
        std::array<int, 2> told{};
        REQUIRE(::pipe(told.data()) == 0);
        m_process = ::fork();
        REQUIRE(m_process >= 0);
        if (m_process == 0) {
            run(folder, act, told[1]);
        }
        ::close(told[1]);
        char outcome = 'n';
        REQUIRE(::read(told[0], &outcome, 1) == 1);
        ::close(told[0]);
        REQUIRE(outcome == 'y');
    }
    ~OtherProcess() { kill(); }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

    void kill() {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
            m_process = -1;
        }
    }

private:
    // No test goes on in here.
    [[noreturn]] static void run(const Folder& folder, const std::function<bool(Store&)>& act, int tell) {
        const auto key = folder.load_store_key();
        const auto store = open_sqlcipher_store(folder.store_path(), *key);
        const char outcome = store && act(**store) ? 'y' : 'n';
        if (::write(tell, &outcome, 1) == 1) {
            for (;;) {
                ::pause();
            }
        }
        ::_exit(1);
    }

    ::pid_t m_process = -1;
};

std::filesystem::path log_of(const Folder& folder) {
    std::filesystem::path log = folder.store_path();
    log += "-wal";
    return log;
}

// What any command of the office does.
void open_and_close(const Folder& folder) {
    const SecretBytes key = folder.load_store_key().value();
    REQUIRE(open_sqlcipher_store(folder.store_path(), key));
}

bool bring_one(Store& store, TestDevice& device) {
    const auto entry = verify_entry(store, device.write().encode());
    const auto writer = store.begin();
    return entry && writer && take_in(**writer, *entry, {.brought_by = device.position.device, .received_at = 0}) &&
           (*writer)->commit();
}

}  // namespace

TEST_CASE("Two processes: the log of a store that one has open outlives what another one does", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    store.store.reset();  // this process has nothing open
    const daohu::test::TemporaryFolder backup;

    SECTION("it only reads") {
        OtherProcess serving{store.folder, [&](Store& open) { return bring_one(open, device); }};
        open_and_close(store.folder);
        CHECK(std::filesystem::exists(log_of(store.folder)));
        serving.kill();
    }
    SECTION("the one that has it open makes a backup") {
        OtherProcess serving{store.folder, [&](Store& open) {
                                 return bring_one(open, device) &&
                                        back_up(store.folder, open, backup.path()).has_value();
                             }};
        open_and_close(store.folder);
        CHECK(std::filesystem::exists(log_of(store.folder)));
        serving.kill();
        CHECK(std::filesystem::file_size(backup.path() / "county.db") > 0);
    }
    const SecretBytes key = store.folder.load_store_key().value();
    CHECK(open_sqlcipher_store(store.folder.store_path(), key).value()->count().value().entries == 1);
}

TEST_CASE("Two processes: a second descriptor that was closed would let the other one delete the log", "[county]") {
    // The control of the test above: this is what no function may do with a store that is open.
    TestStore store;
    TestDevice device{store, 1};
    store.store.reset();
    OtherProcess serving{store.folder, [&](Store& open) {
                             const bool is_brought = bring_one(open, device);
                             std::ifstream{store.folder.store_path()}.get();
                             return is_brought;
                         }};
    open_and_close(store.folder);
    CHECK_FALSE(std::filesystem::exists(log_of(store.folder)));
}

TEST_CASE("Two processes: a backup made beside the one that serves holds what is only in the log", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    store.store.reset();
    const daohu::test::TemporaryFolder backup;
    const OtherProcess serving{store.folder, [&](Store& open) { return bring_one(open, device); }};
    const SecretBytes key = store.folder.load_store_key().value();
    {
        const auto office = open_sqlcipher_store(store.folder.store_path(), key).value();
        REQUIRE(back_up(store.folder, *office, backup.path()));
    }
    CHECK(std::filesystem::exists(log_of(store.folder)));
    const auto copy = open_sqlcipher_store(backup.path() / "county.db", key).value();
    CHECK(copy->count().value().entries == 1);
}
