// SPDX-License-Identifier: Apache-2.0
#include "core/import/workbook.hpp"

#include "core/import/xml_pump.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace daohu::import {

namespace {

constexpr std::size_t kMaxTexts = 8'000'000;
constexpr std::size_t kMaxStyles = 65'536;

// Formats of ECMA-376 part 1, 18.8.30 that show a date, those for Chinese included.
constexpr std::array<int, 20> kDateFormats{14, 15, 16, 17, 22, 27, 28, 29, 30, 31,
                                           36, 50, 51, 52, 53, 54, 55, 56, 57, 58};

int number_of(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// A format of the workbook's own: it has a year or a day outside of what is quoted.
bool shows_date(std::string_view format) {
    bool is_quoted = false;
    bool is_bracketed = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == '[' || c == ']') {
            is_bracketed = c == '[';
        } else if (!is_quoted && !is_bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D')) {
            return true;
        }
    }
    return false;
}

class SheetList final : public XmlEvents {
public:
    Result<void> begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") {
            const std::string_view flag = attribute(attributes, "date1904");
            counts_from_1904 = flag == "1" || flag == "true";
        } else if (name == "sheet" && relation.empty()) {
            for (const auto& [key, value] : attributes) {
                if (key == "id") {  // r:id; sheetId is another
                    relation = value;
                }
            }
        }
        return {};
    }
    Result<void> end(std::string_view) override { return {}; }
    Result<void> text(std::string_view) override { return {}; }

    std::string relation;  // of the first sheet
    bool counts_from_1904 = false;
};

class Relations final : public XmlEvents {
public:
    Result<void> begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "Relationship") {
            targets[std::string{attribute(attributes, "Id")}] = attribute(attributes, "Target");
        }
        return {};
    }
    Result<void> end(std::string_view) override { return {}; }
    Result<void> text(std::string_view) override { return {}; }

    std::map<std::string, std::string> targets;
};

class Styles final : public XmlEvents {
public:
    explicit Styles(std::vector<bool>& is_date) : m_is_date{is_date} {}
    Result<void> begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt") {
            m_own[number_of(attribute(attributes, "numFmtId"))] = shows_date(attribute(attributes, "formatCode"));
        } else if (name == "cellXfs") {
            m_is_in_cells = true;
        } else if (name == "xf" && m_is_in_cells) {
            if (m_is_date.size() == kMaxStyles) {
                return fail(ErrorCode::table_malformed, "more styles than are taken");
            }
            const int format = number_of(attribute(attributes, "numFmtId"));
            const auto own = m_own.find(format);
            m_is_date.push_back(own != m_own.end() ? own->second
                                                   : std::ranges::find(kDateFormats, format) != kDateFormats.end());
        }
        return {};
    }
    Result<void> end(std::string_view name) override {
        m_is_in_cells = m_is_in_cells && name != "cellXfs";
        return {};
    }
    Result<void> text(std::string_view) override { return {}; }

private:
    std::vector<bool>& m_is_date;
    std::map<int, bool> m_own;
    bool m_is_in_cells = false;
};

// <si> with <t> in it, or in runs <r>; what is in <rPh> says how it is read aloud.
class Texts final : public XmlEvents {
public:
    Texts(SharedTexts& texts, std::uint64_t most) : m_texts{texts}, m_most{most} {}
    Result<void> begin(std::string_view name, const XmlAttributes&) override {
        if (name == "si") {
            if (m_texts.size() == kMaxTexts) {
                return fail(ErrorCode::table_malformed, "more texts than are taken");
            }
            m_texts.begin();
            m_is_in_item = true;
        }
        m_is_reading_aloud = m_is_reading_aloud || name == "rPh";
        m_is_in_text = m_is_in_item && !m_is_reading_aloud && name == "t";
        return {};
    }
    Result<void> end(std::string_view name) override {
        m_is_in_text = false;
        m_is_in_item = m_is_in_item && name != "si";
        m_is_reading_aloud = m_is_reading_aloud && name != "rPh";
        return {};
    }
    Result<void> text(std::string_view text) override {
        if (!m_is_in_text) {
            return {};
        }
        if (m_texts.bytes() + text.size() > m_most) {
            return fail(ErrorCode::table_malformed, "longer texts than are taken");
        }
        m_texts.add(text);
        return {};
    }

private:
    SharedTexts& m_texts;
    std::uint64_t m_most;
    bool m_is_in_item = false;
    bool m_is_in_text = false;
    bool m_is_reading_aloud = false;
};

Result<void> parse(const ZipParts& parts, const std::string& name, std::uint64_t most, XmlEvents& events) {
    XmlPump pump{events};
    return parts.stream(name, most, [&](ByteView piece, bool is_last) { return pump.feed(piece, is_last); });
}

// "worksheets/sheet1.xml" beside the workbook, or "/xl/worksheets/sheet1.xml".
std::string part_name(const std::string& target) { return target.starts_with('/') ? target.substr(1) : "xl/" + target; }

}  // namespace

Result<Workbook> Workbook::read(const ZipParts& parts, const WorkbookLimits& limits) {
    Workbook workbook;
    SheetList sheets;
    TRY(parse(parts, "xl/workbook.xml", limits.small_part_bytes, sheets));
    workbook.counts_from_1904 = sheets.counts_from_1904;
    Relations relations;
    TRY(parse(parts, "xl/_rels/workbook.xml.rels", limits.small_part_bytes, relations));
    const auto target = relations.targets.find(sheets.relation);
    if (target == relations.targets.end()) {
        return fail(ErrorCode::table_malformed, "no sheet");
    }
    workbook.sheet = part_name(target->second);
    if (parts.has("xl/styles.xml")) {
        Styles styles{workbook.is_date};
        TRY(parse(parts, "xl/styles.xml", limits.small_part_bytes, styles));
    }
    if (parts.has("xl/sharedStrings.xml")) {
        Texts texts{workbook.texts, limits.shared_bytes};
        TRY(parse(parts, "xl/sharedStrings.xml", limits.text_bytes, texts));
    }
    return workbook;
}

}  // namespace daohu::import
