// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/fingerprint.hpp"

#include "core/base/hash.hpp"

#include <string_view>

namespace daohu::wire {

namespace {

// Five letters for sixteen bits: consonant, vowel, consonant, vowel, consonant.
std::string word_of(unsigned bits) {
    constexpr std::string_view kConsonants = "bdfghjklmnprstvz";
    constexpr std::string_view kVowels = "aiou";
    return {kConsonants[(bits >> 12U) & 15U], kVowels[(bits >> 10U) & 3U], kConsonants[(bits >> 6U) & 15U],
            kVowels[(bits >> 4U) & 3U], kConsonants[bits & 15U]};
}

}  // namespace

std::string words_of(std::span<const ByteView> parts) {
    Hasher hasher;
    for (const ByteView part : parts) {
        hasher.update(part);
    }
    const Hash256 hash = hasher.finish();
    std::string words;
    for (std::size_t i = 0; i < 12; i += 2) {
        words += words.empty() ? "" : "-";
        words += word_of(hash.raw()[i] * 256U + hash.raw()[i + 1]);
    }
    return words;
}

}  // namespace daohu::wire
