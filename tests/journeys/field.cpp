// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/field.hpp"

#include "core/casework/pack_table.hpp"
#include "core/casework/value_mapping.hpp"
#include "core/policy/moment.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

namespace daohu::journeys {

namespace {

namespace fs = std::filesystem;

const fs::path kRoot{DAOHU_SOURCE_DIR};
constexpr std::size_t kAllEntries = 100'000;

std::string text_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in);
    return std::string{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

std::string described(const policy::Faults& faults) {
    std::string all;
    for (const policy::Fault& fault : faults) {
        all += fault.describe() + "\n";
    }
    return all;
}

template <class T>
T value_or_fail(Result<T> result, std::string_view doing) {
    INFO(doing << ": " << (result ? std::string{} : result.error().describe()));
    REQUIRE(result);
    return std::move(*result);
}

void succeed(const Result<void>& result, std::string_view doing) {
    INFO(doing << ": " << (result ? std::string{} : result.error().describe()));
    REQUIRE(result);
}

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet set = value_or_fail(registry::SchemaSet::load(kRoot / "assets"), "schemas");
    return set;
}

const policy::PackLibrary& packs() {
    static const policy::PackLibrary library = [] {
        policy::Faults faults;
        auto opened = value_or_fail(policy::PackLibrary::open(kRoot / "assets/policy", faults), "packs");
        std::vector<policy::PackFiles> own;
        for (const char* const name : {"songpan-demo", "linfen-demo"}) {
            own.push_back(value_or_fail(policy::read_pack_folder(kRoot / "tests/journeys/data/packs" / name), name));
        }
        opened.add_all(own, faults);
        INFO(described(faults));
        REQUIRE(faults.empty());
        return opened;
    }();
    return library;
}

const policy::Standards& standards() {
    static const policy::Standards table = [] {
        policy::Faults faults;
        auto read = policy::Standards::read(text_of(kRoot / "assets/demo/standards.json"), faults);
        INFO(described(faults));
        REQUIRE(read);
        return std::move(*read);
    }();
    return table;
}

County make_county(std::string_view pack) {
    const policy::Pack* found = packs().find(pack, day("2026-03-02"));
    INFO(pack);
    REQUIRE(found != nullptr);
    return County{
        schemas(), packs(), standards(), std::string{pack},
        value_or_fail(casework::FormLibrary::load(kRoot / "assets/forms", casework::pack_table(*found)), "forms")};
}

std::uint64_t seed_of(std::string_view name) {
    std::uint64_t seed = 14695981039346656037ULL;  // FNV-1a
    for (const char letter : name) {
        seed = (seed ^ static_cast<std::uint8_t>(letter)) * 1099511628211ULL;
    }
    return seed;
}

std::string full_path(std::string_view path) {
    return path.starts_with('/') ? std::string{path} : "/data/" + std::string{path};
}

std::string_view problem_name(form::ProblemKind kind) {
    switch (kind) {
        case form::ProblemKind::required: return "required";
        case form::ProblemKind::constraint: return "constraint";
        case form::ProblemKind::type: return "type";
        case form::ProblemKind::expression: return "expression";
    }
    return "";
}

form::RemovalReason reason_from(std::string_view text) {
    if (text == "moved") {
        return form::RemovalReason::moved;
    }
    return text == "died" ? form::RemovalReason::died : form::RemovalReason::mistake;
}

// "/data/member[2]/income[1]" is a row of the repeat "income" below the second member.
form::FormPlace repeat_of(const form::Session& session, const std::string& row) {
    const std::string parent = row.substr(0, row.rfind('/'));
    const std::string tag = row.substr(parent.size() + 1, row.rfind('[') - parent.size() - 1);
    const form::NodeId node = session.find(parent);
    for (const form::Repeat& repeat : session.definition().repeats()) {
        const std::string& path = session.definition().schema()[repeat.node].path;
        if (node != form::NodeId::none && path.substr(path.rfind('/') + 1) == tag &&
            session.tree().tag(node) == index(session.definition().schema()[repeat.node].parent)) {
            return {repeat.element, node};
        }
    }
    return {};
}

// Adds the rows that the path names and that are not there yet.
void make_rows(casework::Interview& interview, const std::string& path) {
    for (std::size_t end = path.find(']'); end != std::string::npos; end = path.find(']', end + 1)) {
        const std::string row = path.substr(0, end + 1);
        if (interview.session().find(row) == form::NodeId::none) {
            const form::FormPlace repeat = repeat_of(interview.session(), row);
            INFO(row);
            REQUIRE(repeat.node != form::NodeId::none);
            value_or_fail(interview.add_row(repeat), row);
        }
    }
}

std::vector<std::string> standing_problems(form::Session& session) {
    std::vector<std::string> lines;
    for (const form::Problem& problem : session.problems()) {
        lines.push_back(session.path(problem.place.node) + ": " + std::string{problem_name(problem.kind)});
    }
    return lines;
}

form::SectionValue answer_from(const std::string& text) {
    return {.path = {}, .kind = text.empty() ? form::AnswerKind::blank : form::AnswerKind::text, .text = text};
}

entry::DraftAssignment assignment_from(std::string_view dataset, const Step& step,
                                       std::vector<entry::WriteId> replaces) {
    const registry::PropertySchema* schema = schemas().find_property(dataset, step.path);
    INFO(dataset << " has no " << step.path);
    REQUIRE(schema != nullptr);
    return {step.path, value_or_fail(casework::value_of_property(answer_from(step.value), *schema), step.path),
            std::move(replaces)};
}

bool is_set(std::string_view dataset, const std::string& property) {
    const registry::PropertySchema* schema = schemas().find_property(dataset, property);
    return schema != nullptr && schema->mode == registry::PropertyMode::set;
}

// The values in place of those shown; one `add` for each element of a set.
std::vector<entry::DraftOperation> operations_of(entry::OperationCode code, const std::string& dataset,
                                                 const Steps& values, const registry::Entity* known) {
    std::vector<entry::DraftOperation> operations{{code, dataset, {}, {}}};
    for (const Step& step : values) {
        if (is_set(dataset, step.path)) {
            operations.push_back({entry::OperationCode::add, dataset, {assignment_from(dataset, step, {})}, {}});
            continue;
        }
        const registry::Register* shown = known == nullptr ? nullptr : known->find(step.path);
        operations.front().assignments.push_back(assignment_from(
            dataset, step, shown == nullptr ? std::vector<entry::WriteId>{} : shown->displayed_writes()));
    }
    return operations;
}

}  // namespace

