// SPDX-License-Identifier: Apache-2.0
#include "sync/client/section_removal.hpp"

#include "sync/client/entry_files.hpp"

namespace daohu::client {

Result<bool> SectionRemoval::remove(vault::Transaction& transaction, entry::SignedEntry entry, entry::Absence why,
                                    const std::function<bool(std::size_t)>& chosen) {
    const entry::EntryId id = entry.id();
    const Hash256 hash = entry.hash();
    bool has_changed = false;
    for (std::size_t section = 0; section < entry.sections().size(); ++section) {
        if (!chosen(section)) {
            continue;
        }
        const auto* absence = std::get_if<entry::Absence>(&entry.sections()[section]);
        if (absence != nullptr && (*absence == why || *absence == entry::Absence::dropped)) {
            continue;
        }
        const auto attached = files_in(entry, section);
        m_files.insert(m_files.end(), attached.begin(), attached.end());
        TRY(m_recorder.journal().drop_section(transaction, id, hash, section, why));
        entry.remove_section(section, why);
        has_changed = true;
    }
    if (has_changed) {
        TRY(m_recorder.registry().reapply(transaction, entry));
        m_has_removed = true;
    }
    return has_changed;
}

Result<void> SectionRemoval::finish() {
    return m_has_removed ? m_recorder.journal().finish_dropping() : Result<void>{};
}

}  // namespace daohu::client
