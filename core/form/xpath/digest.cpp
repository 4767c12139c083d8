// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/digest.hpp"

#include "core/base/bytes.hpp"
#include "core/base/utf8.hpp"
#include "core/form/number_text.hpp"

#include <openssl/evp.h>

#include <array>

namespace daohu::form::xpath {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The names of the specification, and of Collect.
const EVP_MD* algorithm_named(std::string_view name) {
    if (name == "MD5") {
        return EVP_md5();
    }
    if (name == "SHA-1" || name == "SHA1") {
        return EVP_sha1();
    }
    if (name == "SHA-256" || name == "SHA256") {
        return EVP_sha256();
    }
    if (name == "SHA-384" || name == "SHA384") {
        return EVP_sha384();
    }
    return name == "SHA-512" || name == "SHA512" ? EVP_sha512() : nullptr;
}

std::string encode_base64(ByteView bytes) {
    std::string encoded;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t second = i + 1 < bytes.size() ? bytes[i + 1] : 0U;
        const std::uint32_t third = i + 2 < bytes.size() ? bytes[i + 2] : 0U;
        const std::uint32_t group = (std::uint32_t{bytes[i]} << 16U) | (second << 8U) | third;
        encoded += kAlphabet[group >> 18U];
        encoded += kAlphabet[(group >> 12U) & 63U];
        encoded += i + 1 < bytes.size() ? kAlphabet[(group >> 6U) & 63U] : '=';
        encoded += i + 2 < bytes.size() ? kAlphabet[group & 63U] : '=';
    }
    return encoded;
}

}  // namespace

std::optional<std::string> digest(std::string_view text, std::string_view algorithm, std::string_view encoding) {
    const EVP_MD* method = algorithm_named(algorithm);
    const bool is_hex = encoding == "hex" || encoding == "HEX";  // Collect takes both spellings
    if (method == nullptr || !(is_hex || encoding == "base64" || encoding == "BASE64")) {
        return std::nullopt;
    }
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), bytes.data(), &length, method, nullptr) != 1) {
        return std::nullopt;
    }
    const ByteView result = ByteView{bytes}.first(length);
    return is_hex ? to_hex(result) : encode_base64(result);
}

std::string decode_base64(std::string_view encoded) {
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;
    std::size_t padding = 0;
    for (const char c : encoded) {
        if (is_space(c)) {
            continue;
        }
        if (c == '=') {
            ++padding;
            continue;
        }
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos || padding != 0) {
            return {};
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 0xFFU);
        }
    }
    if (padding > 2 || count >= 6) {
        return {};
    }
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const ScalarStep step = scalar_at(bytes, at);
        append_utf8(text, step.scalar);
        at += step.bytes;
    }
    return text;
}

}  // namespace daohu::form::xpath