const std::vector<std::string>& five_packs() {
    static const std::vector<std::string> ids{"lushan-2021", "boshan-2021", "songpan-2021", "linfen-2015",
                                              "fuliang-2021"};
    return ids;
}

const County& county(std::string_view pack) {
    static std::map<std::string, County, std::less<>> counties;
    const auto known = counties.find(pack);
    return known != counties.end() ? known->second : counties.emplace(pack, make_county(pack)).first->second;
}

WallTime at(std::string_view moment) { return value_or_fail(policy::parse_moment(moment), moment); }

Date day(std::string_view date) { return value_or_fail(Date::parse(date), date); }

std::string chosen(const std::vector<EntityId>& ids) {
    std::string text;
    for (const EntityId& id : ids) {
        text += (text.empty() ? "" : " ") + id.to_string();
    }
    return text;
}

std::size_t Filled::count_made(std::string_view dataset) const {
    std::size_t count = 0;
    for (const form::Section& section : submission.sections) {
        count += static_cast<std::size_t>(std::ranges::count_if(section.changes, [&](const form::Change& change) {
            return change.kind == form::ChangeKind::create && change.dataset == dataset;
        }));
    }
    return count;
}

EntityId Filled::made(std::string_view dataset, std::size_t number) const {
    std::size_t seen = 0;
    for (const form::Section& section : submission.sections) {
        for (const form::Change& change : section.changes) {
            if (change.kind == form::ChangeKind::create && change.dataset == dataset && seen++ == number) {
                const std::string& id = change.entity.empty() ? section.subject_id : change.entity;
                return value_or_fail(EntityId::parse(id), id);
            }
        }
    }
    FAIL("the form made no " << dataset << " number " << number);
    return {};
}

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

void FieldTablet::do_step(casework::Interview& interview, const Step& step) {
    const std::string path = full_path(step.path);
    INFO(path << " = " << step.value);
    make_rows(interview, path);
    form::Session& session = interview.session();
    const form::NodeId node = session.find(path);
    REQUIRE(node != form::NodeId::none);
    switch (step.kind) {
        case Step::Kind::answer: succeed(interview.answer(node, step.value), path); break;
        case Step::Kind::state: succeed(interview.set_state(node, form::answer_state_from(step.value)), path); break;
        case Step::Kind::remove: succeed(interview.remove_row(node, reason_from(step.value)), path); break;
        case Step::Kind::expect: {
            const auto problem = session.problem(node);
            CHECK((problem ? problem_name(problem->kind) : std::string_view{"none"}) == step.value);
            break;
        }
    }
}

Filled FieldTablet::fill(std::string_view form, const Prefills& opened_for, const Steps& steps) {
    INFO("form " << form);
    casework::Interview interview = start(form, opened_for);
    for (const Step& step : steps) {
        do_step(interview, step);
    }
    for (const std::string& problem : standing_problems(interview.session())) {
        FAIL_CHECK(problem);
    }
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
    for (const std::string& problem : standing_problems(interview.session())) {
        FAIL_CHECK(problem);
    }
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
    draft.sections = {{id, operations_of(entry::OperationCode::create, std::string{dataset}, values, nullptr), {}}};
    save(draft);
    return id;
}

void FieldTablet::update(EntityId id, const Steps& values) {
    const registry::Entity known = entity(id);
    entry::EntryDraft draft;
    draft.scope = m_scope;
    draft.sections = {{id, operations_of(entry::OperationCode::update, known.dataset, values, &known), {}}};
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
