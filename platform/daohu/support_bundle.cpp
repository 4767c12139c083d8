// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/support_bundle.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/build_info.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <system_error>

namespace daohu {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::array kFiles{"store.db", "store.db-wal", "drafts.db", "mirror"};

ordered_json sizes_in(const fs::path& folder) {
    ordered_json sizes;
    for (const char* const name : kFiles) {
        std::error_code problem;
        const auto size = fs::file_size(folder / name, problem);
        sizes[name] = problem ? 0 : size;
    }
    std::uint64_t attachments = 0;
    std::error_code problem;
    for (fs::directory_iterator file{folder / "attachments", problem}, end; !problem && file != end;
         file.increment(problem)) {
        std::error_code gone;
        attachments += file->is_regular_file(gone) ? 1 : 0;
    }
    sizes["attachments"] = attachments;
    return sizes;
}

Result<ordered_json> counts_of(Tablet& tablet) {
    casework::Workspace& workspace = tablet.workspace();
    ordered_json counts;
    const registry::RegistrySize size = TRY(workspace.reading().registry.size());
    counts["entities"] = size.entities;
    counts["conflicts"] = size.conflicts;
    counts["drafts"] = TRY(workspace.drafts()).size();
    counts["waiting"] = TRY(workspace.cases().waiting());
    std::uint64_t entries = 0;
    const auto streams = TRY(workspace.cases().streams());
    for (const registry::StreamState& stream : streams) {
        entries += stream.entries;
    }
    counts["streams"] = streams.size();
    counts["entries"] = entries;
    return counts;
}

ordered_json sync_of(Tablet& tablet) {
    ordered_json sync;
    sync["enrolled"] = tablet.grant().has_value();
    CountyLink* link = tablet.sync();
    if (link == nullptr) {
        return sync;
    }
    const auto failure = link->failure();
    const auto attempt = link->last_attempt();
    sync["last_failure"] = failure ? std::string{name(failure->code)} : std::string{};
    sync["last_attempt"] = attempt ? beijing_time(*attempt).to_string() : std::string{};
    sync["bytes_sent"] = link->status().bytes_sent;
    sync["bytes_received"] = link->status().bytes_received;
    return sync;
}

}  // namespace

Result<void> write_support_bundle(Tablet& tablet, Machine& machine, const fs::path& file) {
    ordered_json bundle;
    bundle["version"] = version();
    bundle["written_at"] = beijing_time(machine.clock.wall_now()).to_string();
    bundle["pack"] = tablet.workspace().rules().pack;
    bundle["left_out"] = ordered_json::array();
    for (const Error& why : tablet.left_out()) {  // of a publication: its name, its version, the place in it
        bundle["left_out"].push_back(why.describe());
    }
    bundle["counts"] = TRY(counts_of(tablet));
    bundle["sync"] = sync_of(tablet);
    bundle["sizes"] = sizes_in(tablet.vault().folder());
    const std::string text = bundle.dump(2) + "\n";
    return vault::replace_file(machine.files, file, as_bytes(text));
}

}  // namespace daohu
