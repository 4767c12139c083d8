// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files beside a form: in its own folder, or in one called like the form with "-media" behind. One thread.

#include "core/form/ports.hpp"

#include <filesystem>
#include <set>

namespace daohu::cli {

class FolderAttachments final : public form::Attachments {
public:
    // `entity_lists` are names without ".csv" that stand for registers; they are read as empty lists.
    FolderAttachments(const std::filesystem::path& form_file, std::set<std::string> entity_lists);

    [[nodiscard]] form::AttachmentKind find(std::string_view name) const override;
    [[nodiscard]] Result<std::string> read(std::string_view name) const override;

private:
    [[nodiscard]] std::filesystem::path path_of(std::string_view name) const;

    std::filesystem::path m_folder;
    std::filesystem::path m_media;
    std::set<std::string> m_entity_lists;
};

// Registers without anybody in them, for forms that are only tried out.
class EmptyEntities final : public form::EntitySource {
public:
    [[nodiscard]] Result<void> read(std::string_view, ByteView, form::EntitySink&) const override { return {}; }
    [[nodiscard]] Result<std::optional<form::Entity>> find(std::string_view, std::string_view,
                                                           ByteView) const override {
        return std::optional<form::Entity>{};
    }
};

}  // namespace daohu::cli
