// SPDX-License-Identifier: Apache-2.0
#include "core/import/xlsx_rows.hpp"

#include "core/import/xml_pump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <deque>
#include <optional>
#include <utility>

namespace daohu::import {

namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;
constexpr double kPlainDigits = 1e15;   // a double shows fifteen digits faithfully
constexpr double kLastDay = 2'958'465;  // 9999-12-31
constexpr double kNoSuchDay = 60;       // workbooks believe in 1900-02-29

// "AB12" is column 27, counted from 0; nothing for what is no reference.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
        if (column > kMaxColumns) {
            return kMaxColumns;
        }
    }
    return letters == 0 ? std::nullopt : std::optional{column - 1};
}

std::string date_text(double serial, bool counts_from_1904) {
    using std::chrono::days;
    const auto whole = static_cast<int>(std::floor(serial));
    std::chrono::sys_days day;
    if (counts_from_1904) {
        day = std::chrono::sys_days{std::chrono::year{1904} / 1 / 1} + days{whole};
    } else {
        const auto zero = std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
        day = zero + days{serial < kNoSuchDay ? whole + 1 : whole};
    }
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

// Nothing for what is no number.
std::optional<std::string> number_text(std::string_view raw, bool is_date, bool counts_from_1904) {
    double number = 0;
    const auto read = std::from_chars(raw.data(), raw.data() + raw.size(), number);
    if (read.ec != std::errc{} || read.ptr != raw.data() + raw.size() || !std::isfinite(number)) {
        return std::nullopt;
    }
    if (is_date && number >= 1 && number <= kLastDay && std::floor(number) != kNoSuchDay) {
        return date_text(number, counts_from_1904);
    }
    if (std::abs(number) < kPlainDigits && std::floor(number) == number) {
        return fmt::format("{}", static_cast<std::int64_t>(number));
    }
    return fmt::format("{:.15G}", number);
}

struct SheetRow {
    std::uint64_t number = 0;
    std::vector<std::string> fields;
};

// Turns the sheet's elements into rows: <row r><c r t s><v> or <is><t>.
class Sheet final : public XmlEvents {
public:
    explicit Sheet(const Workbook& workbook) : m_workbook{workbook} {}

    Result<void> begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "row") {
            return begin_row(attribute(attributes, "r"));
        }
        if (name == "c") {
            return begin_cell(attributes);
        }
        m_is_reading_aloud = m_is_reading_aloud || name == "rPh";
        m_is_in_value = m_is_in_cell && !m_is_reading_aloud && (name == "v" || name == "t");
        return {};
    }
    Result<void> end(std::string_view name) override {
        m_is_in_value = false;
        m_is_reading_aloud = m_is_reading_aloud && name != "rPh";
        if (name == "c" && m_is_in_cell) {
            m_is_in_cell = false;
            return end_cell();
        }
        if (name == "row") {
            ready.push_back(std::move(m_row));
            m_row = {};
        }
        return {};
    }
    Result<void> text(std::string_view text) override {
        if (!m_is_in_value) {
            return {};
        }
        if (m_raw.size() + text.size() > kMaxFieldBytes) {
            return malformed("longer than a field may be");
        }
        m_raw += text;
        return {};
    }

    std::deque<SheetRow> ready;  // whole rows, not taken yet

