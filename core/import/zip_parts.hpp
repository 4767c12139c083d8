// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parts of a ZIP file, unpacked piece by piece and never more of one than is allowed. Private to core/import; one
// thread.

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace daohu::import {

class ZipPart {
public:
    ~ZipPart();
    ZipPart(ZipPart&&) noexcept;
    ZipPart& operator=(ZipPart&&) noexcept;

    // 0 at the end. table_malformed for a damaged part, and for one that unpacks to more than was allowed.
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> into);

private:
    friend class ZipParts;
    struct State;
    explicit ZipPart(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class ZipParts {
public:
    // table_malformed, not_found.
    [[nodiscard]] static Result<ZipParts> open(const std::filesystem::path& path);
    ~ZipParts();
    ZipParts(ZipParts&&) noexcept;
    ZipParts& operator=(ZipParts&&) noexcept;

    [[nodiscard]] bool has(const std::string& name) const;
    // Must not outlive this. table_malformed where there is none, where it is encrypted, or says that it is larger.
    [[nodiscard]] Result<ZipPart> part(const std::string& name, std::uint64_t most_bytes) const;
    // All of it, a piece at a time; `piece` is told which is the last, which may be empty.
    Result<void> stream(const std::string& name, std::uint64_t most_bytes,
                        const std::function<Result<void>(ByteView, bool)>& piece) const;

private:
    struct State;
    explicit ZipParts(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::import
