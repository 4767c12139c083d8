// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/killed_child.hpp"

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace daohu::faults {

namespace {

constexpr auto kWriteLike = std::to_array<std::uint64_t>({
    SYS_write,
    SYS_pwrite64,
    SYS_writev,
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_unlinkat,
    SYS_renameat2,
    SYS_renameat,
    SYS_fallocate,
#ifdef SYS_rename
    SYS_rename,
    SYS_unlink,
#endif
});

Failure failed(std::string_view what) {
    return fail(ErrorCode::io_failed, std::string{what} + ": " + std::strerror(errno));
}

[[noreturn]] void be_child(const std::function<int()>& work) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);  // the parent takes over here
    ::_exit(work());
}

Result<bool> enters_write(pid_t child) {
    __ptrace_syscall_info info{};
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, child, reinterpret_cast<void*>(sizeof(info)), &info) < 0) {
        return failed("reading a system call");
    }
    return info.op == PTRACE_SYSCALL_INFO_ENTRY && std::ranges::find(kWriteLike, info.entry.nr) != kWriteLike.end();
}

Result<int> wait_for(pid_t child) {
    int status = 0;
    if (::waitpid(child, &status, 0) < 0) {
        return failed("waiting for the child");
    }
    return status;
}

Result<void> kill_child(pid_t child) {
    ::kill(child, SIGKILL);
    TRY(wait_for(child));
    return {};
}

}  // namespace

Result<ChildEnd> run_and_kill(std::size_t at_call, const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child < 0) {
        return failed("fork");
    }
    if (child == 0) {
        be_child(work);
    }
    TRY(wait_for(child));
    if (::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) < 0) {
        TRY(kill_child(child));
        return failed("tracing the child");
    }
    std::size_t calls = 0;
    int signal = 0;
    while (true) {
        if (::ptrace(PTRACE_SYSCALL, child, nullptr, signal) < 0) {
            return failed("continuing the child");
        }
        const int status = TRY(wait_for(child));
        if (WIFEXITED(status)) {
            return ChildEnd{false, calls, WEXITSTATUS(status)};
        }
        if (WIFSIGNALED(status)) {
            return fail(ErrorCode::internal, "the child died by signal " + std::to_string(WTERMSIG(status)));
        }
        const bool is_call = WSTOPSIG(status) == (SIGTRAP | 0x80);
        signal = is_call ? 0 : WSTOPSIG(status);
        if (is_call && TRY(enters_write(child)) && ++calls == at_call) {
            TRY(kill_child(child));
            return ChildEnd{true, calls, 0};
        }
    }
}

}  // namespace daohu::faults
