// SPDX-License-Identifier: Apache-2.0
#include "core/casework/workspace.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/checks.hpp"
#include "core/casework/act/new_family.hpp"
#include "core/casework/act/own_role.hpp"
#include "core/casework/act/settlement.hpp"
#include "core/casework/act_views.hpp"
#include "core/casework/draft_rescue.hpp"
#include "core/casework/facts/form_focus.hpp"
#include "core/casework/finished_drafts.hpp"
#include "core/casework/read/households.hpp"
#include "core/casework/register_source.hpp"
#include "core/form/submission.hpp"
#include "core/journal/mirror_keeper.hpp"
#include "core/journal/rescue.hpp"
#include "core/vault/reserve.hpp"

#include <utility>

namespace daohu::casework {

// In the order in which they are made; taken down the other way round.
struct Workspace::Parts {
    vault::Database writing;
    journal::Mirror mirror;
    vault::Reserve reserve;
    std::optional<journal::MirrorKeeper> mirror_keeper;
    std::optional<journal::Journal> journal;
    std::unique_ptr<registry::Registry> registry;
    std::optional<registry::Recorder> recorder;
    std::optional<vault::Database> reading;
    std::optional<registry::RegistryReader> reader;
    std::optional<journal::DeliveryMarks> marks;
    std::optional<journal::JournalReader> reading_journal;
    std::optional<CaseList> cases;
    std::optional<SealedRegister> sealed;
    std::optional<RegisterSource> registers;
    std::optional<DraftStore> drafts;
    std::unique_ptr<registry::StoreThread> thread;
    BoxPublicKey own_key;  // what is sealed to whoever unlocked it
};

namespace {

// What somebody decides about; `is_sealed` to him, where it is.
struct Matter {
    registry::Entity entity;
    bool is_sealed = false;
};

Result<Matter> find_matter(const FilingPlace& place, const Viewer& viewer, EntityId id) {
    const registry::Entity* const sealed = place.sealed->find(id);
    if (sealed != nullptr && TRY(is_sealed_whole(*sealed, place.registry))) {
        if (!is_hidden_from_reader(*sealed, viewer)) {
            return Matter{.entity = *sealed, .is_sealed = true};
        }
        return fail(ErrorCode::not_found, id.to_string());
    }
    auto known = TRY(place.registry.find(id));
    if (!known || !known->exists()) {
        return fail(ErrorCode::not_found, id.to_string());
    }
    const bool is_out_of_sight = TRY(is_hidden(*known, viewer, place.registry));
    if (is_out_of_sight) {
        return fail(ErrorCode::not_found, id.to_string());
    }
    return Matter{.entity = std::move(*known), .is_sealed = false};
}

Result<Decision> decision_about(const FilingPlace& place, const Viewer& viewer, const Matter& matter,
                                std::string reason, const ClockReading& clock) {
    Decision decision{
        .role = viewer.role, .reason = std::move(reason), .scope = place.village, .clock = clock, .sealed_to = {}};
    if (matter.is_sealed || is_secret(matter.entity)) {
        const bool is_complaint = matter.entity.dataset == "complaint" || matter.entity.dataset == "objection";
        const auto except = is_complaint ? matter.entity.reference("target") : std::nullopt;
        if (!place.trust) {
            return fail(ErrorCode::casework_no_reader, "not enrolled");
        }
        decision.sealed_to =
            TRY(readers_of(place.registry, *place.trust, is_complaint ? kComplaintsAudience : kSafetyAudience, except));
    }
    return decision;
}

}  // namespace

Workspace::Workspace(const WorkspaceSetup& setup) : m_setup{setup}, m_viewer{setup.viewer} {}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceSetup& setup) {
    std::unique_ptr<Workspace> workspace{new Workspace{setup}};
    const vault::Vault& vault = setup.vault;
    TRY(journal::finish_rescue(vault, setup.files));
    TRY(finish_draft_rescue(vault, setup.files));
    auto mirror = TRY(journal::Mirror::open(setup.files, vault.folder() / "mirror", vault.data_key(), setup.entropy));
    auto writing = TRY(vault.open_database(vault::VaultFile::store));
    auto parts =
        std::make_unique<Parts>(std::move(writing), std::move(mirror), vault::Reserve{setup.files, vault.folder()});

    parts->journal.emplace(TRY(journal::Journal::open(
        parts->writing, &parts->mirror, setup.clock, setup.entropy,
        {.device = vault.device(), .build_time = setup.build_time, .county = setup.county, .files = &setup.files})));
    parts->mirror_keeper.emplace(parts->mirror);
    parts->reserve.keep().ignore("without it a full disk is only noticed sooner");
    registry::RegistryOptions options;
    options.fold.county = setup.county;
    options.projectors = workspace->m_projectors.all();
    parts->registry = TRY(registry::Registry::open(parts->writing, setup.schemas, std::move(options)));
    if (parts->journal->opening_report().dropped_again > 0) {
        TRY(parts->registry->rebuild({}));
        TRY(parts->journal->finish_dropping());
    }
    parts->recorder.emplace(parts->writing, *parts->journal, *parts->registry, &parts->reserve);
    TRY(make_finished_drafts_table(parts->writing));

    parts->reading.emplace(TRY(vault.open_database(
        vault::VaultFile::store, {.access = vault::Access::read_only, .cache = vault::CacheSize::mib_8, .vfs = {}})));
    parts->reader.emplace(TRY(registry::RegistryReader::open(*parts->reading, setup.schemas)));
    parts->marks.emplace(TRY(journal::DeliveryMarks::open(*parts->reading)));
    parts->reading_journal.emplace(TRY(journal::JournalReader::open(*parts->reading)));
    parts->cases.emplace(TRY(CaseList::open(*parts->reading, setup.schemas, vault.device())));
    BoxKey own_key = TRY(box_key_of(vault.author_key()));
    parts->own_key = own_key.public_key();
    parts->sealed.emplace(TRY(SealedRegister::open(*parts->reading, setup.schemas, std::move(own_key))));
    parts->registers.emplace(TRY(RegisterSource::open(*parts->reading, setup.schemas, &*parts->sealed)));
    auto drafts = TRY(vault.open_database(vault::VaultFile::drafts, {.cache = vault::CacheSize::mib_2, .vfs = {}}));
    parts->drafts.emplace(TRY(DraftStore::open(std::move(drafts), &parts->reserve)));
    parts->thread = std::make_unique<registry::StoreThread>(*parts->recorder);
    workspace->m_parts = std::move(parts);
    TRY(workspace->read_viewer());
    TRY(workspace->forget_finished());
    return workspace;
}

