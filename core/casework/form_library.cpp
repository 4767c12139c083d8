// SPDX-License-Identifier: Apache-2.0
#include "core/casework/form_library.hpp"

#include <fmt/format.h>

#include <charconv>
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

bool is_file(const fs::path& path) {
    std::error_code none;
    return fs::is_regular_file(path, none);
}

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
    [[nodiscard]] fs::path path_of(std::string_view name) const {
        const fs::path file = fs::path{name}.filename();
        return is_file(m_media / file) ? m_media / file : m_folder / file;
    }

    const std::string& m_rules;
    fs::path m_folder;
    fs::path m_media;
    fs::path m_datasets;
};

// Those that came with a published form.
class PublishedFiles final : public form::Attachments {
public:
    PublishedFiles(const std::map<std::string, Bytes>& files, const std::string& rules, fs::path datasets)
        : m_files{files}, m_rules{rules}, m_datasets{std::move(datasets)} {}

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override {
        if (has_rules_for(name) || m_files.contains(std::string{name})) {
            return form::AttachmentKind::file;
        }
        const fs::path dataset = m_datasets / (fs::path{name}.stem().string() + ".json");
        return is_file(dataset) ? form::AttachmentKind::entity_list : form::AttachmentKind::missing;
    }
    [[nodiscard]] Result<std::string> read(std::string_view name) const override {
        if (has_rules_for(name)) {
            return m_rules;
        }
        const auto found = m_files.find(std::string{name});
        return found == m_files.end() ? Result<std::string>{fail(ErrorCode::not_found, std::string{name})}
                                      : std::string{found->second.begin(), found->second.end()};
    }

private:
    [[nodiscard]] bool has_rules_for(std::string_view name) const { return name == kRulesFile && !m_rules.empty(); }

    const std::map<std::string, Bytes>& m_files;
    const std::string& m_rules;
    fs::path m_datasets;
};

// Versions are numbers; one that is none is older than any.
std::uint64_t number_of(std::string_view version) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(version.data(), version.data() + version.size(), number);
    return problem == std::errc{} && end == version.data() + version.size() ? number : 0;
}

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
    library.m_folder = folder;
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

Result<void> FormLibrary::replace(std::string_view id, const std::map<std::string, Bytes>& files) {
    const std::string name = fmt::format("{}.xml", id);
    const auto document = files.find(name);
    if (document == files.end()) {
        return fail(ErrorCode::not_found, name);
    }
    const PublishedFiles attachments{files, m_rules, m_folder.parent_path() / "datasets"};
    const std::string text{document->second.begin(), document->second.end()};
    auto definition = TRY(form::Definition::load(text, attachments));
    if (definition->id() != id) {
        return fail(ErrorCode::form_structure, fmt::format("{}: its id is {}", name, definition->id()));
    }
    const auto here = find(id);
    if (here && number_of((*here)->definition->version()) >= number_of(definition->version())) {
        return {};
    }
    m_forms[std::string{id}] =
        Shelf{.file = m_folder / name,
              .form = LibraryForm{.hash = hash256(document->second), .definition = std::move(definition)}};
    return {};
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