private:
    Result<void> begin_row(std::string_view said) {
        std::uint64_t number = m_last_row + 1;
        if (!said.empty()) {
            const auto read = std::from_chars(said.data(), said.data() + said.size(), number);
            if (read.ec != std::errc{} || number <= m_last_row) {
                return malformed("rows out of order");
            }
        }
        if (number > kMaxRows) {
            return malformed("more rows than are taken");
        }
        m_last_row = number;
        m_row = {.number = number, .fields = {}};
        m_column = 0;
        m_has_column = false;
        return {};
    }
    Result<void> begin_cell(const XmlAttributes& attributes) {
        const std::size_t next = m_has_column ? m_column + 1 : 0;
        m_column = column_of(attribute(attributes, "r")).value_or(next);
        if (m_column < next) {
            return malformed("cells out of order");
        }
        if (m_column >= kMaxColumns) {
            return malformed("more columns than are taken");
        }
        m_has_column = true;
        m_is_in_cell = true;
        m_type = attribute(attributes, "t");
        m_raw.clear();
        const std::string_view style = attribute(attributes, "s");
        std::size_t number = 0;
        std::from_chars(style.data(), style.data() + style.size(), number);
        m_is_date = number < m_workbook.is_date.size() && m_workbook.is_date[number];
        return {};
    }
    Result<void> end_cell() {
        const std::string value = TRY(cell_value());
        if (value.empty()) {
            return {};
        }
        m_row.fields.resize(m_column + 1);
        m_row.fields[m_column] = value;
        return {};
    }
    Result<std::string> cell_value() {
        if (m_raw.empty() || m_type == "inlineStr" || m_type == "str" || m_type == "b") {
            return std::move(m_raw);
        }
        if (m_type == "e") {
            return malformed("a formula that failed");
        }
        if (m_type == "d") {  // "2026-07-01T00:00:00"
            return m_raw.substr(0, m_raw.find('T'));
        }
        if (m_type == "s") {
            std::size_t index = 0;
            const auto read = std::from_chars(m_raw.data(), m_raw.data() + m_raw.size(), index);
            if (read.ec != std::errc{} || index >= m_workbook.texts.size()) {
                return malformed("a text that is not there");
            }
            const std::string_view text = m_workbook.texts.at(index);
            if (text.size() > kMaxFieldBytes) {
                return malformed("longer than a field may be");
            }
            return std::string{text};
        }
        const auto number = number_text(m_raw, m_is_date, m_workbook.counts_from_1904);
        if (!number) {
            return malformed("no number");
        }
        return *number;
    }
    [[nodiscard]] Failure malformed(std::string_view what) const {
        return fail(ErrorCode::table_malformed, fmt::format("row {}, column {}: {}", m_last_row, m_column + 1, what));
    }

    const Workbook& m_workbook;
    SheetRow m_row;
    std::uint64_t m_last_row = 0;
    std::size_t m_column = 0;
    bool m_has_column = false;
    bool m_is_in_cell = false;
    bool m_is_in_value = false;
    bool m_is_reading_aloud = false;
    bool m_is_date = false;
    std::string m_type;
    std::string m_raw;
};

bool is_blank(const SheetRow& row) {
    return std::ranges::all_of(
        row.fields, [](const std::string& field) { return field.find_first_not_of(" \t") == std::string::npos; });
}

}  // namespace

struct XlsxRows::State {
    State(ZipParts opened, Workbook read) : parts{std::move(opened)}, workbook{std::move(read)} {}

    ZipParts parts;
    Workbook workbook;
    Sheet sheet{workbook};
    XmlPump pump{sheet};
    std::optional<ZipPart> part;
    std::vector<std::uint8_t> buffer = std::vector<std::uint8_t>(kPiece);
    bool is_at_end = false;
    SheetRow current;
};

XlsxRows::XlsxRows(std::unique_ptr<State> state) : m_state{std::move(state)} {}
XlsxRows::~XlsxRows() = default;

Result<std::unique_ptr<XlsxRows>> XlsxRows::open(const std::filesystem::path& path, const WorkbookLimits& limits) {
    ZipParts parts = TRY(ZipParts::open(path));
    Workbook workbook = TRY(Workbook::read(parts, limits));
    const std::string sheet = workbook.sheet;
    auto state = std::make_unique<State>(std::move(parts), std::move(workbook));
    state->part = TRY(state->parts.part(sheet, limits.sheet_bytes));
    return std::unique_ptr<XlsxRows>{new XlsxRows{std::move(state)}};
}

Result<bool> XlsxRows::next(Row& row) {
    State& state = *m_state;
    for (;;) {
        while (state.sheet.ready.empty()) {
            if (state.is_at_end) {
                return false;
            }
            const std::size_t size = TRY(state.part->read(state.buffer));
            state.is_at_end = size == 0;
            TRY(state.pump.feed(ByteView{state.buffer}.first(size), state.is_at_end));
        }
        state.current = std::move(state.sheet.ready.front());
        state.sheet.ready.pop_front();
        if (!is_blank(state.current)) {
            row = {.number = state.current.number, .fields = state.current.fields};
            return true;
        }
    }
}

}  // namespace daohu::import
