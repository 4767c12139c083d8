// SPDX-License-Identifier: Apache-2.0
#pragma once

// What leaves a tablet as a spreadsheet: the township's figures and ledgers, and a family's own copy. Each by the rules of
// the data classes; nothing secret is in any of them. On the reading connection's thread.

#include "core/base/signature.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/read/dossier.hpp"
#include "core/casework/read/statistics.hpp"
#include "core/workbook/workbook.hpp"

namespace daohu::casework {

enum class ExportLanguage : std::uint8_t { zh, en };

// Everything that is held about a family and its people (PIPL article 45): a sheet a dataset, a row a record, personal
// and sensitive values in full. Not in it: what is confidential at work, who told of a hardship, cases in safety mode
// (whoever asks for the copy may be the one whom it protects from), complaints. A sheet of its own says how many values
// were kept back as confidential. not_found; the codes of write_workbook.
[[nodiscard]] Result<Bytes> household_copy(const ReadContext& context, EntityId household, ExportLanguage language);

// A ledger for colleagues: names keep their first character, other personal values their last four characters, sensitive
// ones are left blank, and so is who told. In a row about somebody under 14 on that day, or of whom nobody knows the age,
// every personal value counts as sensitive. casework_role unless the reader sees the whole township; not_found for no
// dataset.
[[nodiscard]] Result<Bytes> ledger_table(const ReadContext& context, std::string_view dataset, const Viewer& reader,
                                         ExportLanguage language, Date on);

// The township's figures with their clauses, and whether the county has all they rest on. Outcomes about single persons
// are not in it, and counts of fewer than kSmallestCell persons are hidden. casework_role.
[[nodiscard]] Result<Bytes> statistics_table(const ReadContext& context, const TownshipQuestion& question,
                                             const Viewer& reader);

// Who vouches for a file: whoever unlocked the tablet signs "daohu-export-1" and its hash.
[[nodiscard]] Signature sign_export(ByteView file, const SigningKey& author);
// signature_invalid.
[[nodiscard]] Result<void> verify_export(ByteView file, const PublicKey& author, const Signature& signature);

}  // namespace daohu::casework
