// SPDX-License-Identifier: Apache-2.0
#include "core/workbook/workbook.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

namespace daohu {

namespace {

constexpr std::size_t kMaxRows = 1'048'576;
constexpr std::size_t kMaxTextBytes = 32'767;
constexpr std::size_t kMaxNameCharacters = 31;
constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";
// Style 1 is text that stays text: the number format for text, and quoted as if an apostrophe had been typed before it.
constexpr std::string_view kStyles =
    R"xml(<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>)xml"
    R"xml(<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1" )xml"
    R"xml(quotePrefix="1"/><xf numFmtId="2" applyNumberFormat="1"/></cellXfs>)xml";

// As XML may hold it: what no XML may hold is left out.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\n':
            case '\t': out += letter; break;
            default:
                if (static_cast<unsigned char>(letter) >= 0x20) {
                    out += letter;
                }
        }
    }
    return out;
}

std::string text_cell(std::string_view text) {
    return fmt::format(R"xml(<c t="inlineStr" s="1"><is><t xml:space="preserve">{}</t></is></c>)xml", escaped(text));
}

std::string cell_xml(const WorkbookCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return text_cell(*text);
    }
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        return fmt::format("<c><v>{}</v></c>", *number);
    }
    if (const auto* amount = std::get_if<Fen>(&cell)) {
        return fmt::format(R"xml(<c s="2"><v>{}</v></c>)xml", amount->to_yuan());
    }
    return "<c/>";
}

std::string sheet_xml(const WorkbookSheet& sheet) {
    std::string rows = "<row>";
    for (const std::string& title : sheet.header) {
        rows += text_cell(title);
    }
    rows += "</row>";
    for (const std::vector<WorkbookCell>& row : sheet.rows) {
        rows += "<row>";
        for (const WorkbookCell& cell : row) {
            rows += cell_xml(cell);
        }
        rows += "</row>";
    }
    return fmt::format(R"xml({}<worksheet xmlns="{}"><sheetData>{}</sheetData></worksheet>)xml", kXml, kMain, rows);
}

std::string workbook_xml(std::span<const WorkbookSheet> sheets) {
    std::string list;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        list +=
            fmt::format(R"xml(<sheet name="{}" sheetId="{}" r:id="rId{}"/>)xml", escaped(sheets[i].name), i + 1, i + 1);
    }
    return fmt::format(R"xml({}<workbook xmlns="{}" xmlns:r="{}"><sheets>{}</sheets></workbook>)xml", kXml, kMain,
                       kRelations, list);
}

std::string workbook_relations(std::size_t sheets) {
    std::string list;
    for (std::size_t i = 1; i <= sheets; ++i) {
        list += fmt::format(R"xml(<Relationship Id="rId{}" Type="{}/worksheet" Target="worksheets/sheet{}.xml"/>)xml",
                            i, kRelations, i);
    }
    list +=
        fmt::format(R"xml(<Relationship Id="rId{}" Type="{}/styles" Target="styles.xml"/>)xml", sheets + 1, kRelations);
    return fmt::format(R"xml({}<Relationships xmlns="{}/relationships">{}</Relationships>)xml", kXml, kPackage, list);
}

std::string content_types(std::size_t sheets) {
    constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    std::string list = fmt::format(
        R"xml(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)xml"
        R"xml(<Default Extension="xml" ContentType="application/xml"/>)xml"
        R"xml(<Override PartName="/xl/workbook.xml" ContentType="{0}sheet.main+xml"/>)xml"
        R"xml(<Override PartName="/xl/styles.xml" ContentType="{0}styles+xml"/>)xml",
        kType);
    for (std::size_t i = 1; i <= sheets; ++i) {
        list += fmt::format(R"xml(<Override PartName="/xl/worksheets/sheet{}.xml" ContentType="{}worksheet+xml"/>)xml",
                            i, kType);
    }
    return fmt::format(R"xml({}<Types xmlns="{}/content-types">{}</Types>)xml", kXml, kPackage, list);
}

struct Part {
    std::string name;
    std::string xml;
};

