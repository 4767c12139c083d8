// SPDX-License-Identifier: Apache-2.0
#pragma once

// Canonical CBOR: the core deterministic encoding of RFC 8949 §4.2.1, so that equal values are equal bytes and can be
// hashed and signed. Any thread; one writer or reader belongs to one thread at a time.
//
// The subset: integers that fit 64 bits, byte strings, UTF-8 text, arrays, maps with integer or string keys, true, false
// and null. No floats, no tags, no indefinite lengths. Whatever the reader accepts, the writer writes back byte for byte.

#include "core/base/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace daohu {

enum class CborKind : std::uint8_t { unsigned_integer, negative_integer, bytes, text, array, map, boolean, null };

// Depth 1 is an array or map at the top.
inline constexpr std::size_t kCborMaxDepth = 16;

struct CborLimits {
    std::size_t bytes = 256 * 1024;     // of the whole document
    std::size_t items = 64 * 1024;      // of the whole document; a map entry counts as two
    std::size_t depth = kCborMaxDepth;  // at most kCborMaxDepth
};

// The order of text keys in a canonical map: shorter first, then byte by byte.
[[nodiscard]] bool canonical_key_less(std::string_view a, std::string_view b);

// Writes one item. The caller declares a container's size and then writes exactly so many items (keys and values in
// turn for a map, keys in canonical order); anything else is a broken invariant and stops the program.
class CborWriter {
public:
    CborWriter& unsigned_integer(std::uint64_t value);
    CborWriter& integer(std::int64_t value);
    CborWriter& bytes(ByteView value);
    CborWriter& text(std::string_view value);  // must be UTF-8
    CborWriter& array(std::size_t count);
    CborWriter& map(std::size_t entries);
    CborWriter& boolean(bool value);
    CborWriter& null();
    // One item that is canonical CBOR already, such as what CborReader::item() returned.
    CborWriter& encoded(ByteView item);

    // The finished document; the writer is empty afterwards.
    [[nodiscard]] Bytes take();

private:
    struct Container {
        std::uint64_t remaining;
        bool is_map;
        std::size_t last_key_start = 0;
        std::size_t last_key_end = 0;  // 0: no key yet
    };

    void begin_item();
    void end_item();
    void open(std::uint8_t major, std::uint64_t count, std::uint64_t items);

    Bytes m_out;
    std::vector<Container> m_open;
    std::size_t m_item_start = 0;
    bool m_complete = false;
};

// Pulls items one by one. Every read either succeeds and moves on, or returns an error and stays where it is.
//
// Errors: cbor_truncated, cbor_not_canonical (a longer form than needed, an indefinite length, keys out of order or
// twice), cbor_unsupported (float, tag, other simple value, container as key), cbor_wrong_type, cbor_wrong_length,
// cbor_out_of_range, cbor_text_malformed, cbor_limit, cbor_trailing. Details hold offsets, never content.
class CborReader {
public:
    // `document` must outlive the reader and the views it hands out. Its size is checked by the first read.
    explicit CborReader(ByteView document, CborLimits limits = {});

    // What the next read will meet.
    [[nodiscard]] Result<CborKind> peek() const;
    // False at the end as well; for optional values.
    [[nodiscard]] bool next_is_null() const;

    [[nodiscard]] Result<std::uint64_t> unsigned_integer();
    [[nodiscard]] Result<std::int64_t> integer();
    [[nodiscard]] Result<ByteView> bytes();
    [[nodiscard]] Result<std::string_view> text();
    [[nodiscard]] Result<bool> boolean();
    [[nodiscard]] Result<void> null();

    // The declared number of items or entries, already checked against what is left of the document. The container
    // closes by itself after its last item.
    [[nodiscard]] Result<std::size_t> array();
    [[nodiscard]] Result<std::size_t> map();
    // cbor_wrong_length unless the count is as expected.
    [[nodiscard]] Result<void> array_of(std::size_t count);
    [[nodiscard]] Result<void> map_of(std::size_t entries);

    // A byte string of exactly N bytes: an id, a hash, a key.
    template <std::size_t N>
    [[nodiscard]] Result<std::array<std::uint8_t, N>> fixed_bytes();

    // Reads one whole item of any kind, checks all of it and returns its bytes.
    [[nodiscard]] Result<ByteView> item();
    [[nodiscard]] Result<void> skip();

    // True when one whole item was read and nothing follows.
    [[nodiscard]] bool at_end() const;
    // cbor_truncated when something is missing, cbor_trailing when something follows.
    [[nodiscard]] Result<void> finish() const;

    [[nodiscard]] std::size_t offset() const { return m_at; }

private:
    struct Head {
        std::uint8_t major;
        std::uint64_t argument;
        std::size_t size;
    };
    struct Container {
        std::uint64_t remaining = 0;
        bool is_map = false;
        ByteView last_key;
    };

    [[nodiscard]] Result<Head> head() const;
    [[nodiscard]] Result<Head> head_of(std::uint8_t major) const;
    [[nodiscard]] Result<ByteView> string_of(std::uint8_t major) const;
    [[nodiscard]] std::size_t size_of_string(ByteView content) const;
    [[nodiscard]] Result<std::size_t> open(std::uint8_t major);
    [[nodiscard]] Result<void> accept(std::size_t size);
    [[nodiscard]] Result<void> check_key(ByteView key) const;
    [[nodiscard]] bool expects_key() const;
    [[nodiscard]] Result<void> scalar_or_container();
    [[nodiscard]] Failure wrong_length(std::size_t expected, std::size_t found, std::size_t offset) const;
    void close_full();

    ByteView m_document;
    CborLimits m_limits;
    std::size_t m_at = 0;
    std::uint64_t m_declared_items = 1;
    std::size_t m_depth = 0;
    bool m_complete = false;
    std::array<Container, kCborMaxDepth> m_open{};
};

template <std::size_t N>
Result<std::array<std::uint8_t, N>> CborReader::fixed_bytes() {
    const ByteView view = TRY(string_of(2));
    if (view.size() != N) {
        return wrong_length(N, view.size(), m_at);
    }
    TRY(bytes());
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = view[i];
    }
    return out;
}

}  // namespace daohu
