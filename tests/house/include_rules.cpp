// SPDX-License-Identifier: Apache-2.0
#include "tests/house/include_rules.hpp"

#include "tests/house/cpp_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace daohu::house {

namespace {

using Paths = std::vector<std::string_view>;

struct Room {
    std::string_view folder;
    Paths may_include;  // besides itself: folders, or single headers
};

// The table of docs/decisions/0003-layering.md.
const std::vector<Room> kRooms = {
    Room{"core/base/", {}},
    Room{"core/ports/", {"core/base/"}},
    Room{"core/entry/", {"core/base/"}},
    Room{"core/vault/", {"core/base/", "core/ports/"}},
    Room{"core/journal/", {"core/base/", "core/ports/", "core/entry/", "core/vault/"}},
    Room{"core/registry/", {"core/base/", "core/entry/", "core/vault/", "core/journal/"}},
    Room{"core/import/", {"core/base/", "core/entry/", "core/registry/"}},
    Room{"core/form/", {"core/base/"}},
    Room{"core/policy/", {"core/base/"}},
    Room{"core/workbook/", {"core/base/"}},
    Room{"core/casework/", {"core/"}},
    Room{"sync/wire/", {"core/base/", "core/entry/"}},
    Room{"sync/client/",
         {"sync/wire/", "core/base/", "core/ports/", "core/entry/", "core/vault/", "core/journal/", "core/registry/",
          "core/form/", "core/policy/"}},
    Room{"sync/county/",
         {"sync/wire/", "core/base/", "core/ports/", "core/entry/", "core/vault/", "core/journal/", "core/registry/",
          "core/import/", "core/form/", "core/policy/"}},
    Room{"ui/text/", {"core/base/"}},
    Room{"ui/model/",
         {"core/base/", "core/ports/", "core/form/", "core/policy/", "core/casework/", "sync/client/status.hpp",
          "ui/text/"}},
    Room{"ui/kit/", {"core/base/", "core/ports/", "ui/text/"}},
    Room{"ui/screens/", {"core/base/", "ui/text/", "ui/model/", "ui/kit/"}},
    Room{"platform/", {"core/", "sync/", "ui/"}},
    Room{"tests/", {"core/", "sync/", "ui/", "platform/"}},
};

struct Library {
    std::string_view header;  // how its includes begin
    Paths lives_in;
};

const std::vector<Library> kLibraries = {
    Library{"sqlite3.h", {"core/vault/", "tests/faults/", "tests/bench/"}},
    Library{"sodium", {"core/base/", "tests/"}},
    Library{"pugixml", {"core/form/", "tests/"}},
    Library{"zip.h", {"core/import/", "core/workbook/", "tests/"}},
    Library{"expat", {"core/import/"}},
    Library{"re2/", {"core/form/", "tests/"}},
    Library{"curl/", {"sync/client/"}},
    Library{"zstd", {"sync/", "tests/"}},
    Library{"boost/", {"sync/county/", "tests/"}},
    Library{"openssl/", {"core/form/", "sync/client/", "sync/county/", "tests/"}},
    Library{"imgui", {"ui/kit/", "platform/", "tests/bench/"}},
    Library{"SDL3/", {"platform/", "tests/linux/"}},
    Library{"jpeglib.h", {"platform/", "tests/"}},
    Library{"ft2build.h", {"ui/kit/", "platform/paper/"}},
    Library{"cairo", {"platform/paper/"}},
    Library{"freetype/", {"ui/kit/"}},
    Library{"CLI/", {"platform/", "tests/bench/", "tests/sim/"}},
    Library{"catch2/", {"tests/"}},
    Library{"rapidcheck", {"tests/"}},
};

bool starts_with_any(std::string_view path, const Paths& starts) {
    return std::ranges::any_of(starts, [&](std::string_view start) { return path.starts_with(start); });
}

const Room* find_room(std::string_view path) {
    const auto room =
        std::ranges::find_if(kRooms, [&](const Room& candidate) { return path.starts_with(candidate.folder); });
    return room == kRooms.end() ? nullptr : &*room;
}

std::string judge_own(const Room& room, std::string_view header) {
    if (find_room(header) == nullptr) {
        return fmt::format("\"{}\" is not written from the repository root", header);
    }
    if (!header.starts_with(room.folder) && !starts_with_any(header, room.may_include)) {
        return fmt::format("{} must not include \"{}\"", room.folder, header);
    }
    return {};
}

std::string judge_foreign(std::string_view path, std::string_view header) {
    for (const Library& library : kLibraries) {
        if (header.starts_with(library.header) && !starts_with_any(path, library.lives_in)) {
            return fmt::format("<{}> does not live here", header);
        }
    }
    return {};
}

// Standard headers have neither a folder nor an extension; Result is the one third-party type that core shows.
bool is_standard(std::string_view header) {
    return header == "tl/expected.hpp" || header.find_first_of("/.") == std::string_view::npos;
}

// Headers of core that show a third-party type, themselves or through another such header of their room.
std::set<std::string> private_headers(const std::vector<SourceFile>& files) {
    std::set<std::string> found;
    std::size_t before = 0;
    do {
        before = found.size();
        for (const SourceFile& file : files) {
            const bool is_core_header = file.path.starts_with("core/") && file.path.ends_with(".hpp");
            if (is_core_header && std::ranges::any_of(includes_of(file.text), [&](const Include& include) {
                    return include.is_quoted ? found.contains(include.path) : !is_standard(include.path);
                })) {
                found.insert(file.path);
            }
        }
    } while (found.size() > before);
    return found;
}

}  // namespace

bool has_rule(const SourceFile& file) { return find_room(file.path) != nullptr; }

std::vector<Finding> forbidden_includes(const SourceFile& file) {
    std::vector<Finding> findings;
    const Room* room = find_room(file.path);
    for (const Include& include : includes_of(file.text)) {
        const std::string what = include.is_quoted && room != nullptr ? judge_own(*room, include.path)
                                                                      : judge_foreign(file.path, include.path);
        if (!what.empty()) {
            findings.push_back({file.path, include.line, what});
        }
    }
    return findings;
}

std::vector<Finding> shown_libraries(const std::vector<SourceFile>& files) {
    std::vector<Finding> findings;
    const std::set<std::string> hidden = private_headers(files);
    for (const SourceFile& file : files) {
        const Room* room = find_room(file.path);
        for (const Include& include : includes_of(file.text)) {
            const bool is_own = room != nullptr && include.path.starts_with(room->folder);
            if (hidden.contains(include.path) && !is_own) {
                findings.push_back({file.path, include.line,
                                    fmt::format("\"{}\" shows a library and is private to its room", include.path)});
            }
        }
    }
    return findings;
}

}  // namespace daohu::house
