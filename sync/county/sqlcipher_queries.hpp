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
inline constexpr std::string_view kHomeOf = "SELECT stream FROM home WHERE subject = ?1";
inline constexpr std::string_view kMayWrite =
    "SELECT 1 FROM granted WHERE device = ?1 AND stream = ?2 AND write_until > ?3";
// Of a device ?1, whose authors have certificates of the kind ?2. A stream that nobody has written in is announced only
// to those who may write there.
inline constexpr std::string_view kStreamsGiven =
    "SELECT given.stream, ifnull(stream.head, 0) FROM ("
    "SELECT granted.stream FROM granted LEFT JOIN stream ON stream.id = granted.stream "
    "WHERE granted.device = ?1 AND may_read AND (write_until > 0 OR head > 0) "
    "UNION SELECT sealed_to.stream FROM certificate "
    "JOIN reader ON reader.person = certificate.public_key AND reader.is_in_force "
    "JOIN sealed_to ON sealed_to.box_key = reader.box_key "
    "WHERE certificate.device = ?1 AND certificate.kind = ?2) AS given "
    "LEFT JOIN stream ON stream.id = given.stream ORDER BY given.stream";
inline constexpr std::string_view kIsGivenSealed =
    "SELECT 1 FROM certificate JOIN reader ON reader.person = certificate.public_key AND reader.is_in_force "
    "JOIN sealed_to ON sealed_to.box_key = reader.box_key "
    "WHERE certificate.device = ?1 AND certificate.kind = ?3 AND sealed_to.stream = ?2";
inline constexpr std::string_view kMayBringFiles =
    "SELECT 1 FROM granted WHERE device = ?1 AND stream = ?2 AND write_until > ?3 "
    "UNION ALL SELECT 1 FROM stream_entry JOIN entry ON entry.id = stream_entry.entry "
    "WHERE stream_entry.stream = ?2 AND entry.device = ?1 AND stream_entry.stream IN (SELECT stream FROM sealed_to)";
inline constexpr std::int64_t kAuthor = static_cast<std::int64_t>(wire::CertificateKind::author);
inline constexpr std::string_view kLoadChain =
    "SELECT acknowledged, acknowledged_hash, safe, is_frozen FROM chain WHERE device = ?1 AND incarnation = ?2";

[[nodiscard]] Result<std::optional<Device>> find_device_with(vault::Statement& find, DeviceId id);
[[nodiscard]] Result<Chain> load_chain_with(vault::Statement& load, DeviceId device, IncarnationId incarnation);
[[nodiscard]] Result<bool> has_row(vault::Statement& statement, vault::Parameters parameters);
[[nodiscard]] Result<std::optional<StreamId>> find_stream_with(vault::Statement& find, vault::Parameters parameters);
[[nodiscard]] Result<std::vector<RawEntry>> entries_after_with(vault::Statement& select, EntryRow after,
                                                               std::size_t limit);

}  // namespace daohu::county
