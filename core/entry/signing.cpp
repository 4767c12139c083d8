// SPDX-License-Identifier: Apache-2.0
#include "core/entry/signing.hpp"

namespace daohu::entry {

namespace {

constexpr std::string_view kContext = "daohu-entry-1";

void append(Bytes& message, ByteView bytes) { message.insert(message.end(), bytes.begin(), bytes.end()); }

}  // namespace

Bytes author_message(const Hash256& entry) {
    Bytes message;
    append(message, as_bytes(kContext));
    append(message, entry.bytes());
    return message;
}

Bytes device_message(const Hash256& entry, const Signature& author) {
    Bytes message = author_message(entry);
    append(message, author.bytes());
    return message;
}

}  // namespace daohu::entry
