// SPDX-License-Identifier: Apache-2.0
#pragma once

// How big an entry may be. The same numbers hold where an entry is written, sent and received, so that nothing can be
// finished that another machine would refuse.

#include <cstddef>
#include <cstdint>

namespace daohu::entry {

inline constexpr std::size_t kMaxEntryBytes = 256 * 1024;  // header and all sections
inline constexpr std::size_t kMaxValues = 8192;            // of all sections together
inline constexpr std::uint32_t kMaxWrites = 32768;         // of all sections together, see operation.hpp
inline constexpr std::size_t kMaxSections = 1024;
inline constexpr std::size_t kMaxSubjects = 2048;
inline constexpr std::size_t kMaxDepth = 16;       // nested arrays in a header or a section
inline constexpr std::size_t kMaxReaders = 16;     // keys to which a section is sealed
inline constexpr std::size_t kMaxNameBytes = 512;  // of a property, a form path, a dataset or a form version

}  // namespace daohu::entry
