// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/published_assets.hpp"

#include "core/casework/pack_table.hpp"
#include "core/policy/stand_in.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace daohu {

namespace {

namespace fs = std::filesystem;
using client::PublishedContent;
using wire::ArtefactKind;

// pack.csv of a pack that only stands in: nobody opens a case under it.
constexpr const char* kEmptyPackTable = "name,label,value\n";

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

// The JSON files of a folder.
Result<std::vector<registry::SchemaFile>> schema_files(const fs::path& folder) {
    std::vector<registry::SchemaFile> files;
    std::error_code problem;
    for (fs::directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) {
        if (it->path().extension() != ".json") {
            continue;
        }
        std::ifstream in{it->path(), std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        if (!in) {
            return fail(ErrorCode::io_failed, it->path().filename().string());
        }
        files.push_back({it->path().filename().string(), std::move(text)});
    }
    if (problem) {
        return fail(ErrorCode::io_failed, folder.filename().string());
    }
    std::ranges::sort(files, {}, &registry::SchemaFile::name);
    return files;
}

// The app's own things with what was published laid over them, kind by kind.
class Layers {
public:
    Layers(const Assets& built_in, const std::vector<PublishedContent>& published, std::string pack, Date today,
           std::vector<Error>& left)
        : m_built_in{built_in}, m_published{published}, m_pack{std::move(pack)}, m_today{today}, m_left_out{left} {}

    Result<Assets> build() {
        auto schemas = TRY(datasets());
        auto packs = TRY(pack_library());
        const policy::Pack* pack = packs.find(m_pack, m_today);
        const bool is_awaited = pack == nullptr;
        if (is_awaited) {
            TRY(stand_in(packs));
        }
        auto forms = TRY(form_library(is_awaited ? kEmptyPackTable : casework::pack_table(*pack)));
        return Assets{.schemas = std::move(schemas),
                      .packs = std::move(packs),
                      .standards = standards(),
                      .pack = m_pack,
                      .is_pack_chosen = m_built_in.is_pack_chosen,
                      .is_pack_awaited = is_awaited,
                      .folder = m_built_in.folder,
                      .forms = std::move(forms),
                      .dictionaries = m_built_in.dictionaries,
                      .rule_labels = m_built_in.rule_labels};
    }

private:
    template <class Use>
    void for_each(ArtefactKind kind, Use use) {
        for (const PublishedContent& content : m_published) {
            if (content.artefact.kind == kind) {
                use(content);
            }
        }
    }
    void leave_out(const PublishedContent& content, Error why) {
        m_left_out.push_back(std::move(why).with_context(wire::describe(content.artefact)));
    }

    // One after the other, so that a dataset that does not fit the others keeps none of them away.
    Result<registry::SchemaSet> datasets() {
        auto files = TRY(schema_files(m_built_in.folder / "datasets"));
        const auto codes = TRY(schema_files(m_built_in.folder / "codes"));
        auto schemas = TRY(registry::SchemaSet::parse(files, codes));
        for_each(ArtefactKind::dataset, [&](const PublishedContent& content) {
            auto changed = files;
            for (const auto& [name, bytes] : content.files) {
                std::erase_if(changed, [&](const registry::SchemaFile& file) { return file.name == name; });
                changed.push_back({name, text_of(bytes)});
            }
            auto with_it = registry::SchemaSet::parse(changed, codes);
            if (!with_it) {
                leave_out(content, with_it.error());
                return;
            }
            const registry::DatasetSchema* here = schemas.find_dataset(content.artefact.id);
            const registry::DatasetSchema* there = with_it->find_dataset(content.artefact.id);
            if (there != nullptr && (here == nullptr || there->version > here->version)) {
                files = std::move(changed);
                schemas = std::move(*with_it);
            }
        });
        return schemas;
    }

    // A pack may rest on another that was published too: what found no place in a round may find it in the next.
    Result<policy::PackLibrary> pack_library() {
        policy::Faults of_others;  // another county's unsound pack is no reason not to start
        auto library = TRY(policy::PackLibrary::open(m_built_in.folder / "policy", of_others));
        std::vector<const PublishedContent*> waiting;
        for_each(ArtefactKind::pack, [&](const PublishedContent& content) { waiting.push_back(&content); });
        for (bool has_placed = true; has_placed && !waiting.empty();) {
            has_placed = std::erase_if(waiting, [&](const PublishedContent* content) {
                             policy::Faults faults;
                             return library.replace(texts_of(*content), faults) != nullptr;
                         }) > 0;
        }
        for (const PublishedContent* content : waiting) {
            policy::Faults faults;
            (void)library.replace(texts_of(*content), faults);
            leave_out(*content, Error{ErrorCode::policy_pack_invalid, faults.empty() ? "" : faults.front().describe()});
        }
        return library;
    }
    static policy::PackFiles texts_of(const PublishedContent& content) {
        policy::PackFiles texts;
        for (const auto& [name, bytes] : content.files) {
            texts.emplace(name, text_of(bytes));
        }
        return texts;
    }

    // As a version of its own: one that is here may come into force later.
    Result<void> stand_in(policy::PackLibrary& packs) const {
        std::int64_t version = 1;
        while (packs.find_version(m_pack, version) != nullptr) {
            ++version;
        }
        policy::Faults faults;
        const auto files = policy::stand_in({m_pack, version}, packs.catalogue());
        return packs.replace(files, faults) != nullptr ? Result<void>{} : fail(ErrorCode::policy_pack_missing, m_pack);
    }

    Result<casework::FormLibrary> form_library(std::string pack_table) {
        auto forms = TRY(casework::FormLibrary::load(m_built_in.folder / "forms", std::move(pack_table)));
        for_each(ArtefactKind::form, [&](const PublishedContent& content) {
            if (const auto replaced = forms.replace(content.artefact.id, content.files); !replaced) {
                leave_out(content, replaced.error());
            }
        });
        return forms;
    }

    policy::Standards standards() {
        policy::Standards standards = m_built_in.standards;
        for_each(ArtefactKind::standards, [&](const PublishedContent& content) {
            for (const auto& [name, bytes] : content.files) {
                policy::Faults faults;
                const auto read = policy::Standards::read(text_of(bytes), faults);
                auto merged = read ? policy::Standards::merge(standards, *read, faults) : std::nullopt;
                if (merged) {
                    standards = std::move(*merged);
                } else {
                    leave_out(content, Error{ErrorCode::policy_standards_invalid,
                                             faults.empty() ? "" : faults.front().describe()});
                }
            }
        });
        return standards;
    }

    const Assets& m_built_in;
    const std::vector<PublishedContent>& m_published;
    std::string m_pack;
    Date m_today;
    std::vector<Error>& m_left_out;
};

}  // namespace

PublishedAssets lay_over(const Assets& built_in, const std::vector<PublishedContent>& published,
                         const std::string& pack, Date today) {
    PublishedAssets result;
    if (published.empty() && pack == built_in.pack) {
        return result;
    }
    auto assets = Layers{built_in, published, pack, today, result.left_out}.build();
    if (assets) {
        result.assets = std::move(*assets);
    } else {
        result.left_out.push_back(assets.error());
    }
    return result;
}

PublishedAssets read_published_assets(const vault::Vault& vault, vault::FileSystem& files, const Assets& built_in,
                                      const std::string& pack, Date today) {
    auto database = vault.open_database(vault::VaultFile::store, {.access = vault::Access::read_only,
                                                                  .flushing = vault::Flushing::full,
                                                                  .cache = vault::CacheSize::mib_2,
                                                                  .vfs = {}});
    if (!database) {  // a new tablet, or one that is to be mended: whoever opens it says so
        return lay_over(built_in, {}, pack, today);
    }
    auto shelf = client::read_published(*database, files, vault.folder() / client::kPublishedFolder, today);
    if (!shelf) {
        PublishedAssets result = lay_over(built_in, {}, pack, today);
        result.left_out.push_back(shelf.error());
        return result;
    }
    PublishedAssets result = lay_over(built_in, shelf->in_force, pack, today);
    result.damaged = std::move(shelf->damaged);
    result.left_out.insert(result.left_out.begin(), shelf->unreadable.begin(), shelf->unreadable.end());
    return result;
}

}  // namespace daohu
