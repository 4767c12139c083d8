// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/artefact_files.hpp"

#include "core/base/cbor.hpp"
#include "sync/wire/limits.hpp"

#include <algorithm>
#include <string_view>

namespace daohu::wire {

namespace {

constexpr std::string_view kMagic = "daohu-artefact-1";
constexpr std::size_t kMaxName = 128;
constexpr CborLimits kLimits{.bytes = kMaxFile, .items = 4 * kMaxArtefactFiles + 8, .depth = 4};

Result<ArtefactFiles> decode(ByteView bytes) {
    CborReader in{bytes, kLimits};
    TRY(in.array_of(2));
    const std::string_view magic = TRY(in.text());
    const std::size_t count = TRY(in.array());
    if (magic != kMagic || count == 0 || count > kMaxArtefactFiles) {
        return fail(ErrorCode::artefact_malformed, "no artefact");
    }
    ArtefactFiles files;
    for (std::size_t i = 0; i < count; ++i) {
        TRY(in.array_of(2));
        const std::string name{TRY(in.text())};
        const ByteView content = TRY(in.bytes());
        if (!is_plain_file_name(name) || (!files.empty() && name <= files.rbegin()->first)) {
            return fail(ErrorCode::artefact_malformed, "the name of file " + std::to_string(i + 1));
        }
        files.emplace_hint(files.end(), name, Bytes(content.begin(), content.end()));
    }
    TRY(in.finish());
    return files;
}

}  // namespace

bool is_plain_file_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_';
    };
    return !name.empty() && name.size() <= kMaxName && name.front() != '.' && std::ranges::all_of(name, is_plain);
}

Bytes encode(const ArtefactFiles& files) {
    CborWriter out;
    out.array(2).text(kMagic);
    out.array(files.size());
    for (const auto& [name, content] : files) {
        out.array(2).text(name).bytes(content);
    }
    return out.take();
}

Result<ArtefactFiles> decode_artefact_files(ByteView bytes) {
    auto files = decode(bytes);
    if (!files && files.error().code != ErrorCode::artefact_malformed) {
        return fail(ErrorCode::artefact_malformed, files.error().describe());
    }
    return files;
}

}  // namespace daohu::wire
