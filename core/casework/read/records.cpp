// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/records.hpp"

#include "core/casework/read/links.hpp"
#include "core/casework/read/rows.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

using registry::Entity;
using registry::ListRow;

constexpr std::size_t kPortion = 256;  // rows read at once
constexpr std::size_t kCounted = 32;   // at once

// Families and people have lists of their own; the others are parts of a record and shown with it.
constexpr std::array<std::string_view, 6> kNoRecords{"household",  "person",      "first_aid_goods",
                                                     "notice_row", "relief_need", "referral_step"};

std::string title_of(const Entity& entity, const registry::SchemaSet& schemas) {
    const registry::DatasetSchema* schema = schemas.find_dataset(entity.dataset);
    if (schema == nullptr) {
        return {};
    }
    for (const registry::PropertySchema& property : schema->properties) {
        const bool is_word = property.type == registry::PropertyType::text ||
                             property.type == registry::PropertyType::code ||
                             property.type == registry::PropertyType::codes;
        const bool is_for_lists = property.data_class != registry::DataClass::sensitive;
        const auto text = is_word && is_for_lists ? entity.text(property.name) : std::nullopt;
        if (text && !text->empty()) {
            return std::string{*text};
        }
    }
    return {};
}

Result<std::string> name_of(const ReadContext& context, const RecordLine& line) {
    std::optional<EntityId> named = line.person;
    if (!named && line.household) {
        const auto household = TRY(context.registry.find(*line.household));
        named = household ? household->reference("head") : std::nullopt;
    }
    if (!named) {
        return std::string{};
    }
    const auto person = TRY(context.registry.find(*named));
    return person ? std::string{person->text("full_name").value_or("")} : std::string{};
}

Result<RecordLine> line_of(const ReadContext& context, const Entity& entity, const ListRow& row) {
    RecordLine line;
    line.id = entity.id;
    line.dataset = entity.dataset;
    line.household = reference_in(row.columns[RecordProjector::household]);
    line.person = reference_in(row.columns[RecordProjector::person]);
    line.is_conflicted = std::get<bool>(row.columns[RecordProjector::is_conflicted]);
    line.is_closed = entity.status == registry::EntityStatus::closed;
    line.title = title_of(entity, context.schemas);
    if (entity.status_register) {
        const registry::Provenance& by = entity.status_register->siblings.back().by;
        line.recorded_at = by.hlc.time();
        line.author = by.author_key;
        line.confirmed = TRY(context.confirmed(by.entry));
    }
    line.name = TRY(name_of(context, line));
    return line;
}

// The form that made the entry is what its first record is called after.
std::string form_of(const entry::SignedEntry& entry) {
    if (!entry.header().form_hash) {
        return {};
    }
    for (std::size_t i = 0; i < entry.header().sections.size(); ++i) {
        const auto section = entry.section(i);
        if (!section) {
            continue;
        }
        for (const entry::Operation& operation : section->operations) {
            if (operation.code == entry::OperationCode::record) {
                return operation.dataset;
            }
        }
    }
    return {};
}

// As a whole: a part that is sealed shows nothing of itself.
bool is_sealed(const entry::Header& header) {
    return std::ranges::all_of(header.sections,
                               [](const entry::SectionDescriptor& section) { return section.sealed_to.has_value(); });
}

OwnAct act_of(const entry::SignedEntry& entry) {
    OwnAct act;
    act.entry = entry.id();
    act.written_at = entry.header().hlc.time();
    act.author = entry.header().author_key;
    act.form = form_of(entry);
    act.subjects = entry.header().subjects;
    return act;
}

// What was written about a case before it became a secret.
Result<bool> is_about_secret(const ReadContext& context, const OwnAct& act) {
    for (const EntityId subject : act.subjects) {
        const auto entity = TRY(context.registry.find(subject));
        const bool secret = entity && entity->exists() && TRY(is_hidden(*entity, Viewer{}, context.registry));
        if (secret) {
            return true;
        }
    }
    return false;
}

