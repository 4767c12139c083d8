// SPDX-License-Identifier: Apache-2.0
#include "sync/county/upload_headers.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace daohu::county {

namespace {

constexpr std::size_t kMaxValue = 128;

// The text before the separator; `rest` goes on behind it.
std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() > kMaxValue || text.size() % 4 != 0) {
        return std::nullopt;
    }
    std::string out(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) {
        return std::nullopt;
    }
    const auto padding = static_cast<std::size_t>(std::ranges::count(text.substr(text.size() - 2), '='));
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

}  // namespace

std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, number);
    return failed == std::errc{} && stopped == end ? std::optional{number} : std::nullopt;
}

std::optional<wire::FileName> read_file_name(std::string_view metadata) {
    std::optional<std::string> stream;
    std::optional<std::string> address;
    while (!metadata.empty()) {
        std::string_view pair = take_until(metadata, ',');
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const std::string_view key = take_until(pair, ' ');
        if (key == wire::kStreamMetadata) {
            stream = from_base64(pair);
        } else if (key == wire::kAddressMetadata) {
            address = from_base64(pair);
        }
    }
    if (!stream || !address) {
        return std::nullopt;
    }
    const auto name = wire::FileName::parse(*stream + "." + *address);
    return name ? std::optional{*name} : std::nullopt;
}

std::optional<ByteRange> read_range(std::string_view range, std::uint64_t length) {
    constexpr std::string_view kUnit = "bytes=";
    if (range.empty()) {
        return ByteRange{.first = 0, .count = length};
    }
    if (!range.starts_with(kUnit)) {
        return std::nullopt;
    }
    range.remove_prefix(kUnit.size());
    const auto first = read_number(take_until(range, '-'));
    const auto last = range.empty() ? std::optional{length - 1} : read_number(range);
    if (!first || !last || *first > *last || *first >= length) {
        return std::nullopt;
    }
    return ByteRange{.first = *first, .count = std::min(*last, length - 1) - *first + 1};
}

}  // namespace daohu::county
