// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/dossier.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/household_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

Result<DossierValue> value_of(const ReadContext& context, const registry::PropertySchema& schema,
                              const registry::Register& known) {
    const registry::Sibling& shown = known.siblings.front();
    DossierValue value;
    value.property = schema.name;
    value.value = shown.value;
    value.data_class = schema.data_class;
    value.agreement = known.agreement;
    value.author = shown.by.author_key;
    value.written_at = shown.by.hlc.time();
    value.entry = shown.by.entry;
    value.confirmed = TRY(context.confirmed(shown.by.entry));
    return value;
}

// Each element of a set is a value of its own.
Result<void> add_elements(const ReadContext& context, const registry::PropertySchema& schema,
                          const registry::Entity& entity, std::vector<DossierValue>& values) {
    const auto elements = entity.sets.find(schema.name);
    if (elements == entity.sets.end()) {
        return {};
    }
    for (const registry::Element& element : elements->second) {
        const registry::Register alone{registry::Agreement::single, {element.added}, {}};
        DossierValue value = TRY(value_of(context, schema, alone));
        values.push_back(std::move(value));
    }
    return {};
}

Result<DossierRecord> record_of(const ReadContext& context, const registry::Entity& entity) {
    DossierRecord record;
    record.id = entity.id;
    record.dataset = entity.dataset;
    record.recorded_at = WallTime{std::chrono::milliseconds{recorded_at(entity)}};
    record.needs_newer_app = entity.needs_newer_app;
    record.is_forked = entity.is_forked;
    const registry::DatasetSchema* schema = context.schemas.find_dataset(entity.dataset);
    if (schema == nullptr) {
        return record;
    }
    for (const registry::PropertySchema& property : schema->properties) {
        if (const registry::Register* known = entity.find(property.name)) {
            DossierValue value = TRY(value_of(context, property, *known));
            record.values.push_back(std::move(value));
        }
        TRY(add_elements(context, property, entity, record.values));
    }
    return record;
}

Result<void> add_record(const ReadContext& context, const registry::Entity& entity, const Viewer& viewer,
                        std::vector<DossierRecord>& to) {
    const bool hidden = TRY(is_hidden(entity, viewer, context.registry));
    if (!hidden) {
        DossierRecord record = TRY(record_of(context, entity));
        to.push_back(std::move(record));
    }
    return {};
}

Result<AidHistoryOfYear::Line> line_of(const ReadContext& context, const registry::Entity& aid, std::string_view amount,
                                       std::string_view beneficiaries) {
    AidHistoryOfYear::Line line;
    line.record = aid.id;
    line.beneficiaries = references_in(aid, beneficiaries);
    if (const policy::Known<Fen> sum = fen_fact(aid, amount); sum.is_answered()) {
        line.amount = *sum.find();
    }
    if (aid.status_register) {
        line.confirmed = TRY(context.confirmed(aid.status_register->siblings.back().by.entry));
    }
    return line;
}

// Single payments of the year, of a programme or of any.
std::vector<const AidHistoryOfYear::Line*> payments(const AidHistoryOfYear& history, std::string_view programme) {
    std::vector<const AidHistoryOfYear::Line*> found;
    for (const AidHistoryOfYear::Line& line : history.lines) {
        if (line.given_on && (programme.empty() || line.programme == programme)) {
            found.push_back(&line);
        }
    }
    return found;
}

std::optional<Fen> sum_of(const std::vector<const AidHistoryOfYear::Line*>& payments) {
    Fen sum;
    for (const AidHistoryOfYear::Line* const payment : payments) {
        const Result<Fen> more = sum.plus(payment->amount.value_or(Fen{}));
        if (!payment->amount || !more) {
            return std::nullopt;
        }
        sum = *more;
    }
    return sum;
}

}  // namespace

std::vector<const DossierRecord*> Dossier::of(std::string_view dataset) const {
    std::vector<const DossierRecord*> found;
    for (const DossierRecord& record : records) {
        if (record.dataset == dataset) {
            found.push_back(&record);
        }
    }
    return found;
}

