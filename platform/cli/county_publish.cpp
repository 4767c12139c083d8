// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_publish.hpp"

#include "core/casework/form_library.hpp"
#include "core/form/definition.hpp"
#include "core/import/csv_rows.hpp"
#include "core/policy/library.hpp"
#include "core/policy/standards.hpp"
#include "core/registry/schema.hpp"
#include "core/vault/files.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/county_command.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/folder_attachments.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/publishing.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace daohu::county {

namespace {

struct Arguments {
    std::string folder;
    std::vector<std::string> paths;
    std::string effective_from;
    std::string assets = cli::assets_folder();
    std::string id;
    std::string version;
    bool is_dry_run = false;
};

Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

int refuse_unsound(std::string_view what, std::string_view why) {
    fmt::print(stderr, "{}: {}\n", what, why);
    return kUnsound;
}

Result<int> publish_all(const Arguments& arguments, const std::vector<Publication>& publications) {
    for (const Publication& publication : publications) {
        if (const auto whole = check_files(publication.files); !whole) {
            return refuse_unsound(publication.id, whole.error().describe());
        }
    }
    if (arguments.is_dry_run) {
        fmt::print("sound; nothing was published\n");
        return kDone;
    }
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    for (const Publication& publication : publications) {
        const wire::Artefact artefact =
            TRY(publish(county.folder(), county.store(), publication, tools.clock, tools.entropy));
        fmt::print("{} {} {}  {} bytes  sha256 {}\n", to_string(artefact.kind), artefact.id, artefact.version,
                   artefact.length, to_hex(artefact.sha256));
    }
    return kDone;
}

// Remembers the files that a form asked for: they are published with it.
class NotedAttachments final : public form::Attachments {
public:
    explicit NotedAttachments(const std::filesystem::path& form) : m_files{form, {}} {}

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override { return m_files.find(name); }
    [[nodiscard]] Result<std::string> read(std::string_view name) const override {
        m_read.emplace(name);
        return m_files.read(name);
    }
    [[nodiscard]] const std::set<std::string>& names() const { return m_read; }

private:
    cli::FolderAttachments m_files;
    mutable std::set<std::string> m_read;
};

Result<Publication> read_form(const std::filesystem::path& path) {
    const std::string text = TRY(cli::read_file(path.string()));
    const NotedAttachments attachments{path};
    const auto definition = TRY(form::Definition::load(text, attachments));
    Publication form{.kind = wire::ArtefactKind::form,
                     .id = definition->id(),
                     .version = definition->version(),
                     .effective_from = {},
                     .files = {{path.filename().string(), bytes_of(text)}}};
    for (const std::string& name : attachments.names()) {
        form.files[name] = bytes_of(TRY(attachments.read(name)));
    }
    if (form.version.empty()) {
        return fail(ErrorCode::artefact_malformed, "a form without a version cannot be told from the next one");
    }
    if (path.filename() != form.id + ".xml") {
        return fail(ErrorCode::form_structure,
                    fmt::format("the form's id is {0}; tablets look for it in {0}.xml", form.id));
    }
    return form;
}

// With what is published and nothing else, as a tablet has it.
Result<void> load_as_tablets_do(const Publication& form, const std::filesystem::path& assets) {
    auto library = TRY(casework::FormLibrary::load(assets / "forms"));
    return library.replace(form.id, form.files);
}

Result<int> publish_forms(const Arguments& arguments) {
    std::vector<Publication> forms;
    for (const std::string& path : arguments.paths) {
        auto form = read_form(path);
        if (!form) {
            return refuse_unsound(path, form.error().describe());
        }
        if (const auto loaded = load_as_tablets_do(*form, arguments.assets); !loaded) {
            return refuse_unsound(path, "on a tablet: " + loaded.error().describe());
        }
        form->effective_from = arguments.effective_from;
        forms.push_back(std::move(*form));
    }
    return publish_all(arguments, forms);
}

// The JSON files of a folder, by name, with some in place of those there.
Result<std::vector<registry::SchemaFile>> schema_files(const std::filesystem::path& folder,
                                                       const std::map<std::string, std::string>& instead) {
    std::map<std::string, std::string> texts = instead;
    std::error_code failed;
    for (std::filesystem::directory_iterator item{folder, failed}, end; !failed && item != end;
         item.increment(failed)) {
        if (item->path().extension() == ".json" && !texts.contains(item->path().filename().string())) {
            texts[item->path().filename().string()] = TRY(cli::read_file(item->path().string()));
        }
    }
    if (failed) {
        return fail(ErrorCode::not_found, folder.filename().string());
    }
    std::vector<registry::SchemaFile> files;
    for (auto& [name, text] : texts) {
        files.push_back({.name = name, .text = std::move(text)});
    }
    return files;
}

Result<int> publish_datasets(const Arguments& arguments) {
    std::map<std::string, std::string> given;
    for (const std::string& path : arguments.paths) {
        given[std::filesystem::path{path}.filename().string()] = TRY(cli::read_file(path));
    }
    const std::filesystem::path assets{arguments.assets};
    const auto datasets = TRY(schema_files(assets / "datasets", given));
    const auto codes = TRY(schema_files(assets / "codes", {}));
    const auto schemas = registry::SchemaSet::parse(datasets, codes);
    if (!schemas) {
        return refuse_unsound("datasets", schemas.error().describe());
    }
    std::vector<Publication> publications;
    for (const auto& [name, text] : given) {
        const std::string id = std::filesystem::path{name}.stem().string();
        const registry::DatasetSchema* dataset = schemas->find_dataset(id);
        if (dataset == nullptr) {
            return refuse_unsound(name, "the file is not called like its dataset");
        }
        publications.push_back({.kind = wire::ArtefactKind::dataset,
                                .id = id,
                                .version = std::to_string(dataset->version),
                                .effective_from = arguments.effective_from,
                                .files = {{name, bytes_of(text)}}});
    }
    return publish_all(arguments, publications);
}

Result<int> publish_packs(const Arguments& arguments) {
    policy::Faults faults;
    auto library = TRY(policy::PackLibrary::open(std::filesystem::path{arguments.assets} / "policy", faults));
    faults.clear();  // of packs that are not being published
    std::vector<Publication> publications;
    for (const std::string& path : arguments.paths) {
        const policy::PackFiles files = TRY(policy::read_pack_folder(path));
        const policy::Pack* pack = library.replace(files, faults);
        if (pack == nullptr || !faults.empty()) {
            for (const policy::Fault& fault : faults) {
                fmt::print(stderr, "{}\n", fault.describe());
            }
            return refuse_unsound(path, "not sound");
        }
        Publication publication{.kind = wire::ArtefactKind::pack,
                                .id = pack->id,
                                .version = std::to_string(pack->version),
                                .effective_from = arguments.effective_from,
                                .files = {}};
        for (const auto& [name, text] : files) {
            publication.files[name] = bytes_of(text);
        }
        publications.push_back(std::move(publication));
    }
    return publish_all(arguments, publications);
}

// Tablets that have the pack neither from the app nor from here take nothing as stated.
Result<int> use_pack(const Arguments& arguments) {
    Folder folder = TRY(Folder::open(arguments.folder));
    TRY(folder.name_pack(arguments.id));
    fmt::print("{} stands in every grant from now on; a tablet that is enrolled needs a later one (grant-all)\n",
               arguments.id);
    policy::Faults faults;  // of packs that are not asked about
    const auto library = TRY(policy::PackLibrary::open(std::filesystem::path{arguments.assets} / "policy", faults));
    const auto packs = library.latest();
    if (std::ranges::find(packs, arguments.id, &policy::Pack::id) == packs.end()) {
        fmt::print("it did not come with the app: publish it, so that tablets have it\n");
    }
    return kDone;
}

// A table of standards as the document that core/policy reads: a column is a member of every row, and `figure` is the
// member that the row's kind asks for.
Result<std::string> standards_document(import::RowSource& rows, const std::string& id) {
    import::Row row;
    const bool has_header = TRY(rows.next(row));
    if (!has_header) {
        return fail(ErrorCode::table_columns_wrong, "the table is empty");
    }
    const std::vector<std::string> header{row.fields.begin(), row.fields.end()};
    for (const char* needed : {"kind", "division", "effective_from", "figure", "publisher", "document"}) {
        if (std::ranges::find(header, needed) == header.end()) {
            return fail(ErrorCode::table_columns_wrong, std::string{"no column "} + needed);
        }
    }
    auto list = nlohmann::ordered_json::array();
    for (;;) {
        const bool is_more = TRY(rows.next(row));
        if (!is_more) {
            break;
        }
        const auto kind = std::ranges::find(header, "kind") - header.begin();
        const auto figure = static_cast<std::size_t>(kind) < row.fields.size()
                                ? policy::find_standard_figure(row.fields[static_cast<std::size_t>(kind)])
                                : std::nullopt;
        nlohmann::ordered_json item;
        for (std::size_t i = 0; i < row.fields.size() && i < header.size(); ++i) {
            const bool is_count = header[i] == "figure" && figure == "count";
            const std::string name = header[i] == "figure" ? std::string{figure.value_or("figure")} : header[i];
            if (row.fields[i].empty()) {
                continue;
            }
            const auto number = nlohmann::ordered_json::parse(row.fields[i], nullptr, false);
            if (is_count && number.is_number_integer()) {
                item[name] = number;
            } else {
                item[name] = row.fields[i];
            }
        }
        list.push_back(std::move(item));
    }
    return nlohmann::ordered_json{{"format", 1}, {"file", "standards"}, {"id", id}, {"rows", list}}.dump(2);
}

Result<std::string> read_standards_table(const std::string& path, const std::string& id) {
    const auto source = TRY(import::open_file(path));
    const import::Encoding encoding = TRY(import::detect_encoding(*source));
    const auto rows = TRY(import::CsvRows::open(*source, encoding));
    return standards_document(*rows, id);
}

Result<int> import_standards(const Arguments& arguments) {
    const auto document = read_standards_table(arguments.paths.front(), arguments.id);
    if (!document) {
        return refuse_unsound(arguments.paths.front(), document.error().describe());
    }
    policy::Faults faults;
    const auto standards = policy::Standards::read(*document, faults);
    if (!standards) {
        for (const policy::Fault& fault : faults) {
            fmt::print(stderr, "{}\n", fault.describe());
        }
        return refuse_unsound(arguments.paths.front(), "not sound; nothing was published");
    }
    fmt::print("{} standards\n", standards->rows().size());
    return publish_all(arguments, {{.kind = wire::ArtefactKind::standards,
                                    .id = arguments.id,
                                    .version = arguments.version,
                                    .effective_from = arguments.effective_from,
                                    .files = {{"standards.json", bytes_of(standards->to_json())}}}});
}

}  // namespace

