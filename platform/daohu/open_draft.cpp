// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/open_draft.hpp"

#include <charconv>
#include <string>

namespace daohu {

namespace {

constexpr const char* kFile = "open-draft";
constexpr std::uint64_t kMaxFile = 64;  // bytes

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

}  // namespace

Result<void> note_open_draft(vault::FileSystem& files, const std::filesystem::path& folder,
                             const std::optional<OpenDraft>& open) {
    std::string text = open ? open->draft.to_string() : std::string{};
    if (open && open->question) {
        text += ' ' + std::to_string(*open->question);
    }
    return vault::replace_file(files, folder / kFile, as_bytes(text));
}

std::optional<OpenDraft> noted_open_draft(vault::FileSystem& files, const std::filesystem::path& folder) {
    const auto file = files.read(folder / kFile, kMaxFile);
    const std::string text = file ? std::string{file->begin(), file->end()} : std::string{};
    const std::size_t space = text.find(' ');
    const auto draft = DraftId::parse(text.substr(0, space));
    if (!draft) {
        return std::nullopt;
    }
    return OpenDraft{.draft = *draft,
                     .question = space == std::string::npos ? std::nullopt : number_in(text.substr(space + 1))};
}

}  // namespace daohu
