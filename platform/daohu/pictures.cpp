// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pictures.hpp"

#include "platform/headless/headless_screen.hpp"
#include "platform/headless/png.hpp"

#include <fmt/format.h>

namespace daohu {

namespace {

// Shows one page after the other and calls `look` once each has come to rest.
template <class Look>
[[nodiscard]] Result<void> each_page(const Options& options, const kit::Kit::Setup& setup,
                                     std::span<const gallery::Page> pages, Look look) {
    headless::HeadlessScreen screen = TRY(headless::HeadlessScreen::open(
        {.pixels = options.size, .pixels_per_dp = options.scale, .insets = {}, .kit = setup}));
    for (const gallery::Page& page : pages) {
        std::size_t actions_seen = 0;
        screen.show([&](kit::Kit& kit) { page.draw(kit, actions_seen); });
        screen.settle();
        TRY(look(screen, page));
    }
    return {};
}

}  // namespace

Result<std::size_t> write_pictures(const Options& options, const kit::Kit::Setup& setup,
                                   std::span<const gallery::Page> pages, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::picture_failed, fmt::format("{}: {}", folder.string(), error.message()));
    }
    TRY(each_page(options, setup, pages, [&folder](headless::HeadlessScreen& screen, const gallery::Page& page) {
        return headless::write_png(folder / (page.name + ".png"), screen.picture());
    }));
    return pages.size();
}

Result<std::string> dump_items(const Options& options, const kit::Kit::Setup& setup,
                               std::span<const gallery::Page> pages) {
    std::string json;
    TRY(each_page(
        options, setup, pages, [&json](headless::HeadlessScreen& screen, const gallery::Page& page) -> Result<void> {
            json += fmt::format("{}\"{}\": {}", json.empty() ? "" : ",\n", page.name, screen.kit().items().to_json());
            return {};
        }));
    return fmt::format("{{\n{}\n}}", json);
}

}  // namespace daohu
