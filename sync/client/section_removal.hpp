// SPDX-License-Identifier: Apache-2.0
#pragma once

// Takes sections out of an entry, its registers and its files, in one transaction. Private to sync/client; the store's
// thread.

#include "core/registry/recorder.hpp"
#include "sync/client/sync_files.hpp"

#include <functional>
#include <vector>

namespace daohu::client {

[[nodiscard]] inline bool is_here(const entry::SignedEntry& entry, std::size_t section) {
    return std::holds_alternative<Bytes>(entry.sections()[section]);
}

class SectionRemoval {
public:
    // `recorder` must outlive this. Call finish() when the last transaction has committed.
    explicit SectionRemoval(registry::Recorder& recorder) : m_recorder{recorder} {}

    // Sections that `chosen` says yes to and that are here. False when there were none.
    [[nodiscard]] Result<bool> remove(vault::Transaction& transaction, entry::SignedEntry entry, entry::Absence why,
                                      const std::function<bool(std::size_t)>& chosen);
    // Takes the same bytes out of the mirror and the log of the database.
    Result<void> finish();
    // What the sections attached: to be removed from the folder, unless another entry names the same.
    [[nodiscard]] const std::vector<SealedFile>& files() const { return m_files; }

private:
    registry::Recorder& m_recorder;
    std::vector<SealedFile> m_files;
    bool m_has_removed = false;
};

}  // namespace daohu::client
