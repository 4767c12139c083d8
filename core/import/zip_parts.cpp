// SPDX-License-Identifier: Apache-2.0
#include "core/import/zip_parts.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <system_error>
#include <utility>
#include <vector>

namespace daohu::import {

namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;

}  // namespace

struct ZipPart::State {
    std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file;
    std::string name;
    std::uint64_t left = 0;  // of what is allowed
};

struct ZipParts::State {
    std::unique_ptr<zip_t, void (*)(zip_t*)> archive;
};

ZipPart::ZipPart(std::unique_ptr<State> state) : m_state{std::move(state)} {}
ZipPart::~ZipPart() = default;
ZipPart::ZipPart(ZipPart&&) noexcept = default;
ZipPart& ZipPart::operator=(ZipPart&&) noexcept = default;

Result<std::size_t> ZipPart::read(std::span<std::uint8_t> into) {
    const zip_int64_t size = zip_fread(m_state->file.get(), into.data(), into.size());
    if (size < 0) {
        return fail(ErrorCode::table_malformed, m_state->name + " is damaged");
    }
    const auto got = static_cast<std::uint64_t>(size);
    if (got > m_state->left) {
        return fail(ErrorCode::table_malformed, m_state->name + " unpacks to more than is taken");
    }
    m_state->left -= got;
    return static_cast<std::size_t>(got);
}

ZipParts::ZipParts(std::unique_ptr<State> state) : m_state{std::move(state)} {}
ZipParts::~ZipParts() = default;
ZipParts::ZipParts(ZipParts&&) noexcept = default;
ZipParts& ZipParts::operator=(ZipParts&&) noexcept = default;

Result<ZipParts> ZipParts::open(const std::filesystem::path& path) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) {
        return fail(ErrorCode::not_found, path.filename().string());
    }
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (archive == nullptr) {
        return fail(ErrorCode::table_malformed, fmt::format("no workbook, libzip {}", code));
    }
    auto state = std::make_unique<State>(State{.archive = {archive, &zip_discard}});
    return ZipParts{std::move(state)};
}

bool ZipParts::has(const std::string& name) const {
    return zip_name_locate(m_state->archive.get(), name.c_str(), 0) >= 0;
}

Result<ZipPart> ZipParts::part(const std::string& name, std::uint64_t most_bytes) const {
    zip_stat_t about{};
    if (zip_stat(m_state->archive.get(), name.c_str(), 0, &about) != 0) {
        return fail(ErrorCode::table_malformed, name + " is missing");
    }
    if ((about.valid & ZIP_STAT_SIZE) != 0 && about.size > most_bytes) {
        return fail(ErrorCode::table_malformed, name + " unpacks to more than is taken");
    }
    zip_file_t* file = zip_fopen_index(m_state->archive.get(), about.index, 0);
    if (file == nullptr) {
        return fail(ErrorCode::table_malformed, name + " cannot be unpacked");
    }
    auto state =
        std::make_unique<ZipPart::State>(ZipPart::State{.file = {file, &zip_fclose}, .name = name, .left = most_bytes});
    return ZipPart{std::move(state)};
}

Result<void> ZipParts::stream(const std::string& name, std::uint64_t most_bytes,
                              const std::function<Result<void>(ByteView, bool)>& piece) const {
    ZipPart from = TRY(part(name, most_bytes));
    std::vector<std::uint8_t> buffer(kPiece);
    for (;;) {
        const std::size_t size = TRY(from.read(buffer));
        TRY(piece(ByteView{buffer}.first(size), size == 0));
        if (size == 0) {
            return {};
        }
    }
}

}  // namespace daohu::import
