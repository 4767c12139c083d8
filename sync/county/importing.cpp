// SPDX-License-Identifier: Apache-2.0
#include "sync/county/importing.hpp"

#include "sync/county/county_pen.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/register_view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::size_t kRowsPerEntry = 32;
constexpr std::string_view kProvenance = "county_push";
constexpr std::string_view kPersonDataset = "person";
constexpr std::string_view kIdNumber = "id_number";

// The text of a property in a row; empty without one.
std::string text_of(const import::RowValues& values, std::string_view property) {
    const auto found = std::ranges::find(values.assignments, property, &entry::DraftAssignment::name);
    const auto* text = found == values.assignments.end() ? nullptr : std::get_if<std::string>(&found->value);
    return text == nullptr ? std::string{} : *text;
}

registry::PersonSketch sketch_of(const import::RowValues& values) {
    return {.name = text_of(values, "full_name"),
            .id_number = text_of(values, kIdNumber),
            .phone = text_of(values, "phone"),
            .birth_date = text_of(values, "birth_date")};
}

// A table from its header on.
struct OpenTable {
    std::unique_ptr<import::RowSource> rows;
    import::ColumnPlan plan;
};

Result<OpenTable> open_table(import::Table& table, const registry::DatasetSchema& dataset,
                             const ImportOptions& options) {
    auto rows = TRY(table.rows());
    import::Row header;
    const bool has_header = TRY(rows->next(header));
    if (!has_header) {
        return fail(ErrorCode::table_columns_wrong, "the table is empty");
    }
    import::ColumnPlan plan = TRY(import::ColumnPlan::make(header.fields, dataset, options.renamed));
    if (plan.village_column().has_value() == !options.village.empty()) {
        return fail(ErrorCode::table_columns_wrong, options.village.empty()
                                                        ? "no column of villages, and no village for the table"
                                                        : "a column of villages, and a village for the table");
    }
    return OpenTable{.rows = std::move(rows), .plan = std::move(plan)};
}

// The first reading: finds everything that is wrong, and who may be there already.
class Inspection {
public:
    Inspection(Store& store, const registry::SchemaSet& schemas, const ImportOptions& options, RegisterView* view)
        : m_store{store}, m_schemas{schemas}, m_options{options}, m_view{view} {}

    Result<void> run(OpenTable& table) {
        import::Row row;
        for (;;) {
            const bool is_more = TRY(table.rows->next(row));
            if (!is_more) {
                return {};
            }
            TRY(inspect(row, table.plan));
        }
    }
    [[nodiscard]] ImportReport& report() { return m_report; }
    [[nodiscard]] const std::unordered_set<std::uint64_t>& left_out() const { return m_left_out; }

private:
    Result<void> inspect(const import::Row& row, const import::ColumnPlan& plan) {
        ++m_report.rows;
        std::vector<import::CellFault> faults;
        const import::RowValues values = import::read_row(row, plan, m_schemas, faults);
        for (import::CellFault& fault : faults) {
            if (++m_report.fault_count <= ImportReport::kListed) {
                m_report.faults.push_back(std::move(fault));
            }
        }
        if (faults.empty()) {
            const bool is_known = TRY(may_be_known(row.number, values));
            if (is_known && m_options.duplicates == DuplicateRule::leave_out) {
                m_left_out.insert(row.number);
            } else {
                ++m_report.taken;
            }
        }
        return {};
    }

    Result<bool> may_be_known(std::uint64_t row, const import::RowValues& values) {
        if (m_view == nullptr) {
            return false;
        }
        const std::string id_number = text_of(values, kIdNumber);
        if (!id_number.empty()) {
            const auto [other, is_first] = m_id_numbers.try_emplace(hash256(as_bytes(id_number)), row);
            if (!is_first) {
                note({.row = row,
                      .same_as_row = other->second,
                      .person = {},
                      .likeness = {registry::Likeness::same_id_number}});
                return true;
            }
        }
        const std::string& village = values.village.empty() ? m_options.village : values.village;
        const auto stream = TRY(m_store.find_village(village));
        if (!stream) {
            return false;
        }
        TRY(m_view->add(*stream));
        const auto likely = TRY(registry::likely_persons(m_view->reader(), sketch_of(values), *stream));
        if (likely.empty()) {
            return false;
        }
        note({.row = row, .same_as_row = 0, .person = likely.front().person, .likeness = likely.front().likeness});
        return true;
    }
    void note(LikelyDuplicate duplicate) {
        if (++m_report.duplicate_count <= ImportReport::kListed) {
            m_report.duplicates.push_back(std::move(duplicate));
        }
    }

