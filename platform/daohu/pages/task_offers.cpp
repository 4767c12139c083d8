// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/task_offers.hpp"

#include "core/casework/act/county_task.hpp"
#include "core/casework/read/task_evidence.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/form_offers.hpp"

#include <algorithm>

namespace daohu {

namespace {

constexpr std::string_view kTask = "task";
constexpr std::string_view kFinding = "county_task";
constexpr std::string_view kVisit = "routine_visit";
constexpr std::string_view kDiscovery = "discovery";

void offer_first(std::string_view form, const PageParts& parts, model::RecordViewState& view) {
    if (casework::may_fill_in(parts.tablet.viewer().role, form)) {
        view.next.insert(view.next.begin(),
                         {.form = std::string{form}, .title = model::form_title(form, parts.words), .unavailable = {}});
    }
}

void add(std::vector<GivenAnswer>& answers, std::string path, std::string_view value) {
    if (!value.empty()) {
        answers.push_back({std::move(path), std::string{value}});
    }
}

}  // namespace

Result<void> offer_for_task(const PageParts& parts, EntityId subject, ReadRecord& record) {
    const casework::ReadContext context = parts.tablet.workspace().reading();
    const auto task = TRY(context.registry.find(subject));
    if (!task || task->dataset != kTask || !casework::is_open_task(*task)) {
        return {};
    }
    const casework::TaskSubject known = TRY(casework::task_subject(context, *task));
    record.about.household = known.household;
    record.about.person = known.person;
    record.view.has_dossier = known.household || known.person;
    // Nobody at home is no end of it.
    std::erase_if(record.view.next, [](const model::FormOffer& offer) { return offer.form == kFinding; });
    offer_first(kFinding, parts, record.view);
    offer_first(kDiscovery, parts, record.view);
    if (known.household) {
        offer_first(kVisit, parts, record.view);
    }
    return {};
}

Result<FormStart> going_on(const PageParts& parts, const FormStart& about, const std::string& form) {
    FormStart start = about;
    start.form = form;
    if (!about.record) {
        return start;
    }
    const casework::ReadContext context = parts.tablet.workspace().reading();
    const auto task = TRY(context.registry.find(*about.record));
    if (!task || task->dataset != kTask) {
        return start;
    }
    if (form == kFinding) {
        const casework::TaskEvidence evidence = TRY(casework::task_evidence(context, *task));
        start.discovery = evidence.discovery;
        add(start.answers, "visit_id", evidence.visit ? evidence.visit->to_string() : std::string{});
    } else if (form == kVisit) {
        add(start.answers, "visit/purposes", "county_task");
    } else if (form == kDiscovery) {
        add(start.answers, "person/name", about.person ? std::string_view{} : task->text("person_name").value_or(""));
        add(start.answers, "case/source", "department");
        add(start.answers, "case/source_ref", task->text("batch").value_or(""));
    }
    return start;
}

}  // namespace daohu
