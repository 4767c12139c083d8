// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/photo_sending.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace daohu {

namespace {

constexpr const char* kChoiceFile = "photographs";
constexpr std::uint64_t kMaxChoiceFile = 64;

constexpr std::array<std::pair<PhotoChoice, std::string_view>, 3> kWords{
    {{PhotoChoice::always, "always"}, {PhotoChoice::on_wifi, "wifi"}, {PhotoChoice::when_asked, "asked"}}};

}  // namespace

PhotoWait photo_wait(PhotoChoice choice, Network network, bool is_asked) {
    if (is_asked || choice == PhotoChoice::always) {
        return PhotoWait::nothing;
    }
    if (choice == PhotoChoice::when_asked) {
        return PhotoWait::word;
    }
    switch (network) {
        case Network::unmetered: return PhotoWait::nothing;
        case Network::unknown: return PhotoWait::unknown_link;
        case Network::none:
        case Network::metered: break;
    }
    return PhotoWait::wifi;
}

PhotoChoice read_photo_choice(vault::FileSystem& files, const std::filesystem::path& folder) {
    const auto bytes = files.read(folder / kChoiceFile, kMaxChoiceFile);
    if (!bytes) {
        return PhotoChoice::on_wifi;
    }
    const std::string_view word{reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    const auto* const known = std::ranges::find(kWords, word, &std::pair<PhotoChoice, std::string_view>::second);
    return known == kWords.end() ? PhotoChoice::on_wifi : known->first;
}

Result<void> write_photo_choice(vault::FileSystem& files, const std::filesystem::path& folder, PhotoChoice choice) {
    const auto* const chosen = std::ranges::find(kWords, choice, &std::pair<PhotoChoice, std::string_view>::first);
    return vault::replace_file(files, folder / kChoiceFile, as_bytes(chosen->second));
}

}  // namespace daohu