    Store& m_store;
    const registry::SchemaSet& m_schemas;
    const ImportOptions& m_options;
    RegisterView* m_view;
    ImportReport m_report;
    std::unordered_set<std::uint64_t> m_left_out;
    std::unordered_map<Hash256, std::uint64_t> m_id_numbers;  // and the row that has each
};

// The second reading: rows of one village gather until they fill an entry.
class Writing {
public:
    Writing(StoreWriter& writer, CountyPen& pen, const ImportOptions& options, Hash256 table, Entropy& entropy)
        : m_writer{writer}, m_pen{pen}, m_options{options}, m_table{table}, m_entropy{entropy} {}

    Result<void> add(std::uint64_t row, import::RowValues values) {
        const std::string& village = values.village.empty() ? m_options.village : values.village;
        Waiting& waiting = m_waiting[village];
        entry::EntryDraft draft;
        draft.sections.push_back(
            {id_of(row, village),
             {{entry::OperationCode::create, m_options.dataset, std::move(values.assignments), {}}},
             {}});
        // More than its share of an entry, since each is measured as an entry of its own.
        const entry::EntrySize size = entry::measure(draft);
        if (waiting.bytes + size.bytes > kMostBytes || waiting.values + size.values > kMostValues) {
            TRY(flush(village, waiting));
        }
        waiting.bytes += size.bytes;
        waiting.values += size.values;
        waiting.sections.push_back(std::move(draft.sections.front()));
        m_last_row = row;
        if (waiting.sections.size() == kRowsPerEntry) {
            TRY(flush(village, waiting));
        }
        return {};
    }
    Result<void> finish() {
        for (auto& [village, waiting] : m_waiting) {
            TRY(flush(village, waiting));
        }
        return {};
    }
    [[nodiscard]] std::uint64_t entries() const { return m_entries; }

private:
    // Rows of one village that are not in an entry yet.
    struct Waiting {
        std::vector<entry::DraftSection> sections;
        std::size_t bytes = 0;
        std::size_t values = 0;
    };
    // Room is left for the section that says where the rows come from.
    static constexpr std::size_t kMostBytes = entry::kMaxEntryBytes - 4096;
    static constexpr std::size_t kMostValues = entry::kMaxValues - 16;

    // The same row of the same table is the same entity, however often it is taken in.
    [[nodiscard]] EntityId id_of(std::uint64_t row, const std::string& village) const {
        const std::string place = m_options.dataset + '\n' + village + '\n' + std::to_string(row);
        const Hash256 hash = Hasher{}.update(m_table.bytes()).update(as_bytes(place)).finish();
        std::array<std::uint8_t, EntityId::kSize> raw{};
        std::copy_n(hash.bytes().begin(), raw.size(), raw.begin());
        return EntityId{raw};
    }

    Result<void> flush(const std::string& village, Waiting& waiting) {
        if (waiting.sections.empty()) {
            return {};
        }
        entry::EntryDraft draft;
        draft.scope = TRY(village_stream(m_writer, village, m_entropy));
        draft.sections.push_back({std::nullopt, {origin()}, {}});
        std::ranges::move(waiting.sections, std::back_inserter(draft.sections));
        waiting = {};
        TRY(m_pen.write(m_writer, draft));
        ++m_entries;
        return {};
    }
    // Where it comes from, for whoever asks later.
    [[nodiscard]] entry::DraftOperation origin() const {
        return {entry::OperationCode::record,
                "import",
                {{"/import/provenance", entry::Value{std::string{kProvenance}}, {}},
                 {"/import/table", entry::Value{Bytes(m_table.bytes().begin(), m_table.bytes().end())}, {}},
                 {"/import/last_row", entry::Value{static_cast<std::int64_t>(m_last_row)}, {}}},
                {}};
    }

