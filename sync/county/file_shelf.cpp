// SPDX-License-Identifier: Apache-2.0
#include "sync/county/file_shelf.hpp"

#include "sync/wire/limits.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <utility>

namespace daohu::county {

namespace {

constexpr const char* kGrowing = "growing";

}  // namespace

struct FileShelves::Turn {
    std::mutex mutex;
    std::uint64_t number = 0;
};

struct FileShelves::Append::State {
    FileShelves& shelves;
    FilePlace place;
    std::uint64_t length = 0;
    std::shared_ptr<Turn> turn;
    std::uint64_t number = 0;
    std::unique_ptr<vault::File> file;

    [[nodiscard]] bool is_my_turn() const { return turn->number == number; }
};

FileShelves::FileShelves(vault::FileSystem& files, std::filesystem::path folder)
    : m_files{files}, m_folder{std::move(folder)} {}
FileShelves::~FileShelves() = default;

FileShelves::Append::Append(std::unique_ptr<State> state) : m_state{std::move(state)} {}
FileShelves::Append::Append(Append&&) noexcept = default;
FileShelves::Append::~Append() = default;

Result<FileProgress> FileShelves::begin(const FilePlace& place, std::uint64_t length) {
    if (length == 0 || length > wire::kMaxFile) {
        return fail(ErrorCode::file_too_large, fmt::format("{} bytes", length));
    }
    const auto turn = turn_of(place);
    const std::lock_guard lock{turn->mutex};
    const auto known = TRY(find_locked(place));
    if (known && (known->is_whole() || known->length == length)) {
        return *known;
    }
    TRY(m_files.make_folder(m_folder));
    TRY(m_files.make_folder(m_folder / place.shelf));
    TRY(m_files.make_folder(m_folder / place.shelf / kGrowing));
    if (known) {
        ++turn->number;  // whoever was appending has the wrong length
        TRY(m_files.remove(part_path(place, known->length)));
    }
    TRY(m_files.open(part_path(place, length), vault::OpenMode::truncate));
    TRY(m_files.sync_directory(m_folder / place.shelf / kGrowing));
    return FileProgress{.offset = 0, .length = length};
}

Result<std::optional<FileProgress>> FileShelves::find(const FilePlace& place) {
    const auto turn = turn_of(place);
    const std::lock_guard lock{turn->mutex};
    return find_locked(place);
}

Result<std::optional<FileProgress>> FileShelves::find_locked(const FilePlace& place) const {
    const auto size_of = [](const std::filesystem::path& path) -> Result<std::uint64_t> {
        std::error_code failed;
        const std::uint64_t size = std::filesystem::file_size(path, failed);
        return failed ? Result<std::uint64_t>{fail(ErrorCode::io_failed,
                                                   fmt::format("{}: {}", path.filename().string(), failed.message()))}
                      : size;
    };
    if (m_files.exists(whole_path(place))) {
        const std::uint64_t size = TRY(size_of(whole_path(place)));
        return FileProgress{.offset = size, .length = size};
    }
    const auto length = part_length(place);
    if (!length) {
        return std::nullopt;
    }
    const std::uint64_t size = TRY(size_of(part_path(place, *length)));
    return FileProgress{.offset = size, .length = *length};
}

Result<FileShelves::Append> FileShelves::append(const FilePlace& place, std::uint64_t offset) {
    auto turn = turn_of(place);
    const std::lock_guard lock{turn->mutex};
    const auto known = TRY(find_locked(place));
    if (!known) {
        return fail(ErrorCode::not_found, fmt::format("{}: no such file has begun", place.address.to_string()));
    }
    if (known->offset != offset) {
        return fail(ErrorCode::invalid_argument, fmt::format("goes on at {}, not at {}", known->offset, offset));
    }
    auto state = std::make_unique<Append::State>(Append::State{
        .shelves = *this, .place = place, .length = known->length, .turn = turn, .number = ++turn->number, .file = {}});
    if (!known->is_whole()) {
        state->file = TRY(m_files.open(part_path(place, known->length), vault::OpenMode::append));
    }
    return Append{std::move(state)};
}

Result<void> FileShelves::Append::write(ByteView bytes) {
    const std::lock_guard lock{m_state->turn->mutex};
    if (!m_state->is_my_turn()) {
        return fail(ErrorCode::cancelled, "another connection goes on with this file");
    }
    if (bytes.empty()) {
        return {};
    }
    if (!m_state->file || m_state->file->size() + bytes.size() > m_state->length) {
        return fail(ErrorCode::file_too_large, "more bytes than the file has");
    }
    return m_state->file->append(bytes);
}

Result<FileProgress> FileShelves::Append::finish() {
    const std::lock_guard lock{m_state->turn->mutex};
    if (!m_state->is_my_turn()) {
        return fail(ErrorCode::cancelled, "another connection goes on with this file");
    }
    const std::uint64_t length = m_state->length;
    if (!m_state->file) {
        return FileProgress{.offset = length, .length = length};
    }
    TRY(m_state->file->sync());
    if (m_state->file->size() < length) {
        return FileProgress{.offset = m_state->file->size(), .length = length};
    }
    m_state->file.reset();
    FileShelves& shelves = m_state->shelves;
    const auto part = shelves.part_path(m_state->place, length);
    const Bytes content = TRY(shelves.m_files.read(part, length));
    if (hash256(content) != m_state->place.address) {
        TRY(shelves.m_files.open(part, vault::OpenMode::truncate));
        return fail(ErrorCode::attachment_damaged,
                    fmt::format("the bytes of {} do not have that hash", m_state->place.address.to_string()));
    }
    TRY(shelves.m_files.rename(part, shelves.whole_path(m_state->place)));
    TRY(shelves.m_files.sync_directory(part.parent_path().parent_path()));
    return FileProgress{.offset = length, .length = length};
}

Result<Bytes> FileShelves::read(const FilePlace& place, std::uint64_t offset, std::size_t limit) {
    std::ifstream file{whole_path(place), std::ios::binary};
    if (!file) {
        return fail(ErrorCode::not_found, place.address.to_string());
    }
    file.seekg(static_cast<std::streamoff>(offset));
    Bytes piece(limit);
    file.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(limit));
    if (file.bad()) {
        return fail(ErrorCode::io_failed, fmt::format("reading {}", place.address.to_string()));
    }
    piece.resize(static_cast<std::size_t>(file.gcount()));
    return piece;
}

