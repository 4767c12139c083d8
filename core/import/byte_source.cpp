// SPDX-License-Identifier: Apache-2.0
#include "core/import/byte_source.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

namespace daohu::import {

namespace {

class FileSource final : public ByteSource {
public:
    explicit FileSource(std::ifstream file) : m_file{std::move(file)} {}

    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        m_file.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
        if (m_file.bad()) {
            return fail(ErrorCode::io_failed, "reading a table");
        }
        return static_cast<std::size_t>(m_file.gcount());
    }
    Result<void> rewind() override {
        m_file.clear();
        m_file.seekg(0);
        if (!m_file) {
            return fail(ErrorCode::io_failed, "reading a table again");
        }
        return {};
    }

private:
    std::ifstream m_file;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) {
        return fail(ErrorCode::not_found, path.filename().string());
    }
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        return fail(ErrorCode::io_failed, path.filename().string());
    }
    return std::make_unique<FileSource>(std::move(file));
}

Result<std::size_t> MemorySource::read(std::span<std::uint8_t> into) {
    const std::size_t size = std::min(into.size(), m_bytes.size() - m_at);
    std::ranges::copy(m_bytes.subspan(m_at, size), into.begin());
    m_at += size;
    return size;
}

Result<void> MemorySource::rewind() {
    m_at = 0;
    return {};
}

}  // namespace daohu::import
