// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/field.hpp"

#include "core/casework/value_mapping.hpp"
#include "tests/journeys/outcome.hpp"
#include "tests/journeys/steps.hpp"

namespace daohu::journeys {

namespace {

constexpr std::size_t kAllEntries = 100'000;

std::uint64_t seed_of(std::string_view name) {
    std::uint64_t seed = 14695981039346656037ULL;  // FNV-1a
    for (const char letter : name) {
        seed = (seed ^ static_cast<std::uint8_t>(letter)) * 1099511628211ULL;
    }
    return seed;
}

void check_no_problems(form::Session& session) {
    for (const std::string& problem : standing_problems(session)) {
        FAIL_CHECK(problem);
    }
}

form::SectionValue answer_from(const std::string& text) {
    return {.path = {}, .kind = text.empty() ? form::AnswerKind::blank : form::AnswerKind::text, .text = text};
}

entry::DraftAssignment assignment_from(const Step& step, const registry::PropertySchema& schema,
                                       std::vector<entry::WriteId> replaces) {
    return {step.path, value_or_fail(casework::value_of_property(answer_from(step.value), schema), step.path),
            std::move(replaces)};
}

// The values in place of those shown; one `add` for each element of a set.
std::vector<entry::DraftOperation> operations_of(const registry::SchemaSet& schemas, entry::OperationCode code,
                                                 const std::string& dataset, const Steps& values,
                                                 const registry::Entity* known) {
    std::vector<entry::DraftOperation> operations{{code, dataset, {}, {}}};
    for (const Step& step : values) {
        const registry::PropertySchema* schema = schemas.find_property(dataset, step.path);
        INFO(dataset << " has no " << step.path);
        REQUIRE(schema != nullptr);
        if (schema->mode == registry::PropertyMode::set) {
            operations.push_back({entry::OperationCode::add, dataset, {assignment_from(step, *schema, {})}, {}});
            continue;
        }
        const registry::Register* shown = known == nullptr ? nullptr : known->find(step.path);
        operations.front().assignments.push_back(assignment_from(
            step, *schema, shown == nullptr ? std::vector<entry::WriteId>{} : shown->displayed_writes()));
    }
    return operations;
}

}  // namespace

StreamId FieldTablet::village_stream() {
    std::array<std::uint8_t, 16> raw{};
    raw.front() = 1;
    return StreamId{raw};
}

FieldTablet::FieldTablet(const County& county, std::string_view name, WallTime now, Enrolment enrolment)
    : clock{now}, m_county{county}, m_enrolment{std::move(enrolment)}, m_home{seed_of(name)} {
    m_vault.emplace(value_or_fail(m_home.create(), "making the vault"));
    open();
}

FieldTablet::~FieldTablet() = default;

void FieldTablet::open() {
    m_workspace = value_or_fail(casework::Workspace::open({.vault = *m_vault,
                                                           .files = m_home.files,
                                                           .schemas = m_county.schemas,
                                                           .forms = m_county.forms,
                                                           .rules = m_county.rules(),
                                                           .clock = clock,
                                                           .entropy = m_home.entropy,
                                                           .scope = m_scope,
                                                           .user_name = {},
                                                           .build_time = at("2024-01-01T00:00"),
                                                           .county = m_enrolment.county,
                                                           .viewer = m_enrolment.viewer,
                                                           .trust = m_enrolment.trust}),
                                "opening the workspace");
}

std::filesystem::path FieldTablet::close() {
    m_workspace.reset();
    m_vault.reset();
    return m_home.path();
}

void FieldTablet::reopen() {
    m_workspace.reset();
    open();
}

void FieldTablet::enrol(Enrolment enrolment, StreamId village) {
    m_enrolment = std::move(enrolment);
    m_scope = village;
    reopen();
}

casework::Interview FieldTablet::start(std::string_view form, const Prefills& opened_for) {
    std::vector<form::Prefill> prefills;
    for (const Step& step : opened_for) {
        prefills.push_back({full_path(step.path), step.value});
    }
    return value_or_fail(m_workspace->start(form, "zh", std::move(prefills)), form);
}

Filled FieldTablet::fill(std::string_view form, const Prefills& opened_for, const Steps& steps) {
    INFO("form " << form);
    casework::Interview interview = start(form, opened_for);
    for (const Step& step : steps) {
        do_step(interview, step);
    }
    check_no_problems(interview.session());
    auto saving = value_or_fail(m_workspace->finish(interview), "finishing");
    Filled filled;
    filled.entry = value_or_fail(saving.get(), "saving");
    filled.submission = value_or_fail(form::make_submission(interview.session()), "submission");
    succeed(m_workspace->forget_finished(), "removing the draft");
    return filled;
}

std::vector<std::string> FieldTablet::problems_of(std::string_view form, const Prefills& opened_for,
                                                  const Steps& steps) {
    casework::Interview interview = start(form, opened_for);
    for (const Step& step : steps) {
        do_step(interview, step);
    }
    std::vector<std::string> problems = standing_problems(interview.session());
    succeed(m_workspace->discard(interview.info().id), "discarding");
    return problems;
}

ErrorCode FieldTablet::refused(std::string_view form, const Prefills& opened_for, const Steps& steps) {
    INFO("form " << form);
    casework::Interview interview = start(form, opened_for);
    for (const Step& step : steps) {
        do_step(interview, step);
    }
    check_no_problems(interview.session());
    const auto finished = m_workspace->finish(interview);
    REQUIRE_FALSE(finished);
    return finished.error().code;
}

void FieldTablet::save(const entry::EntryDraft& draft) {
    entry::AssembledEntry assembled = value_or_fail(entry::assemble(draft, m_home.entropy), "assembling");
    auto saving = m_workspace->store_thread().call(
        registry::JobUrgency::person, [this, assembled = std::move(assembled)](registry::Recorder& recorder) {
            return recorder.save(assembled, {.author = m_vault->author_key(), .device = m_vault->device_key()});
        });
    value_or_fail(saving.get(), "saving");
}

EntityId FieldTablet::import(std::string_view dataset, const Steps& values) {
    const EntityId id = EntityId::random(m_home.entropy);
    entry::EntryDraft draft;
    draft.scope = m_scope;
    draft.sections = {
        {id, operations_of(m_county.schemas, entry::OperationCode::create, std::string{dataset}, values, nullptr), {}}};
    save(draft);
    return id;
}

void FieldTablet::update(EntityId id, const Steps& values) {
    const registry::Entity known = entity(id);
    entry::EntryDraft draft;
    draft.scope = m_scope;
    draft.sections = {
        {id, operations_of(m_county.schemas, entry::OperationCode::update, known.dataset, values, &known), {}}};
    save(draft);
}

void FieldTablet::give_to(FieldTablet& other) {
    auto reading = m_workspace->store_thread().call(registry::JobUrgency::person, [](registry::Recorder& recorder) {
        return recorder.journal().reader().read_after(0, kAllEntries);
    });
    std::vector<registry::ReceivedEntry> received;
    for (journal::StoredEntry& stored : value_or_fail(reading.get(), "reading the journal")) {
        received.push_back({std::move(stored.entry), std::nullopt});
    }
    auto receiving = other.m_workspace->store_thread().call(
        registry::JobUrgency::person, [&received](registry::Recorder& recorder) { return recorder.receive(received); });
    value_or_fail(receiving.get(), "receiving");
}

void FieldTablet::note_sync() {
    auto noting = m_workspace->store_thread().call(
        registry::JobUrgency::person, [now = clock.wall_now()](registry::Recorder& recorder) -> Result<void> {
            auto marks = TRY(journal::DeliveryMarks::open(recorder.database()));
            const std::vector<journal::ChainHead> chains = TRY(recorder.journal().reader().chains());
            vault::Transaction transaction = TRY(vault::Transaction::begin(recorder.database()));
            for (const journal::ChainHead& chain : chains) {
                TRY(marks.raise(transaction, chain.incarnation, {.acknowledged = chain.last, .safe = chain.last}));
            }
            TRY(marks.set_success(transaction, now));
            return transaction.commit();
        });
    succeed(noting.get(), "noting a sync");
}

registry::Entity FieldTablet::entity(EntityId id) {
    auto found = value_or_fail(m_workspace->reading().registry.find(id), "finding an entity");
    REQUIRE(found.has_value());
    return std::move(*found);
}

std::vector<registry::Entity> FieldTablet::entities(std::string_view dataset) {
    std::vector<registry::Entity> found;
    for (const EntityId id : all(dataset)) {
        found.push_back(entity(id));
    }
    return found;
}

entry::SignedEntry FieldTablet::entry_of(const entry::EntryId& id) {
    auto reading = m_workspace->store_thread().call(registry::JobUrgency::person, [&id](registry::Recorder& recorder) {
        return recorder.journal().reader().find(id);
    });
    auto found = value_or_fail(reading.get(), "reading an entry");
    REQUIRE(found.size() == 1);
    return std::move(found.front().entry);
}

std::vector<EntityId> FieldTablet::all(std::string_view dataset) {
    return value_or_fail(m_workspace->reading().registry.entities(dataset, std::nullopt, kAllEntries), dataset);
}

}  // namespace daohu::journeys
