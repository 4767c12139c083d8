// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table in a file of whatever kind, which can be read more than once. One thread.

#include "core/base/hash.hpp"
#include "core/import/row_source.hpp"
#include "core/import/text_decoder.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace daohu::import {

class Table {
public:
    virtual ~Table() = default;
    // From the first row; what was opened before is not read any more.
    [[nodiscard]] virtual Result<std::unique_ptr<RowSource>> rows() = 0;
    // Of the file's bytes.
    [[nodiscard]] virtual Result<Hash256> hash() = 0;
    // "xlsx", or the encoding of a CSV file.
    [[nodiscard]] virtual std::string_view format() const = 0;
};

// `source` must outlive the table. The encoding is found out where none is given.
[[nodiscard]] Result<std::unique_ptr<Table>> open_csv(ByteSource& source, std::optional<Encoding> encoding);

// By what the file begins with: an Excel workbook is a ZIP file. The codes of open_file and open_csv.
[[nodiscard]] Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& path,
                                                        std::optional<Encoding> encoding);

}  // namespace daohu::import
