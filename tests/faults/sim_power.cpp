// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/simulations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace daohu::faults {

namespace {

struct Recording {
    StorageLog log;
    DayRecord record;
    Progress end;
};

Result<Recording> record_day(const PowerOptions& options) {
    const TemporaryFolder scratch;
    const auto folder = scratch.path() / "vault";
    StorageProbe probe{folder};
    DayPlan plan;
    plan.seed = options.seed;
    plan.saves = options.saves;
    plan.flushing = options.flushing;
    plan.vfs = StorageProbe::kVfsName;
    Recording recording;
    Day day{folder, probe.files(), plan};
    DayWatch watch;
    watch.on_progress = [&](const Progress& progress) {
        probe.set_progress(progress);
        recording.end = progress;
    };
    TRY(day.live(watch));
    recording.record = day.record();
    recording.log = probe.log();  // before the day's databases close: closing is not part of a cut day
    return recording;
}

void write_image(const DiskImage& image, const std::filesystem::path& folder) {
    std::filesystem::create_directory(folder);
    for (const auto& [name, content] : image) {
        std::filesystem::create_directories((folder / name).parent_path());
        std::ofstream{folder / name, std::ios::binary} << as_text(content);
    }
}

std::string command(const PowerOptions& options, std::size_t step, std::uint64_t chance) {
    return fmt::format("daohu-sim power --seed {} --saves {} --at {} --chance {}{}", options.seed, options.saves, step,
                       chance, options.flushing == vault::Flushing::full ? "" : " --without-flushing");
}

std::vector<std::uint64_t> chances_to_try(const PowerOptions& options) {
    if (options.chance) {
        return {*options.chance};
    }
    std::vector<std::uint64_t> chances(options.chances);
    std::ranges::generate(chances, [next = std::uint64_t{0}]() mutable { return next++; });
    return chances;
}

}  // namespace

Result<Outcome> simulate_power(const PowerOptions& options) {
    const Recording recording = TRY(record_day(options));
    const TemporaryFolder scratch;
    const auto folder = scratch.path() / "vault";
    Outcome outcome;
    Disk disk;
    std::size_t applied = 0;
    std::size_t cuts = 0;
    const std::vector<std::size_t> places = TRY(places_to_try(options, recording.log.size() + 1));
    for (const std::size_t step : places) {  // the power fails before this one
        for (; applied < step; ++applied) {
            disk.apply(recording.log[applied]);
        }
        const Progress progress = step < recording.log.size() ? recording.log[step].progress : recording.end;
        for (const std::uint64_t chance : chances_to_try(options)) {
            SeededEntropy luck{step * 1000 + chance};
            empty_folder(scratch.path());
            write_image(disk.cut(luck), folder);
            ++cuts;
            const auto found = check_next_day(folder, recording.record, promise_after(recording.record, progress));
            if (!found) {
                outcome.violation(command(options, step, chance), found.error());
            }
        }
    }
    outcome.facts = {{"saves", options.saves}, {"storage_steps", recording.log.size()}, {"cuts", cuts}};
    return outcome;
}

}  // namespace daohu::faults
