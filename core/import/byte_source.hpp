// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file read piece by piece, or bytes that are here already. One thread.

#include "core/base/bytes.hpp"

#include <filesystem>
#include <memory>
#include <span>

namespace daohu::import {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Fills the front of `into`; 0 at the end. io_failed.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> into) = 0;
    // From the beginning again. io_failed.
    virtual Result<void> rewind() = 0;
};

// not_found, io_failed.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);

class MemorySource final : public ByteSource {
public:
    // `bytes` must outlive this.
    explicit MemorySource(ByteView bytes) : m_bytes{bytes} {}

    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> into) override;
    Result<void> rewind() override;

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
};

}  // namespace daohu::import
