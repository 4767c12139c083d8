// SPDX-License-Identifier: Apache-2.0
#pragma once

// zstd's objects with owners. Private to sync/wire.

#include "sync/wire/dictionaries.hpp"

#include <zstd.h>

namespace daohu::wire {

template <class T, std::size_t (*Free)(T*)>
struct ZstdDelete {
    void operator()(T* object) const { Free(object); }
};
using Compressor = std::unique_ptr<ZSTD_CCtx, ZstdDelete<ZSTD_CCtx, ZSTD_freeCCtx>>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, ZstdDelete<ZSTD_DCtx, ZSTD_freeDCtx>>;
using CompressionTable = std::unique_ptr<ZSTD_CDict, ZstdDelete<ZSTD_CDict, ZSTD_freeCDict>>;
using DecompressionTable = std::unique_ptr<ZSTD_DDict, ZstdDelete<ZSTD_DDict, ZSTD_freeDDict>>;

// How hard frames are squeezed.
inline constexpr int kCompressionLevel = 9;

struct Dictionaries::Table {
    std::uint32_t id = kNoDictionary;
    CompressionTable compression;
    DecompressionTable decompression;
};

}  // namespace daohu::wire