    StoreWriter& m_writer;
    CountyPen& m_pen;
    const ImportOptions& m_options;
    Hash256 m_table;
    Entropy& m_entropy;
    std::map<std::string, Waiting> m_waiting;  // by village
    std::uint64_t m_last_row = 0;
    std::uint64_t m_entries = 0;
};

// One transaction for all of the table.
Result<std::uint64_t> write_table(StoreWriter& writer, CountyPen& pen, const registry::SchemaSet& schemas,
                                  OpenTable& table, const ImportOptions& options, Hash256 hash,
                                  const std::unordered_set<std::uint64_t>& left_out, Entropy& entropy) {
    Writing writing{writer, pen, options, hash, entropy};
    import::Row row;
    for (;;) {
        const bool is_more = TRY(table.rows->next(row));
        if (!is_more) {
            break;
        }
        std::vector<import::CellFault> faults;
        import::RowValues values = import::read_row(row, table.plan, schemas, faults);
        if (!faults.empty()) {
            return fail(ErrorCode::table_malformed, "the table changed while it was read");
        }
        if (!left_out.contains(row.number)) {
            TRY(writing.add(row.number, std::move(values)));
        }
    }
    TRY(writing.finish());
    return writing.entries();
}

}  // namespace

Result<ImportReport> import_table(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                  import::Table& table, const ImportOptions& options, const Clock& clock,
                                  Entropy& entropy) {
    const registry::DatasetSchema* dataset = schemas.find_dataset(options.dataset);
    if (dataset == nullptr) {
        return fail(ErrorCode::not_found, "dataset " + options.dataset);
    }
    if (!options.village.empty()) {
        TRY(check_village_code(options.village));
    }
    std::unique_ptr<RegisterView> view;
    if (dataset->name == kPersonDataset) {
        view = TRY(RegisterView::open(folder, store, schemas, clock, entropy));
    }
    Inspection inspection{store, schemas, options, view.get()};
    inspection.report().format = table.format();
    OpenTable first = TRY(open_table(table, *dataset, options));
    TRY(inspection.run(first));
    if (inspection.report().fault_count > 0 || options.mode == ImportMode::dry_run) {
        return std::move(inspection.report());
    }
    const Hash256 hash = TRY(table.hash());
    OpenTable second = TRY(open_table(table, *dataset, options));
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    inspection.report().entries =
        TRY(write_table(*writer, pen, schemas, second, options, hash, inspection.left_out(), entropy));
    TRY(writer->commit());
    inspection.report().is_applied = true;
    return std::move(inspection.report());
}

namespace {

std::string_view word(registry::Likeness likeness) {
    switch (likeness) {
        case registry::Likeness::same_id_number: return "same_id_number";
        case registry::Likeness::same_phone: return "same_phone";
        case registry::Likeness::same_name: return "same_name";
        case registry::Likeness::sounds_alike: return "sounds_alike";
    }
    return "";
}

nlohmann::ordered_json to_json(const LikelyDuplicate& duplicate) {
    nlohmann::ordered_json json{{"row", duplicate.row}};
    if (duplicate.same_as_row > 0) {
        json["same_as_row"] = duplicate.same_as_row;
    }
    if (duplicate.person) {
        json["person"] = duplicate.person->to_string();
    }
    for (const registry::Likeness likeness : duplicate.likeness) {
        json["likeness"].push_back(word(likeness));
    }
    return json;
}

}  // namespace

std::string report_json(const ImportReport& report) {
    nlohmann::ordered_json json{{"rows", report.rows},
                                {"taken", report.taken},
                                {"entries", report.entries},
                                {"applied", report.is_applied},
                                {"format", report.format},
                                {"fault_count", report.fault_count},
                                {"faults", nlohmann::ordered_json::array()},
                                {"duplicate_count", report.duplicate_count},
                                {"duplicates", nlohmann::ordered_json::array()}};
    for (const import::CellFault& fault : report.faults) {
        json["faults"].push_back({{"row", fault.row}, {"column", fault.column}, {"why", fault.why}});
    }
    for (const LikelyDuplicate& duplicate : report.duplicates) {
        json["duplicates"].push_back(to_json(duplicate));
    }
    return json.dump(2);
}

}  // namespace daohu::county
