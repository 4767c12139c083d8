// SPDX-License-Identifier: Apache-2.0
#pragma once

// Compression dictionaries that one end knows. They make a frame of a single record nearly as small as its share of a
// large one. Trained on forms and generated records, never on real ones; shipped with the program, named by their hash.
// An end without the right one is spoken to without. Immutable once added to; copies share the tables. Any thread.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace daohu::wire {

// No dictionary.
inline constexpr std::uint32_t kNoDictionary = 0;
inline constexpr std::size_t kMaxDictionaries = 8;

// The first four bytes of the BLAKE2b-256 of its bytes; never 0.
[[nodiscard]] std::uint32_t dictionary_id(ByteView bytes);

class Dictionaries {
public:
    struct Table;  // as zstd wants it

    Dictionaries();
    ~Dictionaries();
    Dictionaries(const Dictionaries&);
    Dictionaries& operator=(const Dictionaries&);
    Dictionaries(Dictionaries&&) noexcept;
    Dictionaries& operator=(Dictionaries&&) noexcept;

    // The files of a folder that end in ".dict", in order of their names; none where there is no folder. io_failed,
    // file_too_large, invalid_argument when there are too many.
    [[nodiscard]] static Result<Dictionaries> load(const std::filesystem::path& folder);

    // Preferred to those added before.
    void add(Bytes bytes);

    [[nodiscard]] std::vector<std::uint32_t> ids() const;
    // The one to use with an end that knows these; kNoDictionary where none is common.
    [[nodiscard]] std::uint32_t best_of(std::span<const std::uint32_t> known) const;
    // Null when it is not known here.
    [[nodiscard]] const Table* find(std::uint32_t id) const;

private:
    std::vector<std::shared_ptr<const Table>> m_tables;  // shared: codecs of many connections use one table
};

}  // namespace daohu::wire
