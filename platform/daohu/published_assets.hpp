// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county has published since the app was built, in the place of what came with the app: forms, datasets, packs,
// standards; and the pack that the county has named. Whatever is not sound is left out, and the app goes on with what it
// has. Where the pack is not here, one that states nothing stands in its place, and never another county's. Any thread.

#include "platform/daohu/tablet.hpp"
#include "sync/client/published_files.hpp"

namespace daohu {

struct PublishedAssets {
    std::optional<Assets> assets;  // nothing where the app's own are in force unchanged
    std::vector<Hash256> damaged;  // to be fetched again
    std::vector<Error> left_out;   // why something published is not used: for whoever supports the tablet
};

// What is in force on the day, under this pack, on a tablet that is not open yet.
[[nodiscard]] PublishedAssets read_published_assets(const vault::Vault& vault, vault::FileSystem& files,
                                                    const Assets& built_in, const std::string& pack, Date today);

// The same of what was read already. Nothing is older than what it replaces.
[[nodiscard]] PublishedAssets lay_over(const Assets& built_in, const std::vector<client::PublishedContent>& published,
                                       const std::string& pack, Date today);

}  // namespace daohu
