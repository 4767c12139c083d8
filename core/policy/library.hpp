// SPDX-License-Identifier: Apache-2.0
#pragma once

// The packs that are here: every version of every pack, each with what it inherits. Built once from a folder
// (assets/policy) or from published files, then immutable; any thread.

#include "core/base/result.hpp"
#include "core/policy/catalogue.hpp"
#include "core/policy/pack.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace daohu::policy {

class PackLibrary {
public:
    // policy_pack_invalid when the catalogue is not sound.
    [[nodiscard]] static Result<PackLibrary> with_catalogue(std::string_view json);
    // The catalogue and every pack of a folder laid out like assets/policy. A pack that is not sound is left out and
    // its faults are added; the others are there. io_failed, policy_pack_invalid (the catalogue).
    [[nodiscard]] static Result<PackLibrary> open(const std::filesystem::path& folder, Faults& faults);

    // Adds one pack, whose parents have to be here. Nothing, and the faults, when it is not sound. A parent that is
    // missing, or a cycle of parents among packs added together with add_all(), is a fault.
    const Pack* add(const PackFiles& files, Faults& faults);
    // The same, in place of a pack of that id and version that is here, which stays where the new one is not sound.
    const Pack* replace(const PackFiles& files, Faults& faults);
    // Any order: parents are found among those given and those here.
    void add_all(const std::vector<PackFiles>& packs, Faults& faults);

    // The version in force on the day (the highest); null when there is none.
    [[nodiscard]] const Pack* find(std::string_view id, Date day) const;
    [[nodiscard]] const Pack* find_version(std::string_view id, std::int64_t version) const;
    // The highest version of each, by id.
    [[nodiscard]] std::vector<const Pack*> latest() const;
    [[nodiscard]] const Catalogue& catalogue() const { return m_catalogue; }

private:
    explicit PackLibrary(Catalogue catalogue) : m_catalogue{std::move(catalogue)} {}

    Catalogue m_catalogue;
    std::map<PackReference, std::unique_ptr<const Pack>> m_packs;
};

// The files of one pack's folder. io_failed, not_found.
[[nodiscard]] Result<PackFiles> read_pack_folder(const std::filesystem::path& folder);

}  // namespace daohu::policy
