// SPDX-License-Identifier: Apache-2.0
#pragma once

// When this tablet's photographs go to the county. Records and thumbnails go at once over any link.

#include "core/ports/connectivity.hpp"
#include "core/vault/files.hpp"

#include <cstdint>
#include <filesystem>

namespace daohu {

// What a person has chosen.
enum class PhotoChoice : std::uint8_t { always, on_wifi, when_asked };

// What photographs wait for.
enum class PhotoWait : std::uint8_t {
    nothing,
    wifi,          // or a cable: there is mobile data only, or no network
    unknown_link,  // a person's word, because nobody can tell what the link costs
    word           // a person's, because it was chosen so
};

// `is_asked`: a person has said that those that are here are to go now.
[[nodiscard]] PhotoWait photo_wait(PhotoChoice choice, Network network, bool is_asked);

// Kept in a file of the folder; Wi-Fi where nobody has chosen, or where the file says nothing that is known.
[[nodiscard]] PhotoChoice read_photo_choice(vault::FileSystem& files, const std::filesystem::path& folder);
// The codes of writing a file.
Result<void> write_photo_choice(vault::FileSystem& files, const std::filesystem::path& folder, PhotoChoice choice);

}  // namespace daohu
