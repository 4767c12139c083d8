// SPDX-License-Identifier: Apache-2.0
#include "sync/county/status.hpp"

#include "sync/county/last_backup.hpp"
#include "sync/county/stream_hash.hpp"

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace daohu::county {

namespace {

nlohmann::ordered_json backup_json(const Folder& folder, WallTime now) {
    const auto last = last_backup(folder);
    if (!last) {
        return nullptr;
    }
    const auto age = std::chrono::floor<std::chrono::seconds>(now) - *last;
    return {{"at", fmt::format("{:%FT%TZ}", *last)}, {"age_seconds", age.count()}};
}

}  // namespace

Result<std::string> status_json(const Folder& folder, Store& store, WallTime now, const registry::SchemaSet* schemas) {
    const StoreCounts counts = TRY(store.count());
    auto streams = nlohmann::ordered_json::array();
    for (const StreamCount& stream : counts.streams) {
        nlohmann::ordered_json item{
            {"village", stream.village}, {"stream", stream.stream.to_string()}, {"head", stream.head}};
        if (schemas != nullptr) {
            item["hash"] =
                TRY(fold_stream_hash(store, stream.stream, *schemas, folder.identity().devices())).to_string();
        }
        streams.push_back(std::move(item));
    }
    const nlohmann::ordered_json json{{"server", folder.identity().server.to_string()},
                                      {"server_name", folder.identity().server_name},
                                      {"pack", folder.identity().pack},
                                      {"epoch", store.epoch()},
                                      {"last_backup", backup_json(folder, now)},
                                      {"entries", counts.entries},
                                      {"not_accepted", counts.not_accepted},
                                      {"devices", counts.devices},
                                      {"streams", streams}};
    return json.dump(2);
}

}  // namespace daohu::county
