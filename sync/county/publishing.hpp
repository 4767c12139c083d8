// SPDX-License-Identifier: Apache-2.0
#pragma once

// Publishing forms, datasets, packs and standards: the files go to the shelf of the county's stream, an entry of the
// county's own device announces them. Tablets read the entry and fetch the file. Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/artefact_files.hpp"

#include <string>

namespace daohu::county {

struct Publication {
    wire::ArtefactKind kind = wire::ArtefactKind::form;
    std::string id;
    std::string version;
    std::string effective_from;  // "2026-07-01"; empty: at once
    wire::ArtefactFiles files;
};

// What tablets could not take apart again: artefact_malformed, with the name of the file.
Result<void> check_files(const wire::ArtefactFiles& files);

// What is in the files was checked before. Publishing the same again changes nothing.
//
// artefact_version_taken when this version was published with other content; artefact_malformed for an id, version or date
// that cannot be announced; file_too_large; the codes of check_files, the shelf and the store.
[[nodiscard]] Result<wire::Artefact> publish(const Folder& folder, Store& store, const Publication& publication,
                                             const Clock& clock, Entropy& entropy);

}  // namespace daohu::county
