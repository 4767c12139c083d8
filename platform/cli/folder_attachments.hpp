// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files beside a form: in its own folder, or in one called like the form with "-media" behind. A list that is named
// like a dataset of the folder `datasets` beside the forms stands for that register. One thread.

#include "core/form/ports.hpp"

#include <filesystem>
#include <set>

namespace daohu::cli {

// The parameters of the county's policy pack (docs/form-attachments.md).
inline constexpr std::string_view kPackFile = "pack.csv";

class FolderAttachments final : public form::Attachments {
public:
    // `entity_lists` are further names without ".csv" that stand for registers.
    FolderAttachments(const std::filesystem::path& form_file, std::set<std::string> entity_lists);

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override;
    [[nodiscard]] Result<std::string> read(std::string_view name) const override;

private:
    [[nodiscard]] std::filesystem::path path_of(std::string_view name) const;

    std::filesystem::path m_folder;
    std::filesystem::path m_media;
    std::filesystem::path m_datasets;
    std::set<std::string> m_entity_lists;
};

}  // namespace daohu::cli
