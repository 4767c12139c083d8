// SPDX-License-Identifier: Apache-2.0
#include "core/entry/sealed_stream.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"

#include <algorithm>

namespace daohu::entry {

namespace {

constexpr std::string_view kPurpose = "daohu-sealed-stream-1";

void put_in_order(std::vector<BoxPublicKey>& readers) {
    std::ranges::sort(readers);
    const auto repeated = std::ranges::unique(readers);
    readers.erase(repeated.begin(), repeated.end());
}

}  // namespace

StreamId sealed_stream(std::vector<BoxPublicKey> readers) {
    put_in_order(readers);
    CborWriter out;
    out.array(2).text(kPurpose).array(readers.size());
    for (const BoxPublicKey& reader : readers) {
        out.bytes(reader.bytes());
    }
    const Bytes name = out.take();
    const Hash256 hash = hash256(name);
    std::array<std::uint8_t, StreamId::kSize> raw{};
    std::ranges::copy_n(hash.bytes().begin(), raw.size(), raw.begin());
    return StreamId{raw};
}

std::vector<BoxPublicKey> readers_of_all(const Header& header) {
    std::vector<BoxPublicKey> readers;
    for (const SectionDescriptor& section : header.sections) {
        std::vector<BoxPublicKey> own = section.sealed_to.value_or(std::vector<BoxPublicKey>{});
        put_in_order(own);
        const bool is_first = &section == &header.sections.front();
        if (own.empty() || (!is_first && own != readers)) {
            return {};
        }
        readers = std::move(own);
    }
    return readers;
}

}  // namespace daohu::entry
