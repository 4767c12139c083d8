// SPDX-License-Identifier: Apache-2.0
#include "core/casework/export/tables.hpp"

#include "core/base/hash.hpp"
#include "core/casework/export/cells.hpp"
#include "core/casework/facts/household_records.hpp"
#include "core/casework/facts/known_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace daohu::casework {

namespace {

using registry::DatasetSchema;
using registry::Entity;
using registry::PropertySchema;

constexpr std::size_t kPortion = 256;
constexpr std::string_view kPurpose = "daohu-export-1";
// Somebody whom the county wants looked for: named by the list itself, until somebody found him.
constexpr std::string_view kListed = "task";
// Who told of a hardship, or heard of it, is somebody else's secret.
constexpr std::array<std::string_view, 4> kInformants{"informant", "source_ref", "told_by", "told_name"};

bool is_informant(const PropertySchema& property) {
    return std::ranges::find(kInformants, property.name) != kInformants.end();
}

Bytes signed_bytes(ByteView file) {
    Bytes message{kPurpose.begin(), kPurpose.end()};
    const Hash256 hash = hash256(file);
    message.insert(message.end(), hash.bytes().begin(), hash.bytes().end());
    return message;
}

// The values of a property that stand; a set has several.
std::vector<entry::Value> values_of(const Entity& entity, const PropertySchema& property) {
    std::vector<entry::Value> values;
    if (const entry::Value* shown = entity.displayed(property.name)) {
        values.push_back(*shown);
    }
    const auto set = entity.sets.find(property.name);
    if (set != entity.sets.end()) {
        for (const registry::Element& element : set->second) {
            values.push_back(element.added.value);
        }
    }
    return values;
}

// Several values of one cell stand side by side.
WorkbookCell joined(const std::vector<entry::Value>& values, const PropertySchema& property,
                    const registry::SchemaSet& schemas, const NamesOf& names, ExportLanguage language) {
    if (values.size() == 1) {
        return cell_of(values.front(), property, schemas, names, language);
    }
    std::string words;
    for (const entry::Value& value : values) {
        const WorkbookCell cell = cell_of(value, property, schemas, names, language);
        if (const auto* text = std::get_if<std::string>(&cell)) {
            words += (words.empty() ? "" : " ") + *text;
        }
    }
    return words.empty() ? WorkbookCell{} : WorkbookCell{std::move(words)};
}

class FamilyCopy {
public:
    FamilyCopy(const ReadContext& context, ExportLanguage language) : m_context{context}, m_language{language} {}

    void name(const Entity& person) {
        for (const EntityId id : person.members) {
            m_names[id] = std::string{person.text("full_name").value_or("")};
        }
    }

    void add(const Entity& entity) {
        const DatasetSchema* schema = m_context.schemas.find_dataset(entity.dataset);
        if (schema == nullptr) {
            return;
        }
        WorkbookSheet& sheet = sheet_of(*schema);
        std::vector<WorkbookCell>& row = sheet.rows.emplace_back();
        for (const PropertySchema& property : schema->properties) {
            const std::vector<entry::Value> values = values_of(entity, property);
            if (is_theirs(property)) {
                row.push_back(joined(values, property, m_context.schemas, m_names, m_language));
            } else {
                m_kept_back += values.empty() ? 0 : 1;
            }
        }
    }

    [[nodiscard]] Result<Bytes> write() {
        m_sheets.push_back({"confidential", {"kept_back"}, {{m_kept_back}}});
        return write_workbook(m_sheets);
    }

private:
    static bool is_theirs(const PropertySchema& property) {
        return property.data_class != registry::DataClass::work && !is_informant(property);
    }

    WorkbookSheet& sheet_of(const DatasetSchema& schema) {
        const std::string name = label_of(schema.label, m_language, schema.name).substr(0, kSheetNameBytes);
        const auto known = std::ranges::find(m_datasets, schema.name);
        if (known != m_datasets.end()) {
            return m_sheets[static_cast<std::size_t>(known - m_datasets.begin())];
        }
        m_datasets.push_back(schema.name);
        WorkbookSheet& sheet = m_sheets.emplace_back();
        const bool is_taken = std::ranges::count(m_sheets, name, &WorkbookSheet::name) > 0;
        sheet.name = is_taken ? schema.name : name;
        for (const PropertySchema& property : schema.properties) {
            if (is_theirs(property)) {
                sheet.header.push_back(label_of(property.label, m_language, property.name));
            }
        }
        return sheet;
    }

