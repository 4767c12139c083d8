// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/folder_attachments.hpp"

#include "platform/cli/file_text.hpp"

namespace daohu::cli {

FolderAttachments::FolderAttachments(const std::filesystem::path& form_file, std::set<std::string> entity_lists)
    : m_folder{form_file.parent_path()}, m_media{m_folder / (form_file.stem().string() + "-media")},
      m_datasets{m_folder / ".." / "datasets"}, m_entity_lists{std::move(entity_lists)} {}

std::filesystem::path FolderAttachments::path_of(std::string_view name) const {
    const std::filesystem::path media = m_media / name;
    return std::filesystem::is_regular_file(media) ? media : m_folder / name;
}

form::AttachmentKind FolderAttachments::find(std::string_view name) const {
    const std::string stem{name.substr(0, name.rfind('.'))};
    if (m_entity_lists.contains(stem)) {
        return form::AttachmentKind::entity_list;
    }
    if (std::filesystem::is_regular_file(path_of(name))) {
        return form::AttachmentKind::file;
    }
    return std::filesystem::is_regular_file(m_datasets / (stem + ".json")) ? form::AttachmentKind::entity_list
                                                                           : form::AttachmentKind::missing;
}

Result<std::string> FolderAttachments::read(std::string_view name) const { return read_file(path_of(name)); }

}  // namespace daohu::cli
