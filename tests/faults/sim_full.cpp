// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/simulations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::faults {

namespace {

// What the app does about an act that failed: room from the reserve, then from the person who clears the disk; after a
// failed write everything is opened again.
Result<void> mend(Day& day, StorageProbe& probe, const Error& error) {
    if (error.code == ErrorCode::disk_full) {
        const bool has_given = TRY(day.give_reserve_back());
        if (!has_given) {
            probe.make_room();
        }
        return {};
    }
    return error.code == ErrorCode::io_failed ? day.reopen() : Result<void>{fail(error)};
}

struct Trial {
    bool has_failed = false;  // the fault was met
    std::size_t storage_steps = 0;
    std::optional<Error> broken;
};

// One day with the fault at this step, and the day after.
Trial live_with_fault(const FullOptions& options, std::size_t step, const std::filesystem::path& folder) {
    Trial trial;
    DayRecord record;
    Progress end;
    {
        StorageProbe probe{folder};
        probe.fail_at(step, options.fault);
        DayPlan plan;
        plan.seed = options.seed;
        plan.saves = options.saves;
        plan.flush_mirror_every = 3;
        plan.checkpoint_every = 5;
        plan.vfs = StorageProbe::kVfsName;
        Day day{folder, probe.files(), plan};
        DayWatch watch;
        watch.on_progress = [&end](const Progress& progress) { end = progress; };
        watch.run = [&](Act act, const std::function<Result<void>()>& work) -> Result<void> {
            Result<void> done = work();
            const bool is_believed = act == Act::save && options.failed_saves == FailedSaves::believed;
            if (done || is_believed) {
                return {};
            }
            TRY(mend(day, probe, done.error()));
            return work();
        };
        if (const Result<void> lived = day.live(watch); !lived) {
            trial.broken = lived.error();
        }
        record = day.record();
        trial.has_failed = probe.has_failed();
        trial.storage_steps = probe.log().size();
    }
    const Promise promise = promise_after(record, end);
    if (!trial.broken && record.saved.size() < promise.saves) {
        trial.broken = Error{ErrorCode::internal, "a save that failed was reported as saved"};
    }
    if (!trial.broken) {
        if (const auto found = check_next_day(folder, record, promise); !found) {
            trial.broken = found.error();
        }
    }
    return trial;
}

std::string command(const FullOptions& options, std::size_t step) {
    return fmt::format("daohu-sim full --seed {} --saves {} --at {}{}{}", options.seed, options.saves, step,
                       options.fault == DiskFault::error_once ? " --errors" : "",
                       options.failed_saves == FailedSaves::believed ? " --believe-failed-saves" : "");
}

}  // namespace

Result<Outcome> simulate_full(const FullOptions& options) {
    const TemporaryFolder scratch;
    const auto folder = scratch.path() / "vault";
    const Trial quiet = live_with_fault(options, StorageProbe::kNever, folder);
    if (quiet.broken) {
        return fail(*quiet.broken);
    }
    Outcome outcome;
    std::size_t faults = 0;
    const std::vector<std::size_t> places = TRY(places_to_try(options, quiet.storage_steps));
    for (const std::size_t step : places) {
        empty_folder(scratch.path());
        const Trial trial = live_with_fault(options, step, folder);
        faults += trial.has_failed ? 1 : 0;
        if (trial.broken) {
            outcome.violation(command(options, step), *trial.broken);
        }
    }
    outcome.facts = {{"saves", options.saves},
                     {"fault", options.fault == DiskFault::full ? "full" : "error"},
                     {"storage_steps", quiet.storage_steps},
                     {"faults", faults}};
    return outcome;
}

}  // namespace daohu::faults
