// SPDX-License-Identifier: Apache-2.0
#include "core/registry/schema.hpp"

#include "core/registry/schema_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace daohu::registry {

namespace {

constexpr std::uintmax_t kMaxFileBytes = 4 * 1024 * 1024;

Result<std::vector<SchemaFile>> read_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".json") {
            paths.push_back(at->path());
        }
    }
    if (error) {
        return fail(ErrorCode::io_failed, fmt::format("{}: {}", folder.string(), error.message()));
    }
    std::ranges::sort(paths);
    std::vector<SchemaFile> files;
    for (const std::filesystem::path& path : paths) {
        if (std::filesystem::file_size(path, error) > kMaxFileBytes || error) {
            return fail(ErrorCode::io_failed, fmt::format("{}: unreadable or too large", path.string()));
        }
        std::ifstream in{path, std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        if (!in) {
            return fail(ErrorCode::io_failed, fmt::format("{}: unreadable", path.string()));
        }
        files.push_back({path.filename().string(), std::move(text)});
    }
    return files;
}

Hash256 fingerprint_of(std::span<const SchemaFile> datasets, std::span<const SchemaFile> codes) {
    Hasher all;
    for (const std::span<const SchemaFile> files : {datasets, codes}) {
        for (const SchemaFile& file : files) {
            all.update(hash256(as_bytes(file.text)).bytes());
        }
        all.update(Hash256{}.bytes());  // where the datasets end
    }
    return all.finish();
}

}  // namespace

const PropertySchema* DatasetSchema::find(std::string_view property) const {
    for (const PropertySchema& candidate : properties) {
        if (candidate.name == property ||
            std::ranges::find(candidate.former_names, property) != candidate.former_names.end()) {
            return &candidate;
        }
    }
    return nullptr;
}

std::string_view DatasetSchema::current_name(std::string_view property) const {
    const PropertySchema* schema = find(property);
    return schema != nullptr ? std::string_view{schema->name} : property;
}

const Code* CodeList::find(std::string_view code) const {
    const auto found = std::ranges::find(codes, code, &Code::code);
    return found != codes.end() ? &*found : nullptr;
}

Result<SchemaSet> SchemaSet::load(const std::filesystem::path& assets) {
    const std::vector<SchemaFile> datasets = TRY(read_folder(assets / "datasets"));
    const std::vector<SchemaFile> codes = TRY(read_folder(assets / "codes"));
    return parse(datasets, codes);
}

Result<SchemaSet> SchemaSet::parse(std::span<const SchemaFile> datasets, std::span<const SchemaFile> codes) {
    SchemaSet set;
    set.m_fingerprint = fingerprint_of(datasets, codes);
    for (const SchemaFile& file : codes) {
        CodeList list = TRY(read_code_list(file));
        std::string name = list.name;
        if (!set.m_codes.emplace(name, std::move(list)).second) {
            return fail(ErrorCode::schema_duplicate, fmt::format("{}: code list {} is there twice", file.name, name));
        }
    }
    for (const SchemaFile& file : datasets) {
        DatasetSchema dataset = TRY(read_dataset(file));
        std::string name = dataset.name;
        if (!set.m_datasets.emplace(name, std::move(dataset)).second) {
            return fail(ErrorCode::schema_duplicate, fmt::format("{}: dataset {} is there twice", file.name, name));
        }
    }
    TRY(set.check_references());
    return set;
}

Result<void> SchemaSet::check_references() const {
    for (const auto& [name, dataset] : m_datasets) {
        for (const PropertySchema& property : dataset.properties) {
            const bool codes_missing = !property.codes.empty() && find_codes(property.codes) == nullptr;
            const bool dataset_missing = !property.dataset.empty() && find_dataset(property.dataset) == nullptr;
            if (codes_missing || dataset_missing) {
                return fail(ErrorCode::schema_reference,
                            fmt::format("dataset {}, property {}: there is no {} {}", name, property.name,
                                        codes_missing ? "code list" : "dataset",
                                        codes_missing ? property.codes : property.dataset));
            }
        }
    }
    return {};
}

const DatasetSchema* SchemaSet::find_dataset(std::string_view name) const {
    const auto found = m_datasets.find(name);
    return found != m_datasets.end() ? &found->second : nullptr;
}

const CodeList* SchemaSet::find_codes(std::string_view name) const {
    const auto found = m_codes.find(name);
    return found != m_codes.end() ? &found->second : nullptr;
}

const PropertySchema* SchemaSet::find_property(std::string_view dataset, std::string_view property) const {
    const DatasetSchema* schema = find_dataset(dataset);
    return schema != nullptr ? schema->find(property) : nullptr;
}

}  // namespace daohu::registry
