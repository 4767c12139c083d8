// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/dictionaries.hpp"

#include "core/base/hash.hpp"
#include "sync/wire/zstd_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace daohu::wire {

namespace {

constexpr std::uintmax_t kMaxDictionary = 256 * 1024;

Result<Bytes> read_file(const std::filesystem::path& path) {
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    if (!failed && size > kMaxDictionary) {
        return fail(ErrorCode::file_too_large, path.filename().string());
    }
    std::ifstream file{path, std::ios::binary};
    Bytes bytes{std::istreambuf_iterator<char>{file}, {}};
    if (failed || !file || bytes.size() != size) {
        return fail(ErrorCode::io_failed, "reading " + path.filename().string());
    }
    return bytes;
}

}  // namespace

std::uint32_t dictionary_id(ByteView bytes) {
    const Hash256 hash = hash256(bytes);
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        id = (id << 8U) | hash.raw()[i];
    }
    return std::max(id, std::uint32_t{1});
}

Dictionaries::Dictionaries() = default;
Dictionaries::~Dictionaries() = default;
Dictionaries::Dictionaries(const Dictionaries&) = default;
Dictionaries& Dictionaries::operator=(const Dictionaries&) = default;
Dictionaries::Dictionaries(Dictionaries&&) noexcept = default;
Dictionaries& Dictionaries::operator=(Dictionaries&&) noexcept = default;

Result<Dictionaries> Dictionaries::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    std::error_code absent;
    for (std::filesystem::directory_iterator item{folder, absent}, end; !absent && item != end;
         item.increment(absent)) {
        if (item->path().extension() == ".dict") {
            paths.push_back(item->path());
        }
    }
    if (paths.size() > kMaxDictionaries) {
        return fail(ErrorCode::invalid_argument, fmt::format("{} dictionaries", paths.size()));
    }
    std::ranges::sort(paths);
    Dictionaries dictionaries;
    for (const auto& path : paths) {
        dictionaries.add(TRY(read_file(path)));
    }
    return dictionaries;
}

void Dictionaries::add(Bytes bytes) {
    m_tables.push_back(std::make_shared<const Table>(
        Table{.id = dictionary_id(bytes),
              .compression = CompressionTable{ZSTD_createCDict(bytes.data(), bytes.size(), kCompressionLevel)},
              .decompression = DecompressionTable{ZSTD_createDDict(bytes.data(), bytes.size())}}));
}

std::vector<std::uint32_t> Dictionaries::ids() const {
    std::vector<std::uint32_t> ids;
    for (const auto& table : m_tables) {
        ids.push_back(table->id);
    }
    return ids;
}

std::uint32_t Dictionaries::best_of(std::span<const std::uint32_t> known) const {
    std::uint32_t best = kNoDictionary;
    for (const auto& table : m_tables) {
        best = std::ranges::find(known, table->id) != known.end() ? table->id : best;
    }
    return best;
}

const Dictionaries::Table* Dictionaries::find(std::uint32_t id) const {
    const auto at = std::ranges::find_if(m_tables, [&](const auto& table) { return table->id == id; });
    return at == m_tables.end() ? nullptr : at->get();
}

}  // namespace daohu::wire
