// SPDX-License-Identifier: Apache-2.0
#include "core/registry/row_format.hpp"

#include "core/base/cbor.hpp"

namespace daohu::registry {

Bytes encode_columns(const std::vector<entry::Value>& columns) {
    CborWriter out;
    out.array(columns.size());
    for (const entry::Value& value : columns) {
        entry::encode(out, value);
    }
    return out.take();
}

Result<std::vector<entry::Value>> decode_columns(ByteView bytes) {
    CborReader in{bytes};
    const std::size_t count = TRY(in.array());
    std::vector<entry::Value> columns;
    columns.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        columns.push_back(TRY(entry::decode_value(in)));
    }
    TRY(in.finish());
    return columns;
}

Bytes encode_texts(const std::set<SearchText>& texts) {
    CborWriter out;
    out.array(texts.size() * 2);
    for (const SearchText& text : texts) {
        out.unsigned_integer(static_cast<std::uint64_t>(text.index));
        out.text(text.text);
    }
    return out.take();
}

Result<std::set<SearchText>> decode_texts(ByteView bytes) {
    CborReader in{bytes};
    const std::size_t count = TRY(in.array()) / 2;
    std::set<SearchText> texts;
    for (std::size_t i = 0; i < count; ++i) {
        const auto index = static_cast<PropertyIndex>(TRY(in.unsigned_integer()));
        texts.insert({index, std::string{TRY(in.text())}});
    }
    TRY(in.finish());
    return texts;
}

}  // namespace daohu::registry
