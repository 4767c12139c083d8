// SPDX-License-Identifier: Apache-2.0
#include "core/vault/process.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;

namespace {

// AddressSanitizer turns locking memory into nothing.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kLocksMemory = false;
#else
constexpr bool kLocksMemory = true;
#endif

// What a process of its own returns; -1 when it did not end by itself.
template <class Work>
int in_a_child(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The kernel's flags of the memory that `address` lies in, such as "rd wr lo dd".
std::string flags_of_memory(const void* address) {
    std::ifstream maps{"/proc/self/smaps"};
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    bool is_inside = false;
    for (std::string line; std::getline(maps, line);) {
        const auto dash = line.find('-');
        const auto space = line.find(' ');
        if (dash != std::string::npos && dash < space && line.find(':') > space) {
            is_inside =
                std::stoull(line, nullptr, 16) <= wanted && wanted < std::stoull(line.substr(dash + 1), nullptr, 16);
        } else if (is_inside && line.starts_with("VmFlags:")) {
            return line;
        }
    }
    return {};
}

}  // namespace

TEST_CASE("Process: one that holds keys leaves no core dump and lets nobody read its memory", "[vault]") {
    CHECK(::prctl(PR_GET_DUMPABLE) == 1);  // as every process is
    const int protected_state = in_a_child([] {
        rlimit core{};
        const bool is_done = protect_process() && ::getrlimit(RLIMIT_CORE, &core) == 0;
        return is_done && core.rlim_cur == 0 && core.rlim_max == 0 ? ::prctl(PR_GET_DUMPABLE) : 2;
    });
    CHECK(protected_state == 0);
}

TEST_CASE("Process: an unlocked vault's keys lie in memory that is neither swapped nor dumped", "[vault]") {
    VaultHome home;
    const Vault vault = home.create().value();
    const std::string flags = flags_of_memory(vault.data_key().bytes().data());
    CHECK((flags.find(" lo") != std::string::npos) == kLocksMemory);
    CHECK(flags.find(" dd") != std::string::npos);  // not in dumps
    const Bytes ordinary(4096);
    CHECK(flags_of_memory(ordinary.data()).find(" lo") == std::string::npos);
}

TEST_CASE("Vault: another process is kept out and comes in when the first one is killed", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    int ready[2] = {};
    REQUIRE(::pipe(ready) == 0);
    const pid_t owner = ::fork();
    if (owner == 0) {
        const auto vault = home.unlock(slot);
        const char state = vault ? 'y' : 'n';
        static_cast<void>(::write(ready[1], &state, 1));
        ::pause();
        ::_exit(0);
    }
    char state = '?';
    REQUIRE(::read(ready[0], &state, 1) == 1);
    REQUIRE(state == 'y');
    CHECK(home.unlock(slot).error().code == ErrorCode::store_in_use);
    CHECK(home.status().slots.at(0).tries_left == kMaxTries);

    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    CHECK(home.unlock(slot));
}
