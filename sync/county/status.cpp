// SPDX-License-Identifier: Apache-2.0
#include "sync/county/status.hpp"

#include "sync/county/stream_hash.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace daohu::county {

Result<std::string> status_json(const Folder& folder, Store& store, const registry::SchemaSet* schemas) {
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
                                      {"entries", counts.entries},
                                      {"not_accepted", counts.not_accepted},
                                      {"devices", counts.devices},
                                      {"streams", streams}};
    return json.dump(2);
}

}  // namespace daohu::county
