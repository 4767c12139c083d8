// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/read_record.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act_views.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/labour.hpp"
#include "core/casework/read/links.hpp"
#include "core/casework/read/sealed_file.hpp"
#include "platform/daohu/county_link.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/due_model.hpp"
#include "ui/model/household_names.hpp"

#include <algorithm>
#include <array>

namespace daohu {

namespace {

using casework::Confirmed;
using registry::Entity;

// Parts of a record that are read with it.
constexpr std::array<std::string_view, 3> kParts{"first_aid_goods", "referral_step", "relief_need"};
constexpr std::string_view kCase = "case";
constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";

// What this tablet wrote of it and the county has not acknowledged keeps the whole record waiting.
Result<Confirmed> confirmed(const casework::ReadContext& context, const Entity& entity) {
    const auto of = [&context](const registry::Register& one) -> Result<Confirmed> {
        for (const registry::Sibling& sibling : one.siblings) {
            const Confirmed known = TRY(context.confirmed(sibling.by.entry));
            if (known == Confirmed::own) {
                return known;
            }
        }
        return Confirmed::county;
    };
    Confirmed all = entity.status_register ? TRY(of(*entity.status_register)) : Confirmed::county;
    for (const auto& [name, one] : entity.registers) {
        const Confirmed known = TRY(of(one));
        all = known == Confirmed::own ? known : all;
    }
    return all;
}

Result<model::RecordState> state_of(const PageParts& parts, const Entity& entity) {
    if (!entity.conflicts().empty()) {
        return model::RecordState::conflict;
    }
    const Confirmed known = TRY(confirmed(parts.tablet.workspace().reading(), entity));
    if (known == Confirmed::county) {
        return model::RecordState::uploaded;
    }
    return record_context(parts).is_uploading ? model::RecordState::uploading : model::RecordState::waiting;
}

// The record itself may be whom it is about.
std::optional<EntityId> named(const Entity& entity, std::string_view dataset) {
    return entity.dataset == dataset ? std::optional{entity.id} : entity.reference(dataset);
}

// Somebody whom only a sealed record names is in no file of the village.
Result<bool> has_file(const PageParts& parts, const FormStart& about) {
    const auto whom = about.household ? about.household : about.person;
    const auto known = whom ? TRY(parts.tablet.workspace().reading().registry.find(*whom)) : std::optional<Entity>{};
    return known && !known->dataset.empty();
}

// Who handled what the record is about: oneself where one was among them.
std::optional<EntityId> handler_of(const Entity& entity, std::optional<EntityId> own) {
    if (const auto handler = entity.reference("handler")) {
        return handler;
    }
    const std::vector<EntityId> visitors = casework::references_in(entity, "visitors");
    if (own && std::ranges::find(visitors, *own) != visitors.end()) {
        return own;
    }
    return visitors.empty() ? std::nullopt : std::optional{visitors.front()};
}

Result<void> name(const PageParts& parts, const Entity& entity, model::RecordViewState& view) {
    const casework::ReadContext context = parts.tablet.workspace().reading();
    const model::Vocabulary words{parts.assets.schemas, parts.words};
    const model::HouseholdName about = TRY(model::household_name(context.registry, entity.id));
    const std::string kind = words.dataset(entity.dataset);
    const std::string untold{entity.text("person_name").value_or("")};
    view.record.title = !about.name.empty() ? about.name : !untold.empty() ? untold : kind;
    if (entity.status_register) {
        const registry::Provenance& by = entity.status_register->siblings.back().by;
        view.finished_at = moment_of(by.hlc.time());
        view.record.summary = words.facts(
            {view.record.title == kind ? std::string{} : kind, about.place,
             words.say(by.entry.device == context.own ? TextKey{"provenance.own"} : TextKey{"provenance.other"})});
    }
    return {};
}

bool is_read_with_it(std::string_view dataset) { return std::ranges::find(kParts, dataset) != kParts.end(); }

// What is sealed: the days by which something is to be done first, what is read with the record below it, and the rest
// each on a page of its own.
Result<bool> add_sealed(const PageParts& parts, EntityId subject, ReadRecord& record) {
    casework::Workspace& workspace = parts.tablet.workspace();
    const casework::SealedRegister* const sealed = TRY(workspace.sealed());
    const auto file = TRY(
        casework::sealed_file(workspace.reading(), *sealed, workspace.viewer(), subject, workspace.clock_reading()));
    if (!file) {
        return false;
    }
    const model::Vocabulary words{parts.assets.schemas, parts.words};
    if (!file->deadlines.empty()) {
        record.view.sections.insert(record.view.sections.begin(),
                                    model::deadline_section(file->deadlines, parts.machine.clock.wall_now(), words));
    }
    std::vector<Entity> with_pages;
    for (const Entity& one : file->records) {
        if (is_read_with_it(one.dataset)) {
            record.view.sections.push_back(model::section_of(one, record_context(parts)));
        } else {
            with_pages.push_back(one);
        }
    }
    record.parts = model::parts_of(with_pages, present_moment(parts), words);
    return true;
}

Result<void> add_parts(const PageParts& parts, EntityId subject, model::RecordViewState& view) {
    registry::RegistryReader& registry = parts.tablet.workspace().reading().registry;
    const auto linked = TRY(casework::linked_to(registry, casework::ParentLinkProjector::kName, subject));
    for (const casework::Linked& link : linked) {
        if (!is_read_with_it(link.dataset)) {
            continue;
        }
        if (const auto part = TRY(registry.find(link.entity))) {
            view.sections.push_back(model::section_of(*part, record_context(parts)));
        }
    }
    return {};
}

}  // namespace

model::FormsHere forms_here(const PageParts& parts) {
    const Date today = beijing_date(parts.machine.clock.wall_now());
    return {.role = parts.tablet.viewer().role,
            .has_public_labour = casework::has_public_labour(parts.tablet.workspace().rules(), today)};
}

model::RecordContext record_context(const PageParts& parts) {
    const CountyLink* const sync = parts.tablet.sync();
    return {
        .schemas = parts.assets.schemas, .words = parts.words, .is_uploading = sync != nullptr && sync->is_talking()};
}

Result<ReadRecord> read_record(const PageParts& parts, EntityId subject) {
    TRY(parts.tablet.workspace().sealed());
    casework::ActViews acts = parts.tablet.workspace().acts();
    const Entity entity = TRY(acts.record(subject));
    ReadRecord record;
    model::RecordViewState& view = record.view;
    view.record.id = model::row_id(subject);
    view.record.state = TRY(state_of(parts, entity));
    TRY(name(parts, entity, view));
    if (entity.dataset == kCase) {
        const auto person_id = entity.reference(kPerson);
        const auto person = person_id ? acts.record(*person_id) : Result<Entity>{fail(ErrorCode::not_found)};
        if (person) {
            view.sections.push_back(model::section_of(*person, record_context(parts)));
        }
    }
    view.sections.push_back(model::section_of(entity, record_context(parts)));
    const bool is_sealed = TRY(add_sealed(parts, subject, record));
    if (!is_sealed) {
        TRY(add_parts(parts, subject, view));
    }
    record.about.household = entity.dataset == kPerson ? entity.reference("lives_in") : named(entity, kHousehold);
    record.about.person = named(entity, kPerson);
    record.about.discovery = named(entity, kCase);
    record.about.record = subject;
    view.has_dossier = entity.dataset != kHousehold && TRY(has_file(parts, record.about));
    record.about.handler = handler_of(entity, parts.tablet.viewer().worker);
    view.next = model::forms_for_record(entity, forms_here(parts), parts.words);
    return record;
}

}  // namespace daohu
