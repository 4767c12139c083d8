// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the reading and the writing connection of the store on SQLCipher both ask. Private to sync/county; on the thread of
// the statement.

#include "core/vault/statement.hpp"
#include "sync/county/store.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace daohu::county {

inline constexpr std::string_view kFindDevice =
    "SELECT public_key, state, grant_epoch, is_county FROM device WHERE id = ?1";
inline constexpr std::string_view kFindVillage = "SELECT stream FROM village WHERE code = ?1";
inline constexpr std::string_view kEntriesAfter = "SELECT id, bytes FROM entry WHERE id > ?1 ORDER BY id LIMIT ?2";
inline constexpr std::string_view kMayWrite =
    "SELECT 1 FROM granted WHERE device = ?1 AND stream = ?2 AND write_until > ?3";
inline constexpr std::string_view kLoadChain =
    "SELECT acknowledged, acknowledged_hash, safe, is_frozen FROM chain WHERE device = ?1 AND incarnation = ?2";

[[nodiscard]] Result<std::optional<Device>> find_device_with(vault::Statement& find, DeviceId id);
[[nodiscard]] Result<Chain> load_chain_with(vault::Statement& load, DeviceId device, IncarnationId incarnation);
[[nodiscard]] Result<bool> has_row(vault::Statement& statement, vault::Parameters parameters);
[[nodiscard]] Result<std::optional<StreamId>> find_village_with(vault::Statement& find, std::string_view code);
[[nodiscard]] Result<std::vector<RawEntry>> entries_after_with(vault::Statement& select, EntryRow after,
                                                               std::size_t limit);

}  // namespace daohu::county