const journal::OpeningReport& Workspace::opening_report() const { return m_parts->journal->opening_report(); }

CaseList& Workspace::cases() { return *m_parts->cases; }

Result<bool> Workspace::read_viewer() {
    const auto named = TRY(
        viewer_of(*m_parts->reader, m_setup.vault.device(), m_setup.county, beijing_date(m_setup.clock.wall_now())));
    const Viewer before = std::exchange(m_viewer, named.value_or(m_setup.viewer));
    return m_viewer.role != before.role || m_viewer.worker != before.worker;
}

ReadContext Workspace::reading() {
    return {.registry = *m_parts->reader,
            .marks = *m_parts->marks,
            .schemas = m_setup.schemas,
            .rules = m_setup.rules,
            .own = m_setup.vault.device(),
            .journal = *m_parts->reading_journal};
}

ActViews Workspace::acts() {
    return ActViews{{.context = reading(),
                     .sealed = &*m_parts->sealed,
                     .viewer = m_viewer,
                     .trust = m_setup.trust,
                     .own_key = m_parts->own_key,
                     .now = clock_reading()}};
}

Result<std::vector<DraftInfo>> Workspace::drafts() {
    std::vector<DraftInfo> drafts = TRY(m_parts->drafts->list());
    std::erase_if(drafts, [this](const DraftInfo& draft) { return is_another_s_secret(draft); });
    return drafts;
}

