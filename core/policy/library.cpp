// SPDX-License-Identifier: Apache-2.0
#include "core/policy/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace daohu::policy {
namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        return fail(ErrorCode::not_found, path.filename().string());
    }
    std::string text;
    std::array<char, 65536> chunk{};
    // Read by pieces and not by an iterator: what fails within (a folder) is then a state and no exception.
    while (stream.read(chunk.data(), chunk.size()), stream.gcount() > 0) {
        text.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) {
        return fail(ErrorCode::io_failed, path.filename().string());
    }
    return text;
}

std::string to_text(const PackReference& reference) {
    return fmt::format("{} version {}", reference.id, reference.version);
}

const Pack* find_waiting(const std::vector<Pack>& waiting, const PackReference& reference) {
    const auto found = std::ranges::find_if(
        waiting, [&](const Pack& other) { return PackReference{other.id, other.version} == reference; });
    return found == waiting.end() ? nullptr : &*found;
}

// Parents wait for theirs: what can be joined is joined until nothing moves; what is left waits for nobody here, or
// in a ring.
void report_waiting(const std::vector<Pack>& waiting, Faults& faults) {
    for (const Pack& pack : waiting) {
        const Pack* ancestor = find_waiting(waiting, *pack.parent);
        PackReference last = *pack.parent;
        for (std::size_t steps = 0; ancestor != nullptr && steps < waiting.size(); ++steps) {
            last = *ancestor->parent;
            ancestor = find_waiting(waiting, last);
        }
        const bool ring = ancestor != nullptr;
        faults.push_back(Fault{
            ring ? FaultKind::parent_cycle : FaultKind::parent_missing, fmt::format("{}/pack.json", pack.id), "parent",
            ring || last == *pack.parent ? to_text(*pack.parent)
                                         : fmt::format("{}, which needs {}", to_text(*pack.parent), to_text(last))});
    }
}

}  // namespace

Result<PackFiles> read_pack_folder(const std::filesystem::path& folder) {
    std::error_code error;
    PackFiles files;
    for (std::filesystem::directory_iterator entry{folder, error}, end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".json") {
            std::string text = TRY(read_file(entry->path()));
            files.emplace(entry->path().filename().string(), std::move(text));
        }
    }
    if (error) {
        return fail(ErrorCode::not_found, folder.filename().string());
    }
    if (!files.contains("pack.json")) {
        return fail(ErrorCode::policy_pack_missing, folder.filename().string() + " has no pack.json");
    }
    return files;
}

Result<PackLibrary> PackLibrary::with_catalogue(std::string_view json) {
    Faults faults;
    auto catalogue = Catalogue::read(json, faults);
    if (!catalogue) {
        return fail(ErrorCode::policy_pack_invalid, faults.empty() ? "catalogue" : faults.front().describe());
    }
    return PackLibrary{std::move(*catalogue)};
}

Result<PackLibrary> PackLibrary::open(const std::filesystem::path& folder, Faults& faults) {
    const std::string catalogue = TRY(read_file(folder / "catalogue.json"));
    PackLibrary library = TRY(with_catalogue(catalogue));
    std::error_code error;
    std::vector<std::filesystem::path> folders;
    for (std::filesystem::directory_iterator entry{folder, error}, end; !error && entry != end;
         entry.increment(error)) {
        std::error_code absent;
        if (std::filesystem::is_regular_file(entry->path() / "pack.json", absent)) {
            folders.push_back(entry->path());
        }
    }
    std::ranges::sort(folders);
    std::vector<PackFiles> packs;
    for (const auto& path : folders) {
        PackFiles files = TRY(read_pack_folder(path));
        packs.push_back(std::move(files));
    }
    library.add_all(packs, faults);
    return library;
}

const Pack* PackLibrary::add(const PackFiles& files, Faults& faults) {
    Faults silent;
    const auto pack = read_pack(files, m_catalogue, silent);
    const std::size_t before = m_packs.size();
    add_all({files}, faults);
    return pack && m_packs.size() > before ? find_version(pack->id, pack->version) : nullptr;
}

const Pack* PackLibrary::replace(const PackFiles& files, Faults& faults) {
    Faults silent;
    const auto pack = read_pack(files, m_catalogue, silent);
    auto old = pack ? m_packs.extract(PackReference{pack->id, pack->version}) : decltype(m_packs)::node_type{};
    const Pack* added = add(files, faults);
    if (added == nullptr && !old.empty()) {
        m_packs.insert(std::move(old));
    }
    return added;
}

void PackLibrary::add_all(const std::vector<PackFiles>& packs, Faults& faults) {
    std::vector<Pack> waiting;
    for (const PackFiles& files : packs) {
        if (auto pack = read_pack(files, m_catalogue, faults)) {
            const PackReference reference{pack->id, pack->version};
            const bool twice = m_packs.contains(reference) || std::ranges::any_of(waiting, [&](const Pack& other) {
                                   return PackReference{other.id, other.version} == reference;
                               });
            if (twice) {
                faults.push_back(Fault{FaultKind::duplicate_key, "pack.json", "id", to_text(reference)});
                continue;
            }
            waiting.push_back(std::move(*pack));
        }
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (auto next = waiting.begin(); next != waiting.end();) {
            const auto parent = next->parent ? m_packs.find(*next->parent) : m_packs.end();
            if (next->parent && parent == m_packs.end()) {
                ++next;
                continue;
            }
            Pack child = std::move(*next);
            next = waiting.erase(next);
            moved = true;
            const PackReference reference{child.id, child.version};
            std::optional<Pack> whole =
                child.parent ? inherit(std::move(child), *parent->second, faults) : std::optional{std::move(child)};
            if (whole && check_complete(*whole, m_catalogue, faults)) {
                m_packs.emplace(reference, std::make_unique<const Pack>(std::move(*whole)));
            }
        }
    }
    report_waiting(waiting, faults);
}

const Pack* PackLibrary::find(std::string_view id, Date day) const {
    const Pack* best = nullptr;
    for (const auto& [reference, pack] : m_packs) {
        if (reference.id == id && pack->is_in_force(day)) {
            best = pack.get();
        }
    }
    return best;
}

const Pack* PackLibrary::find_version(std::string_view id, std::int64_t version) const {
    const auto found = m_packs.find(PackReference{std::string{id}, version});
    return found == m_packs.end() ? nullptr : found->second.get();
}

std::vector<const Pack*> PackLibrary::latest() const {
    std::vector<const Pack*> result;
    for (const auto& [reference, pack] : m_packs) {
        if (!result.empty() && result.back()->id == reference.id) {
            result.back() = pack.get();
        } else {
            result.push_back(pack.get());
        }
    }
    return result;
}

}  // namespace daohu::policy
