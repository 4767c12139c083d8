// SPDX-License-Identifier: Apache-2.0
#pragma once

// All of a small mirror at once.

#include "core/journal/mirror.hpp"

#include <catch2/catch_test_macros.hpp>

#include <unordered_set>

namespace daohu::journal::test {

struct MirrorContents {
    std::vector<entry::SignedEntry> entries;
    std::optional<MirrorHead> head;
    std::size_t damaged_records = 0;

    [[nodiscard]] std::unordered_set<Hash256> hashes() const {
        std::unordered_set<Hash256> all;
        for (const entry::SignedEntry& entry : entries) {
            all.insert(entry.hash());
        }
        return all;
    }
};

inline MirrorContents contents_of(const Mirror& mirror) {
    MirrorContents contents;
    const auto reading = mirror.read([&](const entry::SignedEntry& entry) -> Result<void> {
        contents.entries.push_back(entry);
        return {};
    });
    INFO((reading ? std::string{} : reading.error().describe()));
    REQUIRE(reading);
    contents.head = reading->head;
    contents.damaged_records = reading->damaged_records;
    return contents;
}

}  // namespace daohu::journal::test