Result<void> FileShelves::keep_only(const std::string& shelf, const std::set<Hash256>& addresses) {
    for (const std::string& name : m_files.list(m_folder / shelf)) {
        const auto address = Hash256::parse(name);
        if (address && !addresses.contains(*address)) {
            TRY(m_files.remove(m_folder / shelf / name));
        }
    }
    for (const std::string& name : m_files.list(m_folder / shelf / kGrowing)) {
        TRY(m_files.remove(m_folder / shelf / kGrowing / name));
    }
    return {};
}

std::shared_ptr<FileShelves::Turn> FileShelves::turn_of(const FilePlace& place) {
    const std::string key = place.shelf + "/" + place.address.to_string();
    const std::lock_guard lock{m_mutex};
    std::erase_if(m_turns, [&](const auto& item) { return item.first != key && item.second.expired(); });
    std::weak_ptr<Turn>& known = m_turns[key];
    auto turn = known.lock();
    if (!turn) {
        turn = std::make_shared<Turn>();
        known = turn;
    }
    return turn;
}

std::filesystem::path FileShelves::whole_path(const FilePlace& place) const {
    return m_folder / place.shelf / place.address.to_string();
}

std::filesystem::path FileShelves::part_path(const FilePlace& place, std::uint64_t length) const {
    return m_folder / place.shelf / kGrowing / fmt::format("{}.{}", place.address.to_string(), length);
}

std::optional<std::uint64_t> FileShelves::part_length(const FilePlace& place) const {
    const std::string prefix = place.address.to_string() + ".";
    for (const std::string& name : m_files.list(m_folder / place.shelf / kGrowing)) {
        std::uint64_t length = 0;
        const char* end = name.data() + name.size();
        if (name.starts_with(prefix) && std::from_chars(name.data() + prefix.size(), end, length).ptr == end) {
            return length;
        }
    }
    return std::nullopt;
}

}  // namespace daohu::county
