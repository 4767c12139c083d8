// SPDX-License-Identifier: Apache-2.0
#include "core/import/table.hpp"

#include "core/import/csv_rows.hpp"
#include "core/import/xlsx_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace daohu::import {

namespace {

constexpr std::array<std::uint8_t, 4> kZip{'P', 'K', 3, 4};

Result<Hash256> hash_of(ByteSource& source) {
    TRY(source.rewind());
    std::vector<std::uint8_t> piece(std::size_t{64} * 1024);
    Hasher hasher;
    for (;;) {
        const std::size_t size = TRY(source.read(piece));
        if (size == 0) {
            return hasher.finish();
        }
        hasher.update(ByteView{piece}.first(size));
    }
}

class CsvTable final : public Table {
public:
    CsvTable(ByteSource& source, Encoding encoding) : m_source{source}, m_encoding{encoding} {}
    CsvTable(std::unique_ptr<ByteSource> source, Encoding encoding)
        : m_owned{std::move(source)}, m_source{*m_owned}, m_encoding{encoding} {}

    Result<std::unique_ptr<RowSource>> rows() override {
        TRY(m_source.rewind());
        return TRY(CsvRows::open(m_source, m_encoding));
    }
    Result<Hash256> hash() override { return hash_of(m_source); }
    [[nodiscard]] std::string_view format() const override { return to_string(m_encoding); }

private:
    std::unique_ptr<ByteSource> m_owned;  // or somebody else's
    ByteSource& m_source;
    Encoding m_encoding;
};

class XlsxTable final : public Table {
public:
    explicit XlsxTable(std::filesystem::path path) : m_path{std::move(path)} {}

    Result<std::unique_ptr<RowSource>> rows() override { return TRY(XlsxRows::open(m_path)); }
    Result<Hash256> hash() override {
        const auto source = TRY(open_file(m_path));
        return hash_of(*source);
    }
    [[nodiscard]] std::string_view format() const override { return "xlsx"; }

private:
    std::filesystem::path m_path;
};

Result<Encoding> encoding_of(ByteSource& source, std::optional<Encoding> given) {
    TRY(source.rewind());
    const Encoding found = TRY(detect_encoding(source));
    return given.value_or(found);
}

Result<bool> is_workbook(ByteSource& source) {
    std::array<std::uint8_t, kZip.size()> first{};
    const std::size_t size = TRY(source.read(first));
    return size == first.size() && first == kZip;
}

}  // namespace

Result<std::unique_ptr<Table>> open_csv(ByteSource& source, std::optional<Encoding> encoding) {
    const Encoding known = TRY(encoding_of(source, encoding));
    return std::make_unique<CsvTable>(source, known);
}

Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& path, std::optional<Encoding> encoding) {
    auto source = TRY(open_file(path));
    const bool is_zip = TRY(is_workbook(*source));
    if (is_zip) {
        return std::make_unique<XlsxTable>(path);
    }
    const Encoding known = TRY(encoding_of(*source, encoding));
    return std::make_unique<CsvTable>(std::move(source), known);
}

}  // namespace daohu::import
