// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/display_file.hpp"

#include "ui/kit/kit.hpp"

#include <nlohmann/json.hpp>

namespace daohu {

namespace {

constexpr const char* kDisplayFile = "display.json";
constexpr std::uint64_t kMaxDisplayFile = 4096;
constexpr int kTextScales = 3;
constexpr int kMostLockMinutes = 60;

}  // namespace

Display read_display(vault::FileSystem& files, const std::filesystem::path& folder, const Display& usual) {
    const auto file = files.read(folder / kDisplayFile, kMaxDisplayFile);
    const auto json = file ? nlohmann::json::parse(file->begin(), file->end(), nullptr, false) : nlohmann::json{};
    if (!json.is_object()) {
        return usual;
    }
    Display display = usual;
    const auto text = json.find("text");
    if (text != json.end() && text->is_number_integer() && text->get<int>() >= 0 && text->get<int>() < kTextScales) {
        display.text_scale = static_cast<kit::TextScale>(text->get<int>());
    }
    const auto night = json.find("night");
    if (night != json.end() && night->is_boolean()) {
        display.theme = night->get<bool>() ? kit::ThemeName::night : kit::ThemeName::day;
    }
    const auto language = json.find("language");
    if (language != json.end() && language->is_string()) {
        display.language = language->get<std::string>();
    }
    const auto minutes = json.find("lock_minutes");
    if (minutes != json.end() && minutes->is_number_integer() && minutes->get<std::int64_t>() > 0 &&
        minutes->get<std::int64_t>() <= kMostLockMinutes) {
        display.lock_minutes = minutes->get<int>();
    }
    const auto tour = json.find("tour");
    if (tour != json.end() && tour->is_boolean()) {
        display.has_seen_tour = tour->get<bool>();
    }
    return display;
}

Result<void> write_display(vault::FileSystem& files, const std::filesystem::path& folder, const Display& display) {
    const nlohmann::json json{{"text", static_cast<int>(display.text_scale)},
                              {"night", display.theme == kit::ThemeName::night},
                              {"language", display.language},
                              {"lock_minutes", display.lock_minutes},
                              {"tour", display.has_seen_tour}};
    return vault::replace_file(files, folder / kDisplayFile, as_bytes(json.dump()));
}

}  // namespace daohu
