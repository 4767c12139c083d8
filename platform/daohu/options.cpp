// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/options.hpp"

#include "core/base/build_info.hpp"
#include "platform/cli/option_words.hpp"

#include <CLI/CLI.hpp>

#include <charconv>

namespace daohu {

namespace {

constexpr float kSmallest = 320;
constexpr float kLargest = 8192;

// "1280x800"
[[nodiscard]] std::optional<kit::Size> read_size(std::string_view text) {
    int width = 0;
    int height = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != 'x') {
        return std::nullopt;
    }
    const auto second = std::from_chars(first.ptr + 1, end, height);
    if (second.ec != std::errc{} || second.ptr != end) {
        return std::nullopt;
    }
    const kit::Size size{static_cast<float>(width), static_cast<float>(height)};
    const bool is_possible = size.w >= kSmallest && size.h >= kSmallest && size.w <= kLargest && size.h <= kLargest;
    return is_possible ? std::optional{size} : std::nullopt;
}

// "127.0.0.1:8443"
[[nodiscard]] std::optional<CountyAddress> read_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) {
        return std::nullopt;
    }
    CountyAddress county{.address = std::string{text.substr(0, colon)}, .port = 0};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, county.port);
    return read.ec == std::errc{} && read.ptr == end && county.port != 0 ? std::optional{county} : std::nullopt;
}

constexpr const char* kExitCodes =
    "Exit codes: 0 done; 1 failed; 2 unknown option or impossible value; 3 no display (with --window);\n"
    "4 no usable Chinese font; 5 the app's own files are missing or damaged; 6 pictures could not be written;\n"
    "7 a step of a script could not be done.";

}  // namespace

std::variant<Options, ExitCode> read_options(int argc, char** argv) {
    Options options;
    std::string size = "1280x800";
    CLI::App app{"The field app of village social-aid coordinators.\n"
                 "Opens a window; where there is no display it says so and writes pictures instead.",
                 "daohu"};
    app.footer(kExitCodes);
    app.set_version_flag("--version", "daohu " + std::string{version()}, "Print the version and exit");
    app.add_flag("--headless", options.headless, "Open no window, write pictures to --shots");
    app.add_flag("--window", options.needs_window, "Fail where there is no display, instead of writing pictures")
        ->excludes("--headless");
    app.add_flag("--software", options.software, "Draw with the processor even where there is a GPU");
    app.add_option("--shots", options.shots, "Folder for pictures, made if it is missing")->type_name("DIR");
    app.add_flag("--gallery", options.gallery, "Show every screen in its states, with invented people");
    app.add_option("--page", options.page, "Only this page of the gallery, e.g. question_one_full")->type_name("NAME");
    app.add_flag("--dump-ui", options.dump_ui, "Print everything that can be tapped as JSON");
    app.add_option("--size", size, "Size in pixels, e.g. 1280x800")->type_name("WxH");
    app.add_option("--scale", options.scale, "Pixels per dp, for pictures")->check(CLI::Range(0.5, 4.0));
    app.add_option("--lang", options.language, "Language")->check(CLI::IsMember({"zh", "en"}))->option_text("zh|en");
    cli::take_words<kit::TextScale>(app.add_option("--text", options.text_scale, "Text size"),
                                    {{"1.0", kit::TextScale::standard},
                                     {"1", kit::TextScale::standard},
                                     {"1.25", kit::TextScale::large},
                                     {"1.5", kit::TextScale::extra_large}})
        ->option_text("1.0|1.25|1.5");
    cli::take_words<kit::ThemeName>(app.add_option("--theme", options.theme, "Colours"),
                                    {{"day", kit::ThemeName::day}, {"night", kit::ThemeName::night}})
        ->option_text("day|night");
    app.add_option("--font", options.font, "Font file instead of the system's Noto Sans CJK")->type_name("FILE");
    app.add_option("--assets", options.assets, "Folder with the app's texts and forms")->type_name("DIR");
    std::string county;
    auto* data = app.add_option("--data", options.data, "The tablet's folder")->type_name("DIR");
    auto* passphrase =
        app.add_option("--passphrase-file", options.passphrase_file, "File whose first line is the passphrase")
            ->type_name("FILE");
    app.add_option("--create", options.create, "Make a new tablet in --data, write its request for enrolment to FILE")
        ->type_name("FILE")
        ->needs(data)
        ->needs(passphrase);
    app.add_option("--grant", options.grant, "Import the county's answer to the request")
        ->type_name("FILE")
        ->needs(data);
    app.add_option(
           "--second-storage", options.second_storage,
           "Folder on an SD card or a stick: every night what is in no backup of the county is copied there, sealed")
        ->type_name("DIR")
        ->needs(data);
    app.add_option("--stick", options.stick, "Folder of a stick, for carrying records where there is no network")
        ->type_name("DIR")
        ->needs(data);
    app.add_option("--photos", options.photos, "Folder that a camera writes to: its newest picture is taken")
        ->type_name("DIR")
        ->needs(data);
    app.add_option("--support", options.support, "Write versions, counts and failures to FILE: no personal data")
        ->type_name("FILE")
        ->needs(data)
        ->needs(passphrase);
    app.add_option("--county", county, "Where the county listens, e.g. 127.0.0.1:8443")->type_name("ADDRESS:PORT");
    app.add_option("--proxy", options.proxy, "The network's HTTP proxy, e.g. http://10.0.0.1:3128")
        ->type_name("URL")
        ->check([](const std::string& text) {
            return client::is_proxy_address(text) ? std::string{} : "'" + text + "' is not http://HOST:PORT";
        });
    app.add_option("--pack", options.rules.pack,
                   "Work under this policy pack of the app's, not under the grant's: for practice and demonstrations")
        ->type_name("ID");
    app.add_option("--standards", options.rules.standards, "Table of published figures: allowances, minimum wage")
        ->type_name("FILE");
    app.add_option("--script", options.script, "Play these steps without a window, pictures go to --shots")
        ->type_name("FILE")
        ->needs(data);
    app.add_flag("--status", options.status, "Print counts and stream hashes of --data as JSON")
        ->needs(data)
        ->needs(passphrase);
    try {
        app.parse(argc, argv);
        if (!county.empty()) {
            options.county = read_address(county);
            if (!options.county) {
                throw CLI::ValidationError("--county", "'" + county + "' is not an address and a port");
            }
        }
        const auto pixels = read_size(size);
        if (!pixels) {
            throw CLI::ValidationError("--size", "'" + size + "' is not a size such as 1280x800");
        }
        options.size = *pixels;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ExitCode::ok : ExitCode::usage;
    }
    return options;
}

}  // namespace daohu