void add_publish_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](CLI::App* group, const char* name, const char* purpose, const char* what,
                         Result<int> (*work)(const Arguments&)) {
        CLI::App* command = group->add_subcommand(name, purpose);
        command->add_option("folder", arguments->folder, "The county's folder")->required();
        command->add_option(what, arguments->paths, "What is published")->required();
        command->add_option("--effective-from", arguments->effective_from, "Day, as 2026-07-01; without it at once");
        command->add_option("--assets", arguments->assets, "Folder with what it refers to")->capture_default_str();
        command->add_flag("--dry-run", arguments->is_dry_run, "Only check");
        command->callback([arguments, work, &result] { result = run_command(work, *arguments); });
        return command;
    };
    const auto group = [&](const char* name, const char* purpose) {
        CLI::App* made = app.add_subcommand(name, purpose);
        made->require_subcommand(1);
        return made;
    };
    add(group("forms", "Forms"), "publish", "Check forms and announce them to every tablet", "form", publish_forms);
    add(group("datasets", "Datasets"), "publish", "Check datasets and announce them to every tablet", "dataset",
        publish_datasets);
    CLI::App* packs = group("packs", "Policy packs");
    add(packs, "publish", "Check policy packs and announce them to every tablet", "pack", publish_packs);
    CLI::App* use = packs->add_subcommand("use", "Name the pack that the county's tablets work under");
    use->add_option("folder", arguments->folder, "The county's folder")->required();
    use->add_option("pack", arguments->id, "Its id")->required();
    use->add_option("--assets", arguments->assets, "Folder with the packs of the app")->capture_default_str();
    use->callback([arguments, &result] { result = run_command(use_pack, *arguments); });
    CLI::App* standards = add(group("standards", "Dated figures that others publish"), "import",
                              "Check a table of standards and announce it to every tablet", "table", import_standards);
    standards->add_option("--id", arguments->id, "Of the table")->required();
    standards->add_option("--version", arguments->version, "Of the table; a later one has another")->required();
}

}  // namespace daohu::county