std::vector<Part> parts_of(std::span<const WorkbookSheet> sheets) {
    std::vector<Part> parts{
        {"[Content_Types].xml", content_types(sheets.size())},
        {"_rels/.rels",
         fmt::format(
             R"xml({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/officeDocument" Target="xl/workbook.xml"/></Relationships>)xml",
             kXml, kPackage, kRelations)},
        {"xl/workbook.xml", workbook_xml(sheets)},
        {"xl/_rels/workbook.xml.rels", workbook_relations(sheets.size())},
        {"xl/styles.xml", fmt::format(R"xml({}<styleSheet xmlns="{}">{}</styleSheet>)xml", kXml, kMain, kStyles)}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        parts.push_back({fmt::format("xl/worksheets/sheet{}.xml", i + 1), sheet_xml(sheets[i])});
    }
    return parts;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

Result<void> check(std::span<const WorkbookSheet> sheets) {
    std::set<std::string_view> names;
    for (const WorkbookSheet& sheet : sheets) {
        const bool is_allowed = !sheet.name.empty() && characters_in(sheet.name) <= kMaxNameCharacters &&
                                sheet.name.find_first_of("[]:*?/\\") == std::string::npos;
        if (!is_allowed || !names.insert(sheet.name).second) {
            return fail(ErrorCode::invalid_argument, "name of a sheet");
        }
        if (sheet.rows.size() >= kMaxRows) {
            return fail(ErrorCode::file_too_large, "rows of a sheet");
        }
        for (const std::vector<WorkbookCell>& row : sheet.rows) {
            for (const WorkbookCell& cell : row) {
                const auto* text = std::get_if<std::string>(&cell);
                if (text != nullptr && text->size() > kMaxTextBytes) {
                    return fail(ErrorCode::file_too_large, "text of a cell");
                }
            }
        }
    }
    return sheets.empty() ? Result<void>{fail(ErrorCode::invalid_argument, "no sheet")} : Result<void>{};
}

// Frees what zip_close() does not: an archive that was never finished.
struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

Result<void> add(zip_t* archive, const Part& part) {
    zip_source_t* content = zip_source_buffer(archive, part.xml.data(), part.xml.size(), 0);
    const auto index = content == nullptr ? -1 : zip_file_add(archive, part.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(content);
        return fail(ErrorCode::io_failed, "adding to a workbook");
    }
    // The first moment such a file can tell: when it was made is nobody's business but the table's.
    constexpr std::uint16_t kFirstDay = (1U << 5U) | 1U;
    const int dated = zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0);
    return dated == 0 ? Result<void>{} : Result<void>{fail(ErrorCode::io_failed, "dating a workbook")};
}

Result<Bytes> content_of(zip_source_t* source) {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_source_stat(source, &status) != 0 || zip_source_open(source) != 0) {
        return fail(ErrorCode::io_failed, "reading a workbook back");
    }
    Bytes bytes(status.size);
    const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    const bool is_whole = read >= 0 && static_cast<std::size_t>(read) == bytes.size();
    return is_whole ? Result<Bytes>{std::move(bytes)}
                    : Result<Bytes>{fail(ErrorCode::io_failed, "a workbook cut short")};
}

}  // namespace

Result<Bytes> write_workbook(std::span<const WorkbookSheet> sheets) {
    TRY(check(sheets));
    const std::vector<Part> parts = parts_of(sheets);  // outlives the archive, which reads it when it is closed
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, FreeSource> target{zip_source_buffer_create(nullptr, 0, 0, &error)};
    if (!target) {
        return fail(ErrorCode::io_failed, "making a workbook");
    }
    std::unique_ptr<zip_t, DiscardArchive> archive{zip_open_from_source(target.get(), ZIP_TRUNCATE, &error)};
    if (!archive) {
        return fail(ErrorCode::io_failed, "making a workbook");
    }
    zip_source_keep(target.get());  // the archive's own share of it
    for (const Part& part : parts) {
        TRY(add(archive.get(), part));
    }
    if (zip_close(archive.get()) != 0) {
        return fail(ErrorCode::io_failed, "closing a workbook");
    }
    archive.release();
    return content_of(target.get());
}

}  // namespace daohu