form::SessionPorts Workspace::session_ports() const {
    form::SessionPorts ports;
    ports.clock = &m_setup.clock;
    ports.entropy = &m_setup.entropy;
    ports.entities = &*m_parts->registers;
    ports.device_id = m_setup.vault.device().to_string();
    ports.user_name = m_setup.user_name;
    return ports;
}

FilingPlace Workspace::filing_place() const {
    return {.schemas = m_setup.schemas,
            .registry = *m_parts->reader,
            .sealed = &*m_parts->sealed,
            .trust = m_setup.trust,
            .village = m_setup.scope};
}

Result<const SealedRegister*> Workspace::sealed() {
    TRY(m_parts->sealed->catch_up());
    return &*m_parts->sealed;
}

Result<Interview> Workspace::start(std::string_view form_id, std::string_view language,
                                   std::vector<form::Prefill> prefills) {
    if (!may_fill_in(m_viewer.role, form_id)) {
        return fail(ErrorCode::casework_role, std::string{form_id});
    }
    const LibraryForm* form = TRY(m_setup.forms.find(form_id));
    if (const std::string& audience = form->definition->sections().front().seal; !audience.empty()) {
        TRY(check_readers(filing_place(), audience));
    }
    TRY(m_parts->sealed->catch_up());
    form::OpenRequest request;
    request.language = language;
    request.frontier = focus_of(prefills, makes_household(*form->definition));
    request.prefills = std::move(prefills);
    return Interview::start(*form, session_ports(), *m_parts->drafts, request, m_setup.vault.slot());
}

Result<Interview> Workspace::resume(DraftId draft) {
    const DraftInfo info = TRY(m_parts->drafts->info(draft));
    if (is_of_another(info)) {
        return fail(ErrorCode::casework_role, "a draft of somebody else");
    }
    const LibraryForm* form = TRY(m_setup.forms.find(info.form_id));
    return Interview::resume(*form, session_ports(), *m_parts->drafts, draft);
}

Result<void> Workspace::discard(DraftId draft) { return m_parts->drafts->remove(draft); }

bool Workspace::is_of_another(const DraftInfo& draft) const {
    return draft.owner && *draft.owner != m_setup.vault.slot();
}

// A form that is not here any more can be opened by nobody.
bool Workspace::is_another_s_secret(const DraftInfo& draft) const {
    const auto form = is_of_another(draft) ? m_setup.forms.find(draft.form_id)
                                           : Result<const LibraryForm*>{fail(ErrorCode::not_found)};
    return form && !(*form)->definition->sections().front().seal.empty();
}

Result<void> Workspace::take_over(DraftId draft) {
    const DraftInfo info = TRY(m_parts->drafts->info(draft));
    if (is_another_s_secret(info)) {
        return fail(ErrorCode::casework_role, "what somebody else writes under seal");
    }
    return m_parts->drafts->set_owner(draft, m_setup.vault.slot());
}

Result<std::vector<LikelyHousehold>> Workspace::likely_families(Interview& interview) {
    const form::Submission submission = TRY(form::make_submission(interview.session()));
    const std::vector<registry::PersonSketch> sketches = sketches_of(submission);
    auto likely = TRY(likely_households(reading(), sketches, beijing_date(m_setup.clock.wall_now())));
    std::vector<LikelyHousehold> shown;
    for (LikelyHousehold& one : likely) {
        const auto household = TRY(m_parts->reader->find(one.line.id));
        if (household && !is_hidden(*household, m_viewer)) {
            shown.push_back(std::move(one));
        }
    }
    return shown;
}

