// SPDX-License-Identifier: Apache-2.0
#include "sync/client/entry_files.hpp"

#include "core/vault/attachments.hpp"

namespace daohu::client {

namespace {

std::uint64_t sealed_size(const vault::AttachmentManifest& manifest) {
    const vault::ChunkPlace last = chunk_place(manifest, manifest.chunks.size() - 1);
    return last.offset + last.size;
}

}  // namespace

std::vector<SealedFile> files_in(const entry::SignedEntry& entry, std::size_t section) {
    std::vector<SealedFile> files;
    const auto content = entry.section(section);
    if (!content) {
        return files;
    }
    for (const entry::Operation& operation : content->operations) {
        if (operation.code != entry::OperationCode::attach) {
            continue;
        }
        for (const entry::Assignment& assignment : operation.assignments) {
            const auto* bytes = std::get_if<Bytes>(&content->value_of(assignment));
            const auto manifest = bytes != nullptr ? vault::decode_manifest(*bytes)
                                                   : Result<vault::AttachmentManifest>{fail(ErrorCode::not_found)};
            if (manifest) {
                files.push_back(
                    {.stream = entry.header().scope, .address = manifest->address, .size = sealed_size(*manifest)});
            }
        }
    }
    return files;
}

std::vector<SealedFile> files_in(const entry::SignedEntry& entry) { return files_in(entry, entry.header().scope); }

std::vector<SealedFile> files_in(const entry::SignedEntry& entry, StreamId shared_through) {
    std::vector<SealedFile> files;
    for (std::size_t section = 0; section < entry.sections().size(); ++section) {
        const auto found = files_in(entry, section);
        files.insert(files.end(), found.begin(), found.end());
    }
    for (SealedFile& file : files) {
        file.stream = shared_through;
    }
    return files;
}

}  // namespace daohu::client
