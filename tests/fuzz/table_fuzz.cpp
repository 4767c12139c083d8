// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a table is read row by row or refused, in any encoding; a row that is refused is refused by name.

#include "core/import/csv_rows.hpp"
#include "core/import/row_values.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

namespace {

const registry::SchemaSet& schemas() {
    static const registry::SchemaFile person{
        .name = "person.json",
        .text = R"json({"dataset": "person", "version": 1, "label": {"en": "Person", "zh": "person"}, "properties": [
            {"name": "a", "type": "text", "class": "P", "purpose": "identify", "label": {"en": "A", "zh": "a"}},
            {"name": "b", "type": "date", "class": "P", "purpose": "identify", "label": {"en": "B", "zh": "b"}},
            {"name": "c", "type": "int", "class": "P", "purpose": "identify", "label": {"en": "C", "zh": "c"}},
            {"name": "d", "type": "fen", "class": "P", "purpose": "identify", "label": {"en": "D", "zh": "d"}},
            {"name": "e", "type": "bool", "class": "P", "purpose": "identify", "label": {"en": "E", "zh": "e"}}]})json"};
    static const registry::SchemaSet loaded = registry::SchemaSet::parse({&person, 1}, {}).value();
    return loaded;
}

void read_table(ByteView input, import::Encoding encoding) {
    import::MemorySource source{input};
    const auto rows = import::CsvRows::open(source, encoding);
    import::Row row;
    if (!rows) {
        return;
    }
    const auto header = (*rows)->next(row);
    if (!header || !*header) {
        return;
    }
    const auto plan = import::ColumnPlan::make(row.fields, *schemas().find_dataset("person"), {});
    std::uint64_t last = row.number;
    for (;;) {
        const auto is_more = (*rows)->next(row);
        if (!is_more || !*is_more) {
            return;
        }
        DAOHU_CHECK(row.number > last);
        last = row.number;
        if (plan) {
            std::vector<import::CellFault> faults;
            const import::RowValues values = import::read_row(row, *plan, schemas(), faults);
            DAOHU_CHECK(!faults.empty() || !values.assignments.empty());
        }
    }
}

}  // namespace

void try_input(ByteView input) {
    import::MemorySource source{input};
    const auto found = import::detect_encoding(source);
    DAOHU_CHECK(found.has_value());
    for (const import::Encoding encoding : {import::Encoding::utf8, import::Encoding::gb18030,
                                            import::Encoding::utf16_little, import::Encoding::utf16_big}) {
        read_table(input, encoding);
    }
}

}  // namespace daohu::fuzz
