// SPDX-License-Identifier: Apache-2.0
#include "core/casework/form_library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace daohu::casework {

namespace {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || !text) {
        return fail(ErrorCode::io_failed, fmt::format("reading {}", path.filename().string()));
    }
    return std::move(text).str();
}

class MediaFolder final : public form::Attachments {
public:
    explicit MediaFolder(fs::path folder) : m_folder{std::move(folder)} {}

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override {
        std::error_code none;
        return fs::is_regular_file(m_folder / fs::path{name}.filename(), none) ? form::AttachmentKind::file
                                                                               : form::AttachmentKind::missing;
    }
    [[nodiscard]] Result<std::string> read(std::string_view name) const override {
        return read_file(m_folder / fs::path{name}.filename());
    }

private:
    fs::path m_folder;
};

Result<LibraryForm> load_form(const fs::path& path) {
    const std::string document = TRY(read_file(path));
    const MediaFolder media{path.parent_path() / (path.stem().string() + "-media")};
    auto definition = form::Definition::load(document, media);
    if (!definition) {
        return fail(std::move(definition).error().with_context(path.filename().string()));
    }
    return LibraryForm{.hash = hash256(as_bytes(document)), .definition = std::move(*definition)};
}

}  // namespace

Result<FormLibrary> FormLibrary::load(const fs::path& folder) {
    std::error_code problem;
    std::vector<fs::path> files;
    for (fs::directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) {
        if (it->path().extension() == ".xml") {
            files.push_back(it->path());
        }
    }
    if (problem) {
        return fail(ErrorCode::io_failed, fmt::format("the folder of forms: {}", problem.message()));
    }
    std::ranges::sort(files);

    FormLibrary library;
    for (const fs::path& file : files) {
        auto loaded = load_form(file);
        if (!loaded) {
            library.m_broken.push_back({file.filename().string(), std::move(loaded).error()});
            continue;
        }
        std::string id = loaded->definition->id();
        if (library.m_forms.contains(id)) {
            library.m_broken.push_back({file.filename().string(), Error{ErrorCode::form_duplicate, "form id " + id}});
            continue;
        }
        library.m_forms.emplace(std::move(id), std::move(*loaded));
    }
    return library;
}

Result<const LibraryForm*> FormLibrary::find(std::string_view id) const {
    if (const auto found = m_forms.find(id); found != m_forms.end()) {
        return &found->second;
    }
    for (const BrokenForm& broken : m_broken) {
        if (fs::path{broken.file}.stem() == id) {
            return fail(broken.error);
        }
    }
    return fail(ErrorCode::not_found, fmt::format("form {}", id));
}

}  // namespace daohu::casework
