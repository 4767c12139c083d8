// SPDX-License-Identifier: Apache-2.0
#pragma once

// The command line of `daohu`. Main thread.

#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace daohu {

// What `daohu` returns to the shell.
enum class ExitCode : std::uint8_t {
    ok = 0,
    failed = 1,        // something else went wrong; said in words
    usage = 2,         // an unknown option or a value that cannot be
    no_display = 3,    // a window was insisted on and there is no display
    no_font = 4,       // no usable Chinese font
    installation = 5,  // texts or other files of the app are missing or damaged
    not_written = 6,   // pictures could not be written
    script_failed = 7  // a step of a script could not be done, or something expected was not there
};

struct Options {
    bool headless = false;
    bool gallery = false;
    bool dump_ui = false;
    bool needs_window = false;  // fail without a display instead of writing pictures
    bool software = false;
    std::optional<std::filesystem::path> shots;
    std::optional<std::filesystem::path> font;
    std::optional<std::filesystem::path> assets;
    std::string page;                                     // of the gallery; empty: all of them
    std::optional<std::filesystem::path> data;            // the tablet's folder
    std::optional<std::filesystem::path> create;          // make it, and write the request for enrolment here
    std::optional<std::filesystem::path> grant;           // the office's answer to import
    std::optional<std::filesystem::path> second_storage;  // for the copy of every night
    std::optional<std::filesystem::path> stick;           // for carrying records by hand
    std::optional<std::filesystem::path> photos;          // a folder that a camera writes to
    std::optional<std::filesystem::path> support;         // where to write what helps from afar
    std::optional<std::filesystem::path> script;
    std::filesystem::path passphrase_file;
    std::optional<CountyAddress> county;
    std::string proxy;  // of the network, see client::Endpoint; empty: none
    CountyChoice rules;
    bool status = false;
    kit::Size size{1280, 800};
    float scale = 1;
    std::string language = "zh";
    kit::TextScale text_scale = kit::TextScale::standard;
    kit::ThemeName theme = kit::ThemeName::day;
};

// The options, or what to return at once: after --help, or after saying what is wrong with the command line.
[[nodiscard]] std::variant<Options, ExitCode> read_options(int argc, char** argv);

}  // namespace daohu
