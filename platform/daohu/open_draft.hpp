// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which form is open, and at which of its questions: where the app goes back to after a cut. A small file beside the
// vault that can be read without a key: it says no name, no answer and not which question it is, only how many stand
// before it. UI thread.

#include "core/base/id.hpp"
#include "core/vault/files.hpp"

#include <optional>

namespace daohu {

struct OpenDraft {
    DraftId draft;
    std::optional<std::size_t> question;  // of those that the form asks now, from 0; nothing: not known
};

// Nothing: no form is open. Durable on return.
Result<void> note_open_draft(vault::FileSystem& files, const std::filesystem::path& folder,
                             const std::optional<OpenDraft>& open);
// A file that says nothing of the kind is as good as none.
[[nodiscard]] std::optional<OpenDraft> noted_open_draft(vault::FileSystem& files, const std::filesystem::path& folder);

}  // namespace daohu