Result<Dossier> dossier_of(const ReadContext& context, EntityId subject, const Viewer& viewer) {
    const HouseholdRecords loaded = TRY(HouseholdRecords::load(context.registry, subject));
    Dossier dossier;
    if (loaded.household()) {
        dossier.household = TRY(record_of(context, *loaded.household()));
    }
    for (const registry::Entity& person : loaded.persons()) {
        TRY(add_record(context, person, viewer, dossier.members));
    }
    for (const auto& [dataset, records] : loaded.all()) {
        for (const registry::Entity& record : records) {
            TRY(add_record(context, record, viewer, dossier.records));
        }
    }
    const journal::Contact contact = TRY(context.marks.contact());
    dossier.data_as_of = contact.last_success;
    return dossier;
}

Result<std::vector<registry::HistoryItem>> history_of(const ReadContext& context, EntityId record,
                                                      const Viewer& viewer) {
    const auto entity = TRY(context.registry.find(record));
    if (!entity) {
        return fail(ErrorCode::not_found, "record");
    }
    const bool hidden = TRY(is_hidden(*entity, viewer, context.registry));
    if (hidden) {
        return std::vector<registry::HistoryItem>{};
    }
    return context.registry.history(record);
}

Result<AidHistoryOfYear> aid_history(const ReadContext& context, EntityId household, Date today) {
    const HouseholdRecords records = TRY(HouseholdRecords::load(context.registry, household));
    AidHistoryOfYear history;
    for (const registry::Entity& aid : records.of("aid_held")) {
        const policy::Known<Date> given = date_fact(aid, "given_on");
        const bool is_of_year = given.is_answered() && given.find()->year() == today.year();
        if (!is_of_year && !is_running(aid, today)) {
            continue;
        }
        AidHistoryOfYear::Line line = TRY(line_of(context, aid, "amount", "beneficiaries"));
        line.programme = std::string{aid.text("programme").value_or("")};
        line.given_on = given.is_answered() ? std::optional{*given.find()} : std::nullopt;
        line.is_running = is_running(aid, today);
        history.lines.push_back(std::move(line));
    }
    for (const registry::Entity& aid : records.of("first_aid")) {
        const policy::Known<WallTime> given = moment_fact(aid, "given_at");
        const bool is_of_year = given.is_answered() && beijing_date(*given.find()).year() == today.year();
        const bool secret = TRY(is_hidden(aid, Viewer{}, context.registry));
        if (!is_of_year || secret || !fen_fact(aid, "cash").is_answered()) {
            continue;
        }
        AidHistoryOfYear::Line line = TRY(line_of(context, aid, "cash", "recipients"));
        if (const auto booked = aid.reference("booked_to")) {
            line.beneficiaries = {*booked};
        }
        line.programme = "temp_aid";
        line.given_on = beijing_date(*given.find());
        line.is_first_aid = true;
        history.lines.push_back(std::move(line));
    }
    const policy::Facts facts = TRY(household_facts(
        context, records, {.subject = household, .on = today, .discovery = {}, .persons = {}, .basis = {}}));
    history.is_complete = facts.household.aid_held_synced.is(policy::YesNo::yes);
    return history;
}

std::optional<Fen> AidHistoryOfYear::total(std::string_view programme) const {
    return is_complete ? sum_of(payments(*this, programme)) : std::nullopt;
}

std::optional<Fen> AidHistoryOfYear::total_of(EntityId person, std::string_view programme) const {
    std::vector<const Line*> own;
    for (const Line* const payment : payments(*this, programme)) {
        const bool is_his = std::ranges::find(payment->beneficiaries, person) != payment->beneficiaries.end();
        if (is_his && payment->beneficiaries.size() > 1) {
            return std::nullopt;
        }
        if (is_his) {
            own.push_back(payment);
        }
    }
    return is_complete ? sum_of(own) : std::nullopt;
}

}  // namespace daohu::casework
