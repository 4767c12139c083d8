// SPDX-License-Identifier: Apache-2.0
#include "core/casework/form_library.hpp"

#include <fmt/format.h>

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

constexpr std::string_view kRulesFile = "pack.csv";

class FormFiles final : public form::Attachments {
public:
    FormFiles(const fs::path& form, const std::string& rules)
        : m_rules{rules}, m_folder{form.parent_path()}, m_media{m_folder / (form.stem().string() + "-media")},
          m_datasets{m_folder.parent_path() / "datasets"} {}

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override {
        if (has_rules_for(name) || is_file(path_of(name))) {
            return form::AttachmentKind::file;
        }
        const fs::path dataset = m_datasets / (fs::path{name}.stem().string() + ".json");
        return is_file(dataset) ? form::AttachmentKind::entity_list : form::AttachmentKind::missing;
    }
    [[nodiscard]] Result<std::string> read(std::string_view name) const override {
        return has_rules_for(name) ? Result<std::string>{m_rules} : read_file(path_of(name));
    }

private:
    [[nodiscard]] bool has_rules_for(std::string_view name) const { return name == kRulesFile && !m_rules.empty(); }
    static bool is_file(const fs::path& path) {
        std::error_code none;
        return fs::is_regular_file(path, none);
    }
    [[nodiscard]] fs::path path_of(std::string_view name) const {
        const fs::path file = fs::path{name}.filename();
        return is_file(m_media / file) ? m_media / file : m_folder / file;
    }

    const std::string& m_rules;
    fs::path m_folder;
    fs::path m_media;
    fs::path m_datasets;
};

Result<LibraryForm> load_form(const fs::path& path, const std::string& rules) {
    const std::string document = TRY(read_file(path));
    const FormFiles files{path, rules};
    auto definition = form::Definition::load(document, files);
    if (!definition) {
        return fail(std::move(definition).error().with_context(path.filename().string()));
    }
    if ((*definition)->id() != path.stem().string()) {
        return fail(ErrorCode::form_structure,
                    fmt::format("{}: its id is {}", path.filename().string(), (*definition)->id()));
    }
    return LibraryForm{.hash = hash256(as_bytes(document)), .definition = std::move(*definition)};
}

}  // namespace

Result<FormLibrary> FormLibrary::load(const fs::path& folder, std::string rules) {
    FormLibrary library;
    library.m_rules = std::move(rules);
    std::error_code problem;
    for (fs::directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) {
        if (it->path().extension() == ".xml") {
            library.m_forms.emplace(it->path().stem().string(), Shelf{.file = it->path(), .form = {}});
        }
    }
    if (problem) {
        return fail(ErrorCode::io_failed, fmt::format("the folder of forms: {}", problem.message()));
    }
    return library;
}

Result<const LibraryForm*> FormLibrary::find(std::string_view id) const {
    const auto found = m_forms.find(id);
    if (found == m_forms.end()) {
        return fail(ErrorCode::not_found, fmt::format("form {}", id));
    }
    Shelf& shelf = found->second;
    if (!shelf.form) {
        shelf.form = TRY(load_form(shelf.file, m_rules));
    }
    return &*shelf.form;
}

std::vector<std::string> FormLibrary::ids() const {
    std::vector<std::string> ids;
    ids.reserve(m_forms.size());
    for (const auto& [id, shelf] : m_forms) {
        ids.push_back(id);
    }
    return ids;
}

}  // namespace daohu::casework
