// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads a CBOR document by its types and writes it again, to compare the two spellings.

#include "core/base/cbor.hpp"

namespace daohu::test {

inline Result<void> copy_item(CborReader& reader, CborWriter& writer) {
    switch (TRY(reader.peek())) {
        case CborKind::unsigned_integer: writer.unsigned_integer(TRY(reader.unsigned_integer())); break;
        case CborKind::negative_integer: writer.integer(TRY(reader.integer())); break;
        case CborKind::bytes: writer.bytes(TRY(reader.bytes())); break;
        case CborKind::text: writer.text(TRY(reader.text())); break;
        case CborKind::boolean: writer.boolean(TRY(reader.boolean())); break;
        case CborKind::null:
            TRY(reader.null());
            writer.null();
            break;
        case CborKind::array: {
            const std::size_t count = TRY(reader.array());
            writer.array(count);
            for (std::size_t i = 0; i < count; ++i) {
                TRY(copy_item(reader, writer));
            }
            break;
        }
        case CborKind::map: {
            const std::size_t entries = TRY(reader.map());
            writer.map(entries);
            for (std::size_t i = 0; i < 2 * entries; ++i) {
                TRY(copy_item(reader, writer));
            }
            break;
        }
    }
    return {};
}

// The document written again, when all of it was accepted.
inline Result<Bytes> rewritten(ByteView document) {
    CborReader reader{document};
    CborWriter writer;
    TRY(copy_item(reader, writer));
    TRY(reader.finish());
    return writer.take();
}

}  // namespace daohu::test
