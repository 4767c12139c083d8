// SPDX-License-Identifier: Apache-2.0
#include "sync/county/publishing.hpp"

#include "sync/county/county_pen.hpp"
#include "sync/county/file_shelf.hpp"
#include "sync/wire/limits.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

Result<std::array<std::uint8_t, 32>> sha256_of(ByteView bytes) {
    std::array<std::uint8_t, 32> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
        return fail(ErrorCode::crypto_unavailable, "SHA-256");
    }
    return digest;
}

// Durable on return; one that is there already is the same.
Result<void> put_on_shelf(const Folder& folder, const Hash256& address, ByteView content) {
    vault::SystemFiles files;
    FileShelves shelves{files, folder.files_path()};
    const FilePlace place{.shelf = "stream-" + folder.identity().stream().to_string(), .address = address};
    const FileProgress progress = TRY(shelves.begin(place, content.size()));
    if (progress.is_whole()) {
        return {};
    }
    FileShelves::Append append = TRY(shelves.append(place, progress.offset));
    TRY(append.write(content.subspan(progress.offset)));
    TRY(append.finish());
    return {};
}

}  // namespace

Result<void> check_files(const wire::ArtefactFiles& files) {
    for (const auto& [name, content] : files) {
        if (!wire::is_plain_file_name(name)) {
            return fail(ErrorCode::artefact_malformed,
                        fmt::format("the file \"{}\": letters, digits, dots, dashes and underscores only", name));
        }
    }
    const auto decoded = wire::decode_artefact_files(wire::encode(files));
    return decoded ? Result<void>{} : Result<void>{fail(decoded.error())};
}

Result<wire::Artefact> publish(const Folder& folder, Store& store, const Publication& publication, const Clock& clock,
                               Entropy& entropy) {
    TRY(check_files(publication.files));
    const Bytes content = wire::encode(publication.files);
    if (content.size() > wire::kMaxFile) {
        return fail(ErrorCode::file_too_large, publication.id);
    }
    const auto sha256 = TRY(sha256_of(content));
    wire::Artefact artefact{.kind = publication.kind,
                            .id = publication.id,
                            .version = publication.version,
                            .sha256 = sha256,
                            .length = content.size(),
                            .effective_from = publication.effective_from,
                            .address = hash256(content)};
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    TRY(put_on_shelf(folder, artefact.address, content));
    const auto writer = TRY(store.begin());
    const bool is_new = TRY(writer->add_artefact(artefact, clock.wall_now().time_since_epoch().count()));
    if (!is_new) {
        return artefact;
    }
    const entry::SignedEntry announced = TRY(pen.write(*writer, make_draft(artefact, folder.identity().stream())));
    TRY(wire::read_artefact(announced));  // what tablets would refuse is not announced
    TRY(writer->commit());
    return artefact;
}

}  // namespace daohu::county