// Of one life of this tablet, the last ones; more are read where others wrote in between.
Result<void> add_chain(const ReadContext& context, const journal::ChainHead& chain, std::size_t limit,
                       const std::optional<PublicKey>& author, std::vector<OwnAct>& acts) {
    std::size_t found = 0;
    for (std::uint64_t end = chain.last; end > 0 && found < limit;) {
        const std::uint64_t begin = end > limit ? end - limit : 0;
        const std::vector<journal::StoredEntry> portion =
            TRY(context.journal.read_chain(chain.device, chain.incarnation, begin, limit));
        for (const journal::StoredEntry& stored : portion) {
            const entry::Header& header = stored.entry.header();
            const bool is_his = !author || header.author_key == *author;
            if (header.kind != entry::EntryKind::form || header.sequence > end || !is_his || is_sealed(header)) {
                continue;
            }
            OwnAct act = act_of(stored.entry);
            const bool secret = TRY(is_about_secret(context, act));
            if (!secret) {
                act.confirmed = TRY(context.confirmed(act.entry));
                acts.push_back(std::move(act));
                ++found;
            }
        }
        end = begin;
    }
    return {};
}

}  // namespace

std::optional<registry::ProjectedRow> RecordProjector::project(const Entity& entity) const {
    const bool is_record = std::ranges::find(kNoRecords, entity.dataset) == kNoRecords.end();
    if (!is_record || !entity.exists() || is_secret(entity)) {
        return std::nullopt;
    }
    registry::ProjectedRow row{{entity.dataset, -recorded_at(entity), entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[household] = shown_value(entity, "household");
    row.columns[person] = shown_value(entity, "person");
    row.columns[is_conflicted] = !entity.conflicts().empty();
    return row;
}

Result<RecordPage> records_of(const ReadContext& context, const RecordsQuestion& question, const Viewer& viewer) {
    RecordPage page;
    registry::ListQuery query{.projector = std::string{RecordProjector::kName},
                              .first_key = registry::RowKey{question.dataset},
                              .after = question.after,
                              .limit = std::min(kPortion, question.limit + 1)};
    for (;;) {
        const std::vector<ListRow> rows = TRY(context.registry.list(query));
        for (const ListRow& row : rows) {
            const auto entity = TRY(context.registry.find(row.entity));
            const bool hidden = !entity || TRY(is_hidden(*entity, viewer, context.registry));
            if (!hidden && page.lines.size() == question.limit) {
                page.next = query.after;
                return page;
            }
            if (!hidden) {
                RecordLine line = TRY(line_of(context, *entity, row));
                page.lines.push_back(std::move(line));
            }
            query.after = row.position;
        }
        if (rows.size() < query.limit) {
            return page;
        }
    }
}

Portions::Reading record_count(const ReadContext& context, std::string dataset, std::size_t most, const Viewer& viewer,
                               RecordCount& count) {
    return [context, viewer, most, &count,
            query = registry::ListQuery{.projector = std::string{RecordProjector::kName},
                                        .first_key = registry::RowKey{std::move(dataset)},
                                        .after = {},
                                        .limit = kCounted}]() mutable -> Result<Progress> {
        const std::vector<ListRow> rows = TRY(context.registry.list(query));
        for (const ListRow& row : rows) {
            const auto entity = TRY(context.registry.find(row.entity));
            const bool hidden = !entity || TRY(is_hidden(*entity, viewer, context.registry));
            if (!hidden && count.count == most) {
                count.is_more = true;
                return Progress::done;
            }
            if (!hidden && ++count.count == 1) {
                count.newest = WallTime{std::chrono::milliseconds{recorded_at(*entity)}};
            }
            query.after = row.position;
        }
        return rows.size() < kCounted ? Progress::done : Progress::more;
    };
}

Result<std::vector<OwnAct>> own_acts(const ReadContext& context, std::size_t limit,
                                     const std::optional<PublicKey>& author) {
    return acts_of_tablet(context, context.own, limit, author);
}

Result<std::vector<OwnAct>> acts_of_tablet(const ReadContext& context, DeviceId device, std::size_t limit,
                                           const std::optional<PublicKey>& author) {
    std::vector<OwnAct> acts;
    const std::vector<journal::ChainHead> chains = TRY(context.journal.chains());
    for (const journal::ChainHead& chain : chains) {
        if (chain.device == device) {
            TRY(add_chain(context, chain, limit, author, acts));
        }
    }
    std::ranges::stable_sort(acts, [](const OwnAct& a, const OwnAct& b) {
        return std::pair{a.written_at, a.entry.sequence} > std::pair{b.written_at, b.entry.sequence};
    });
    acts.resize(std::min(acts.size(), limit));
    return acts;
}

}  // namespace daohu::casework
