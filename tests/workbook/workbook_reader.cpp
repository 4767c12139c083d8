// SPDX-License-Identifier: Apache-2.0
#include "tests/workbook/workbook_reader.hpp"

#include <catch2/catch_test_macros.hpp>
#include <pugixml.hpp>
#include <zip.h>

namespace daohu::test {

std::vector<std::string> ReadSheet::texts(std::size_t row) const {
    std::vector<std::string> found;
    for (const ReadCell& cell : rows.at(row)) {
        found.push_back(cell.text);
    }
    return found;
}

std::map<std::string, std::string> unpack(const Bytes& bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    REQUIRE(source != nullptr);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    REQUIRE(archive != nullptr);
    std::map<std::string, std::string> parts;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t status;
        REQUIRE(zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &status) == 0);
        std::string content(status.size, '\0');
        zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        REQUIRE(file != nullptr);
        REQUIRE(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
        zip_fclose(file);
        parts[status.name] = std::move(content);
    }
    zip_discard(archive);
    return parts;
}

std::vector<ReadSheet> read_workbook(const Bytes& bytes) {
    const std::map<std::string, std::string> parts = unpack(bytes);
    pugi::xml_document workbook;
    REQUIRE(parts.contains("xl/workbook.xml"));
    REQUIRE(workbook.load_string(parts.at("xl/workbook.xml").c_str()));
    std::vector<ReadSheet> sheets;
    for (const pugi::xml_node sheet : workbook.child("workbook").child("sheets").children("sheet")) {
        ReadSheet read;
        read.name = sheet.attribute("name").value();
        const std::string part = "xl/worksheets/sheet" + std::to_string(sheets.size() + 1) + ".xml";
        pugi::xml_document document;
        REQUIRE(parts.contains(part));
        REQUIRE(document.load_string(parts.at(part).c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
        for (const pugi::xml_node row : document.child("worksheet").child("sheetData").children("row")) {
            std::vector<ReadCell>& cells = read.rows.emplace_back();
            for (const pugi::xml_node cell : row.children("c")) {
                const bool is_text = std::string_view{cell.attribute("t").value()} == "inlineStr";
                cells.push_back({is_text ? cell.child("is").child("t").child_value() : cell.child("v").child_value(),
                                 is_text, !cell.child("f").empty()});
            }
        }
        sheets.push_back(std::move(read));
    }
    return sheets;
}

}  // namespace daohu::test