Result<Workspace::Saved> Workspace::finish(Interview& interview) {
    if (is_of_another(interview.info())) {
        return fail(ErrorCode::casework_role, "a draft of somebody else");
    }
    TRY(interview.finish());
    const form::Submission submission = TRY(form::make_submission(interview.session()));
    TRY(m_parts->sealed->catch_up());
    const WallTime now = m_setup.clock.wall_now();
    const auto pack = m_setup.rules.on(beijing_date(now));
    TRY(check_act(submission, {.registry = *m_parts->reader, .pack = pack ? *pack : nullptr, .now = now}));
    const entry::EntryDraft draft =
        TRY(file_submission(submission, filing_place(), interview.info().form_hash, clock_reading()));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_setup.entropy));
    return save(std::move(assembled), interview.info().id);
}

Result<Workspace::Saved> Workspace::settle(EntityId entity, std::string_view property, entry::Value value,
                                           std::string reason) {
    TRY(m_parts->sealed->catch_up());
    const FilingPlace place = filing_place();
    const Matter matter = TRY(find_matter(place, m_viewer, entity));
    const Decision decision = TRY(decision_about(place, m_viewer, matter, std::move(reason), clock_reading()));
    const entry::EntryDraft draft = TRY(settle_conflict(matter.entity, property, std::move(value), decision));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_setup.entropy));
    return save(std::move(assembled), std::nullopt);
}

Result<Workspace::Saved> Workspace::merge(EntityId one, EntityId other, std::string reason) {
    TRY(m_parts->sealed->catch_up());
    const FilingPlace place = filing_place();
    const Matter first = TRY(find_matter(place, m_viewer, one));
    const Matter second = TRY(find_matter(place, m_viewer, other));
    const Matter& secret = second.is_sealed || is_secret(second.entity) ? second : first;
    const Decision decision = TRY(decision_about(place, m_viewer, secret, std::move(reason), clock_reading()));
    const entry::EntryDraft draft = TRY(casework::merge(first.entity, second.entity, decision));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_setup.entropy));
    return save(std::move(assembled), std::nullopt);
}

Result<Workspace::Saved> Workspace::part(EntityId entity, std::string reason) {
    TRY(m_parts->sealed->catch_up());
    const FilingPlace place = filing_place();
    const Matter matter = TRY(find_matter(place, m_viewer, entity));
    const auto history = TRY(m_parts->reader->history(entity));
    const Decision decision = TRY(decision_about(place, m_viewer, matter, std::move(reason), clock_reading()));
    const entry::EntryDraft draft = TRY(casework::part(matter.entity, history, decision));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_setup.entropy));
    return save(std::move(assembled), std::nullopt);
}

ClockReading Workspace::clock_reading() const {
    return {
        .wall = m_setup.clock.wall_now(), .monotonic = m_setup.clock.monotonic_now(), .boot = m_setup.clock.boot_id()};
}

Workspace::Saved Workspace::save(entry::AssembledEntry assembled, std::optional<DraftId> draft) {
    const vault::Vault* vault = &m_setup.vault;
    return m_parts->thread->call(
        registry::JobUrgency::person,
        [vault, draft, assembled = std::move(assembled)](registry::Recorder& recorder) -> Result<entry::EntryId> {
            const Result<entry::SignedEntry> saved =
                recorder.save(assembled, {.author = vault->author_key(), .device = vault->device_key()},
                              [&](vault::Transaction& transaction) {
                                  return draft ? note_finished_draft(transaction, *draft) : Result<void>{};
                              });
            return saved ? Result<entry::EntryId>{saved->id()} : Result<entry::EntryId>{fail(saved.error())};
        });
}

Result<void> Workspace::forget_finished() {
    const std::vector<DraftId> finished = TRY(finished_drafts(*m_parts->reading));
    if (finished.empty()) {
        return {};
    }
    for (const DraftId draft : finished) {
        TRY(m_parts->drafts->remove(draft));
    }
    // What stays after a failure is tried again the next time.
    m_parts->thread->post(registry::JobUrgency::background, [finished](registry::Recorder& recorder) {
        forget_finished_drafts(recorder.database(), finished).ignore("tried again when the workspace opens");
    });
    return {};
}

registry::StoreThread& Workspace::store_thread() { return *m_parts->thread; }

registry::Recorder& Workspace::recorder() { return *m_parts->recorder; }

}  // namespace daohu::casework