    static constexpr std::size_t kSheetNameBytes = 30;  // ten characters: labels are shorter

    const ReadContext& m_context;
    ExportLanguage m_language;
    NamesOf m_names;
    std::vector<std::string> m_datasets;
    std::vector<WorkbookSheet> m_sheets;
    std::int64_t m_kept_back = 0;
};

Result<void> add_if_shown(const ReadContext& context, const Entity& entity, FamilyCopy& copy) {
    const bool hidden = is_secret(entity) || TRY(is_hidden(entity, Viewer{}, context.registry));
    if (!hidden) {
        copy.add(entity);
    }
    return {};
}

// Whom a row names, and whether a child is among them.
struct RowPeople {
    NamesOf names;
    RowAbout about = RowAbout::adults;

    void add(EntityId id, const Entity& person, Date on) {
        constexpr std::int64_t kNoChildFrom = 14;  // years
        names[id] = std::string{person.text("full_name").value_or("")};
        const auto born = partial_date_fact(person, "birth_date");
        const auto grown_up = born.is_answered() ? born.find()->latest().plus_years(kNoChildFrom)
                                                 : Result<Date>{fail(ErrorCode::not_found)};
        if (!grown_up || *grown_up > on) {
            about = RowAbout::child;
        }
    }
};

Result<RowPeople> people_of(const ReadContext& context, const Entity& entity, const DatasetSchema& schema, Date on) {
    RowPeople people;
    if (entity.dataset == "person") {
        people.add(entity.id, entity, on);
    }
    for (const PropertySchema& property : schema.properties) {
        if (property.dataset != "person") {
            continue;
        }
        for (const entry::Value& value : values_of(entity, property)) {
            const auto id = entry::referenced_entity(value);
            if (!id) {
                continue;
            }
            if (const auto person = TRY(context.registry.find(*id))) {
                people.add(*id, *person, on);
            } else {
                people.about = RowAbout::child;  // nobody here knows the age
            }
        }
    }
    if (entity.dataset == kListed && people.names.empty()) {
        people.about = RowAbout::child;  // known from the county's list by name only
    }
    return people;
}

struct LedgerQuestion {
    const DatasetSchema& schema;
    ExportLanguage language;
    Date on;
};

Result<void> add_ledger_row(const ReadContext& context, EntityId id, const LedgerQuestion& question,
                            WorkbookSheet& sheet) {
    const auto entity = TRY(context.registry.find(id));
    const bool shown = entity && entity->status == registry::EntityStatus::open && !is_secret(*entity) &&
                       !TRY(is_hidden(*entity, Viewer{}, context.registry));
    if (!shown) {
        return {};
    }
    const RowPeople people = TRY(people_of(context, *entity, question.schema, question.on));
    std::vector<WorkbookCell>& row = sheet.rows.emplace_back();
    for (const PropertySchema& property : question.schema.properties) {
        WorkbookCell cell =
            joined(values_of(*entity, property), property, context.schemas, people.names, question.language);
        row.push_back(is_informant(property) ? WorkbookCell{} : masked(std::move(cell), property, people.about));
    }
    return {};
}

// Of how many cases a rule makes its share: an input of its outcome.
struct ShareOf {
    std::string_view rule;
    std::string_view input;
};
constexpr std::array kShares{ShareOf{"complaints_answered", "statistics.complaint.received"},
                             ShareOf{"emergency_met_share", "statistics.emergency"},
                             ShareOf{"task_completion", "task"}};

// A share of so few would tell what became of one of them.
bool is_share_of_few(const policy::Outcome& outcome) {
    const auto* const share = std::ranges::find(kShares, outcome.rule, &ShareOf::rule);
    if (share == kShares.end() || std::holds_alternative<std::monostate>(outcome.figure)) {
        return false;
    }
    const auto input = std::ranges::find(outcome.inputs, share->input, &policy::InputUse::fact);
    std::int64_t count = 0;
    if (input != outcome.inputs.end()) {
        std::from_chars(input->value.data(), input->value.data() + input->value.size(), count);
    }
    return !exported_count(count);
}

// "83.3" of 5/6.
std::string percent(const Ratio& share) {
    const auto tenths = share.times(Ratio{1'000});
    return tenths ? fmt::format("{:.1f}", static_cast<double>(tenths->rounded(Rounding::half_up)) / 10)
                  : share.to_string();
}

// A count of persons that is too small to leave is not written; nor is what could tell of one person.
std::string exported_figure(const policy::Outcome& outcome) {
    const auto* count = std::get_if<std::int64_t>(&outcome.figure);
    const bool is_hidden = count != nullptr && outcome.unit == "persons" && !exported_count(*count);
    if (is_hidden || is_share_of_few(outcome)) {
        return "<" + std::to_string(kSmallestCell);
    }
    const auto* share = std::get_if<Ratio>(&outcome.figure);
    return share != nullptr && outcome.unit == "percent" ? percent(*share) : policy::to_text(outcome.figure);
}

}  // namespace

Result<Bytes> household_copy(const ReadContext& context, EntityId household, ExportLanguage language) {
    const HouseholdRecords records = TRY(HouseholdRecords::load(context.registry, household));
    FamilyCopy copy{context, language};
    for (const Entity& person : records.persons()) {
        copy.name(person);
    }
    if (records.household()) {
        copy.add(*records.household());
    }
    for (const Entity& person : records.persons()) {
        TRY(add_if_shown(context, person, copy));
    }
    for (const auto& [dataset, all] : records.all()) {
        for (const Entity& record : all) {
            TRY(add_if_shown(context, record, copy));
        }
    }
    return copy.write();
}

Result<Bytes> ledger_table(const ReadContext& context, std::string_view dataset, const Viewer& reader,
                           ExportLanguage language, Date on) {
    const DatasetSchema* schema = context.schemas.find_dataset(dataset);
    if (!may_see(reader.role, Sight::township)) {
        return fail(ErrorCode::casework_role, std::string{code_of(reader.role)});
    }
    if (schema == nullptr) {
        return fail(ErrorCode::not_found, "dataset");
    }
    WorkbookSheet sheet{schema->name, {}, {}};
    for (const PropertySchema& property : schema->properties) {
        sheet.header.push_back(label_of(property.label, language, property.name));
    }
    std::optional<EntityId> after;
    for (;;) {
        const std::vector<EntityId> ids = TRY(context.registry.entities(dataset, after, kPortion));
        for (const EntityId id : ids) {
            TRY(add_ledger_row(context, id, {.schema = *schema, .language = language, .on = on}, sheet));
        }
        if (ids.size() < kPortion) {
            break;
        }
        after = ids.back();
    }
    return write_workbook({&sheet, 1});
}

Result<Bytes> statistics_table(const ReadContext& context, const TownshipQuestion& question, const Viewer& reader) {
    if (!may_see(reader.role, Sight::township)) {
        return fail(ErrorCode::casework_role, std::string{code_of(reader.role)});
    }
    const TownshipStatistics statistics = TRY(township_statistics(context, question));
    WorkbookSheet sheet{"statistics", {"rule", "figure", "unit", "status", "clause", "state"}, {}};
    const std::string state = statistics.state == FigureState::confirmed ? "confirmed" : "local";
    for (const policy::Outcome& outcome : statistics.outcomes) {
        const bool is_about_all =
            outcome.subject == "township" || outcome.subject == "household" || outcome.subject == "task";
        if (!is_about_all || outcome.applies == policy::Truth::no) {
            continue;
        }
        const std::string clause = outcome.citations.empty() ? std::string{} : outcome.citations.front().clause;
        sheet.rows.push_back({outcome.rule, exported_figure(outcome), outcome.unit,
                              std::string{policy::name(outcome.status)}, clause, state});
    }
    return write_workbook({&sheet, 1});
}

Signature sign_export(ByteView file, const SigningKey& author) { return author.sign(signed_bytes(file)); }

Result<void> verify_export(ByteView file, const PublicKey& author, const Signature& signature) {
    return verify(author, signed_bytes(file), signature);
}

}  // namespace daohu::casework
