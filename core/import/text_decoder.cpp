// SPDX-License-Identifier: Apache-2.0
#include "core/import/text_decoder.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

namespace daohu::import {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLongestSequence = 4;  // bytes of one character, in every encoding here
constexpr std::string_view kMark = "\xEF\xBB\xBF";

struct Named {
    Encoding encoding;
    std::string_view name;
    const char* converter;  // what iconv calls it
};

constexpr std::array<Named, 4> kEncodings{{{Encoding::utf8, "utf-8", "UTF-8"},
                                           {Encoding::gb18030, "gb18030", "GB18030"},
                                           {Encoding::utf16_little, "utf-16le", "UTF-16LE"},
                                           {Encoding::utf16_big, "utf-16be", "UTF-16BE"}}};

const Named& entry_of(Encoding encoding) { return kEncodings[static_cast<std::size_t>(encoding)]; }

bool begins_with(ByteView bytes, std::initializer_list<std::uint8_t> mark) {
    return bytes.size() >= mark.size() && std::ranges::equal(bytes.first(mark.size()), mark);
}

// Whether all of the source is UTF-8.
Result<bool> is_utf8(ByteSource& source) {
    std::vector<std::uint8_t> buffer(kPiece);
    std::size_t kept = 0;
    for (;;) {
        const std::size_t size = TRY(source.read(std::span{buffer}.subspan(kept)));
        const std::string_view text = as_text(ByteView{buffer}.first(kept + size));
        const auto invalid = find_invalid_utf8(text);
        if (size == 0) {
            return !invalid;
        }
        // A character that this piece cuts in two is judged with the next one.
        if (invalid && text.size() - *invalid >= kLongestSequence) {
            return false;
        }
        const std::size_t good = invalid.value_or(text.size());
        std::copy(buffer.begin() + static_cast<std::ptrdiff_t>(good),
                  buffer.begin() + static_cast<std::ptrdiff_t>(text.size()), buffer.begin());
        kept = text.size() - good;
    }
}

}  // namespace

std::string_view to_string(Encoding encoding) { return entry_of(encoding).name; }

Result<Encoding> encoding_named(std::string_view name) {
    const auto found = std::ranges::find(kEncodings, name, &Named::name);
    if (found == kEncodings.end()) {
        return fail(ErrorCode::invalid_argument, "no such encoding");
    }
    return found->encoding;
}

Result<Encoding> detect_encoding(ByteSource& source) {
    std::array<std::uint8_t, 3> start{};
    const std::size_t size = TRY(source.read(start));
    TRY(source.rewind());
    const ByteView begun = ByteView{start}.first(size);
    if (begins_with(begun, {0xFF, 0xFE})) {
        return Encoding::utf16_little;
    }
    if (begins_with(begun, {0xFE, 0xFF})) {
        return Encoding::utf16_big;
    }
    const bool all_utf8 = TRY(is_utf8(source));
    TRY(source.rewind());
    return all_utf8 ? Encoding::utf8 : Encoding::gb18030;
}

struct TextDecoder::State {
    ByteSource& source;
    Encoding encoding;
    ::iconv_t converter;
    std::vector<char> raw = std::vector<char>(kPiece);
    std::size_t waiting = 0;   // bytes in `raw` that are not converted yet
    std::uint64_t passed = 0;  // bytes of the source that are
    std::string text{};
    bool is_first = true;
};

TextDecoder::TextDecoder(std::unique_ptr<State> state) : m_state{std::move(state)} {}

TextDecoder::~TextDecoder() { ::iconv_close(m_state->converter); }

Result<std::unique_ptr<TextDecoder>> TextDecoder::open(ByteSource& source, Encoding encoding) {
    const ::iconv_t converter = ::iconv_open("UTF-8", entry_of(encoding).converter);
    if (converter == reinterpret_cast<::iconv_t>(-1)) {
        return fail(ErrorCode::internal, "the system cannot convert this encoding");
    }
    return std::unique_ptr<TextDecoder>{new TextDecoder{
        std::make_unique<State>(State{.source = source, .encoding = encoding, .converter = converter})}};
}

Result<std::string_view> TextDecoder::next() {
    State& state = *m_state;
    for (;;) {
        const std::span room = std::span{state.raw}.subspan(state.waiting);
        const std::size_t read = TRY(state.source.read({reinterpret_cast<std::uint8_t*>(room.data()), room.size()}));
        const std::size_t available = state.waiting + read;
        if (available == 0) {
            return std::string_view{};
        }
        state.text.resize(available * 3 + kLongestSequence);
        char* in = state.raw.data();
        std::size_t in_left = available;
        char* out = state.text.data();
        std::size_t out_left = state.text.size();
        const bool is_converted =
            ::iconv(state.converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
        const bool is_cut = !is_converted && errno == EINVAL && read > 0;  // the rest comes with the next piece
        state.passed += available - in_left;
        if (!is_converted && !is_cut) {
            return fail(ErrorCode::table_malformed,
                        fmt::format("byte {} is no text in {}", state.passed, to_string(state.encoding)));
        }
        std::copy(in, in + in_left, state.raw.data());
        state.waiting = in_left;
        state.text.resize(state.text.size() - out_left);
        std::string_view text = state.text;
        if (std::exchange(state.is_first, false) && text.starts_with(kMark)) {
            text.remove_prefix(kMark.size());
        }
        if (!text.empty()) {
            return text;
        }
    }
}

}  // namespace daohu::import
